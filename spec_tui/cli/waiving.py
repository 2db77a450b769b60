"""`waive`: accept the wording of a finding."""

from __future__ import annotations

import click

from spec_tui.cli.opening import opened, require_writable
from spec_tui.cli.options import Options, common, known_handle
from spec_tui.cli.report import report


@click.command()
@click.argument("rule")
@click.argument("place", metavar="PATH:LINE")
@click.option("--reason", required=True, help="Why the wording may stay.")
@click.option(
    "--by", required=True, metavar="@HANDLE", callback=known_handle, help="Who accepts it."
)
@common()
def waive(options: Options, rule: str, place: str, reason: str, by: str) -> None:
    """Accept what a rule found in a line of SPEC.md; it comes back when the sentence changes."""
    path, _, line = place.rpartition(":")
    if not line.isdigit() or path.rpartition("/")[2].casefold() not in {"", "spec.md"}:
        raise click.UsageError(f"{place!r} is no place in SPEC.md. Name it as SPEC.md:71.")
    with opened(options) as session:
        require_writable(session)
        session.who = by
        report(session, session.waive(rule, int(line), reason), options)
