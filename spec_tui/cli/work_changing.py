"""`set` and `new`: one field of one item, one new file from its template."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

import click

from spec_tui.cli.options import Options, common, handle_option
from spec_tui.cli.output import say, say_json
from spec_tui.cli.stop import Refused, speaking
from spec_tui.cli.work_opening import named, open_plans

if TYPE_CHECKING:
    from spec_tui.work.create import New
    from spec_tui.work.editing import Field

FIELDS = ("status", "title", "priority", "estimate", "depends_on+", "depends_on-")
KINDS = ("prd", "requirements", "design", "ticket", "task", "epic", "feature")
_NEEDS_PARENT = {"task": "a ticket or a feature", "feature": "an epic"}


@click.command("set")
@click.argument("id_", metavar="ID")
@click.argument("change", metavar="FIELD=VALUE")
@handle_option
@common()
def set_(options: Options, id_: str, change: str, handle: str | None) -> None:
    """Set one field of one item: status, title, priority, estimate, depends_on+=, depends_on-=."""
    match = re.fullmatch(r"([a-z_]+)([+-]?)=(.*)", change, re.DOTALL)
    field = match[1] + match[2] if match else ""
    if match is None or field not in FIELDS:
        listed = ", ".join(f"{name}=" for name in FIELDS)
        raise click.UsageError(f"{change!r} sets nothing. There are: {listed}.")
    session = open_plans(options, who=handle or "")
    item = named(session, id_)
    with speaking():
        done = session.set(item, cast("Field", field), match[3].strip())
    if options.json:
        from spec_tui.cli.work_rows import item_json

        fresh = [i for i in session.plan.items if (i.path, i.id) == (item.path, item.id)]
        shown = item_json(session.plan, fresh[0]) if fresh else None
        say_json({"receipt": done.receipt, "paths": list(done.paths), "item": shown})
        return
    say(done.receipt)


@click.command()
@click.argument("kind", type=click.Choice(KINDS), metavar="KIND")
@click.argument("title", metavar="TITLE")
@click.option("--feature", default="", metavar="F", help="Feature that the file belongs to.")
@click.option("--parent", default="", metavar="ID", help="Ticket, feature or epic above it.")
@handle_option
@common()
def new(
    options: Options, kind: str, title: str, feature: str, parent: str, handle: str | None
) -> None:
    """Write a new prd, requirements, design, ticket, task, epic or feature from its template."""
    if kind in _NEEDS_PARENT and not parent:
        raise click.UsageError(f"A {kind} needs --parent ID: {_NEEDS_PARENT[kind]}.")
    if kind == "epic" and parent:
        raise click.UsageError("An epic has no parent: leave --parent out.")
    from spec_tui.work.change import Refused as No
    from spec_tui.workspace.errors import Locked, NotWritable

    session = open_plans(options, criteria=False, who=handle or "")
    if parent:
        named(session, parent)
    try:
        done = session.new(cast("New", kind), title, parent=parent, feature=feature)
    except (No, Locked, NotWritable) as error:
        raise Refused(str(error)) from None
    if options.json:
        say_json({"receipt": done.receipt, "paths": list(done.paths), "id": done.id})
    else:
        say(done.receipt)
