"""Sync: what a push would do, row by row, and the push itself (screens.md 6.14)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from spec_tui import sync_messages as words
from spec_tui.commands import Context
from spec_tui.modes import MODES
from spec_tui.screens import editor
from spec_tui.screens.page import Page
from spec_tui.screens.plans import redraw_lines
from spec_tui.screens.sync_dialogs import ask_duplicate, ask_target, choose_only
from spec_tui.screens.synccompare import Comparison
from spec_tui.screens.synclist import Seat, SyncFoot, SyncNote, SyncRows, SyncTop, where_words
from spec_tui.screens.syncroom import SyncRoom
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import shown

BELOW = 2
"""Progress line and key line."""


class SyncScreen(Page):
    """The target first, always; then the plan, grouped by what a push does with each row."""

    CSS_PATH = "sync.tcss"
    DEFAULT_CSS = "SyncScreen > ReceiptLine { display: none; }"
    mode = "sync"
    place = "sync"

    def __init__(self) -> None:
        super().__init__()
        self.told = Receipt("")
        self.seats: tuple[Seat, ...] = ()
        self.at = 0
        self.only = ""
        """Only rows of this group are listed; `` = all."""
        self.unfolded = False
        """What is the same is listed one by one."""
        self.comparing = False
        self.top = SyncTop(self)
        self.note = SyncNote(self)
        self.list = SyncRows(self)
        self.foot = SyncFoot(self)
        self.compare = Comparison(self)

    def body(self) -> ComposeResult:
        """Target and counts, the list or both sides of one row, the selected row."""
        with Vertical(id="body"):
            yield self.top
            yield self.note
            yield self.list
            yield self.foot
            yield self.compare

    def on_mount(self) -> None:
        """Start in the list; the server is not asked yet."""
        super().on_mount()
        self.set_focus(self.list)

    @property
    def room(self) -> SyncRoom:
        """What the app knows of sync."""
        return self.spec.sync

    @property
    def context(self) -> Context:
        """Where the person is now."""
        sheet = self.room.sheet
        return Context(
            place=self.place,
            focus="compare" if self.comparing else "rows",
            card="plan" if sheet.plan is not None else "unasked",
            choices=0 if self.room.pushing is not None else sheet.sends + sheet.unbegun,
            deeper=self.comparing or bool(self.only) or self.room.pushing is not None,
        )

    @property
    def seat(self) -> Seat | None:
        """The selected row, None where there is none."""
        return self.seats[self.at] if self.at < len(self.seats) else None

    def note_words(self) -> list[tuple[str, str]]:
        """What stands in the place of the list: (sentence, style)."""
        room = self.room
        where, sheet = room.desk.where, room.sheet
        origin = shown(where.target.origin) if where.target is not None else ""
        if room.reading and sheet.plan is None:
            return [(words.READING.format(origin=origin), "$muted")]
        missing = self._missing()
        if missing:
            return [(one, "$error") for one in missing]
        if sheet.trouble:
            return [(sheet.trouble, "$error")]
        if sheet.plan is None:
            return [(words.NOT_ASKED.format(what=words.WHAT[room.what]), "")]
        return []

    def _missing(self) -> list[str]:
        """What the environment does not say, and what to set."""
        where = self.room.desk.where
        if where.trouble:
            return [shown(where.trouble)]
        found = [] if where.key else [words.NO_KEY]
        if where.target is not None and not where.target.project:
            found.append(words.NO_PROJECT_SET)
        return found

    def state_words(self) -> str:
        """What a push would do now, or how it stands."""
        room, sheet = self.room, self.room.sheet
        plan = sheet.plan
        if plan is None:
            return ""
        if room.pushing == room.what:
            return words.STOPPING if room.stopping else words.STOPS
        if plan.problems:
            return words.REPAIR
        counts = sheet.counts()
        if sheet.pushed:
            return words.GOES_ON if sheet.unbegun else words.AFTERWARDS
        if sheet.sends:
            return words.BEFORE
        if not plan.rows:
            return words.NO_ITEMS if room.what == "items" else words.NO_SPECS
        if counts["same"] == len(plan.rows):
            only_one = len(plan.rows) == 1
            return words.SAME_ONE if only_one else words.SAME_HERE.format(count=len(plan.rows))
        return words.NOTHING_TO_SEND

    # drawing

    def draw_body(self, picture: Shown) -> None:
        """Draw the plan."""
        self._take()
        self.draw_plan()

    def _take(self) -> None:
        """List the rows anew; the selection stays on its row."""
        before = self.seat
        sheet = self.room.sheet
        plan = sheet.plan
        seats: list[Seat] = []
        if plan is not None:
            seats += [Seat("problem", at) for at in range(len(plan.problems)) if not self.only]
            for at in sheet.order:
                group = sheet.group(at)
                if (not self.only and group != "same") or (self.only and group == self.only):
                    seats.append(Seat("row", at))
            same = [at for at in sheet.order if sheet.group(at) == "same"]
            if same and not self.only:
                seats.append(Seat("same", len(same)))
                seats += [Seat("row", at) for at in same if self.unfolded]
            seats += [Seat("note", at) for at in range(len(plan.notes)) if not self.only]
        self.seats = tuple(seats)
        if before in self.seats:
            self.at = self.seats.index(before)
        self.at = max(0, min(self.at, len(self.seats) - 1))

    def draw_plan(self) -> None:
        """Draw everything between header and progress line."""
        self.compare.display = self.comparing
        self.note.display = not self.seats and not self.comparing
        self.list.display = bool(self.seats) and not self.comparing
        self.foot.display = not self.comparing
        for one in (self.top, self.note, self.foot):
            redraw_lines(one)
        width, height = self.app.size
        around = len(self.top.lines(width)) + len(self.foot.lines(width)) + 1 + BELOW
        self.list.styles.height = max(1, min(len(self.seats), height - around))
        self.list.redraw()
        self.compare.redraw()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self.list.redraw()
        self.list.show_row(self.at, around=1)

    def say(self, receipt: Receipt | str) -> None:
        """Put a sentence in the place of the counts."""
        self.told = Receipt(receipt) if isinstance(receipt, str) else receipt
        if self.is_mounted:
            self.draw_plan()

    def quiet(self) -> None:
        """A key was pressed: the last sentence has been read."""
        self.told = Receipt("")

    def select(self, number: int) -> None:
        """Select a row."""
        self.quiet()
        self.at = max(0, min(number, len(self.seats) - 1))
        self.draw_plan()
        self.draw_keys()

    # moving

    def do_move_sync(self, key: str) -> None:
        """Move the selection, or the two texts."""
        if self.comparing:
            page = max(1, self.compare.size.height - 2)
            steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
            ends = {"home": 0, "end": self.compare.count()}
            now = round(self.compare.scroll_offset.y)
            to = ends.get(key, now + steps.get(key, 0))
            self.compare.scroll_to(y=to, animate=False, force=True)
            return
        page = max(1, self.list.size.height - 2)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        ends = {"home": 0, "end": len(self.seats) - 1}
        self.select(ends.get(key, self.at + steps.get(key, 0)))

    def do_open_sync(self, key: str) -> None:
        """Both sides of a row; what can be done about a duplicate; the file of an error."""
        seat, sheet = self.seat, self.room.sheet
        if seat is None:
            self.say(words.NOTHING_HERE if sheet.plan is not None else words.NOT_READ)
            return
        self.quiet()
        if seat.kind == "same":
            self.unfolded = not self.unfolded
            self._take()
            self.draw_plan()
        elif seat.kind == "problem":
            self.do_edit_sync(key)
        elif seat.kind == "row" and sheet.group(seat.at) == "duplicate":
            self.do_create_anyway(key)
        elif seat.kind == "row":
            row = sheet.row(seat.at)
            self.comparing = True
            self.compare.show(row, self.room.desk.compare(self.room.what, row))
            self.draw_plan()
            self.set_focus(self.compare)
            self.draw_keys()

    def do_step_back(self, key: str) -> None:
        """From both sides to the list; stop the push; show all again; in this order."""
        self.quiet()
        if self.comparing:
            self.comparing = False
            self.draw_plan()
            self.set_focus(self.list)
            self.draw_keys()
        elif self.room.pushing is not None:
            self.do_stop_push(key)
        elif self.only:
            self._show_only("")

    def do_copy(self, key: str) -> None:
        """Stop a push; else copy what is selected, or say how to leave."""
        if self.room.pushing is not None and not self.get_selected_text():
            self.do_stop_push(key)
        else:
            self.spec.do_copy(key)

    def do_other_plan(self, key: str) -> None:
        """Tickets and tasks, or requirements and designs."""
        self.quiet()
        self.comparing = False
        self.only = ""
        self.at = 0
        self.seats = ()
        self.room.what = "specs" if self.room.what == "items" else "items"
        self._take()
        self.draw_plan()
        self.set_focus(self.list)

    def do_show_rows(self, key: str) -> None:
        """Ask which rows are shown."""
        if self.room.sheet.plan is None:
            self.say(words.NOT_READ)
            return
        self.quiet()
        choose_only(self.spec, self.room.sheet.counts(), self._show_only)

    def _show_only(self, group: str) -> None:
        self.only = group
        self._take()
        self.draw_plan()
        self.draw_keys()

    def do_sync_board(self, key: str) -> None:
        """Go to the board of artifacts."""
        self._view("artifacts", "Board")

    def do_sync_traces(self, key: str) -> None:
        """Go to the traces."""
        self._view("traceability", "Traces")

    def _view(self, mode: str, name: str) -> None:
        if any(one.id == mode for one in MODES):
            self.spec.run_command_id(mode)
        else:
            self.say(words.NOT_HERE.format(view=name))

    # changing what would be sent

    def do_leave_out(self, key: str) -> None:
        """Leave the selected row out, or take it in again."""
        seat, sheet = self.seat, self.room.sheet
        if self.room.pushing == self.room.what:
            self.say(words.UNDER_WAY)
            return
        group = sheet.group(seat.at) if seat is not None and seat.kind == "row" else ""
        if seat is None or group not in {"create", "update", "left out"}:
            self.say(words.CANNOT_LEAVE if sheet.plan is not None else words.NOT_READ)
            return
        self.quiet()
        key_here = sheet.row(seat.at).key
        if key_here in sheet.held and key_here not in sheet.left_out:
            self.say(words.HELD)
            return
        sheet.leave_out(sheet.left_out ^ {key_here})
        self._take()
        self.select(self.at + 1)

    def do_edit_sync(self, key: str) -> None:
        """Open the file behind the row in the editor, at its line."""
        seat, plan = self.seat, self.room.sheet.plan
        path, at = "", 1
        if seat is not None and plan is not None:
            if seat.kind == "problem":
                problem = plan.problems[seat.at]
                path, at = problem.path, problem.line
            elif seat.kind == "row":
                path = plan.rows[seat.at].path
        if not path:
            self.say(words.NO_FILE)
            return
        trouble = editor.open_file(self.spec, str(self.spec.session.root / path), at)
        if trouble:
            self.say(Receipt(trouble, "!", "$error"))

    # asking and sending

    def do_ask_server(self, key: str) -> None:
        """Read both sides and show what a push would do."""
        room = self.room
        if room.pushing is not None:
            self.say(words.UNDER_WAY)
            return
        if room.reading:
            self.say(words.IS_READING)
            return
        if self._missing():  # that stands in the place of the list
            self.quiet()
            self.draw_plan()
            return
        self.comparing = False
        again = room.sheet.plan is not None

        def then(trouble: str) -> None:
            self.quiet()
            if trouble and again:
                self.say(Receipt(trouble, "!", "$error"))
            elif again:
                self.say(words.NEWS)

        self.say(words.READING.format(origin=where_words(room.desk.where.target)[-1]))
        room.read(then)
        self.draw_plan()

    def do_push_plan(self, key: str) -> None:
        """Send the plan, after a yes where the server is new here."""
        room = self.room
        plan = room.sheet.plan
        if room.pushing is not None:
            self.say(words.UNDER_WAY)
        elif plan is None:
            self.say(words.NOT_READ)
        elif plan.problems:
            self.say(Receipt(words.REPAIR, "!", "$error"))
        elif not room.sheet.sends + room.sheet.unbegun:
            self.say(words.NOTHING_TO_SEND)
        elif room.desk.known:
            self._push()
        else:
            counts = room.sheet.counts()
            ask_target(self.spec, plan.target, counts["create"], counts["update"], self._push)

    def do_create_anyway(self, key: str) -> None:
        """Create a duplicate all the same, after a yes that has seen what is there."""
        seat, room = self.seat, self.room
        if room.pushing is not None:
            self.say(words.UNDER_WAY)
            return
        row = room.sheet.row(seat.at) if seat is not None and seat.kind == "row" else None
        if row is None or row.action != "duplicate" or not row.candidates:
            self.say(words.NOT_DUPLICATE)
            return
        ask_duplicate(self.spec, row, lambda: self._push(row.key))

    def _push(self, force: str = "") -> None:
        self.quiet()
        self.room.push(self._ended, confirmed=True, force=force)
        self._take()
        self.draw_plan()
        self.draw_keys()

    def _ended(self, receipt: Receipt) -> None:
        self.say(receipt)

    def do_stop_push(self, key: str) -> None:
        """Begin nothing more; the plan stays."""
        if self.room.pushing is None:
            self.say(words.NOTHING_TO_SEND)
            return
        self.room.stop()
        self.draw_plan()

    # undo belongs to the plans on disk: sync changes no file of a person

    def do_undo(self, key: str) -> None:
        """Take the last change of a plan back."""
        self.spec.plans.change(lambda desk: desk.undo(), undoable=False)

    def do_redo(self, key: str) -> None:
        """Put the last undone change back."""
        self.spec.plans.change(lambda desk: desk.redo(), undoable=False)
