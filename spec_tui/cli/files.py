"""`init`, `import` and `finish`: the commands about whole files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from spec_tui.cli.opening import opened, require_writable
from spec_tui.cli.options import Options, common, secret_option
from spec_tui.cli.output import say, say_json, talk
from spec_tui.cli.report import NAMED, as_json, report, stop_if_refused
from spec_tui.cli.stop import CouldNotRun, Refused
from spec_tui.interview.model import Blocker


@click.command()
@common()
def init(options: Options) -> None:
    """Write SPEC.md and stack.toml from the templates where they are absent, nothing else."""
    with opened(options) as session:
        require_writable(session)
        report(session, session.bootstrap(), options)


@click.command("import")
@click.argument("file", metavar="FILE|-")
@secret_option
@common()
def import_(options: Options, file: str, secret: str | None) -> None:
    """Draft SPEC.md from an overview or an existing document.

    A document with the canonical headings is taken over as it is while SPEC.md is absent or still
    the template. Anything else fills empty places, marked for confirmation, and stands whole in an
    appendix. Values that SPEC.md already holds never change. A single - reads standard input.
    """
    name, data = _read(file)
    with opened(options) as session:
        require_writable(session)
        outcome = session.import_text(name, data, secret=secret or "refuse")
        report(session, outcome, options)


@click.command()
@click.option(
    "--accept-assumptions",
    is_flag=True,
    help="Turn what is still open into dated assumptions.",
)
@common()
def finish(options: Options, accept_assumptions: bool) -> None:
    """Complete SPEC.md, or refuse and name what is in the way."""
    with opened(options) as session:
        require_writable(session)
        outcome = session.finish(accept_assumptions=accept_assumptions)
        if outcome.blockers:
            talk(outcome.refused or "Not finished. This is in the way:")
            for blocker in outcome.blockers[:NAMED]:
                talk(_blocker(blocker))
            if len(outcome.blockers) > NAMED:
                talk(f"And {len(outcome.blockers) - NAMED} more; `spec-tui check` lists all.")
            raise Refused()
        stop_if_refused(outcome)
        if options.json:
            say_json({**as_json(session, outcome), "path": str(session.spec_path)})
        else:
            say(outcome.closing)


def _blocker(blocker: Blocker) -> str:
    """One line about something in the way, with the command that settles it."""
    answer = f" spec-tui answer {blocker.question_id} TEXT" if blocker.question_id else ""
    return f"- {blocker.title} ({blocker.place}, {blocker.severity}).{answer}"


def _read(file: str) -> tuple[str, bytes]:
    """Name and bytes of the document to import. Raises CouldNotRun where it cannot be read."""
    if file == "-":
        return "stdin", sys.stdin.buffer.read()
    path = Path(file)
    try:
        return path.name, path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise CouldNotRun(f"{file} could not be read: {reason}. Nothing was written.") from None
