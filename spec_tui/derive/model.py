"""What a derived document is made of: fixed lines, managed regions, and the facts inside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Literal, NamedTuple

DriftKind = Literal["edited", "both", "gone", "by hand", "removed", "unreadable"]


class Piece(NamedTuple):
    r"""Lines of a region. With a `key` they are the words of a fact, so an edit can go back to it.

    The first line is `lead` and the first line of `text`, each further one `indent` and its line.
    """

    text: str
    key: str = ""
    """Key of the facet, such as `nfr/performance/NFR1`; "" for words of the template."""
    lead: str = ""
    indent: str = ""
    tail: str = ""
    """Ours, behind the last line: ` _(assumption A4)_`."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they stand in the document."""
        first, *rest = self.text.split("\n")
        lines = [self.lead + first, *(self.indent + line if line else "" for line in rest)]
        lines[-1] += self.tail
        return tuple(lines)


@dataclass(frozen=True)
class Region:
    """Whole blocks that spec-tui keeps in step with SPEC.md, between two comments (B.10)."""

    name: str
    """Document and heading, `srd/summary`, or document and id, `tasks/ID-003`."""
    sources: tuple[str, ...]
    """Keys of SPEC.md that it is made of, for `from=`; for a task the one key that names it."""
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """Its lines, joined by newlines, without one at the end."""
        return "\n".join(line for piece in self.pieces for line in piece.lines)


class Fixed(NamedTuple):
    """Lines that are written when the document is made and belong to people from then on."""

    text: str


def or_fixed(regions: Sequence[Region], words: str) -> Sequence[Fixed | Region]:
    """The regions, or fixed words where there is none."""
    return tuple(regions) or (Fixed(words),)


class Derived(NamedTuple):
    """A field of the front matter that follows SPEC.md."""

    path: tuple[str, ...]
    """`("title",)` or `("dependencies", "depends_on")`."""
    value: str | tuple[str, ...]
    carried: bool = False
    """A person's value is kept without being told as drift: estimates (B.10)."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole document as it would be made today."""

    path: str
    """Relative to the repository."""
    header: str
    """YAML lines of the front matter, each with its newline; "" for a document without one."""
    parts: Sequence[Fixed | Region]
    derived: tuple[Derived, ...] = ()

    @property
    def regions(self) -> tuple[Region, ...]:
        """The regions in order."""
        return tuple(part for part in self.parts if isinstance(part, Region))


class Extra(NamedTuple):
    """A file that is ours as a whole, such as openapi.yaml: no regions, one comment on top."""

    path: str
    text: str
    comment: str = "#"
    """What begins a comment line of its language."""


class Seed(NamedTuple):
    """What a renderer is told beside the facts."""

    folder: str
    """Of the package, `.omoi_os` or `specs`, relative to the repository."""
    title: str
    """Of the package; "" for the others."""
    date: str
    """Local ISO date."""
    owners: tuple[str, ...] = ()
    """`@handles`; the first is the DRI, the second the backup."""
    who: str = ""
    now: datetime | None = None
    """The moment, for documents that name the minute; midnight of `date` without it."""


class Drift(NamedTuple):
    """A place where a document no longer is what SPEC.md makes of it."""

    path: str
    line: int
    region: str
    kind: DriftKind
    message: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """Everything one system derives from SPEC.md."""

    sheets: tuple[Sheet, ...]
    extras: tuple[Extra, ...] = ()
    """Offered, only where every endpoint or entity has fields."""
    gone: tuple[Drift, ...] = ()
    """Items that SPEC.md no longer names; they stay."""
    lost: tuple[str, ...] = ()
    """What the conversion cannot carry, one sentence each; listed before writing."""
    gaps: tuple[str, ...] = ()
    """Facts that SPEC.md does not hold, one question each."""
    notes: tuple[str, ...] = ()
    once: tuple[tuple[str, str], ...] = ()
    """(path, text) of files that are made where they are missing, and are people's from then on."""
