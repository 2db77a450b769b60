"""What a context journal holds, and what a link of a tree leads to. Read only, frozen.

The shapes are those of the template in seed 004; who reads them is in journal.py and linking.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

EntryKind = Literal["plan", "change", "implement", "test", "commit", "issue", "deliver", "note"]
Result = Literal["completed", "partial", "blocked"]
Source = Literal["computed", "typed"]
LinkState = Literal["ok", "dead", "ambiguous", "outside", "web"]

KINDS: tuple[EntryKind, ...] = (
    "plan", "change", "implement", "test", "issue", "commit", "deliver", "note",
)  # fmt: skip
RESULTS: tuple[Result, ...] = ("completed", "partial", "blocked")
HEADINGS: Mapping[EntryKind, str] = {
    "plan": "Planning",
    "change": "Changes to Spec",
    "implement": "Implementation",
    "test": "Testing",
    "commit": "Commits",
    "issue": "Issues & Resolutions",
    "deliver": "Implementation",
    "note": "Notes",
}
"""The heading of level 4 in a session that a kind of entry stands under (seed 004).

`deliver` shares that of `implement`, as in the template: `- Created [[…]]`.
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was recorded in a session."""

    kind: EntryKind
    text: str
    """As written, without the bullet and the time; one line."""
    time: str = ""
    """`14:02`, local, "" where none is written."""
    line: int = 0
    details: tuple[str, ...] = ()
    """Lines nested below it, without their indentation."""
    resolution: str = ""
    """Of an issue."""
    commit: str = ""
    """Of a commit or of a resolution: the hash as written."""
    resolved: str = ""
    """Time of the resolution, `15:40`, "" where none is written."""
    date: str = ""
    """`2025-08-24` where the entry was made on another day than its session began, else ""."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session of the timeline."""

    number: int
    date: str
    """As written: `2025-08-23`."""
    title: str
    line: int
    """Of its heading, from 1."""
    duration: str = ""
    participants: str = ""
    status: str = ""
    """completed, partial, blocked, or as a person wrote it; "" while it is open."""
    entries: tuple[Entry, ...] = ()
    """In the order of time where times are written, else in that of the file."""
    summary: str = ""
    started: datetime | None = None
    """From the machine line; None where there is none."""
    ended: datetime | None = None
    head: str = ""
    """Commit that was checked out when it began, "" without git."""
    to: str = ""
    """Commit that was checked out when it ended, "" without git."""

    @property
    def open(self) -> bool:
        """Whether it was started by spec-tui and not closed yet."""
        return self.started is not None and self.ended is None


@dataclass(frozen=True, slots=True)
class Deliverable:
    """One row of the registry: the section Deliverables of a context file."""

    heading: str
    """`Scripts`, `Documentation`, `Configuration Files`, `Code Changes`, or a person's own."""
    target: str
    """As written: a link target, or the path in backticks for a code change."""
    label: str
    about: str
    line: int
    code: bool = False
    """A plain reference to a file outside the tree."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One line of the section Metrics."""

    group: str
    """`Implementation`, `Quality`, or a person's own heading."""
    name: str
    value: str
    source: Source
    line: int


@dataclass(frozen=True, slots=True)
class Approval:
    """The line of an approved plan."""

    by: str
    at: str
    """ISO time as written."""
    line: int


@dataclass(frozen=True, slots=True)
class Journal:
    """A context file as it stands."""

    title: str
    status: str
    """As written: planning, implementing, completed, blocked."""
    created: str
    updated: str
    summary: str
    sessions: tuple[Session, ...]
    """In the order of the file."""
    deliverables: tuple[Deliverable, ...]
    downstream: tuple[str, ...]
    """Lines of Downstream Specs, as written."""
    points: tuple[str, ...]
    """Lines of Integration Points, as written."""
    metrics: tuple[Metric, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    """(heading, its lines) of Notes & Learnings."""
    approval: Approval | None = None
    backfilled: bool = False

    @property
    def current(self) -> Session | None:
        """The session that is open, None where there is none."""
        return next((one for one in reversed(self.sessions) if one.open), None)


@dataclass(frozen=True, slots=True)
class TreeLink:
    """A link in a file, and where it leads."""

    path: str
    """Of the file it stands in."""
    line: int
    column: int
    target: str
    """As written, without heading."""
    label: str
    state: LinkState
    to: str = ""
    """The file that it leads to, relative to the repository; "" where it leads to none or many."""
    candidates: tuple[str, ...] = ()
    """For an ambiguous one."""
    waiting: bool = False
    """A dead one that names the context file which the first session will make; `to` is that."""


@dataclass(frozen=True, slots=True)
class OneWay:
    """A pair of files of which only one links to the other, though both should."""

    path: str
    """The file that lacks the link."""
    to: str
    """The file that it should link to."""
    why: str
    """A word for the pair: context, spec, parent, child, deliverable, dependency."""


@dataclass(frozen=True, slots=True)
class LinkMap:
    """All links of one file: what it leads to, what leads to it, what is missing."""

    path: str
    out: tuple[TreeLink, ...]
    back: tuple[TreeLink, ...]
    missing: tuple[OneWay, ...]
