"""The parts of the board of artifacts: views, the five steps, the items of one, the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from spec_tui import artifact_messages as words
from spec_tui.omoi_os.chain import Entry, Step
from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.rows import RowList
from spec_tui.widgets.text import fit, line, part, selected, shown, spread, wrap

if TYPE_CHECKING:
    from spec_tui.screens.artifacts import ArtifactsScreen

_MARKS = {"good": ("✓", "$success"), "open": ("○", "$muted"), "bad": ("!", "$error")}
_NOTHING_MISSING = "nothing missing"
_FIVE = 70
"""Columns from which on the five steps stand beside each other."""


def state_of(step: Step) -> tuple[str, str]:
    """Glyph and colour of the state of a step."""
    if not step.count:
        return "○", "$muted"
    if step.mark == "good" or step.state in {"approved", "done"}:
        return "✓", "$success"
    return "◐", "$warning"


def missing_of(step: Step, room: int) -> str:
    """What is missing in so many cells: `complete`, `2 problems` where there is little room."""
    if len(step.missing) <= room:
        return step.missing
    if step.missing == _NOTHING_MISSING:
        return words.COMPLETE
    if step.problems:
        one = words.PROBLEM if step.problems == 1 else words.PROBLEMS
        return one.format(count=step.problems)
    return fit(shown(step.missing), room)


def _counted(step: Step, room: int) -> str:
    """The state in so many cells: `4 done` where `4 of 14 done` has no room."""
    if len(step.state) <= room or " of " not in step.state:
        return fit(step.state, room)
    return f"{step.state.split()[0]} done"


class BoardTop(Lines):
    """Names of the views and the feature; below them the chain, or what is open."""

    def __init__(self, screen: ArtifactsScreen) -> None:
        super().__init__(id="top")
        self.artifacts = screen
        self._spots: list[tuple[int, int, int, str]] = []
        """(first row, first column, end, what a click does)."""

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        screen = self.artifacts
        self._spots = []
        gap = [] if screen.arranged.folded else [part("")]
        rows = [part("")] if screen.arranged.tall else []
        rows.append(self._views(width, len(rows)))
        if screen.view == "item":
            return [*rows, *gap, *screen.sheet_rows(width)]
        if screen.view == "build":
            return [*rows, *gap, *screen.build_rows(width)]
        chain = screen.room.chain
        if chain is None:
            return rows
        rows += gap
        rows += self._steps(chain.steps, width, len(rows))
        rows += gap
        step = screen.step
        if step is not None:
            left = line("  ", (step.title, "bold"), f"  {step.count}")
            traced = words.TRACED.format(linked=chain.traced.linked, total=chain.traced.total)
            right = line((traced, "$muted"), "  ")
            if left.cell_length + right.cell_length + 2 <= width and chain.traced.total:
                left = spread(left, right, width)
            rows.append(left)
            rows += [part("")] if screen.arranged.tall else []
        return rows

    def _views(self, width: int, row: int) -> Content:
        left = line(" ")
        for key, mode, name in words.VIEWS:
            start = left.cell_length
            style = "bold $primary" if mode == "artifacts" else "$muted"
            left = line(left, (f"{key} ", "bold $primary"), (name, style), "  ")
            self._spots.append((row, start, left.cell_length - 2, mode))
        chain = self.artifacts.room.chain
        if chain is None or not chain.features:
            return left
        several = len(chain.features) > 1
        name = (
            words.FEATURES.format(count=len(chain.features))
            if several
            else shown(chain.features[0])
        )
        whole = name if several else words.FEATURE.format(name=name)
        room = width - left.cell_length - 2
        said = f"{words.PLACE}  {whole}"
        if len(said) > room:
            said = fit(name, max(1, room))
        return spread(left, line((said, "$muted"), " "), width)

    def _steps(self, steps: tuple[Step, ...], width: int, top: int) -> list[Content]:
        if width < _FIVE:
            return self._one_step(steps, width)
        cells = (width - 2) // len(steps)
        room = cells - 1
        rows = [line("  ") for _ in range(4)]
        for at, step in enumerate(steps):
            here = step.name == self.artifacts.at_step
            lead = f"{glyphs.HERE} " if at else ""
            indent = " " * len(lead) if cells > 20 else ""
            glyph, style = state_of(step)
            inner = room - len(indent)
            missing = missing_of(step, inner)
            look = "$error" if step.problems else "$muted"
            drawn = (
                line((lead, "$muted"), (step.title, "bold $primary" if here else "")),
                line(indent, str(step.count)),
                line(indent, (glyph, style), " ", _counted(step, inner - 2)),
                line(indent, (missing, look)),
            )
            start = rows[0].cell_length
            self._spots += [(top + n, start, start + room, f"step {step.name}") for n in range(4)]
            for number, content in enumerate(drawn):
                cut = content[:room]
                rows[number] = line(rows[number], cut.pad_right(max(0, cells - cut.cell_length)))
        return rows

    def _one_step(self, steps: tuple[Step, ...], width: int) -> list[Content]:
        """One line with the number of each step, and one about the step that is picked."""
        head = line(" ")
        for at, step in enumerate(steps):
            here = step.name == self.artifacts.at_step
            lead = f"{glyphs.HERE} " if at else ""
            name = step.title if here else step.title[:3]
            look = "bold $primary" if here else "$muted"
            head = line(head, (lead, "$muted"), (f"{name} {step.count}", look), " ")
        rows = [head[:width]]
        picked = self.artifacts.step
        if picked is not None:
            glyph, style = state_of(picked)
            said = f"{picked.state}, {shown(picked.missing)}"
            rows.append(line("  ", (glyph, style), " ", (fit(said, max(1, width - 6)), "$muted")))
        return rows

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked view, pick the clicked step."""
        for row, start, end, what in self._spots:
            if event.y == row and start <= event.x < end:
                if what.startswith("step "):
                    self.artifacts.pick(what.removeprefix("step "))
                else:
                    self.artifacts.go_view(what)
                return


