"""`show` and `graph`: plans of every format as lists, graphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.work_opening import open_plans

if TYPE_CHECKING:
    from spec_tui.work.drawing.model import Graph
    from spec_tui.work.item import Artifact, WorkItem
    from spec_tui.work.plan import Plan

VIEWS = (
    "all", "requirements", "designs", "tickets", "tasks", "graph", "ticket-graph",
    "traceability", "ready", "critical-path", "blocked",
)  # fmt: skip
FORMATS = ("omoi", "codex", "tree")
_WITH_CRITERIA = frozenset({"all", "tickets", "tasks", "ready", "blocked", "critical-path"})


@click.command()
@click.argument("view", type=click.Choice(VIEWS), metavar="VIEW")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Only plans of this format.")
@common()
def show(options: Options, view: str, format_: str | None) -> None:
    """Show plans: all, requirements, designs, tickets, tasks, graph, ticket-graph, traceability,
    ready, critical-path or blocked.
    """
    show_view(options, view, format_)


def show_view(options: Options, view: str, format_: str | None = None) -> None:
    """Print one view, as text or as JSON."""
    plan = open_plans(options, criteria=options.json and view in _WITH_CRITERIA).plan
    _say_unread(plan)
    items = tuple(i for i in plan.items if format_ is None or i.format == format_)
    data, text = _VIEWS[view]
    if options.json:
        say_json(data(plan, items), indent=None if len(items) > 1000 else 2)
    else:
        _print(text(plan, items))


def _say_unread(plan: Plan) -> None:
    """Files that gave no item are named, lest somebody takes them for gone."""
    unread = plan.unread()
    for problem in unread[:3]:
        talk(f"{problem.path}:{problem.line}: not shown. {problem.message}")
    if len(unread) > 3:
        talk(f"And {len(unread) - 3:,} more files; `spec-tui validate` names them all.")


def _print(lines: Sequence[str]) -> None:
    if lines:
        say("\n".join(lines))


def _tasks(items: Sequence[WorkItem]) -> list[WorkItem]:
    return [item for item in items if item.kind == "task"]


def _tickets(items: Sequence[WorkItem]) -> list[WorkItem]:
    return [item for item in items if item.kind != "task"]


def _chosen(plan: Plan, items: Sequence[WorkItem], found: Sequence[WorkItem]) -> list[WorkItem]:
    """Those of a list that `--format` leaves."""
    if len(items) == len(plan.items):
        return list(found)
    kept = {item.ref for item in items}
    return [item for item in found if item.ref in kept]


def _items_json(plan: Plan, items: Sequence[WorkItem]) -> dict[str, Any]:
    from spec_tui.cli.work_rows import item_json

    return {"items": [item_json(plan, item) for item in items]}


def _table(plan: Plan, items: Sequence[WorkItem], nothing: str) -> list[str]:
    from spec_tui.cli.work_rows import table

    return list(table(plan, items)) or [nothing]


def _artifacts(plan: Plan, kind: str) -> list[Artifact]:
    return [artifact for artifact in plan.artifacts if artifact.kind == kind]


def _artifacts_json(kind: str) -> Callable[[Plan, Sequence[WorkItem]], dict[str, Any]]:
    def data(plan: Plan, _items: Sequence[WorkItem]) -> dict[str, Any]:
        from spec_tui.cli.work_rows import artifact_json

        return {"items": [artifact_json(one) for one in _artifacts(plan, kind)]}

    return data


def _requirement_lines(plan: Plan, _items: Sequence[WorkItem]) -> list[str]:
    found: list[str] = []
    for artifact in _artifacts(plan, "requirements"):
        found.append(f"{artifact.id}  {artifact.title}  ({artifact.status}, {artifact.path})")
        found += [
            f"  {r.id}  {r.title}  {r.priority}".rstrip() + (f"\n    {r.text}" if r.text else "")
            for r in artifact.inline
        ]
    return found or ["No requirements yet. `spec-tui new requirements TITLE` writes a file."]


def _design_lines(plan: Plan, _items: Sequence[WorkItem]) -> list[str]:
    found = [
        f"{a.id}  {a.title}  ({a.status}, {a.path})  {', '.join(a.requirements)}".rstrip()
        for a in _artifacts(plan, "design")
    ]
    return found or ["No designs yet. `spec-tui new design TITLE` writes a file."]


def _task_lines(plan: Plan, items: Sequence[WorkItem]) -> list[str]:
    nothing = "No tasks yet. `spec-tui new task TITLE --parent ID` writes one."
    return _table(plan, _tasks(items), nothing)


def _ticket_lines(plan: Plan, items: Sequence[WorkItem]) -> list[str]:
    nothing = "No tickets yet. `spec-tui new ticket TITLE` writes one."
    return _table(plan, _tickets(items), nothing)


def _ready_lines(plan: Plan, items: Sequence[WorkItem]) -> list[str]:
    found = _chosen(plan, items, plan.ready())
    return _table(plan, found, "Nothing is ready. `spec-tui show blocked` says why.")


def _graph_lines(plan: Plan, items: Sequence[WorkItem]) -> list[str]:
    from spec_tui.cli.work_tree import graph_lines

    return list(graph_lines(plan, items)) or ["Nothing to show yet."]


def _critical_lines(plan: Plan, _items: Sequence[WorkItem]) -> list[str]:
    from spec_tui.work.plan import hours_of

    path = plan.critical_path()
    if not path.items:
        return ["Everything is done, or there is nothing yet."]
    lines = _table(plan, path.items, "")
    lines = [
        f"{hours_of(item):>6g} h  {line}" for item, line in zip(path.items, lines, strict=True)
    ]
    sized = f"; {path.unsized} without an estimate" if path.unsized else ""
    return [*lines, f"{path.hours:>6g} h  {plural(len(path.items), 'item')} in a row{sized}"]


def _critical_json(plan: Plan, _items: Sequence[WorkItem]) -> dict[str, Any]:
    path = plan.critical_path()
    return {**_items_json(plan, path.items), "hours": path.hours, "unsized": path.unsized}


def _waiting(plan: Plan, items: Sequence[WorkItem]) -> list[WorkItem]:
    return [item for item in _tasks(items) if plan.state(item) == "waiting"]


def _blocked(items: Sequence[WorkItem]) -> list[WorkItem]:
    return [item for item in items if item.status == "blocked"]


def _blocked_lines(plan: Plan, items: Sequence[WorkItem]) -> list[str]:
    from spec_tui.cli.work_rows import chain_line

    written, waiting = _blocked(items), _waiting(plan, items)
    lines = []
    if written:
        lines += ["Blocked, as somebody wrote:", *_table(plan, written, ""), ""]
    if waiting:
        lines.append("Waiting, as the graph says:")
        lines += [chain_line(plan, item) for item in waiting]
    return lines or ["Nothing is blocked and nothing waits."]


def _blocked_json(plan: Plan, items: Sequence[WorkItem]) -> dict[str, Any]:
    return _items_json(plan, [*_blocked(items), *_waiting(plan, items)])


def _trace_json(plan: Plan, _items: Sequence[WorkItem]) -> dict[str, Any]:
    from spec_tui.cli.work_rows import trace_json
    from spec_tui.work.traceability import trace

    return trace_json(trace(plan))


def _trace_lines(plan: Plan, _items: Sequence[WorkItem]) -> list[str]:
    from spec_tui.cli.work_rows import trace_lines
    from spec_tui.work.traceability import trace

    return list(trace_lines(trace(plan)))


def graph_json(plan: Plan, items: Sequence[WorkItem]) -> dict[str, Any]:
    """Nodes as refs with what is shown of them, and the edges between them."""
    kept = {item.ref for item in items}
    return {
        "nodes": [item.ref for item in items],
        "edges": [[a, b] for a, b in plan.edges() if a in kept and b in kept],
    }


def _all_lines(plan: Plan, items: Sequence[WorkItem]) -> list[str]:
    from spec_tui.cli.work_summary import closing

    parts: list[tuple[str, list[str]]] = []
    if _artifacts(plan, "requirements"):
        parts.append(("REQUIREMENTS", _requirement_lines(plan, items)))
    if _artifacts(plan, "design"):
        parts.append(("DESIGNS", _design_lines(plan, items)))
    if _tickets(items):
        parts.append(("TICKETS", _ticket_lines(plan, items)))
    if _tasks(items):
        parts.append(("TASKS", _task_lines(plan, items)))
    lines: list[str] = []
    for title, body in parts:
        lines += [title, *body, ""]
    return [*lines, *closing(plan)]


def _all_json(plan: Plan, items: Sequence[WorkItem]) -> dict[str, Any]:
    from spec_tui.cli.work_rows import artifact_json
    from spec_tui.cli.work_summary import exists_missing_next

    exists, missing, following = exists_missing_next(plan)
    return {
        **_items_json(plan, items),
        "artifacts": [artifact_json(artifact) for artifact in plan.artifacts],
        "exists": exists,
        "missing": missing,
        "next": following,
    }


_Data = Callable[["Plan", Sequence["WorkItem"]], dict[str, Any]]
_Text = Callable[["Plan", Sequence["WorkItem"]], Sequence[str]]

_VIEWS: dict[str, tuple[_Data, _Text]] = {
    "all": (_all_json, _all_lines),
    "requirements": (_artifacts_json("requirements"), _requirement_lines),
    "designs": (_artifacts_json("design"), _design_lines),
    "tickets": (lambda plan, items: _items_json(plan, _tickets(items)), _ticket_lines),
    "tasks": (lambda plan, items: _items_json(plan, _tasks(items)), _task_lines),
    "graph": (
        lambda plan, items: graph_json(plan, _tasks(items)),
        lambda plan, items: _graph_lines(plan, _tasks(items)),
    ),
    "ticket-graph": (
        lambda plan, items: graph_json(plan, _tickets(items)),
        lambda plan, items: _graph_lines(plan, _tickets(items)),
    ),
    "traceability": (_trace_json, _trace_lines),
    "ready": (
        lambda plan, items: _items_json(plan, _chosen(plan, items, plan.ready())),
        _ready_lines,
    ),
    "critical-path": (_critical_json, _critical_lines),
    "blocked": (_blocked_json, _blocked_lines),
}


@click.command()
@click.option("--mermaid", "language", flag_value="mermaid", help="Print a Mermaid flowchart.")
@click.option("--dot", "language", flag_value="dot", help="Print Graphviz DOT.")
@click.option("--svg", type=click.Path(path_type=Path), metavar="FILE", help="Write a new picture.")
@common()
def graph(options: Options, language: str | None, svg: Path | None) -> None:
    """Export the graph of all items: from must be done before to."""
    if (language is not None) + (svg is not None) + options.json != 1:
        raise click.UsageError("Choose one of --mermaid, --dot, --json and --svg FILE.")
    plan = open_plans(options, criteria=False).plan
    if options.json:
        say_json(graph_json(plan, plan.items), indent=None)
        return
    from spec_tui.work.drawing import export

    drawn = _drawn(plan)
    if svg is None:
        say(export.mermaid(drawn) if language == "mermaid" else export.dot(drawn), end="")
        return
    if str(svg) == "-":
        say(export.svg(drawn), end="")
        return
    from spec_tui.workspace.exports import create_new

    create_new(svg, export.svg(drawn))
    say(f"The graph of {plural(len(plan.items), 'item')} is in {svg}.")


def _drawn(plan: Plan) -> Graph:
    """The graph as it is drawn."""
    from spec_tui.cli.work_rows import WORDS
    from spec_tui.work.drawing.model import Graph, Node

    return Graph(
        tuple(Node(i.ref, i.title, WORDS[plan.state(i)]) for i in plan.items),
        tuple(plan.edges()),
        tuple(item.ref for item in plan.critical_path().items),
    )
