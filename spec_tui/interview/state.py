"""The state of SPEC.md: which places are settled, what each section is, how far it all is (B.1).

A pure function of the text (and, for findings of G17 only, of the reviewed keys of stack.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview import grammar, imported, progress
from spec_tui.interview.bank import Bank, cue, product_types
from spec_tui.interview.conditions import Facts, holds
from spec_tui.interview.cues import SURE, scores
from spec_tui.interview.evidence import likely
from spec_tui.interview.handwritten import loose_words, own_words
from spec_tui.interview.lexicon import technologies
from spec_tui.interview.model import (
    Facet,
    FacetKind,
    Finding,
    Section,
    SectionState,
    SectionStatus,
    Severity,
    Slot,
    SlotStatus,
    State,
)
from spec_tui.interview.places import place_name, slot_of
from spec_tui.interview.quantities import find_dates, has_number
from spec_tui.interview.reading import RECORD_SLOTS
from spec_tui.interview.rules import run
from spec_tui.interview.sayings import Saying
from spec_tui.interview.spec import Record, SlotText, Spec, Value

NEVER_REQUIRED = frozenset(
    {"risks/assumptions", "open_questions/outstanding", "open_questions/resolved"}
)
"""Record slots: nothing is asked for them; `open_questions` has a rule of its own."""
_PART_OF = re.compile(r"not part of an? ")
_NO_DATE = re.compile(r"\b(?:no|none|without|open)\b", re.IGNORECASE)
_NONE = re.compile(
    r"(?:none|nothing)\b(?!-)|no(?![-\w])(?!.*(?:[;,:\n]|\b(?:but|only|except|beyond)\b))",
    re.IGNORECASE | re.DOTALL,
)
"""Words that say "there is no such thing", and go on to name none."""
UNLIKELY = 0.02
"""Probability below which a sentence of a slot answers nothing, whatever its words."""
SPOKEN_OF = 1.0
"""Points of `cues.scores` from which a line under another label settles a facet of impact 4 or 5:
as many as for its own label, unless a sure phrase names the facet."""
CONFIRM = "confirm"
"""Rule id of the finding for a drafted value."""
OPEN_PLACE = frozenset({"G01", "G04", "G20"})
"""Rules that see an open place: the state says itself which places are open."""


class View:
    """A `Spec` with the questions every rule of the interview asks of it, answered once.

    `stack` holds the reviewed values of stack.toml by dotted key.
    """

    def __init__(self, spec: Spec, bank: Bank, stack: Mapping[str, str] | None = None) -> None:
        self.spec = spec
        self.bank = bank
        self.stack: Mapping[str, str] = stack or {}
        self._settled: dict[str, bool] = {}

    # -- values -----------------------------------------------------------------------------

    def slot(self, key: str) -> SlotText | None:
        """The slot as it stands; a void `N/A — not part of a …` line counts as a hint."""
        return self.spec.slots.get(key)

    def void(self, slot: SlotText | None) -> bool:
        """The slot is N/A because of a product type that is no longer the one (B.1)."""
        if slot is None or slot.body is None or slot.body.form != "na":
            return False
        return bool(
            _PART_OF.match(grammar.na_reason(slot.body.text))
        ) and slot.body.text != self.bank.off_line(self.types)

    @cached_property
    def types(self) -> frozenset[str]:
        """Product types: those written down, else those §5 shows; empty while unknown."""
        written = self.spec.slots.get("interfaces/product-type")
        if written is not None and written.body is not None and written.body.form == "text":
            return product_types(written.body.text)[0]
        shown = {"api": "HTTP API", "ui-ux": "web app", "cli-jobs": "command-line tool"}
        return frozenset(
            name for slot, name in shown.items() if self._has_text(f"interfaces/{slot}")
        )

    def _has_text(self, key: str) -> bool:
        slot = self.spec.slots.get(key)
        if slot is None:
            return False
        values = [*slot.facets.values(), *([slot.body] if slot.body else [])]
        return any(value.form != "na" for value in values)

    def marked_ok(self, value: Value) -> bool:
        """`undecided` is settled only under an assumption that has its record."""
        return value.marker is not None and value.marker.kind == "assumption"

    def value_settled(self, value: Value | None, seen: frozenset[str] = frozenset()) -> bool:
        """One value by its form."""
        if value is None:
            return False
        if value.form == "undecided":
            return self.marked_ok(value)
        if value.form == "see":
            return self._target_settled(value, seen)
        return True

    def _target_settled(self, value: Value, seen: frozenset[str]) -> bool:
        target = see_key(value.text, self.bank)
        if not target or target in seen:
            return False
        slot = self.spec.slots.get(target)
        if slot is None:
            return False
        values = [*slot.facets.values(), *([slot.body] if slot.body else [])]
        return any(self.value_settled(v, seen | {target}) for v in values)

    def points_nowhere(self, text: str, home: str) -> bool:
        """The text is a `See §n …` whose target is not settled (yet), or only points back to the
        slot where the text would stand."""
        target = see_key(text, self.bank)
        if not target:
            return False
        slot = self.spec.slots.get(target)
        values = [*slot.facets.values(), slot.body] if slot is not None else []
        back = [v for v in values if v is not None and see_key(v.text, self.bank) != home]
        return not self.slot_settled(self.bank.slots[target]) or (bool(values) and not back)

    @cached_property
    def folded(self) -> tuple[tuple[str, Value], ...]:
        """(folded words, value) of all values that are text."""
        return tuple(
            (fold(value.text), value)
            for slot in self.spec.slots.values()
            for value in [*slot.facets.values(), slot.body]
            if value is not None and value.form == "text"
        )

    @cached_property
    def own_words(self) -> Mapping[str, str]:
        """What people wrote below each slot without naming a facet, by slot key."""
        return {key: own_words(self.spec, slot) for key, slot in self.spec.slots.items()}

    @cached_property
    def loose_words(self) -> Mapping[int, str]:
        """What stands below the headings of the template in none of their slots, by number."""
        return loose_words(self.spec, self.bank)

    def facet_value(self, facet: Facet) -> Value | None:
        """What stands for a facet: its own text, or the N/A, See, undecided of its slot."""
        slot = self.spec.slots.get(facet.home)
        if slot is None or self.void(slot):
            return None if slot is None else slot.facets.get(facet.id) if not facet.lead else None
        own = slot.facets.get(facet.id)
        if own is not None:
            return own
        if slot.body is not None and slot.body.form != "text":
            return slot.body
        return None

    def settled(self, facet_id: str) -> bool:
        """The facet needs no question."""
        known = self._settled.get(facet_id)
        if known is None:
            known = self._settled[facet_id] = self._facet_settled(self.bank.facets[facet_id])
        return known

    def _facet_settled(self, facet: Facet) -> bool:
        if facet.id == "TYP":
            return self._type_settled()
        value = self.facet_value(facet)
        if value is not None:
            return self.value_settled(value)
        return self.cued(facet)

    def _type_settled(self) -> bool:
        return any(
            self._has_text(slot.key)
            for slot in self.bank.slots.values()
            if slot.section == "interfaces"
        )

    def live(self, facet_id: str) -> bool:
        """Settled, and there is such a thing: not N/A."""
        if not self.settled(facet_id):
            return False
        value = self.facet_value(self.bank.facets[facet_id])
        return value is None or (value.form != "na" and not _NONE.match(value.text.strip()))

    def cued(self, facet: Facet) -> bool:
        """The slot's own text answers a labelled facet without naming it (B.5.5)."""
        slot = self.spec.slots.get(facet.home)
        if slot is None or facet.lead:
            return False
        pattern = cue(facet)
        if pattern is None:
            return False
        values = list({id(v): v for v in [slot.body, *slot.facets.values()] if v}.values())
        return any(
            pattern.search(line) and self._says(facet, value, line)
            for value in values
            if value.form == "text"
            for line in value.text.split("\n")
        )

    def _says(self, facet: Facet, value: Value, line: str) -> bool:
        """A line with a cue holds a value too; under another label it has to speak of the facet."""
        if facet.impact <= 3:
            return True
        led = value.facet != "" and self.bank.facets[value.facet].lead
        if value.facet:
            points = scores(line)
            said = points.get(facet.id, 0.0)
            own = 0.0 if led else points.get(value.facet, 0.0)
            if said < SURE and said < max(SPOKEN_OF, own):
                return False
        return typed(facet.kind, line) and (led or _may_answer(facet.id, line))

    def facts(self, *, assume: bool = False, asked: frozenset[str] = frozenset()) -> Facts:
        """What the conditions of the bank are evaluated against."""
        return Facts(
            types=self.types,
            settled=self.settled,
            live=self.live,
            personal_data=self.live("SEC6"),
            stack_asked=asked,
            assume=assume,
        )

    def applies(
        self, facet: Facet, *, assume: bool = False, asked: frozenset[str] = frozenset()
    ) -> bool:
        """The facet's `ask_if` holds."""
        return holds(facet.ask_if, self.facts(assume=assume, asked=asked))

    def slot_is_na(self, facet: Facet) -> bool:
        """The slot of a facet stands as N/A, for a product type or for a person's reason."""
        slot = self.spec.slots.get(facet.home)
        return (
            slot is not None
            and slot.body is not None
            and slot.body.form == "na"
            and not self.void(slot)
        )

    def live_slot(self, key: str) -> bool:
        """The slot says that there is such a part."""
        return self._has_text(key)

    def type_open(self) -> bool:
        """Nothing says what kind of product it is: events of an import alone decide nothing."""
        if not self.settled("TYP"):
            return True
        names = ("product-type", "api", "ui-ux", "cli-jobs")
        slots = [self.spec.slots.get(f"interfaces/{name}") for name in names]
        drafted = any(value.key.startswith("interfaces/events") for value in self.drafted())
        return drafted and all(slot is None or slot.empty for slot in slots)

    def strange_type(self) -> bool:
        """The product type is written in words that name no known type."""
        written = self.spec.slots.get("interfaces/product-type")
        text = written.body.text if written is not None and written.body is not None else ""
        return bool(text) and not product_types(text)[0]

    def slot_settled(self, slot: Slot) -> bool:
        """By any text, form or facet."""
        found = self.spec.slots.get(slot.key)
        if found is None or self.void(found):
            return bool(found is not None and found.facets and not self.bank.lead(slot.key))
        if slot.key == "open_questions/outstanding":
            return self.spec.outstanding_none or not self.spec.outstanding_hint
        values = [*found.facets.values(), *([found.body] if found.body else [])]
        return any(self.value_settled(value) for value in values)

    def awaits(self, facet: Facet) -> bool:
        """The place of a facet is open, or drafted and not yet confirmed."""
        value = self.facet_value(facet)
        if value is not None:
            return value.drafted or not self.value_settled(value)
        if not self.settled(facet.id):
            return True
        slot = self.spec.slots.get(facet.home)  # its words settle it
        return slot is not None and any(
            value.drafted for value in (*slot.facets.values(), slot.body) if value is not None
        )

    def mirrors(self, facet: Facet) -> bool:
        """The place says what stack.toml says, word for word, and nothing more."""
        value = self.facet_value(facet)
        ours = self.stack.get(facet.stack_key, "")
        return value is not None and bool(ours) and fold(value.text) == fold(ours)

    def drafted(self) -> Iterator[Value]:
        """Values with a confirm marker, in the order of the file."""
        for slot in sorted(self.spec.slots.values(), key=lambda s: s.line):
            values = {id(v): v for v in [*slot.facets.values(), slot.body] if v is not None}
            for value in sorted(values.values(), key=lambda v: v.line):
                if value.drafted:
                    yield value

    # -- what is missing --------------------------------------------------------------------

    def missing(self, slot: Slot) -> tuple[str, ...]:
        """Required places of a slot that are not settled: facet keys, or the slot's own key."""
        if slot.key in NEVER_REQUIRED:
            return ()
        facets = [
            facet
            for facet in self.bank.facets_of(slot.key)
            if facet.impact >= 4 and not self.settled(facet.id) and self.applies(facet)
        ]
        if slot.optional and not any(f.impact >= 4 for f in facets):
            return ()
        if facets:
            return tuple(facet.key for facet in facets)
        return () if self.slot_settled(slot) else (slot.key,)

    def outstanding(self) -> tuple[Record, ...]:
        """Q-records of §17 that still stand: not those whose place has been settled since."""
        return tuple(
            record
            for record in self.spec.records
            if record.kind == "Q" and record.where == "outstanding" and not self.answered(record)
        )

    def answered(self, record: Record) -> bool:
        """A Q that repeats the bank's question counts as closed once its place is settled."""
        facet = self.bank.facets.get(record.key.rpartition("/")[2]) if record.key else None
        if facet is None or fold(grammar.without_person(record.text)) != fold(facet.text):
            return False
        return self.settled(facet.id)


