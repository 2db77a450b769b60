"""The order in which the tasks of a package are carried out (seed 002 section 2, formats.md 113).

Topological; among what is free: the milestone first, then the thinnest slice that a user sees with
everything it needs, then what is risky, then the id.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spec_tui.codex_os.risks import Risk, risks, risky, visibility
from spec_tui.work import graph
from spec_tui.work.formats.codex_parts import Milestone, TaskFile, TaskText
from spec_tui.work.ids import key, same_number
from spec_tui.work.item import WorkItem
from spec_tui.work.naming import natural
from spec_tui.work.plan import Plan, hours_of

_NEVER = 1 << 30


@dataclass(frozen=True, slots=True)
class Step:
    """One task in the order, with what is known of it."""

    item: WorkItem
    words: TaskText
    milestone: Milestone | None
    visible: bool
    """A user sees what it makes: the end of a thin slice."""
    risks: tuple[Risk, ...]
    waits_on: tuple[WorkItem, ...]
    unknown: tuple[str, ...]
    """Ids it waits on that no task has."""

    @property
    def risky(self) -> tuple[Risk, ...]:
        """The risks that want extra review."""
        return risky(self.risks)

    @property
    def unmet(self) -> tuple[WorkItem, ...]:
        """What it waits on and what is not done."""
        return tuple(item for item in self.waits_on if item.status != "done")

    @property
    def done(self) -> bool:
        """Whether the task is done."""
        return self.item.status == "done"


def in_the_way(step: Step) -> str:
    """Why a task should not be begun yet, as a sentence; "" where nothing is in the way."""
    item = step.item
    if step.words.parked:
        return f"{item.id} is out of scope ({item.path}:{item.line})."
    waits = [f"{one.id} ({one.status.replace('_', ' ')})" for one in step.unmet]
    waits += [f"{one} (no such task)" for one in step.unknown]
    return f"{item.id} waits on {', '.join(waits)}." if waits else ""


@dataclass(frozen=True, slots=True)
class Order:
    """All tasks of a package: the mandatory ones in order, the parked ones beside them."""

    steps: tuple[Step, ...]
    parked: tuple[Step, ...]
    """Below Out of Scope or Parking Lot; everything else is mandatory (issue 5, item 4)."""
    milestones: tuple[Milestone, ...]
    cycles: tuple[tuple[WorkItem, ...], ...]

    def step(self, item: WorkItem) -> Step:
        """The step of an item. Raises KeyError."""
        for step in (*self.steps, *self.parked):
            if step.item.ref == item.ref:
                return step
        raise KeyError(item.ref)

    def of(self, milestone: Milestone | None) -> tuple[Step, ...]:
        """The mandatory steps of a milestone; None stands for the whole package."""
        if milestone is None:
            return self.steps
        return tuple(step for step in self.steps if step.milestone == milestone)


def sequence(plan: Plan, words: TaskFile, wanted: Iterable[str] = ()) -> Order:
    """The order of the tasks of one package.

    `wanted` are ids that a person has put in order: these come first, as they stand there; the
    rest follows in the order computed.
    """
    items = [item for item in plan.items if item.kind == "task"]
    stage = {same(one): m for m in reversed(words.milestones) for one in m.ids}
    steps = [_step(plan, words, item, stage) for item in items]
    kept = [step for step in steps if not step.words.parked]
    parked = tuple(step for step in steps if step.words.parked)
    ordered = _ordered(kept, words.milestones)
    places = {one: number for number, one in enumerate(_folded(wanted))}
    if places:
        ordered.sort(key=lambda step: places.get(same(step.item.id), _NEVER))
    return Order(tuple(ordered), parked, words.milestones, tuple(plan.cycles()))


def same(one: str) -> str:
    """How ids of one package are compared: T3, ID-003 and TSK-003 are one (formats.md 57)."""
    number = same_number(one)
    return f"T{number}" if number is not None else key(one)


def _folded(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(same(one) for one in ids))


def _step(plan: Plan, words: TaskFile, item: WorkItem, stage: Mapping[str, Milestone]) -> Step:
    text = words.of(item)
    return Step(
        item,
        text,
        _said(text, words.milestones) or stage.get(same(item.id)),
        visibility(item, text) == 0,
        risks(item, text),
        plan.waits_on(item),
        plan.missing(item),
    )


def _said(text: TaskText, milestones: Sequence[Milestone]) -> Milestone | None:
    """The milestone that a block names itself."""
    said = text.milestone.lower()
    for one in milestones if said else ():
        if said.startswith(one.name.lower()) or one.title.lower() == said:
            return one
    return None


def _ordered(steps: list[Step], milestones: Sequence[Milestone]) -> list[Step]:
    rank = {one.name: number for number, one in enumerate(milestones)}
    number_of = {step.item.ref: number for number, step in enumerate(steps)}
    before = [
        [number_of[item.ref] for item in step.waits_on if item.ref in number_of] for step in steps
    ]
    after = graph.reverse(before)
    forward = graph.order(after)
    thick = [0.0] * len(steps)
    for number in forward:
        step = steps[number]
        behind = max((thick[other] for other in before[number]), default=0.0)
        thick[number] = behind + (0.0 if step.done else hours_of(step.item))
    stage = [rank.get(step.milestone.name, len(rank)) if step.milestone else len(rank)
             for step in steps]  # fmt: skip
    slice_: list[tuple[float, ...]] = [
        (stage[n], thick[n], n) if step.visible else (stage[n], float("inf"), _NEVER)
        for n, step in enumerate(steps)
    ]
    # what a slice needs comes with it, also out of a later milestone
    for number in reversed(forward):
        slice_[number] = min([slice_[number], *(slice_[other] for other in after[number])])
    ranked = sorted(
        range(len(steps)),
        key=lambda n: (
            slice_[n], not steps[n].visible, not steps[n].risky,
            natural(steps[n].item.id), steps[n].item.line,
        ),
    )  # fmt: skip
    place = {number: index for index, number in enumerate(ranked)}
    renamed = [sorted(place[other] for other in after[number]) for number in ranked]
    return [steps[ranked[index]] for index in graph.order(renamed)]
