"""What the app knows of sync: the desk with a thread of its own, the plans it read, a push."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from spec_tui import sync_messages as words
from spec_tui.documents.visible import visible
from spec_tui.omoi_os.sync.model import Row, SyncPlan
from spec_tui.syncdesk import Dates, SyncDesk, again, forced, needs
from spec_tui.syncing import What
from spec_tui.widgets import glyphs
from spec_tui.widgets.receipt import Receipt

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

T = TypeVar("T")


def desk_of(root: Path) -> SyncDesk:
    """The desk over a repository: where to, and with which key, is the environment's to say."""
    return SyncDesk(root, os.environ)


@dataclass
class Sheet:
    """One plan as a person looks at it; rows are known by their place in the plan."""

    plan: SyncPlan | None = None
    order: tuple[int, ...] = ()
    """Places of the rows by what a push would do with them; it stays while a push changes that."""
    dates: dict[str, Dates] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    """Keys of rows that a person does not want to send."""
    held: frozenset[str] = frozenset()
    """Those, and what cannot be sent without them."""
    live: dict[str, Row] = field(default_factory=dict)
    """Rows as a push that is under way has left them, by key."""
    trouble: str = ""
    """Why the server could not be asked."""
    pushed: bool = False

    def row(self, at: int) -> Row:
        """A row as it stands now."""
        assert self.plan is not None
        row = self.plan.rows[at]
        return self.live.get(row.key, row)

    def group(self, at: int) -> str:
        """What becomes of a row, or has become of it: a name of `sync_messages.GROUPS`."""
        row = self.row(at)
        match row.state:
            case "planned":
                if row.sends and row.key in self.held:
                    return "left out"
                if row.action == "skip":
                    return "skip" if row.fields else "same"
                return row.action
            case "same" if row.fields:  # only the server changed it, and that stays
                return "skip"
            case "failed":
                return "duplicate" if row.action == "duplicate" else "failed"
            case _:
                return row.state

    def counts(self) -> Counter[str]:
        """How many rows of each group."""
        rows = self.plan.rows if self.plan is not None else ()
        return Counter(self.group(at) for at in range(len(rows)))

    @property
    def sends(self) -> int:
        """How many rows a push would send."""
        if self.plan is None:
            return 0
        return sum(row.sends and row.key not in self.held for row in self.plan.rows)

    def leave_out(self, keys: frozenset[str]) -> None:
        """Leave rows out, and with a thing to be created what needs it to be there."""
        self.left_out = self.held = keys
        if self.plan is None:
            return
        made = {row.key for row in self.plan.rows if row.action == "create"}
        held = set(keys)
        for row in self.plan.rows:  # in the order of sending, so what is needed comes first
            if row.sends and any(need in held and need in made for need in needs(row)):
                held.add(row.key)
        self.held = frozenset(held)

    @property
    def unbegun(self) -> int:
        """How many rows the last push did not begin, so that the next one sends them."""
        if self.plan is None or not self.pushed:
            return 0
        return again(self.plan).sends - self.plan.sends


