"""The small dialogs of the interview (screens.md section 7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec_tui import messages
from spec_tui.interview.model import DEPTHS, Depth, Intent
from spec_tui.screens.strip import Picked, Row, Strip, open_strip
from spec_tui.widgets.text import shown

if TYPE_CHECKING:
    from spec_tui.app import SpecApp
    from spec_tui.sessionlog import Answered


def who_dialog(names: tuple[str, ...]) -> Strip:
    """Names seen here, and somebody new."""
    rows = [Row(name) for name in names[:8]]
    rows.append(Row(messages.SOMEONE_ELSE, asks=messages.WHO_LINE))
    return Strip(messages.WHO_TITLE, rows)


def who_is_answering(app: SpecApp, then: Callable[[str], None]) -> None:
    """Ask who is answering; `then` gets the handle."""
    names = app.session.names()

    def picked(result: Picked) -> None:
        then(result.text or names[result.index])

    open_strip(app, who_dialog(names), picked)


def na_dialog() -> Strip:
    """Reasons why a question does not apply."""
    rows = [Row(reason) for reason in messages.NA_REASONS]
    rows.append(Row(messages.NA_ELSEWHERE, asks=messages.NA_WHERE))
    rows.append(Row(messages.NA_ANOTHER, asks=messages.NA_WHY))
    return Strip(messages.NA_TITLE, rows)


def not_applicable(app: SpecApp, then: Callable[[str], None]) -> None:
    """Ask why a question does not apply; `then` gets the reason."""

    def picked(result: Picked) -> None:
        if result.index < len(messages.NA_REASONS):
            then(messages.NA_REASONS[result.index])
        elif result.index == len(messages.NA_REASONS):
            then(messages.ELSEWHERE.format(place=result.text))
        else:
            then(result.text)

    open_strip(app, na_dialog(), picked)


def unknown_dialog(default: str) -> Strip:
    """What to do with a question that nobody here can answer, where there is a usual answer."""
    rows = [
        Row(messages.UNKNOWN_DEFAULT.format(default=shown(default))),
        Row(messages.UNKNOWN_OPEN),
    ]
    return Strip(messages.UNKNOWN_TITLE, rows)


def do_not_know(app: SpecApp, default: str, then: Callable[[Intent], None]) -> None:
    """Ask whether to use the default or to leave it open."""
    open_strip(
        app,
        unknown_dialog(default),
        lambda result: then("unknown" if result.index == 0 else "skip"),
    )


def depth_dialog(plans: dict[Depth, tuple[int, int]]) -> Strip:
    """The three depths, each with questions left and minutes."""
    rows = [
        Row(
            f"{depth}: {messages.DEPTH_ABOUT[depth]}",
            messages.DEPTH_ROW.format(left=left, minutes=minutes),
        )
        for depth, (left, minutes) in plans.items()
    ]
    return Strip(messages.DEPTH_TITLE, rows)


def how_deep(app: SpecApp, then: Callable[[Depth], None]) -> None:
    """Ask how deep the interview goes."""
    session = app.session

    def plans() -> dict[Depth, tuple[int, int]]:
        found = {depth: session.plan_at(depth) for depth in DEPTHS}
        return {depth: (plan.remaining, plan.minutes) for depth, plan in found.items()}

    def ask(found: dict[Depth, tuple[int, int]]) -> None:
        open_strip(app, depth_dialog(found), lambda result: then(DEPTHS[result.index]))

    app.call(plans, ask)


def answers_dialog(
    answers: tuple[Answered, ...], kept: list[tuple[str, str]], section: str = ""
) -> Strip:
    """Every answer, newest first; half-typed ones on top."""
    rows = [
        Row(f"{shown(text)}  ({shown(question)})", messages.HALF_TYPED) for question, text in kept
    ]
    for answered in answers:
        again = f"{messages.LOOK_AGAIN}, " if answered.look_again else ""
        rows.append(
            Row(
                shown(answered.question),
                f"{again}{answered.who}",
                lead=str(answered.number),
            )
        )
    title = messages.ANSWERS_OF.format(section=section) if section else messages.ANSWERS_TITLE
    return Strip(title, rows, numbered=False, empty=messages.ANSWERS_EMPTY)


def my_answers(
    app: SpecApp,
    kept: list[tuple[str, str]],
    section: str,
    reopen: Callable[[Answered], None],
    use_kept: Callable[[int], None],
) -> None:
    """List the answers, of one section or all; `reopen` gets the one taken."""
    session = app.session

    def show(found: tuple[Answered, ...]) -> None:
        listed = tuple(
            answered for answered in reversed(found) if not section or answered.section == section
        )
        halves = [] if section else kept
        title = ""
        if section and app.picture is not None:
            title = app.picture.state.section(section).section.title

        def picked(result: Picked) -> None:
            if result.index < len(halves):
                use_kept(result.index)
            else:
                reopen(listed[result.index - len(halves)])

        open_strip(app, answers_dialog(listed, halves, title), picked)

    app.call(session.answers, show)


def secret_dialog() -> Strip:
    """What to do with text that looks like a password or key."""
    return Strip(messages.SECRET_TITLE, [Row(option) for option in messages.SECRET_OPTIONS])


def secret_found(app: SpecApp, then: Callable[[str], None]) -> None:
    """Ask about a secret; `then` gets `redact` or `keep`, and nothing for back to the text."""

    def picked(result: Picked) -> None:
        if result.index < 2:
            then(("redact", "keep")[result.index])

    open_strip(app, secret_dialog(), picked)
