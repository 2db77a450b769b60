"""`discover`: what exists for a feature already, and what is still to be asked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.opening import find_root, opened, require_writable, warn
from spec_tui.cli.options import Options, common, handle_option
from spec_tui.cli.output import plural, say, say_json

if TYPE_CHECKING:
    from spec_tui.omoi_os.discover import Discovery
    from spec_tui.session import Session

NAMES = {"docs": "PRD"}
"""What a person calls the files of a folder of .omoi_os, where that is not its name."""


@click.command()
@click.option("--ask", is_flag=True, help="Ask the open questions, one at a time.")
@handle_option
@common()
def discover(options: Options, ask: bool, handle: str | None) -> None:
    """Say what exists for a feature already: documents, plans, commits and code to read.

    With --ask the open discovery questions come one at a time; the answers go into SPEC.md.
    """
    if ask and options.json:
        raise click.UsageError("--ask is a conversation; it has no --json.")
    if handle and not ask:
        raise click.UsageError("--as goes with --ask.")
    with opened(options, hold=ask) as session:
        if ask:
            require_writable(session)
        else:
            warn(session)
        found = _found(options, session)
        if options.json:
            say_json(_as_json(found))
            return
        _say(found)
        if ask:
            if handle:
                session.set_who(handle)
            _ask(session)


def _found(options: Options, session: Session) -> Discovery:
    from spec_tui.derive.domain import entities
    from spec_tui.derive.facts import Facts
    from spec_tui.omoi_os.discover import discover as look
    from spec_tui.omoi_os.discover import nouns_of
    from spec_tui.workspace.browse import Browse
    from spec_tui.workspace.root import spec_name

    root = find_root(options)
    nouns: tuple[str, ...] = ()
    if session.state.exists and not session.read_only:
        facts = Facts.of(Browse(root).read(spec_name(root))[0])
        nouns = nouns_of([one.name for one in entities(facts)], facts.name)
    return look(root, session, nouns)


def _say(found: Discovery) -> None:
    say(found.spec)
    _list("Documents to read", found.documents)
    counts = ", ".join(
        f"{count} {NAMES.get(kind, kind)}" for kind, count in found.counts.items() if count
    )
    say(f"In .omoi_os: {counts}." if counts else "There is nothing in .omoi_os yet.")
    if found.nouns:
        rows = [f"{one.path} ({', '.join(one.words)})" for one in found.code]
        _list(f"Code that names {', '.join(found.nouns)}", rows)
    _list("Last commits", found.commits)
    count = sum(map(len, found.questions.values()))
    if not count:
        say("No discovery question is open.")
        return
    say(f"Open: {plural(count, 'discovery question')}. `spec-tui discover --ask` asks them.")
    for title, asks in found.questions.items():
        _list(title, [f"{one.id} {one.text}" for one in asks])


def _list(title: str, rows: tuple[str, ...] | list[str]) -> None:
    say(f"{title}:" if rows else f"{title}: none.")
    for row in rows:
        say(f"  {row}")


def _ask(session: Session) -> None:
    """Ask what is open in the order of the categories; what is passed over is not asked twice."""
    from spec_tui.cli.plain import EndOfInput, PlainInterview
    from spec_tui.omoi_os.discover import open_questions

    talk = PlainInterview(session, sys.stdin)
    asked: set[str] = set()
    try:
        while True:
            left = [
                one.id
                for asks in open_questions(session).values()
                for one in asks
                if one.id not in asked
            ]
            if not left:
                say("No discovery question is left.")
                return
            asked.add(left[0])
            talk.edited = session.ask(left[0])
            while talk.edited is not None or _followed(session):
                talk.turn()
    except EndOfInput:
        say("The answers so far are in SPEC.md.")


def _followed(session: Session) -> bool:
    """Whether the answer just given asks for more words."""
    question = session.plan.question
    return question is not None and question.follow_up


def _as_json(found: Discovery) -> dict[str, Any]:
    return {
        "spec": found.spec,
        "documents": list(found.documents),
        "omoi_os": dict(found.counts),
        "nouns": list(found.nouns),
        "code": [{"path": one.path, "words": list(one.words)} for one in found.code],
        "commits": list(found.commits),
        "questions": [
            {"category": title, "id": one.id, "text": one.text}
            for title, asks in found.questions.items()
            for one in asks
        ],
    }
