"""The small dialogs of the interview (screens.md section 7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui import messages
from spec_tui.documents.secrets import find_secrets
from spec_tui.interview.model import DEPTHS, Depth, Finding, Intent, Outcome
from spec_tui.screens.assumed import Assumed, assumptions_of, day
from spec_tui.screens.strip import Picked, Row, Strip, line_strip, open_strip
from spec_tui.widgets.receipt import receipt_of
from spec_tui.widgets.text import shown
from spec_tui.work.secrecy import Secret

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


def words_dialog() -> Strip:
    """One line for words that stand in the answer."""
    return line_strip(messages.SEEK_TITLE, messages.SEEK_LINE)


def find_words(app: SpecApp, then: Callable[[str], None]) -> None:
    """Ask which words stand in the answer; `then` gets them."""
    open_strip(app, words_dialog(), lambda result: then(result.text))


def unknown_dialog(default: str) -> Strip:
    """What to do with a question that nobody here can answer; `default` may be empty."""
    rows = [Row(messages.UNKNOWN_DEFAULT.format(default=shown(default)))] if default else []
    rows.append(Row(messages.UNKNOWN_OPEN))
    rows.append(Row(messages.UNKNOWN_SOMEBODY, asks=messages.UNKNOWN_WHO))
    return Strip(messages.UNKNOWN_TITLE, rows)


def do_not_know(app: SpecApp, default: str, then: Callable[[Intent, str], None]) -> None:
    """Ask whether to use the default, to leave it open, or who knows; `then` gets both words."""

    def picked(result: Picked) -> None:
        if result.text:
            then("unknown", result.text)
        else:
            # Where a usual answer was offered and not taken, nothing is written.
            then("unknown" if result.index == 0 else "skip", "")

    open_strip(app, unknown_dialog(default), picked)


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
    answers: tuple[Answered, ...],
    kept: list[tuple[str, str]],
    section: str = "",
    assumed: tuple[Assumed, ...] = (),
) -> Strip:
    """Every answer, newest first; half-typed ones on top, assumptions below."""
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
    for one in assumed:
        again = messages.LOOK_AGAIN_DAY.format(date=day(one.revisit)) if one.revisit else ""
        label = f"{shown(one.place)}: {shown(one.question)}" if one.question else shown(one.place)
        rows.append(Row(label, again, lead=shown(one.id)))
    title = messages.ANSWERS_OF.format(section=section) if section else messages.ANSWERS_TITLE
    return Strip(title, rows, numbered=False, empty=messages.ANSWERS_EMPTY)


def my_answers(
    app: SpecApp,
    section: str,
    reopen: Callable[[str, int], None],
    kept: list[tuple[str, str]] | None = None,
    use_kept: Callable[[int], None] | None = None,
) -> None:
    """List answers and assumptions, of one section or all.

    `reopen` gets the question of the one taken and its number, 0 for an assumption; `use_kept` the
    place of the half-typed one in `kept`.
    """
    session = app.session

    def show(found: tuple[Answered, ...]) -> None:
        listed = tuple(
            answered for answered in reversed(found) if not section or answered.section == section
        )
        halves = [] if section else kept or []
        state = app.picture.state if app.picture is not None else None
        title = state.section(section).section.title if section and state is not None else ""
        assumed = assumptions_of(state, section) if state is not None else ()

        def picked(result: Picked) -> None:
            at = result.index - len(halves)
            if at < 0 and use_kept is not None:
                use_kept(result.index)
            elif at < len(listed):
                reopen(listed[at].question_id, listed[at].number)
            elif question_id := assumed[at - len(listed)].question_id:
                reopen(question_id, 0)
            else:
                app.say(messages.NO_QUESTION_HERE)

        open_strip(app, answers_dialog(listed, halves, title, assumed), picked)

    app.call(session.answers, show)


def secret_dialog() -> Strip:
    """What to do with text that looks like a password or key."""
    return Strip(messages.SECRET_TITLE, [Row(option) for option in messages.SECRET_OPTIONS])


def keep_or_drop(
    app: SpecApp, dialog: Strip, keep: Callable[[], None], drop: Callable[[], None]
) -> None:
    """Ask about something half done: the first row keeps it, the third drops it."""

    def picked(result: Picked) -> None:
        if result.index == 0:
            keep()
        elif result.index == 2:
            drop()

    open_strip(app, dialog, picked)


def safely(app: SpecApp, text: str, then: Callable[[Secret], None]) -> None:
    """Go on with words, once it is clear what becomes of a secret in them."""
    if find_secrets(text):
        secret_found(app, then)
    else:
        then("")


def secret_found(app: SpecApp, then: Callable[[Secret], None]) -> None:
    """Ask about a secret; `then` gets `redact` or `keep`, and nothing for back to the text."""

    def picked(result: Picked) -> None:
        if result.index < 2:
            then("keep" if result.index else "redact")

    open_strip(app, secret_dialog(), picked)


def export_dialog(name: str) -> Strip:
    """The name of the file for the transcript."""
    return line_strip(messages.EXPORT_TITLE, messages.EXPORT_LINE, name)


def export_transcript(app: SpecApp) -> None:
    """Ask for the name of a new file and write the transcript into it."""
    session = app.session

    def written(outcome: Outcome) -> None:
        receipt = receipt_of(outcome)
        if receipt is not None:
            app.say(receipt)

    def picked(result: Picked) -> None:
        app.call(lambda: session.export_transcript(Path(result.text)), written)

    open_strip(app, export_dialog(session.transcript_name()), picked)


def waive_dialog(finding: Finding) -> Strip:
    """The reason why the words of a finding may stay."""
    place = f"{shown(finding.path)}:{finding.line}"
    words = shown(finding.text)
    prompt = messages.WAIVE_LINE.format(words=words) if words else messages.WAIVE_LINE_EMPTY
    return line_strip(messages.WAIVE_TITLE.format(rule=shown(finding.rule), place=place), prompt)


def why_waive(app: SpecApp, finding: Finding, then: Callable[[str], None]) -> None:
    """Ask why a finding is waived; `then` gets the reason."""
    open_strip(app, waive_dialog(finding), lambda result: then(result.text))


def severity_dialog(counts: Mapping[str, int]) -> Strip:
    """Which findings to show, each with how many the section has; `` stands for all."""
    rows = [
        Row(
            messages.SEVERITY_ONLY.format(severity=severity) if severity else messages.SEVERITY_ALL,
            str(count),
        )
        for severity, count in counts.items()
    ]
    return Strip(messages.SEVERITY_TITLE, rows)


def which_findings(app: SpecApp, counts: Mapping[str, int], then: Callable[[str], None]) -> None:
    """Ask which findings to show; `then` gets a severity, `` for all."""
    found = tuple(counts)
    open_strip(app, severity_dialog(counts), lambda result: then(found[result.index]))
