"""Driving the app in tests: start it on a session, wait for things, read what is on screen."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.events import Key
from textual.keys import _character_to_key
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from spec_tui.app import SpecApp
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.lines import Lines
from tests.screens.fake_session import FakeSession
from tests.screens.quick import at_rest, paint_what_is_left, painted

NAMED = frozenset({"enter", "escape", "backspace", "tab", "f2", "f4", "f5", "f9"})
"""Keys of a burst that are no text."""
WAITS = 400
NAP = 1 / 250
"""Seconds between two looks at something that a thread does."""


class Clock:
    """A clock that tests move by hand; it starts long after any guard."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Driven:
    """A running app with its pilot."""

    def __init__(self, app: SpecApp, pilot: Pilot[int], clock: Clock, session: FakeSession) -> None:
        self.app = app
        self.pilot = pilot
        self.clock = clock
        self.session = session

    @property
    def box(self) -> AnswerBox:
        return self.app.interview.view.box

    @property
    def screen(self):
        return self.app.screen

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        for _ in range(WAITS):
            await at_rest()
            if not self.app.busy and self.app.interview.stack:
                return
            await asyncio.sleep(NAP)

    async def wait_until(self, holds: Callable[[], bool]) -> None:
        for _ in range(WAITS):
            await at_rest()
            if holds():
                return
            await asyncio.sleep(NAP)
        raise AssertionError("what was waited for did not come")

    async def press(self, *keys: str) -> None:
        """Press keys one by one; each is answered before the next."""
        for key in keys:
            self.clock.now += 1
            await self.app._press_keys([key])
            await self.settle()

    async def burst(self, *keys: str | Message) -> None:
        """Send keys and other events at once, as a slow line or a script does.

        A key is a name of Textual's, or text that is typed character by character.
        """
        self.clock.now += 1
        for one in keys:
            for event in [one] if isinstance(one, Message) else typed(one):
                event.set_sender(self.app)
                self.app.post_message(event)
        await self.settle()

    async def type(self, text: str) -> None:
        self.clock.now += 1
        self.box.insert(text)
        await self.settle()

    def paint(self) -> None:
        """Paint the screen: what can be clicked on is known from then on."""
        painted(self.app)

    async def click(self, widget: Widget, column: int, row: int = 0) -> None:
        """Click on a place of a widget."""
        await self.pilot.click(widget, offset=(column, row))
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def rows(self) -> list[str]:
        """The characters of the screen, row by row."""
        return painted(self.app)

    def text(self) -> str:
        return "\n".join(self.rows()) + "\n"


@asynccontextmanager
async def driven(
    session: FakeSession | None = None,
    size: tuple[int, int] = (80, 24),
    **options: object,
) -> AsyncIterator[Driven]:
    """Run the app in memory, its first question on the table."""
    clock = Clock()
    fake = session if session is not None else FakeSession()
    app = SpecApp(fake, clock=clock, poll=False, **options)  # type: ignore[arg-type]
    async with app.run_test(size=size) as pilot:
        one = Driven(app, pilot, clock, fake)
        await one.settle()
        app.interview.view.box.cursor_blink = False
        clock.now += 1
        await one.settle()
        yield one
        paint_what_is_left(app)
    app.close_pool()


def typed(keys: str) -> list[Message]:
    """The key events of a named key, or of a text."""
    if keys in NAMED or "+" in keys:
        return [Key(keys, None)]
    return [Key(_character_to_key(char), char) for char in keys]


def drawn(app: SpecApp) -> list[Lines]:
    """Every line widget on the screen in front."""
    return [
        one for one in app.screen.query(Lines) if one.display and one.size.width and shown_up(one)
    ]


def shown_up(widget: Widget) -> bool:
    return all(node.display for node in widget.ancestors_with_self if isinstance(node, Widget))


def everything(app: SpecApp) -> str:
    """All text of the screen in front, also what is scrolled away, without line breaks."""
    return "".join(content.plain for one in drawn(app) for content in one.lines(one.size.width))


def squeezed(text: str) -> str:
    """Text without white space and bars, to compare across line breaks."""
    return re.sub(r"[\s▌]+", "", text)
