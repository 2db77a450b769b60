"""Printing what an answer, an undo, an import or a finish did."""

from __future__ import annotations

from typing import Any

from spec_tui.cli.options import Options
from spec_tui.cli.output import say, say_json, talk
from spec_tui.cli.stop import Refused
from spec_tui.interview.model import Outcome
from spec_tui.session import Session

NAMED = 3
"""How many blockers a refused finish names (interview.md B.8)."""
SECRET_HINT = (
    "This looks like a password or key ({kinds}). Nothing was written. Answer again without it, "
    "or add --secret redact (it is taken out) or --secret keep (it is kept as it stands)."
)


def report(session: Session, outcome: Outcome, options: Options) -> None:
    """Print receipt, notes, follow-up and, last, the progress line.

    Raises Refused where nothing was written; stdout then stays empty.
    """
    stop_if_refused(outcome)
    if options.json:
        say_json(as_json(session, outcome))
        return
    for sentence in (outcome.receipt, *outcome.notes):
        if sentence:
            say(sentence)
    if outcome.follow_up:
        say(f"One more thing: {outcome.follow_up}")
    if session.notice:
        talk(session.notice)
    say(session.state.line)


def stop_if_refused(outcome: Outcome) -> None:
    """Raise Refused with the sentences of a refused outcome."""
    if outcome.secrets:
        raise Refused(SECRET_HINT.format(kinds=", ".join(outcome.secrets)))
    if outcome.refused:
        raise Refused("\n".join((outcome.refused, *outcome.notes)))


def as_json(session: Session, outcome: Outcome) -> dict[str, Any]:
    """The outcome as data, with where the whole stands now."""
    return {
        "receipt": outcome.receipt,
        "notes": list(outcome.notes),
        "sections": list(outcome.sections),
        "follow_up": outcome.follow_up,
        "percent": session.state.percent,
        "line": session.state.line,
    }
