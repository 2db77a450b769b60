"""Rules see prose at its true columns, and nothing that only looks like prose."""

import pytest

from spec_tui.documents.prose import (
    content_words,
    head_noun,
    mask,
    sentences,
    stem,
    stems,
    words,
)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("run `fast TODO` now", "run             now"),
        ("``a ` b`` c", "          c"),
        ("a ` b", "a ` b"),
        ("a \\` b `c` d", "a \\` b     d"),
        ("see https://x.y/TODO?a=1.", "see                     ."),
        ("the [fast way](https://x.y/fast) goes", "the [fast way                    goes"),
        ("<kbd>x</kbd> <br/> y", "     x             y"),
        ("a <!-- TODO --> b", "a               b"),
        ("a <!-- open", "a          "),
        ("<https://x.y> z", "              z"),
        ("in [[context|Journal]] here", "in                     here"),
        ("<why this matters>", "<why this matters>"),
        ("List<String> stays", "List<String> stays"),
        ("plain words", "plain words"),
    ],
)
def test_what_is_no_prose_becomes_blank(line: str, seen: str) -> None:
    """Everything else keeps its column."""
    assert mask(line) == seen


def test_words_keep_their_hyphens() -> None:
    """A hyphen, an apostrophe or a slash inside a word does not cut it."""
    assert words("E-mail isn't 50 requests/s, OK?") == ["E-mail", "isn't", "50", "requests/s", "OK"]


def test_content_words_leave_out_the_little_ones() -> None:
    """Articles, auxiliaries and the like carry no meaning of their own."""
    assert content_words("The patient should be able to Book it") == ["patient", "able", "book"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("It costs 3.5 s, e.g. at night. Then it stops.",
         ["It costs 3.5 s, e.g. at night.", "Then it stops."]),
        ("Dr. Who comes. Later.", ["Dr. Who comes.", "Later."]),
        ("Use `a. B` or see https://x.y/a. Then go.",
         ["Use `a. B` or see https://x.y/a.", "Then go."]),
        ("Out by 14. 2. 2027. On Mon. 3. May 2027 it opens. It sends 20. Then it stops.",
         ["Out by 14. 2. 2027.", "On Mon. 3. May 2027 it opens.", "It sends 20.",
          "Then it stops."]),
        ("Wrapped\nline here.\n\nNext one", ["Wrapped\nline here.", "Next one"]),
        ("- one\n- two", ["- one", "- two"]),
        ("", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    """Abbreviations, numbers, code and addresses hold no end of a sentence."""
    found = sentences(text)
    assert [sentence for _, sentence in found] == expected
    assert all(text[start : start + len(words_)] == words_ for start, words_ in found)


@pytest.mark.parametrize(
    "words",
    [
        "cancel cancels cancelled cancelling cancellation",
        "reserve reserves reserving reservation reservations",
        "move moves moved moving",
        "reply replies replied",
        "policy policies",
        "box boxes",
        "Booking book booked",
        "patient patient's",
    ],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    """Endings do not tell two things apart."""
    assert len({stem(word) for word in words.split()}) == 1


def test_different_words_keep_different_stems() -> None:
    """A stem is not so short that everything is equal."""
    words = ["status", "state", "class", "clause", "report", "payment", "patient", "access", "add"]
    assert len({stem(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Reminders by SMS and e-mail", "reminder"),
        ("Native mobile apps", "app"),
        ("A list of the damaged tools", "list"),
        ("the of", ""),
        ("", ""),
    ],
)
def test_a_phrase_is_about_the_noun_before_its_first_preposition(text: str, expected: str) -> None:
    """Two items with other heads are other things."""
    assert head_noun(text) == expected


def test_stems_leave_out_words_without_meaning() -> None:
    """In the order of the text."""
    assert stems("Members can reserve a tool") == ("member", "reserv", "tool")


def test_a_unit_at_the_end_of_a_sentence_is_no_abbreviation() -> None:
    """`within 20 min. The next` are two sentences; `min. 20` is one."""
    assert [
        words
        for _, words in sentences(
            "It is back within 2 h. A copy takes 20 min. It takes 6 ms. It ends."
        )
    ] == [
        "It is back within 2 h.",
        "A copy takes 20 min.",
        "It takes 6 ms.",
        "It ends.",
    ]
    assert len(sentences("It takes min. 20 steps.")) == 1
