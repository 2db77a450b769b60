"""What the cards ask of the screen they lie on, and what comes back from the session."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from spec_tui import messages
from spec_tui.interview.model import Intent, Outcome, Question
from spec_tui.screens import editor
from spec_tui.screens.table import TableScreen
from spec_tui.widgets.cards import (
    BlockersCard,
    Card,
    UnplacedCard,
    card_for,
)
from spec_tui.widgets.cardview import Laid
from spec_tui.widgets.receipt import Receipt, receipt_of
from spec_tui.widgets.text import shown

PAUSE_EVERY = 15
"""Answers after which a pause is suggested."""
FINISHED = "finished"
"""Where a question was opened from: the screen that says that the spec is complete."""
_TAKES_WORDS = frozenset({"question", "choice", "confirm"})
"""Cards with one place for words; on the others nobody knows which line they were said to."""


class AnsweringScreen(TableScreen):
    """The table with a session behind it: the `Desk` of the cards."""

    _again: Callable[[str], None]
    """Send the last answer once more; the argument says what becomes of a secret in it."""

    def lay(self, card: Card) -> None:
        """Lay another card on top."""
        self._lay(card)

    def put_back(self) -> None:
        """Take the top card away."""
        if len(self.stack) > 1:
            self.stack.pop()
            self._show_top()
            self._return()
        else:
            self.go_on()

    def _return(self) -> None:
        """Go back to the mode that a question was opened from."""
        came_from, self._came_from = self._came_from, ""
        picture = self.spec.picture
        if not came_from or picture is None:
            return
        if picture.plan.question is None and picture.state.complete:
            self.spec.show_finished()
        if came_from != FINISHED:
            self.spec.run_command_id(came_from)

    def ask(self, question_id: str, number: int = 0) -> None:
        """Open one question; esc goes on with the present one."""
        question = self.spec.try_ask(question_id)
        if question is None:
            self.say(messages.NO_SUCH_QUESTION)
            return
        picture = self.spec.picture
        present = picture.plan.question if picture is not None else None
        if present is not None and present.id == question.id and not question.prefill:
            while len(self.stack) > 1:
                self.stack.pop()
            self._show_top()
            return
        self.lay(card_for(question, number or self.spec.number))

    def ask_from(self, place: str, question_id: str, number: int = 0) -> None:
        """Open a question from another mode or the finished screen; esc goes back there."""
        self.ask(question_id, number)
        self._came_from = place

    def send(
        self, question_id: str, text: str = "", *, choose: int | None = None, reason: str = ""
    ) -> None:
        """Answer a question."""
        self._send(question_id, text, choose, "refuse")

    def _send(self, question_id: str, text: str, choose: int | None, secret: str) -> None:
        if self.spec.busy:
            return
        self._sent = (question_id, text, choose)
        self._again = lambda way: self._send(question_id, text, choose, way)
        session = self.spec.session
        self.spec.call(
            lambda: session.answer(question_id, text, choose=choose, secret=secret),
            self.answered,
        )

    def send_intent(self, question_id: str, intent: Intent, reason: str = "") -> None:
        """Say skip, later, don't know or n/a."""
        self._send_intent(question_id, intent, reason, "refuse")

    def _send_intent(self, question_id: str, intent: Intent, reason: str, secret: str) -> None:
        session = self.spec.session
        self._sent, self._saved = (question_id, "", None), ""
        self._again = lambda way: self._send_intent(question_id, intent, reason, way)
        self.spec.call(
            lambda: session.answer(question_id, intent=intent, reason=reason, secret=secret),
            self.answered,
        )

    def undo(self) -> None:
        """Take the last change back."""
        self.spec.run_command_id("undo")

    def put_sentence(self, sentence: str, section: str) -> None:
        """Put an unplaced sentence into a section, and go on with those that are left."""
        session = self.spec.session
        self.spec.call(lambda: session.place(sentence, section), self._sentence_placed)

    def _sentence_placed(self, outcome: Outcome) -> None:
        self._receipt(outcome)
        if outcome.refused:
            return
        self.go_on()
        understood = self.spec.picture.understood if self.spec.picture else None
        if understood is not None and understood.unplaced:
            self.lay(UnplacedCard(understood))

    def give_stack(self, key: str, value: str) -> None:
        """Give a key of stack.toml a value and go back to the list."""
        session = self.spec.session
        self.spec.call(lambda: session.set_stack(key, value), self._stack_given)

    def _stack_given(self, outcome: Outcome) -> None:
        self._receipt(outcome)
        if outcome.refused:
            return
        question = self.spec.picture.plan.question if self.spec.picture else None
        if question is None or question.kind != "stack":
            self.go_on()
            return
        values = self.stack[1].card if len(self.stack) > 1 else None
        self.stack = [Laid.of(card_for(question, self.spec.number))]
        if values is not None:
            self.stack.append(Laid.of(type(values)(question, number=self.spec.number)))
        self._show_top()

    def own_stack(self, text: str) -> None:
        """Answer the stack review with a file of one's own."""
        card = self.card
        if card is None:
            return
        path = text.strip()
        if path and "\n" not in path and "=" not in path:
            content = editor.read_text(self.spec.session.root, path)
            if content is None:
                sentence = messages.FILE_UNREADABLE.format(path=shown(path))
                self.say(Receipt(sentence, "!", "$error"))
                return
            text = content
        self.send(card.question.id, text, choose=3)

    def finish(self) -> None:
        """Finish with assumptions accepted."""
        self._finish(self._finished)

    def _finish(self, then: Callable[[Outcome], None]) -> None:
        session = self.spec.session
        self.spec.call(lambda: session.finish(accept_assumptions=True), then)

    def _complete_again(self, outcome: Outcome) -> None:
        """An answer that leaves nothing open: what it did is said where it was asked for."""
        said, came_from = self.receipt.receipt, self._came_from
        self._finished(outcome)
        picture = self.spec.picture
        if came_from and picture is not None and picture.state.complete:
            self._came_from = came_from
            self._return()
            self.spec.say(said)

    def _finished(self, outcome: Outcome) -> None:
        if outcome.blockers:
            self.lay(BlockersCard(outcome.blockers, others=False))
            self.say(messages.NOTHING_CHANGED)
            return
        self._receipt(outcome)
        picture = self.spec.picture
        if not outcome.refused or (picture is not None and picture.state.complete):
            self._came_from = ""
            self.go_on()

    def write_assumptions(self) -> None:
        """Take the usual answers of every open place, without finishing."""
        session = self.spec.session

        def take() -> Outcome:
            card = session.finish_card()
            return session.answer(card.id, choose=0) if card is not None else Outcome()

        self.spec.call(take, self.answered)

    # What comes back

    def answered(self, outcome: Outcome) -> None:
        """Show what an answer did."""
        if outcome.secrets:
            self._ask_about_secret(outcome)
            self.something_new()
            return
        self.something_new()
        self._receipt(outcome)
        if outcome.refused:
            self.draw()
            return
        self._answered = self._sent[0]
        self.spec.done += 1
        if self.spec.done % PAUSE_EVERY == 0:
            pause = messages.BREAK.format(count=self.spec.done)
            self.receipt.show(
                Receipt(self.receipt.receipt.text, "✓", "$success", (*outcome.notes, pause))
            )
        picture = self.spec.picture
        if picture is not None and picture.plan.question is None and picture.state.complete:
            # The last answer finishes: what nobody decided in stack.toml is said so.
            self._finish(self._complete_again)
            return
        before = len(self.kept)
        self.go_on()
        if len(self.kept) > before:
            shown = self.receipt.receipt
            self.say(replace(shown, notes=(*shown.notes, messages.KEPT)))
        if self._came_from == FINISHED and picture is not None and picture.reopened:
            shown = self.receipt.receipt
            self.say(replace(shown, notes=(*shown.notes, picture.reopened)))
        self._return()

    def _ask_about_secret(self, outcome: Outcome) -> None:
        from spec_tui.screens.dialogs import secret_found

        secret_found(self.spec, self._again)

    def _receipt(self, outcome: Outcome) -> None:
        receipt = receipt_of(outcome)
        if receipt is not None:
            self.say(receipt)

    def changed_on_disk(self, outcome: Outcome) -> None:
        """Take in what somebody else wrote; never touch a half-typed answer."""
        self._receipt(outcome)
        picture = self.spec.picture
        base = self.stack[0] if self.stack else None
        present = picture.plan.question if picture else None
        if base is not None and present is not None and base.card.question.id == present.id:
            if base.card.question != present:
                self._swap_base(present)
            self.draw()
            return
        if base is not None and len(self.stack) > 1 and present is not None:
            if base.half_typed:
                self.kept.append((base.card.question.text, base.text))
                self.say(Receipt(messages.SETTLED_ELSEWHERE, notes=(messages.KEPT,)))
            self.stack[0] = Laid.of(card_for(present, self.spec.number))
            self.draw()
            return
        before = len(self.kept)
        if self.spec.screen is self:
            self.something_new(over=True)
        self.go_on()
        if len(self.kept) > before:
            self.say(Receipt(messages.SETTLED_ELSEWHERE, notes=(messages.KEPT,)))

    def _swap_base(self, question: Question) -> None:
        """Show the same question with other words, keeping what was typed."""
        self.view.keep()
        old = self.stack[0]
        new = Laid.of(card_for(question, self.spec.number))
        new.text, new.chosen, new.boxed, new.long = old.text, 0, old.boxed, old.long
        new.cursor = old.cursor
        self.stack[0] = new
        if len(self.stack) == 1:
            self.view.lay(new)

    def undone(self, outcome: Outcome) -> None:
        """Show what undo or redo did; an answer taken back is in the box of its own question."""
        if outcome.refused:
            self._receipt(outcome)
            return
        before = len(self.kept)
        self.go_on()
        notes = list(outcome.notes)
        if outcome.prefill and not self._fill(outcome.prefill_for, outcome.prefill):
            notes.append(messages.IN_TRANSCRIPT)
            if self.laid is not None and self.laid.half_typed:
                notes.append(messages.STAYS_IN_BOX)
        if len(self.kept) > before:
            notes.append(messages.KEPT)
        self._receipt(replace(outcome, notes=tuple(notes)))
        self.draw()

    def _fill(self, question_id: str, words: str) -> bool:
        """Put an answer taken back where it was typed; False where it does not belong here."""
        laid = self.laid
        if laid is None or not question_id or laid.card.question.id != question_id:
            return False
        if laid.half_typed or laid.card.kind not in _TAKES_WORDS:
            return False
        laid.text = laid.start = words
        laid.cursor, laid.long = -1, laid.long or "\n" in words
        if laid.boxed:
            self.view.lay(laid)
        return True
