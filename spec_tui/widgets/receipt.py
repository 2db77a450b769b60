"""The receipt line: what the last answer did, or why it did nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content

from spec_tui import messages, plan_messages
from spec_tui.interview.model import Outcome
from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.text import fit, line, part, shown, wrap

if TYPE_CHECKING:
    from spec_tui.tasks import Told

_STRONG = re.compile(r"§\d+(?: [^.,:;]+)?|ctrl\+[a-z]|(?:SPEC\.md|stack\.toml):\d+(?::\d+)?")
MOST_ROWS = 2


@dataclass(frozen=True, slots=True)
class Receipt:
    """One receipt, with shorter versions for narrow windows."""

    text: str
    glyph: str = ""
    style: str = "$muted"
    notes: tuple[str, ...] = ()
    tail: str = ""
    """Said only where there is room."""

    def versions(self) -> tuple[str, ...]:
        """The sentence from its fullest to its shortest form."""
        text = shown(self.text)
        notes = " ".join(shown(note) for note in self.notes)
        short = text.replace("Saved to SPEC.md, ", "Saved: ")
        full = " ".join(piece for piece in (text, notes, self.tail) if piece)
        return (
            full,
            " ".join(piece for piece in (text, notes) if piece),
            *([] if notes else [f"{text} {self.tail}".strip(), f"{short} {self.tail}".strip()]),
        )


def receipt_of(outcome: Outcome) -> Receipt | None:
    """Return the receipt of an outcome, None where it has nothing to say."""
    if outcome.refused:
        return Receipt(outcome.refused, "!", "$error", outcome.notes)
    if not outcome.receipt:
        return Receipt(" ".join(outcome.notes)) if outcome.notes else None
    tail = messages.TAKES_BACK if outcome.keys and "ctrl+r" not in outcome.receipt else ""
    text = outcome.receipt.removeprefix(f"{glyphs.DONE} ")
    return Receipt(text, glyphs.DONE, "$success", outcome.notes, tail)


def receipt_of_told(told: Told, *, undoable: bool = True) -> Receipt:
    """The receipt of a change of plans, packages, artifacts or journals."""
    if not told.changed:
        return Receipt(told.text, "!", "$error")
    tail = plan_messages.TAKES_BACK if undoable else ""
    return Receipt(told.text, glyphs.DONE, "$success", tail=tail)


class ReceiptLine(Lines):
    """One row, two where the sentence needs them; stays until the next receipt."""

    DEFAULT_CSS = "ReceiptLine { height: auto; max-height: 3; }"

    def __init__(self) -> None:
        super().__init__()
        self.receipt = Receipt("")

    def show(self, receipt: Receipt) -> None:
        """Draw another receipt."""
        if receipt != self.receipt:
            self.receipt = receipt
            self.redraw(layout=True)

    def lines(self, width: int) -> list[Content]:
        """Return the rows: the fullest version that fits one row, else wrapped."""
        receipt = self.receipt
        lead = f" {receipt.glyph} " if receipt.glyph else " "
        room = max(1, width - len(lead) - 1)
        versions = receipt.versions()
        for version in versions:
            if len(wrap(version, room)) == 1:
                return [self._row(lead, version)]
        rows = wrap(versions[1], room)
        most = MOST_ROWS if width >= 80 else MOST_ROWS + 1
        if len(rows) > most:
            rows = [*rows[: most - 1], fit(" ".join(rows[most - 1 :]), room)]
        indent = " " * len(lead)
        return [self._row(lead if not index else indent, row) for index, row in enumerate(rows)]

    def _row(self, lead: str, text: str) -> Content:
        receipt = self.receipt
        loud = receipt.style == "$error"
        content = part(text, "$error" if loud else "$muted")
        for match in _STRONG.finditer(text):
            style = "$primary" if match[0].startswith("ctrl") else "$foreground"
            content = content.stylize(style, match.start(), match.end())
        return line((lead, f"bold {receipt.style}"), content)
