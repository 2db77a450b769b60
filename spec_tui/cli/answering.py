"""`answer`, `undo` and `redo`."""

from __future__ import annotations

from typing import Any, Literal

import click

from spec_tui.cli.opening import opened, require_writable
from spec_tui.cli.options import Options, common, handle_option, secret_option
from spec_tui.cli.report import report
from spec_tui.cli.typed import typed
from spec_tui.interview.model import Intent


class AnswerCommand(click.Command):
    """`answer`, whose TEXT may begin with a dash."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse a mistyped option: it would be stored as the answer."""
        known = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        options = [name for name in known if name.startswith("--")]
        before_dashes = args[: args.index("--")] if "--" in args else args
        for argument in before_dashes:
            if argument.startswith("--") and argument.partition("=")[0] not in options:
                from difflib import get_close_matches

                close = get_close_matches(argument, options, n=1, cutoff=0.75)
                if close:
                    raise click.UsageError(
                        f"There is no option {argument}. Did you mean {close[0]}? "
                        "To store it as the answer, put -- before it.",
                        ctx,
                    )
        return super().parse_args(ctx, args)


@click.command(cls=AnswerCommand, context_settings={"ignore_unknown_options": True})
@click.argument("question_id", metavar="ID")
@click.argument("text", metavar="[TEXT|-]", required=False)
@click.option("--skip", is_flag=True, help="Ask it again later.")
@click.option("--defer", is_flag=True, help="Take the usual answer as a dated assumption.")
@click.option("--unknown", is_flag=True, help="Nobody knows; writes the same as --defer.")
@click.option("--na", metavar="REASON", help="It does not apply, because REASON.")
@click.option(
    "--find", metavar="WORDS", help="Show what holds WORDS, where the answer stands there."
)
@click.option("--choose", type=int, metavar="N", help="Take choice N; TEXT where it needs words.")
@handle_option
@secret_option
@common(depth=True)
def answer(
    options: Options,
    question_id: str,
    text: str | None,
    skip: bool,
    defer: bool,
    unknown: bool,
    na: str | None,
    find: str | None,
    choose: int | None,
    handle: str | None,
    secret: str | None,
) -> None:
    """Answer the question ID and write it to SPEC.md.

    TEXT may begin with a dash; a single - reads the answer from standard input. A close card is
    answered with `answer close:SECTION yes`, one of its lines with `--choose N TEXT`.
    """
    intent = _intent(skip, defer, unknown, na)
    given = [text is not None or choose is not None, intent is not None, find is not None]
    if sum(given) != 1:
        raise click.UsageError(
            "Give one answer: TEXT, - for standard input, --choose N, --skip, --defer, "
            "--unknown, --na REASON or --find WORDS."
        )
    words = typed(text, "answer")
    with opened(options) as session:
        require_writable(session)
        if handle is not None:
            session.who = handle
        if find is not None:
            report(session, session.seek(question_id, find), options)
            return
        outcome = session.answer(
            question_id,
            words,
            choose=choose,
            intent=intent,
            reason=na or "",
            secret=secret or "refuse",
        )
        report(session, outcome, options)


@click.command()
@common()
def undo(options: Options) -> None:
    """Take the last change back. It can be repeated, also after a restart."""
    _step(options, "undo")


@click.command()
@common()
def redo(options: Options) -> None:
    """Put the last undone change back."""
    _step(options, "redo")


def _step(options: Options, name: Literal["undo", "redo"]) -> None:
    """One step through the history, which is that of the interview and of the plans."""
    from spec_tui.cli import work_history

    if work_history.step(options, name):
        return
    with opened(options) as session:
        require_writable(session)
        step: Any = getattr(session, name)
        report(session, step(), options)


def _intent(skip: bool, defer: bool, unknown: bool, na: str | None) -> Intent | None:
    """The whole-answer command among the flags. Raises UsageError for two of them."""
    flags: dict[Intent, bool] = {
        "skip": skip,
        "later": defer,
        "unknown": unknown,
        "na": na is not None,
    }
    chosen = [name for name, given in flags.items() if given]
    if len(chosen) > 1:
        raise click.UsageError("Give only one of --skip, --defer, --unknown and --na.")
    return chosen[0] if chosen else None
