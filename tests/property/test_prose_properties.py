"""Properties of masking and of cutting into sentences."""

from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.documents.prose import mask, sentences

LINE = st.one_of(
    st.text(st.characters(exclude_characters="\n")),
    st.text("`<>[]()!-/:.|\\ abhtps=\"'"),
)


@given(LINE)
@settings(max_examples=250, deadline=None)
def test_masking_keeps_the_length_and_every_other_character(line: str) -> None:
    """Each character is either the same or a space, so columns stay true."""
    masked = mask(line)
    assert len(masked) == len(line)
    assert all(new in (old, " ") for old, new in zip(line, masked, strict=True))


@given(st.text("ab. !?\n-`[](e.g)1"))
@settings(max_examples=200, deadline=None)
def test_sentences_lose_nothing_but_blanks(text: str) -> None:
    """Each sentence stands where it says, they do not overlap, and only blanks lie between."""
    position = 0
    for start, sentence in sentences(text):
        assert not text[position:start].strip()
        assert text[start : start + len(sentence)] == sentence
        position = start + len(sentence)
    assert not text[position:].strip()
