"""What carrying out a package gives: frozen, for screens and commands to show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from spec_tui.codex_os.align import Alignment
from spec_tui.codex_os.branches import Command
from spec_tui.codex_os.checkpoint import Checkpoint
from spec_tui.codex_os.dod import Check, SpecLine
from spec_tui.codex_os.execplan import Planned
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.record import Record, Result
from spec_tui.codex_os.sequence import Order, Step
from spec_tui.codex_os.standing import Standing
from spec_tui.codex_os.texts import PullRequest
from spec_tui.work.formats.codex_parts import Milestone
from spec_tui.workspace.git import GitState

PREPARE = (
    "Be on the branch of the task.",
    "Read its block again: scope, acceptance criteria, changed files, test plan.",
    "See that what it waits on is done; else update the plan or unblock it.",
)
"""Seed 002, 4.1."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a change did to files, or would do."""

    receipt: str
    """One sentence or more."""
    texts: Mapping[str, tuple[str, str]]
    """(old, new) by path; empty where nothing had to be changed."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Files that are changed."""
        return tuple(self.texts)

    def diff(self) -> str:
        """The change as a unified diff, "" for none."""
        from difflib import unified_diff

        out: list[str] = []
        for path, (old, new) in self.texts.items():
            rows = unified_diff(
                old.splitlines(), new.splitlines(), f"a/{path}", f"b/{path}", lineterm=""
            )
            out += rows
        return "\n".join(out) + "\n" if out else ""


@dataclass(frozen=True, slots=True)
class Work:
    """A package as it is carried out: what the execution view draws."""

    package: Package
    order: Order
    done_of_spec: tuple[SpecLine, ...]
    parts: tuple[Standing, ...]
    """The parts of the Execution Plan that stand in plan.md, then those in tech-spec.md."""
    records: tuple[Record, ...]
    """What plan.md keeps of finished tasks."""

    @property
    def current(self) -> tuple[Step, ...]:
        """Steps that somebody works on."""
        return tuple(step for step in self.order.steps if step.item.status == "in_progress")

    @property
    def ready(self) -> tuple[Step, ...]:
        """Pending steps of which nothing is unmet, in order."""
        return tuple(
            step
            for step in self.order.steps
            if step.item.status == "pending" and not step.unmet and not step.unknown
        )

    @property
    def open(self) -> tuple[Step, ...]:
        """Mandatory steps that are not done, in order."""
        return tuple(step for step in self.order.steps if not step.done)


@dataclass(frozen=True, slots=True)
class Aligned:
    """What reading and aligning gave."""

    package: Package
    alignment: Alignment
    change: Written


@dataclass(frozen=True, slots=True)
class PlanWritten:
    """The Execution Plan."""

    package: Package
    order: Order
    planned: Planned
    change: Written


@dataclass(frozen=True, slots=True)
class Next:
    """The next task with what it needs; `step` is None where all mandatory tasks are done."""

    work: Work
    step: Step | None
    ready: bool
    """False for the first waiting one, where nothing is ready."""
    branch: str
    base: str
    commands: tuple[Command, ...]
    git: GitState
    checklist: tuple[Check, ...]

    @property
    def prepare(self) -> tuple[str, ...]:
        """What to do before the first line of code."""
        return PREPARE


@dataclass(frozen=True, slots=True)
class Started:
    """A task that was begun."""

    package: Package
    step: Step
    change: Written
    commands: tuple[Command, ...]
    git: GitState


@dataclass(frozen=True, slots=True)
class Finished:
    """A task that is done, with the texts for a person to use."""

    package: Package
    step: Step
    change: Written
    result: Result
    commit_message: str
    pull_request: PullRequest
    unlocked: tuple[Step, ...]
    """Tasks that became ready."""
    reached: tuple[Milestone, ...]
    """Milestones of which this was the last task."""
    complete: bool
    """All mandatory tasks are done."""
    git: GitState


@dataclass(frozen=True, slots=True)
class Checkpointed:
    """A milestone with its entry in analysis.md."""

    package: Package
    checkpoint: Checkpoint
    done_of_spec: tuple[SpecLine, ...]
    change: Written