@lru_cache(maxsize=8192)
def _may_answer(facet_id: str, line: str) -> bool:
    """Some sentence of a line is at all likely to answer a facet, whatever word hints at it."""
    return any(likely(Saying(part)).get(facet_id, 0.0) >= UNLIKELY for _, part in sentences(line))


def see_key(text: str, bank: Bank) -> str:
    """Slot key that a `See §n Slot` names, "" if there is no such slot."""
    target = grammar.see_target(text)
    if target is None:
        return ""
    number, label = target
    for section in bank.sections:
        if section.number == number:
            for name in section.slots:
                slot = bank.slots[f"{section.id}/{name}"]
                if fold(slot.label) == fold(label):
                    return slot.key
    return ""


def typed(kind: FacetKind, text: str) -> bool:
    """A text holds a value of a kind of facet: number, date, known name, or three words."""
    match kind:
        case "quantity":
            return has_number(text)
        case "date":
            return bool(find_dates(text)) or bool(_NO_DATE.search(text)) or has_number(text)
        case "ref":
            return bool(technologies(text)) or len(content_words(text)) >= 1
        case _:
            return len(content_words(text)) >= 3 or bool(technologies(text))


def severity_of(facet: Facet | None) -> Severity:
    """Severity of an unsettled place."""
    return "critical" if facet is not None and facet.impact == 5 else "major"


