"""`## Sign-off` of tech-spec.md: which role agreed, who, when, with what decision (seed 000, D)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from spec_tui.codex_os.documents import Document
from spec_tui.codex_os.headers import touched
from spec_tui.codex_os.placing import one_line
from spec_tui.codex_os.tables import table_in, with_row
from spec_tui.documents.fold import fold
from spec_tui.work.change import Refused
from spec_tui.work.editing import Unknown

COLUMNS = (
    ("Role", "stakeholder"),
    ("Who", "name", "by", "reviewer"),
    ("Date", "when"),
    ("Decision", "status", "verdict"),
)
"""What we call a column, then what others call it."""
ROLES = ("product", "tech lead", "security", "data", "QA")
"""Stakeholders of seed 000, step D."""
_PLAIN = frozenset({"", "approved", "approve", "ok", "yes", "agreed", "lgtm", "signed", "open"})
_NOT_NEEDED = re.compile(r"(?:not needed|not required|not applicable|n/?a\b)")
_REJECTED = re.compile(r"(?:reject|declin|refus|not approved|no\b)")

State = Literal["signed", "rejected", "not needed", "open"]


class SignOff(NamedTuple):
    """What a role said; without a line of its own it is open."""

    role: str
    who: str = ""
    date: str = ""
    decision: str = ""
    path: str = ""
    line: int = 0

    @property
    def state(self) -> State:
        """What the row means."""
        words = fold(self.decision)
        if _NOT_NEEDED.match(words):
            return "not needed"
        if not self.who.strip(" -—–") or words == "open":
            return "open"
        return "rejected" if _REJECTED.match(words) else "signed"

    @property
    def decided(self) -> bool:
        """Whether it holds a decision worth an ADR, not just a yes or a no."""
        words = fold(self.decision).strip(".!")
        return words not in _PLAIN and self.state == "signed"


def role_of(name: str) -> str:
    """The role that a name means: `tech-lead` is `tech lead`. Raises Unknown."""
    wanted = fold(name).replace("-", " ").replace("_", " ")
    known = {fold(role): role for role in ROLES} | {"tech": "tech lead", "techlead": "tech lead"}
    known |= {"quality": "QA", "qa lead": "QA", "privacy": "security", "product owner": "product"}
    if wanted not in known:
        listed = ", ".join(ROLES)
        raise Unknown(f"{name!r} is no role. There are: {listed}. Nothing was changed.")
    return known[wanted]


def rows(document: Document) -> tuple[SignOff, ...]:
    """All rows of the table in the order of the file."""
    found: list[SignOff] = []
    for section in document.all("sign-off"):
        table = table_in(document, section)
        if table is None:
            continue
        for line, row in table.rows:
            role, who, date, decision = (table.cell(row, *names) for names in COLUMNS)
            found.append(SignOff(role or row[0], who, date, decision, document.path, line))
    return tuple(found)


def sign_offs(document: Document) -> tuple[SignOff, ...]:
    """Every role of seed 000 with what it said last, then further roles of the file."""
    last: dict[str, SignOff] = {role: SignOff(role) for role in ROLES}
    for row in rows(document):
        try:
            role = role_of(row.role)
        except Unknown:
            role = row.role
        last[role] = row._replace(role=role)
    return tuple(last.values())


def signed(document: Document, role: str, who: str, date: str, decision: str) -> str:
    """The tech-spec.md with one sign-off more; an earlier one of the role stays above it.

    Raises Unknown for a role that there is not, and Refused without a name.
    """
    if not who.strip():
        raise Refused("A sign-off needs a name: --by @handle. Nothing was changed.")
    said = one_line(" ".join(decision.split()) or "approved", "decision")
    cells = (role_of(role), one_line(who, "name"), date, said)
    return touched(with_row(document, "sign-off", "Sign-off", COLUMNS, cells), date)
