"""The parts of the screen of Sync: the target, the counts, the list, the selected row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual import events
from textual.content import Content

from spec_tui import sync_messages as words
from spec_tui.modes import MODES
from spec_tui.omoi_os.sync.model import Compared, Row, Target
from spec_tui.omoi_os.sync.target import KEY, PROJECT, URL
from spec_tui.screens.itemlist import receipt_rows
from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrap

if TYPE_CHECKING:
    from spec_tui.screens.sync import SyncScreen

GLYPH_AND_WORD = 13
ID = 9
LONGEST_SAYING = 3
"""Rows of a sentence below the list."""
MOST_FIELDS = 2


class Seat(NamedTuple):
    """A row of the list: `row`, `problem`, `note`, or `same` for all that are the same."""

    kind: str
    at: int = 0


def where_words(target: Target | None) -> tuple[str, ...]:
    """The target from its fullest to its shortest form."""
    if target is None:
        return (words.NO_TARGET,)
    project = shown(target.project) or words.NO_PROJECT
    bare = shown(target.url.partition("://")[2])
    return (
        words.TARGET.format(url=shown(target.url), project=project),
        words.TARGET.format(url=bare, project=project),
        words.TARGET_ALONE.format(url=bare),
    )


def sources(target: Target | None, *, key: bool) -> str:
    """Where URL, project and key were found; the key itself is never shown."""
    url = {"environment": URL, "flag": words.FROM_FLAG}.get(
        target.url_from if target is not None else "", words.BY_DEFAULT
    )
    project = {"environment": PROJECT, "flag": words.FROM_FLAG}.get(
        target.project_from if target is not None else "", words.NONE
    )
    return words.SOURCES.format(url=url, project=project, key=KEY if key else words.NONE)


class SyncTop(Lines):
    """Names of the views and the target; where both come from; the counts of the plan."""

    def __init__(self, screen: SyncScreen) -> None:
        super().__init__(id="top")
        self.sync = screen
        self._spots: list[tuple[int, int, str]] = []
        self._row = 0

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        screen = self.sync
        arranged = screen.arranged
        rows = [part("")] if arranged.tall else []
        self._row = len(rows)
        rows.append(self._views(width))
        where = screen.room.desk.where
        if not arranged.folded:
            said = fit(sources(where.target, key=where.key), width - 2)
            rows.append(spread(part(""), line((said, "$muted"), " "), width))
        if arranged.tall:
            rows.append(part(""))
        if screen.told.text:
            rows += receipt_rows(screen.told, width)
        elif screen.room.sheet.plan is not None:
            rows.append(self._counts(width))
        if not arranged.folded:
            rows.append(part(""))
        if screen.seats and not screen.comparing:
            rows.append(self._columns(width))
        return rows

    def _views(self, width: int) -> Content:
        self._spots = []
        left = part(" ")
        if not self.sync.arranged.folded:
            there = {mode.id for mode in MODES}
            for key, mode, name in words.VIEWS:
                if mode not in there:
                    continue
                start = left.cell_length
                style = "bold $primary" if mode == "sync" else "$muted"
                left = line(left, (f"{key} ", style), (name, style), "  ")
                self._spots.append((start, left.cell_length - 2, mode))
        room = width - left.cell_length - 1
        forms = where_words(self.sync.room.desk.where.target)
        said = next((form for form in forms if len(form) <= room), fit(forms[-1], room))
        return spread(left, line((said, ""), " "), width)

    def _counts(self, width: int) -> Content:
        room = self.sync.room
        sheet = room.sheet
        row = line("  ", (words.PLAN[room.what], "bold"))
        if room.pushing == room.what:
            said = words.SENDING.format(settled=room.settled, total=room.total)
            row = line("  ", (said, "bold"))
        counts = sheet.counts()
        problems = len(sheet.plan.problems) if sheet.plan is not None else 0
        said = words.ERROR if problems == 1 else words.ERRORS.format(count=problems)
        pieces = [(words.LOOK["failed"], said)] if problems else []
        pieces += [
            (words.LOOK[name], f"{counts[name]} {name}") for name in words.GROUPS if counts[name]
        ]
        for (glyph, style), text in pieces:
            quiet = text.endswith((" same", " skip", " left out"))
            piece = line("   ", (glyph, style), " ", (text, "$muted" if quiet else ""))
            if row.cell_length + piece.cell_length > width - 1:
                break
            row = line(row, piece)
        if self.sync.only:
            filtered = line((words.FILTERED.format(only=self.sync.only), "$muted"), " ")
            row = spread(row, filtered, width)
        return row

    def _columns(self, width: int) -> Content:
        action, one, title, what = words.COLUMNS
        text, last = columns(width)
        row = line("  ", (action.ljust(GLYPH_AND_WORD), "$muted"), (one.ljust(ID), "$muted"))
        row = line(row, (fit(title, text).ljust(text), "$muted"))
        return line(row, (fit(what, last), "$muted"))[:width]

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked view."""
        for start, end, mode in self._spots:
            if event.y == self._row and start <= event.x < end and mode != "sync":
                self.app.run_command_id(mode)  # type: ignore[attr-defined]


