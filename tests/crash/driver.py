"""One answer in a process of its own, to be killed: `python -m tests.crash.driver ROOT`.

With `moves` after it, one change that moves files instead. Two looks at files that do not exist
mark where it begins and ends in the list of system calls.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.crash.answers import SPEC, STACK, answer, roll_forward, workspace
from tests.crash.moves import edits, move

BEGIN = "/the-answer-begins"
END = "/the-answer-ends"
AFTER = {SPEC: {"P95": "300 ms"}, STACK: {"database": "postgres"}}


def main(root: Path) -> None:
    """Start as every command does, answer once, and say that it is saved."""
    # what is imported late is imported now: killing an import proves nothing
    import filelock  # noqa: F401
    import platformdirs  # noqa: F401

    from spec_tui.workspace.oslayer import RealOs

    space = workspace(RealOs(), root)
    roll_forward(space)
    os.path.exists(BEGIN)
    commit = answer(space, AFTER, raw="the raw answer")
    os.write(1, b"kept\n" if commit.kept else b"saved\n")
    os.path.exists(END)


def main_moves(root: Path) -> None:
    """Start as every command does, move once, and say so."""
    import difflib  # noqa: F401

    import filelock  # noqa: F401
    import platformdirs  # noqa: F401

    from spec_tui.workspace.oslayer import RealOs

    space = edits(RealOs(), root)
    space.roll_forward()
    os.path.exists(BEGIN)
    commit = move(space)
    os.write(1, b"kept\n" if commit.kept else b"saved\n")
    os.path.exists(END)


if __name__ == "__main__":
    (main_moves if sys.argv[2:] == ["moves"] else main)(Path(sys.argv[1]))
