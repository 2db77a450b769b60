"""Managed regions in a text: where they are, what they were made of, and what a person changed.

`<!-- spec-tui:begin tasks/ID-003 from=personas/top-use-cases/book sha=1a2b3c4d5e6f -->` stands on a
line of its own before the region, `<!-- spec-tui:end -->` behind it. A region that a person took
over for good leaves `<!-- spec-tui:detached tasks/ID-003 from=… -->` (interview.md B.10).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.documents.lines import split_lines

_MARK = re.compile(
    r"<!-- spec-tui:(?P<word>begin|detached) (?P<name>\S+)(?: from=(?P<from>\S*))?"
    r"(?: sha=(?P<sha>[0-9a-f]+))? -->[ \t]*$"
)
_END = re.compile(r"<!-- spec-tui:end -->[ \t]*$")
FENCE = re.compile(
    r"[ \t]*(?:[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)$"
)
"""A line that opens a fence, also right behind a bullet."""
_BOX = re.compile(r"^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\[[xX]\](?=[ \t])")
_BOXED = re.compile(
    r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[(?P<tick>[ xX])\][ \t]+(?P<text>.*?)[ \t]*$"
)
_STATE = re.compile(
    r"[ \t]*[-*+][ \t]+(?:\[[xX]\][ \t]+done\b|\[ \][ \t]+(?:in progress|blocked)\b)", re.IGNORECASE
)
_ESTIMATE = re.compile(r"(\bEst(?:imate)?:[ \t]*)([^),\n]+)")
_FIELD = re.compile(r"[ \t]*(?:[-*+][ \t]+)?\*\*(?:Status|Estimate)(?::\*\*|\*\*:)", re.IGNORECASE)
LONGEST_FROM = 400


@dataclass(frozen=True, slots=True)
class Found:
    """A region in a text; offsets are characters, `line` counts from 1."""

    name: str
    sources: tuple[str, ...]
    sha: str
    begin: int
    """Offset of its first comment."""
    start: int
    """Offset of its first line."""
    stop: int
    """Offset behind its last line."""
    end: int
    """Offset behind the closing comment and its newline."""
    line: int

    def text(self, whole: str) -> str:
        """The lines between the comments, joined by newlines, without one at the end."""
        return plain(whole[self.start : self.stop])

    def edited(self, whole: str) -> bool:
        """Whether a person changed it since it was written; ticks and states are no change."""
        return fingerprint(self.text(whole)) != self.sha


@dataclass(frozen=True, slots=True)
class Regions:
    """All marks of one text."""

    found: tuple[Found, ...]
    detached: tuple[tuple[str, tuple[str, ...]], ...]
    """(name, sources) of the regions that people took over."""
    broken: frozenset[str]
    """Names whose marks are there but cannot be paired, or that stand twice: never written."""

    def get(self, name: str) -> Found | None:
        """The region of that name."""
        return next((one for one in self.found if one.name == name), None)

    @property
    def managed(self) -> bool:
        """Whether the text has anything of ours."""
        return bool(self.found or self.detached or self.broken)


def plain(text: str) -> str:
    """A text with `\\n` as its line ends and none at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def find(text: str) -> Regions:
    """The regions of a text. Marks inside fences are words of the document."""
    found: list[Found] = []
    detached: list[tuple[str, tuple[str, ...]]] = []
    broken: set[str] = set()
    if "<!-- spec-tui:" not in text:
        return Regions((), (), frozenset())
    opened: tuple[re.Match[str], int, int, int] | None = None
    fence = ""
    at = 0
    for number, line in enumerate(split_lines(text), 1):
        here, at = at, at + len(line)
        bare = line.rstrip("\r\n")
        fence = after_fence(bare, fence)
        match = _MARK.match(bare)
        if match is None and not _END.match(bare):
            continue
        if fence:
            if match is not None:
                broken.add(match["name"])
            continue
        if match is None:
            if opened is not None:
                found.append(_found(opened, here, at))
                opened = None
            continue
        if match["word"] == "detached":
            detached.append((match["name"], _keys(match["from"])))
            continue
        if opened is not None:
            broken.add(opened[0]["name"])
        opened = (match, here, at, number)
    if opened is not None:
        broken.add(opened[0]["name"])
    names = [one.name for one in found]
    broken |= {name for name in names if names.count(name) > 1}
    kept = tuple(one for one in found if one.name not in broken)
    return Regions(kept, tuple(detached), frozenset(broken))


