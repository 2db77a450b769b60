"""`export questions` and `import-answers`: a questionnaire for somebody else, and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from spec_tui.cli.opening import opened, require_writable, warn
from spec_tui.cli.options import Options, common, secret_option
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import CouldNotRun, Refused

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
        text = written(session.state.title, rows, date.today(), role or "")
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
    from spec_tui.interview.errors import UnknownQuestion
    from spec_tui.interview.questionnaire import answered_by, filled

    text = _text(file)
    rows = filled(text)
    refused = 0
    with opened(options) as session:
        require_writable(session)
        who = by or answered_by(text) or session.who
        told = []
        for row in rows:
            try:
                outcome = session.answer_for(who, row.question_id, row.text, secret or "refuse")
                problem, sentence = outcome.refused, outcome.receipt
            except UnknownQuestion as error:
                problem, sentence = str(error), ""
            refused += bool(problem)
            told.append(
                {"id": row.question_id, "line": row.line, "refused": problem, "receipt": sentence}
            )
            if problem:
                talk(f"{file}:{row.line}: {row.question_id}: {problem}")
            elif not options.json:
                say(f"{row.question_id}: {sentence}")
        if options.json:
            say_json(
                {"answers": told, "percent": session.state.percent, "line": session.state.line}
            )
        else:
            say(f"{plural(len(rows) - refused, 'answer')} taken over, {refused} refused.")
            say(session.state.line)
    if refused:
        raise Refused()


def _text(file: Path) -> str:
    import sys

    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except OSError as error:
        raise CouldNotRun(f"{file} cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise CouldNotRun(f"{file} is not UTF-8 text (byte {error.start}).") from None
