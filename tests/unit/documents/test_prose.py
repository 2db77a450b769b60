"""Rules see prose at its true columns, and nothing that only looks like prose."""

import pytest

from spec_tui.documents.prose import content_words, mask, sentences, words


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
