"""Draw the pictures of README and docs/: `python -m tools.pictures` writes docs/pictures/*.png.

Each picture is the real app on a real interview, or a real tree of specs, in a temporary folder;
nothing is painted by hand.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import resvg_py
from textual.pilot import Pilot

from spec_tui.app import SpecApp
from spec_tui.interview.model import Outcome
from spec_tui.journaldesk import JournalDesk
from spec_tui.screens import journalroom
from spec_tui.session import Session
from spec_tui.widgets.receipt import Receipt, receipt_of
from tools import worked_tree

TARGET = Path(__file__).resolve().parent.parent / "docs" / "pictures"
FONT = "DejaVu Sans Mono"
TODAY = date(2025, 8, 20)
CLOCK_STEP = 1.0
OVERVIEW = """\
# Clinic appointments

Small clinics lose about one appointment in five because booking only works by phone.

## Users

- Patients of small clinics
- Receptionists who answer the telephone
- Practitioners

## In scope

- Patients book, move and cancel appointments online
- Reminders by SMS one day before

## Out of scope

- Payments
- Medical records
"""
PYPROJECT = '[project]\nname = "clinic-appointments"\ndependencies = ["fastapi>=0.110"]\n'
ANSWERS = {
    "TYP": "web app, HTTP API",
    "VIS1": "Booking only works by phone, so patients wait 12 minutes and slots stay empty.",
    "SCP1": "Online booking, moving and cancelling",
    "SCP2": "Payments and medical records",
    "USR1": "Patients, receptionists and practitioners",
    "DOM1": "Patient, Practitioner, Slot, Appointment",
    "WF1": "1. The patient picks a practitioner\n2. The patient picks a slot and confirms",
}
"""Answers by question id, until the picture is what it should be."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its name, how far the interview is, and the keys to press."""

    name: str
    until: str
    """Id or kind of the question that is on screen; `finished` = after finishing."""
    keys: tuple[str, ...] = ()
    size: tuple[int, int] = (140, 40)
    typed: str = ""
    """Words in the answer box."""
    spec: str = ""
    """The spec that the Journal opens on; "" for the interview."""


SHOTS = (
    Shot("stack", "stack", (), (100, 30)),
    Shot("understanding", "understanding", (), (100, 30)),
    Shot("choice", "SEC1", ("1",), (100, 30)),
    Shot("interview", "NFR1", ("f6",), (140, 40), "P95 ≤ 300 ms at 50 searches per second"),
    Shot("conflict", "conflict", ("1",), (140, 40)),
    Shot("review", "NFR1", ("f9", "r", "pagedown", "up", "enter"), (140, 40)),
    Shot("finished", "finished", (), (100, 30)),
    Shot("journal", "SEC1", (), (140, 40), spec=worked_tree.SPEC),
    Shot("journal-narrow", "SEC1", ("2",), (80, 24), spec=worked_tree.SPEC),
)


class Clock:
    """A clock that never makes Enter wait."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return seconds; each look is a second later."""
        self.now += CLOCK_STEP
        return self.now


