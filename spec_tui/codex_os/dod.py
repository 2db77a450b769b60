"""The Definition of Done: of a task as a checklist that must be answered, of a spec as computed.

The six lines of seed 002 section 6; risky tasks add those of section 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from spec_tui.codex_os.placing import one_line
from spec_tui.codex_os.risks import Kind, Risk
from spec_tui.work.change import Refused
from spec_tui.work.item import WorkItem

TASK_LINES = (
    "Acceptance criteria in `tasks.md` satisfied",
    "Lint/format clean",
    "Unit tests updated/added and passing",
    "E2E/API tests added where applicable",
    "Docs updated (README, `docs/`, or inline)",
    "Task checkbox ticked in `tasks.md` with PR link & commit hash",
)
TICKED = 6
"""The line that the record itself answers."""
SPEC_LINES = (
    "All mandatory tasks checked in `tasks.md`",
    "`tech-spec.md` reflects final architecture (update diagrams if any)",
    "`product/decisions.md` updated with relevant ADRs",
    "CI green on main branch; release notes prepared",
)
_RISK_LINES: tuple[tuple[frozenset[Kind], str], ...] = (
    (
        frozenset({"migration", "auth", "external API", "destructive"}),
        "Rollback written down",
    ),
    (
        frozenset({"migration"}),
        "Migration goes forward only, with reversible steps where possible",
    ),
    (frozenset({"flag"}), "Both sides of the feature flag tested"),
    (
        frozenset({"external API"}),
        "External API mocked in tests; retries, timeouts and circuit breaker in place",
    ),
    (frozenset({"config"}), "No secret committed; `.env.example` shows the new settings"),
    (frozenset({"destructive"}), "Destructive command planned and approved in writing"),
)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the checklist of a task; `number` counts from 1."""

    number: int
    text: str
    risk: bool = False
    """It is there because the task is risky."""
    written: bool = False
    """It needs a name behind it: an approval in writing."""
    hint: str = ""
    """What the files say about it: `2 of 3 criteria are ticked`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a line: it holds, or it does not apply for a reason."""

    number: int
    holds: bool
    reason: str = ""


class Malformed(Refused):
    """An answer that cannot be read (bad use of the command)."""


def checks(item: WorkItem, risks: Sequence[Risk], rollback: str = "") -> tuple[Check, ...]:
    """The checklist of a task; `rollback` is where the package says how it is rolled back."""
    found = [Check(number, text) for number, text in enumerate(TASK_LINES, 1)]
    if item.criteria:
        met = f"{item.criteria_done} of {len(item.criteria)} criteria are ticked"
        found[0] = Check(1, TASK_LINES[0], hint=met)
    kinds = {risk.kind for risk in risks}
    for wants, text in _RISK_LINES:
        if not wants & kinds:
            continue
        hint = ""
        if text == "Rollback written down":
            hint = rollback or "neither plan.md nor tech-spec.md says how"
        written = "destructive" in wants and len(wants) == 1
        found.append(Check(len(found) + 1, text, True, written, hint))
    return tuple(found)


def answers(found: Sequence[Check], dod: str, skips: Iterable[str], who: str) -> tuple[Answer, ...]:
    """The answers of `--dod all|1,2,4` and `--dod-skip N=REASON`, in the order of the lines.

    `all` means every line but an approval in writing, which wants its own number and a name.
    Raises Malformed, and Refused for an approval by nobody.
    """
    numbers = {check.number: check for check in found}
    held: dict[int, Answer] = {}
    for word in (one.strip() for one in dod.split(",")):
        if not word:
            continue
        if word.lower() == "all":
            named = [check.number for check in found if not check.written]
        elif word.isdecimal() and int(word) in numbers:
            named = [int(word)]
        else:
            raise Malformed(
                f"--dod {word}: there are the lines 1 to {len(found)}, or all. Nothing was changed."
            )
        held.update({number: Answer(number, True) for number in named})
    for skip in skips:
        number, mark, reason = skip.partition("=")
        if not mark or not number.strip().isdecimal() or int(number) not in numbers:
            raise Malformed(
                f"--dod-skip {skip}: write the number of a line and why it does not apply, "
                f"such as 4=no API. There are the lines 1 to {len(found)}. Nothing was changed."
            )
        if int(number) == TICKED:
            raise Malformed(f"Line {TICKED} is answered by the record itself. Nothing was changed.")
        held[int(number)] = Answer(int(number), False, reason)
    return confirmed(found, [held[number] for number in sorted(held)], who)