def compute(spec: Spec, bank: Bank, stack: Mapping[str, str], *, exists: bool = True) -> State:
    """The state that the shells draw."""
    view = View(spec, bank, stack)
    return state_of(view, exists=exists)


def state_of(view: View, *, exists: bool = True) -> State:
    """The same from a view that is there already."""
    bank = view.bank
    spec = imported.heard(view.spec, bank, view.awaits, view.mirrors)
    seen = tuple(
        finding for finding in run(spec, bank, view.stack) if finding.rule not in {"G01", "G04"}
    )
    seen += tuple(_confirm_findings(view))
    outstanding = view.outstanding()
    rows = tuple(_section(view, section, seen, outstanding) for section in bank.sections)
    final = sum(row.state == "final" for row in rows)
    drafted = all(row.state != "unknown" for row in rows[:3]) and _seeded(spec)
    at_least = progress.floor(exists=exists, drafted=drafted)
    percent = progress.shown_percent(final, at_least)
    empty = tuple(
        _missing_finding(view, key) for row in rows for slot in row.slots for key in slot.missing
    )
    findings = sorted((*seen, *empty), key=lambda f: (f.line, f.column, f.rule))
    return State(
        exists=exists,
        title=spec.title,
        sections=rows,
        findings=tuple(findings),
        percent=percent,
        final=final,
        floor=at_least,
        line=progress.line(percent),
        open_questions=len(outstanding),
        assumptions=tuple(
            (record.id, record.place, record.revisit)
            for record in spec.records
            if record.kind == "A" and record.where == "assumptions"
        ),
    )


