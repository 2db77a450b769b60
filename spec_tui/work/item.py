"""What every format becomes: a work item, and the documents that items come from.

Ids stand as they are written in the file; `ref` is how a person names the item in this repository
(cli.md: the id where it is unique, else the full address).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, Literal, NamedTuple

Kind = Literal["epic", "feature", "ticket", "task"]
Status = Literal["pending", "in_progress", "review", "blocked", "done"]
Format = Literal["codex", "omoi", "tree"]
Severity = Literal["error", "warning", "info"]

STATUSES: tuple[Status, ...] = ("pending", "in_progress", "review", "blocked", "done")
PRIORITIES = ("critical", "high", "medium", "low")
FIELDS = ("status", "title", "priority", "estimate", "depends_on")


class Criterion(NamedTuple):
    """One acceptance criterion; `line` counts from 1, `box` is False for a plain bullet."""

    text: str
    done: bool
    line: int
    box: bool = True


@dataclass(frozen=True, slots=True)
class WorkItem:
    """An epic, feature, ticket or task of any of the formats (architecture.md, "Words we use")."""

    id: str
    kind: Kind
    format: Format
    title: str
    path: str
    """Relative to the repository, with slashes."""
    line: int = 1
    status: Status = "pending"
    status_as_written: str = ""
    priority: str = ""
    """critical, high, medium, low, or "" where none is given."""
    priority_as_written: str = ""
    estimate: str = ""
    """As written: `M`, `4h`."""
    hours: float | None = None
    depends_on: tuple[str, ...] = ()
    """Ids as this file writes them; the graph also knows edges named on the other side."""
    blocks: tuple[str, ...] = ()
    parent: str = ""
    requirements: tuple[str, ...] = ()
    design: str = ""
    type: str = ""
    criteria: tuple[Criterion, ...] = ()
    space: str = ""
    """The package, `.omoi_os` or tree in which its ids are looked up."""
    style: str = ""
    """The dialect within the format: `000`, `002`, `box`, `yaml`, `bold`, `new`, `old`."""
    ref: str = ""

    def values(self) -> tuple[Any, ...]:
        """All fields but `ref`, in their order."""
        return _VALUES(self)

    def with_ref(self, ref: str) -> WorkItem:
        """This item under a ref; `dataclasses.replace` would cost five times as much."""
        values: list[Any] = [*_VALUES(self), ref]
        return WorkItem(*values)

    @property
    def criteria_done(self) -> int:
        """How many criteria are ticked."""
        return sum(criterion.done for criterion in self.criteria)


_VALUES: Callable[[WorkItem], tuple[Any, ...]] = attrgetter(
    *(name for name in WorkItem.__dataclass_fields__ if name != "ref")
)


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement that stands in a requirements file under a heading of its own."""

    id: str
    title: str
    text: str
    """The sentence with SHALL, joined to one line; "" where none was found."""
    path: str
    line: int
    priority: str = ""
    file_id: str = ""


@dataclass(frozen=True, slots=True)
class Artifact:
    """A PRD, requirements or design file, or a document of a package or tree."""

    id: str
    kind: Literal["prd", "requirements", "design", "srd", "tech-spec", "tasks", "plan", "context"]
    title: str
    status: str
    path: str
    space: str
    feature: str = ""
    requirements: tuple[str, ...] = ()
    """Ids that a design names in its header."""
    mentions: tuple[str, ...] = ()
    """Ids that a design names in its body."""
    refs: tuple[tuple[str, str, int], ...] = ()
    """(field, path as written, line) of the files it refers to."""
    inline: tuple[Requirement, ...] = ()
    line: int = 1


class Fix(NamedTuple):
    """What `validate --fix` may do: `kind` and what it needs."""

    kind: Literal["", "quote", "mirror", "renumber"]
    text: str
    """For a person."""
    data: tuple[str, ...] = ()


NO_FIX = Fix("", "")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something validation saw; line and column count from 1."""

    severity: Severity
    code: str
    path: str
    line: int
    column: int
    message: str
    fix: Fix = NO_FIX


@dataclass(frozen=True, slots=True)
class Context:
    """The status of a journal of a tree, kept beside the spec that it belongs to."""

    path: str
    status: str
    line: int


@dataclass(frozen=True, slots=True)
class Content:
    """What one file holds for a plan."""

    items: tuple[WorkItem, ...] = ()
    artifacts: tuple[Artifact, ...] = ()
    problems: tuple[Problem, ...] = ()
    context: Context | None = None
