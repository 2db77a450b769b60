"""The commit message and the pull request of a task, for a person to use (seed 002, 4.4 and 4.5).

Nothing is committed or opened. What tasks.md does not say is said to be missing, never invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.codex_os.branches import kind_of, spec_branch, task_branch
from spec_tui.codex_os.dod import TICKED, Answer, Check
from spec_tui.codex_os.package import Package
from spec_tui.codex_os.record import Result
from spec_tui.codex_os.sequence import Step
from spec_tui.work.item import Criterion

_UNSAID = "not said in tasks.md"


@dataclass(frozen=True, slots=True)
class PullRequest:
    """Title, the two branches and the text of a pull request."""

    title: str
    source: str
    target: str
    body: str


def commit_message(package: Package, step: Step, result: Result) -> str:
    """The squashed commit of a task in the shape of seed 002, 4.4."""
    item, words = step.item, step.words
    short = (result.summary or item.title).replace("\\<!--", "<!--")
    lines = [
        f"{kind_of(item)}: implement {item.id} — {short} (spec {package.name})",
        "",
        "Why:",
        *_bullets(words.why or tuple(criterion.text for criterion in item.criteria)),
        "",
        "Changes:",
        *_bullets(_changed(step) or ((result.summary,) if result.summary else ())),
        "",
        "Tests:",
        *_bullets(words.tests),
    ]
    return "\n".join(lines) + "\n"


def pull_request(
    package: Package, step: Step, result: Result, checks: Sequence[Check] = (),
    given: Sequence[Answer] = (),
) -> PullRequest:  # fmt: skip
    """The pull request from the branch of the task into that of the spec (seed 002, 4.5)."""
    item = step.item
    source, target = task_branch(item), spec_branch(package.name)
    lines = [
        f"`{source}` -> `{target}`",
        "",
        f"Task: [{item.id}]({item.path}#L{item.line}) of spec {package.spec_id}",
        "",
        result.summary or item.title,
        "",
        "Acceptance criteria:",
        *_boxes(item.criteria),
        "",
        "Tests:",
        *_bullets(step.words.tests),
    ]
    if step.risky:
        reasons = ", ".join(risk.reason for risk in step.risky)
        lines += ["", f"Needs extra review: {reasons}."]
    if given:
        said = {answer.number: answer for answer in given}
        lines += ["", "Definition of Done:"]
        for check in checks:
            answer = said.get(check.number)
            holds = answer is not None and answer.holds
            if check.number == TICKED:
                holds = bool(result.pull_request and result.commit)
            tail = f" — not here: {answer.reason}" if answer and not answer.holds else ""
            lines.append(f"- [{'x' if holds else ' '}] {check.text}{tail}")
    title = f"{kind_of(item)}: {item.id} — {item.title}"
    return PullRequest(title, source, target, "\n".join(lines) + "\n")


def _changed(step: Step) -> tuple[str, ...]:
    """Changed files; the TBD and the placeholder that are legal there are none (formats.md 60)."""
    return tuple(
        one
        for one in step.words.changes
        if one.strip(" .").upper() != "TBD" and not one.startswith("<")
    )


def _bullets(words: Sequence[str]) -> list[str]:
    return [f"- {one}" for one in words] or [f"- {_UNSAID}"]


def _boxes(criteria: Sequence[Criterion]) -> list[str]:
    found = [f"- [{'x' if one.done else ' '}] {one.text}" for one in criteria]
    return found or [f"- {_UNSAID}"]
