"""The interview: one question, the live panel, a receipt (screens.md 6.1 to 6.7)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from spec_tui import messages
from spec_tui.commands import Context
from spec_tui.interview.model import Depth, Intent, Outcome, Question
from spec_tui.screens import editor
from spec_tui.screens.page import Page, is_in
from spec_tui.session import Answered
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.cards import (
    BlockersCard,
    Card,
    FinishCard,
    OffCard,
    StackValueCard,
    UnderstandingCard,
    card_for,
)
from spec_tui.widgets.cardview import CardView, Laid
from spec_tui.widgets.panel import CountsLine, StatusPanel
from spec_tui.widgets.receipt import Receipt, receipt_of
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import shown

ENTER_GUARD = 0.3
"""Seconds after a new question in which Enter is ignored."""
DRAFT_DELAY = 1.5
"""Seconds between a key and the draft on disk; with the write it stays under two."""
PAUSE_EVERY = 15
"""Answers after which a pause is suggested."""


class InterviewScreen(Page):
    """One question at a time."""

    CSS_PATH = "interview.tcss"
    mode = "interview"
    place = "interview"

    def __init__(self) -> None:
        super().__init__()
        self.view = CardView()
        self.panel = StatusPanel()
        self.counts = CountsLine()
        self.stack: list[Laid] = []
        self.kept: list[tuple[str, str]] = []
        """Half-typed answers whose question went away: (question, text)."""
        self.panel_shown = True
        self.asked_at = 0.0
        self._draft_timer_runs = False
        self._understood: object = None
        self._sent: tuple[str, str, int | None] = ("", "", None)
        self._came_from = ""
        self._answered = ""
        """Id of the question whose words were just saved: they need no keeping."""

    def body(self) -> ComposeResult:
        """Counts in a small window; card; panel."""
        with Horizontal(id="body"):
            with Vertical(id="middle"):
                yield self.counts
                yield self.view
            yield self.panel

    # What is on the table

    @property
    def laid(self) -> Laid | None:
        """The card on top."""
        return self.stack[-1] if self.stack else None

    @property
    def card(self) -> Card | None:
        """The card on top, as data."""
        return self.stack[-1].card if self.stack else None

    @property
    def context(self) -> Context:
        """Where the person is now."""
        picture = self.spec.picture
        focus = self._region()
        card = self.card
        return Context(
            place=self.place,
            typing=focus in {"line", "box"},
            focus=focus,
            card=card.kind if card else "",
            choices=min(9, len(card.options)) if card and card.numbered and not self._boxed else 0,
            off=picture.read_only if picture else "",
            deeper=len(self.stack) > 1,
        )

    @property
    def _boxed(self) -> bool:
        return bool(self.stack and self.stack[-1].boxed)

    def _region(self) -> str:
        if is_in(self.focused, self.panel):
            return "panel"
        if self.focused is self.view.box:
            return "box" if self.view.box.long else "line"
        if self.focused is self.view.options:
            return "options"
        return "card"

    def draw_body(self, picture: Shown) -> None:
        """Draw card and panel of a picture."""
        arranged = self.arranged
        wide_panel = self.panel_shown and not arranged.folded
        over = arranged.folded and self.panel_over
        self.panel.display = wide_panel or over
        self.panel.styles.width = "1fr" if over else max(1, arranged.panel)
        self.query_one("#middle").display = not over
        self.counts.display = arranged.folded and arranged.size != "least"
        asked = self.card.question.section if self.card else ""
        self.panel.show(picture, arranged, asked)
        self.counts.show(picture)
        self.view.arranged = arranged
        self.view.read_only = bool(picture.read_only)
        self.view.lay_out()

    panel_over = False
    """In a small window: the panel covers the card."""

    def start(self, receipt: Receipt | None) -> None:
        """Lay the first question and say how things stand."""
        session = self.spec.session
        self.panel_shown = session.preference("panel", "shown") != "hidden"
        picture = self.spec.picture
        if picture is None:
            return
        draft = session.draft
        self.go_on()
        if draft is not None and draft.text and not picture.read_only:
            self._restore(draft.question_id, draft.text, draft.cursor)
        if picture.read_only:
            self.say(Receipt(picture.read_only, "!", "$error"))
        elif picture.notice:
            self.say(Receipt(picture.notice, "!", "$warning"))
        elif receipt is not None:
            self.say(receipt)
        self.draw()

    def _restore(self, question_id: str, text: str, cursor: int) -> None:
        laid = self.laid
        if laid is None or laid.card.question.id != question_id:
            question = self.spec.try_ask(question_id)
            if question is None:
                self.kept.append((question_id, text))
                return
            self.lay(card_for(question, self.spec.number))
            laid = self.laid
        assert laid is not None
        laid.text, laid.cursor = text, cursor
        laid.long = laid.long or "\n" in text
        if laid.card.options and not laid.boxed:
            opening = [option.number for option in laid.card.options if option.opens_box]
            laid.chosen = opening[-1] if opening else 0
        laid.boxed = True
        self.view.lay(laid)

    def go_on(self) -> None:
        """Lay the question that is due now, or finish."""
        picture = self.spec.picture
        if picture is None:
            return
        question = picture.plan.question
        typed = self._put_aside(question.id if question is not None else "")
        if question is None:
            if picture.state.complete:
                self._lay(OffCard(messages.COMPLETE, messages.NOTHING_TO_ASK))
                self.spec.show_finished()
            elif picture.read_only:
                self._lay(OffCard(messages.OFF_TITLE, picture.read_only))
            else:
                self._lay(OffCard(messages.FINISH, messages.NOTHING_CHANGED))
                self.do_finish("")
            return
        self._lay(card_for(question, picture.number))
        if typed:
            self._type(typed)
        understood = picture.understood
        if understood is not None and understood != self._understood:
            self._understood = understood
            self._lay(UnderstandingCard(understood))

    def _put_aside(self, question_id: str) -> str:
        """Clear the table; half-typed words are kept, or returned for the question that stays."""
        if self.stack:
            self.view.keep()
        typed = ""
        for laid in self.stack:
            asked = laid.card.question
            words = laid.text if laid.text.strip() and laid.text != laid.start else ""
            if not words or not asked.id or asked.id == self._answered:
                continue
            if asked.id == question_id:
                typed = words
            else:
                self.kept.append((asked.text, words))
        self.stack = []
        self._answered = ""
        return typed

    def _type(self, text: str) -> None:
        """Put words into the box of the card on top."""
        laid = self.laid
        if laid is None or not laid.card.question.id:
            return
        laid.text, laid.cursor, laid.boxed = text, -1, laid.boxed or not laid.card.options
        laid.long = laid.long or "\n" in text
        if laid.boxed:
            self.view.lay(laid)

    def _lay(self, card: Card) -> None:
        if self.stack:
            self.view.keep()
        self.stack.append(Laid.of(card))
        self._show_top()

    def _show_top(self) -> None:
        laid = self.laid
        if laid is None:
            return
        self.asked_at = self.spec.clock()
        self.view.example = False
        self.view.lay(laid)
        self.draw()

    # Desk: what cards ask for

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
        if came_from:
            self.spec.run_command_id(came_from)

    def ask(self, question_id: str, number: int = 0) -> None:
        """Open one question; esc goes on with the present one."""
        question = self.spec.try_ask(question_id)
        if question is None:
            self.say(messages.NO_SUCH_QUESTION)
            return
        present = self.spec.picture and self.spec.picture.plan.question
        if present is not None and present.id == question.id and not question.prefill:
            while len(self.stack) > 1:
                self.stack.pop()
            self._show_top()
            return
        self.lay(card_for(question, number or self.spec.number))

    def ask_from(self, place: str, question_id: str) -> None:
        """Open a question from another mode; esc goes back there."""
        self.ask(question_id)
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
        session = self.spec.session
        self.spec.call(
            lambda: session.answer(question_id, text, choose=choose, secret=secret),
            self.answered,
        )

    def send_intent(self, question_id: str, intent: Intent, reason: str = "") -> None:
        """Say skip, later, don't know or n/a."""
        session = self.spec.session
        self._sent = (question_id, "", None)
        self.spec.call(
            lambda: session.answer(question_id, intent=intent, reason=reason), self.answered
        )

    def undo(self) -> None:
        """Take the last change back."""
        self.spec.run_command_id("undo")

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
        session = self.spec.session
        self.spec.call(lambda: session.finish(accept_assumptions=True), self._finished)

    def _finished(self, outcome: Outcome) -> None:
        if outcome.blockers:
            self.lay(BlockersCard(outcome.blockers, others=False))
            self.say(messages.NOTHING_CHANGED)
            return
        self._receipt(outcome)
        if not outcome.refused:
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
            return
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
        self.go_on()
        self._return()

    def _ask_about_secret(self, outcome: Outcome) -> None:
        from spec_tui.screens.dialogs import secret_found

        question_id, text, choose = self._sent
        secret_found(self.spec, lambda way: self._send(question_id, text, choose, way))

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
        if len(self.stack) > 1 and present is not None:
            self.stack[0] = Laid.of(card_for(present, self.spec.number))
            self.draw()
            return
        before = len(self.kept)
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
        """Show what undo or redo did; the answer taken back is in the box again."""
        self._receipt(outcome)
        if outcome.refused:
            return
        self.go_on()
        if outcome.prefill:
            self._type(outcome.prefill)
        self.draw()

    # Drafts

    def on_text_area_changed(self) -> None:
        """Keep the half-typed answer, at most two seconds behind."""
        if not self._draft_timer_runs and self._draft() is not None:
            self._draft_timer_runs = True
            self.set_timer(DRAFT_DELAY, self._save_draft)

    def _draft(self) -> tuple[str, str, int] | None:
        laid = self.laid
        if laid is None or not laid.boxed or not laid.card.question.id:
            return None
        if isinstance(laid.card, StackValueCard):
            return None
        return (laid.card.question.id, self.view.box.answer, self.view.box.cursor_offset)

    def _save_draft(self) -> None:
        self._draft_timer_runs = False
        self.flush_draft()

    def flush_draft(self) -> None:
        """Hand the half-typed answer over now."""
        draft = self._draft()
        if draft is not None and draft != self._drafted:
            self._drafted = draft
            session = self.spec.session
            self.spec.quietly(lambda: session.save_draft(*draft))

    _drafted: tuple[str, str, int] | None = None

    # Commands

    def do_choose(self, key: str) -> None:
        """Select an option by its number."""
        card = self.card
        if card is None or not key.isdigit():
            self.say(messages.CHOOSE_FIRST)
            return
        number = int(key)
        option = next((one for one in card.options if one.number == number), None)
        if option is None:
            return
        if option.off:
            self.say(Receipt(option.off, "!", "$error"))
            return
        self.view.choose(number)
        if option.opens_box:
            self.view.open_box(long=not card.box_line(number))
        self.draw_keys()

    def do_choose_letter(self, key: str) -> None:
        """Select an option by its letter."""
        self.do_choose(str(" abcd".index(key)))

    def do_yes(self, key: str) -> None:
        """Take the first option."""
        self.do_choose("1")
        self.do_save("")

    def do_move(self, key: str) -> None:
        """Move the selection in the options or the panel."""
        if self._region() == "panel":
            self.panel.move(key)
            return
        laid, card = self.laid, self.card
        if laid is None or card is None:
            return
        numbers = [option.number for option in card.options if not option.off]
        if not numbers:
            return
        at = numbers.index(laid.chosen) if laid.chosen in numbers else -1
        last = len(numbers) - 1
        if key in {"home", "pageup"}:
            at = 0
        elif key in {"end", "pagedown"}:
            at = last
        elif key in {"down", "j"}:
            at = min(last, at + 1)
        else:
            at = max(0, at - 1)
        self.view.choose(numbers[at])

    def do_save_choice(self, key: str) -> None:
        """Enter on the options."""
        if self._too_soon():
            return
        self.do_save(key)

    def do_save_line(self, key: str) -> None:
        """Enter in a box of one line."""
        if self._too_soon():
            return
        self.do_save(key)

    def _too_soon(self) -> bool:
        return self.spec.clock() - self.asked_at < ENTER_GUARD

    def do_save(self, key: str) -> None:
        """Save what is typed or chosen."""
        laid, card = self.laid, self.card
        if laid is None or card is None or card.kind == "off":
            return
        if laid.boxed:
            self.view.keep()
            if self._word(laid.text):
                return
            if laid.chosen and card.options:
                card.choose(self, laid.chosen, laid.text)
            else:
                card.write(self, laid.text)
            return
        option = next((one for one in card.options if one.number == laid.chosen), None)
        if option is None:
            card.enter(self)
        elif option.opens_box:
            self.view.open_box(long=not card.box_line(option.number))
            self.draw_keys()
        else:
            card.choose(self, option.number, laid.text)

    def _word(self, text: str) -> bool:
        """Do what a word typed alone asks for; the words that write are the session's."""
        word = " ".join(text.split()).casefold()
        if word == "stop":
            self._clear()
            self.spec.run_command_id("leave")
        elif word == "back":
            self._clear()
            self.do_back("")
        elif word in {"why", "example"}:
            self._clear()
            self.do_example("")
        elif word in {"n/a", "na"} and self.card is not None and self.card.kind == "question":
            self._clear()
            self.do_na("")
        else:
            return False
        return True

    def _clear(self) -> None:
        self.view.box.load("", long=self.view.box.long)
        self.view.keep()
        self.flush_draft()

    def do_edit_answer(self, key: str) -> None:
        """Put the cursor into the box again."""
        self.view.focus_card()

    def do_newline(self, key: str) -> None:
        """Make a new line in the box."""
        self.view.box.new_line()
        self.draw_keys()

    def do_skip(self, key: str) -> None:
        """Skip the question."""
        self._intent("skip")

    def do_later(self, key: str) -> None:
        """Put the question off."""
        self._intent("later")

    def _intent(self, intent: Intent, reason: str = "") -> None:
        card = self.card
        if card is not None and card.question.id:
            self.send_intent(card.question.id, intent, reason)

    def do_na(self, key: str) -> None:
        """Ask why it does not apply."""
        from spec_tui.screens.dialogs import not_applicable

        not_applicable(self.spec, lambda reason: self._intent("na", reason))

    def do_unknown(self, key: str) -> None:
        """Ask what to do with a question that nobody here can answer."""
        from spec_tui.screens.dialogs import do_not_know

        card = self.card
        if card is None:
            return
        facet = self.spec.try_facet(card.question.id)
        if card.kind in {"question", "choice"} and facet is not None and facet.default:
            do_not_know(self.spec, facet.default, self._intent)
        else:
            self._intent("unknown")

    def do_example(self, key: str) -> None:
        """Show or hide the example."""
        self.view.example = not self.view.example
        self.view.lay_out()

    def do_back(self, key: str) -> None:
        """Reopen the last answer."""
        answers = self.spec.session.answers()
        if not answers:
            self.say(messages.ALREADY)
            return
        self._reopen(answers[-1])

    def _reopen(self, answered: Answered) -> None:
        self.ask(answered.question_id, answered.number)

    def do_answers(self, key: str, section: str = "") -> None:
        """List the answers."""
        from spec_tui.screens.dialogs import my_answers

        self.view.keep()
        my_answers(self.spec, self.kept, section, self._reopen, self._use_kept)

    def _use_kept(self, index: int) -> None:
        _, text = self.kept.pop(index)
        laid = self.laid
        if laid is None:
            return
        laid.text, laid.boxed, laid.long = text, True, laid.long or "\n" in text
        self.view.lay(laid)

    def do_open_section(self, key: str) -> None:
        """List the answers of the section under the cursor."""
        self.do_answers(key, self.panel.section_id)

    def do_depth(self, key: str) -> None:
        """Choose how deep the interview goes."""
        from spec_tui.screens.dialogs import how_deep

        how_deep(self.spec, self._set_depth)

    def _set_depth(self, depth: Depth) -> None:
        session = self.spec.session
        self.spec.call(lambda: session.set_depth(depth), lambda _: self._depth_set(depth))

    def _depth_set(self, depth: Depth) -> None:
        picture = self.spec.picture
        assert picture is not None
        self.say(
            messages.DEPTH_NOW.format(
                depth=depth, left=picture.plan.remaining, minutes=picture.plan.minutes
            )
        )
        self.changed_on_disk(Outcome())

    def do_finish(self, key: str) -> None:
        """Show what is in the way, or what would be assumed, or finish."""
        session = self.spec.session
        self.view.keep()
        self.spec.call(lambda: (session.blockers(), session.finish_card()), self._show_finish)

    def _show_finish(self, found: tuple[tuple[object, ...], Question | None]) -> None:
        blockers, question = found
        if self.card is not None and self.card.kind in {"blockers", "finish"}:
            self.stack.pop()
        if blockers:
            self.lay(BlockersCard(blockers, others=question is not None))  # type: ignore[arg-type]
            self.say(messages.NOTHING_CHANGED)
        elif question is not None:
            self.lay(FinishCard(question, self._titles()))
            self.say(messages.NOTHING_CHANGED)
        else:
            self.finish()

    def _titles(self) -> dict[str, str]:
        picture = self.spec.picture
        listed = picture.state.sections if picture is not None else ()
        return {one.section.id: f"§{one.section.number} {one.section.title}" for one in listed}

    def do_editor(self, key: str) -> None:
        """Write the answer in the person's editor."""
        laid = self.laid
        if laid is None or not (laid.boxed or laid.chosen or not laid.card.options):
            self.say(messages.CHOOSE_FIRST)
            return
        self.view.keep()
        result = editor.edit_text(self.spec, laid.text)
        if result.problem:
            self.say(Receipt(result.problem, "!", "$error"))
            return
        laid.text, laid.cursor, laid.boxed = result.text, -1, True
        laid.long = laid.long or "\n" in result.text
        self.view.lay(laid)
        self.flush_draft()
        self.say(messages.FROM_EDITOR)
        self.draw()

    def do_panel(self, key: str) -> None:
        """Show or hide the panel."""
        if self.arranged.folded:
            self.panel_over = not self.panel_over
            self.draw()
            if self.panel_over:
                self.set_focus(self.panel)
            else:
                self.view.focus_card()
            return
        self.panel_shown = not self.panel_shown
        if not self.panel_shown and self._region() == "panel":
            self.view.focus_card()
        word = "shown" if self.panel_shown else "hidden"
        session = self.spec.session
        self.spec.quietly(lambda: session.set_preference("panel", word))
        self.draw()

    def do_step_back(self, key: str) -> None:
        """Panel, option box, editor, reopened question, in this order."""
        laid = self.laid
        if self.panel_over:
            self.do_panel(key)
        elif self._region() == "panel":
            self.view.focus_card()
        elif laid is not None and laid.boxed and laid.card.options:
            self.view.close_box()
            self.flush_draft()
        elif self.focused is self.view.box and not self._reopened_untouched():
            self.flush_draft()
            self.set_focus(self.view)
        elif len(self.stack) > 1:
            self.put_back()
        elif self._came_from:
            self._return()
        elif laid is not None and laid.chosen:
            self.view.choose(0)
        self.draw_keys()

    def _reopened_untouched(self) -> bool:
        laid = self.laid
        return len(self.stack) > 1 and laid is not None and self.view.box.answer == laid.start

    def on_answer_box_resized(self) -> None:
        """A long answer has other keys."""
        self.draw_keys()

    def on_text_area_selection_changed(self) -> None:
        """Nothing to draw; the cursor is the box's own business."""


__all__ = ["AnswerBox", "InterviewScreen"]
