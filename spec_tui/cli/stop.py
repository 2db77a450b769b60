"""The two ways in which a command ends early, each with a sentence for the person."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


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


@contextmanager
def speaking() -> Iterator[None]:
    """Turn what is refused below into the ends of cli.md: 1 refused, 2 could not run."""
    from spec_tui.work.change import Refused as No
    from spec_tui.work.editing import Ambiguous, Unknown
    from spec_tui.workspace.errors import Locked, NotWritable

    try:
        yield
    except (Unknown, Ambiguous) as error:
        raise CouldNotRun(str(error)) from None
    except (No, Locked, NotWritable) as error:
        raise Refused(str(error)) from None
