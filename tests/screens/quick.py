"""The harness of Textual without its waits: rest is seen, not slept for, and nothing is done twice.

Importing this module changes Textual for the tests of the screens:

- Its harness sleeps several times a key until the processor rests. Here a key has been answered
  when no task of the loop can go on, no layout, painting or callback is due, and no thread works.
- Every app of a test parses the same style sheets again. Here each is parsed once.
- A headless app renders each change and throws it away. Here a screen is rendered when a test
  looks at it, and at its end.
"""

from __future__ import annotations

import asyncio
import heapq
from typing import Any
from weakref import WeakSet

import textual.app
import textual.pilot
from textual import _wait
from textual._compositor import Compositor
from textual._context import active_app, visible_screen_stack
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

_ROUNDS = 20_000
"""Turns of the loop after which a test goes on though something still turns."""
_NAPS = 12
"""How often a thread is waited for; one that a test holds back goes on after that."""
_wait.SLEEP_GRANULARITY = 1 / 250
_wait.SLEEP_IDLE = _wait.SLEEP_GRANULARITY / 20
_until_idle = _wait.wait_for_idle


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until nothing is left to do, and for threads that work as long as they may take."""
    app = active_app.get()
    loop: Any = asyncio.get_running_loop()
    naps = 0
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)
        if loop._ready or is_due(loop):
            continue
        if app._resize_event is not None:
            app._check_resize()
            continue
        waiting = [screen for screen in seen(app) if wants_tick(screen)]
        if waiting:
            for screen in waiting:
                screen._on_timer_update()
        elif naps < _NAPS and any(worker.is_running for worker in app.workers):
            naps += 1
            await _until_idle(min_sleep, max_sleep)
        else:
            return


def seen(app: App[Any]) -> list[Screen[Any]]:
    """The screen in front, and those that are seen behind a dialog."""
    return [*app._background_screens, app._screen_stack[-1]] if app._screen_stack else []


def is_due(loop: Any) -> bool:
    """Whether a timer has run out."""
    return bool(loop._scheduled) and heapq.nsmallest(1, loop._scheduled)[0].when() <= loop.time()


def wants_tick(screen: Screen[Any]) -> bool:
    """Whether the next tick of a screen would do something."""
    front = screen.app._screen_stack[-1] is screen
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._recompose_required
        or screen._callbacks
        or screen._dirty_widgets - {screen}
        # one behind a dialog asks for itself again each time
        or (front and (screen._repaint_required or screen._dirty_widgets))
    )


def painted(app: App[Any]) -> list[str]:
    """The characters of the screen in front, row by row."""
    _unpainted.discard(app.screen._compositor)
    visible_screen_stack.set(app._background_screens)
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def paint_what_is_left(app: App[Any]) -> None:
    """Paint the screen in front where it changed since it was painted."""
    if app.is_running and app.screen._compositor in _unpainted:
        painted(app)


_unpainted: WeakSet[Compositor] = WeakSet()


def _nothing_to_show(
    self: Compositor,
    full: bool = False,
    screen_stack: list[Screen[Any]] | None = None,
    simplify: bool = False,
) -> None:
    """Stand in for `Compositor.render_update`."""
    _unpainted.add(self)
    visible_screen_stack.set([] if screen_stack is None else screen_stack)
    self._dirty_regions.clear()


_parsed: dict[tuple[object, ...], list[RuleSet]] = {}
_parse_rules = Stylesheet._parse_rules


def _parse_once(
    self: Stylesheet,
    css: str,
    read_from: tuple[str, str],
    is_default_rules: bool = False,
    tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:
    """Stand in for `Stylesheet._parse_rules`: rules are never changed, so apps can share them."""
    variables = frozenset(self._variables.items()) if "$" in css else frozenset()
    key = (css, read_from, is_default_rules, tie_breaker, scope, variables)
    if key not in _parsed:
        _parsed[key] = _parse_rules(self, css, read_from, is_default_rules, tie_breaker, scope)
    return _parsed[key]


textual.app.wait_for_idle = textual.pilot.wait_for_idle = at_rest  # type: ignore[attr-defined]
Compositor.render_update = _nothing_to_show  # type: ignore[method-assign]
Stylesheet._parse_rules = _parse_once  # type: ignore[method-assign]