def confirmed(found: Sequence[Check], given: Iterable[Answer], who: str) -> tuple[Answer, ...]:
    """Answers as they may be recorded. Raises Refused.

    A reason is one line, and an approval in writing has a name behind it.
    """
    numbers = {check.number: check for check in found}
    kept = []
    for answer in given:
        check = numbers.get(answer.number)
        if check is None:
            continue
        if answer.holds and check.written and not who:
            raise Refused(
                f"Line {check.number} ({check.text}) needs a name: "
                "say who with --as @handle. Nothing was changed."
            )
        reason = "" if answer.holds else one_line(answer.reason, f"reason of line {check.number}")
        kept.append(Answer(answer.number, answer.holds, reason))
    return tuple(kept)


def unanswered(found: Sequence[Check], given: Sequence[Answer]) -> tuple[Check, ...]:
    """The lines that nobody has answered; the record answers its own."""
    known = {answer.number for answer in given} | {TICKED}
    return tuple(check for check in found if check.number not in known)


class Unanswered(Refused):
    """Lines of the Definition of Done without an answer: `checks`."""

    def __init__(self, checks: tuple[Check, ...]) -> None:
        super().__init__(missing(checks))
        self.checks = checks


def missing(open_: Sequence[Check]) -> str:
    """The sentence that names lines without an answer."""
    listed = "\n".join(f"  {check.number}. {check.text}" for check in open_)
    return (
        f"These lines of the Definition of Done have no answer:\n{listed}\n"
        "Say --dod all, or --dod 1,2 for those that hold and --dod-skip 4=REASON for one that "
        "does not apply. Nothing was changed."
    )


State = Literal["done", "open", "look"]


@dataclass(frozen=True, slots=True)
class SpecLine:
    """One line of the Definition of Done of a spec. `look` is for a person to decide."""

    text: str
    state: State
    reason: str


def spec_lines(
    open_ids: Sequence[str], total: int, tech_updated: str, last_done: str, adrs: Sequence[str],
    changelog: bool,
) -> tuple[SpecLine, ...]:  # fmt: skip
    """The Definition of Done of the spec (seed 002 section 6), computed from what the files say.

    `tech_updated` and `last_done` are dates as written, `adrs` the entries that name the spec,
    `changelog` says whether CHANGELOG.md names it.
    """
    if not total:
        tasks = SpecLine(SPEC_LINES[0], "open", "tasks.md holds no task")
    elif open_ids:
        tasks = SpecLine(
            SPEC_LINES[0], "open", f"{len(open_ids)} of {total} open: {_some(open_ids)}"
        )
    else:
        tasks = SpecLine(SPEC_LINES[0], "done", f"all {total} are done")
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", tech_updated) or not last_done:
        tech = SpecLine(SPEC_LINES[1], "look", "compare it with what was built")
    elif tech_updated <= last_done:
        reason = f"last changed {tech_updated}, the last task was done {last_done}"
        tech = SpecLine(SPEC_LINES[1], "look", reason)
    else:
        tech = SpecLine(
            SPEC_LINES[1], "done", f"changed {tech_updated}, after the last task ({last_done})"
        )
    if adrs:
        decided = SpecLine(SPEC_LINES[2], "done", f"{_some(adrs)}")
    else:
        decided = SpecLine(
            SPEC_LINES[2], "look", "no entry names this spec; fine if no decision changed"
        )
    notes = "CHANGELOG.md names it" if changelog else "CHANGELOG.md does not name it yet"
    return (tasks, tech, decided, SpecLine(SPEC_LINES[3], "look", f"look at CI; {notes}"))


def _some(words: Sequence[str]) -> str:
    shown = ", ".join(words[:6])
    return shown if len(words) <= 6 else f"{shown} and {len(words) - 6} more"
