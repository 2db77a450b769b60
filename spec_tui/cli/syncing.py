"""`sync`, `sync-specs`, `projects`, `project` and `api-trace`: the API commands of seed 003."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

import click

from spec_tui.cli.opening import on_a_terminal
from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json, shown, talk
from spec_tui.cli.stop import CouldNotRun, Refused, Stop
from spec_tui.cli.work_opening import plan_root

if TYPE_CHECKING:
    from spec_tui.omoi_os.sync.model import Row, SyncPlan
    from spec_tui.syncing import Syncing

What = Literal["items", "specs"]
INTERRUPTED = 130
WIDTH = 24
"""Columns of the progress bar."""


def target_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--api-url` and `--project-id`."""
    command = click.option(
        "--project-id", metavar="ID", default="", help="Default: OMOIOS_PROJECT_ID."
    )(command)
    return click.option(
        "--api-url",
        metavar="URL",
        default="",
        help="Default: OMOIOS_API_URL, else https://api.omoios.dev.",
    )(command)


def _push_options(command: Callable[..., Any]) -> Callable[..., Any]:
    command = click.option("--yes", is_flag=True, help="Agree to a server that is new here.")(
        command
    )
    return target_options(command)


_DIRECTION = click.argument("direction", type=click.Choice(("diff", "push")), metavar="diff|push")


@click.command()
@_DIRECTION
@click.option("--force-create", is_flag=True, help="Create what the server takes for a duplicate.")
@_push_options
@common()
def sync(
    options: Options, direction: str, api_url: str, project_id: str, force_create: bool, yes: bool
) -> None:
    """Compare tickets and tasks with the server (diff), or send what differs (push)."""
    with connected(options, api_url, project_id) as syncing:
        _run(syncing, options, "items", direction, yes, force_create=force_create)


@click.command("sync-specs")
@_DIRECTION
@click.option("--spec-title", metavar="TITLE", default="", help="Title of the spec of one feature.")
@_push_options
@common()
def sync_specs(
    options: Options, direction: str, api_url: str, project_id: str, spec_title: str, yes: bool
) -> None:
    """The same for requirements and designs, as one spec per feature."""
    with connected(options, api_url, project_id) as syncing:
        _run(syncing, options, "specs", direction, yes, title=spec_title)


@click.command()
@target_options
@common()
def projects(options: Options, api_url: str, project_id: str) -> None:
    """List the projects of the server."""
    with connected(options, api_url, project_id) as syncing:
        found = syncing.projects()
    if options.json:
        say_json({"projects": [{"id": p.id, "name": p.name, "status": p.status} for p in found]})
        return
    for one in found:
        say(f"{one.id}  {one.name}  [{one.status}]")
    if not found:
        say("The server has no project for this key.")


@click.command()
@click.argument("id_", metavar="[ID]", required=False, default="")
@target_options
@common()
def project(options: Options, id_: str, api_url: str, project_id: str) -> None:
    """Show one project of the server with its tickets and how many tasks they have."""
    from spec_tui.cli.sync_report import project_json, project_lines

    with connected(options, api_url, id_ or project_id) as syncing:
        found = syncing.project()
    if options.json:
        say_json(project_json(found))
    else:
        say("\n".join(project_lines(found)))


@click.command("api-trace")
@click.argument("id_", metavar="[ID]", required=False, default="")
@target_options
@common()
def api_trace(options: Options, id_: str, api_url: str, project_id: str) -> None:
    """Show which tickets of the server fulfil which spec, by their ids."""
    from spec_tui.cli.sync_report import trace_json, trace_lines

    with connected(options, api_url, id_ or project_id) as syncing:
        found = syncing.trace()
    if options.json:
        say_json(trace_json(found))
    else:
        say("\n".join(trace_lines(found)))


@contextmanager
def connected(options: Options, api_url: str, project_id: str) -> Iterator[Syncing]:
    """The sync of the chosen folder; what stands against it ends the command with a sentence."""
    from spec_tui.omoi_os.sync.model import Refused as No
    from spec_tui.omoi_os.sync.model import SyncError
    from spec_tui.omoi_os.sync.target import key_from, target
    from spec_tui.syncing import Syncing
    from spec_tui.workspace.errors import Locked, NotWritable

    try:
        place = target(os.environ, api_url, project_id)
        key = key_from(os.environ)
        current = os.environ.get("TASK_ID", "").strip()
        with Syncing(plan_root(options), place, key=key, current=current) as syncing:
            if key is not None:
                talk(f"Connecting to {place.url}...")
                syncing.connect()
                talk("Connected!")
                _about(os.environ.get("AGENT_ID", ""), os.environ.get("EXECUTION_MODE", ""))
            yield syncing
    except (No, Locked, NotWritable) as error:
        raise Refused(str(error)) from None
    except SyncError as error:
        raise _ended(error) from None


