"""The two ways in which a command ends early, each with a sentence for the person."""

from __future__ import annotations


class Stop(Exception):  # noqa: N818 - an ending, not always an error
    """End this command with `code` after saying `sentence` on stderr ("" says nothing)."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code


class Refused(Stop):
    """The change was not made (exit 1)."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence, 1)


class CouldNotRun(Stop):
    """Wrong use, an unreadable file, no terminal (exit 2)."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence, 2)
