"""How carrying a package out is shown: as words, and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spec_tui.cli.output import plural, say, talk

if TYPE_CHECKING:
    from spec_tui.codex_os.dod import Check, SpecLine
    from spec_tui.codex_os.package import Package
    from spec_tui.codex_os.sequence import Step
    from spec_tui.execution_results import Finished, Next


def say_unapproved(package: Package) -> None:
    """Remark on stderr that a package is not approved."""
    if not package.approved:
        talk(f"{package.name} is not approved yet (status {package.status}).")


def show_next(found: Next) -> None:
    """Print a task with what it needs."""
    work = found.work
    say_unapproved(work.package)
    for step in work.current:
        if step is found.step:
            continue
        say(f"In progress: {step.item.id} {step.item.title} ({step.item.path}:{step.item.line})")
    if found.step is None:
        if not work.order.steps:
            say(f"{work.package.tasks.path} holds no task that is in scope.")
            return
        say("All mandatory tasks are done.")
        say_done_of_spec(found.work.done_of_spec)
        return
    step = found.step
    word = {"in_progress": "Now", "blocked": "Blocked"}.get(step.item.status, "Next")
    say(f"{word}: {step.item.id} {step.item.title} ({step.item.path}:{step.item.line})")
    say()
    say(step.words.text)
    say()
    waits = [f"{item.id} ({item.status.replace('_', ' ')})" for item in step.unmet]
    waits += [f"{one} (no such task)" for one in step.unknown]
    say(f"Waits on: {', '.join(waits) if waits else 'nothing'}.")
    if step.risky:
        say(f"Risky: {', '.join(risk.reason for risk in step.risky)}. Have it reviewed twice.")
    say(f"Branch: {found.branch}, from {found.base}.")
    for command in found.commands:
        say(f"  {command.text}")
    if found.git.dirty:
        say(f"{plural(len(found.git.dirty), 'file')} changed and not committed.")
    for number, line in enumerate(found.prepare, 1):
        say(f"{number}. {line}")


def show_done(found: Finished) -> None:
    """Print what became of a task, and the texts to use."""
    say(found.change.receipt)
    for step in found.unlocked:
        say(f"Can be started now: {step.item.id} {step.item.title}")
    for milestone in found.reached:
        say(f"{milestone.name} is reached: spec-tui spec checkpoint {found.package.name} "
            f"{_word(milestone.name)}")  # fmt: skip
    if found.complete:
        say("All mandatory tasks are done.")
    if found.step.done:
        return
    if found.step.unmet:
        waits = ", ".join(item.id for item in found.step.unmet)
        talk(f"{found.step.item.id} waits on {waits}, which tasks.md does not say to be done.")
    if not found.result.commit and found.git.commit:
        branch = found.git.branch or "no branch"
        say(f"Checked out: {found.git.commit[:12]} on {branch}.")
    say(f"If a decision changed: spec-tui spec decide {found.package.name} TITLE --decision TEXT")
    say()
    say("Commit message:")
    say()
    say(found.commit_message)
    request = found.pull_request
    say(f"Pull request from {request.source} into {request.target}:")
    say()
    say(request.title)
    say()
    say(request.body, end="")


_STATES: dict[str, str] = {"done": "[x]", "open": "[ ]", "look": "[?]"}


def say_done_of_spec(lines: tuple[SpecLine, ...]) -> None:
    """Print the Definition of Done of the spec."""
    say("Definition of Done of the spec:")
    for line in lines:
        say(f"  {_STATES[line.state]} {line.text}: {line.reason}")


def spec_json(lines: tuple[SpecLine, ...]) -> list[dict[str, str]]:
    """The Definition of Done of the spec."""
    return [{"text": one.text, "state": one.state, "reason": one.reason} for one in lines]


def _word(name: str) -> str:
    return f'"{name}"' if " " in name else name


def step_json(step: Step) -> dict[str, Any]:
    """A task in its place in the order."""
    return {
        "id": step.item.id,
        "title": step.item.title,
        "status": step.item.status,
        "milestone": step.milestone.name if step.milestone else "",
        "visible": step.visible,
        "risks": [risk.reason for risk in step.risky],
        "waits_on": [item.id for item in step.waits_on],
        "unmet": [*(item.id for item in step.unmet), *step.unknown],
        "path": step.item.path,
        "line": step.item.line,
    }


def next_json(found: Next) -> dict[str, Any]:
    """A task with what it needs."""
    work = found.work
    return {
        "package": work.package.name,
        "task": step_json(found.step) if found.step else None,
        "block": found.step.words.text if found.step else "",
        "ready": found.ready,
        "branch": found.branch,
        "base": found.base,
        "commands": [command.text for command in found.commands],
        "prepare": list(found.prepare),
        "checklist": [_check_json(check) for check in found.checklist],
        "in_progress": [step.item.id for step in work.current],
        "remaining": len(work.open),
        "git": {
            "branch": found.git.branch,
            "commit": found.git.commit,
            "dirty": list(found.git.dirty),
        },
        "done_of_spec": spec_json(work.done_of_spec),
    }


def _check_json(check: Check) -> dict[str, Any]:
    return {"number": check.number, "text": check.text, "risk": check.risk, "hint": check.hint}


def done_json(found: Finished) -> dict[str, Any]:
    """What became of a task."""
    request = found.pull_request
    return {
        "receipt": found.change.receipt,
        "task": found.step.item.id,
        "commit_message": found.commit_message,
        "pull_request": {
            "title": request.title,
            "source": request.source,
            "target": request.target,
            "body": request.body,
        },
        "unlocked": [step.item.id for step in found.unlocked],
        "reached": [milestone.name for milestone in found.reached],
        "complete": found.complete,
        "paths": list(found.change.paths),
    }
