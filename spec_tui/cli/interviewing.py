"""`interview`: the same interview in the app, or line by line with `--plain`."""

from __future__ import annotations

import sys

import click

from spec_tui.cli.opening import open_app, opened, require_writable
from spec_tui.cli.options import Options, common, handle_option


@click.command()
@click.option("--plain", is_flag=True, help="Ask line by line: screen readers, pipes, CI.")
@handle_option
@common(depth=True)
def interview(options: Options, plain: bool, handle: str | None) -> None:
    """Interview in the app, or with --plain line by line on a plain terminal or a pipe.

    With --plain one line is one answer. A number picks a choice. A line with three double quotes
    opens and closes a longer answer. Commands begin with a colon; :help lists them.
    """
    if not plain:
        if handle:
            raise click.UsageError("--as goes with --plain; in the app ctrl+n changes the name.")
        open_app(options, screen="interview")
        return
    from spec_tui.cli.plain import PlainInterview

    with opened(options, hold=True) as session:
        require_writable(session)
        if options.depth is not None:
            session.set_depth(options.depth)
        if handle:
            session.set_who(handle)
        PlainInterview(session, sys.stdin).run()
