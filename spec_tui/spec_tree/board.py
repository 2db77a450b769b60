"""What the Journal mode shows, frozen: the tree of specs, and the page of one of them."""

from __future__ import annotations

from dataclasses import dataclass

from spec_tui.spec_tree.model import Deliverable, Journal, LinkMap, Metric
from spec_tui.work.item import Criterion, Kind, Status


@dataclass(frozen=True, slots=True)
class Branch:
    """One spec as a row of the tree."""

    ref: str
    """How it is named in every command; unique in the repository."""
    id: str
    kind: Kind
    title: str
    status: Status
    written: str
    """Its status as the context file writes it, "" without one."""
    depth: int
    """0 for an epic or a spec without a parent."""
    path: str
    context: str
    """Path of its context file, whether it is there or not."""
    done: int
    """Completed specs below it; without any below, its ticked criteria."""
    total: int
    running: bool = False
    """A session is open."""


@dataclass(frozen=True, slots=True)
class Forest:
    """All specs of a repository in the order of the tree."""

    branches: tuple[Branch, ...]
    done: int
    total: int
    notices: tuple[str, ...] = ()

    def branch(self, ref: str) -> Branch | None:
        """The row of one spec."""
        return next((one for one in self.branches if one.ref == ref), None)


@dataclass(frozen=True, slots=True)
class Offer:
    """A commit made since the session began that is no entry yet."""

    hash: str
    """Shortened to seven digits."""
    subject: str


@dataclass(frozen=True, slots=True)
class Page:
    """One spec with its journal."""

    branch: Branch
    parent: str
    """`1001 Storage`, "" without one."""
    journal: Journal | None
    """None where there is no context file yet."""
    criteria: tuple[Criterion, ...]
    metrics: tuple[Metric, ...]
    """As written, with those of an open session computed now."""
    deliverables: tuple[Deliverable, ...]
    offers: tuple[Offer, ...]
    links: LinkMap
    trouble: str = ""
    """Why the context file cannot be read or written, as a sentence."""
