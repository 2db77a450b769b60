"""The interview: one question, the live panel, a receipt (screens.md 6.1 to 6.7)."""

from __future__ import annotations

from spec_tui import messages
from spec_tui.interview.model import Depth, Intent, Outcome, Question
from spec_tui.screens import editor
from spec_tui.screens.answering import AnsweringScreen
from spec_tui.widgets.cards import (
    BlockersCard,
    Card,
    FinishCard,
)
from spec_tui.widgets.receipt import Receipt

ENTER_GUARD = 0.3
"""Seconds after a new question in which Enter is ignored."""


class InterviewScreen(AnsweringScreen):
    """One question at a time: what each key does."""

    CSS_PATH = "interview.tcss"

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
        soon = self.spec.clock() - self.asked_at < ENTER_GUARD
        if soon:
            self.ahead.too_soon(words=self._boxed and bool(self.view.box.text))
        return soon

    def do_save(self, key: str) -> None:
        """Save what is typed or chosen."""
        laid, card = self.laid, self.card
        if laid is None or card is None or card.kind == "off":
            return
        self._saved = ""
        if laid.boxed:
            self.view.keep()
            if laid.unchanged:
                self._ask_for_words()
                return
            if self._word(laid.text):
                return
            self._saved = laid.text
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
            # Words go with the option they were typed for, and with no other.
            if laid.owner == option.number and laid.half_typed:
                self._saved = laid.text
            card.choose(self, option.number, self._saved)

    def _ask_for_words(self) -> None:
        """Say what the open box waits for: Enter alone answers no choice that needs words."""
        box = self.view.box
        words = messages.CHANGE_WORDS if box.text.strip() else messages.TYPE_WORDS
        self.say(words.format(key="ctrl+s" if box.long else "enter"))
        self.view.focus_card()

    def on_answer_box_hasty(self) -> None:
        """Enter right after the number of a choice whose words are long."""
        self._ask_for_words()

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
            self.spec.run_command_id("example")
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

    def _intent(self, intent: Intent, reason: str = "", of: Card | None = None) -> None:
        card = of or self.card
        if card is not None and card.question.id:
            self.send_intent(card.question.id, intent, reason)

    def do_na(self, key: str) -> None:
        """Ask why it does not apply."""
        from spec_tui.screens.dialogs import not_applicable

        # While the dialog is open, the disk may bring another question.
        card = self.card
        not_applicable(self.spec, lambda reason: self._intent("na", reason, card))

    def do_seek(self, key: str) -> None:
        """Ask for words of an answer that stands in the text, and show what holds them."""
        from spec_tui.screens.dialogs import find_words

        self.view.keep()
        card = self.card
        find_words(self.spec, lambda words: self._seek(words, card))

    def _seek(self, words: str, card: Card | None) -> None:
        if card is not None:
            session, question_id = self.spec.session, card.question.id
            self.spec.call(lambda: session.seek(question_id, words), self._sought)

    def _sought(self, outcome: Outcome) -> None:
        self._receipt(outcome)
        if not outcome.refused:
            self.go_on()

    def do_unknown(self, key: str) -> None:
        """Ask what to do with a question that nobody here can answer."""
        from spec_tui.screens.dialogs import do_not_know

        card = self.card
        if card is None:
            return
        facet = self.spec.try_facet(card.question.id)
        if card.kind in {"question", "choice"} and facet is not None:
            default = facet.default
            do_not_know(self.spec, default, lambda say, why: self._intent(say, why, card))
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
        self.ask(answers[-1].question_id, answers[-1].number)

    def do_answers(self, key: str, section: str = "") -> None:
        """List the answers."""
        from spec_tui.screens.dialogs import my_answers

        self.view.keep()
        my_answers(self.spec, section, self.ask, self.kept, self._use_kept)

    def _use_kept(self, index: int) -> None:
        laid = self.laid
        if laid is None:
            return
        _, text = self.kept.pop(index)
        if laid.half_typed:
            self.kept.append((laid.card.question.text, laid.text))
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
        laid.text, laid.cursor, laid.boxed, laid.owner = result.text, -1, True, laid.chosen
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
