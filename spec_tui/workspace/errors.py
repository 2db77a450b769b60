"""What can go wrong on disk, told to a person: what, where, what was not changed, what to do."""

from __future__ import annotations

import errno
from pathlib import Path

FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
FORBIDDEN = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


class WorkspaceError(Exception):
    """A sentence for a person about one path."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(message)
        self.path = path


class Unreadable(WorkspaceError):  # noqa: N818 - it says what the file is
    """A file that cannot be read as UTF-8 text. `offset` counts bytes from 0, line and column
    from 1; all three are 0 where the trouble has no place in the file.
    """

    def __init__(
        self, path: Path, message: str, *, offset: int = 0, line: int = 0, column: int = 0
    ) -> None:
        super().__init__(path, message)
        self.offset = offset
        self.line = line
        self.column = column


class Locked(WorkspaceError):  # noqa: N818
    """Another process held the write lock for too long."""


class NotWritable(WorkspaceError):  # noqa: N818
    """Neither the repository nor the state folder of the user can be written."""


class Unfinished(WorkspaceError):  # noqa: N818
    """A change that stopped half-way and is finished or taken back by the next command."""


def home_path(path: Path | str) -> str:
    """A path with the home folder written as `~`."""
    text = str(path)
    home = str(Path.home())
    return "~" + text[len(home) :] if text.startswith(home + "/") else text


def not_written(
    name: str, error: Exception, kept_in: Path | str, root: Path, *, gone: bool = False
) -> str:
    """Why an acknowledged answer is not in its file yet (wording of screens.md section 5).

    `gone` says that the folder of the repository itself is not there any more.
    """
    if not isinstance(error, OSError):
        return f"{error} The answer is kept in {home_path(kept_in)}."
    if error.errno in FULL:
        return (
            "The disk is full. Your answer is safe in the journal; "
            "it is written as soon as there is room."
        )
    if gone:
        return (
            f"The folder {home_path(root)} is gone. Nothing was created there. "
            f"Answers are kept in {home_path(kept_in)}."
        )
    if error.errno in FORBIDDEN and Path(kept_in).parent != root:
        return (
            f"This folder cannot be written. Answers are kept in {home_path(kept_in)}. "
            "r tries again."
        )
    return (
        f"{name} cannot be written ({reason_of(error)}). It was not changed. "
        f"The answer is kept in {home_path(kept_in)} and is written as soon as possible."
    )


def reason_of(error: OSError) -> str:
    """The system's own words for an error, without numbers and paths."""
    text = error.strerror or "unknown reason"
    return text[0].lower() + text[1:]
