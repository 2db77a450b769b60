"""A session in memory with scripted questions, for screens and rare states.

It has the methods of `spec_tui.session.Session` and knows no rule: an answer moves on to the next
question of the script.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from spec_tui.interview.accepted import Waived
from spec_tui.interview.bank import load
from spec_tui.interview.errors import UnknownQuestion
from spec_tui.interview.model import (
    Blocker,
    Choice,
    CloseLine,
    Depth,
    Finding,
    Outcome,
    Plan,
    Question,
    SectionStatus,
    Side,
    SlotStatus,
    StackRow,
    State,
)
from spec_tui.session import Understanding
from spec_tui.sessionbase import Draft
from spec_tui.sessionlog import Answered

STATES = [
    *["final"] * 7, "clarified", "drafted", "final", "final", "clarified", "unknown", "drafted",
    "final", "clarified", "final", "drafted",
]  # fmt: skip
TO_GO = {"nfr": 2, "observability": 4, "risks": 1, "open_questions": 3}
BARS = {5: 1, 25: 3, 60: 7, 95: 11, 100: 12}


def progress(percent: int) -> str:
    """The literal progress line."""
    full = (percent * 12 + 50) // 100
    return f"Spec Creation Progress: {'█' * full}{'░' * (12 - full)} {percent}%"


def sections(states: list[str], hostile: str = "") -> tuple[SectionStatus, ...]:
    """18 rows in the given states."""
    bank = load()
    found = []
    line = 3
    for section, state in zip(bank.sections, states, strict=True):
        slots = []
        for key in bank.slot_keys(section.id):
            slot = bank.slots[key]
            slots.append(SlotStatus(slot, state, 2, (), line))
            line += 2
        line += 2
        found.append(
            SectionStatus(
                section,
                state,
                0 if state in {"final", "clarified"} else TO_GO.get(section.id, 2),
                4,
                ("A1",) if section.id == "nfr" else (),
                1 if section.id == "interfaces" else 0,
                tuple(slots),
            )
        )
    return tuple(found)


def state_of(
    states: list[str] | None = None,
    percent: int = 60,
    findings: tuple[Finding, ...] = (),
    assumptions: tuple[tuple[str, str, str], ...] = (
        ("A1", "§9 Performance", "2025-09-30"),
        ("A2", "§12 Alerts", "2025-09-30"),
    ),
) -> State:
    """A state as the panel shows it."""
    listed = states or STATES
    return State(
        exists=True,
        title="Clinic Appointments",
        sections=sections(listed),
        findings=findings,
        percent=percent,
        final=listed.count("final"),
        floor=25,
        line=progress(percent),
        open_questions=3,
        assumptions=assumptions,
    )


LATENCY = Question(
    id="NFR1",
    kind="quantity",
    section="nfr",
    slot="performance",
    text="What P95 latency is acceptable when a patient searches for a free slot?",
    why="Search is the most used action. The number decides indexes and hosting.",
    lands_in="§9 Performance",
    example="P95 ≤ 250 ms for search, ≤ 800 ms for booking, at 40 requests per second.",
)
SIGN_IN = Question(
    id="SEC1",
    kind="choice",
    section="security_privacy",
    slot="security-privacy",
    text="Which sign-in should the web pages and the API share?",
    why="It decides accounts, tokens and every permission check.",
    lands_in="§9 Security & Privacy, and stack.toml auth",
    example="OAuth2 with roles",
    choices=(
        Choice("OAuth2 with roles", "Staff sign in at a provider.", recommended=True),
        Choice("Email and password", "We keep the passwords ourselves."),
        Choice("Single sign-on of the clinic", "Nobody outside the clinic can sign in."),
        Choice("API keys only", "For machines. People cannot sign in."),
        Choice("Something else …", "Say it in your own words.", opens_box=True),
    ),
)
STEPS = Question(
    id="WF1",
    kind="list",
    section="workflows",
    slot="primary-flows",
    text="What are the steps when a patient books an appointment and all goes well?",
    why="Screens, API and tests follow these steps.",
    lands_in="§6 Primary flows",
    example="1. The patient picks a doctor.",
)
CONFLICT = Question(
    id="conflict:Q8",
    kind="conflict",
    section="nfr",
    slot="reliability",
    text="How long may booking be down in a month?",
    choices=(
        Choice("99.9 %"),
        Choice("99.5 %"),
        Choice("Both are true; they differ because …", opens_box=True),
        Choice("Neither. It is …", opens_box=True),
    ),
    sides=(
        Side("99.9 %", "§9 Reliability", "@maria, 20 Aug, answer 14"),
        Side("99.5 %", "§14 User acceptance", "overview.md line 31, today"),
    ),
)
CLOSE = Question(
    id="close:observability",
    kind="close",
    section="observability",
    slot="logging",
    text="Use the usual answers for the rest of Observability?",
    why="Values become assumptions with a date.",
    lands_in="§12 Observability",
    example="yes",
    lines=(
        CloseLine("o/logging", "observability", "Logging", "one JSON line per request"),
        CloseLine("o/tracing", "observability", "Tracing", "N/A — not in v1"),
    ),
)
FINISH = replace(
    CLOSE,
    id="close:all",
    text="Use the usual answers for everything that is open?",
    lines=(
        CloseLine("n/recovery", "nfr", "Recovery time", "undecided"),
        *CLOSE.lines,
        CloseLine("r/risks", "risks", "Known risks", "undecided"),
    ),
)
STACK = Question(
    id="stack:review",
    kind="stack",
    section="deployment",
    slot="stack",
    text="Is this the stack you build on?",
    choices=(
        Choice("Yes, all of it"),
        Choice("Change some values"),
        Choice("Use my own stack.toml", opens_box=True),
        Choice("Decide later, ask me one by one"),
    ),
    rows=(
        StackRow("app.language", "python", "pyproject.toml", ("python", "go", "rust")),
        StackRow("app.framework", "fastapi", "pyproject.toml", ("fastapi", "django")),
        StackRow("app.package", "uv", "uv.lock"),
        StackRow("app.runtime", "python3.12", "Dockerfile"),
        StackRow("datastore.primary", "postgres", "compose.yaml"),
        StackRow("datastore.migrations", "prisma", "starter"),
        StackRow("infra.hosting", "vercel", "starter"),
        StackRow("infra.ci", "github-actions", "starter"),
        StackRow("infra.observability", "otel+grafana", "starter"),
        StackRow("security.auth", "oauth2+rbac", "starter"),
        StackRow("security.secrets", "aws-kms+ssm", "yours"),
        StackRow("name.project", "clinic-appointments", "starter"),
    ),
)
OVERVIEW = Question(
    id="overview",
    kind="overview",
    section="vision",
    slot="",
    text="Tell me what you want to build, or paste what you have.",
    why="What it says is not asked again.",
    lands_in="SPEC.md, marked as drafted",
    example="A clinic wants patients to book online.",
)
CONFIRM = Question(
    id="VIS1",
    kind="confirm",
    section="vision",
    slot="problem-outcome",
    text="Is this the pain today?",
    lands_in="§1 Problem & Outcome",
    quote="Patients wait 12 minutes on the phone.",
    choices=(
        Choice("Yes"),
        Choice("Change it …", opens_box=True),
        Choice("Take it out"),
    ),
)
UNDERSTOOD = Understanding(
    source="overview.md",
    title="Clinic Appointments",
    sentence="Patients book and move appointments online; reception keeps control.",
    placed=31,
    total=37,
    points=(
        ("Who", "patients, reception, doctors", "USR1"),
        ("In scope", "5 points", "SCP1"),
        ("Out of scope", "2 points", "SCP2"),
        ("Entities", "Patient, Doctor, Slot, Appointment", "DOM1"),
        ("Interfaces", "web pages and an API", ""),
    ),
    unplaced=("We met on Tuesday.", "The boss likes blue."),
)
BLOCKERS = (
    Blocker("Uptime: 99.9 % or 99.5 %", "§9 and §14 disagree", "conflict:Q8"),
    Blocker("Personal data has no answer", "§9, needs a person", "SEC6"),
    Blocker("“Pain today” waits for a yes", "§1, drafted from overview.md", "VIS1", "major"),
)
FINDINGS = (
    Finding(
        "G12", "critical", 63, 3, "99.9 %",
        "Two values for uptime: 99.9 % here, 99.5 % in line 118.",
        "nfr", "nfr/reliability", "conflict:Q8",
    ),
    Finding(
        "G08", "major", 67, 3, "scales well", "“Scales well” has no number.",
        "nfr", "nfr/scalability", "NFR1",
    ),
    Finding(
        "confirm", "major", 3, 3, "wait", "This waits for a yes.",
        "vision", "vision/problem-outcome", "VIS1",
    ),
)  # fmt: skip
WAIVED = (
    Waived(
        "W1", "G06", "Reliability · Recovery", "as fast as possible", "@maria", "2025-08-20",
        "nobody measures it", "nfr", 64,
    ),
)  # fmt: skip
ANSWERS = (
    Answered(
        1, datetime(2025, 8, 20, 14, 2), "@tom", "WF1", "workflows",
        STEPS.text, "1. The patient searches\n2. The patient books",
        "Saved to SPEC.md, §6 Primary flows.", look_again=True,
    ),
    Answered(
        2, datetime(2025, 8, 20, 14, 3), "@maria", "VIS2", "vision",
        "Who feels the pain most?", "Patients on the phone",
        "Saved to SPEC.md, §1 Problem & Outcome.",
    ),
)  # fmt: skip


@dataclass
class FakeSession:
    """The contract of Session, scripted."""

    root: Path = Path("clinic-appointments")
    spec_path: Path = Path("clinic-appointments/SPEC.md")
    who: str = "@maria"
    depth: Depth = "standard"
    state: State = field(default_factory=state_of)
    script: list[Question] = field(default_factory=lambda: [LATENCY, SIGN_IN, STEPS])
    read_only: str = ""
    notice: str = ""
    reopened: str = ""
    number: int = 24
    change: int = -1
    last_changed: tuple[str, ...] = ("deployment",)
    draft: Draft | None = None
    receipts: list[Outcome] = field(default_factory=list)
    on_disk: Outcome | None = None
    first: str = "Saved to SPEC.md, §11 Envs. Also recorded: §11 CI/CD."
    import_card: Understanding | None = None
    in_the_way: tuple[Blocker, ...] = ()
    finish_question: Question | None = None
    given: list[Answered] = field(default_factory=lambda: list(ANSWERS))
    accepted: tuple[Waived, ...] = ()
    sent: list[tuple[object, ...]] = field(default_factory=list)
    drafts: list[tuple[str, str, int]] = field(default_factory=list)
    kept: tuple[tuple[str, str], ...] = ()
    preferences: dict[str, str] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    closed: bool = False

    @property
    def plan(self) -> Plan:
        question = self.script[0] if self.script else None
        return Plan(question, 7 if question else 0, 2, 5 if question else 0)

    def close(self) -> Path | None:
        self.closed = True
        return None

    def _outcome(self, *sent: object) -> Outcome:
        self.sent.append(sent)
        outcome = self.receipts.pop(0) if self.receipts else None
        if outcome is None:
            outcome = Outcome(receipt="Saved to SPEC.md, §9 Performance.", keys=("nfr/x",))
        if not outcome.refused and not outcome.secrets:
            self._next(outcome)
        return outcome

    def _next(self, outcome: Outcome) -> None:
        if outcome.follow_up:
            self.script[0] = replace(self.script[0], text=outcome.follow_up, follow_up=True)
        elif self.script:
            self.script.pop(0)
        self.number += 1

    def bootstrap(self) -> Outcome:
        self.state = replace(self.state, exists=True, percent=5, line=progress(5))
        return Outcome(receipt="Created SPEC.md and stack.toml from the templates.")

    def ask(self, question_id: str) -> Question:
        listed = (
            *self.script, LATENCY, SIGN_IN, STEPS, CONFLICT, CONFIRM, STACK, CLOSE,
            replace(LATENCY, id="SEC6", section="security_privacy", text="Which personal data?"),
            replace(STEPS, id="USR1", section="personas", text="Who uses it?"),
            replace(STEPS, id="VIS2", section="vision", text="Who feels the pain most?"),
        )  # fmt: skip
        for question in listed:
            if question.id == question_id:
                said = [one.answer for one in self.given if one.question_id == question_id]
                asked = self.script and self.script[0].id == question_id
                return replace(question, prefill=said[-1]) if said and not asked else question
        raise UnknownQuestion(question_id)

    def facet(self, question_id: str) -> object:
        return load().facets.get(question_id)

    def answer(self, question_id, text="", *, choose=None, intent=None, reason="", secret="refuse"):
        return self._outcome("answer", question_id, text, choose, intent, reason, secret)

    def set_stack(self, key: str, value: str) -> Outcome:
        self.sent.append(("set_stack", key, value))
        question = self.script[0]
        rows = tuple(
            replace(row, value=value, source="yours") if row.key == key else row
            for row in question.rows
        )
        self.script[0] = replace(question, rows=rows)
        return Outcome(receipt=f"Saved to stack.toml, {key}.", keys=(key,))

    def seek(self, question_id: str, words: str) -> Outcome:
        self.sent.append(("seek", question_id, words))
        if self.receipts:
            return self.receipts.pop(0)
        self.script[0] = replace(self.script[0], text=f"What of this holds {words}?")
        return Outcome(receipt=f"This holds “{words}”.")

    def waive(self, rule: str, line: int, reason: str) -> Outcome:
        self.sent.append(("waive", rule, line, reason))
        if self.receipts:
            return self.receipts.pop(0)
        found = self.state.findings
        kept = tuple(one for one in found if (one.rule, one.line) != (rule, line))
        gone = next(one for one in found if one not in kept)
        self.state = replace(self.state, findings=kept)
        self.accepted += (replace(WAIVED[0], rule=rule, line=line, words=gone.text, reason=reason),)
        return Outcome(receipt=f"Accepted as W1 in §17 Resolved: {rule}.", keys=(gone.key,))

    def waived(self) -> tuple[Waived, ...]:
        return self.accepted

    def transcript_name(self) -> str:
        return "transcript-20250820.md"

    def export_transcript(self, path: Path) -> Outcome:
        self.sent.append(("export", path))
        return Outcome(receipt=f"Wrote {path} with 2 answers.")

    def undo(self) -> Outcome:
        self.sent.append(("undo",))
        return self.receipts.pop(0) if self.receipts else Outcome(refused="Nothing to undo.")

    def redo(self) -> Outcome:
        self.sent.append(("redo",))
        return Outcome(refused="Nothing to redo.")

    def import_text(self, name: str, data: bytes) -> Outcome:
        return self._outcome("import", name, data)

    def understanding(self) -> Understanding | None:
        return self.import_card

    def blockers(self) -> tuple[Blocker, ...]:
        return self.in_the_way

    def finish_card(self) -> Question | None:
        return self.finish_question

    def finish(self, *, accept_assumptions: bool = False) -> Outcome:
        self.sent.append(("finish", accept_assumptions))
        self.script.clear()
        self.state = state_of(["final"] * 18, 100)
        return Outcome(receipt="The spec is complete.", closing="✅ SPEC complete.")

    def refresh(self) -> Outcome | None:
        outcome, self.on_disk = self.on_disk, None
        return outcome

    def retry(self) -> Outcome | None:
        self.sent.append(("retry",))
        return None

    def keep(self, rows: tuple[tuple[str, str], ...]) -> None:
        self.kept = tuple(rows)

    def save_draft(self, question_id: str, text: str, cursor: int = 0) -> None:
        self.drafts.append((question_id, text, cursor))

    def answers(self) -> tuple[Answered, ...]:
        return tuple(self.given)

    def transcript(self) -> tuple[Answered, ...]:
        return tuple(self.given)

    def people(self) -> int:
        return len({one.who for one in self.given})

    def minutes_spent(self) -> int:
        return 24

    def welcome(self) -> str:
        return self.first

    def set_depth(self, depth: Depth) -> None:
        self.depth = depth

    def plan_at(self, depth: Depth) -> Plan:
        left = {"quick": 3, "standard": 7, "thorough": 40}[depth]
        return Plan(None, left, 2, left)

    def set_who(self, handle: str) -> None:
        self.who = handle if handle.startswith("@") else f"@{handle}"

    def names(self) -> tuple[str, ...]:
        return ("@maria", "@tom")

    def spec_lines(self) -> tuple[str, ...]:
        if self.lines:
            return self.lines
        slots = {slot.line: slot for one in self.state.sections for slot in one.slots}
        heads = {one.slots[0].line - 1: one.section for one in self.state.sections if one.slots}
        found = []
        for number in range(1, max(slots) + 2):
            if number in slots:
                found.append(f"- **{slots[number].slot.label}**: 300 ms at 50 requests per second")
            elif number in heads:
                found.append(f"## {heads[number].number}. {heads[number].heading}")
            else:
                found.append("")
        return tuple(found)

    def provenance(self, line: int) -> tuple[str, ...]:
        return ("@maria, 20 Aug 14:02, answer 14", "SPEC.md has not changed since.")

    def preference(self, key: str, default: str = "") -> str:
        return self.preferences.get(key, default)

    def set_preference(self, key: str, value: str) -> None:
        self.preferences[key] = value
