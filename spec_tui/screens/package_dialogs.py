"""The small dialogs of Packages: waiving, signing, approving, finishing a task, git."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import package_messages as words
from spec_tui.codex_os.branches import Command
from spec_tui.codex_os.dod import Check
from spec_tui.codex_os.gate.model import Item
from spec_tui.codex_os.sequence import Step
from spec_tui.codex_os.signoff import SignOff
from spec_tui.derivation import How
from spec_tui.derive.model import Drift
from spec_tui.screens.dialogs import safely
from spec_tui.screens.packagework import state_of
from spec_tui.screens.strip import Picked, Row, Strip, line_strip, open_strip
from spec_tui.widgets.text import shown
from spec_tui.work.secrecy import Secret
from spec_tui.workspace.git import GitState

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

Entry = "Literal['note', 'trade-off', 'decision', 'checkpoint']"


def ask_words(app: SpecApp, dialog: Strip, then: Callable[[str, Secret], None]) -> None:
    """Ask for one line; where it looks like a password, ask what to do with that first."""

    def picked(result: Picked) -> None:
        safely(app, result.text, lambda secret: then(result.text, secret))

    open_strip(app, dialog, picked)


def new_dialog() -> Strip:
    """The title of a new package."""
    return line_strip(words.NEW_TITLE, words.NEW_LINE)


def agents_dialog() -> Strip:
    """Whether AGENTS.md gets the paragraph on .codex-os/."""
    return Strip(words.AGENTS_TITLE, [Row(one) for one in words.AGENTS_ROWS])


def waive_dialog(item: Item) -> Strip:
    """Why an item of the gate may stay as it is."""
    title = words.WAIVE_TITLE.format(number=item.number, title=shown(item.title))
    return line_strip(title, words.WAIVE_LINE)


def by_dialog(what: str, who: str) -> Strip:
    """Who says so; the one who is answering stands there already."""
    return line_strip(words.BY_TITLE.format(what=what), words.BY_LINE, who)


def ask_who(app: SpecApp, what: str, then: Callable[[str], None]) -> None:
    """Ask by whom; `then` gets the name."""
    open_strip(app, by_dialog(what, app.session.who), lambda picked: then(picked.text))


def role_dialog(roles: tuple[SignOff, ...]) -> Strip:
    """Who signs."""
    rows = [Row(shown(one.role), one.state) for one in roles]
    return Strip(words.ROLE_TITLE, rows)


def sign_dialog(role: str) -> Strip:
    """What a role says."""
    rows = [
        Row(label, asks=asks) for label, asks in zip(words.SIGN_ROWS, words.SIGN_ASKS, strict=True)
    ]
    return Strip(words.SIGN_TITLE.format(role=shown(role)), rows)


def ask_sign(app: SpecApp, role: str, then: Callable[[str], None]) -> None:
    """Ask what a role says; `then` gets its decision, "" for a plain yes."""

    def picked(result: Picked) -> None:
        then(words.SIGN_WORDS[result.index].format(words=result.text))

    open_strip(app, sign_dialog(role), picked)


def adr_dialog(decision: str) -> Strip:
    """Whether a decision becomes an ADR."""
    return Strip(
        words.ADR_TITLE.format(words=shown(decision)), [Row(one) for one in words.ADR_ROWS]
    )


def ask_adr(app: SpecApp, decision: str, then: Callable[[bool], None]) -> None:
    """Ask whether a decision becomes an ADR."""
    open_strip(app, adr_dialog(decision), lambda picked: then(picked.index == 0))


def settle_dialog(drift: Drift) -> Strip:
    """The three ways to settle a drift."""
    title = words.SETTLE_TITLE.format(region=shown(drift.region))
    return Strip(title, [Row(label) for _, label in words.SETTLE])


def ask_settle(app: SpecApp, drift: Drift, then: Callable[[How], None]) -> None:
    """Ask how a drift is settled."""
    ways: tuple[How, ...] = ("push-back", "restore", "detach")
    open_strip(app, settle_dialog(drift), lambda picked: then(ways[picked.index]))


def status_dialog(step: Step) -> Strip:
    """Begin a task, or finish it."""
    now = state_of(step)
    title = words.STATUS_TITLE.format(task=shown(step.item.id))
    begin, finish = words.STATUS_ROWS
    if step.done:
        return Strip(title, [Row(words.STATUS_LATER, now)])
    return Strip(title, [Row(begin, now), Row(finish)])


def ask_status(app: SpecApp, step: Step, then: Callable[[bool], None]) -> None:
    """Ask for the status of a task; `then` is told whether it is done."""
    open_strip(app, status_dialog(step), lambda picked: then(step.done or picked.index == 1))


def anyway_dialog(step: Step) -> Strip:
    """Whether a task begins although it waits on something."""
    names = [shown(one.id) for one in step.unmet] + [shown(one) for one in step.unknown]
    task = shown(step.item.id)
    title = words.ANYWAY_TITLE.format(task=task, names=", ".join(names))
    if not names:
        title = words.ANYWAY_PARKED.format(task=task)
    return Strip(title, [Row(one) for one in words.ANYWAY_ROWS])


def ask_anyway(app: SpecApp, step: Step, then: Callable[[], None]) -> None:
    """Ask; nothing happens after a no."""
    open_strip(app, anyway_dialog(step), lambda picked: then() if picked.index == 1 else None)


def summary_dialog(step: Step) -> Strip:
    """What was done."""
    return line_strip(words.SUMMARY_TITLE.format(task=shown(step.item.id)), words.SUMMARY_LINE)


def link_dialog(step: Step) -> Strip:
    """The pull request of a task, if there is one."""
    none, other = words.LINK_ROWS
    title = words.LINK_TITLE.format(task=shown(step.item.id))
    return Strip(title, [Row(none), Row(other, asks=words.LINK_LINE)])


def commit_dialog(step: Step, git: GitState) -> Strip:
    """The commit of a task: none, the one checked out, another."""
    rows = [Row(words.COMMIT_NONE)]
    if git.commit:
        rows.append(Row(words.COMMIT_HEAD.format(commit=shown(git.commit[:12])), git.branch))
    rows.append(Row(words.COMMIT_OTHER, asks=words.COMMIT_LINE))
    return Strip(words.COMMIT_TITLE.format(task=shown(step.item.id)), rows)


def ask_result(
    app: SpecApp, step: Step, git: GitState, then: Callable[[str, str, str, Secret], None]
) -> None:
    """Ask for summary, pull request and commit, one after the other; what is done has its words."""

    def summed(summary: str, secret: Secret) -> None:
        def linked(link: Picked) -> None:
            def committed(commit: Picked) -> None:
                head = git.commit[:12] if git.commit and commit.index == 1 else ""
                then(summary, link.text, commit.text or head, secret)

            open_strip(app, commit_dialog(step, git), committed)

        open_strip(app, link_dialog(step), linked)

    if step.done:
        summed("", "")
    else:
        ask_words(app, summary_dialog(step), summed)


def skip_dialog(check: Check) -> Strip:
    """Why a line of the checklist does not apply."""
    title = words.SKIP_TITLE.format(number=check.number, text=shown(check.text))
    return line_strip(title, words.SKIP_LINE)


def entry_dialog(title: str) -> Strip:
    """What can be written while a package is carried out."""
    rows = [Row(label, asks=asks) for _, label, asks in words.NEW_ENTRY]
    return Strip(words.NEW_ENTRY_TITLE.format(title=shown(title)), rows)


def ask_entry(app: SpecApp, title: str, then: Callable[[str, str, Secret], None]) -> None:
    """Ask what to write; `then` gets its kind and words."""

    def picked(result: Picked) -> None:
        kind = words.NEW_ENTRY[result.index][0]
        safely(app, result.text, lambda secret: then(kind, result.text, secret))

    open_strip(app, entry_dialog(title), picked)


def decision_dialog(title: str) -> Strip:
    """What was decided."""
    return line_strip(words.DECISION_TITLE.format(title=shown(title)), words.DECISION_LINE)


def plan_dialog(title: str) -> Strip:
    """What can be built of the tasks."""
    return Strip(words.PLAN_TITLE.format(title=shown(title)), [Row(one) for one in words.PLAN_ROWS])


def git_dialog(command: Command) -> Strip:
    """A command of git in full: run it, copy it, no."""
    return Strip(shown(command.text), [Row(one) for one in words.GIT_ROWS])