def _seeded(spec: Spec) -> bool:
    return spec.outstanding_none or any(
        r.kind == "Q" and r.where in {"outstanding", "resolved"} for r in spec.records
    )


def _section(
    view: View, section: Section, findings: tuple[Finding, ...], outstanding: tuple[Record, ...]
) -> SectionStatus:
    own = [
        f
        for f in findings
        if f.section == section.id and f.severity in {"critical", "major"} and not f.sources
    ]
    asked = [q for q in outstanding if q.key.split("/")[0] == section.id]
    slots = tuple(
        _slot(view, view.bank.slots[f"{section.id}/{name}"], own, asked) for name in section.slots
    )
    shown = tuple(s for s in slots if s.line or not s.slot.optional)
    missing = sum(len(s.missing) for s in slots)
    values = [
        value
        for s in slots
        if s.slot.key not in RECORD_SLOTS and (text := view.slot(s.slot.key)) is not None
        for value in {
            id(v): v for v in [*text.facets.values(), text.body] if v is not None
        }.values()
    ]
    open_places = {key for s in slots for key in s.missing}
    to_go = missing + len(own) + sum(record.key not in open_places for record in asked)
    state: SectionState
    if section.id == "open_questions":
        state = _questions_state(view, outstanding)
        to_go = len(outstanding) if outstanding else int(state == "unknown")
    else:
        some = any(view.slot_settled(s.slot) for s in slots if s.slot.key not in NEVER_REQUIRED)
        state = _rule(some=some, missing=missing, findings=len(own), asked=len(asked))
    return SectionStatus(
        section=section,
        state=state,
        to_go=to_go,
        facts=sum(v.form == "text" for v in values),
        assumptions=tuple(
            sorted(
                {v.marker.ref for v in values if v.marker and v.marker.kind == "assumption"},
                key=lambda ref: int(ref[1:]),
            )
        ),
        not_applicable=sum(v.form == "na" for v in values),
        slots=shown,
    )


