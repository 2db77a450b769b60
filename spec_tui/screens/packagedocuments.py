"""The documents of a package: state, links, managed regions, and what people changed in them."""

from __future__ import annotations

from typing import NamedTuple

from textual.content import Content

from spec_tui import package_messages as words
from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.done_of_spec import Link
from spec_tui.derivation import Proposal
from spec_tui.derive.model import Drift
from spec_tui.derive.regions import Regions, find
from spec_tui.packagedesk import Opened
from spec_tui.screens.packageview import (
    Action,
    PaneRow,
    View,
    at_most,
    label_rows,
    path_rows,
    text_rows,
    verbatim,
)
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, shown, wrap

_FILE = 14
_STATE = 10
_LINKS = 8


class Paper(NamedTuple):
    """A document with its links and regions."""

    document: Document
    links: tuple[Link, ...]
    regions: Regions

    @property
    def name(self) -> str:
        """`srd.md`."""
        return self.document.path.rpartition("/")[2]

    @property
    def changed(self) -> int:
        """How many of its regions a person changed."""
        return sum(one.edited(self.document.text) for one in self.regions.found)

    @property
    def state(self) -> str:
        """What its header says, or why it says nothing."""
        if not self.document.exists:
            return words.NOT_THERE
        if self.document.trouble:
            return words.CANNOT_BE_READ
        return self.document.value("status") or words.NO_HEADER


def papers(opened: Opened) -> list[Paper]:
    """The four documents of a package; plan.md only where it is there."""
    return [
        Paper(
            one,
            tuple(link for link in opened.links if link.path == one.path),
            find(one.text),
        )
        for one in opened.package.files.values()
        if one.exists or one.kind != "plan"
    ]


