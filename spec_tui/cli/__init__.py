"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code (cli.md: 0 fine, 1 refused, 2 could not run).

    `argv` are the arguments without the program's name, by default those of the process.
    """
    arguments = sys.argv[1:] if argv is None else argv
    if arguments == ["--version"]:
        from spec_tui import __version__

        print(f"spec-tui {__version__}")
        return 0
    from spec_tui.cli.running import run

    return run(arguments)
