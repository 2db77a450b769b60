"""Going from mode to mode, and the screen that says that the spec is complete."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from textual.app import App

from spec_tui import messages
from spec_tui.interview.model import Question
from spec_tui.modes import MODES, opener
from spec_tui.screens.answering import FINISHED
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.shown import Shown

if TYPE_CHECKING:
    from spec_tui.screens.interview import InterviewScreen


def _goes(mode: str) -> Callable[[Going, str], None]:
    """The method behind the command that goes to a mode."""

    def go(app: Going, key: str) -> None:
        app.switch_mode(mode)

    go.__doc__ = f"Go to {mode}."
    return go


class Room(Protocol):
    """What screens of a mode know; it works in a thread of its own."""

    def watch(self) -> None:
        """Look at the disk, where somebody sees it."""

    def close(self) -> None:
        """Wait until everything handed over is written."""


class Going(App[int]):
    """The part of the app that knows the modes."""

    MODES: ClassVar[dict[str, Any]] = {mode.id: opener(mode) for mode in MODES}
    DEFAULT_MODE = "interview"
    picture: Shown | None
    _complete_elsewhere = False
    """The spec became complete while somebody was in another mode."""

    @property
    def interview(self) -> InterviewScreen:
        """The screen of the interview."""
        raise NotImplementedError

    def say(self, receipt: Receipt | str) -> None:
        """Say a sentence where the person is."""
        raise NotImplementedError

    def try_ask(self, question_id: str) -> Question | None:
        """Return a question, None where it is not asked any more."""
        raise NotImplementedError

    def do_interview(self, key: str) -> None:
        """Go to the interview; what became complete meanwhile is said there."""
        self.switch_mode("interview")
        if self._complete_elsewhere:
            self._complete_elsewhere = False
            if self.picture is not None and self.picture.state.complete:
                self.show_finished()

    def show_finished(self) -> None:
        """Show that the spec is complete; in another mode nobody is interrupted."""
        from spec_tui.screens.finished import FinishedScreen

        if self.current_mode != self.DEFAULT_MODE:
            self._complete_elsewhere = True
        elif not any(isinstance(screen, FinishedScreen) for screen in self.screen_stack):
            self.push_screen(FinishedScreen())

    def hide_finished(self) -> None:
        """Take the finished screen away, where it is shown and not true any more."""
        from spec_tui.screens.finished import FinishedScreen

        if isinstance(self.screen, FinishedScreen):
            self.pop_screen()

    def change_answer(self, question_id: str, number: int = 0) -> None:
        """Open an answer of a finished spec; esc brings the finished screen back."""
        if self.try_ask(question_id) is None:
            self.say(messages.NO_SUCH_QUESTION)
            return
        self.hide_finished()
        self.interview.ask_from(FINISHED, question_id, number)

    def answer_from(self, mode: str, question_id: str, number: int = 0) -> None:
        """Open a question from another mode, also one of a finished spec; esc goes back there."""
        if self.try_ask(question_id) is None:
            self.say(messages.NO_SUCH_QUESTION)
            return
        self.switch_mode(self.DEFAULT_MODE)
        self.hide_finished()
        self.interview.ask_from(mode, question_id, number)

    def reopen(self) -> None:
        """Go back to the questions of a spec that was complete, and say why."""
        self.hide_finished()
        shown = self.picture
        if shown is not None and not shown.state.complete:
            self.interview.go_on()
            if shown.reopened:
                self.say(Receipt(shown.reopened, "!", "$warning"))


for _mode in MODES:
    if not hasattr(Going, f"do_{_mode.id}"):
        setattr(Going, f"do_{_mode.id}", _goes(_mode.id))
