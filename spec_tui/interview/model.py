"""The frozen data of an interview. Everything a shell draws is one of these.

Words: a *section* is one of the 18 tracked ones, a *slot* a template bullet of it, a *facet* the
smallest thing one question can ask (interview.md B.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

SectionState = Literal["unknown", "drafted", "clarified", "final"]
Severity = Literal["critical", "major", "minor", "info"]
Form = Literal["text", "na", "see", "undecided"]
FacetKind = Literal["text", "list", "quantity", "choice", "bool", "date", "ref"]
QuestionKind = Literal[
    "text", "list", "quantity", "choice", "bool", "date", "ref",
    "confirm", "conflict", "close", "stack", "overview", "open",
]  # fmt: skip
Depth = Literal["quick", "standard", "thorough"]
Intent = Literal["skip", "later", "unknown", "na", "back", "why", "example", "stop"]
Role = Literal["product", "security", "operations", "data"]

DEPTHS: tuple[Depth, ...] = ("quick", "standard", "thorough")
STATES: tuple[SectionState, ...] = ("unknown", "drafted", "clarified", "final")


@dataclass(frozen=True, slots=True)
class Choice:
    """One numbered option of a question."""

    label: str
    about: str = ""
    recommended: bool = False
    opens_box: bool = False
    """True where choosing it needs words ("Something else …")."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One entry of the question bank: what is asked, why, and where the answer lands."""

    id: str
    section: str
    slot: str
    label: str
    """Facet label written in italics; for a lead facet the slot's own label."""
    lead: bool
    kind: FacetKind
    impact: int
    text: str
    why: str
    example: str
    role: Role = "product"
    choices: tuple[Choice, ...] = ()
    ask_if: tuple[str, ...] = ()
    """Conditions, all of which must hold; see `interview/conditions.py` for the words."""
    answered_if: str = ""
    """Cue: a regular expression with word boundaries, matched without case."""
    default: str = ""
    """The usual answer, used by a close card and by "don't know"; "" where nobody should guess."""
    default_why: str = ""
    stack_key: str = ""
    """Dotted key of stack.toml that mirrors this facet, e.g. `datastore.primary`."""
    yes: str = ""
    no: str = ""
    """Sentence fragments that a `bool` facet writes for yes and for no."""

    @property
    def key(self) -> str:
        """Address of the value: `section/slot/facet`."""
        return f"{self.home}/{self.id}"

    @property
    def home(self) -> str:
        """Key of its slot: `section/slot`."""
        return f"{self.section}/{self.slot}"


@dataclass(frozen=True, slots=True)
class Slot:
    """One bullet of the SPEC.md template."""

    id: str
    section: str
    label: str
    hint: str
    default: str
    """The documented default line of the slot: a value, `N/A — …`, `See §…` or `undecided`."""
    facets: tuple[str, ...] = ()
    optional: bool = False
    """True for the two slots that are not in the template (Product type, Stack)."""

    @property
    def key(self) -> str:
        """Address of the slot: `section/slot`."""
        return f"{self.section}/{self.id}"


