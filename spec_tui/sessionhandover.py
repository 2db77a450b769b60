"""The part of a session that takes back what other people wrote in a questionnaire."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spec_tui import sessionlog
from spec_tui.documents.secrets import redact
from spec_tui.interview import handover, order
from spec_tui.interview.errors import UnknownQuestion
from spec_tui.interview.model import DEPTHS, Depth, Outcome, Question
from spec_tui.interview.questionnaire import Filled
from spec_tui.interview.replies import Reply
from spec_tui.sessionbase import SessionBase, holds_a_secret, secret_kinds
from spec_tui.workspace.root import full_handle


class TakesBack(SessionBase):
    """A session that questionnaires come back to."""

    @abstractmethod
    def ask(self, question_id: str) -> Question:
        """The question of that id as it stands now. Raises UnknownQuestion."""

    @abstractmethod
    def _make_ready(self) -> Outcome: ...

    @abstractmethod
    def _entry(self, question: Question, reply: Reply) -> dict[str, object]: ...

    def take_back(
        self, who: str, rows: Sequence[Filled], secret: str = "refuse"
    ) -> Iterator[tuple[Filled, Outcome]]:
        """Answers that another person gave in a questionnaire, each with what came of it.

        All of them are understood as the questions stand before the first is stored. Where somebody
        else has said something different, both stand in a question until one is chosen. What this
        person handed in before changes nothing. One undo takes all of them back.
        """
        asked = [question for depth in DEPTHS for question in self._open_at(depth)]
        shown = [handover.shown(self._desk(), row, asked) for row in rows]
        batch = sum(1 for _ in self._workspace.events()) + 1
        own, by = self.who, full_handle(who) or self.who
        for row, question in zip(rows, shown, strict=True):
            self.who = by
            try:
                outcome = self._taken(row, question, batch, secret)
            finally:
                self.who = own
            yield row, outcome

    def _open_at(self, depth: Depth) -> tuple[Question, ...]:
        asking = replace(self._present_asking(), depth=depth)
        return order.open_questions(self._view, self.state, asking)

    def _taken(self, row: Filled, question: Question | None, batch: int, secret: str) -> Outcome:
        if self.read_only:
            return Outcome(refused=self.read_only)
        if question is None:
            try:
                self.ask(row.question_id)
            except UnknownQuestion as error:
                return Outcome(refused=str(error))
        found = secret_kinds(row.text)
        if found and secret == "refuse":
            return holds_a_secret(found)
        if found and secret == "redact":
            row = replace(row, text=redact(row.text))
        events = list(self._workspace.events())
        if sessionlog.handed_already(events, self.who, row.question_id, row.text):
            return Outcome(receipt=handover.BEFORE)
        ready = self._make_ready()
        if ready.refused:
            return ready
        facet = self._bank.facets.get(row.question_id)
        theirs = facet is not None and self.who == sessionlog.left_by(
            self._document, self._bank, events, facet
        )
        applied = handover.take(self._desk(), row, question, theirs=theirs)
        if applied.outcome.refused:
            return applied.outcome
        entry = self._entry(question or self.ask(row.question_id), Reply(row.text))
        return self._commit(applied, {**entry, "handed": row.text, "batch": batch})
