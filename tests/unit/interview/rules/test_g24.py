"""G24: text that went through the wrong encoding, or hides something."""

import pytest

from spec_tui.interview.rules.g24 import g24


@pytest.mark.parametrize(
    ("right", "page"),
    [
        ("ü", "cp1252"), ("é", "cp1252"), ("’", "cp1252"), ("–", "cp1252"), ("🔴", "cp1254"),
        ("ğ", "cp1254"), ("°", "cp1252"), ("€", "cp1252"),
    ],
)  # fmt: skip
def test_utf8_read_in_another_encoding_is_found(look, right: str, page: str) -> None:
    """The message says what it should be; nothing is repaired."""
    wrong = right.encode().decode(page)
    (found,) = look(g24, f"## 8. Data & Schema\n- **Storage**: a {wrong} b {wrong}\n")
    assert (found.rule, found.severity, found.text) == ("G24", "minor", wrong)
    assert found.message == (
        f"{wrong} should be {right}: UTF-8 was read in another encoding, and 1 times more."
    )
    assert (found.line, found.column, found.section) == (2, 18, "data_schema")


@pytest.mark.parametrize(
    ("char", "name"),
    [
        ("\0", "a NUL character"),
        ("\ufeff", "a byte order mark inside the text"),
        ("\u202e", "a control character for the direction of writing"),
        ("\ufffd", "a character that could not be read"),
    ],
)
def test_characters_that_hide_something_are_found(look, char: str, name: str) -> None:
    """Once for each kind."""
    (found,) = look(g24, f"text\n\nmore {char}{char}\n")
    assert (found.line, found.column, found.message) == (3, 6, f"Here is {name}.")


@pytest.mark.parametrize(
    "text",
    [
        "plain", "Größe, naïve, çalışma, où, São Tomé, ÄÖÜ, Ærø", "“CAFÉ” and «À propos»",
        "5 °C – 20 €, 3 × 4 …", "\ufeffa mark at the very start", "🔴 ⚠️ 你好 שלום",
        "Ã alone, Â alone, â alone", "Ğ, ğ and ı", "ÂÊÎÔÛ âêîôû ÃÕ ãõ",
    ],
)  # fmt: skip
def test_languages_and_signs_of_their_own_are_fine(look, text: str) -> None:
    """Text that is read back in another encoding must not become other text."""
    assert (
        look(g24, f"## 8. Data & Schema\n- **Storage**: {text}\n" if text[0] != "\ufeff" else text)
        == []
    )
