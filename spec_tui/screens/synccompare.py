"""Two texts side by side: a row of a plan as it is here, and as it is on the server."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from textual.content import Content

from spec_tui import sync_messages as words
from spec_tui.omoi_os.sync.model import Compared, Row
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, plain, shown, wrap

if TYPE_CHECKING:
    from spec_tui.screens.sync import SyncScreen

LONGEST = 2000
"""Lines of one field that are drawn."""
MATCHED = 400
"""Lines up to which equal ones are put beside each other."""


class Comparison(RowList):
    """Every field of a row on both sides; scrolls, and changes nothing."""

    DEFAULT_CSS = "Comparison { display: none; }"

    def __init__(self, screen: SyncScreen) -> None:
        super().__init__(id="compare")
        self.sync = screen
        self.item: Row | None = None
        self.fields: tuple[Compared, ...] = ()
        self._drawn: tuple[int, tuple[Compared, ...]] = (0, ())
        self._rows: list[Content] = []

    def show(self, row: Row, fields: tuple[Compared, ...]) -> None:
        """Show another row from its top."""
        self.item, self.fields = row, fields
        self.redraw()
        self.scroll_home(animate=False)

    def count(self) -> int:
        """How many rows there are."""
        width = self.scrollable_content_region.width
        if self.item is not None and (width, self.fields) != self._drawn:
            self._drawn = (width, self.fields)
            self._rows = compared_rows(self.item, self.fields, max(20, width))
        return max(1, len(self._rows))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        return self._rows[number] if number < len(self._rows) else part("")


def compared_rows(row: Row, fields: tuple[Compared, ...], width: int) -> list[Content]:
    """Title, then each field: those that differ first."""
    title = words.COMPARE.format(kind=row.kind, id=shown(row.id), title=shown(row.title))
    rows = [line("  ", (fit(title, width - 3), "bold"))]
    if row.message:
        rows += [line("  ", (one, "$muted")) for one in wrap(shown(row.message), width - 4)]
    for one in fields:
        word, style = (words.DIFFERS, "$warning") if one.differs else (words.IS_SAME, "$muted")
        glyph = "≠" if one.differs else "✓"
        rows += [
            part(""),
            line("  ", (shown(one.field), "bold"), "   ", (f"{glyph} {word}", style)),
        ]
        rows += _sides(one, width)
    return rows


def _sides(one: Compared, width: int) -> list[Content]:
    if not one.differs:
        return _column(one.here, width - 4)
    if width < 64:  # two columns of half words help nobody
        rows = [line("  ", (words.HERE, "$muted")), *_column(one.here, width - 4)]
        return [*rows, line("  ", (words.SERVER, "$muted")), *_column(one.there, width - 4)]
    half = (width - 7) // 2
    rows = [line("  ", (words.HERE.ljust(half), "$muted"), "   ", (words.SERVER, "$muted"))]
    for here, there, same in paired(_lines(one.here), _lines(one.there)):
        left = wrap(here, half) if here is not None else [""]
        right = wrap(there, half) if there is not None else [""]
        for at in range(max(len(left), len(right))):
            mark = (" ", "") if same else ("≠", "$warning")
            first = part(left[at] if at < len(left) else "", "$muted" if same else "")
            second = part(right[at] if at < len(right) else "", "$muted" if same else "")
            first = first.pad_right(max(0, half - first.cell_length))
            rows.append(line("  ", first, " ", mark if not at else (" ", ""), " ", second))
    return rows


def _column(text: str, width: int) -> list[Content]:
    rows = []
    for one in _lines(text) or [words.NO_TEXT]:
        rows += [line("  ", (piece, "$muted")) for piece in wrap(one, width)]
    return rows


def _lines(text: str) -> list[str]:
    """Lines of a text, safe to show; of a very long one the first."""
    if not text:
        return []
    rows = text.split("\n")
    found = [plain(one).plain.replace("\n", " ") for one in rows[:LONGEST]]
    if len(rows) > LONGEST:
        found.append(words.MORE_LINES.format(count=len(rows) - LONGEST))
    return found


def paired(here: list[str], there: list[str]) -> list[tuple[str | None, str | None, bool]]:
    """Lines beside each other: (here, there, whether they are the same)."""
    if max(len(here), len(there)) > MATCHED:
        longest = max(len(here), len(there))
        left: list[str | None] = [*here, *[None] * (longest - len(here))]
        right: list[str | None] = [*there, *[None] * (longest - len(there))]
        return [(a, b, a == b) for a, b in zip(left, right, strict=True)]
    found: list[tuple[str | None, str | None, bool]] = []
    for tag, a, b, c, d in SequenceMatcher(None, here, there, autojunk=False).get_opcodes():
        if tag == "equal":
            found += [(one, one, True) for one in here[a:b]]
            continue
        size = max(b - a, d - c)
        left = [*here[a:b], *[None] * (size - (b - a))]
        right = [*there[c:d], *[None] * (size - (d - c))]
        found += [(x, y, False) for x, y in zip(left, right, strict=True)]
    return found
