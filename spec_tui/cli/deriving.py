"""`derive`: SPEC.md rendered into the documents of a system, or these brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import click

from spec_tui.cli.options import Options, common, handle_option
from spec_tui.cli.output import say, say_json, talk
from spec_tui.cli.stop import CouldNotRun, Refused
from spec_tui.cli.work_opening import plan_root

if TYPE_CHECKING:
    from spec_tui.derivation import Derivation, How, Proposal, System

SYSTEMS = ("codex", "omoi", "tree")


@click.command()
@click.argument("system", type=click.Choice(SYSTEMS), metavar="codex|omoi|tree")
@click.argument("package", required=False, default="", metavar="[PKG]")
@click.option("--diff", "diff", is_flag=True, help="Show what would change; write nothing.")
@click.option("--push-back", metavar="REGION", help="Take an edit back into SPEC.md.")
@click.option("--restore", metavar="REGION", help="Let a region say what SPEC.md says.")
@click.option("--detach", metavar="REGION", help="Make a region yours for good.")
@handle_option
@common()
def derive(
    options: Options,
    system: str,
    package: str,
    diff: bool,
    push_back: str | None,
    restore: str | None,
    detach: str | None,
    handle: str | None,
) -> None:
    """Render SPEC.md into the documents of a system.

    What people changed in a document stays as it is and is listed as drift. For codex, PKG names a
    package; without it one of today is made, or brought up to date.
    """
    if package and system != "codex":
        raise click.UsageError("Only codex has packages to choose from.")
    asked = [(how, name) for how, name in _settling(push_back, restore, detach) if name]
    if len(asked) > 1 or (asked and diff):
        raise click.UsageError("Take one of --diff, --push-back, --restore and --detach.")
    from spec_tui.derivation import Derivation
    from spec_tui.work.change import Refused as No
    from spec_tui.work.editing import Ambiguous, Unknown
    from spec_tui.workspace.errors import Locked, NotWritable, Unreadable
    from spec_tui.workspace.root import git_user

    root = plan_root(options)
    derivation = Derivation(root, who=handle or git_user(root) or "")
    known = cast("System", system)
    try:
        if asked:
            how, name = asked[0]
            done = derivation.settle(known, name, how, package)
            if options.json:
                say_json({"receipt": done.receipt, "paths": list(done.paths)})
            else:
                say(done.receipt)
            return
        _propose(options, derivation, derivation.propose(known, package), diff=diff)
    except (Unknown, Ambiguous, Unreadable) as error:
        raise CouldNotRun(str(error)) from None
    except (No, Locked, NotWritable) as error:
        raise Refused(str(error)) from None


def _settling(
    push_back: str | None, restore: str | None, detach: str | None
) -> tuple[tuple[How, str | None], ...]:
    return (("push-back", push_back), ("restore", restore), ("detach", detach))


def _propose(options: Options, derivation: Derivation, proposal: Proposal, *, diff: bool) -> None:
    """Say what does not fit, confirm where the system asks for it, write."""
    for sentence in (*proposal.lost, *proposal.notes):
        talk(sentence)
    for one in proposal.drift:
        where = f"{one.path}:{one.line}"
        talk(f"{where}: {one.region} {one.message}" if one.region else f"{where}: {one.message}")
    if any(one.kind in {"edited", "both"} for one in proposal.drift):
        talk(
            "Changed places stay as they are. --push-back, --restore or --detach REGION settles "
            "one."
        )
    if diff:
        if options.json:
            say_json(_as_json(proposal, "", written=False))
        else:
            say(proposal.diff().rstrip("\n") or "Nothing would change.")
        return
    if proposal.system == "omoi" and proposal.new and not _confirmed(derivation):
        raise Refused("Nothing was written.")
    done = derivation.write(proposal)
    if options.json:
        say_json(_as_json(proposal, done.receipt, written=True))
        return
    say(done.receipt)
    for path in proposal.texts:
        say(f"  {'new' if path in proposal.new else 'changed':8} {path}")
    if proposal.gaps:
        count = len(proposal.gaps)
        facts = "1 fact is" if count == 1 else f"{count} facts are"
        say(f"{facts} not in SPEC.md; each is a placeholder and an open question.")


def _confirmed(derivation: Derivation) -> bool:
    """Show the Feature Summary and ask (seed 003, 1.3); without a terminal it is only shown."""
    from spec_tui.cli.opening import on_a_terminal
    from spec_tui.derive.summary import feature_summary

    talk(feature_summary(derivation.facts()))
    return not on_a_terminal() or click.confirm("Is this what is meant?", default=True, err=True)


def _as_json(proposal: Proposal, receipt: str, *, written: bool) -> dict[str, Any]:
    return {
        "system": proposal.system,
        "folder": proposal.folder,
        "written": written,
        "receipt": receipt,
        "new": list(proposal.new),
        "changed": [
            {"path": path, "regions": list(names)}
            for path, names in proposal.changed
            if path not in proposal.new
        ],
        "drift": [
            {
                "path": d.path,
                "line": d.line,
                "region": d.region,
                "kind": d.kind,
                "message": d.message,
            }
            for d in proposal.drift
        ],
        "lost": list(proposal.lost),
        "gaps": list(proposal.gaps),
        "diff": proposal.diff(),
    }