def _rule(*, some: bool, missing: int, findings: int, asked: int) -> SectionState:
    if not some:
        return "unknown"
    if missing or findings:
        return "drafted"
    return "clarified" if asked else "final"


def _questions_state(view: View, outstanding: tuple[Record, ...]) -> SectionState:
    if any(record.severity == "critical" for record in outstanding):
        return "drafted"
    if outstanding:
        return "clarified"
    return "unknown" if view.spec.outstanding_hint else "final"


def _slot(view: View, slot: Slot, findings: list[Finding], asked: list[Record]) -> SlotStatus:
    text = view.slot(slot.key)
    missing = view.missing(slot)
    own = [f for f in findings if f.key.startswith(slot.key)]
    questions = [q for q in asked if q.key.startswith(slot.key)]
    settled = view.slot_settled(slot) or slot.key in NEVER_REQUIRED
    facts = 0
    if text is not None:
        values = {id(v): v for v in [*text.facets.values(), text.body] if v is not None}
        facts = sum(v.form == "text" for v in values.values())
    return SlotStatus(
        slot,
        _rule(some=settled, missing=len(missing), findings=len(own), asked=len(questions)),
        facts,
        missing,
        text.line if text is not None else 0,
    )


def _confirm_findings(view: View) -> Iterator[Finding]:
    """A drafted value waits for a yes: major (B.1, Severities)."""
    for value in view.drafted():
        slot = slot_of(view.bank, value.key)
        yield Finding(
            rule=CONFIRM,
            severity="major",
            line=value.line,
            column=1,
            text=value.text.split("\n")[0],
            message=f"{place_name(view.bank, value.key)} was drafted and waits for a yes.",
            section=slot.section,
            key=value.key,
            question_id=value.facet or value.key,
        )


def _missing_finding(view: View, key: str) -> Finding:
    slot = slot_of(view.bank, key)
    text = view.slot(slot.key)
    facet = view.bank.facets.get(key.split("/")[2]) if key.count("/") == 2 else None
    asked = facet or view.bank.lead(slot.key)
    hint = text is None or text.hint
    name = place_name(view.bank, key)
    return Finding(
        rule="G01" if hint else "G04" if facet is None or facet.lead else "G20",
        severity=severity_of(facet),
        line=text.line if text is not None else 1,
        column=1,
        text="",
        message=f"{name} has no answer.",
        section=slot.section,
        key=key,
        question_id=asked.id if asked is not None else f"close:{slot.section}",
    )