class SyncRoom:
    """Nothing is asked before somebody presses a key for it; no key waits for the server."""

    def __init__(self, app: SpecApp) -> None:
        self.app = app
        self.desk = desk_of(app.session.root)
        self.what: What = "items"
        self.sheets: dict[What, Sheet] = {"items": Sheet(), "specs": Sheet()}
        self.reading = False
        self.pushing: What | None = None
        self.settled = self.total = 0
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sync-desk")
        self._stop = False
        self._drawing = False

    @property
    def sheet(self) -> Sheet:
        """The plan that is looked at."""
        return self.sheets[self.what]

    @property
    def stopping(self) -> bool:
        """Somebody asked the push to stop."""
        return self._stop

    # reading

    def read(self, then: Callable[[str], None]) -> None:
        """Ask the server what a push would do; `then` gets why it could not, `` where it could."""
        what = self.what
        self.reading = True
        self.app.busy += 1

        def work() -> tuple[SyncPlan | str, dict[str, Dates]]:
            plan = self.desk.read(what)
            return plan, {} if isinstance(plan, str) else self.desk.dates(plan)

        def took(found: tuple[SyncPlan | str, dict[str, Dates]]) -> None:
            self.reading = False
            self.app.busy -= 1
            plan, dates = found
            sheet = self.sheets[what]
            if isinstance(plan, str):
                sheet.trouble = visible(plan)
                then(sheet.trouble)
                return
            made = Sheet(plan, dates=dates)
            made.leave_out(sheet.left_out & {row.key for row in plan.rows if row.sends})
            made.order = tuple(sorted(range(len(plan.rows)), key=lambda at: _place(plan.rows[at])))
            self.sheets[what] = made
            then("")

        self._call(work, took)

    # pushing

    def push(self, then: Callable[[Receipt], None], *, confirmed: bool, force: str = "") -> None:
        """Send what is planned; with `force` only that duplicate, and its tasks."""
        sheet, what = self.sheet, self.what
        assert sheet.plan is not None
        leave_out = sheet.held
        if force:
            plan, others = forced(sheet.plan, force)
            leave_out |= others
        else:
            plan = again(sheet.plan)
        sheet.plan, sheet.live = plan, {}
        sending = {row.key for row in plan.rows if row.sends and row.key not in leave_out}
        self.settled, self.total = 0, len(sending)
        self.pushing, self._stop = what, False
        loop = asyncio.get_running_loop()

        def shows(row: Row, settled: int, _total: int) -> None:
            sheet.live[row.key] = row
            self.settled = settled
            if not self._drawing:
                self._drawing = True
                with suppress(RuntimeError):  # the app has ended meanwhile
                    loop.call_soon_threadsafe(self._draw)

        def work() -> SyncPlan | str:
            return self.desk.push(
                plan,
                progress=shows,
                stop=lambda: self._stop,
                confirmed=confirmed,
                force=bool(force),
                leave_out=leave_out,
            )

        def took(ended: SyncPlan | str) -> None:
            self.pushing = None
            sheet.live = {}
            if isinstance(ended, str):
                sheet.plan = plan
                then(Receipt(visible(ended), "!", "$error"))
                return
            # what this push was not to send is as it was
            rows = tuple(
                before if now.state == "left out" else now
                for before, now in zip(plan.rows, ended.rows, strict=True)
            )
            sheet.plan = replace(ended, rows=rows)
            sheet.pushed = True
            then(_told([row for row in rows if row.key in sending]))

        self._call(work, took)

    def stop(self) -> None:
        """Begin nothing more; what is in flight is finished."""
        self._stop = True

    def _draw(self) -> None:
        self._drawing = False
        if self.app.is_running:
            self.app.redraw()

    # inside

    def _call(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        async def run() -> None:
            loop = asyncio.get_running_loop()
            then(await loop.run_in_executor(self._pool, work))
            self.app.redraw()

        self.app.run_worker(run(), group="sync", exit_on_error=True)

    def watch(self) -> None:
        """Nothing: a server is asked only when somebody presses a key for it."""

    def close(self) -> None:
        """End a push after what is in flight, and wait for that."""
        self._stop = True
        self._pool.shutdown(wait=True)
        self.desk.close()


def _place(row: Row) -> int:
    """Where the group of a row stands in the list."""
    group = ("skip" if row.fields else "same") if row.action == "skip" else row.action
    return words.GROUPS.index(group)


def _told(rows: list[Row]) -> Receipt:
    """What became of a push, as a sentence."""
    counts = Counter("duplicate" if row.action == "duplicate" else row.state for row in rows)
    created = sum(row.state == "sent" and row.action == "create" for row in rows)
    updated = counts["sent"] - created
    parts = [words.SENT_CREATED.format(count=created)] if created else []
    parts += [words.SENT_UPDATED.format(count=updated)] if updated else []
    said = words.SENT_NONE
    if parts:
        said = words.SENT.format(count=counts["sent"], parts=", ".join(parts))
    open_ = [words.ENDED[name].format(count=counts[name]) for name in words.ENDED if counts[name]]
    text = " ".join((said, *open_))
    return Receipt(text, "!", "$warning") if open_ else Receipt(text, glyphs.DONE, "$success")
