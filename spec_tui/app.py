"""The app: themes, modes, signals, and one thread in which the session works."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.app import App

from spec_tui import messages
from spec_tui.commands import Command, by_id, command_for
from spec_tui.documents.visible import visible
from spec_tui.going import Going, Room
from spec_tui.interview.errors import UnknownQuestion
from spec_tui.interview.model import Facet, Outcome, Question
from spec_tui.modes import mode_of
from spec_tui.screens.interview import InterviewScreen
from spec_tui.screens.page import Page
from spec_tui.screens.themes import DARK, NAMES, THEMES, fallback
from spec_tui.widgets import glyphs
from spec_tui.widgets.receipt import Receipt, receipt_of
from spec_tui.widgets.shown import Shown, picture
from spec_tui.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from textual.driver import Driver

    from spec_tui.screens.artifactsroom import ArtifactRoom
    from spec_tui.screens.journalroom import JournalRoom
    from spec_tui.screens.packageroom import PackageRoom
    from spec_tui.screens.plans import PlanRoom
    from spec_tui.screens.syncroom import SyncRoom
    from spec_tui.session import Session

T = TypeVar("T")
R = TypeVar("R", bound=Room)

POLL = 1.0
"""Seconds between two looks at the files."""
SLOW = 0.3
"""Seconds after which waiting is said."""
STUCK = 5.0
"""Seconds after which what has the focus takes in no more keys; words typed before are lost then,
so it is far longer than a slow machine needs."""


class SpecApp(Going):
    """spec-tui in full screen."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "spec-tui"
    AUTO_FOCUS = None

    def __init__(
        self,
        session: Session | Callable[[], Session],
        *,
        ascii: bool = False,
        clock: Callable[[], float] = time.monotonic,
        poll: bool = True,
        first: str = "interview",
        folder: str = "",
        focus: str = "",
    ) -> None:
        super().__init__()
        self.folder = folder
        """Name for the header of the first frame, before anything is read."""
        self.first = first
        """What `--screen` named: a mode, or a part of one."""
        self.opens_on = focus
        """The spec that the journal opens on."""
        self._open: Callable[[], Session] | None = session if callable(session) else None
        self._session: Session | None = None if callable(session) else session
        self._rooms: list[Room] = []
        """What the screens know beside the interview, each with a thread of its own."""
        self.failed: Exception | None = None
        """Why the interview could not be opened."""
        self.ascii = ascii
        self.clock = clock
        self.picture: Shown | None = None
        self.busy = 0
        self._calls = 0
        self._answered = asyncio.Event()
        """Set when the session has done everything that keys asked for."""
        self.done = 0
        """Answers given in this run."""
        self.left_by_signal = 0
        self._poll = poll
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="session")
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name
        if self._session is not None:
            self._dress(self._session)
        self.set_class(ascii, "-ascii")

    @property
    def session(self) -> Session:
        """The interview; there is none before the first picture."""
        if self._session is None:
            raise LookupError("the interview is not open yet")
        return self._session

    @cached_property
    def plans(self) -> PlanRoom:
        """The plans of the repository; read when somebody first looks at them."""
        from spec_tui.screens.plans import PlanRoom

        return self._entered(PlanRoom(self))

    @cached_property
    def packages(self) -> PackageRoom:
        """The spec packages of the repository; read when somebody first looks at them."""
        from spec_tui.screens.packageroom import PackageRoom

        return self._entered(PackageRoom(self))

    @cached_property
    def artifacts(self) -> ArtifactRoom:
        """The artifacts of .omoi_os; read when somebody first looks at them."""
        from spec_tui.screens.artifactsroom import ArtifactRoom

        return self._entered(ArtifactRoom(self))

    @cached_property
    def sync(self) -> SyncRoom:
        """What a push would change on the server; asked when somebody presses a key for it."""
        from spec_tui.screens.syncroom import SyncRoom

        return self._entered(SyncRoom(self))

    @cached_property
    def journal(self) -> JournalRoom:
        """The tree of specs with its journals; read when somebody first looks at them."""
        from spec_tui.screens.journalroom import JournalRoom

        return self._entered(JournalRoom(self))

    def _entered(self, room: R) -> R:
        self._rooms.append(room)
        return room

    @property
    def opened(self) -> bool:
        """The interview is there: keys have something to act on."""
        return self._session is not None

    def _dress(self, session: Session) -> None:
        chosen = session.preference("theme", DARK.name)
        self.theme = chosen if chosen in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Variables of ours for themes that do not know them."""
        return fallback(self.current_theme)

    # Start and end

    def get_driver_class(self) -> type[Driver]:
        """Textual's driver; where terminals can be closed under it, ours above it."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from spec_tui.driver import TerminalDriver

        return TerminalDriver

    def on_mount(self) -> None:
        """Take the first picture, watch the files and the signals."""
        if self._session is not None:
            self.picture = picture(self._session)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, getattr(signal, "SIGHUP", None)):
            if number is not None:
                with suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._signalled, int(number))
        self.app_resume_signal.subscribe(self, self._resumed)
        self.call_after_refresh(self._begin if self._open is None else self._opening)

    async def _opening(self) -> None:
        """Open the interview behind the frame that is painted already."""
        opener = self._open
        assert opener is not None

        def take() -> tuple[Session, Shown]:
            session = opener()
            return session, picture(session)

        loop = asyncio.get_running_loop()
        try:
            session, self.picture = await loop.run_in_executor(self._pool, take)
        except PROBLEMS as problem:
            self.failed = problem
            self.exit(2)
            return
        self._session = session
        self._dress(session)
        self.redraw()
        self._begin()

    def _begin(self) -> None:
        if self._poll:
            self.set_interval(POLL, self.look)
            self.set_interval(POLL / 2, self._watch)
        session = self.session
        interviewing = mode_of(self.first).id in {"interview", "review"}
        if interviewing and not session.state.exists and not session.read_only:
            self.call(session.bootstrap, self._begun)
        else:
            words = session.welcome()
            self._started(Receipt(words, glyphs.DONE, "$success") if words else None)

    def _watch(self) -> None:
        for room in self._rooms:
            room.watch()

    def _begun(self, outcome: Outcome) -> None:
        self._started(receipt_of(outcome))

    def _started(self, receipt: Receipt | None) -> None:
        self.interview.start(receipt)
        mode = mode_of(self.first).id
        if mode != self.DEFAULT_MODE:
            self.switch_mode(mode)

    def _signalled(self, number: int) -> None:
        self.left_by_signal = number
        self.leave()

    def _resumed(self, _app: App[Any]) -> None:
        """Paint every row again: the shell wrote over the screen meanwhile."""
        for screen in self.screen_stack:
            for widget in screen.walk_children():
                widget.refresh()
            screen.refresh(layout=True)

    def leave(self) -> None:
        """Keep what is half-typed and end."""
        self._flush_drafts()
        self.exit(0)
        self._answered.set()

    def _flush_drafts(self) -> None:
        """Hand over what is half-typed on any screen."""
        if not self.opened:
            return
        for stack in self._screen_stacks.values():
            for screen in stack:
                flush = getattr(screen, "flush_draft", None)
                if flush is not None:
                    flush()

    def close_pool(self) -> None:
        """Wait until everything handed over is written."""
        self._pool.shutdown(wait=True)
        for room in self._rooms:
            room.close()

    @property
    def interview(self) -> InterviewScreen:
        """The screen of the interview, wherever somebody is."""
        for screen in self._screen_stacks["interview"]:
            if isinstance(screen, InterviewScreen):
                return screen
        raise LookupError("the interview is not mounted")

    @property
    def number(self) -> int:
        """Number of the present question."""
        return self.picture.number if self.picture is not None else 0

    # The session works in a thread of its own; the screen never waits for the disk, and a key only
    # for what the keys before it asked of the session

    def call(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Let the session do something, take a picture, then show it."""
        self.busy += 1
        self._calls += 1
        self._answered.clear()
        self.run_worker(self._call(work, then), group="session", exit_on_error=True)

    async def _call(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        loop = asyncio.get_running_loop()
        # No timer of the app: its queue may be waiting for this very call.
        waiting = loop.call_later(SLOW, self._waiting)

        def take() -> tuple[T, Shown]:
            result = work()
            return result, picture(self.session)

        try:
            result, shown = await loop.run_in_executor(self._pool, take)
        except PROBLEMS as problem:
            self._problem(problem)
            self.interview.something_new()
            return
        finally:
            waiting.cancel()
            self.busy -= 1
            self._calls -= 1
            if not self._calls:
                self._answered.set()
        self.picture = shown
        then(result)
        self.redraw()

    def quietly(self, work: Callable[[], object]) -> None:
        """Let the session keep something; nobody waits for it."""
        with suppress(RuntimeError):
            self._pool.submit(work)

    def _waiting(self) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(messages.WAITING)

    def _problem(self, problem: BaseException) -> None:
        self.say(Receipt(visible(str(problem)), "!", "$error"))

    def look(self, *, aloud: bool = False) -> None:
        """Take in what changed on disk since the last look; `aloud` also says that nothing did."""
        if not self.busy:
            self.run_worker(self._look(aloud=aloud), group="session")

    async def _look(self, *, aloud: bool) -> None:
        session = self.session

        def take() -> tuple[Outcome | None, Shown | None]:
            outcome = session.refresh()
            return outcome, picture(session) if outcome is not None else None

        loop = asyncio.get_running_loop()
        try:
            outcome, shown = await loop.run_in_executor(self._pool, take)
        except PROBLEMS as problem:
            self._problem(problem)
            return
        if outcome is None and aloud:
            self.say(messages.NOTHING_NEW)
        if outcome is None or shown is None or self.busy:
            return
        self.picture = shown
        self.interview.changed_on_disk(outcome)
        self.redraw()

    def try_ask(self, question_id: str) -> Question | None:
        """Return a question, None where it is not asked any more."""
        try:
            return self.session.ask(question_id)
        except PROBLEMS:
            return None

    def try_facet(self, question_id: str) -> Facet | None:
        """Return the bank entry behind a question, None where there is none."""
        try:
            return self.session.facet(question_id)
        except PROBLEMS:
            return None

    def redraw(self) -> None:
        """Draw the screen on top."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.draw()

    def say(self, receipt: Receipt | str) -> None:
        """Say a sentence where the person is."""
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                screen.say(receipt)

    # Keys and commands

    async def on_event(self, event: events.Event) -> None:
        """Look every key up in the commands first; what is none goes to the focus.

        Keys that arrive in one burst keep their order: what a key began is done before the next one
        is looked at, so that each acts on what the keys before it led to.
        """
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._caught_up()
            if self.opened and self.interview.typed_ahead(event):
                return
            if isinstance(event, events.Key) and self.dispatch_key(event):
                return
        await super().on_event(event)

    async def _caught_up(self) -> None:
        """Wait until everything that the keys before this one began is done."""
        while not self._exit:
            await self._typed()
            if self._next_callbacks:
                await self._flush_next_callbacks()
            elif self._calls:
                await self._answered.wait()
            else:
                return

    async def _typed(self) -> None:
        """Wait until whatever has the focus, and what it lies in, took in the keys before this one.

        A dialog that was opened by one of them has the focus where it wants it after that.
        """
        focus = self.focused or self.screen
        # Twice: the first time it may only have told itself of a change, for what it lies in.
        for widget in (focus, *focus.ancestors_with_self):
            taken_in = asyncio.Event()
            if widget is not self and widget.call_later(taken_in.set):
                with suppress(TimeoutError):
                    await asyncio.wait_for(taken_in.wait(), STUCK)

    def dispatch_key(self, event: events.Key) -> bool:
        """Run the command of a key; False where it calls none here."""
        context = getattr(self.screen, "context", None)
        if context is None or not self.is_running or not self.opened:
            return False
        command = command_for(event.key, context)
        if command is None:
            return False
        self.run_command(command, event.key)
        return True

    def run_command(self, command: Command, key: str = "") -> None:
        """Do what a command says, or say why it cannot be done now."""
        context = self.screen.context  # type: ignore[attr-defined]
        reason = command.needs(context)
        if reason:
            self.say(reason if reason.endswith(".") else messages.NOT_NOW.format(reason=reason))
            return
        name = f"do_{command.id}"
        method = getattr(self.screen, name, None) or getattr(self, name)
        method(key)

    def run_command_id(self, command_id: str, key: str = "") -> None:
        """Do a command by its name: from a click, the menu or the palette."""
        self.run_command(by_id(command_id), key)

    def do_leave(self, key: str) -> None:
        """Leave at once; everything is saved."""
        self.leave()

    def do_copy(self, key: str) -> None:
        """Copy what is selected, or say how to leave."""
        text = getattr(self.focused, "selected_text", "") or self.screen.get_selected_text() or ""
        if text:
            self.copy_to_clipboard(text)
            self.say(messages.COPIED)
        else:
            self.say(messages.LEAVES)

    def do_suspend(self, key: str) -> None:
        """Put the app in the background."""
        self._flush_drafts()
        self.action_suspend_process()

    def do_theme(self, key: str) -> None:
        """Go to the next theme of ours and remember it."""
        at = NAMES.index(self.theme) if self.theme in NAMES else -1
        self.theme = NAMES[(at + 1) % len(NAMES)]
        name, session = self.theme, self.session
        self.quietly(lambda: session.set_preference("theme", name))
        self.say(messages.THEME.format(theme=name.removeprefix("spec-")))

    def do_undo(self, key: str) -> None:
        """Take the last change back."""
        self.call(self.session.undo, self._undone)

    def do_redo(self, key: str) -> None:
        """Put the last undone change back."""
        self.call(self.session.redo, self._undone)

    def _undone(self, outcome: Outcome) -> None:
        self.hide_finished()
        self.interview.undone(outcome)
        self.say(self.interview.receipt.receipt)

    def do_retry(self, key: str) -> None:
        """Try to write what is only in the journal."""
        self.call(self.session.retry, self._retried)

    def _retried(self, outcome: Outcome | None) -> None:
        if outcome is None:
            self.say(messages.NOTHING_CHANGED)
            return
        receipt = receipt_of(outcome)
        if receipt is not None:
            self.say(receipt)
        self.interview.changed_on_disk(Outcome())

    def do_read_again(self, key: str) -> None:
        """Read the files now, and write what is only in the journal."""
        if self.picture is not None and self.picture.notice:
            self.do_retry(key)
        else:
            self.look(aloud=True)

    def do_who(self, key: str) -> None:
        """Ask who is answering."""
        from spec_tui.screens.dialogs import who_is_answering

        who_is_answering(self, self._set_who)

    def _set_who(self, handle: str) -> None:
        session = self.session
        self.call(
            lambda: session.set_who(handle),
            lambda _: self.say(messages.WHO_NOW.format(who=visible(session.who))),
        )

    def do_menu(self, key: str) -> None:
        """Open the F9 menu."""
        from spec_tui.screens.menu import MenuScreen

        self.push_screen(MenuScreen(self.screen.context))  # type: ignore[attr-defined]

    def do_palette(self, key: str) -> None:
        """Open the palette."""
        from spec_tui.screens.palette import PaletteScreen

        self.push_screen(PaletteScreen(self.screen.context))  # type: ignore[attr-defined]

    def do_help(self, key: str) -> None:
        """Open the help of this screen."""
        from spec_tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(self.screen.context))  # type: ignore[attr-defined]


PROBLEMS = (OSError, UnknownQuestion, WorkspaceError)
"""Errors that a person can cause, and that are sentences already."""
