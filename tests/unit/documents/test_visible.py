"""What a terminal would act on is shown, and everything else stays as it is."""

import pytest

from spec_tui.documents.visible import visible


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("a\x1b]0;title\x07", "a␛]0;title␇"),
        ("\x1b]52;c;QUJD\x1b\\", "␛]52;c;QUJD␛\\"),
        ("nul\x00del\x7f", "nul␀del␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("abc\u202edef", "abc⟨U+202E⟩def"),
        ("a\u200bb\ufeffc", "a⟨U+200B⟩b⟨U+FEFF⟩c"),
        ("a\u2028b\u2029c", "a⟨U+2028⟩b⟨U+2029⟩c"),
        ("x\U000e0041\U000e007f", "x⟨U+E0041⟩⟨U+E007F⟩"),
        ("\ud800lone", "⟨U+D800⟩lone"),
        ("a\rb", "a␍b"),
        ("soft\u00adhyphen", "soft⟨U+00AD⟩hyphen"),
    ],
)
def test_acting_characters_become_pictures(hostile: str, expected: str) -> None:
    """Controls, bidi controls, zero-width and tag characters, BOM and surrogates are shown."""
    assert visible(hostile) == expected


@pytest.mark.parametrize(
    "text",
    [
        "1. [ID-001] t\n\t- [x] done [[context|Journal]] [@click=app.quit]Fix[/]",
        "Risks, Assumptions & Trade‑offs — “curly” ≤ 300 ms",
        "日本語 العربية עברית e\u0301 Ünïcode",
        "👨\u200d👩\u200d👧 ❤\ufe0f ⚠\ufe0f 1\ufe0f\u20e3 👩🏽\u200d💻 ❤\ufe0f\u200d🔥",
        "",
    ],
)
def test_readable_text_stays_as_it_is(text: str) -> None:
    """Brackets, markup, any script and whole emoji are not touched."""
    assert visible(text) == text


@pytest.mark.parametrize(
    ("hidden", "expected"),
    [
        ("pay\u200dpal", "pay⟨U+200D⟩pal"),
        ("x\ufe0f\u200d👩", "x⟨U+FE0F⟩⟨U+200D⟩👩"),
        ("👩\u200dx", "👩⟨U+200D⟩x"),
        ("1\ufe0f2", "1⟨U+FE0F⟩2"),
    ],
)
def test_joiners_outside_emoji_are_shown(hidden: str, expected: str) -> None:
    """A joiner or selector that belongs to no emoji could hide a difference between two words."""
    assert visible(hidden) == expected
