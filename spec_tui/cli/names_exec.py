"""`co-exec-tasks DIR` and `co-exec-task DIR T3`: the names of seed 002, over `spec-tui spec`."""

from __future__ import annotations

import sys

TASKS_USAGE = "Usage: co-exec-tasks DIR [--json] [--root DIR]"
TASK_USAGE = "Usage: co-exec-task DIR TASK [--anyway] [--as @handle] [--json] [--root DIR]"


def exec_tasks(argv: list[str] | None = None) -> int:
    """Plan a package where that is not done yet, and show its next task; the exit code of cli.md.

    A person carries the tasks out: each is begun with `co-exec-task` and ended with `spec done`.
    """
    arguments = sys.argv[1:] if argv is None else argv
    from spec_tui.cli.output import prepare, talk
    from spec_tui.cli.running import run

    if not arguments or arguments[0].startswith("-"):
        prepare()
        talk(TASKS_USAGE)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    if "--json" not in arguments:
        code = run(["spec", "plan", *arguments])
        if code:
            return code
    return run(["spec", "next", *arguments])


def exec_task(argv: list[str] | None = None) -> int:
    """Begin one task of a package: what `spec-tui spec start DIR TASK` does."""
    arguments = sys.argv[1:] if argv is None else argv
    from spec_tui.cli.output import prepare, talk
    from spec_tui.cli.running import run

    plain = [word for word in arguments if not word.startswith("-")]
    if len(plain) < 2 or arguments[0].startswith("-"):
        prepare()
        talk(TASK_USAGE)
        return 0 if arguments in (["--help"], ["-h"]) else 2
    return run(["spec", "start", *arguments])
