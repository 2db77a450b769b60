"""The journal of one spec as a timeline: newest session first, what was recorded when."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from textual.content import Content

from spec_tui import journal_messages as words
from spec_tui.screens.journalview import JournalView, short_day
from spec_tui.spec_tree.board import Offer
from spec_tui.spec_tree.model import Entry, Session
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, shown, spread, wrap

_TIME = 7
_KIND = 11
_NARROW_KIND = 10


class Row(NamedTuple):
    """One row of an entry."""

    time: str
    kind: str
    style: str
    text: str
    quiet: bool = False
    value: object = None


def clock(started: datetime, now: datetime) -> str:
    """`1:42`: hours and minutes between two moments."""
    minutes = max(0, int((now - started).total_seconds()) // 60)
    return f"{minutes // 60}:{minutes % 60:02d}"


class Timeline(JournalView):
    """Sessions with their entries; a resolution stands under its issue."""

    id = "session"

    def build(self) -> list[Seat]:
        """Sessions, newest first."""
        page = self.page
        if page is None:
            return []
        width = self.width
        if page.trouble:
            return [
                Seat("words", value=(one, "$error")) for one in wrap(shown(page.trouble), width)
            ]
        sessions = page.journal.sessions if page.journal is not None else ()
        if not sessions:
            return [Seat("words", value=(one, "$muted")) for one in wrap(words.NO_SESSION, width)]
        seats = []
        if page.journal is not None and page.journal.current is None:
            seats += [Seat("words", value=(words.NONE_RUNS, "$muted")), Seat("air")]
        for one in sorted(sessions, key=lambda one: (-one.number, -one.line)):
            seats += self._session(one, page.offers, width)
        while seats and seats[-1].kind == "air":
            seats.pop()
        return seats

    def _session(self, session: Session, offers: tuple[Offer, ...], width: int) -> list[Seat]:
        seats = [Seat("session", f"session {session.number} {session.line}", session)]
        seats += [] if self.screen.arranged.folded else [Seat("air")]
        for number, entry in enumerate(session.entries):
            key = f"entry {session.number} {entry.line} {number}"
            for at, row in enumerate(self._entry(entry, width)):
                seats.append(Seat("row", key if not at else "", row))
        if not session.entries and not session.open:
            seats.append(Seat("row", "", Row("", "", "", words.NOTHING_RECORDED, True)))
        if session.summary:
            for at, piece in enumerate(wrap(shown(session.summary), self._room(width))):
                said = words.SUMMARY if not at else ""
                seats.append(Seat("row", "", Row("", said, "$muted", piece, True)))
        if session.open:
            seats.append(Seat("air"))
            for offer in offers:
                text = fit(shown(f"{offer.hash} {offer.subject}"), self._room(width))
                row = Row(words.OFFERED, words.KINDS["commit"], "", text, True, offer)
                seats.append(Seat("row", f"offer {offer.hash}", row))
            seats.append(Seat("row", "", Row(words.NOW, words.NOW_ADDS, "$muted", "", True)))
        seats.append(Seat("air"))
        return seats

    @property
    def _kind(self) -> int:
        return _NARROW_KIND if self.screen.arranged.folded else _KIND

    def _room(self, width: int) -> int:
        return max(8, width - _TIME - self._kind)

    def _entry(self, entry: Entry, width: int) -> list[Row]:
        room = self._room(width)
        kind, style = words.KINDS[entry.kind], words.KIND_STYLES.get(entry.kind, "")
        text = shown(entry.text)
        commit = shown(entry.commit)
        if entry.kind == "commit" and commit and commit not in text:
            text = f"{commit} {text}"
        rows = []
        for at, piece in enumerate(wrap(text, room)):
            time, said = (shown(entry.time), kind) if not at else ("", "")
            rows.append(Row(time, said, style, piece, value=entry))
        for detail in entry.details:
            rows += [Row("", "", "", piece, True) for piece in wrap(shown(detail), room)]
        if entry.resolution:
            solved = words.SOLVED.format(words=shown(entry.resolution))
            solved += f" ({commit})" if commit else ""
            rows += [Row("", "", "", piece) for piece in wrap(solved, room)]
        return rows

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        match seat.kind:
            case "session":
                return self._head(seat.value, width)
            case "words":
                return part(fit(seat.value[0], width), seat.value[1])
            case "row":
                one: Row = seat.value
                quiet = "$muted" if one.quiet else ""
                time = (fit(one.time, _TIME - 1).ljust(_TIME), "$muted")
                text = line((one.text, "bold" if here else quiet))
                if not one.text:
                    return line(time, (one.kind, one.style))
                row = line(time, (one.kind.ljust(self._kind), one.style), text)
                if isinstance(one.value, Offer):
                    return spread(row, part(words.OFFER_TAKES, "$muted"), width)
                return row
            case _:
                return part("")

    def _head(self, session: Session, width: int) -> Content:
        right = self._state(session)
        left = line((words.SESSION.format(number=session.number), "bold"))
        who = ", ".join(
            piece for piece in (short_day(session.date), shown(session.participants)) if piece
        )
        room = width - left.cell_length - right.cell_length - 4
        if who and room >= 10:
            left = line(left, "  ", (fit(who, room), "$muted"))
        room = width - left.cell_length - right.cell_length - 4
        if session.title and room >= 8:
            left = line(left, "  ", (fit(shown(session.title), room), "$muted"))
        return spread(left, right, width)

    def _state(self, session: Session) -> Content:
        if session.open and session.started is not None:
            time = clock(session.started, self.room.now())
            return line(("◐", "$warning"), " ", words.RUNS, "  ", (time, "bold"))
        word = fit(shown(session.status), 12) or words.NOT_CLOSED
        glyph, style = words.CLOSED.get(session.status.strip().casefold(), ("○", "$muted"))
        length = fit(shown(session.duration), 12)
        if session.started is not None and session.ended is not None:
            length = clock(session.started, session.ended)
        return line((glyph, style), " ", (f"{word} {length}".strip(), "$muted"))

    def short_clock(self) -> str:
        """The clock of the session that runs, "" where none does."""
        page = self.page
        session = page.journal.current if page is not None and page.journal is not None else None
        if session is None or session.started is None:
            return ""
        return clock(session.started, self.room.now())
