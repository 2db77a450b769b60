"""A desk with a thread of its own: keys never wait for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

from spec_tui.documents.visible import visible
from spec_tui.widgets.receipt import Receipt
from spec_tui.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

T = TypeVar("T")


class DeskRoom:
    """What the app knows beside the interview; `name` is that of its thread."""

    def __init__(self, app: SpecApp, name: str) -> None:
        self.app = app
        self.failed = ""
        """Why it cannot be read."""
        self.reads = 0
        """How often something was read; what is shown is drawn anew when it grows."""
        self._name = name
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def call(self, work: Callable[[], T], then: Callable[[T], None], *, loud: bool = True) -> None:
        """Do something in the thread of the desk, then draw; quietly only where it changed."""
        if loud:
            self.app.busy += 1
        self.app.run_worker(self._call(work, then, loud), group=self._name, exit_on_error=True)

    async def _call(self, work: Callable[[], T], then: Callable[[T], None], loud: bool) -> None:
        loop = asyncio.get_running_loop()
        before = self.reads
        try:
            result = await loop.run_in_executor(self._pool, work)
        except (OSError, WorkspaceError) as problem:
            self.failed = visible(str(problem))
            self.app.say(Receipt(self.failed, "!", "$error"))
            return
        finally:
            if loud:
                self.app.busy -= 1
        then(result)
        if loud or self.reads != before:
            self.app.redraw()

    def quietly(self, work: Callable[[], object]) -> None:
        """Let the desk keep something; nobody waits for it."""
        with suppress(RuntimeError):
            self._pool.submit(work)

    def close(self) -> None:
        """Wait until everything handed over is written."""
        self._pool.shutdown(wait=True)
