"""What every screen draws: one frozen picture of the session after each change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from spec_tui.interview.model import Depth, Plan, State
from spec_tui.workspace.errors import home_path

if TYPE_CHECKING:
    from spec_tui.session import Session, Understanding


@dataclass(frozen=True, slots=True)
class Shown:
    """The session as it stood after the last call."""

    project: str
    path: str
    """Real path of SPEC.md, the home folder as `~`."""
    state: State
    plan: Plan
    number: int
    change: int
    last_changed: tuple[str, ...]
    who: str
    depth: Depth
    read_only: str
    notice: str
    reopened: str
    understood: Understanding | None = None


def picture(session: Session) -> Shown:
    """Take the picture of a session. Cheap; reads no file."""
    return Shown(
        project=session.root.resolve().name or str(session.root),
        path=home_path(session.spec_path),
        state=session.state,
        plan=session.plan,
        number=session.number,
        change=session.change,
        last_changed=session.last_changed,
        who=session.who,
        depth=session.depth,
        read_only=session.read_only,
        notice=session.notice,
        reopened=session.reopened,
        understood=session.understanding(),
    )