def _about(agent: str, mode: str) -> None:
    """What the sandbox says of itself; shown and used for nothing."""
    words = [f"agent {agent}" if agent else "", f"mode {mode}" if mode else ""]
    said = ", ".join(word for word in words if word)
    if said:
        talk(said[0].upper() + said[1:] + ".")


def _ended(error: Exception) -> Stop:
    """401 and 403 end with 1, everything else could not run."""
    from spec_tui.omoi_os.sync.client import NotAllowed

    return Refused(str(error)) if isinstance(error, NotAllowed) else CouldNotRun(str(error))


def _run(
    syncing: Syncing,
    options: Options,
    what: What,
    direction: str,
    yes: bool,
    *,
    title: str = "",
    force_create: bool = False,
) -> None:
    from spec_tui.cli.sync_report import plan_json, plan_lines

    plan = syncing.plan(what, title=title)
    for note in plan.notes:
        talk(note)
    for problem in plan.problems[:20]:
        talk(f"{problem.path}:{problem.line}:{problem.column}: {problem.message}")
    if plan.problems:
        if len(plan.problems) > 20:
            talk(f"and {len(plan.problems) - 20} more")
        talk("Nothing is sent before these are repaired; `spec-tui validate` lists them.")
    stopped = False
    if direction == "push":
        agreed = _agreed(syncing, plan, yes)
        talk("Syncing to API...")
        with _counted(plan.sends) as progress, _stoppable() as stop:
            plan = syncing.push(
                plan, progress=progress, stop=stop, confirmed=agreed, force_create=force_create
            )
            stopped = stop()
    if options.json:
        say_json(plan_json(plan), indent=None if len(plan.rows) > 1000 else 2)
    else:
        say("\n".join(plan_lines(plan, pushed=direction == "push")))
    if stopped:
        left = sum(row.state == "stopped" for row in plan.rows)
        talk(f"Stopped: {plural(left, 'item')} not sent. Push again to go on.")
        raise Stop("", INTERRUPTED)
    if direction == "push" and plan.failed:
        raise Refused()


def _agreed(syncing: Syncing, plan: SyncPlan, yes: bool) -> bool:
    """Whether a server that is new here may be written to."""
    if yes or syncing.known or plan.problems:
        return yes or syncing.known
    counts = plan.summary
    words = (
        f"{plan.target.origin} was not pushed to before ({plan.target.url_from}). Project "
        f"{plan.target.project}: {counts['create']} to create, {counts['update']} to update."
    )
    if not on_a_terminal():
        raise Refused(f"{words} Nothing was sent. --yes agrees to it.")
    talk(words)
    if not click.confirm("Push to it?", err=True, default=False):
        raise Refused("Nothing was sent.")
    return True


@contextmanager
def _counted(total: int) -> Iterator[Callable[[Row, int, int], None]]:
    """Progress on stderr: a line that is written over on a terminal, else only what goes wrong."""
    live = sys.stderr.isatty()

    def progress(row: Row, settled: int, _total: int) -> None:
        if row.state == "trying":
            talk(f"{row.id}: {row.message}")
        elif live:
            full = WIDTH * settled // max(1, total)
            bar = shown("█" * full + "░" * (WIDTH - full), sys.stderr)
            sys.stderr.write(f"\r{bar} {settled} of {total} sent ")
            sys.stderr.flush()

    yield progress
    if live:
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()


@contextmanager
def _stoppable() -> Iterator[Callable[[], bool]]:
    """ctrl+C lets what is in flight end, a second one ends at once; the ledger is right."""
    pressed: list[int] = []

    def press(number: int, _frame: Any) -> None:
        if pressed:
            os._exit(INTERRUPTED)  # what was answered is in the ledger, on disk
        pressed.append(number)
        talk("Stopping after what is in flight; ctrl+C again ends at once.")

    try:
        before = signal.signal(signal.SIGINT, press)
    except ValueError:  # not the main thread: nobody presses keys there
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
