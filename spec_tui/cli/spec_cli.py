"""`spec_cli`: the command lines of seed 003, over the commands of spec-tui."""

from __future__ import annotations

import sys

USAGE = (
    "Usage: spec_cli show all|requirements|designs|tickets|tasks|graph|ticket-graph|traceability|"
    "ready\n       spec_cli validate\n       spec_cli sync|sync-specs diff|push\n"
    "       spec_cli projects | project [ID] | api-trace [ID]"
)
NAMES = frozenset({"show", "validate", "sync", "sync-specs", "projects", "project", "api-trace"})


def main(argv: list[str] | None = None) -> int:
    """Run one command line of seed 003; returns the exit code of cli.md.

    `validate` without further words prints the success block of the seed, with computed counts;
    everything else is what `spec-tui` does.
    """
    arguments = sys.argv[1:] if argv is None else argv
    from spec_tui.cli.group import COMMANDS
    from spec_tui.cli.output import prepare, talk
    from spec_tui.cli.running import run

    name = next((word for word in arguments if not word.startswith("-")), "")
    if not arguments or arguments in (["--help"], ["-h"]):
        prepare()
        talk(USAGE)
        return 0 if arguments else 2
    if name not in NAMES or name not in COMMANDS:
        prepare()
        talk(USAGE)
        talk(f"There is no command {name or arguments[0]!r} here.")
        return 2
    if name == "validate" and arguments == ["validate"]:
        from spec_tui.cli.work_checking import validate_as_003

        prepare()
        return validate_as_003()
    return run(arguments)
