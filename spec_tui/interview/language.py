"""Whether a text is in English and long enough to draft more from it than title and problem."""

from __future__ import annotations

from spec_tui.documents.prose import words

SHORTEST = 30
"""Words below which only title and problem are drafted (B.6.8)."""
_ENGLISH = frozenset(
    "the and of to is are for with that this it be on in by an or from not which when".split()  # noqa: SIM905
)
_OTHERS = frozenset(
    """der die das und ist nicht ein eine mit für von den dem auf werden sich
    le la les des et est une dans pour qui que pas sur avec sont du
    el los las y en por para con una del se como más
    il di che per non sono gli della è e un
    de het een van niet zijn voor met op te
    o os do da em uma não para com são dos
    og er det som til på ikke av att är och inte för
    i w na z się nie jest do oraz""".split()  # noqa: SIM905
)


def certain_only(text: str) -> str:
    """Why only title and problem can be drafted: too short, or not English; "" otherwise."""
    said = [word.casefold() for word in words(text[:20_000])]
    letters = sum(char.isalpha() for char in text[:20_000])
    foreign = sum(char.isalpha() and ord(char) > 0x24F for char in text[:20_000])
    if foreign * 3 > letters:  # some of these languages put no blanks between words
        return "The text is not in English"
    if len(said) < SHORTEST:
        return "The text is short"
    english = sum(word in _ENGLISH for word in said)
    others = sum(word in _OTHERS for word in said)
    if others > english and others * 12 > len(said):
        return "The text is not in English"
    return ""
