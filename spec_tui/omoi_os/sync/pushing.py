"""Executing a plan: up to four rows at a time, none before what it waits on, each one remembered.

However it ends, by an error, by ctrl+C or by the power: what the ledger says is true, and the next
push goes on from there.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import replace
from typing import Protocol

from spec_tui.omoi_os.sync.client import WIDTH, NotAllowed, Stopped, Unreachable
from spec_tui.omoi_os.sync.model import Row, SyncError, SyncPlan
from spec_tui.omoi_os.sync.planning import differing, in_step
from spec_tui.omoi_os.sync.sending import Desk, execute

Progress = Callable[[Row, int, int], None]
"""(row, rows settled, rows to send): called one at a time, from the thread of the push or a worker.
A row comes as `sending`, perhaps as `trying` with the reason, then as it ended."""

NOT_SENT = "Not sent."


class Notices(Protocol):
    """The part of a client that a push talks to besides the calls."""

    notice: Callable[[str], None] | None

    def halt(self) -> None:
        """Give up waiting."""


def push(
    plan: SyncPlan,
    desk: Desk,
    client: Notices,
    *,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
    troubles: tuple[type[Exception], ...] = (),
    width: int = WIDTH,
) -> SyncPlan:
    """The plan as it ended; every row that was to be sent is `sent`, `failed` or `stopped`.

    `stop` is asked between rows and twice a second; those in flight are finished, and what waits
    to try again gives up. `troubles` are errors of the disk: after one nothing more is sent.
    """
    return _Push(plan, desk, client, progress, stop, troubles, width).run()


class _Push:
    def __init__(
        self,
        plan: SyncPlan,
        desk: Desk,
        client: Notices,
        progress: Progress | None,
        stop: Callable[[], bool],
        troubles: tuple[type[Exception], ...],
        width: int,
    ) -> None:
        self._plan, self._desk, self._client = plan, desk, client
        self._tell, self._stop, self._troubles, self._width = progress, stop, troubles, width
        self._rows = list(plan.rows)
        self._total, self._settled = plan.sends, 0
        self._telling = threading.RLock()
        self._working: dict[int, int] = {}
        self._fatal = ""
        self._stopped = False

    def run(self) -> SyncPlan:
        numbers = {row.key: n for n, row in enumerate(self._rows)}
        waits: dict[int, set[int]] = {}
        after: dict[int, list[int]] = {}
        for n, row in enumerate(self._rows):
            if row.sends and row.wanted is not None:
                keys = (row.wanted.parent, *row.wanted.depends_on)
                needs = {numbers[k] for k in keys if k in numbers}
                waits[n] = {m for m in needs if m != n and self._rows[m].action == "create"}
                for m in waits[n]:
                    after.setdefault(m, []).append(n)
        free = deque(n for n, needs in waits.items() if not needs)
        self._client.notice = self._notice
        with ThreadPoolExecutor(self._width, thread_name_prefix="sync") as pool:
            flying: dict[Future[Row], int] = {}
            while free or flying:
                while free and len(flying) < self._width and self._going():
                    n = free.popleft()
                    self._show(n, replace(self._rows[n], state="sending"))
                    flying[pool.submit(self._one, n)] = n
                if not flying:
                    break
                done, _ = wait(flying, timeout=0.5, return_when=FIRST_COMPLETED)
                self._going()
                for future in done:
                    n = flying.pop(future)
                    self._settle(n, future.result())
                    for m in after.get(n, ()):
                        waits[m].discard(n)
                        if not waits[m]:
                            free.append(m)
        self._client.notice = None
        self._rest(waits)
        return replace(self._plan, rows=tuple(self._rows), ledger=self._desk.book.text())

    def _going(self) -> bool:
        if not self._stopped and self._stop():
            self._stopped = True
            self._client.halt()
        return not self._stopped and not self._fatal

    def _one(self, n: int) -> Row:
        """One row, in a worker. What goes wrong becomes its message."""
        row = self._rows[n]
        self._working[threading.get_ident()] = n
        try:
            return execute(row, self._desk)
        except Stopped as error:
            return replace(row, state="stopped", message=str(error))
        except SyncError as error:
            if isinstance(error, Unreachable) or (
                isinstance(error, NotAllowed) and error.status == 401
            ):
                self._fatal = self._fatal or str(error)
            return self._failed(row, str(error))
        except self._troubles as error:
            self._fatal = self._fatal or str(error)
            return self._failed(row, str(error))
        finally:
            del self._working[threading.get_ident()]

    def _failed(self, row: Row, message: str) -> Row:
        made = self._desk.ids.get(row.key, "") if row.action == "create" else ""
        if made:
            message = f"Created with API ID: {made}, then: {message}"
        return replace(
            row, action="failed", state="failed", message=message,
            remote_id=row.remote_id or made,
        )  # fmt: skip

    def _settle(self, n: int, row: Row) -> None:
        self._settled += 1
        self._rows[n] = row
        self._show(n, row)

    def _notice(self, why: str) -> None:
        n = self._working.get(threading.get_ident())
        if n is not None:
            self._show(n, replace(self._rows[n], state="trying", message=why))

    def _show(self, n: int, row: Row) -> None:
        if self._tell is not None:
            with self._telling:
                self._tell(row, self._settled, self._total)

    def _rest(self, waits: dict[int, set[int]]) -> None:
        """What was not begun, and the ledger of what is in step already."""
        for n in waits:
            row = self._rows[n]
            if row.state == "planned":
                if self._fatal or self._stopped:
                    row = replace(row, state="stopped", message=NOT_SENT)
                else:
                    lacking = self._lacking(row)
                    row = replace(row, action="failed", state="failed", message=lacking)
                self._rows[n] = row
                self._show(n, row)
        for n, row in enumerate(self._rows):
            if row.action == "skip" and row.state == "planned":
                self._rows[n] = self._kept(row)

    def _lacking(self, row: Row) -> str:
        assert row.wanted is not None
        for key in (row.wanted.parent, *row.wanted.depends_on):
            if key and key not in self._desk.ids:
                kind, _, name = key.partition(":")
                return f"Its {kind} {name} is not on the server."
        return NOT_SENT

    def _kept(self, row: Row) -> Row:
        """A row in step: its entry is written where the ledger does not say so yet."""
        one, there = row.wanted, row.there
        if one is None or there is None or self._fatal:
            return replace(row, state="same")
        known = self._desk.book.get(one.key)
        entry = in_step(one, there, self._desk.ids, known)
        if not differing(one, there) and (known is None or replace(known, at="") != entry):
            try:
                self._desk.remember(one, entry)
            except self._troubles as error:
                self._fatal = str(error)
                return self._failed(row, str(error))
        return replace(row, state="same")
