"""The open book of one transaction: both files, the person, the date, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from spec_tui.documents import toml
from spec_tui.documents.lines import in_one_line
from spec_tui.documents.markdown import Document
from spec_tui.interview import grammar
from spec_tui.interview import stack as stackfile
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Facet, Outcome, State
from spec_tui.interview.order import Asking
from spec_tui.interview.places import facet_id, place_name, sign
from spec_tui.interview.reading import APPENDIX
from spec_tui.interview.spec import Record, Value
from spec_tui.interview.state import View
from spec_tui.interview.writing import Sheet

SPEC, STACK = "SPEC.md", "stack.toml"
REVISIT_AFTER = timedelta(days=30)
LONGEST_DECISION = 160
"""Characters of an answer that Resolved repeats; a longer one is pointed at."""
OUTSTANDING, RESOLVED = "open_questions/outstanding", "open_questions/resolved"
ASSUMPTIONS = "risks/assumptions"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything an answer is judged by. `stack` is None where there is no stack.toml."""

    document: Document
    bank: Bank
    stack: str | None
    view: View
    state: State
    asking: Asking
    today: date
    who: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a deed gives back: the outcome for the person and the preferences from now on."""

    outcome: Outcome
    asking: Asking


@dataclass(slots=True)
class Book:
    """One transaction being written."""

    desk: Desk
    sheet: Sheet
    stack: str | None
    keys: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    """Keys of values that a person gave."""
    asking: Asking = field(default_factory=Asking)

    @classmethod
    def open(cls, desk: Desk) -> Book:
        """Start a transaction."""
        return cls(desk, Sheet(desk.document, desk.bank), desk.stack, asking=desk.asking)

    @property
    def bank(self) -> Bank:
        """The question bank."""
        return self.desk.bank

    def view(self) -> View:
        """The text as it stands now, with its rules' questions."""
        return View(self.sheet.spec(), self.bank, self.desk.view.stack)

    # -- values -----------------------------------------------------------------------------

    def put(self, key: str, text: str) -> None:
        """A value a person gave: no marker; an assumption that stood there is settled."""
        old = self.sheet.value(key)
        slot_key = "/".join(key.split("/")[:2])
        slot = self.sheet.value(slot_key) or self._body(slot_key)
        if slot is not None and slot.form == "na" and slot is not old:
            self.notes.append(f"{sign(self.bank, key)} is no longer N/A.")
        if slot is not None and slot.form == "undecided" and slot.marker and slot is not old:
            self._settle_assumption(slot.marker.ref, key, text)
        self.sheet.set_value(key, text)
        self.keys.append(key)
        self.given.append(key)
        if old is not None and old.marker is not None and old.marker.kind == "assumption":
            self._settle_assumption(old.marker.ref, key, text)
        self.mirror(key, text)

    def _body(self, slot_key: str) -> Value | None:
        slot = self.sheet.spec().slots.get(slot_key)
        return slot.body if slot is not None else None

    def assume(self, key: str, value: str, why: str) -> str:
        """Write a usual answer, or `undecided`, as a dated assumption. Returns its id."""
        ref = self.sheet.next_id("A")
        self.sheet.set_value(key, value, grammar.ASSUMPTION.format(ref))
        self.sheet.add_record(
            ASSUMPTIONS,
            f"{ref} ({place_name(self.bank, key)}): {why}; revisit {self.revisit.isoformat()}",
        )
        self.keys.append(key)
        return ref

    def line(self, key: str, value: str) -> None:
        """Write an N/A or a See where a value would stand."""
        self.sheet.set_value(key, value)
        self.keys.append(key)

    @property
    def revisit(self) -> date:
        """When an assumption made today is looked at again."""
        return self.desk.today + REVISIT_AFTER

    def mirror(self, key: str, text: str) -> None:
        """Keep stack.toml in step with the facet that mirrors one of its keys (B.9)."""
        facet = self.bank.facets.get(facet_id(key))
        if facet is None or not facet.stack_key or self.stack is None:
            return
        if grammar.form_of(text) == "na":
            return  # a reason is no name
        if isinstance(toml.parse(self.stack), toml.TomlProblem):
            return
        words = stackfile.stated(facet.stack_key, text)
        changed = toml.set_value(self.stack, facet.stack_key, words)
        self.stack = toml.set_unreviewed(changed, toml.unreviewed(changed) - {facet.stack_key})

    def name_project(self, name: str) -> None:
        """The project's name, in the H1 and in stack.toml alike (formats.md 17)."""
        self.sheet.set_title(name)
        if self.stack is None or isinstance(toml.parse(self.stack), toml.TomlProblem):
            return
        key = stackfile.project_key(toml.values(self.stack))
        if key in toml.values(self.stack):
            self.stack = toml.set_value(self.stack, key, name)

    # -- records ----------------------------------------------------------------------------

    def open_question(self, key: str, severity: str, text: str, *, ref: str = "") -> str:
        """Write a Q-record into §17 Outstanding, with a new id unless one is given. Returns it."""
        ref = ref or self.sheet.next_id("Q")
        self.sheet.add_record(
            OUTSTANDING, f"{ref} ({place_name(self.bank, key)}, {severity}): {in_one_line(text)}"
        )
        return ref

    def resolve(self, record: Record | str, subject: str, decision: str, *losers: str) -> None:
        """Write a line into §17 Resolved; a record that stood in Outstanding leaves it."""
        ref = record if isinstance(record, str) else record.id
        if isinstance(record, Record) and record.where == "outstanding":
            self.sheet.drop_record(OUTSTANDING, record.id)
        lost = "; ".join(f"not chosen: {in_one_line(loser)}" for loser in losers if loser)
        stamp = f"{self.desk.today.isoformat()}, {self.desk.who}"
        words = f"{ref} ({stamp}): {subject} → {in_one_line(decision)}"
        self.sheet.add_record(RESOLVED, f"{words}; {lost}" if lost else words)

    def accept(self, rule: str, key: str, words: str, reason: str = "", *, by: str = "") -> str:
        """Write a W-record: the wording of a finding is accepted, by the person who is here unless
        another is named. Returns its id."""
        ref = self.sheet.next_id("W")
        because = f"; because {in_one_line(reason)}" if reason else ""
        self.sheet.add_record(
            RESOLVED,
            f"{ref} ({self.desk.today.isoformat()}, {by or self.desk.who}): {rule} accepted in "
            f'{place_name(self.bank, key)}: "{in_one_line(words)}"{because}',
        )
        return ref

    def _settle_assumption(self, ref: str, key: str, decision: str) -> None:
        if any(r.id == ref and r.where == "assumptions" for r in self.sheet.spec().records):
            self.sheet.drop_record(ASSUMPTIONS, ref)
            self.resolve(ref, place_name(self.bank, key), decision)

    def set_aside(self, text: str, source: str) -> None:
        """Keep words that leave their place at the very end of the file."""
        title = f"## {APPENDIX}"
        body = "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
        head = "" if title in self.sheet.text else f"{title} ({source or 'kept'})\n\n"
        self.sheet.append_text(f"{head}{body}\n")

    # -- the end ----------------------------------------------------------------------------

    def close(self, receipt: str = "", *, follow_up: str = "") -> Applied:
        """Move closed questions, and say what was done.

        Nothing is where an answer would not be read again, or it would be asked for for ever.
        """
        lost = next((key for key in self.given if self.sheet.value(key) is None), "")
        if lost:
            slot = self.desk.view.slot("/".join(lost.split("/")[:2]))
            return refuse(
                self.desk,
                f"SPEC.md:{slot.line if slot is not None else 1}:1: the lines of"
                f" {sign(self.bank, lost)} are laid out so that an answer would not be found there"
                " again. Nothing was changed. Lay them out as a list, or write the answer there.",
            )
        if self.keys or self.sheet.text != self.desk.document.text:
            self._tell_stack()
            self._close_questions()
        texts: dict[str, str] = {}
        if self.sheet.text != self.desk.document.text:
            texts[SPEC] = self.sheet.text
        if self.stack is not None and self.stack != self.desk.stack:
            texts[STACK] = self.stack
        notes = list(self.notes)
        if self.also:
            notes.insert(0, f"Also recorded: {', '.join(dict.fromkeys(self.also))}.")
        sections = tuple(dict.fromkeys(key.split("/")[0] for key in self.keys))
        return Applied(
            Outcome(
                receipt=receipt or self._saved(),
                texts=texts,
                keys=tuple(dict.fromkeys(self.keys)),
                sections=sections,
                follow_up=follow_up,
                notes=tuple(notes),
            ),
            self.asking,
        )

    def _saved(self) -> str:
        if not self.keys:
            return "Nothing changed."
        return f"Saved to SPEC.md, {sign(self.bank, self.keys[0])}."

    def _tell_stack(self) -> None:
        """Reviewed keys of stack.toml that SPEC.md does not state yet go into it (B.1)."""
        view = self.view()
        for facet in self.bank.facets.values():
            value = (
                view.stack.get(facet.stack_key) if facet.stack_key in self.asking.stack_told else ""
            )
            if value and not view.settled(facet.id) and not view.slot_is_na(facet):
                self.sheet.set_value(facet.key, value)
                self.keys.append(facet.key)
                self.also.append(sign(self.bank, facet.key))

    def _close_questions(self) -> None:
        """A Q that repeats the bank's question of a settled place moves to Resolved (B.1)."""
        spec = self.sheet.spec()
        open_ones = [
            r for r in spec.records if r.kind == "Q" and r.where == "outstanding" and r.key
        ]
        if not open_ones:
            return
        view = self.view()
        for record in open_ones:
            if view.answered(record):
                facet = self.bank.facets[facet_id(record.key)]
                value = view.facet_value(facet)
                words = value.text if value is not None else "settled"
                if len(words) > LONGEST_DECISION:
                    words = f"see {sign(self.bank, record.key)}"
                if (
                    value is not None
                    and value.marker is not None
                    and value.marker.kind == "assumption"
                ):
                    words = f"assumption {value.marker.ref}"
                self.resolve(record, place_name(self.bank, record.key), words)

    def prefer(self, **changes: object) -> None:
        """Change preferences of the session."""
        self.asking = replace(self.asking, **changes)  # type: ignore[arg-type]

    def park(self, *ids: str) -> None:
        """These count as asked from now on."""
        self.prefer(parked=self.asking.parked | set(ids))


def refuse(desk: Desk, sentence: str) -> Applied:
    """Nothing is written; the person is told why."""
    return Applied(Outcome(refused=sentence), desk.asking)


def severity_for(facet: Facet | None) -> str:
    """Severity word of a Q about a facet."""
    impact = facet.impact if facet is not None else 3
    return "critical" if impact == 5 else "major" if impact == 4 else "minor"