class BoardRows(RowList):
    """The items of a step, the fields of a form, or the rows of what building would change."""

    def __init__(self, screen: ArtifactsScreen) -> None:
        super().__init__(id="rows")
        self.artifacts = screen
        self._longest = 4

    def redraw(self) -> None:
        """Take the longest id too: asking ten thousand items for each row would be slow."""
        self._longest = max((len(one.id) for one in self.artifacts.entries), default=4)
        super().redraw()

    def count(self) -> int:
        """How many rows there are."""
        return self.artifacts.count or len(self._empty(self.wide()))

    def _empty(self, width: int) -> list[str]:
        return wrap(self.artifacts.empty_words(), max(8, width - 4))

    def row(self, number: int, width: int) -> Content:
        """Return one row."""
        screen = self.artifacts
        if not screen.count:
            said = self._empty(width)
            return line("  ", (said[number] if number < len(said) else "", "$muted"))
        here = number == screen.at
        mark = glyphs.SELECTED if self.has_focus else glyphs.HERE
        bar = (mark, "$primary") if here else (" ", "")
        match screen.view:
            case "item":
                inside = self._field(number, width - 3)
            case "build":
                inside = screen.build_row(number, width - 3)
            case _:
                inside = self._entry(screen.entries[number], width - 3, here)
        content = line(bar, " ", inside)[:width]
        return selected(content, width) if here else content

    def _entry(self, entry: Entry, width: int, here: bool) -> Content:
        ids = min(self._longest, 22, width // 3)
        glyph, style = _MARKS[entry.mark]
        verdict = line((glyph, style), " ", fit(shown(entry.verdict), 12))
        cells = 14
        room = max(4, width - ids - 3 - cells)
        look = "bold" if here else ""
        text = fit(" ".join(shown(entry.text).split()), room)
        name = fit(shown(entry.id), ids)
        row = line((name.ljust(ids), "$muted"), "  ", (text, look))
        return line(row.pad_right(max(1, width - cells - row.cell_length)), verdict)

    def _field(self, number: int, width: int) -> Content:
        field = self.artifacts.fields[number]
        names = min(16, width // 3)
        look = "$muted" if field.fixed else ""
        hint = "" if field.fixed else " / ".join(field.choices)
        value = fit(shown(field.value), max(4, width - names - 2))
        row = line((fit(shown(field.name), names).ljust(names), "$muted"), "  ", (value, look))
        room = width - row.cell_length - 4
        return line(row, "   ", (hint, "$muted")) if hint and len(hint) <= room else row

    def on_click(self, event: events.Click) -> None:
        """Select the clicked row; a second click opens it."""
        number = self.row_at(event)
        if 0 <= number < self.artifacts.count:
            again = number == self.artifacts.at
            self.artifacts.select(number)
            if again:
                self.artifacts.do_open_artifact("")


class BoardFoot(Lines):
    """What is wrong with the selected row and a suggestion; else what to do next."""

    def __init__(self, screen: ArtifactsScreen) -> None:
        super().__init__(id="foot")
        self.artifacts = screen

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        said = self.artifacts.foot_words()
        most = 2 if self.artifacts.arranged.folded else 5
        rows: list[Content] = [] if self.artifacts.arranged.folded else [part("")]
        for lead, text, style in said:
            pieces = wrap(shown(text), max(8, width - 4 - len(lead)))
            for at, piece in enumerate(pieces):
                head = lead if not at else " " * len(lead)
                rows.append(line("  ", (head, f"bold {style}"), (piece, "$muted" if at else "")))
        return rows[:most]
