"""Three ways into one text: what was derived last, what SPEC.md says now, what people wrote.

A region nobody touched is brought up to date; one that a person changed stays as it is and is told
as drift; ticks, states and estimates are carried over. Text outside the regions is never touched
(interview.md B.10).
"""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

from spec_tui.derive import headers
from spec_tui.derive.model import Derived, Drift, Extra, Fixed, Region, Sheet
from spec_tui.derive.regions import (
    Found,
    Regions,
    carried,
    detached_mark,
    find,
    fingerprint,
    wrapped,
)
from spec_tui.documents.blocks import heading, place, scan
from spec_tui.documents.lines import newline_of


class Merged(NamedTuple):
    """A document brought up to date."""

    text: str
    changed: tuple[str, ...] = ()
    """Names of the regions and header fields that are different now."""
    drift: tuple[Drift, ...] = ()


class CannotSettle(Exception):  # noqa: N818 - a refusal, told to a person
    """A drift that cannot be settled this way; `str()` is the sentence."""


def fresh(sheet: Sheet) -> str:
    """The text of a new document."""
    body = "".join(_block(part) for part in sheet.parts)
    body = re.sub(r"\n+\Z", "\n", body)
    if not sheet.header:
        return body.lstrip("\n")
    return f"---\n{sheet.header}{headers.comment(sheet.derived)}---\n\n{body.lstrip(chr(10))}"


def _block(part: Fixed | Region) -> str:
    if isinstance(part, Fixed):
        return part.text.rstrip("\n") + "\n\n"
    return wrapped(part.name, part.sources, part.text) + "\n"


def merge(text: str, sheet: Sheet, *, was_there: bool = True) -> Merged:
    """Bring a document up to date. A document without anything of ours is left alone."""
    if not was_there:
        return Merged(fresh(sheet), tuple(region.name for region in sheet.regions))
    regions = find(text)
    if not regions.managed:
        message = "was written by hand: nothing in it follows SPEC.md."
        return Merged(text, (), (Drift(sheet.path, 1, "", "by hand", message),))
    changed: list[str] = []
    drift: list[Drift] = []
    edits: list[tuple[int, int, str]] = []
    newline = newline_of(text)
    for region in sheet.regions:
        if region.name in regions.broken:
            line = _line_of(text, region.name)
            message = (
                "its comments cannot be read: each begin needs one end, and a name stands once."
            )
            drift.append(Drift(sheet.path, line, region.name, "unreadable", message))
            continue
        if any(name == region.name for name, _ in regions.detached):
            continue
        one = regions.get(region.name)
        if one is None:
            told, edit = _absent(text, sheet, region, regions)
            drift += told
            if edit is not None:
                edits.append((edit[0], edit[0], edit[1].replace("\n", newline)))
                changed.append(region.name)
            continue
        kept = _kept(text, one, region, sheet.path)
        drift += kept.drift
        if kept.text is not None:
            edits.append((one.begin, one.end, kept.text.replace("\n", newline)))
            changed += [region.name] if kept.differs else []
    names = {region.name for region in sheet.regions}
    for one in regions.found:
        if one.name not in names:
            message = f"{', '.join(one.sources) or 'its source'} is no longer in SPEC.md. It stays."
            drift.append(Drift(sheet.path, one.line, one.name, "gone", message))
    head = headers.merge_header(_spliced(text, edits), sheet.derived)
    for name, offset, both in head.edited:
        also = " SPEC.md changed as well." if both else ""
        drift.append(
            Drift(
                sheet.path,
                place(head.text, offset)[0],
                f"header.{name}",
                "both" if both else "edited",
                f"{name} was changed here.{also}",
            )
        )
    changed += [f"header.{name}" for name in head.changed]
    return Merged(head.text, tuple(changed), tuple(sorted(drift, key=lambda d: d.line)))


class _Kept(NamedTuple):
    text: str | None = None
    """With its comments; None where nothing is written."""
    differs: bool = False
    drift: tuple[Drift, ...] = ()


def _kept(text: str, one: Found, region: Region, path: str) -> _Kept:
    current = one.text(text)
    now, new = fingerprint(current), fingerprint(region.text)
    mark_stale = (
        one.sha != new
        or wrapped(one.name, region.sources, "").split(" sha=")[0]
        not in (text[one.begin : one.start])
    )
    if now == new:
        return _Kept(wrapped(one.name, region.sources, current, new)) if mark_stale else _Kept()
    if now == one.sha:
        return _Kept(wrapped(one.name, region.sources, carried(current, region.text), new), True)
    if new == one.sha:
        told = Drift(path, one.line, one.name, "edited", "was changed here.")
    else:
        told = Drift(path, one.line, one.name, "both", "was changed here, and SPEC.md changed too.")
    return _Kept(drift=(told,))


