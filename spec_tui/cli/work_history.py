"""`undo` and `redo` where the last change was one of a plan, not of the interview."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from spec_tui.cli.options import Options
from spec_tui.cli.output import say, say_json
from spec_tui.cli.stop import Refused
from spec_tui.cli.work_opening import open_plans, plan_root


def step(options: Options, name: Literal["undo", "redo"]) -> bool:
    """Take the last change back, or put it back, if it was one of a plan; False if it was not.

    Two journals are compared by time, so that one key goes through everything in its order.
    """
    from spec_tui.workspace.sidecar import NAME

    root = plan_root(options)
    if not (root / NAME / "work.jsonl").exists() or not _is_newer(root, name):
        return False
    from spec_tui.workspace.errors import Locked, NotWritable

    session = open_plans(options, criteria=False)
    try:
        done = session.undo() if name == "undo" else session.redo()
    except (Locked, NotWritable) as error:
        raise Refused(str(error)) from None
    if done is None:
        return False
    from spec_tui.session import Session

    interview = Session.open(root)
    try:
        state = interview.state
        if options.json:
            say_json({"receipt": done.receipt, "percent": state.percent, "line": state.line})
            return True
        say(done.receipt)
        if state.exists:
            say(state.line)
    finally:
        interview.close()
    return True


def _is_newer(root: Path, name: Literal["undo", "redo"]) -> bool:
    """Whether the change that comes next is one of a plan."""
    from spec_tui.workspace.edits import Edits
    from spec_tui.workspace.store import Workspace

    ours, theirs = Edits(root), Workspace(root)
    if name == "undo":
        mine, other = ours.undoable(), theirs.undoable()
    else:
        mine = _last_undo(ours.events()) if ours.redoable() else None
        other = _last_undo(theirs.events()) if theirs.redoable() else None
    if mine is None:
        return False
    return other is None or str(mine.get("at", "")) >= str(other.get("at", ""))


def _last_undo(events: Iterable[dict[str, Any]]) -> dict[str, Any] | None:
    found = [event for event in events if event.get("kind") == "undo"]
    return found[-1] if found else None
