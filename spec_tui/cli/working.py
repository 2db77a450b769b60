"""`work ID ...`: the journal of one spec, recorded step by step (seed 004, `/spec_work`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.options import Options, common, handle_option, known_handle, secret_option
from spec_tui.cli.output import say, say_json, talk
from spec_tui.cli.stop import CouldNotRun, speaking
from spec_tui.cli.typed import typed
from spec_tui.cli.work_opening import plan_root

if TYPE_CHECKING:
    from spec_tui.journals import JournalSession
    from spec_tui.spec_tree.board import Page
    from spec_tui.spec_tree.model import EntryKind
    from spec_tui.worksession import Done

Verb = Callable[..., Any]
DASHES = {"ignore_unknown_options": True}
"""TEXT may begin with a dash (cli.md)."""
SHOWS_WORK = frozenset({"implement", "test", "issue", "commit", "deliver", "done"})
"""What is said to be too early where nobody approved the plan."""


class Verbs(click.Group):
    """`work ID VERB ...`: what stands before the verb is for `work`, what follows for the verb."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Options around ID go before it, so that they are read as those of `work`."""
        named: list[str] = []
        options: list[str] = []
        rest = list(args)
        values = {name for one in self.params for name in one.opts if _takes_value(one)}
        while rest and not (named and not rest[0].startswith("-")):
            word = rest.pop(0)
            if word == "--" or not word.startswith("-"):
                named += [word] if word != "--" else rest[:1]
                rest = rest[1:] if word == "--" else rest
                continue
            options.append(word)
            if word in values and rest:
                options.append(rest.pop(0))
        return super().parse_args(ctx, [*options, *named, *rest])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Verbs in the order of the work."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or say which there are."""
        if args[0] not in self.commands:
            listed = ", ".join(self.commands)
            raise click.UsageError(f"There is no `work ID {args[0]}`. There are: {listed}.", ctx)
        return super().resolve_command(ctx, args)


def _takes_value(one: click.Parameter) -> bool:
    return isinstance(one, click.Option) and not one.is_flag


@dataclass(frozen=True, slots=True)
class Seat:
    """The spec that was named, and what was said before the verb."""

    name: str
    options: Options
    title: str
    handle: str | None
    secret: str | None


@click.command(cls=Verbs, invoke_without_command=True, subcommand_metavar="[VERB] [TEXT]")
@click.argument("id_", metavar="ID")
@click.option("--resume", is_flag=True, help="Go on with the open session, without the screen.")
@click.option("--status", is_flag=True, help="Show the spec and its journal; writes nothing.")
@click.option("--deliverables", is_flag=True, help="List what was delivered, also below it.")
@click.option("--title", metavar="T", default="", help="Title of a new session.")
@handle_option
@secret_option
@common()
@click.pass_context
def work(
    ctx: click.Context,
    options: Options,
    id_: str,
    resume: bool,
    status: bool,
    deliverables: bool,
    title: str,
    handle: str | None,
    secret: str | None,
) -> None:
    """Work on a spec of specs/, with a journal that records itself.

    Without a VERB the Journal opens on it. Where there is no terminal, or with --title or --resume,
    a session begins or goes on instead.
    """
    ctx.obj = Seat(id_, options, title, handle, secret)
    if ctx.invoked_subcommand is not None:
        if resume or status or deliverables:
            raise click.UsageError("--resume, --status and --deliverables go with no verb.", ctx)
        return
    if sum((resume, status, deliverables)) > 1:
        raise click.UsageError("Say one of --resume, --status and --deliverables.", ctx)
    if status or deliverables:
        _report(ctx.obj, deliverables=deliverables)
        return
    from spec_tui.cli.opening import on_a_terminal, open_app

    with speaking():
        session = _opened(ctx.obj)
        ref = session.find(id_).ref
        shown = not options.json and on_a_terminal()
        done = None if shown and not (title or resume) else _start(session, ctx.obj)
    if shown:
        open_app(options, screen="journal", focus=ref)
    elif done is not None:
        _tell(session, ctx.obj, done)


def _start(session: JournalSession, seat: Seat) -> Done:
    keep: Any = seat.secret or ""
    return session.start(seat.name, seat.title, secret=keep)


def _report(seat: Seat, *, deliverables: bool) -> None:
    from spec_tui.cli import working_shown as shown

    with speaking():
        session = _opened(seat)
        page = session.page(seat.name, links=False)
    if page.trouble:
        if page.journal is None:
            raise CouldNotRun(page.trouble)
        talk(page.trouble)
    if deliverables:
        shown.deliverables(session, page, as_json=seat.options.json)
    elif seat.options.json:
        say_json(shown.page_json(page))
    else:
        shown.status(page)


# verbs that record words


