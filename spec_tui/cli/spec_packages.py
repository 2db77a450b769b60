"""`spec new|list|gate|waive|signoff|approve|agents`: packages and their quality gate."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.opening import on_a_terminal
from spec_tui.cli.options import Options, common, handle_option, known_handle, secret_option
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import Refused, speaking
from spec_tui.cli.work_opening import plan_root

if TYPE_CHECKING:
    from spec_tui.codex_os.gate.model import Evidence, Gate, Item
    from spec_tui.codex_os.package import Package
    from spec_tui.packages import PackageSession
    from spec_tui.worksession import Done

_GLYPHS = {"pass": "✓", "fail": "✗", "waived": "~"}
_ROLE_GLYPHS = {"signed": "✓", "rejected": "✗", "not needed": "~", "open": "○"}


def by_option(command: Any) -> Any:
    """Add `--by @HANDLE`, which must be given."""
    return click.option(
        "--by", required=True, metavar="@HANDLE", callback=known_handle, help="Who says so."
    )(command)


@contextmanager
def changing(options: Options, who: str) -> Iterator[PackageSession]:
    """The packages of the chosen folder; what stands against a change ends the command.

    A name that means no package or several ends with 2, a change that is refused with 1.
    """
    from spec_tui.packages import PackageSession

    with speaking():
        yield PackageSession(plan_root(options), who=who)


def _day(_context: click.Context, _option: click.Parameter, day: str) -> str:
    """A date as typed. Raises BadParameter."""
    from spec_tui.codex_os.create import day_of
    from spec_tui.work.change import Refused as No

    try:
        return day_of(day) if day else ""
    except No as error:
        raise click.BadParameter(str(error)) from None


def _handles(context: click.Context, option: click.Parameter, names: tuple[str, ...]) -> Any:
    return tuple(known_handle(context, option, name) for name in names)


@click.command()
@click.argument("title", metavar="TITLE")
@click.option(
    "--date", default="", metavar="D", callback=_day, help="Day of the folder, such as 2025-08-23."
)
@click.option("--from", "source", metavar="FILE", help="A PRD to copy into srd.md.")
@click.option(
    "--owner", "owners", multiple=True, metavar="@X", callback=_handles,
    help="The DRI; given twice, the second is the backup.",
)  # fmt: skip
@click.option(
    "--reviewer", "reviewers", multiple=True, metavar="@X", callback=_handles,
    help="Somebody who reviews it; may be given several times.",
)  # fmt: skip
@secret_option
@handle_option
@common()
def new(
    options: Options,
    title: str,
    date: str,
    source: str | None,
    owners: tuple[str, ...],
    reviewers: tuple[str, ...],
    secret: str | None,
    handle: str | None,
) -> None:
    """Create a package from a title.

    It is filled from SPEC.md where there is one. Without one the interview opens at depth quick;
    without a terminal the package holds the templates with their placeholders. With --from a PRD
    is copied into srd.md and SPEC.md is not looked at.
    """
    from spec_tui.cli.spec_creating import New, create, document
    from spec_tui.workspace.root import git_user

    prd = document(source) if source is not None else None
    who = handle or git_user(plan_root(options)) or ""
    with changing(options, who) as session:
        named = owners or ((who,) if who else ())
        wanted = New(title, date, named, reviewers, prd, secret or "")
        done = create(options, session, wanted)
        _tell(options, done, {"package": done.id})
        if not options.json:
            _offer_agents(session)


@click.command("list")
@common()
def list_(options: Options) -> None:
    """List the packages, the newest first, with state, owners and gate."""
    with changing(options, "") as session:
        packages = session.packages()
        if options.json:
            say_json({"packages": [package_json(session, one) for one in packages]})
            return
        if not packages:
            say("There are no packages yet. `spec-tui spec new TITLE` makes one.")
            return
        rows = [_row(session.gate(one), one) for one in packages]
        widths = [max(len(row[column]) for row in rows) for column in range(4)]
        for row in rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
            say("  ".join(cells).rstrip())
        for package in packages:
            for trouble in package.troubles:
                talk(trouble)


@click.command()
@click.argument("package", metavar="[PKG]", default="")
@common()
def gate(options: Options, package: str) -> None:
    """Judge the eleven items of the quality gate; the exit code is 1 while one fails.

    Sign-offs and the Definition of Done are shown below it and decide nothing.
    """
    with changing(options, "") as session:
        found = session.find(package)
        judged = session.gate(found)
        if options.json:
            say_json(gate_json(judged))
        else:
            for line in _report(session, found, judged):
                say(line)
        for trouble in found.troubles:
            talk(trouble)
        if not judged.ok:
            raise Refused()


@click.command()
@click.argument("package", metavar="PKG")
@click.argument("item", metavar="ITEM")
@click.option("--reason", required=True, help="Why it may pass.")
@by_option
@secret_option
@common()
def waive(
    options: Options, package: str, item: str, reason: str, by: str, secret: str | None
) -> None:
    """Waive an item of the gate (its id, or 1 to 11), with a reason, in tech-spec.md."""
    with changing(options, by) as session:
        keep: Any = secret or ""
        done = session.waive(package, item, reason, by, secret=keep)
        _tell(options, done, gate_json(session.gate(session.find(package))))


@click.command()
@click.argument("package", metavar="PKG")
@click.option("--role", required=True, help="product, tech lead, security, data or QA.")
@click.option("--decision", default="", help="What was decided. Default: approved.")
@click.option("--adr", is_flag=True, help="Record the decision in product/decisions.md, too.")
@by_option
@secret_option
@common()
def signoff(
    options: Options, package: str, role: str, decision: str, adr: bool, by: str, secret: str | None
) -> None:
    """Record the sign-off of one role in tech-spec.md.

    The decision `not needed` settles a role that has no say; `rejected` leaves it open.
    """
    from spec_tui.codex_os.signoff import SignOff

    if adr and not decision:
        raise click.UsageError("--adr needs a --decision to record.")
    with changing(options, by) as session:
        wanted = SignOff(role, by, "", decision).decided
        if wanted and not adr and not options.json and on_a_terminal():
            adr = click.confirm("Record this decision in product/decisions.md, too?", err=True)
            wanted = adr
        keep: Any = secret or ""
        done = session.sign_off(package, role, by, decision, adr=adr, secret=keep)
        _tell(options, done, {"adr": adr})
        if wanted and not adr:
            talk("The decision is no ADR yet. The same with --adr records it in decisions.md.")


@click.command()
@click.argument("package", metavar="PKG")
@by_option
@common()
def approve(options: Options, package: str, by: str) -> None:
    """Approve a package whose items all pass or are waived: all three files at once.

    Roles that have not signed and open lines of the Definition of Done are recorded as open.
    """
    with changing(options, by) as session:
        done = session.approve(package, by)
        if options.json:
            say_json({"receipt": done.receipt, "paths": list(done.paths), "open": list(done.open)})
            return
        say(done.receipt)
        for one in done.open:
            say(f"Still open: {one}")


@click.command()
@common()
def agents(options: Options) -> None:
    """Put a paragraph into AGENTS.md that points an assistant to .codex-os/."""
    with changing(options, "") as session:
        _tell(options, session.point_agents(), {})


def package_json(session: PackageSession, package: Package) -> dict[str, Any]:
    """One package of `spec list --json`."""
    judged = session.gate(package)
    return {
        "package": package.name,
        "spec_id": package.spec_id,
        "title": package.title,
        "status": package.status,
        "owners": list(package.owners),
        "reviewers": list(package.reviewers),
        "path": package.folder,
        "missing": list(package.missing),
        "gate": {state: judged.count(state) for state in ("pass", "waived", "fail")},
    }


def gate_json(judged: Gate) -> dict[str, Any]:
    """`spec gate --json` (cli.md)."""
    return {
        "package": judged.package,
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "state": item.state,
                "evidence": [one._asdict() for one in item.evidence],
                "reason": item.reason,
            }
            for item in judged.items
        ],
    }


def _tell(options: Options, done: Done, more: dict[str, Any]) -> None:
    if options.json:
        say_json({"receipt": done.receipt, "paths": list(done.paths), **more})
        return
    say(done.receipt)


def _row(judged: Gate, package: Package) -> tuple[str, str, str, str]:
    score = f"{judged.count('pass') + judged.count('waived')}/{len(judged.items)}"
    owners = ", ".join(package.owners) or "no owner"
    state = "half-made" if package.missing else package.status
    return package.name, state, score, owners


def _report(session: PackageSession, package: Package, judged: Gate) -> Iterator[str]:
    yield f"{package.title} ({package.spec_id}): {judged.words}"
    width = max(len(item.title) for item in judged.items)
    for item in judged.items:
        place = "" if item.state != "pass" else _place(item.evidence[0])
        head = f"{_GLYPHS[item.state]} {item.state:<6} {item.number:>2}  {item.title:<{width}}"
        yield f"{head}  {place}".rstrip()
        if item.state == "waived":
            yield f"               {item.reason}"
        elif item.state == "fail":
            yield from _failing(item)
    yield ""
    roles = session.sign_offs(package)
    for one in roles:
        who = f"  {one.who}  {one.date}" if one.state in {"signed", "rejected"} else ""
        yield f"{_ROLE_GLYPHS[one.state]} {one.role:<10} {one.state}{who}"
    yield ""
    for line in session.done_lines(package, judged):
        yield f"{'✓' if line.ok else '○'} {line.title}" + (
            f": {line.reason}" if line.reason else ""
        )
    if judged.failing:
        listed = ", ".join(str(item.number) for item in judged.failing)
        yield ""
        yield f"Before approval: {plural(len(judged.failing), 'item')}, {listed}."


def _failing(item: Item) -> Iterator[str]:
    for part in item.parts:
        if part.ok:
            continue
        where = f" ({_place(part.evidence[0])})" if part.evidence else ""
        yield f"               {part.title}: {part.reason}{where}"
    for hint in item.to_pass:
        yield f"               To pass: {hint}"


def _place(evidence: Evidence) -> str:
    return f"{evidence.path.rpartition('/')[2]}:{evidence.line}"


def _offer_agents(session: PackageSession) -> None:
    """AGENTS.md is never changed unasked."""
    if session.agents_point():
        return
    if on_a_terminal() and click.confirm("Point AGENTS.md to .codex-os/?", err=True):
        say(session.point_agents().receipt)
    elif not on_a_terminal():
        talk("AGENTS.md does not point to .codex-os/. `spec-tui spec agents` adds a paragraph.")
