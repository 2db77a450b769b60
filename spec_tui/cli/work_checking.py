"""`validate`: everything wrong with the plans, and the fixes that are safe (work-items.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import Refused
from spec_tui.cli.work_opening import open_plans

if TYPE_CHECKING:
    from spec_tui.interview.model import Finding
    from spec_tui.work.item import Problem
    from spec_tui.worksession import WorkSession

MOST_PER_CODE = 20


@click.command()
@click.option("--fix", is_flag=True, help="Apply the safe fixes first.")
@click.option("--yes", is_flag=True, help="With --fix: also give duplicate ids new numbers.")
@click.option("--strict", is_flag=True, help="Warnings end with exit code 1 too.")
@click.option("--all", "all_", is_flag=True, help="List every problem.")
@click.option("--sarif", is_flag=True, help="Print SARIF 2.1.0.")
@click.option("--github", is_flag=True, help="Print annotations for GitHub Actions.")
@common()
def validate(
    options: Options, fix: bool, yes: bool, strict: bool, all_: bool, sarif: bool, github: bool
) -> None:
    """Check artifacts, packages and trees. The exit code is 1 where there are errors."""
    if sarif + github + options.json > 1:
        raise click.UsageError("Choose one of --json, --sarif and --github.")
    if yes and not fix:
        raise click.UsageError("--yes goes with --fix.")
    session = open_plans(options, criteria=False)
    problems = _problems(session)
    if fix:
        _fix(session, problems, yes)
        problems = _problems(session)
    if options.json:
        say_json({"problems": [problem_json(problem) for problem in problems]}, indent=None)
    elif sarif or github:
        _for_machines(problems, sarif)
    else:
        for line in report(problems, all_):
            say(line)
        say(closing(session, problems))
    if failing(problems, strict):
        raise Refused()


def _problems(session: WorkSession) -> tuple[Problem, ...]:
    """What is wrong with the plans, and with the links of a tree of specs where there is one."""
    problems = session.problems()
    if "specs" not in session.plan.spaces:
        return problems
    from spec_tui.trees import TreeSession

    found = TreeSession(session.root).problems()
    return tuple(sorted((*problems, *found), key=lambda one: (one.path, one.line, one.column)))


def validate_as_003() -> int:
    """`spec_cli validate`: the success block of seed 003 with counts, or the problems."""
    from spec_tui.cli.stop import Stop

    try:
        session = open_plans(Options(), criteria=False)
    except Stop as stop:
        talk(stop.sentence)
        return stop.code
    problems = session.problems()
    if not failing(problems, False):
        items = [item for item in session.plan.items if item.format == "omoi"]
        tickets = sum(item.kind == "ticket" for item in items)
        say("✓ Validation passed!")
        say(f"- {plural(tickets, 'ticket')} validated")
        say(f"- {plural(len(items) - tickets, 'task')} validated")
        say("- All dependencies resolved")
        say("- All references valid")
        for line in report(tuple(p for p in problems if p.severity == "warning"), False):
            talk(line)
        return 0
    for line in report(problems, False):
        say(line)
    say(closing(session, problems))
    return 1


def failing(problems: tuple[Problem, ...], strict: bool) -> bool:
    """Whether these problems end with exit code 1; `strict` counts warnings, never info."""
    bad = {"error", "warning"} if strict else {"error"}
    return any(problem.severity in bad for problem in problems)


def problem_json(problem: Problem) -> dict[str, Any]:
    """One problem of `validate --json`."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
        "fix": f"spec-tui validate --fix: {problem.fix.text}" if problem.fix.kind else "",
    }


def report(problems: tuple[Problem, ...], all_: bool) -> Iterator[str]:
    """One line a problem, the first twenty of each code, then how many more."""
    by_code: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        by_code.setdefault((problem.severity, problem.code), []).append(problem)
    order = {"error": 0, "warning": 1, "info": 2}
    for (severity, code), found in sorted(by_code.items(), key=lambda e: (order[e[0][0]], e[0])):
        for problem in found if all_ else found[:MOST_PER_CODE]:
            place = f"{problem.path}:{problem.line}:{problem.column}"
            yield f"{place}: {severity} {code}: {problem.message}"
        if len(found) > MOST_PER_CODE and not all_:
            yield f"and {len(found) - MOST_PER_CODE:,} more {code} (--all)"


def closing(session: WorkSession, problems: tuple[Problem, ...]) -> str:
    """The last line: what was looked at, and how many of which severity."""
    looked = plural(len(session.plan.paths), "file")
    if not problems:
        return f"Nothing found in {looked}."
    counts = dict.fromkeys(("error", "warning", "info"), 0)
    for problem in problems:
        counts[problem.severity] += 1
    words = [
        plural(counts["error"], "error"),
        plural(counts["warning"], "warning"),
        f"{counts['info']} info",
    ]
    listed = ", ".join(word for word in words if not word.startswith("0 "))
    fixable = sum(bool(problem.fix.kind) for problem in problems)
    hint = f" {fixable} can be fixed with --fix." if fixable else ""
    return f"{looked}: {listed}.{hint}"


def _fix(session: WorkSession, problems: tuple[Problem, ...], yes: bool) -> None:
    """Apply what is safe; renumber only where a person agrees."""
    from spec_tui.work.change import Refused as No
    from spec_tui.workspace.errors import Locked, NotWritable

    agreed = [p for p in problems if p.fix.kind == "renumber" and (yes or _agreed(p))]
    try:
        fixed = session.fix(agreed)
    except (No, Locked, NotWritable) as error:
        raise Refused(str(error)) from None
    parts = [
        plural(count, one, many)
        for count, one, many in (
            (fixed.quoted, "value quoted", "values quoted"),
            (fixed.mirrored, "edge mirrored", "edges mirrored"),
            (fixed.renumbered, "id renumbered", "ids renumbered"),
        )
        if count
    ]
    where = f" in {plural(len(fixed.paths), 'file')}" if parts else ""
    talk(f"Fixed: {', '.join(parts) or 'nothing'}{where}.")


def _agreed(problem: Problem) -> bool:
    """Ask on a terminal; elsewhere say what would be asked and leave the id alone."""
    if sys.stdin.isatty() and sys.stderr.isatty():
        return click.confirm(f"{problem.path}: {problem.message} Renumber this one?", err=True)
    talk(f"{problem.path}: {problem.message} It stays; --fix --yes gives it the next free id.")
    return False


def _for_machines(problems: tuple[Problem, ...], sarif: bool) -> None:
    from spec_tui.cli.checking import annotation, sarif_log

    findings = tuple(_finding(problem) for problem in problems)
    if sarif:
        say_json(sarif_log(findings), indent=None)
    else:
        for finding in findings:
            say(annotation(finding))


def _finding(problem: Problem) -> Finding:
    from spec_tui.interview.model import Finding, Severity

    severities: dict[str, Severity] = {"error": "major", "warning": "minor", "info": "info"}
    return Finding(
        problem.code, severities[problem.severity], problem.line, problem.column, "",
        problem.message, "", path=problem.path,
    )  # fmt: skip
