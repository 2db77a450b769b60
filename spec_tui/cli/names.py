"""`co-create-spec`, `co-exec-tasks`, `co-exec-task`: the names that seeds 000 and 002 use.

Each is a thin entry point over a command of `spec-tui spec`; nothing runs an assistant.
"""

from __future__ import annotations

import contextlib
import io
import sys


def create_spec(argv: list[str] | None = None) -> int:
    """`co-create-spec "Short feature title"` is `spec-tui spec new` (seed 000, section 0)."""
    from spec_tui.cli.running import run

    return run(["spec", "new", *(sys.argv[1:] if argv is None else argv)])


def exec_tasks(argv: list[str] | None = None) -> int:
    """`co-exec-tasks DIR`: the execution plan of a package, then its next task (seed 002, 2 and 4).

    The tasks themselves are people's work; `spec-tui spec start` and `done` record each of them.
    """
    from spec_tui.cli.running import run

    words = sys.argv[1:] if argv is None else argv
    if not _named(words, 1, "co-exec-tasks DIR"):
        return 0 if _asks(words) else 2
    if "--json" in words:  # one document: what comes next; the plan it stands in is written before
        with contextlib.redirect_stdout(io.StringIO()):
            code = run(["spec", "plan", *words])
        return code or run(["spec", "next", *words])
    return run(["spec", "plan", *words]) or run(["spec", "next", *words])


def exec_task(argv: list[str] | None = None) -> int:
    """`co-exec-task DIR T3` is `spec-tui spec start DIR T3` (seed 002, section 8)."""
    from spec_tui.cli.running import run

    words = sys.argv[1:] if argv is None else argv
    if not _named(words, 2, "co-exec-task DIR TASK"):
        return 0 if _asks(words) else 2
    return run(["spec", "start", *words])


def _named(words: list[str], count: int, usage: str) -> bool:
    """Whether enough is named; says how to call it where not."""
    from spec_tui.cli.output import prepare, talk

    if len(words) >= count and not _asks(words):
        return True
    prepare()
    talk(f"Usage: {usage}")
    return False


def _asks(words: list[str]) -> bool:
    return "--help" in words or "-h" in words
