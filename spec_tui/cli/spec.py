"""`spec ...`: the commands over Codex-OS packages, loaded when one of them runs."""

from __future__ import annotations

from collections.abc import Mapping

import click

from spec_tui.cli.group import Commands, Entry

PACKAGE_COMMANDS: dict[str, Entry] = {
    "new": Entry("spec_packages", "new", "Create a package from a title."),
    "list": Entry("spec_packages", "list_", "List the packages with state and gate."),
    "gate": Entry("spec_packages", "gate", "Judge the eleven items of the quality gate."),
    "waive": Entry("spec_packages", "waive", "Waive an item of the gate, with a reason."),
    "signoff": Entry("spec_packages", "signoff", "Record the sign-off of one role."),
    "approve": Entry("spec_packages", "approve", "Approve a package that passes its gate."),
    "agents": Entry("spec_packages", "agents", "Point AGENTS.md to .codex-os/."),
    "align": Entry("spec_execution", "align", "Read a package and name what is missing."),
    "plan": Entry("spec_execution", "plan", "Write the execution plan into plan.md."),
    "next": Entry("spec_execution", "next_", "Show the next task and what it needs."),
    "start": Entry("spec_execution", "start", "Begin a task."),
    "done": Entry("spec_execution", "done", "Finish a task and record it."),
    "note": Entry("spec_execution", "note", "Log an assumption or a trade-off."),
    "decide": Entry("spec_execution", "decide", "Record a decision as an ADR."),
    "checkpoint": Entry("spec_execution", "checkpoint", "Record a milestone that is reached."),
    "handover": Entry("spec_execution", "handover", "Print the text of the tracking issue."),
}


class PackageCommands(Commands):
    """The group of `spec`."""

    entries: Mapping[str, Entry] = PACKAGE_COMMANDS


@click.command(cls=PackageCommands, name="spec")
def spec() -> None:
    """Codex-OS packages: create, quality gate, sign-off, execution."""
