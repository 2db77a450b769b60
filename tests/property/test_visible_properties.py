"""Properties of `visible` over any text at all, lone surrogates included."""

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.documents.visible import visible

ANY = st.text(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp"]),
        st.sampled_from("\u200d\ufe0f👩❤1#\u20e3x"),
    )
)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_seen_twice_is_seen_once(text: str) -> None:
    """The result needs no second pass."""
    assert visible(visible(text)) == visible(text)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_no_acting_character_survives(text: str) -> None:
    """No control, separator or surrogate, and no format character but a joiner, is left."""
    left = set(visible(text)) - {"\n", "\t", "\u200d"}
    assert not [c for c in left if unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"}]
    assert not left & set("\u200b\u200e\u202a\u202e\u2066\u2069\ufeff\U000e0041")


def _named(match: re.Match[str]) -> str:
    """The character that a picture names."""
    if match[1]:
        return chr(int(match[1], 16))
    return "\x7f" if match[0] == "␡" else chr(ord(match[0]) - 0x2400)


@given(ANY)
@settings(max_examples=200, deadline=None)
def test_every_picture_names_the_character_it_stands_for(text: str) -> None:
    """Nothing is lost: reading the pictures back gives the text."""
    text = re.sub("[⟨␀-␡]", "", text)
    shown = visible(text)
    assert re.sub("⟨U\\+([0-9A-F]{4,6})⟩|[␀-␟␡]", _named, shown) == text