def _absent(
    text: str, sheet: Sheet, region: Region, regions: Regions
) -> tuple[tuple[Drift, ...], tuple[int, str] | None]:
    """A region that the document lacks: new where its kind is a list of items, else left out."""
    if region is sheet.parts[0]:
        # the head of a spec: there is no place to put it back to
        message = "was taken out."
        return (Drift(sheet.path, 1, region.name, "removed", message),), None
    title = _title_before(sheet, region)
    if title:
        line = _heading_line(text, title)
        if line:
            message = f"{title} was written by hand."
            return (Drift(sheet.path, line, region.name, "by hand", message),), None
        message = f"{title} was taken out."
        return (Drift(sheet.path, 1, region.name, "removed", message),), None
    names = [one.name for one in sheet.regions]
    number = names.index(region.name)
    for name in reversed(names[:number]):
        before = regions.get(name)
        if before is not None:
            return (), (before.end, "\n" + wrapped(region.name, region.sources, region.text))
    for name in names[number + 1 :]:
        after = regions.get(name)
        if after is not None:
            return (), (after.begin, wrapped(region.name, region.sources, region.text) + "\n")
    gap = "" if text.endswith(("\n", "\r")) else "\n"
    return (), (len(text), f"{gap}\n{wrapped(region.name, region.sources, region.text)}")


def _title_before(sheet: Sheet, region: Region) -> str:
    """The heading right above a region, "" for an item of a list of regions."""
    parts = list(sheet.parts)
    above = parts[parts.index(region) - 1] if parts.index(region) else None
    if not isinstance(above, Fixed):
        return ""
    titles = [line for line in above.text.split("\n") if heading(line)]
    following = parts[parts.index(region) + 1 :]
    listed = following and isinstance(following[0], Region)
    return "" if listed or not titles else titles[-1]


def _heading_line(text: str, title: str) -> int:
    wanted = heading(title)
    for line in scan(text).plain():
        if heading(line.text) == wanted:
            return line.number + 1
    return 0


def _line_of(text: str, name: str) -> int:
    return place(text, max(text.find(f"<!-- spec-tui:begin {name} "), 0))[0]


def _spliced(text: str, edits: list[tuple[int, int, str]]) -> str:
    # several new items may stand at one offset: the order of the sheet is kept
    parts: list[str] = []
    at = 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


# -- settling drift -------------------------------------------------------------------------


def restore(text: str, sheet: Sheet, name: str) -> str:
    """Let a region or header field say again what SPEC.md says. Raises CannotSettle."""
    if name.startswith("header."):
        return headers.set_derived(text, _field(sheet, name))
    region, one = _both(text, sheet, name)
    new = wrapped(name, region.sources, carried(one.text(text), region.text))
    return text[: one.begin] + new.replace("\n", newline_of(text)) + text[one.end :]


def detach(text: str, name: str) -> str:
    """Let a region or header field be a person's from now on. Raises CannotSettle."""
    if name.startswith("header."):
        return headers.forget_derived(text, name.removeprefix("header."))
    one = find(text).get(name)
    if one is None:
        raise CannotSettle(f"There is no managed region {name}. Nothing was changed.")
    mark = detached_mark(one).replace("\n", newline_of(text))
    return text[: one.begin] + mark + text[one.start : one.stop] + text[one.end :]


def _both(text: str, sheet: Sheet, name: str) -> tuple[Region, Found]:
    one = find(text).get(name)
    region = next((region for region in sheet.regions if region.name == name), None)
    if one is None:
        raise CannotSettle(f"There is no managed region {name} in {sheet.path}.")
    if region is None:
        raise CannotSettle(f"{name} is no longer in SPEC.md: detach it, or put it back there.")
    return region, one


def _field(sheet: Sheet, name: str) -> Derived:
    for one in sheet.derived:
        if f"header.{headers.name_of(one)}" == name:
            return one
    raise CannotSettle(f"{sheet.path} has no derived field {name.removeprefix('header.')}.")


# -- files that are ours as a whole ----------------------------------------------------------

_OURS = re.compile(r"\S+ spec-tui: derived sha=([0-9a-f]{12})[^\n]*\n")


def fresh_extra(extra: Extra) -> str:
    """The text of a file that is ours as a whole, its comment on top."""
    body = extra.text.rstrip("\n") + "\n"
    return f"{extra.comment} spec-tui: derived sha={_sha(body)}\n{body}"


def merge_extra(text: str, extra: Extra, *, was_there: bool) -> Merged:
    """Bring a file that is ours as a whole up to date; one that a person changed stays."""
    new = fresh_extra(extra)
    if not was_there:
        return Merged(new, (extra.path,))
    found = _OURS.match(text.replace("\r\n", "\n"))
    same = text.replace("\r\n", "\n")
    if found is None:
        message = "was written by hand: it does not follow SPEC.md."
        return Merged(text, (), (Drift(extra.path, 1, "", "by hand", message),))
    if _sha(same[found.end() :]) != found[1]:
        message = "was changed here."
        return Merged(text, (), (Drift(extra.path, 1, "", "edited", message),))
    return Merged(new, (extra.path,)) if new != same else Merged(text)


def _sha(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()[:12]
