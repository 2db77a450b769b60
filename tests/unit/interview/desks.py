"""A desk for tests: SPEC.md as text, one reply, and what came of it. No disk, no clock."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from spec_tui.documents.markdown import parse
from spec_tui.interview import asking as questions
from spec_tui.interview import cards, conflicts, drafting, finish
from spec_tui.interview import stack as stackfile
from spec_tui.interview.answers import answer
from spec_tui.interview.bank import load
from spec_tui.interview.book import Applied, Desk
from spec_tui.interview.model import Intent, Outcome, Question, State
from spec_tui.interview.order import Asking, plan
from spec_tui.interview.reading import read
from spec_tui.interview.replies import Reply
from spec_tui.interview.spec import Value
from spec_tui.interview.state import View, state_of
from spec_tui.interview.templates import spec_template

BANK = load()
TODAY = date(2026, 11, 20)
REVISIT = "2026-12-20"
TEMPLATE = spec_template("Trial")


@dataclass
class Table:
    """An interview over two texts. `say` and the others change them as a session would."""

    text: str = TEMPLATE
    stack: str | None = None
    asking: Asking = field(default_factory=Asking)
    last: Outcome = field(default_factory=Outcome)

    @property
    def view(self) -> View:
        """The text, read."""
        reviewed = stackfile.reviewed(self.stack) if self.stack is not None else {}
        return View(read(self.text, BANK), BANK, reviewed)

    @property
    def state(self) -> State:
        """The state of the text."""
        return state_of(self.view)

    @property
    def desk(self) -> Desk:
        """What an answer is judged by."""
        view = self.view
        return Desk(
            parse(self.text), BANK, self.stack, view, state_of(view), self.asking, TODAY, "@me"
        )

    @property
    def next(self) -> Question | None:
        """The question asked now."""
        return plan(self.view, self.state, self.asking).question

    def question(self, question_id: str) -> Question:
        """The question of that id as it stands now."""
        view, state = self.view, self.state
        present = plan(view, state, self.asking).question
        if present is not None and present.id == question_id:
            return present
        if question_id.startswith("close:"):
            card = cards.close_card(
                view, question_id.removeprefix("close:"), frozenset(), self.asking.denied
            )
            assert card is not None
            return card
        if question_id.startswith("conflict:"):
            return next(q for q in conflicts.open_conflicts(view, state) if q.id == question_id)
        if question_id in BANK.facets:
            value = view.spec.value(BANK.facets[question_id].key)
            if value is not None and value.marker is not None and value.marker.kind == "confirm":
                return questions.confirm_question(view, value)
            follow_up = self.asking.follow_up
            pointed = follow_up[1] if follow_up and follow_up[0] == question_id else ""
            return questions.facet_question(view, BANK.facets[question_id], follow_up=pointed)
        if "/" in question_id:
            drafted = view.spec.value(question_id)
            assert drafted is not None
            return questions.confirm_question(view, drafted)
        record = next(r for r in view.outstanding() if r.id == question_id)
        return questions.parked_question(view, record)

    def say(
        self,
        question_id: str,
        text: str = "",
        *,
        choose: int | None = None,
        intent: Intent | None = None,
        reason: str = "",
    ) -> Outcome:
        """Answer a question; the texts are the new ones afterwards."""
        reply = Reply(text, choose, intent, reason)
        return self.take(answer(self.desk, self.question(question_id), reply))

    def take(self, applied: Applied) -> Outcome:
        """Go on with what was applied."""
        self.last = applied.outcome
        self.asking = applied.asking
        self.text = self.last.texts.get("SPEC.md", self.text)
        if self.stack is not None:
            self.stack = self.last.texts.get("stack.toml", self.stack)
        return self.last

    def finish(self, *, accept: bool = False) -> Outcome:
        """The finish protocol."""
        return self.take(finish.finish(self.desk, accept_assumptions=accept))

    def draft(self, text: str, name: str = "notes.md", *, untouched: bool = False) -> Outcome:
        """Import a text."""
        return self.take(drafting.draft(self.desk, name, text, untouched=untouched))

    def prefer(self, **changes: object) -> None:
        """Change preferences of the session."""
        self.asking = replace(self.asking, **changes)  # type: ignore[arg-type]

    def value(self, facet_id: str) -> Value | None:
        """What stands for a facet."""
        return self.view.spec.value(BANK.facets[facet_id].key)

    def words(self, facet_id: str) -> str:
        """The words that stand for a facet, "" where there are none."""
        value = self.value(facet_id)
        return value.text if value is not None else ""

    def records(self, where: str) -> list[str]:
        """Lines of a record slot: `Q1 place: text`, with the severity where there is one."""
        return [
            f"{r.id} ({', '.join(p for p in (r.place, r.severity or r.who) if p)}): {r.text}"
            for r in self.view.spec.records
            if r.where == where
        ]


def table(*answers: tuple[str, str], text: str = TEMPLATE, stack: str | None = None) -> Table:
    """A table where some answers were given."""
    made = Table(text, stack)
    for question_id, words in answers:
        outcome = made.say(question_id, words)
        assert not outcome.refused, outcome.refused
    return made
