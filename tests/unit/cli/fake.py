"""A small session in memory, to test what commands say and how they end."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from spec_tui.interview.model import (
    Blocker,
    Choice,
    CloseLine,
    Depth,
    Facet,
    Finding,
    Outcome,
    Plan,
    Question,
    Section,
    SectionStatus,
    Slot,
    SlotStatus,
    State,
)
from spec_tui.sessionbase import Draft
from spec_tui.sessionlog import Answered

LINE = "Spec Creation Progress: ███████░░░░░ 60%"
TEXT = Question(
    id="NFR1",
    kind="quantity",
    section="nfr",
    slot="performance",
    text="What P95 latency is acceptable when a patient searches for a free slot?",
    why="Search is the most used action.",
    lands_in="§9 Performance",
    example="P95 300 ms at 40 requests per second",
)
CHOICE = Question(
    id="SEC1",
    kind="choice",
    section="security_privacy",
    slot="security",
    text="How do people sign in?",
    lands_in="§9 Security & Privacy",
    choices=(Choice("OAuth2", recommended=True), Choice("Something else …", opens_box=True)),
)
CLOSE = Question(
    id="close:observability",
    kind="close",
    section="observability",
    slot="",
    text="Use the usual answers for the rest of section 12?",
    lands_in="§12 Observability",
    lines=(
        CloseLine("observability/logging", "observability", "Logging", "structured JSON"),
        CloseLine("observability/tracing", "observability", "Tracing", "undecided"),
    ),
)
CONFLICT = Question(
    id="conflict:Q8",
    kind="conflict",
    section="nfr",
    slot="reliability",
    text="Which uptime is right?",
    lands_in="§9 Reliability",
    choices=(
        Choice("99.5 %"),
        Choice("99.9 %"),
        Choice("Both are true; they differ because …", opens_box=True),
        Choice("Neither. It is …", opens_box=True),
    ),
)
FINISH = Question(
    id="close:all",
    kind="close",
    section="",
    slot="",
    text="Use the usual answers for everything still open?",
    lines=CLOSE.lines,
)


class FakeSession:
    """Asks the given questions one after the other and remembers every call."""

    def __init__(self, questions: tuple[Question, ...] = (TEXT,), **settings: Any) -> None:
        self.questions = list(questions)
        self.calls: list[tuple[Any, ...]] = []
        self.root = Path("/repository")
        self.spec_path = self.root / "SPEC.md"
        self.who = "@maria"
        self.depth: Depth = "standard"
        self.read_only = ""
        self.notice = ""
        self.percent = 60
        self.exists = True
        self.findings: tuple[Finding, ...] = ()
        self.outcome: Outcome | None = None
        self.blocked: tuple[Blocker, ...] = ()
        self.card: Question | None = None
        self.rows: tuple[Answered, ...] = ()
        self.draft: Draft | None = None
        self.patch: Path | None = None
        self.closed = False
        for name, value in settings.items():
            setattr(self, name, value)

    @property
    def plan(self) -> Plan:
        first = self.questions[0] if self.questions else None
        return Plan(first, len(self.questions), 1, 3)

    def plan_at(self, depth: Depth) -> Plan:
        return Plan(self.questions[0], 99, 9, 60)

    @property
    def number(self) -> int:
        return 24 + sum(call[0] == "answer" for call in self.calls)

    @property
    def state(self) -> State:
        slot = Slot("performance", "nfr", "Performance", "", "", ("NFR1",))
        section = Section("nfr", 9, "NFRs", "Non-Functional Requirements (NFRs)", (), (slot.id,))
        row = SectionStatus(
            section, "drafted", 2, 1, (), 0, (SlotStatus(slot, "drafted", 1, ("NFR1",), 71),)
        )
        done = SectionStatus(
            Section("vision", 1, "Vision", "Vision & Goals", (), ()), "final", 0, 3, (), 0, ()
        )
        final = 18 if self.percent == 100 else 11
        sections = (done,) * final + (row,) * (18 - final)
        line = LINE if self.percent == 60 else f"Spec Creation Progress: {'█' * 12} 100%"
        return State(
            self.exists, "clinic", sections, self.findings, self.percent, final, 25, line, 3, ()
        )

    def facet(self, question_id: str) -> Facet | None:
        if question_id != "NFR1":
            return None
        return Facet(
            "NFR1", "nfr", "performance", "P95 latency", False, "quantity", 4,
            TEXT.text, TEXT.why, TEXT.example,
        )  # fmt: skip

    def close(self) -> Path | None:
        self.closed = True
        return self.patch

    def welcome(self) -> str:
        return ""

    def answer(self, question_id: str, text: str = "", **how: Any) -> Outcome:
        given = {name: value for name, value in how.items() if value not in (None, "", "refuse")}
        self.calls.append(("answer", question_id, text, given))
        if self.outcome is not None:
            return self.outcome
        if self.questions and question_id == self.questions[0].id:
            self.questions.pop(0)
        return Outcome(receipt="Saved to SPEC.md, §9 Performance.", sections=("nfr",))

    def _step(self, name: str) -> Outcome:
        self.calls.append((name,))
        return self.outcome or Outcome(receipt="Taken back: §9 Performance.", prefill="300 ms")

    def undo(self) -> Outcome:
        return self._step("undo")

    def redo(self) -> Outcome:
        return self._step("redo")

    def bootstrap(self) -> Outcome:
        return self._step("bootstrap")

    def import_text(self, name: str, data: bytes, *, secret: str = "refuse") -> Outcome:
        self.calls.append(("import", name, data))
        return Outcome(receipt=f"Imported {name} into SPEC.md.")

    def finish(self, *, accept_assumptions: bool = False) -> Outcome:
        self.calls.append(("finish", accept_assumptions))
        if self.blocked:
            return Outcome(refused="Not finished.", blockers=self.blocked)
        self.percent = 100
        return Outcome(closing=f"[x] NFRs — 7 facts\n\n✅ SPEC complete.\n\n{self.state.line}")

    def finish_card(self) -> Question | None:
        return self.card

    def blockers(self) -> tuple[Blocker, ...]:
        return self.blocked

    def ask(self, question_id: str) -> Question:
        self.calls.append(("ask", question_id))
        return TEXT

    def seek(self, question_id: str, words: str) -> Outcome:
        self.calls.append(("seek", question_id, words))
        return self.outcome or Outcome(receipt=f"This holds “{words}”.")

    def answers(self) -> tuple[Answered, ...]:
        return self.rows

    def transcript(self) -> tuple[Answered, ...]:
        return self.rows

    def save_draft(self, question_id: str, text: str, cursor: int = 0) -> None:
        self.calls.append(("draft", question_id, text))

    def spec_lines(self) -> tuple[str, ...]:
        return ()

    def set_depth(self, depth: Depth) -> None:
        self.depth = depth
        self.calls.append(("depth", depth))

    def set_who(self, handle: str) -> None:
        self.who = handle
        self.calls.append(("who", handle))


def answered(**changes: Any) -> Answered:
    """One row of a transcript."""
    values: dict[str, Any] = {
        "number": 1,
        "at": datetime(2025, 8, 30, 14, 2),
        "who": "@maria",
        "question_id": "NFR1",
        "section": "nfr",
        "question": TEXT.text,
        "answer": "P95 300 ms",
        "effect": "Saved to SPEC.md, §9 Performance.",
    }
    return Answered(**{**values, **changes})