def after_fence(line: str, fence: str) -> str:
    """The fence that is open behind a line, "" for none; `fence` is the one open before it."""
    if fence:
        closes = line.strip()
        return "" if closes.startswith(fence) and set(closes) == {fence[0]} else fence
    match = FENCE.match(line)
    return match["mark"] if match is not None else ""


def _found(opened: tuple[re.Match[str], int, int, int], stop: int, end: int) -> Found:
    match, begin, start, line = opened
    return Found(
        match["name"], _keys(match["from"]), match["sha"] or "", begin, start, stop, end, line
    )


def _keys(written: str | None) -> tuple[str, ...]:
    return tuple(key for key in (written or "").split(",") if key)


def fingerprint(text: str) -> str:
    """What a region was made of, as twelve hexadecimal digits.

    Ticks are cleared; lines that say done, in progress or blocked, status and estimate are left
    out, so carrying a task out changes nothing.
    """
    lines = []
    for line in plain(text).split("\n"):
        if _STATE.match(line) or _FIELD.match(line):
            continue
        line = _BOX.sub(r"\1[ ]", line.rstrip())
        lines.append(_ESTIMATE.sub(r"\1", line))
    while lines and not lines[-1]:
        lines.pop()
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def wrapped(name: str, sources: Sequence[str], text: str, sha: str = "") -> str:
    """A region with its comments, each line with its newline."""
    made_from = ",".join(sources)
    if len(made_from) > LONGEST_FROM:
        cut = made_from[:LONGEST_FROM].rpartition(",")[0]
        made_from = f"{cut},…" if cut else made_from[:LONGEST_FROM]
    head = f"<!-- spec-tui:begin {name} from={made_from} sha={sha or fingerprint(text)} -->"
    return f"{head}\n{text}\n<!-- spec-tui:end -->\n"


def detached_mark(one: Found) -> str:
    """The line that remembers a region which a person took over."""
    return f"<!-- spec-tui:detached {one.name} from={','.join(one.sources)} -->\n"


def carried(old: str, new: str) -> str:
    """New text of a region with what was done in the old one: ticks, states, estimate, status."""
    before = plain(old).split("\n")
    ticked = {
        match["text"]
        for line in before
        if not _STATE.match(line) and (match := _BOXED.match(line)) and match["tick"] != " "
    }
    lines = []
    for line in new.split("\n"):
        match = _BOXED.match(line)
        if match is not None and match["text"] in ticked:
            line = f"{line[: match.start('tick')]}x{line[match.end('tick') :]}"
        lines.append(line)
    estimate = next((m[2] for line in before if (m := _ESTIMATE.search(line))), "")
    for number, line in enumerate(lines):
        if estimate and _ESTIMATE.search(line):
            lines[number] = _ESTIMATE.sub(lambda m: m[1] + estimate, line, count=1)
            break
    fields = {_label(line): line for line in before if _FIELD.match(line)}
    lines = [fields.get(_label(line), line) if _FIELD.match(line) else line for line in lines]
    own = {_label(line) for line in lines if _FIELD.match(line)}
    states = [
        line
        for line in before
        if _STATE.match(line) or (_FIELD.match(line) and _label(line) not in own)
    ]
    return "\n".join([lines[0], *states, *lines[1:]])


def _label(line: str) -> str:
    return line.partition(":")[0].strip(" \t-*+").casefold()