@dataclass(frozen=True, slots=True)
class Section:
    """One of the 18 tracked sections."""

    id: str
    number: int
    """Number of its heading in SPEC.md; `nfr` and `security_privacy` share 9."""
    title: str
    """Short name for the panel, e.g. `NFRs`."""
    heading: str
    """Heading text as the template writes it, without the number."""
    aliases: tuple[str, ...]
    slots: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a gap rule saw, with the question that would settle it."""

    rule: str
    severity: Severity
    line: int
    """1-based line of the file."""
    column: int
    text: str
    """The words it is about."""
    message: str
    section: str
    key: str = ""
    question_id: str = ""
    path: str = "SPEC.md"
    sides: tuple[tuple[str, str], ...] = ()
    """Of a conflict (G12, G15, G16, G17): two (words, key); a stack key is `stack.toml:app.x`."""
    sources: tuple[str, ...] = ()
    """Where it is about imported text: the sentence, of a conflict one for each side ("" for a side
    that stands in its place). It never keeps a section from being finished."""


@dataclass(frozen=True, slots=True)
class SlotStatus:
    """A slot as Review shows it."""

    slot: Slot
    state: SectionState
    facts: int
    missing: tuple[str, ...]
    """Facet ids, or the slot's key, that are required and not settled."""
    line: int
    """1-based line of the slot in SPEC.md, 0 where it is absent."""


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One row of the panel."""

    section: Section
    state: SectionState
    to_go: int
    """Unsettled required places + critical and major findings + outstanding questions."""
    facts: int
    assumptions: tuple[str, ...]
    not_applicable: int
    slots: tuple[SlotStatus, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What SPEC.md says about itself: a pure function of its text."""

    exists: bool
    title: str
    """Project name from the H1, "" while it is a placeholder."""
    sections: tuple[SectionStatus, ...]
    findings: tuple[Finding, ...]
    percent: int
    """The shown percent: a multiple of 5."""
    final: int
    floor: int
    line: str
    """The literal progress line of seed 001 section 6."""
    open_questions: int
    assumptions: tuple[tuple[str, str, str], ...]
    """(id, place, revisit date) of each A-record in §13."""

    @property
    def complete(self) -> bool:
        """All 18 sections are Final."""
        return self.final == len(self.sections)

    def section(self, section_id: str) -> SectionStatus:
        """Return the status of one section; KeyError for an id that does not exist."""
        for status in self.sections:
            if status.section.id == section_id:
                return status
        raise KeyError(section_id)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts of a conflict."""

    text: str
    place: str
    """E.g. `§9 Reliability`."""
    source: str = ""
    """Who or which file, and when, as far as known."""


@dataclass(frozen=True, slots=True)
class CloseLine:
    """One line of a close card: the usual answer for one open place."""

    key: str
    section: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class StackRow:
    """One row of the stack review."""

    key: str
    """Dotted key, e.g. `app.language`."""
    value: str
    source: str
    """File that says so, `yours`, or `starter`."""
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The word shown at the left of the row."""
        return "datastore" if self.key == "datastore.primary" else self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Question:
    """The one thing asked now."""

    id: str
    kind: QuestionKind
    section: str
    slot: str
    text: str
    why: str = ""
    lands_in: str = ""
    """E.g. `§9 Performance`, or `§9 Security & Privacy, and stack.toml auth`."""
    example: str = ""
    choices: tuple[Choice, ...] = ()
    role: Role = "product"
    sides: tuple[Side, ...] = ()
    """Two of them, for kind `conflict`."""
    lines: tuple[CloseLine, ...] = ()
    """For kind `close`."""
    rows: tuple[StackRow, ...] = ()
    """For kind `stack`."""
    quote: str = ""
    """For kind `confirm`: the drafted words."""
    stands_in: str = ""
    """For a `confirm` of words that stand elsewhere: key of their slot, or the name of a file."""
    picks: tuple[tuple[str, str], ...] = ()
    """For a `confirm` with several sentences: (words, where they stand), one for each choice."""
    follow_up: bool = False
    doubt: bool = False
    """A settled place is asked about again because of a finding; asked once."""
    prefill: str = ""
    """Text that the answer box starts with (an earlier answer that is edited, a reopened one)."""
    notice: str = ""
    """For kind `stack`: why choice 1 is off, e.g. stack.toml is not TOML."""

    @property
    def one_line(self) -> bool:
        """True where Enter submits (experience.md, answer kinds)."""
        return self.kind in {"quantity", "choice", "bool", "date", "ref", "confirm"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked now and how much is left at one depth."""

    question: Question | None
    remaining: int
    cards: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something that stands in the way of finish."""

    title: str
    place: str
    question_id: str = ""
    severity: Severity = "critical"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one answer, undo, import or finish did. `texts` are whole new file contents."""

    receipt: str = ""
    """One sentence for the person, e.g. `Saved to SPEC.md, §9 Performance.`"""
    refused: str = ""
    """A sentence why nothing was written; everything else is then empty."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """New text by file name (`SPEC.md`, `stack.toml`); only files that change."""
    keys: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    """Ids of the sections that changed."""
    follow_up: str = ""
    """The pointed question that comes next under the same id, "" if none."""
    notes: tuple[str, ...] = ()
    """Further sentences: what else was recorded, why the percent fell, ..."""
    prefill: str = ""
    """After undo: the answer that was taken back, for the box."""
    prefill_for: str = ""
    """After undo: id of the question that `prefill` answered; "" where that is not known."""
    secrets: tuple[str, ...] = ()
    """Kinds of secret found; the answer was not written anywhere."""
    blockers: tuple[Blocker, ...] = ()
    closing: str = ""
    """After finish: the recap and the closing text, complete."""
