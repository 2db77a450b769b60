"""A long list that draws only the rows that are seen: ten thousand of them cost nothing."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from spec_tui.widgets.lines import ascii_content


class RowList(ScrollView, can_focus=True):
    """A subclass says how many rows there are and draws one of them at a width."""

    DEFAULT_CSS = """
    RowList { width: 1fr; height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def row(self, number: int, width: int) -> Content:
        """Return one row for a width in cells."""
        raise NotImplementedError

    def wide(self) -> int:
        """How many cells a row takes; by default as many as are seen."""
        return self.scrollable_content_region.width

    def redraw(self) -> None:
        """Take the number of rows, and draw what is seen again."""
        size = Size(self.wide(), self.count())
        if size != self.virtual_size:
            self.virtual_size = size
        self.refresh()

    def on_resize(self) -> None:
        """Take the new width."""
        self.redraw()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the window."""
        width = self.scrollable_content_region.width
        number = y + round(self.scroll_offset.y)
        style = self.visual_style
        if not 0 <= number < self.count():
            return Strip([Segment(" " * width, style.rich_style)], width)
        content = self.row(number, self.wide())
        if getattr(self.app, "ascii", False):
            content = ascii_content(content)
        strips = Visual.to_strips(
            self, content, max(width, content.cell_length), 1, style, apply_selection=False
        )
        left = round(self.scroll_offset.x)
        strip = strips[0] if strips else Strip.blank(width, style.rich_style)
        return strip.crop_extend(left, left + width, style.rich_style)

    def show_row(self, number: int, *, around: int = 0) -> None:
        """Scroll as little as needed for a row to be seen, with `around` rows beside it."""
        height = self.scrollable_content_region.height
        if height <= 0:
            return
        top = round(self.scroll_offset.y)
        around = min(around, max(0, (height - 1) // 2))
        if number - around < top:
            self.scroll_to(y=max(0, number - around), animate=False, force=True)
        elif number + around >= top + height:
            self.scroll_to(y=number + around - height + 1, animate=False, force=True)

    def row_at(self, event: events.Click) -> int:
        """The row that was clicked, -1 beside the rows."""
        number = event.y + round(self.scroll_offset.y)
        return number if 0 <= number < self.count() else -1

    def on_focus(self) -> None:
        """Show where the selection is."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the selection is elsewhere."""
        self.refresh()
