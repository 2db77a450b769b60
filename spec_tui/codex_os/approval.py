"""Approving a package: one status in all three files, and what was still open (seed 000, D)."""

from __future__ import annotations

from collections.abc import Sequence

from spec_tui.codex_os.documents import FILES, SPEC, Document
from spec_tui.codex_os.documents import read as read_document
from spec_tui.codex_os.done_of_spec import DoneLine
from spec_tui.codex_os.gate.model import Gate
from spec_tui.codex_os.headers import with_status
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.placing import one_line
from spec_tui.codex_os.signoff import COLUMNS, SignOff
from spec_tui.codex_os.tables import head_of, with_line
from spec_tui.work.change import Refused


def open_points(roles: Sequence[SignOff], lines: Sequence[DoneLine]) -> tuple[str, ...]:
    """What an approval leaves open, as it is shown: roles first, then the Definition of Done."""
    return (
        *(f"sign-off of {_role(one)}" for one in _unsigned(roles)),
        *(f"{line.title}: {line.reason}" for line in lines if not line.ok),
    )


def _unsigned(roles: Sequence[SignOff]) -> list[SignOff]:
    return [one for one in roles if one.state in {"open", "rejected"}]


def _role(one: SignOff) -> str:
    return f"{one.role} (rejected by {one.who})" if one.state == "rejected" else one.role


def approved(
    package: Package,
    gate: Gate,
    roles: Sequence[SignOff],
    lines: Sequence[DoneLine],
    who: str,
    date: str,
) -> dict[str, str]:
    """New texts by path: `status: approved` three times, and who approved with what left open.

    Raises Refused while an item of the gate fails, a file is missing or cannot be read.
    """
    if not who.strip():
        raise Refused("An approval needs a name: --by @handle. Nothing was changed.")
    if gate.failing:
        listed = ", ".join(f"{item.number} {item.id}" for item in gate.failing)
        count = len(gate.failing)
        raise Refused(
            f"{package.name} cannot be approved: {count} item{'s' if count > 1 else ''} of the "
            f"gate fail{'s' if count == 1 else ''}: {listed}. Nothing was changed. "
            "Fill them in or waive them with a reason."
        )
    for kind in SPEC:
        document = package.files[kind]
        if document.trouble:
            raise Refused(f"{document.trouble} Nothing was changed.")
        if not document.exists:
            raise Refused(
                f"{package.name} cannot be approved without {FILES[kind]}. Nothing was changed."
            )
    texts: dict[str, str] = {}
    for kind in SPEC:
        document = package.files[kind]
        if kind == "tech-spec":
            document = _recorded(document, _left(roles, lines), who, date)
        texts[document.path] = with_status(document, "approved", date)
    return texts


def _left(roles: Sequence[SignOff], lines: Sequence[DoneLine]) -> str:
    """What is recorded as open; without reasons, which would be stale with the next edit."""
    unsigned = ", ".join(_role(one) for one in _unsigned(roles))
    undone = ", ".join(line.title for line in lines if not line.ok)
    parts = [f"sign-off of {unsigned}"] if unsigned else []
    parts += [f"Definition of Done: {undone}"] if undone else []
    return f"; open: {'; '.join(parts)}" if parts else ""


def _recorded(document: Document, left: str, who: str, date: str) -> Document:
    line = f"- Approved by {one_line(who, 'name')}, {date}{left}"
    text = with_line(document, "sign-off", "Sign-off", line, head_of(COLUMNS))
    return read_document(document.kind, document.path, text)
