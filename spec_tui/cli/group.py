"""The command group: names and short helps are known here, the modules load when they run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import NamedTuple

import click


class Entry(NamedTuple):
    """Where a command lives, and its line in `--help`."""

    module: str
    attribute: str
    short_help: str


COMMANDS: dict[str, Entry] = {
    "init": Entry("files", "init", "Write SPEC.md and stack.toml from the templates."),
    "import": Entry("files", "import_", "Draft SPEC.md from an overview or a document."),
    "status": Entry("reading", "status", "Show the 18 sections and what is missing."),
    "next": Entry("reading", "next_", "Show the single next question."),
    "answer": Entry("answering", "answer", "Answer one question."),
    "undo": Entry("answering", "undo", "Take the last change back."),
    "redo": Entry("answering", "redo", "Put the last undone change back."),
    "check": Entry("checking", "check", "Check SPEC.md and stack.toml."),
    "finish": Entry("files", "finish", "Complete SPEC.md, or name what is in the way."),
    "transcript": Entry("transcript", "transcript", "Print who answered what, and when."),
    "waive": Entry("waiving", "waive", "Accept the wording of a finding."),
    "export": Entry("handing", "export", "Write the open questions for somebody else."),
    "import-answers": Entry("handing", "import_answers", "Take a filled questionnaire back."),
    "show": Entry("work_showing", "show", "Show tasks, tickets, what is ready, the graph."),
    "graph": Entry("work_showing", "graph", "Export the graph of all tasks."),
    "validate": Entry("work_checking", "validate", "Check all plans, and fix what is safe."),
    "set": Entry("work_changing", "set_", "Set one field of one task or ticket."),
    "new": Entry("work_changing", "new", "Write a new task, ticket or document."),
    "links": Entry("tree_links", "links", "Check the links of the tree of specs, and fix them."),
    "move": Entry("tree_moving", "move", "Move a spec below another parent."),
    "rename": Entry("tree_moving", "rename", "Give a spec another title everywhere."),
    "migrate": Entry("migrating", "migrate", "Bring an older tree into the new layout."),
    "work": Entry("working", "work", "Work on a spec: sessions, entries, deliverables."),
    "spec": Entry("spec", "spec", "Codex-OS packages: create, check, sign off, carry out."),
    "derive": Entry("deriving", "derive", "Render SPEC.md into the documents of a system."),
    "discover": Entry("discovering", "discover", "Say what exists for a feature already."),
    "sync": Entry("syncing", "sync", "Compare tickets and tasks with the server, and push."),
    "sync-specs": Entry("syncing", "sync_specs", "The same for requirements and designs."),
    "projects": Entry("syncing", "projects", "List the projects of the server."),
    "project": Entry("syncing", "project", "Show one project of the server."),
    "api-trace": Entry("syncing", "api_trace", "Show what on the server belongs together."),
    "interview": Entry("interviewing", "interview", "Interview in the app, or line by line."),
}


class Commands(click.Group):
    """A group that imports the module of a command only when it is run or asked for help."""

    entries: Mapping[str, Entry] = COMMANDS

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which somebody meets them."""
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module = import_module(f"spec_tui.cli.{entry.module}")
        command: click.Command = getattr(module, entry.attribute)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.short_help) for name, entry in self.entries.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one was probably meant."""
        name = args[0]
        if name not in self.entries:
            from difflib import get_close_matches

            close: Sequence[str] = get_close_matches(name, self.entries, n=1)
            hint = f"Did you mean {close[0]}?" if close else "--help lists the commands."
            raise click.UsageError(f"There is no command {name!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)
