"""A new package from a title: the three documents of seed 000, Appendices A to C, nothing written.

Git keeps no empty folders, so assets/, api/ and models/ are made with the first file in them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spec_tui.codex_os.documents import FILES, SPEC, Kind
from spec_tui.codex_os.package import DECISIONS, SPECS
from spec_tui.codex_os.prd import fill
from spec_tui.documents.frontmatter import quoted
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.kebab import kebab
from spec_tui.documents.visible import visible
from spec_tui.work.change import Refused

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "specs", "product", "standards", "instructions"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)}
)
_TITLES: dict[Kind, str] = {
    "srd": "{}",
    "tech-spec": "{} — Technical Spec",
    "tasks": "{} — Task Plan",
}


@dataclass(frozen=True, slots=True)
class Created:
    """A package that is not written yet."""

    name: str
    """Of its folder: `2025-08-23-user-profiles`."""
    spec_id: str
    folder: str
    texts: dict[str, str]
    """By path, relative to the repository."""


def slug(title: str) -> str:
    """The kebab part of a folder's name: ASCII, lower case, at most 60 characters (formats.md 54).

    Raises Refused for a title that leaves nothing, or a name that a system keeps for itself.
    """
    name = kebab(title)
    if not name:
        raise Refused(
            f"{title!r} holds no latin letter or digit to name a folder after. "
            "Nothing was written. Give it a title with letters."
        )
    if name in _RESERVED:
        raise Refused(
            f"A package cannot be called {name}: the name is reserved. "
            "Nothing was written. Give it a longer title."
        )
    return name


def title_of(title: str) -> str:
    """A title as it may stand in a header. Raises Refused."""
    title = title.strip()
    if not title or re.search(r"[\r\n]", title) or visible(title) != title:
        raise Refused(
            "A title is one line with at least one character and nothing invisible in it. "
            "Nothing was written."
        )
    return title


def day_of(text: str) -> str:
    """`2025-08-23` for a date as typed. Raises Refused."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        try:
            return dt.date.fromisoformat(text).isoformat()
        except ValueError:
            pass
    raise Refused(f"{text!r} is no date. Write it as 2025-08-23. Nothing was written.")


def free_name(title: str, day: str, taken: Callable[[str], bool]) -> str:
    """The folder name for a title and a day; `-2` and so on where it is taken. Raises Refused."""
    name = f"{day_of(day)}-{slug(title)}"
    if not taken(f"{SPECS}/{name}"):
        return name
    return next(
        other
        for other in (f"{name}-{number}" for number in range(2, 10_000))
        if not taken(f"{SPECS}/{other}")
    )


def header(kind: Kind, title: str, name: str, day: str, owners: Sequence[str]) -> str:
    """The header of a document (seed 000, 3) with both fences; `name` is that of the folder.

    Handles stand in quotes, for YAML reads no bare `@`; the links resolve from the file.
    """
    lines = [
        "---",
        f"spec_id: {name[:10].replace('-', '')}{name[10:]}",
        f"title: {quoted(_TITLES[kind].format(title))}",
        f"owners: [{', '.join(quoted(owner) for owner in owners)}]",
        "status: draft",
        f"updated: {day}",
        "links:",
        "  prd: ./srd.md",
        "  decisions: ../../product/decisions.md",
        "---",
    ]
    return "\n".join(lines) + "\n"


def create(
    title: str,
    day: str,
    *,
    today: str,
    owners: Sequence[str] = (),
    reviewers: Sequence[str] = (),
    taken: Callable[[str], bool],
    prd: tuple[str, str] | None = None,
) -> Created:
    """A package from the templates. `owners` are the DRI and the backup, `day` names the folder.

    `taken` says whether a path is there already. `prd` is the name and text of a document that
    goes into srd.md, none of it lost. A first decisions.md is made where there is none, so that
    the links resolve. Raises Refused.
    """
    title = title_of(title)
    name = free_name(title, day, taken)
    folder = f"{SPECS}/{name}"
    texts: dict[str, str] = {}
    for kind in SPEC:
        body = template(kind)
        if kind == "srd" and prd is not None:
            body = fill(body, *prd)
        head = header(kind, title, name, today, owners)
        texts[f"{folder}/{FILES[kind]}"] = with_reviewers(f"{head}\n{body}", reviewers)
    if not taken(DECISIONS):
        texts[DECISIONS] = "# Decisions\n"
    return Created(name, name[:10].replace("-", "") + name[10:], folder, texts)


def with_reviewers(text: str, reviewers: Sequence[str]) -> str:
    """A new document with `reviewers` below the owners of its header."""
    found = read_header(text)
    if not reviewers or found is None or "owners" not in found.fields:
        return text
    at = text.index("\n", found.fields["owners"].value.end - 1) + 1
    return f"{text[:at]}reviewers: [{', '.join(quoted(one) for one in reviewers)}]\n{text[at:]}"


@cache
def template(kind: Kind) -> str:
    """The body of a document as it is before anybody wrote in it."""
    path = files("spec_tui") / "templates" / "codex" / FILES[kind]
    return path.read_text(encoding="utf-8")
