"""Vague words are found with their one question, and left alone where they are exact."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.interview.vagueness import VAGUE_CLASSES, vague

VAGUE = tomllib.loads((files("spec_tui") / "templates/vague.toml").read_text(encoding="utf-8"))


def test_every_vague_word_has_one_short_question() -> None:
    """A follow-up is one plain question of at most 160 characters, and no word has two."""
    words = [word for entry in VAGUE["vague"] for word in entry["words"]]
    assert len(words) == len(set(words))
    assert len(words) >= 200
    for entry in VAGUE["vague"]:
        assert set(entry) == {"class", "words", "question"}
        assert entry["class"] in VAGUE_CLASSES
        question = entry["question"]
        assert question.count("?") == 1
        assert question.endswith("?")
        assert len(question) <= 160
        assert not re.search(r"\band (?:what|how|who|which|when|why|where)\b", question)


def test_vague_words_are_spelt_as_people_type_them() -> None:
    """Lists copied from PDF files hold ligatures, which never match what somebody writes."""
    for entry in VAGUE["vague"]:
        for word in entry["words"]:
            assert re.fullmatch(r"[a-z]+(?:[ -][a-z]+)*", word), word
    assert all(pattern.isascii() for pattern in VAGUE["idioms"])


def test_every_listed_vague_word_is_found_under_its_class() -> None:
    """No word is hidden by an idiom or by a longer entry."""
    for entry in VAGUE["vague"]:
        for word in entry["words"]:
            (found,) = vague(f"It must stay {word} here.", frozenset(VAGUE_CLASSES))
            assert (found.word, found.cls, found.question) == (
                word,
                entry["class"],
                entry["question"],
            )


def test_every_idiom_holds_a_vague_word() -> None:
    """Any other one would do nothing."""
    heads = {re.split(r"[ -]", w)[0] for entry in VAGUE["vague"] for w in entry["words"]}
    for pattern in VAGUE["idioms"]:
        assert heads & set(re.findall(r"[a-z]+", pattern)), pattern


def test_words_that_only_allow_call_for_no_follow_up() -> None:
    """`be able to` is natural in an answer; only the rule over the finished text names it."""
    assert vague("Members are able to and must be able to book") == ()
    (found,) = vague("It must be able to book", frozenset(VAGUE_CLASSES))
    assert (found.word, found.cls) == ("be able to", "weak")


def test_a_vague_word_brings_its_pointed_question() -> None:
    """`fast` asks for a number."""
    (found,) = vague("It must be fast.")
    assert (found.word, found.question) == ("fast", "Which P95 in ms is fast enough?")
    assert (found.start, found.end) == (11, 15)


@pytest.mark.parametrize(
    "text",
    [
        "fast: 300 ms", "Answers fast, within 2 s", "fail fast", "responsive layout", "`fast`",
        'the word "fast"', "[x](https://fast.com)", "steadfast", "PostgreSQL 16", "fast-path",
    ],
)  # fmt: skip
def test_a_word_that_is_exact_already_is_left_alone(text: str) -> None:
    """Idioms, code, quotes, links, and a number with a unit in the same clause."""
    assert vague(text) == ()


def test_a_number_answers_its_own_clause_only() -> None:
    """The next sentence is vague on its own."""
    assert [v.word for v in vague("Fast: 300 ms. The start is quick")] == ["quick"]


def test_a_word_in_a_name_is_not_vague() -> None:
    """`LE Secure Connections` is called so; at the start of a sentence it is a claim."""
    assert vague("The link is encrypted by LE Secure Connections.") == ()
    assert [found.word for found in vague("Secure links are needed.")] == ["Secure"]


def test_scales_are_a_thing_too() -> None:
    """A desk with a scanner and scales promises nothing."""
    assert vague("A desk with scanner, camera and scales") == ()
    assert vague("The service scales")


def test_a_percentile_alone_does_not_say_how_fast() -> None:
    """`quickly, 60 ms at P95` does; so does no length of a thing."""
    assert [v.word for v in vague("A clearance comes back quickly, 95th percentile")] == ["quickly"]
    assert vague("A clearance comes back quickly, 60 ms at the 95th percentile") == ()
    said = vague("It reports on a 30-minute chapter quickly")
    assert [v.word for v in said] == ["quickly"]


@given(st.text("fastroPbu#./- 0123ms`[](\n%"))
def test_reading_never_raises_and_words_are_in_order(text: str) -> None:
    """Any text can be read."""
    position = 0
    for word in vague(text):
        assert position <= word.start < word.end <= len(text)
        position = word.end
