"""`## Waivers` of tech-spec.md: gate items let pass, why, and by whom (formats.md 47)."""

from __future__ import annotations

from typing import NamedTuple

from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.headers import touched
from spec_tui.codex_os.placing import one_line
from spec_tui.codex_os.tables import table_in, with_row
from spec_tui.work.change import Refused

COLUMNS = (
    ("Item", "gate item", "#"),
    ("Reason", "why"),
    ("Who", "by", "waived by", "approved by"),
    ("Date", "when"),
)
"""What we call a column, then what others call it."""


class Waiver(NamedTuple):
    """One row; `item` as written: an id, a number or a title."""

    item: str
    reason: str
    who: str
    date: str
    path: str
    line: int

    @property
    def valid(self) -> bool:
        """Whether it says why and who; without them nothing is waived."""
        return bool(self.reason.strip(" -—–.")) and bool(self.who.strip(" -—–."))


def waivers(document: Document) -> tuple[Waiver, ...]:
    """The waivers of a tech-spec.md in the order of the file."""
    found: list[Waiver] = []
    for section in document.all("waivers"):
        table = table_in(document, section)
        if table is None:
            continue
        for line, row in table.rows:
            item, reason, who, date = (table.cell(row, *names) for names in COLUMNS)
            found.append(Waiver(item or row[0], reason, who, date, document.path, line))
    return tuple(found)


def waived(document: Document, item: str, reason: str, who: str, date: str) -> str:
    """The tech-spec.md with one waiver more. Raises Refused without a reason or a name."""
    reason, who = " ".join(reason.split()), " ".join(who.split())
    if not reason.strip(" -—–."):
        raise Refused("A waiver needs a reason. Nothing was changed.")
    if not who:
        raise Refused("A waiver needs a name: --by @handle. Nothing was changed.")
    cells = (item, one_line(reason, "reason"), one_line(who, "name"), date)
    return touched(
        with_row(document, "waivers", "Waivers", COLUMNS, cells, before="sign-off"), date
    )