def _recording(kind: EntryKind, about: str, *, issue: bool = False, commit: bool = False) -> None:
    """Add the verb of one kind of entry."""

    def record(seat: Seat, text: str, resolution: str = "", commit: str = "", **rest: Any) -> None:
        _change(
            seat,
            kind,
            rest,
            lambda session, title, keep: session.record(
                seat.name,
                kind,
                typed(text, "text"),
                typed(resolution, "text"),
                commit,
                title,
                secret=keep,
            ),
        )

    # a default, even None, would make the words optional
    optional: dict[str, Any] = {"default": ""} if commit else {}
    verb: Verb = click.argument(
        "text", metavar="[TEXT]" if commit else "TEXT", required=not commit, **optional
    )(_verb(record))
    if issue:
        verb = click.option("--resolution", metavar="TEXT", default="", help="How it was solved.")(
            verb
        )
    if issue or commit:
        hash_ = "The commit that solved it." if issue else "Its hash, 7 to 40 hex digits."
        verb = click.option("--commit", metavar="HASH", default="", help=hash_)(verb)
    work.command(kind, help=about, context_settings=DASHES)(verb)


def _verb(function: Verb) -> Verb:
    """A verb with the options that all have; its function gets the `Seat` first."""

    def call(options: Options, **rest: Any) -> Any:
        context = click.get_current_context()
        assert context.parent is not None
        seat: Seat = context.parent.obj
        before = seat.options
        merged = Options(options.root or before.root, options.json or before.json, None)
        return function(Seat(seat.name, merged, seat.title, seat.handle, seat.secret), **rest)

    call.__doc__ = function.__doc__
    titled = click.option("--title", metavar="T", default="", help="Title of a new session.")
    decorated: Verb = titled(handle_option(secret_option(common()(call))))
    return decorated


_recording("plan", "Record what was planned or decided.")
_recording("change", "Record a change to the spec.")
_recording("implement", "Record a step of the implementation.")
_recording("test", "Record a test and its result.")
_recording("issue", "Record an issue, and how it was solved.", issue=True)
_recording("commit", "Record a commit: `a1b2c3d: words`, or --commit.", commit=True)
_recording("note", "Record anything else.")


@work.command("deliver")
@click.option("--type", "type_", metavar="T", required=True,
              help="scripts, docs, config, code, tests, data, or one of your own.")  # fmt: skip
@click.option("--name", metavar="FILE", default="", help="Its name; for code its path[:line].")
@click.option("--from", "source", metavar="PATH", default="", help="A file to copy.")
@click.option("--about", metavar="TEXT", default="", help="One line: what it is.")
@_verb
def deliver(seat: Seat, type_: str, name: str, source: str, about: str, **rest: Any) -> None:
    """Create, copy or adopt a deliverable, and link it in both directions."""
    file = name or Path(source).name
    if not file:
        raise click.UsageError("--name says what the deliverable is called.")
    where = Path(source).absolute() if source else None
    _change(
        seat,
        "deliver",
        rest,
        lambda session, title, keep: session.deliver(
            seat.name, type_, file, where, typed(about, "text"), title, secret=keep
        ),
    )


@work.command("approve")
@click.option("--by", metavar="@HANDLE", callback=known_handle, help="Who approves the plan.")
@_verb
def approve(seat: Seat, by: str | None, **rest: Any) -> None:
    """Approve the plan: from then on the spec is implemented."""
    _change(
        seat, "approve", rest, lambda session, title, _: session.approve(seat.name, by or "", title)
    )


@work.command("done", context_settings=DASHES)
@click.argument("summary", metavar="[SUMMARY]", default="")
@click.option("--result", type=click.Choice(["completed", "partial", "blocked"]),
              help="Default: completed when all criteria are ticked, else partial.")  # fmt: skip
@_verb
def done(seat: Seat, summary: str, result: str | None, **rest: Any) -> None:
    """Close the session with its summary. The status of the spec stays: `set` changes it."""
    _change(
        seat,
        "done",
        rest,
        lambda session, _, keep: session.close(
            seat.name, typed(summary, "text"), result or "", secret=keep
        ),
    )


# inside


def _change(
    seat: Seat,
    verb: str,
    rest: Mapping[str, Any],
    change: Callable[[JournalSession, str, Any], Done],
) -> None:
    """Make a change, say what it did, and that the plan is not approved where it is not."""
    keep: Any = rest.get("secret") or seat.secret or ""
    with speaking():
        session = _opened(seat, rest.get("handle"))
        made = change(session, rest.get("title") or seat.title, keep)
        if verb in SHOWS_WORK:
            journal = session.page(seat.name, links=False).journal
            if journal is not None and journal.approval is None:
                talk(
                    f"The plan of {seat.name} is not approved: "
                    f"`spec-tui work {seat.name} approve --by @x`."
                )
    _tell(session, seat, made)


def _tell(session: JournalSession, seat: Seat, made: Done) -> None:
    if not seat.options.json:
        say(made.receipt)
        return
    from spec_tui.cli.working_shown import session_json

    page: Page = session.page(seat.name, links=False)
    sessions = page.journal.sessions if page.journal is not None else ()
    last = max(sessions, key=lambda one: (one.open, one.number), default=None)
    say_json(
        {
            "receipt": made.receipt,
            "paths": list(made.paths),
            "id": page.branch.id,
            "context": page.branch.context,
            "session": session_json(last) if last is not None else None,
        }
    )


def _opened(seat: Seat, handle: str | None = None) -> JournalSession:
    from spec_tui.journals import JournalSession
    from spec_tui.workspace.root import git_user

    root = plan_root(seat.options)
    session = JournalSession(root, who=handle or seat.handle or git_user(root) or "")
    for notice in session.work.plan.notices:
        talk(notice)
    return session