class DocumentsView(View):
    """Three files and plan.md, then every place that is not as SPEC.md says."""

    id = "documents"
    table = True

    def build(self) -> list[Seat]:
        """Documents, drift, further files."""
        opened = self.room.opened
        if opened is None:
            return []
        self.room.want_proposal()
        seats = [Seat("paper", f"file {one.name}", one) for one in papers(opened)]
        seats += [Seat("air"), Seat("head", value=words.DRIFT)]
        found = self.room.proposal
        if found is None:
            seats.append(Seat("words", value=words.LOOKING))
        elif isinstance(found, str):
            seats += [Seat("words", value=piece) for piece in wrap(shown(found), self.width)]
        else:
            seats += [
                Seat("drift", f"drift {one.path} {one.region} {one.line}", one)
                for one in found.drift
            ]
            if not found.drift:
                seats += [Seat("words", value=one) for one in wrap(words.NO_DRIFT, self.width)]
            if found.texts:
                count = len(found.texts)
                files = words.ONE_FILE if count == 1 else words.SOME_FILES
                said = words.WOULD_CHANGE.format(files=files.format(count=count))
                seats += [Seat("words", value=one) for one in wrap(said, self.width)]
        if opened.package.others:
            seats += [Seat("air"), Seat("head", value=words.FURTHER)]
            seats += [Seat("other", f"other {one}", one) for one in opened.package.others]
        return seats

    def top(self, width: int) -> list[Content]:
        """The names of the columns."""
        if self.room.opened is None:
            return []
        names = words.FILE_COLUMNS
        row = line("  ", (names[0].ljust(_FILE + 2), "$muted"))
        row = line(row, (names[1].ljust(_STATE + 2), "$muted"))
        if width >= 60:
            row = line(row, (names[2].ljust(_LINKS + 2), "$muted"))
        return [line(row, (names[3], "$muted"))[:width]]

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        match seat.kind:
            case "paper":
                return self._paper(seat.value, width, here)
            case "drift":
                return self._drift(seat.value, width, here)
            case "head":
                return part(seat.value, "bold")
            case "words":
                return part(fit(seat.value, width), "$muted")
            case "other":
                return part(fit(shown(seat.value), width), "bold" if here else "")
            case _:
                return part("")

    def _paper(self, paper: Paper, width: int, here: bool) -> Content:
        there = paper.document.exists and not paper.document.trouble
        state = fit(shown(paper.state), _STATE)
        style = "$error" if paper.document.trouble else "" if there else "$warning"
        if paper.document.trouble:
            state = fit(words.CANNOT_BE_READ, width - _FILE - 2)
        row = line(
            (fit(paper.name, _FILE).ljust(_FILE), "bold" if here else ""), "  ",
            (state.ljust(_STATE), style), "  ",
        )  # fmt: skip
        if not there:
            return row[:width]
        if width >= 57:
            ok, total = sum(bool(one.leads_to) for one in paper.links), len(paper.links)
            said = words.LINKS_OK.format(ok=ok, total=total) if total else words.NO_REGIONS
            row = line(row, (said.ljust(_LINKS), "" if ok == total else "$warning"), "  ")
        regions = len(paper.regions.found)
        said = words.REGIONS_OF.format(count=regions) if regions else words.NO_REGIONS
        if paper.changed:
            said = words.REGIONS_CHANGED.format(count=regions, changed=paper.changed)
        room = width - row.cell_length
        if paper.changed and len(said) > room:
            said = words.ONLY_CHANGED.format(changed=paper.changed)
        text = fit(said, room)
        return line(row, (text, "$warning" if paper.changed else "$muted"))

    def _drift(self, drift: Drift, width: int, here: bool) -> Content:
        name = drift.path.rpartition("/")[2]
        place = shown(f"{name}:{drift.line}")
        row = line(("! ", "$warning"), (place.ljust(20), "$muted"), " ")
        said = _sentence(drift)
        return line(row, (fit(said, width - row.cell_length), "bold" if here else ""))

    # pane

    def pane(self, width: int) -> list[PaneRow]:
        """Links and regions of a document, or both sides of a drift."""
        seat, opened = self.seat, self.room.opened
        if seat is None or opened is None:
            return []
        if seat.kind == "paper":
            return self._paper_rows(seat.value, opened, width)
        if seat.kind == "drift":
            return self._drift_rows(seat.value, opened, width)
        path = f"{opened.package.folder}/{seat.value}"
        return path_rows(path, width, Action("file", path, 0))

    def _paper_rows(self, paper: Paper, opened: Opened, width: int) -> list[PaneRow]:
        document = paper.document
        rows: list[PaneRow] = [(part(paper.name, "bold"), None), (part(""), None)]
        if document.trouble:
            return rows + text_rows(document.trouble, width, "$error")
        rows += label_rows(words.STATE, paper.state, width)
        if not document.exists:
            return rows
        owners = ", ".join(document.values("owners")) or words.NONE_NAMED
        rows += label_rows(words.OWNERS, owners, width)
        updated = document.value("updated")
        if updated:
            rows += label_rows(words.UPDATED, updated, width)
        rows += path_rows(document.path, width, Action("file", document.path, 1))
        rows += [(part(""), None), (part(words.LINKS, "bold"), None)]
        for link in paper.links:
            glyph, style = ("✓", "$success") if link.leads_to else ("✗", "$error")
            said = shown(f"{link.name}: {link.leads_to or link.target}")
            said += "" if link.leads_to else f", {words.LEADS_NOWHERE}"
            opens = Action("file", link.path, link.line)
            rows += [
                (line((glyph if not at else " ", style), " ", piece), None if at else opens)
                for at, piece in enumerate(wrap(said, width - 2))
            ]
        if not paper.links:
            rows.append((part(words.NO_REGIONS, "$muted"), None))
        rows += [(part(""), None), (part(words.REGIONS, "bold"), None)]
        for one in paper.regions.found:
            edited = one.edited(document.text)
            glyph, style = ("!", "$warning") if edited else ("✓", "$success")
            said = words.CHANGED if edited else words.SAME
            text = fit(shown(one.name), max(8, width - len(said) - 4))
            row = line((glyph, style), " ", text, "  ", (said, "$muted"))
            rows.append((row[:width], Action("file", document.path, one.line)))
        for name, _ in paper.regions.detached:
            text = fit(shown(name), max(8, width - len(words.DETACHED) - 4))
            rows.append((line("~ ", text, "  ", (words.DETACHED, "$muted"))[:width], None))
        if not paper.regions.managed:
            rows.append((part(words.NO_REGIONS, "$muted"), None))
        return rows

    def _drift_rows(self, drift: Drift, opened: Opened, width: int) -> list[PaneRow]:
        where = Action("file", drift.path, drift.line)
        rows: list[PaneRow] = [
            (part(piece, "bold"), None) for piece in wrap(shown(drift.region or drift.path), width)
        ]
        rows += path_rows(f"{drift.path}:{drift.line}", width, where)
        rows += [(part(""), None), *text_rows(_sentence(drift), width)]
        if drift.kind in {"edited", "both", "by hand"} and drift.region:
            rows += text_rows(words.SETTLE_HOW, width, "$muted")
        here = _here(drift, opened)
        spec = _in_spec(drift, self.room.proposal)
        for title, text in ((words.HERE, here), (words.IN_SPEC, spec)):
            if text:
                rows += [(part(""), None), (part(title, "bold"), None)]
                rows += [(one, None) for one in verbatim(text, width)]
        return rows

    def short(self, width: int) -> list[Content]:
        """The message of a drift, the path of a file."""
        seat, opened = self.seat, self.room.opened
        if seat is None or opened is None:
            return []
        if seat.kind == "drift":
            drift: Drift = seat.value
            said = at_most(_sentence(drift), width - 4, 3)
            rows = [line("  ", piece) for piece in said]
            return [part(""), *rows, line("  ", (fit(words.SETTLE_HOW, width - 4), "$muted"))]
        if seat.kind == "paper":
            paper: Paper = seat.value
            owners = ", ".join(paper.document.values("owners")) or words.NO_OWNERS
            said = [shown(paper.document.trouble)] if paper.document.trouble else [shown(owners)]
            rows = [line("  ", piece) for piece in at_most(said[0], width - 4, 2)]
            path = fit(shown(paper.document.path), width - 4)
            return [part(""), *rows, line("  ", (path, "$muted"))]
        return []


def _sentence(drift: Drift) -> str:
    return shown(f"{drift.region} {drift.message}".strip())


def _here(drift: Drift, opened: Opened) -> str:
    document = next((d for d in opened.package.files.values() if d.path == drift.path), None)
    if document is None or not drift.region:
        return ""
    found = find(document.text).get(drift.region)
    return found.text(document.text) if found is not None else ""


def _in_spec(drift: Drift, found: Proposal | str | None) -> str:
    if not isinstance(found, Proposal):
        return ""
    for sheet in found.sheets:
        if sheet.path == drift.path:
            for region in sheet.regions:
                if region.name == drift.region:
                    return region.text
    return ""
