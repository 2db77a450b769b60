"""An edit inside a region taken back to SPEC.md: which facts it changes, and how they read now."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from spec_tui.derive.merging import CannotSettle
from spec_tui.derive.model import Piece, Region
from spec_tui.derive.regions import fingerprint, plain


class _Line(NamedTuple):
    text: str
    piece: int
    """Index of the piece it belongs to."""
    first: bool


def pushed(region: Region, current: str, sha: str) -> dict[str, str]:
    """The new text of each fact that a person changed inside a region, by key.

    `current` is the region as it stands, `sha` what it was derived from. Every changed line must
    be the line of a fact. Raises CannotSettle where the edit is about our words, or where SPEC.md
    changed as well: then nothing tells which words are meant.
    """
    if fingerprint(region.text) != sha:
        raise CannotSettle(
            f"SPEC.md changed as well since {region.name} was derived. Change it in SPEC.md, then "
            "restore the region."
        )
    lines = [
        _Line(line, number, at == 0)
        for number, piece in enumerate(region.pieces)
        for at, line in enumerate(piece.lines)
    ]
    old = [line.text for line in lines]
    new = plain(current).split("\n")
    owned: dict[int, list[str]] = {n: list(p.lines) for n, p in enumerate(region.pieces)}
    fresh: dict[int, list[str]] = {n: [] for n in owned}
    added: dict[int, list[str]] = {}
    for word, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if word == "equal":
            for line in lines[a:b]:
                fresh[line.piece].append(line.text)
            continue
        touched = sorted({line.piece for line in lines[a:b]})
        _only_facts(region, touched)
        if touched and len(touched) == d - c and all(len(owned[n]) == 1 for n in touched):
            for number, text in zip(touched, new[c:d], strict=True):
                fresh[number].append(text)
        elif touched:
            _one_fact(region, touched)
            fresh[touched[0]] += new[c:d]
        else:
            above = lines[a - 1].piece if a else -1
            _only_facts(region, [above] if above >= 0 else [-1])
            added.setdefault(above, []).extend(new[c:d])
    return _values(region, fresh, added)


def _only_facts(region: Region, touched: list[int]) -> None:
    if any(number < 0 or not region.pieces[number].key for number in touched):
        raise CannotSettle(
            f"The edit in {region.name} is not about words of SPEC.md alone. Restore the region, "
            "or detach it."
        )


def _one_fact(region: Region, touched: list[int]) -> None:
    if len({region.pieces[number].key for number in touched}) > 1:
        raise CannotSettle(
            f"The edit in {region.name} is about several facts at once. Change them in SPEC.md, "
            "then restore the region."
        )


def _values(
    region: Region, fresh: dict[int, list[str]], added: dict[int, list[str]]
) -> dict[str, str]:
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for number, piece in enumerate(region.pieces):
        if not piece.key:
            continue
        before.setdefault(piece.key, []).append(piece.text)
        words = _words(region, piece, fresh[number])
        after.setdefault(piece.key, []).extend([words] if words else [])
        for line in added.get(number, ()):
            if not line.strip():
                continue
            if piece.indent.strip(" ") == "" and piece.indent and line.startswith(piece.indent):
                after[piece.key][-1] += "\n" + line.removeprefix(piece.indent)
                continue
            if not piece.lead.strip() or not line.startswith(piece.lead):
                raise CannotSettle(
                    f"The line “{line.strip()}” in {region.name} belongs to no fact of SPEC.md. "
                    "Restore the region, or detach it."
                )
            after[piece.key].append(line.removeprefix(piece.lead).strip())
    changed = {key: "\n".join(text) for key, text in after.items() if text != before[key]}
    if any(not text.strip() for text in changed.values()):
        raise CannotSettle(
            f"A fact of {region.name} was taken out. Take it out of SPEC.md, then derive again."
        )
    return changed


def _words(region: Region, piece: Piece, lines: list[str]) -> str:
    """The text of a piece from its lines, the lead and the indent taken off."""
    if not lines:
        return ""
    first, *rest = lines
    last = lines[-1]
    if not first.startswith(piece.lead) or (piece.tail and not last.endswith(piece.tail)):
        raise CannotSettle(
            f"The edit in {region.name} changes “{piece.lead.strip()}”, which SPEC.md does not "
            "hold. Restore the region, or detach it."
        )
    lead = piece.lead if piece.lead.strip() else "\0"
    found = [
        first.removeprefix(piece.lead),
        *(line.removeprefix(lead if line.startswith(lead) else piece.indent) for line in rest),
    ]
    if piece.tail:
        found[-1] = found[-1].removesuffix(piece.tail)
    return "\n".join(found).rstrip()
