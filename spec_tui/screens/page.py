"""What every screen has: header, progress line, key line, and a class of layout."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from spec_tui import messages
from spec_tui.commands import Context
from spec_tui.widgets.header import Header
from spec_tui.widgets.keyline import KeyLine
from spec_tui.widgets.layout import SIZES, Layout, layout
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.progress import ProgressLine
from spec_tui.widgets.receipt import Receipt, ReceiptLine
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import wrapped

if TYPE_CHECKING:
    from spec_tui.app import SpecApp


class TooSmall(Lines):
    """The sentence of a window in which nothing fits."""

    def lines(self, width: int) -> list[Content]:
        """Return the sentence."""
        return wrapped(messages.TOO_SMALL, width)


class Page(Screen[None]):
    """Base of the screens."""

    mode = "interview"
    place = "interview"
    trail = ""

    DEFAULT_CSS = """
    Page { layout: vertical; background: $background; color: $foreground; }
    Page > TooSmall { display: none; }
    Page.-below > * { display: none; }
    Page.-below > TooSmall { display: block; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.header = Header(self.mode, trail=self.trail)
        self.receipt = ReceiptLine()
        self.progress = ProgressLine()
        self.keyline = KeyLine()
        self.arranged: Layout = layout(80, 24)
        self._focus_kept: Widget | None = None

    @property
    def spec(self) -> SpecApp:
        """The app, by its own type."""
        return cast("SpecApp", self.app)

    def compose(self) -> ComposeResult:
        """Header, body, receipt, progress, keys."""
        yield self.header
        yield from self.body()
        yield self.receipt
        yield self.progress
        yield self.keyline
        yield TooSmall()

    def body(self) -> ComposeResult:
        """The part between header and receipt."""
        raise NotImplementedError

    @property
    def context(self) -> Context:
        """Where the person is now."""
        return Context(place=self.place)

    def on_mount(self) -> None:
        """Draw what there is."""
        self.rearrange()

    def on_resize(self) -> None:
        """Find the class of the new size."""
        self.rearrange()

    def on_screen_resume(self) -> None:
        """Draw what happened meanwhile."""
        self.rearrange()

    def rearrange(self) -> None:
        """Take the size of the terminal and draw again."""
        width, height = self.app.size
        self.arranged = layout(width, height)
        before = self.classes
        for size in SIZES:
            self.set_class(self.arranged.size == size, f"-{size}", update=False)
        self.set_class(self.arranged.tall, "-tall", update=False)
        if self.classes != before:
            self.update_node_styles()
        self._keep_focus()
        self.draw()

    def _keep_focus(self) -> None:
        """Hidden widgets lose the focus; give it back when there is room again."""
        if self.arranged.size == "below":
            self._focus_kept = self.focused or self._focus_kept
        elif self._focus_kept is not None:
            kept, self._focus_kept = self._focus_kept, None
            self.call_after_refresh(kept.focus)

    def draw(self) -> None:
        """Draw the picture of the session."""
        picture = self.spec.picture
        if picture is None or not self.is_mounted:
            return
        self.header.show(picture, self.arranged)
        self.progress.show(picture.state.line)
        self.draw_body(picture)
        self.draw_keys()

    def draw_body(self, picture: Shown) -> None:
        """Draw the part between header and receipt."""

    def draw_keys(self) -> None:
        """Draw the keys that work now."""
        self.keyline.show(self.context)

    def say(self, receipt: Receipt | str) -> None:
        """Put a sentence on the receipt line."""
        self.receipt.show(Receipt(receipt) if isinstance(receipt, str) else receipt)

    def on_descendant_focus(self) -> None:
        """Other keys work in another region."""
        self.draw_keys()

    def on_descendant_blur(self) -> None:
        """Other keys work in another region."""
        self.draw_keys()

    def do_next_region(self, key: str) -> None:
        """Move the focus on."""
        self.focus_next()

    def do_previous_region(self, key: str) -> None:
        """Move the focus back."""
        self.focus_previous()

    def do_step_back(self, key: str) -> None:
        """Go one step back; at the top of a mode there is none."""


def is_in(widget: Widget | None, other: Widget) -> bool:
    """Tell whether `widget` is `other` or inside it."""
    return widget is not None and other in widget.ancestors_with_self
