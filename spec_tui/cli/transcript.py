"""`transcript`: who answered what, when, with what effect."""

from __future__ import annotations

import csv
import io
from typing import Any

import click

from spec_tui.cli.opening import opened, warn
from spec_tui.cli.options import Options, common
from spec_tui.cli.output import say, say_json
from spec_tui.sessionlog import Answered
from spec_tui.transcripts import markdown

FIELDS = (
    "number", "at", "who", "question_id", "section", "question", "answer", "effect", "undone",
    "look_again",
)  # fmt: skip


@click.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(["md", "jsonl", "csv"]),
    default="md",
    show_default=True,
    help="How to print it.",
)
@common()
def transcript(options: Options, format_: str) -> None:
    """Print who answered what, when, with what effect, oldest first."""
    with opened(options) as session:
        warn(session)
        rows = session.transcript()
        if options.json:
            say_json({"answers": [_row(row) for row in rows]})
        elif format_ == "jsonl":
            for row in rows:
                say_json(_row(row), indent=None)
        elif format_ == "csv":
            say(_csv(rows), end="")
        else:
            say(markdown(session.state.title, rows))


def _row(answered: Answered) -> dict[str, Any]:
    """One event as data; the time in ISO form."""
    row = {name: getattr(answered, name) for name in FIELDS}
    row["at"] = answered.at.isoformat(timespec="seconds")
    return row


def _csv(rows: tuple[Answered, ...]) -> str:
    """The events as CSV with a header line."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(_row(row) for row in rows)
    return buffer.getvalue()
