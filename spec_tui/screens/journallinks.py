"""The link map of one spec, and the table of what it delivered."""

from __future__ import annotations

from posixpath import dirname, relpath

from textual.content import Content

from spec_tui import journal_messages as words
from spec_tui.screens.journalfacts import type_name
from spec_tui.screens.journalview import JournalView, end_of, name_of
from spec_tui.spec_tree.model import Deliverable, OneWay, TreeLink
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, shown, spread

_TYPE = 12
_STATE = 9


class LinksView(JournalView):
    """What a spec leads to, what leads to it, and what should but does not."""

    id = "links"

    def build(self) -> list[Seat]:
        """Three groups; what is missing or dead comes first where there is any."""
        page = self.page
        if page is None:
            return []
        links = page.links
        bad = [one for one in links.out if one.state not in {"ok", "web"}]
        good = [one for one in links.out if one.state in {"ok", "web"}]
        seats: list[Seat] = []

        def group(title: str, rows: list[Seat]) -> None:
            if rows:
                seats.extend([Seat("air")] * bool(seats) + [Seat("head", value=title), *rows])

        missing = [
            Seat("missing", f"missing {number} {one.path} {one.to}", one)
            for number, one in enumerate(links.missing)
        ]
        group(words.MISSING, missing)
        group(words.LEADS_TO, [_seat("out", one) for one in (*bad, *good)])
        group(words.LEADS_HERE, [_seat("back", one) for one in links.back])
        return seats or [Seat("words", value=words.NO_LINKS)]

    def top(self, width: int) -> list[Content]:
        """Whose links these are, where no pane says it."""
        page = self.page
        if page is None or self.screen.arranged.size != "wide":
            return []
        bad = sum(one.state not in {"ok", "web"} for one in page.links.out)
        counts = words.LINKS_COUNT.format(out=len(page.links.out), back=len(page.links.back))
        bad += len(page.links.missing)
        if bad:
            counts += f", {words.TO_MEND.format(count=bad)}"
        left = line("  ", (words.LINKS, "bold"))
        return [spread(left, line((counts, "$muted"), "  "), width), part("")]

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        match seat.kind:
            case "head":
                return part(seat.value, "bold")
            case "words":
                return part(fit(seat.value, width), "$muted")
            case "missing":
                one: OneWay = seat.value
                why = words.WHY.get(one.why, shown(one.why))
                text = words.LACKS.format(path=self._name(one.path), to=self._name(one.to))
                room = width - len(why) - 4
                left = line(("! ", "$warning"), (fit(text, room), "bold" if here else ""))
                return spread(left, part(why, "$muted"), width)
            case "out" | "back":
                return self._link(seat.kind, seat.value, width, here)
            case _:
                return part("")

    def _link(self, kind: str, link: TreeLink, width: int, here: bool) -> Content:
        glyph, style, said = words.LINK_STATES[link.state]
        if kind == "back":
            name, label, where = self._name(link.path), "", f"{link.path}:{link.line}"
        else:
            name = self._name(link.to) if link.to else shown(link.target)
            label, where = shown(link.label), ""
        right = line((said, style if style != "$success" else "$muted"))
        text = (fit(name, width - right.cell_length - 4), "bold" if here else "")
        row = line((glyph, style), " ", text)
        room = width - row.cell_length - right.cell_length - 5
        beside = label if label and label not in name else shown(where)
        if room >= 8 and beside:
            row = line(row, "  ", (fit(beside, room), "$muted"))
        return spread(row, right, width)

    def _name(self, path: str) -> str:
        """`1001 Storage` for a spec, `journal of 1001` for its context file, else the path."""
        branch, journal = self.screen.spec_at(path)
        if branch is None:
            return shown(self._near(path))
        return f"journal of {shown(branch.id)}" if journal else name_of(branch)

    def _near(self, path: str) -> str:
        page = self.page
        if page is None or not path:
            return path
        near = relpath(path, dirname(page.branch.path) or ".")
        return near if not near.startswith("..") else path


def _seat(kind: str, one: TreeLink) -> Seat:
    return Seat(kind, f"{kind} {one.path} {one.line} {one.column} {one.target}", one)


class DeliverablesView(JournalView):
    """Type, file, whether it is there, what it is about."""

    id = "deliverables"

    def build(self) -> list[Seat]:
        """One seat each, in the order of the file."""
        page = self.page
        if page is None:
            return []
        seats = [Seat("file", f"file {one.line} {one.target}", one) for one in page.deliverables]
        return seats or [Seat("words", value=words.NO_DELIVERABLES)]

    def _columns(self, width: int) -> tuple[int, int, int]:
        """Cells of type, file and what it is about."""
        kind = _TYPE if width >= 60 else 9
        left = width - kind - _STATE - 6
        files = [one.value for one in self.seats if one.kind == "file"]
        longest = max((len(_file(one)) for one in files), default=8)
        file = min(longest, left if width < 60 else max(16, left * 2 // 3))
        return kind, max(4, min(file, left)), max(0, left - file)

    def top(self, width: int) -> list[Content]:
        """The names of the columns."""
        rows = []
        if self.screen.arranged.size == "wide":
            rows = [line("  ", (words.DELIVERABLES, "bold")), part("")]
        if self.page is None or not self.page.deliverables:
            return rows
        kind, file, about = self._columns(width - 4)
        names = zip(words.COLUMNS, (kind, file, _STATE, about), strict=True)
        row = line("  ")
        for name, cells in names:
            if cells >= 4:
                row = line(row, (fit(name, cells).ljust(cells), "$muted"), "  ")
        return [*rows, row[:width]]

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        if seat.kind == "words":
            return part(fit(seat.value, width), "$muted")
        one: Deliverable = seat.value
        kind, file, about = self._columns(width)
        there = one.line in self.room.there
        glyph, style = ("✓", "$success") if there else ("✗", "$error")
        said = words.THERE if there else words.NOT_THERE
        name = end_of(_file(one), file)
        row = line(
            (fit(type_name(one.heading), kind).ljust(kind), "$muted"), "  ",
            part(name, "bold" if here else "").pad_right(max(0, file - part(name).cell_length)),
            "  ", (glyph, style), f" {said}".ljust(_STATE - 1), "  ",
        )  # fmt: skip
        return line(row, (fit(shown(one.about), about), "$muted")) if about >= 4 else row


def _file(one: Deliverable) -> str:
    return shown(one.target.removeprefix("deliverables/"))
