"""What building a package from SPEC.md would change, before anything is written."""

from __future__ import annotations

from textual.content import Content

from spec_tui import package_messages as words
from spec_tui.derivation import Proposal
from spec_tui.screens.packageview import LONGEST_TEXT, View
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import cut, fit, line, part, plain, shown, wrap

_WORD = 9


class BuildView(View):
    """A proposal row by row: files, what cannot be carried over, questions, the diff."""

    id = "build"

    def __init__(self, *args: object) -> None:
        super().__init__(*args)  # type: ignore[arg-type]
        self.proposal: Proposal | None = None
        self.trouble = ""
        """Why nothing can be built."""
        self.wrapped = 0

    def build(self) -> list[Seat]:
        """Every line of the proposal is a seat, so that all of it can be walked."""
        if self.proposal is None:
            return []
        return build_seats(self.proposal, max(20, self.screen.size.width - 6), words.BUILD_NOTHING)

    def empty(self) -> str:
        """Why there is nothing, or that it is being read."""
        return shown(self.trouble) or words.BUILDING

    def top(self, width: int) -> list[Content]:
        """What would be built, and how it is written."""
        found = self.proposal
        title = found.title if found is not None else ""
        head = words.BUILD_TITLE.format(title=shown(title)) if title else words.BUILD_PLAIN
        rows = [line("  ", (fit(head, width - 3), "bold"))]
        if found is not None and found.texts:
            rows += [line("  ", (one, "$muted")) for one in wrap(words.BUILD_WRITES, width - 4)]
        return rows

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        return build_row(seat, width)


def build_seats(found: Proposal, width: int, nothing: str) -> list[Seat]:
    """A proposal as rows; `nothing` is said where it changes nothing."""
    rows: list[tuple[str, str]] = []

    def group(title: str, lines: list[str]) -> None:
        if lines:
            rows.extend([("air", "")] * bool(rows) + [("head", title)])
            for one in lines:
                rows.extend(("words", piece) for piece in wrap(shown(one), width))

    if not found.texts:
        rows.extend(("words", piece) for piece in wrap(nothing, width))
    else:
        group(words.BUILD_FILES, [f"{_word(found, path)} {path}" for path in found.texts])
    places = [
        f"{one.path.rpartition('/')[2]}:{one.line}: {one.region} {one.message}"
        for one in found.drift
    ]
    group(words.BUILD_LOST, list(found.lost))
    group(words.BUILD_DRIFT, places)
    group(words.BUILD_GAPS, list(found.gaps))
    group(words.BUILD_NOTES, list(found.notes))
    diff = found.diff().splitlines()
    if diff:
        rows.extend([("air", ""), ("head", words.BUILD_DIFF)])
        rows.extend(("diff", one) for one in diff[: LONGEST_TEXT * 10])
    return [
        Seat(kind, f"{number}" if kind in {"words", "diff"} else "", text)
        for number, (kind, text) in enumerate(rows)
    ]


def _word(found: Proposal, path: str) -> str:
    word = words.BUILD_NEW if path in found.new else words.BUILD_CHANGED
    return word.ljust(_WORD)


def build_row(seat: Seat, width: int) -> Content:
    """One row of a proposal."""
    if seat.kind == "head":
        return part(fit(seat.value, width), "bold")
    if seat.kind != "diff":
        return part(fit(seat.value, width))
    text = plain(seat.value).plain
    style = {"+": "$success", "-": "$error", "@": "$muted"}.get(text[:1], "")
    text = text if len(text) <= width else cut(text, max(1, width - 1)) + "…"
    return part(text.replace("\n", " "), style)
