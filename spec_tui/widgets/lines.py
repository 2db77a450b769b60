"""The base of almost every widget here: lines of Content, drawn as they are.

A subclass says which lines it shows at a width; wrapping, columns and padding are its own business,
so that what is tested is what is painted.
"""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from spec_tui.widgets import glyphs


def ascii_content(content: Content) -> Content:
    """Return the same content with the ASCII stand-ins of our glyphs."""
    return Content(glyphs.to_ascii(content.plain), list(content.spans))


class Lines(Widget):
    """A widget that draws `lines(width)`, one row each."""

    DEFAULT_CSS = """
    Lines { height: auto; width: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    def lines(self, width: int) -> list[Content]:
        """Return the rows for a width in cells."""
        raise NotImplementedError

    def redraw(self, *, layout: bool = False) -> None:
        """Draw again; `layout` where the number of rows may have changed."""
        self.refresh(layout=layout)

    def render(self) -> Content:
        """Return all rows as one Content; markup is never read."""
        content = Content("\n").join(self.lines(self.size.width))
        return ascii_content(content) if getattr(self.app, "ascii", False) else content

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Return the width offered: these widgets fill their place."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at that width."""
        return len(self.lines(width))