def new_session(folder: Path, spec: str) -> Session:
    """A repository with a pyproject.toml to be found: of a clinic, or with a tree of specs."""
    root = folder / ("river-levels" if spec else "clinic-appointments")
    if spec:
        worked_tree.grow(root)
    else:
        (root / ".git").mkdir(parents=True)
    (root / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (root / "uv.lock").write_text("", encoding="utf-8")
    session = Session.open(root, hold=True, today=TODAY)
    session.set_who("@maria")
    session.bootstrap()
    return session


def play(session: Session, until: str) -> Receipt | None:
    """Answer until the wanted question is asked; returns the last receipt."""
    receipt = None
    for _ in range(120):
        question = session.plan.question
        if question is None or until in {question.id, question.kind}:
            break
        if until == "understanding" and session.understanding() is not None:
            break
        receipt = receipt_of(_checked(_answer(session, question.id, question.kind)))
    if until == "finished":
        _finish(session)
        return None
    return receipt


def _answer(session: Session, question_id: str, kind: str) -> Outcome:
    if kind == "stack":
        return session.answer(question_id, choose=1)
    if kind == "overview":
        return session.import_text("overview.md", OVERVIEW.encode())
    if question_id in ANSWERS:
        return session.answer(question_id, ANSWERS[question_id])
    if kind in {"confirm", "conflict", "choice"}:
        return session.answer(question_id, choose=1)
    if kind == "close":
        return session.answer(question_id, choose=0)
    question = session.ask(question_id)
    return session.answer(question_id, question.example)


def _finish(session: Session) -> None:
    for _ in range(20):
        outcome = session.finish(accept_assumptions=True)
        if not outcome.blockers:
            return
        for blocker in outcome.blockers:
            if blocker.question_id:
                kind = session.ask(blocker.question_id).kind
                _checked(_answer(session, blocker.question_id, kind))


def _checked(outcome: Outcome) -> Outcome:
    if outcome.refused:
        raise SystemExit(f"The demo interview was refused: {outcome.refused}")
    return outcome


def disagree(session: Session) -> None:
    """Say one thing twice, differently."""
    play(session, "close:vision")
    again = "No-show rate of booked appointments\nTarget: 8 % by next summer"
    _checked(session.answer("VIS6", again))


async def draw(session: Session, shot: Shot, theme: str, receipt: Receipt | None) -> str:
    """Run the app in memory and return the screen as SVG."""
    session.set_preference("theme", theme)
    first = "journal" if shot.spec else "interview"
    app = SpecApp(session, clock=Clock(), poll=False, first=first, focus=shot.spec)
    async with app.run_test(size=shot.size) as pilot:
        for _ in range(20):
            await pilot.pause()
        if shot.spec:
            await _read(app, pilot)
        else:
            app.interview.view.box.cursor_blink = False
            app.interview.view.box.insert(shot.typed)
        if receipt is not None:
            app.say(receipt)
        for key in shot.keys:
            await pilot.press(key)
            for _ in range(6):
                await pilot.pause()
        svg = app.export_screenshot(title="spec-tui")
    app.close_pool()
    return svg


async def _read(app: SpecApp, pilot: Pilot[int]) -> None:
    """Wait until the journal is read, which happens behind the keys."""
    while app.journal.page is None or app.journal.reading:
        await pilot.pause(0.05)
    for _ in range(6):
        await pilot.pause()


def _stand_still() -> None:
    """Let the running clock of a session stand at the moment of the picture."""

    def desk_of(app: SpecApp) -> JournalDesk:
        return JournalDesk(
            app.session.root, who=lambda: app.session.who, now=lambda: worked_tree.NOW
        )

    journalroom.desk_of = desk_of
    journalroom.JournalRoom.now = staticmethod(lambda: worked_tree.NOW)  # type: ignore[method-assign]


def png(svg: str) -> bytes:
    """Turn an SVG of Textual into a PNG, with a font that has all the glyphs."""
    # The font has no coloured tick; its plain one takes as much room.
    text = svg.replace("Fira Code", FONT).replace("✅", "✔")
    return bytes(resvg_py.svg_to_bytes(svg_string=text, monospace_family=FONT, font_family=FONT))


def _has_font() -> bool:
    """Tell whether words come out as more than empty space."""
    empty, word = (
        png(f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
            f'<text y="20" font-family="{FONT}">{text}</text></svg>')
        for text in ("", "word")
    )  # fmt: skip
    return empty != word


def main() -> None:
    """Draw every picture, dark and light."""
    if not _has_font():
        print(f"The pictures need the font {FONT}. Nothing was drawn.", file=sys.stderr)
        raise SystemExit(2)
    _stand_still()
    TARGET.mkdir(parents=True, exist_ok=True)
    for shot in SHOTS:
        for theme, ending in (("spec-dark", ""), ("spec-light", "-light")):
            with tempfile.TemporaryDirectory() as folder:
                os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
                session = new_session(Path(folder), shot.spec)
                if shot.until == "conflict":
                    disagree(session)
                receipt = play(session, shot.until)
                svg = asyncio.run(draw(session, shot, theme, None if shot.spec else receipt))
                session.close()
            path = TARGET / f"{shot.name}{ending}.png"
            path.write_bytes(png(svg))
            print(path.relative_to(TARGET.parent.parent))


if __name__ == "__main__":
    main()
