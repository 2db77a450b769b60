"""`spec align|plan|next|start|done|note|decide|checkpoint|handover`: carrying a package out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.execution_shown import (
    done_json,
    next_json,
    say_done_of_spec,
    say_unapproved,
    show_done,
    show_next,
    spec_json,
    step_json,
)
from spec_tui.cli.options import Options, common, handle_option, secret_option
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import Refused, speaking
from spec_tui.cli.work_opening import plan_root

if TYPE_CHECKING:
    from spec_tui.codex_os.branches import Command
    from spec_tui.codex_os.dod import Answer, Check
    from spec_tui.execution import Execution
    from spec_tui.execution_results import Written

diff_option = click.option("--diff", is_flag=True, help="Show the change, and write nothing.")


@contextmanager
def _speaking() -> Iterator[None]:
    """See `speaking`; an answer to the Definition of Done that cannot be read is wrong use."""
    from spec_tui.codex_os.dod import Malformed

    with speaking():
        try:
            yield
        except Malformed as error:
            raise click.UsageError(str(error)) from None


def _open(options: Options, handle: str | None = None) -> Execution:
    from spec_tui.execution import Execution
    from spec_tui.workspace.root import git_user

    root = plan_root(options)
    return Execution(root, who=handle or git_user(root) or "")


def _place(words: tuple[str, ...]) -> tuple[str, str]:
    """(package, task) of `PKG T3`, `T3`, `PKG/T3` and `path#T3`."""
    if len(words) > 2:
        raise click.UsageError(f"{words[2]!r} is one word too many: [PKG] TASK.")
    if len(words) == 2:
        return words[0], words[1]
    path, mark, _ = words[0].rpartition("#")
    if mark:
        return path.rpartition("/")[0], words[0]
    package, _, task = words[0].rpartition("/")
    return package, task


def _interactive(options: Options) -> bool:
    return not options.json and sys.stdin.isatty() and sys.stdout.isatty()


@click.command()
@click.argument("package", metavar="[PKG]", default="")
@diff_option
@handle_option
@common()
def align(options: Options, package: str, diff: bool, handle: str | None) -> None:
    """Read a package in order, check its tasks, and ask for what is missing.

    Details that are missing become open questions in srd.md, each with a proposed answer.
    Exits with 1 where dependencies or ids do not add up.
    """
    with _speaking():
        done = _open(options, handle).align(package, write=not diff)
    found = done.alignment
    broken = any(one.severity == "error" for one in found.troubles)
    if options.json:
        say_json(
            {
                "package": done.package.name,
                "sources": [
                    {"name": one.name, "path": one.path, "where": one.where}
                    for one in found.sources
                ],
                "problems": [
                    {"severity": one.severity, "path": one.path, "line": one.line,
                     "message": one.message}
                    for one in found.troubles
                ],
                "questions": [
                    {"id": one.id, "question": one.gap.question, "proposal": one.gap.proposal,
                     "path": one.gap.path, "line": one.gap.line, "new": one.new}
                    for one in found.asked
                ],
                "paths": list(done.change.paths),
            }
        )  # fmt: skip
    elif diff:
        say(done.change.diff(), end="")
    else:
        say(f"{done.package.title} ({done.package.spec_id})")
        for document in done.package.documents:
            say(f"Read: {document.path}")
        for name in done.package.missing:
            say(f"{done.package.folder}/{name} is not there.")
        for one in found.sources:
            if one.where:
                say(f"Read also: {one.path}")
        absent = [one.name for one in found.sources if not one.where]
        if absent:
            say(f"Not found in this project or in ~/.codex-os: {', '.join(absent)}")
        for trouble in found.troubles:
            say(f"{trouble.path}:{trouble.line}: {trouble.severity}: {trouble.message}")
        if not found.troubles:
            count = len(found.order.steps)
            say(f"Numbering and dependencies of {plural(count, 'task')} add up.")
        for asked in found.asked:
            mark = "" if asked.new else " (asked already)"
            say(f"{asked.id}{mark} {asked.gap.words}")
        say(done.change.receipt)
    if broken:
        raise Refused()


@click.command()
@click.argument("package", metavar="[PKG]", default="")
@diff_option
@handle_option
@common()
def plan(options: Options, package: str, diff: bool, handle: str | None) -> None:
    """Write the Execution Plan into plan.md, or refresh the order of its tasks.

    What people wrote there, or in tech-spec.md, stays as it is.
    """
    with _speaking():
        done = _open(options, handle).plan(package, write=not diff)
    order, planned = done.order, done.planned
    if options.json:
        say_json(
            {
                "package": done.package.name,
                "order": [step_json(step) for step in order.steps],
                "out_of_scope": [step.item.id for step in order.parked],
                "written": list(planned.written),
                "kept": [
                    {"part": one.part, "path": one.path, "line": one.line} for one in planned.kept
                ],
                "left_out": list(planned.left_out),
                "paths": list(done.change.paths),
            }
        )
        return
    if diff:
        say(done.change.diff(), end="")
        return
    from spec_tui.codex_os.execplan import order_line
    from spec_tui.codex_os.standing import TITLES

    for number, step in enumerate(order.steps, 1):
        say(order_line(number, step) + (" · done" if step.done else ""))
    for one in planned.kept:
        say(f"Kept as it stands: {TITLES[one.part]} ({one.path}:{one.line}).")
    if planned.left_out:
        say(f"Not in that order, and last therefore: {', '.join(planned.left_out)}.")
    for cycle in order.cycles:
        talk(f"These wait on each other: {' -> '.join(item.id for item in cycle)}.")
    say(done.change.receipt)


@click.command("next")
@click.argument("package", metavar="[PKG]", default="")
@common()
def next_(options: Options, package: str) -> None:
    """Show the next task: its block, what it waits on, its branch, how to prepare."""
    with _speaking():
        found = _open(options).next(package)
    if options.json:
        say_json(next_json(found))
        return
    show_next(found)


@click.command()
@click.argument("words", metavar="[PKG] TASK", nargs=-1, required=True)
@click.option("--anyway", is_flag=True, help="Also where it waits on something.")
@handle_option
@common()
def start(options: Options, words: tuple[str, ...], anyway: bool, handle: str | None) -> None:
    """Begin a task: mark it in tasks.md, and show how to get onto its branch."""
    package, task = _place(words)
    with _speaking():
        execution = _open(options, handle)
        done = execution.start(package, task, anyway=anyway)
    if options.json:
        say_json(
            {
                "receipt": done.change.receipt,
                "task": step_json(done.step),
                "commands": [command.text for command in done.commands],
                "paths": list(done.change.paths),
            }
        )
        return
    say_unapproved(done.package)
    say(done.change.receipt)
    if done.git.dirty:
        talk(f"{plural(len(done.git.dirty), 'file')} changed and not committed.")
    _offer(execution, done.commands, ask=_interactive(options))


def _offer(execution: Execution, commands: tuple[Command, ...], *, ask: bool) -> None:
    """Show commands of git; run each only where a person says yes to that very one."""
    for command in commands:
        if not ask:
            say(f"For {command.why}: {command.text}")
            continue
        say(f"For {command.why}:")
        if not click.confirm(f"Run `{command.text}`?", default=False):
            say("Not run.")
            return
        worked, said = execution.run(command)
        if said:
            say(said)
        if not worked:
            talk("That did not work. Nothing more was run.")
            return


@click.command()
@click.argument("words", metavar="[PKG] TASK", nargs=-1, required=True)
@click.option("--summary", metavar="S", default="", help="One line: what was done.")
@click.option("--pr", metavar="URL", default="", help="Link to the pull request, or #12.")
@click.option("--commit", metavar="HASH", default="", help="The commit, 7 to 40 hex digits.")
@click.option("--dod", metavar="all|1,2,4", multiple=True, help="Lines that hold.")
@click.option("--dod-skip", metavar="N=REASON", multiple=True, help="A line that does not apply.")
@handle_option
@secret_option
@common()
def done(
    options: Options,
    words: tuple[str, ...],
    summary: str,
    pr: str,
    commit: str,
    dod: tuple[str, ...],
    dod_skip: tuple[str, ...],
    handle: str | None,
    secret: str | None,
) -> None:
    """Finish a task: answer its Definition of Done, mark it, record it.

    Prints the commit message and the text of the pull request. For a task that is done already,
    --pr and --commit add to its line.
    """
    from spec_tui.codex_os.dod import Unanswered, answers

    package, task = _place(words)
    said = ",".join(dod)
    keep: Any = secret or ""
    with _speaking():
        execution = _open(options, handle)
        rest: dict[str, Any] = {"summary": summary, "pr": pr, "commit": commit, "secret": keep}
        try:
            found = execution.done(package, task, dod=said, skips=dod_skip, **rest)
        except Unanswered as open_:
            if not _interactive(options):
                raise
            given = answers(
                execution.checklist(package, task), said, dod_skip, execution.session.who
            )
            given = (*given, *_ask(open_.checks))
            found = execution.done(package, task, given=given, **rest)
    if options.json:
        say_json(done_json(found))
        return
    show_done(found)


def _ask(checks: tuple[Check, ...]) -> Iterator[Answer]:
    """Ask for each line: it holds, it does not apply for a reason, or stop."""
    from spec_tui.codex_os.dod import Answer

    say("Does each line hold? y, n, or why it does not apply here.")
    for check in checks:
        hint = f" ({check.hint})" if check.hint else ""
        said = click.prompt(f"{check.number}. {check.text}{hint}", prompt_suffix=" ").strip()
        if said.lower() in {"n", "no"}:
            raise Refused(f"{check.text}: not yet. Nothing was changed.")
        if said.lower() in {"y", "yes"}:
            yield Answer(check.number, True)
        else:
            yield Answer(check.number, False, said)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("package", metavar="PKG")
@click.argument("text", metavar="TEXT")
@click.option("--trade-off", is_flag=True, help="A trade-off: goes into plan.md, Notes.")
@handle_option
@secret_option
@common()
def note(
    options: Options, package: str, text: str, trade_off: bool, handle: str | None,
    secret: str | None,
) -> None:  # fmt: skip
    """Log an assumption in srd.md, or an unexpected trade-off in plan.md.

    TEXT `-` is read from stdin.
    """
    words = sys.stdin.read().strip() if text == "-" else text
    with _speaking():
        keep: Any = secret or ""
        change = _open(options, handle).note(package, words, trade_off=trade_off, secret=keep)
    _receipt(options, change)


@click.command()
@click.argument("package", metavar="PKG")
@click.argument("title", metavar="TITLE")
@click.option("--context", metavar="TEXT", default="", help="What made it necessary.")
@click.option("--decision", metavar="TEXT", default="", help="What was decided.")
@click.option("--consequences", metavar="TEXT", default="", help="What follows from it.")
@click.option("--ref", metavar="Q", default="", help="The open question that it settles.")
@handle_option
@secret_option
@common()
def decide(
    options: Options, package: str, title: str, context: str, decision: str, consequences: str,
    ref: str, handle: str | None, secret: str | None,
) -> None:  # fmt: skip
    """Record a decision as the next ADR in .codex-os/product/decisions.md."""
    if not decision.strip():
        raise click.UsageError("--decision says what was decided.")
    if ref and re.fullmatch(r"[A-Za-z][\w.-]{0,39}", ref) is None:
        raise click.UsageError(f"--ref {ref!r} is no id such as Q7.")
    with _speaking():
        keep: Any = secret or ""
        made = _open(options, handle).decide(
            package,
            title,
            context=context,
            decision=decision,
            consequences=consequences,
            ref=ref.upper(),
            secret=keep,
        )
    if options.json:
        say_json({"receipt": made.receipt, "id": made.id, "paths": list(made.paths)})
    else:
        say(made.receipt)


@click.command()
@click.argument("package", metavar="[PKG]", default="")
@click.argument("milestone", metavar="[MILESTONE]", default="")
@handle_option
@common()
def checkpoint(options: Options, package: str, milestone: str, handle: str | None) -> None:
    """Record a milestone that is reached in .codex-os/product/analysis.md.

    At the MVP the version, CHANGELOG.md, .env.example and deployment notes are proposed.
    """
    with _speaking():
        done = _open(options, handle).checkpoint(package, milestone)
    found = done.checkpoint
    if options.json:
        say_json(
            {
                "receipt": done.change.receipt,
                "milestone": found.name,
                "mvp": found.mvp,
                "deployment": {
                    "migrations": list(found.deployment.migrations),
                    "flags": list(found.deployment.flags),
                    "backfills": list(found.deployment.backfills),
                    "settings": list(found.deployment.settings),
                },
                "proposals": list(found.proposals),
                "done_of_spec": spec_json(done.done_of_spec),
                "paths": list(done.change.paths),
            }
        )
        return
    say(done.change.receipt)
    if found.mvp:
        say("The MVP path is complete.")
        for line in found.deployment.lines():
            say(f"  {line}")
    for proposal in found.proposals:
        say(f"- {proposal}")
    say_done_of_spec(done.done_of_spec)


@click.command()
@click.argument("package", metavar="[PKG]", default="")
@common()
def handover(options: Options, package: str) -> None:
    """Print the text of the tracking issue, with the spec id."""
    with _speaking():
        issue = _open(options).handover(package)
    if options.json:
        say_json({"title": issue.title, "body": issue.body})
        return
    say(issue.title)
    say()
    say(issue.body, end="")


def _receipt(options: Options, change: Written) -> None:
    if options.json:
        say_json({"receipt": change.receipt, "paths": list(change.paths)})
    else:
        say(change.receipt)
