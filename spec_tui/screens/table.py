"""What lies on the table: the cards of the interview, the panel beside them, and drafts."""

from __future__ import annotations

import time
from dataclasses import replace

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from spec_tui import messages
from spec_tui.commands import Context, command_for
from spec_tui.screens.page import Page, is_in
from spec_tui.screens.typeahead import Kind, TypeAhead
from spec_tui.widgets.cards import (
    Card,
    OffCard,
    StackValueCard,
    UnderstandingCard,
    card_for,
)
from spec_tui.widgets.cardview import CardView, Laid
from spec_tui.widgets.panel import CountsLine, StatusPanel
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.shown import Shown

DRAFT_DELAY = 1.5
"""Seconds between a key and the draft on disk; with the write it stays under two."""
_ACTS = frozenset(
    {"save", "save_line", "save_choice", "edit_answer", "dialog_take"}
    | {"skip", "later", "na", "unknown"}
)
"""Commands by which a question is answered or passed over."""
_STAYS = frozenset({"newline", "move", "dialog_move"})
"""Commands that lead nowhere else."""


class TableScreen(Page):
    """Cards in the middle, the panel at the right."""

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
        self._kept_on_disk: tuple[tuple[str, str], ...] = ()
        self.panel_shown = True
        self.panel_over = False
        """In a small window: the panel covers the card."""
        self.asked_at = 0.0
        self.ahead = TypeAhead()
        self._draft_timer_runs = False
        self._drafted: tuple[str, str, int] | None = None
        self._understood: object = None
        self._sent: tuple[str, str, int | None] = ("", "", None)
        self._came_from = ""
        self._answered = ""
        """Id of the question that was just answered."""
        self._saved = ""
        """The words that went with its answer: they need no keeping."""

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
        self._save_kept()
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

    def start(self, receipt: Receipt | None) -> None:
        """Lay the first question and say how things stand."""
        session = self.spec.session
        self.panel_shown = session.preference("panel", "shown") != "hidden"
        picture = self.spec.picture
        if picture is None:
            return
        draft = session.draft
        self._kept_on_disk = session.kept
        self.kept = list(self._kept_on_disk)
        self.something_new()
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
            self._lay(card_for(question, self.spec.number))
            laid = self.laid
        assert laid is not None
        laid.text, laid.cursor = text, cursor
        laid.long = laid.long or "\n" in text
        opening = [option.number for option in laid.card.options if option.opens_box]
        if len(opening) == 1:
            laid.chosen = laid.owner = opening[0]
        # Of several options with a box nobody knows which one the words were for.
        laid.boxed = len(opening) < 2
        self.view.lay(laid)

    def do_finish(self, key: str) -> None:
        """Show what stands between here and the end; the screen above knows how."""
        raise NotImplementedError

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
        if typed is not None:
            self._take_over(typed)
        understood = picture.understood
        if understood is not None and understood != self._understood:
            self._understood = understood
            self._lay(UnderstandingCard(understood))

    def _put_aside(self, question_id: str) -> Laid | None:
        """Clear the table; half-typed words are kept, or returned for the question that stays."""
        if self.stack:
            self.view.keep()
        typed = None
        for laid in self.stack:
            asked = laid.card.question
            done = asked.id == self._answered
            if not laid.half_typed or not asked.id or (done and laid.text == self._saved):
                continue
            if asked.id == question_id and not done:
                typed = laid
            else:
                self.kept.append((asked.text, laid.text))
        self.stack = []
        self._answered = ""
        return typed

    def _take_over(self, typed: Laid) -> None:
        """Go on with what was half-typed on the same question, under the same option."""
        laid = self.laid
        if laid is None:
            return
        laid.text, laid.cursor, laid.owner = typed.text, typed.cursor, typed.owner
        laid.long = laid.long or typed.long
        if typed.boxed and laid.card.options == typed.card.options:
            laid.chosen, laid.boxed = typed.chosen, True
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

    # What is typed before a question can be seen

    def something_new(self, *, over: bool = False) -> None:
        """Something that nobody could foresee comes on the screen; see `TypeAhead.begin`."""
        self.ahead.begin(time.monotonic(), over=over)
        self.spec.screen.call_after_refresh(lambda: self.ahead.painted(time.monotonic()))

    def typed_ahead(self, event: events.Key | events.Paste) -> bool:
        """Deal with a key that was typed before its question could be seen; False for others."""
        key = event.key if isinstance(event, events.Key) else ""
        empty_box = self.spec.focused is self.view.box and not self.view.box.text
        fate = self.ahead.judge(event.time, self._kind(event), empty_box=empty_box)
        if fate == "keep":
            self._keep_typed(words_of(event), key)
        return fate != "usual"

    def _kind(self, event: events.Key | events.Paste) -> Kind:
        if words_of(event):
            return "words"
        context = getattr(self.spec.screen, "context", None)
        if not isinstance(event, events.Key) or context is None:
            return "edits"
        command = command_for(event.key, context)
        if command is None or command.id in _STAYS:
            return "edits"
        return "acts" if command.id in _ACTS else "goes"

    def _keep_typed(self, words: str, key: str) -> None:
        """Keep words aside, as the end of those kept last where they belong to them."""
        text = self.kept.pop()[1] if self.ahead.goes_on else ""
        breaks = "\n" if key in {"enter", "ctrl+j"} else ""
        text = text[:-1] if key == "backspace" else text + (words or breaks)
        self.ahead.goes_on = bool(text)
        if text:
            self.kept.append((messages.TYPED_AHEAD, text))
        told = self.receipt.receipt
        if messages.KEPT not in told.notes:
            self.say(replace(told, notes=(*told.notes, messages.KEPT)))

    # Drafts

    def on_text_area_changed(self) -> None:
        """Keep the half-typed answer, at most two seconds behind."""
        laid = self.laid
        if laid is not None and laid.boxed and self.view.box.answer != laid.start:
            laid.touched = True
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
        self._save_kept()

    def _save_kept(self) -> None:
        """Hand over the half-typed words whose questions went away."""
        kept = tuple(self.kept)
        if kept != self._kept_on_disk:
            self._kept_on_disk = kept
            session = self.spec.session
            self.spec.quietly(lambda: session.keep(kept))


def words_of(event: events.Key | events.Paste) -> str:
    """The text that a key or a paste stands for, "" where it is none."""
    if isinstance(event, events.Paste):
        return event.text
    return event.character or "" if event.is_printable else ""
