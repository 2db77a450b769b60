"""The small dialogs of the Journal: what are you doing now, how does a session end, and others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import journal_messages as words
from spec_tui.screens.dialogs import keep_or_drop
from spec_tui.screens.strip import Picked, Row, Strip, open_strip
from spec_tui.spec_tree.board import Branch, Offer, Page
from spec_tui.spec_tree.model import KINDS, RESULTS, EntryKind
from spec_tui.widgets.text import fit, shown
from spec_tui.work.create import New

if TYPE_CHECKING:
    from spec_tui.app import SpecApp

BEFORE_APPROVAL: tuple[EntryKind, ...] = ("plan", "note")
"""What is written while the plan is not approved; the gate binds the app only."""
_KEPT = 60
"""Cells of a half-typed text in a title."""


def kinds_of(page: Page) -> tuple[EntryKind, ...]:
    """The kinds of entry that can be written now."""
    approved = page.journal is not None and page.journal.approval is not None
    return KINDS if approved else BEFORE_APPROVAL


def entry_dialog(page: Page) -> Strip:
    """What are you doing now: the kinds of entry; before approval only two, and why."""
    spec = shown(f"{page.branch.id} {page.branch.title}")
    title = words.NEW_TITLE.format(spec=spec)
    kinds = kinds_of(page)
    if kinds != KINDS:
        title = f"{title} {words.GATED}"
    return Strip(title, [*(Row(words.NEW_ROWS[kind]) for kind in kinds), Row(words.NEW_DONE)])


def ask_kind(
    app: SpecApp, page: Page, then: Callable[[EntryKind], None], done: Callable[[], None]
) -> None:
    """Ask what somebody is doing now; `done` closes the session."""
    kinds = kinds_of(page)

    def picked(result: Picked) -> None:
        if result.index < len(kinds):
            then(kinds[result.index])
        else:
            done()

    open_strip(app, entry_dialog(page), picked)


def mend_dialog(title: str) -> Strip:
    """What to do about a link that is missing."""
    return Strip(title, [Row(one) for one in words.MEND_ROWS])


def start_dialog(spec: str) -> Strip:
    """Start a session, with a title or without."""
    plain, titled = words.START_ROWS
    return Strip(
        words.START_TITLE.format(spec=spec), [Row(plain), Row(titled, asks=words.START_LINE)]
    )


def commit_dialog(offers: tuple[Offer, ...]) -> Strip:
    """The commits made since the session began, and another one."""
    rows = [Row(one.subject, one.hash) for one in offers]
    if len(offers) > 1:
        rows.append(Row(words.COMMIT_ALL.format(count=len(offers))))
    rows.append(Row(words.COMMIT_OTHER))
    return Strip(words.COMMIT_TITLE, rows)


def ask_commit(
    app: SpecApp,
    offers: tuple[Offer, ...],
    take: Callable[[tuple[Offer, ...]], None],
    other: Callable[[], None],
) -> None:
    """Ask which commit; `take` gets those that were offered."""

    def picked(result: Picked) -> None:
        if result.index < len(offers):
            take((offers[result.index],))
        elif result.index == len(offers) and len(offers) > 1:
            take(offers)
        else:
            other()

    open_strip(app, commit_dialog(offers), picked)


def type_dialog(types: tuple[str, ...]) -> Strip:
    """The kinds of deliverable; another one has a folder of its own."""
    rows = [Row(one) for one in types]
    return Strip(words.TYPE_TITLE, [*rows, Row(words.TYPE_OTHER, asks=words.TYPE_LINE)])


def ask_type(app: SpecApp, types: tuple[str, ...], then: Callable[[str], None]) -> None:
    """Ask for the kind of a deliverable."""

    def picked(result: Picked) -> None:
        then(types[result.index] if result.index < len(types) else result.text)

    open_strip(app, type_dialog(types), picked)


def close_dialog(spec: str) -> Strip:
    """How the session ends."""
    return Strip(words.CLOSE_TITLE.format(spec=spec), [Row(one) for one in words.CLOSE_ROWS])


def ask_result(app: SpecApp, spec: str, then: Callable[[str], None]) -> None:
    """Ask how the session ends."""
    open_strip(app, close_dialog(spec), lambda picked: then(RESULTS[picked.index]))


def status_dialog(branch: Branch) -> Strip:
    """The status that a context file knows, the present one marked."""
    spec = shown(f"{branch.id} {branch.title}")
    rows = [Row(one, "now" if one == branch.written else "") for one in words.STATUSES]
    return Strip(words.STATUS_TITLE.format(spec=spec), rows)


def ask_status(app: SpecApp, branch: Branch, then: Callable[[str], None]) -> None:
    """Ask for the status of a spec."""
    open_strip(app, status_dialog(branch), lambda picked: then(words.STATUSES[picked.index]))


def criteria_dialog(page: Page) -> Strip:
    """The criteria of a spec; taking one ticks it, or takes the tick off."""
    rows = [Row(one.text, "✓" if one.done else "○") for one in page.criteria]
    spec = shown(f"{page.branch.id} {page.branch.title}")
    return Strip(words.TICK_TITLE.format(spec=spec), rows)


def ask_criterion(app: SpecApp, page: Page, then: Callable[[int], None]) -> None:
    """Ask which criterion."""
    open_strip(app, criteria_dialog(page), lambda picked: then(picked.index))


def _specs(above: Branch | None) -> list[tuple[New, str]]:
    found: list[tuple[New, str]] = [("epic", "")]
    if above is not None and above.kind == "epic":
        found.append(("feature", above.ref))
    if above is not None and above.kind == "feature":
        found.append(("task", above.ref))
    return found


def spec_dialog(above: Branch | None) -> Strip:
    """A new epic, or what can lie below the selected spec."""
    name = shown(f"{above.id} {above.title}") if above is not None else ""
    return Strip(
        words.SPEC_TITLE,
        [
            Row(words.SPEC_ROWS[kind].format(parent=name), asks=words.SPEC_LINE)
            for kind, _ in _specs(above)
        ],
    )


def ask_spec(app: SpecApp, above: Branch | None, then: Callable[[New, str, str], None]) -> None:
    """Ask for kind and title of a new spec; `then` gets kind, title and parent."""

    def picked(result: Picked) -> None:
        kind, parent = _specs(above)[result.index]
        then(kind, result.text, parent)

    open_strip(app, spec_dialog(above), picked)


def draft_dialog(kind: str, spec: str, kept: str, *, here: bool = True) -> Strip:
    """What becomes of words that were typed and not saved; `here`: their spec is still there."""
    what = kind.partition(":")[0]
    said = fit(shown(kept), _KEPT)
    form = words.DRAFT_TITLE if here else words.DRAFT_NO_SPEC
    form = words.DRAFT_TEXT if what == "text" else form
    name = words.HALF_TYPED.get(what) or shown(what)
    title = form.format(what=name, spec=spec, words=said)
    rows = words.DRAFT_ROWS if here else (words.DRAFT_COPY, *words.DRAFT_ROWS[1:])
    return Strip(title, [Row(one) for one in rows])


def show_dialog() -> Strip:
    """Which specs the tree shows."""
    return Strip(words.SHOW_TITLE, [Row(one) for one in words.SHOW_ROWS])


def unsaved_dialog() -> Strip:
    """What becomes of a text that was changed."""
    return Strip(words.UNSAVED_TITLE, [Row(one) for one in words.UNSAVED_ROWS])


def ask_unsaved(app: SpecApp, save: Callable[[], None], drop: Callable[[], None]) -> None:
    """Ask what becomes of a changed text."""
    keep_or_drop(app, unsaved_dialog(), save, drop)
