"""The list of packages: title, state, gate, owners (screens.md 6.13)."""

from __future__ import annotations

from textual.content import Content

from spec_tui import package_messages as words
from spec_tui.codex_os.gate.model import Gate
from spec_tui.packagedesk import Book
from spec_tui.screens.packageview import PaneRow, View, label_rows
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, shown, wrap

_STATE = 9
_GATE = 8


def counts(gate: Gate) -> list[tuple[str, str]]:
    """`8 of 11 pass`, `1 waived`, `2 fail`, each with its colour; zeroes are left out."""
    total = len(gate.items)
    found = [(words.COUNTED.format(passed=gate.count("pass"), total=total), "$muted")]
    if gate.count("waived"):
        found.append((words.WAIVED.format(count=gate.count("waived")), "$warning"))
    if gate.count("fail"):
        found.append((words.FAIL.format(count=gate.count("fail")), "$error"))
    return found


def counted(gate: Gate) -> Content:
    """The counts in one line."""
    row = part("")
    for at, (text, style) in enumerate(counts(gate)):
        row = line(row, (" · " if at else "", "$muted"), (text, style))
    return row


def counted_in(gate: Gate, room: int) -> Content:
    """The counts in at most so many cells: `8/11 · 2 fail` where there is little room."""
    whole = counted(gate)
    if whole.cell_length <= room:
        return whole
    row = line((f"{gate.count('pass')}/{len(gate.items)}", "$muted"))
    fails = counts(gate)[-1] if gate.count("fail") else None
    return line(row, (" · ", "$muted"), fails) if fails else row


class ShelfView(View):
    """All packages, newest first."""

    id = "shelf"
    table = True

    def build(self) -> list[Seat]:
        """One seat each."""
        return [Seat("book", book.package.name, book) for book in self.room.shelf or ()]

    def empty(self) -> str:
        """What an empty list says."""
        return words.READING if self.room.shelf is None else words.EMPTY

    def _columns(self, width: int) -> list[tuple[str, int]]:
        owners = 22
        wanted = [("state", _STATE), ("gate", _GATE), ("owners", owners)]
        while wanted and width - sum(cells + 2 for _, cells in wanted) < 20:
            wanted.pop()
        title = width - sum(cells + 2 for _, cells in wanted)
        return [("title", max(4, title)), *wanted]

    def top(self, width: int) -> list[Content]:
        """The names of the columns."""
        if not self.seats:
            return []
        names = dict(zip(("title", "state", "gate", "owners"), words.COLUMNS, strict=True))
        row = line("  ")
        for name, cells in self._columns(width - 3):
            row = line(row, (fit(names[name], cells).ljust(cells), "$muted"), "  ")
        return [row[:width]]

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One package."""
        book: Book = seat.value
        package, gate = book.package, book.gate
        row = part("")
        for name, cells in self._columns(width):
            match name:
                case "title":
                    text = part(fit(shown(package.title), cells), "bold" if here else "")
                case "state":
                    style = "$success" if package.approved else "$muted"
                    text = part(fit(shown(package.status), cells), style)
                case "gate":
                    glyph, style = ("✓", "$success") if gate.ok else ("✗", "$error")
                    passed = f"{gate.count('pass')}/{len(gate.items)}"
                    text = line((glyph, style), f" {passed}")
                case _:
                    owners = ", ".join(shown(one) for one in package.owners)
                    text = part(fit(owners or words.NO_OWNERS, cells), "$muted")
            row = line(row, text.pad_right(max(0, cells - text.cell_length)), "  ")
        return row[:width]

    def pane(self, width: int) -> list[PaneRow]:
        """What is known of the selected package."""
        if self.seat is None:
            return []
        book: Book = self.seat.value
        package = book.package
        rows: list[PaneRow] = [
            (part(one, "bold"), None) for one in wrap(package_title(book), width)
        ]
        rows.append((part(""), None))
        rows += label_rows(words.STATE, package.status, width)
        rows += label_rows(words.OWNERS, ", ".join(package.owners) or words.NONE_NAMED, width)
        rows += label_rows(words.REVIEWERS, ", ".join(package.reviewers) or words.NONE_NAMED, width)
        rows += label_rows(words.SPEC_ID, package.spec_id, width)
        rows += label_rows(words.FOLDER, package.folder, width, style="$muted")
        if package.missing:
            rows += label_rows(words.MISSING, ", ".join(package.missing), width, style="$warning")
        rows += [(part(""), None), (line((words.QUALITY_GATE, "bold")), None)]
        rows.append((counted(book.gate), None))
        rows += [
            (line(("✗ ", "$error"), fit(f"{item.number}  {item.title}", width - 2)), None)
            for item in book.gate.failing
        ]
        for trouble in package.troubles:
            rows += [(part(""), None), *label_rows("!", trouble, width, style="$error")]
        return rows

    def short(self, width: int) -> list[Content]:
        """The counts of the gate and the folder of the selected package."""
        if self.seat is None:
            return []
        book: Book = self.seat.value
        rows = [
            part(""),
            line("  ", (fit(package_title(book), width - 4), "bold")),
            line("  ", counted(book.gate))[: width - 1],
        ]
        trouble = next(iter(book.package.troubles), "")
        if trouble:
            rows.append(line("  ", (fit(shown(trouble), width - 4), "$error")))
        else:
            rows.append(line("  ", (fit(shown(book.package.folder), width - 4), "$muted")))
        return rows


def package_title(book: Book) -> str:
    """The title of a package, safe to show."""
    return shown(book.package.title)
