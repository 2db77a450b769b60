"""`export questions` and `import-answers`: a questionnaire for somebody else, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from spec_tui.cli.opening import opened, require_writable, warn
from spec_tui.cli.options import Options, common, secret_option
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import CouldNotRun, Refused

if TYPE_CHECKING:
    from spec_tui.interview.questionnaire import Filled, Stray
    from spec_tui.session import Session

ROLES = ("product", "security", "operations", "data")


@click.group()
def export() -> None:
    """Write something for somebody else."""


@export.command()
@click.option("--role", type=click.Choice(ROLES), help="Only the questions of this role.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@common(depth=True)
def questions(options: Options, role: str | None, file: Path) -> None:
    """Write the open questions into FILE as Markdown that can be filled in any editor."""
    from spec_tui.interview.questionnaire import export as written
    from spec_tui.interview.questionnaire import for_role
    from spec_tui.workspace.exports import create_new

    with opened(options) as session:
        warn(session)
        rows = for_role(session.open_questions(), role or "")
        facets = {row.id: session.facet(row.id) for row in rows if row.kind == "confirm"}
        asked = {name: facet.text for name, facet in facets.items() if facet is not None}
        text = written(session.state.title, rows, date.today(), role or "", asked)
    if str(file) == "-":
        say(text, end="")
        return
    create_new(file, text)
    say(f"{plural(len(rows), 'question')} in {file}.")
    say(f"Take it back with: spec-tui import-answers {file}")


@click.command("import-answers")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--as", "by", metavar="@HANDLE", help="Who answered; else the name in the file.")
@secret_option
@common()
def import_answers(options: Options, file: Path, by: str | None, secret: str | None) -> None:
    """Take a filled questionnaire back: each answer is checked and attributed."""
    from spec_tui.interview.questionnaire import read

    returned = read(_text(file))
    if not returned.any:
        raise CouldNotRun(
            f"{file} is no questionnaire: no answer is marked in it. Nothing was taken. "
            "Write one with: spec-tui export questions FILE"
        )
    with opened(options) as session:
        require_writable(session)
        who = _name(session, file, by or returned.who)
        _same_project(session.state.title, file, returned.project)
        told = _Told(file, options.json)
        for row, outcome in session.take_back(who, returned.answers, secret or "refuse"):
            told.one(row, outcome.refused, outcome.receipt)
        for row in returned.twice:
            told.one(row, "This is answered twice, and differently. Neither was taken.", "")
        for stray in returned.strays:
            told.stray(stray)
        told.end(who, session)
    if told.refused or returned.strays:
        raise Refused()


class _Told:
    """What came of each answer, said as it comes."""

    def __init__(self, file: Path, json: bool) -> None:
        self.file = file
        self.json = json
        self.rows: list[dict[str, object]] = []
        self.strays: list[dict[str, object]] = []
        self.refused = 0
        self.unchanged = 0

    def one(self, row: Filled, refused: str, receipt: str) -> None:
        """An answer that was stored, left, or refused."""
        from spec_tui.interview.handover import UNCHANGED

        place = {"id": row.question_id, "line": row.line}
        self.rows.append({**place, "refused": refused, "receipt": receipt})
        self.refused += bool(refused)
        self.unchanged += receipt in UNCHANGED
        if refused:
            talk(f"{self.file}:{row.line}: {row.question_id}: {refused}")
        elif not self.json:
            say(f"{row.question_id}: {receipt}")

    def stray(self, stray: Stray) -> None:
        """Words that were not read."""
        self.strays.append({"line": stray.line, "text": stray.text})
        talk(
            f"{self.file}:{stray.line}: “{stray.text}” stands outside of the spaces for answers. "
            "It was not read."
        )

    def end(self, who: str, session: Session) -> None:
        """The sum."""
        if self.json:
            say_json(
                {
                    "who": who,
                    "answers": self.rows,
                    "strays": self.strays,
                    "percent": session.state.percent,
                    "line": session.state.line,
                }
            )
            return
        taken = len(self.rows) - self.refused - self.unchanged
        left = f", {self.unchanged} changed nothing" if self.unchanged else ""
        say(f"{plural(taken, 'answer')} of {who} taken over{left}, {self.refused} refused.")
        if taken > 1:
            say("One spec-tui undo takes them all back.")
        say(session.state.line)


def _name(session: Session, file: Path, written: str) -> str:
    """The handle of whoever is named in the file. Raises CouldNotRun where nobody is."""
    from spec_tui.workspace.root import full_handle, git_name

    if written and written == git_name(session.root):
        return session.who
    known = full_handle(written)
    if known is None:
        told = f"“{written}” holds no latin letter or digit" if written else "Nobody is named"
        raise CouldNotRun(
            f"{file}: {told} behind “Answered by:”. Nothing was taken. "
            "Write the name there, or say it with --as @NAME."
        )
    return known


def _same_project(title: str, file: Path, asked_about: str) -> None:
    """Raises Refused for the questionnaire of another project."""
    from spec_tui.documents.fold import fold

    if title and asked_about and fold(title) != fold(asked_about):
        raise Refused(
            f"{file}:1: this asks about “{asked_about}”, and SPEC.md is about “{title}”. Nothing "
            "was taken. Where the project has another name now, write that into the first line."
        )


def _text(file: Path) -> str:
    import sys

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CouldNotRun(f"{file} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise CouldNotRun(f"{file} is not UTF-8 text (byte {error.start}).") from None
