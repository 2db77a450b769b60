"""Which question comes next, and how much is left (interview.md B.3). Pure.

Order: stack review and overview, product type, a pending follow-up, conflicts, impact 5, then one
section at a time with its close card, minor findings at thorough, parked questions once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spec_tui.documents.fold import fold
from spec_tui.interview import cards, conflicts, hints, typehints
from spec_tui.interview.asking import (
    confirm_question,
    facet_question,
    finding_question,
    overview_question,
    parked_question,
    stack_question,
    type_question,
)
from spec_tui.interview.detecttype import NONE, ShownType
from spec_tui.interview.model import Depth, Facet, Finding, Plan, Question, Section, StackRow, State
from spec_tui.interview.spec import Value
from spec_tui.interview.state import CONFIRM, OPEN_PLACE, View

LOWEST: Mapping[Depth, int] = {"quick": 5, "standard": 4, "thorough": 1}
SECONDS: Mapping[str, float] = {
    "text": 40, "list": 45, "quantity": 25, "choice": 15, "bool": 10, "date": 15, "ref": 20,
    "confirm": 8, "conflict": 20, "close": 10, "stack": 30, "overview": 90, "open": 40,
}  # fmt: skip
_LANGUAGE = "STK1"


@dataclass(frozen=True, slots=True)
class Asking:
    """Preferences of a session: they change what is asked next, never a state."""

    depth: Depth = "standard"
    skips: Mapping[str, int] = field(default_factory=dict)
    """How often a question was skipped, by question id."""
    parked: frozenset[str] = frozenset()
    """Ids (or slot keys) that count as asked: a Q stands for them."""
    followed: frozenset[str] = frozenset()
    """Facets that had their one follow-up."""
    doubted: frozenset[str] = frozenset()
    """Facets whose present words a finding was asked about already."""
    follow_up: tuple[str, str] | None = None
    """(facet id, pointed question) due now."""
    sought: tuple[str, str] | None = None
    """(facet id, words that stand beside its answer): what somebody looks for in the text now."""
    last_section: str = ""
    overview_due: bool = False
    stack_rows: tuple[StackRow, ...] = ()
    """Not empty while the stack review is due."""
    stack_notice: str = ""
    stack_asked: frozenset[str] = frozenset()
    """Dotted keys left for later by the stack review."""
    stack_told: frozenset[str] = frozenset()
    """Dotted keys whose reviewed value goes into SPEC.md with the next write."""
    denied: frozenset[str] = frozenset()
    """Words that do not answer a question, although they seemed to (`hints.refusal`), and what was
    said to one (`hints.reply`)."""
    shown_type: ShownType = NONE
    """What the files of the repository show about the product type."""
    asked_again: frozenset[str] = frozenset()
    """Parked questions that came up in this session."""
    seconds: Mapping[str, float] = field(default_factory=dict)
    """Median seconds by kind of question, where known."""


def plan(view: View, state: State, asking: Asking) -> Plan:
    """The one question to ask now, and what is left at this depth."""
    chooser = _Chooser(view, state, asking)
    question = chooser.next()
    pending = chooser.left()
    closing = chooser.closing()
    if question is not None and question.kind != "close" and not pending:
        pending = [question.kind]
    seconds = sum(
        asking.seconds.get(kind, SECONDS[kind]) for kind in [*pending, *(["close"] * closing)]
    )
    return Plan(question, len(pending), closing, -(-int(seconds) // 60))


def open_questions(view: View, state: State, asking: Asking) -> tuple[Question, ...]:
    """Every question of this depth in the order it would come, each once."""
    turns = {
        question.id: question for question in reversed(list(_Chooser(view, state, asking).turns()))
    }
    return tuple(reversed(turns.values()))


@dataclass(slots=True)
class _Chooser:
    view: View
    state: State
    asking: Asking
    opened: dict[tuple[int, bool], tuple[Facet, ...]] = field(default_factory=dict)
    """What `_open` found: nothing that it looks at changes while a plan is made."""

    def next(self) -> Question | None:
        """The one to ask now."""
        return next(self.turns(), None)

    def turns(self) -> Iterator[Question]:
        """All questions there are, the one to ask now first."""
        asking, view = self.asking, self.view
        if asking.stack_rows or asking.stack_notice:
            yield stack_question(asking.stack_rows, asking.stack_notice)
        if asking.overview_due:
            yield overview_question()
        typ = view.bank.facets["TYP"]
        if "TYP" not in asking.parked:
            if view.type_open():
                yield self._about_type(typ)
            elif "TYP" not in asking.followed and view.strange_type():
                yield type_question(view, typ)
        if asking.follow_up is not None:
            facet = view.bank.facets.get(asking.follow_up[0])
            if facet is not None:
                yield facet_question(view, facet, follow_up=asking.follow_up[1])
        yield from self._later(self._conflicts())
        yield from self._later(self._about(f) for f in self._top())
        yield from self._sections()
        if asking.depth == "thorough":
            yield from self._findings("", {"minor"})
        yield from self._parked()

    def _about(self, facet: Facet) -> Question:
        """The bank's question, or words that stand in the text already, to be confirmed."""
        found = hints.find(self.view, facet, self.asking.denied, self._sought(facet.id))
        told = self._told(facet.id)
        best = found.shown[0].text if found.shown else ""
        if told is not None and fold(best) in fold(told.sources[0]):
            return finding_question(self.view, told)
        if found.shown:
            return hints.question(self.view, facet, found)
        return facet_question(self.view, facet)

    def _sought(self, facet_id: str) -> str:
        """The words by which somebody looks for the answer to a facet now, "" for none."""
        sought = self.asking.sought
        return sought[1] if sought is not None and sought[0] == facet_id else ""

    def _drafted(self, value: Value) -> Question:
        """Is the draft right? Or other words of the text in its place, where they are sought."""
        words = self._sought(value.facet)
        if words:
            facet = self.view.bank.facets[value.facet]
            found = hints.found_by(self.view, facet, self.asking.denied, words)
            if found.shown:
                return hints.question(self.view, facet, found)
        return confirm_question(self.view, value, self._told(value.facet))

    def _told(self, facet_id: str) -> Finding | None:
        """What a rule stumbles over in imported words about a place that is not settled yet."""
        facet = self.view.bank.facets.get(facet_id)
        if facet is None or hints.no(facet) in self.asking.denied:
            return None
        for finding in self.state.findings:
            if (
                finding.question_id == facet_id
                and any(finding.sources)
                and finding.severity != "minor"
                and hints.refusal(facet, finding.sources[0]) not in self.asking.denied
            ):
                return finding
        return None

    def _about_type(self, facet: Facet) -> Question:
        """The product type as the repository or the text shows it, to be confirmed; else asked."""
        if hints.no(facet) not in self.asking.denied:
            found = typehints.shown(self.view, facet, self.asking.shown_type)
            if found.shown:
                return hints.question(self.view, facet, found)
        return facet_question(self.view, facet)

    def _later(self, questions: Iterator[Question]) -> Iterator[Question]:
        """Skipped ones go to the end of their step."""
        rows = list(questions)
        yield from sorted(rows, key=lambda q: self.asking.skips.get(q.id, 0))

    def _conflicts(self) -> Iterator[Question]:
        for question in conflicts.open_conflicts(self.view, self.state):
            if question.id not in self.asking.parked:
                yield question

    def _top(self) -> list[Facet]:
        """Open facets of impact 5: template order, sign-in first where UI and API both stand."""
        facets = [f for f in self._open(5) if f.impact == 5 and f.id != "TYP"]
        both = all(
            slot in self.view.spec.slots and not self.view.spec.slots[slot].empty
            and self.view.live_slot(slot)
            for slot in ("interfaces/api", "interfaces/ui-ux")
        )  # fmt: skip
        if both:
            facets.sort(key=lambda f: f.id != "SEC1")
        return facets

    def _open(self, lowest: int, *, assume: bool = False) -> tuple[Facet, ...]:
        """Facets that this depth asks and nothing settles, in template order."""
        found = self.opened.get((lowest, assume))
        if found is None:
            facets = self.view.bank.facets.values()
            found = tuple(f for f in facets if self._wanted(f, lowest, assume=assume))
            self.opened[lowest, assume] = found
        return found

    def _wanted(self, facet: Facet, lowest: int, *, assume: bool = False) -> bool:
        asking, view = self.asking, self.view
        language = facet.id == _LANGUAGE and lowest <= 4
        if facet.impact < lowest and not language:
            return False
        if facet.id in asking.parked or facet.stack_key in asking.stack_told:
            return False
        if view.settled(facet.id) or view.slot_is_na(facet):
            return False
        if not view.applies(facet, assume=assume, asked=asking.stack_asked):
            return False
        return assume or facet.impact >= 4 or language or self._slot_opened(facet)

    def _slot_opened(self, facet: Facet) -> bool:
        """Impact <= 3 waits for the lead, or else the first facet, of its slot."""
        slot_key = facet.home
        facets = self.view.bank.facets_of(slot_key)
        first = self.view.bank.lead(slot_key) or facets[0]
        if first.id == facet.id:
            return True
        if first.id in self.asking.parked:
            return True
        if not self.view.applies(first, asked=self.asking.stack_asked):
            return True
        return self.view.live(first.id)

    # -- step 5: one section at a time ------------------------------------------------------

    def _sections(self) -> Iterator[Question]:
        sections = list(self.view.bank.sections)
        lowest = LOWEST[self.asking.depth]
        rows = [(section, list(self._section_questions(section, lowest))) for section in sections]
        fresh = {
            section.id: [q for q, _ in questions if not self.asking.skips.get(q.id)]
            for section, questions in rows
        }
        impact = {
            section.id: max((i for q, i in questions if not self.asking.skips.get(q.id)), default=0)
            for section, questions in rows
        }
        last = self.asking.last_section
        if fresh.get(last):
            yield fresh[last][0]
        held = {section.id for section, questions in rows if questions}
        if last and last not in held:
            card = self._card(last)
            if card is not None and not self.asking.skips.get(card.id) and self._was_asked(last):
                yield card
        for section in sorted(sections, key=lambda s: -impact[s.id]):
            yield from fresh[section.id]
        for _, questions in rows:
            yield from (q for q, _ in questions if self.asking.skips.get(q.id))
        deck = [c for c in (self._card(s.id) for s in sections) if c is not None]
        yield from sorted(deck, key=lambda c: self.asking.skips.get(c.id, 0))

    def _was_asked(self, section_id: str) -> bool:
        """The section has questions of this depth at all; others give only their card, last."""
        lowest = LOWEST[self.asking.depth]
        return any(
            f.section == section_id and f.impact >= lowest for f in self.view.bank.facets.values()
        )

    def _section_questions(self, section: Section, lowest: int) -> Iterator[tuple[Question, int]]:
        for value in self._confirms(section.id):
            yield self._drafted(value), 4
        for question in self._findings(section.id, {"major", "critical"}):
            yield question, 4
        for facet in self._open(lowest):
            if facet.section == section.id and facet.impact < 5:
                yield self._about(facet), facet.impact

    def _confirms(self, section_id: str) -> Iterator[Value]:
        for value in self.view.drafted():
            here = not section_id or value.key.startswith(f"{section_id}/")
            if here and (value.facet or value.key) not in self.asking.parked:
                yield value

    def _findings(self, section_id: str, severities: set[str]) -> Iterator[Question]:
        """Findings that an answer would settle; not where a follow-up was asked."""
        for finding in self._askable_findings(section_id, severities):
            yield finding_question(self.view, finding)

    def _askable_findings(self, section_id: str, severities: set[str]) -> Iterator[Finding]:
        done: set[str] = set()
        for finding in self.state.findings:
            facet = self.view.bank.facets.get(finding.question_id)
            if facet is None or facet.id in done or finding.severity not in severities:
                continue
            if section_id and finding.section != section_id:
                continue
            if facet.id in self.asking.parked | self.asking.followed | self.asking.doubted:
                continue
            if finding.rule in {*OPEN_PLACE, CONFIRM}:
                continue
            if not (self._only_told(finding, facet) or self._stands(finding, facet)):
                continue
            done.add(facet.id)
            yield finding

    def _stands(self, finding: Finding, facet: Facet) -> bool:
        """It is about words in a settled place; a draft is confirmed with what is said beside."""
        return self.view.settled(facet.id) and not finding.sources

    def _only_told(self, finding: Finding, facet: Facet) -> bool:
        """It is about imported words on a place that is open, and that this depth leaves open."""
        lowest = LOWEST[self.asking.depth]
        return (
            self._told(facet.id) is finding
            and not self.view.settled(facet.id)
            and not self.view.slot_is_na(facet)
            and self.view.applies(facet)
            and facet not in self._open(lowest)
        )

    def _card(self, section_id: str) -> Question | None:
        card = cards.close_card(self.view, section_id, self.asking.parked, self.asking.denied)
        if card is None or card.id in self.asking.parked:
            return None
        return card

    def _parked(self) -> Iterator[Question]:
        for record in self.view.outstanding():
            if record.id not in self.asking.asked_again and not conflicts.alternatives(record.text):
                yield parked_question(self.view, record)

    # -- what is left -----------------------------------------------------------------------

    def left(self) -> list[str]:
        """Kinds of the questions of this depth, assuming that every `ask_if` opens."""
        asking, view = self.asking, self.view
        lowest = LOWEST[asking.depth]
        kinds = ["stack"] if asking.stack_rows or asking.stack_notice else []
        if asking.overview_due:
            kinds.append("overview")
        if asking.follow_up is not None:
            kinds.append("text")
        kinds += ["conflict" for _ in self._conflicts()]
        facets = self._open(lowest, assume=True)
        kinds += [f.kind for f in facets]
        confirms = list(self._confirms(""))
        kinds += ["confirm" for _ in confirms]
        severities = {"major", "critical"} | ({"minor"} if asking.depth == "thorough" else set())
        kinds += ["text" for _ in self._askable_findings("", severities)]
        waiting = {f.id for f in facets}
        kinds += [
            "open"
            for record in view.outstanding()
            if record.id not in asking.asked_again
            and not conflicts.alternatives(record.text)
            and record.key.rpartition("/")[2] not in waiting
        ]
        return kinds

    def closing(self) -> int:
        """Sections that will give a close card: open places that no question of this depth asks."""
        lowest = LOWEST[self.asking.depth]
        asked = {f.key for f in self._open(lowest, assume=True)}
        asked |= {"/".join(key.split("/")[:2]) for key in asked}
        count = 0
        for section in self.view.bank.sections:
            card = self._card(section.id)
            if card is not None and any(line.key not in asked for line in card.lines):
                count += 1
        return count