def columns(width: int) -> tuple[int, int]:
    """Cells of the title and of what differs, with the gap behind the title."""
    room = width - 2 - GLYPH_AND_WORD - ID - 1
    if room < 36:
        return max(4, room), 0
    text = min(max(room * 11 // 20, 30), 62)
    return text, room - text


class SyncNote(Lines):
    """A sentence in the place of the list."""

    def __init__(self, screen: SyncScreen) -> None:
        super().__init__(id="note")
        self.sync = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        said = [] if self.sync.seats else self.sync.note_words()
        rows: list[Content] = []
        for text, style in said:
            rows += [line("  ", (piece, style)) for piece in wrap(text, max(8, width - 4))]
        return rows


class SyncRows(RowList):
    """Errors of validation, then a row for each item by what a push does with it."""

    def __init__(self, screen: SyncScreen) -> None:
        super().__init__(id="rows")
        self.sync = screen

    def count(self) -> int:
        """How many rows there are."""
        return max(1, len(self.sync.seats))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        screen = self.sync
        if number >= len(screen.seats):
            return part("")
        seat = screen.seats[number]
        here = number == screen.at
        mark = glyphs.SELECTED if self.has_focus else glyphs.HERE
        bar = (mark, "$primary") if here else (" ", "")
        row = line(bar, " ", self._seat(seat, width, here))[:width]
        return selected(row, width) if here else row

    def _seat(self, seat: Seat, width: int, here: bool) -> Content:
        sheet = self.sync.room.sheet
        plan = sheet.plan
        assert plan is not None
        bold = "bold" if here else ""
        text, last = columns(width)
        match seat.kind:
            case "problem":
                problem = plan.problems[seat.at]
                place = shown(f"{problem.path}:{problem.line}:{problem.column}")
                row = line(("✗ error".ljust(GLYPH_AND_WORD), "$error"))
                row = line(row, (fit(place, width - 16), bold), "  ")
                return line(row, (fit(shown(problem.message), width - 3 - row.cell_length), ""))
            case "note":
                note = fit(shown(plan.notes[seat.at]), width - GLYPH_AND_WORD - 3)
                return line(("! note".ljust(GLYPH_AND_WORD), "$muted"), (note, bold or "$muted"))
            case "same":
                glyph, style = words.LOOK["same"]
                row = line((f"{glyph} same".ljust(GLYPH_AND_WORD), style), " " * ID)
                count = words.ITEM if seat.at == 1 else words.ITEMS.format(count=seat.at)
                return line(row, (count, bold or "$muted"))
        row_ = sheet.row(seat.at)
        group = sheet.group(seat.at)
        glyph, style = words.LOOK[group]
        content = line((f"{glyph} {group}".ljust(GLYPH_AND_WORD), style))
        content = line(content, (fit(shown(row_.id), ID - 1).ljust(ID), "$muted"))
        title = fit(shown(row_.title), text - 2)
        content = line(content, (title, bold)).pad_right(max(0, 0))
        content = content.pad_right(max(0, GLYPH_AND_WORD + ID + text - content.cell_length))
        return line(content, (fit(what_words(row_, group), last), "$muted"))

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a second click opens it."""
        number = self.row_at(event)
        if number < 0 or number >= len(self.sync.seats):
            return
        again = number == self.sync.at
        self.sync.select(number)
        if again:
            self.sync.do_open_sync("")


def what_words(row: Row, group: str) -> str:
    """The last column: what differs, what it waits on, or what became of it."""
    said = ""
    match group:
        case "create" | "sending" if row.action == "create":
            said = words.AFTER.format(ids=", ".join(row.after)) if row.after else ""
            if row.message.endswith(f"({words.REMOVED})"):
                said = words.REMOVED
        case "update" | "sending":
            said = ", ".join(row.fields)
        case "duplicate" if row.candidates:
            best = row.candidates[0]
            said = words.DUPLICATE.format(title=best.title, score=round(best.score * 100))
        case "conflict" if row.message.startswith("Changed here"):
            said = words.BOTH
        case "skip":
            said = words.THEIRS.format(fields=", ".join(row.fields))
        case "trying":
            said = words.TRYING.format(why=row.message)
        case "sent":
            said = words.UPDATED.format(fields=", ".join(row.fields))
            if not row.fields:
                said = words.CREATED
        case "same" | "left out":
            said = ", ".join(row.fields)
        case _:
            said = row.message
    if row.current:
        said = f"{words.CURRENT}, {said}" if said else words.CURRENT
    return shown(said)


class SyncFoot(Lines):
    """The selected row's fields here and there, and what a push would do."""

    def __init__(self, screen: SyncScreen) -> None:
        super().__init__(id="foot")
        self.sync = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        screen = self.sync
        folded = screen.arranged.folded
        if screen.room.sheet.plan is None:
            return []
        seat = screen.seat
        rows = self._about(seat, width) if seat is not None else []
        state = [line("  ", (piece, "$muted")) for piece in wrap(screen.state_words(), width - 4)]
        if folded:
            return [*(rows[:1]), *state[:2]] if screen.arranged.size == "small" else state[:2]
        return [part(""), *rows, *([part("")] if rows else []), *state]

    def _about(self, seat: Seat, width: int) -> list[Content]:
        sheet = self.sync.room.sheet
        plan = sheet.plan
        assert plan is not None
        match seat.kind:
            case "problem":
                return _said(plan.problems[seat.at].message, width)
            case "note":
                return _said(plan.notes[seat.at], width)
            case "same":
                return _said(words.FOLD if self.sync.unfolded else words.UNFOLD, width, "$muted")
        row, group = sheet.row(seat.at), sheet.group(seat.at)
        rows: list[Content] = []
        if group in {"update", "conflict", "skip", "left out", "same"} and row.fields:
            rows += self._fields(row, width)
        if group in {"failed", "trying", "conflict"}:
            rows += _said(row.message, width, "$error" if group == "failed" else "")
        if group == "duplicate" and row.candidates:
            best = row.candidates[0]
            score = round(best.score * 100)
            rows += _said(words.TWIN.format(title=best.title, score=score, id=best.id), width)
            rows += _said(words.NEEDS_YES, width, "$muted")
        if group == "create":
            path = shown(row.path)
            rows.append(line("  ", (fit(f"{path}  {words.NEW_THERE}", width - 4), "$muted")))
        return rows

    def _fields(self, row: Row, width: int) -> list[Content]:
        """Here and there, field by field, with what is known of when."""
        room = self.sync.room
        found = [one for one in room.desk.compare(room.what, row) if one.field in row.fields]
        dates = room.sheet.dates.get(row.key)
        here_date = day(dates.here) if dates is not None else ""
        sent = words.SENT_LAST.format(date=day(dates.sent)) if dates and dates.sent else ""
        label = max((len(one.field) for one in found[:MOST_FIELDS]), default=0)
        lead = f"{shown(row.id)} "
        half = max(8, (width - 4 - len(lead) - label - 28) // 2)
        rows = []
        for at, one in enumerate(found[:MOST_FIELDS]):
            if self.sync.arranged.folded:
                rows.append(_narrow(one, width))
                continue
            here, there = value(one.here, half), value(one.there, half)
            name = (lead if not at else " " * len(lead)) + one.field.ljust(label)
            content = line("  ", (name, "$muted"), "   ", words.HERE, "  ", (here, "bold"))
            if here_date and not at:
                content = line(content, "  ", (here_date, "$muted"))
            content = line(content, "      ", words.SERVER, "  ", (there, "bold"))
            if sent and not at and content.cell_length + len(sent) + 4 <= width:
                content = line(content, "  ", (sent, "$muted"))
            rows.append(content[: width - 1])
        more = len(found) - MOST_FIELDS
        if more > 0:
            said = words.MORE_FIELD if more == 1 else words.MORE_FIELDS.format(count=more)
            rows.append(line("  ", (said, "$muted")))
        return rows


def _narrow(one: Compared, width: int) -> Content:
    """A field with both sides in as few cells as there are."""
    half = max(4, (width - len(one.field) - 21) // 2)
    return line(
        "  ", (one.field, "$muted"), "  ", words.HERE, " ", (value(one.here, half), "bold"),
        "  ", words.SERVER, " ", (value(one.there, half), "bold"),
    )[: width - 1]  # fmt: skip


def value(text: str, width: int) -> str:
    """A field in a few words; of a long text its first line, and how many there are."""
    rows = text.strip().split("\n")
    if len(rows) > 1:
        tail = words.LINES.format(first="", count=len(rows)).strip()
        return f"{fit(shown(rows[0]), max(4, width - len(tail) - 1))} {tail}"
    return fit(shown(text), width) or words.NOTHING


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(date: str) -> str:
    """`2025-08-20` as `20 Aug`; what is no date as it is."""
    parts = date.split("-")
    if len(parts) == 3 and all(one.isdigit() for one in parts) and 1 <= int(parts[1]) <= 12:
        return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]}"
    return shown(date)


def _said(text: str, width: int, style: str = "") -> list[Content]:
    """A sentence in a few rows."""
    pieces = wrap(shown(text), max(8, width - 4))
    if len(pieces) > LONGEST_SAYING:
        pieces = [
            *pieces[: LONGEST_SAYING - 1],
            fit(" ".join(pieces[LONGEST_SAYING - 1 :]), width - 4),
        ]
    return [line("  ", (piece, style)) for piece in pieces]
