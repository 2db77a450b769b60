"""`spec-tui` itself: the root command, and the one place where every failure becomes a sentence."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from spec_tui import __version__
from spec_tui.cli.group import Commands
from spec_tui.cli.options import Options, depth_option, json_option, root_option
from spec_tui.cli.output import prepare, talk
from spec_tui.cli.stop import Stop
from spec_tui.interview.model import Depth
from spec_tui.modes import screen_names


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"max_content_width": 100},
)
@click.version_option(__version__, prog_name="spec-tui", message="%(prog)s %(version)s")
@root_option
@json_option
@depth_option
@click.option("--ascii", "ascii_", is_flag=True, help="Draw with ASCII characters only.")
@click.option("--screen", type=click.Choice(screen_names()), help="Open the app on this screen.")
@click.pass_context
def spec_tui(
    ctx: click.Context,
    root: Path | None,
    json: bool,
    depth: Depth | None,
    ascii_: bool,
    screen: str | None,
) -> None:
    """Interview people one question at a time and grow SPEC.md on disk.

    Without a command the full-screen app opens on this repository.
    """
    ctx.obj = Options(root, json, depth)
    if ascii_:
        os.environ["SPEC_TUI_ASCII"] = "1"
    if ctx.invoked_subcommand is not None:
        if screen is not None:
            raise click.UsageError("--screen opens the app; it goes with no command.", ctx)
        return
    if json:
        raise click.UsageError("--json needs a command, such as `spec-tui status --json`.", ctx)
    from spec_tui.cli.opening import open_app

    open_app(ctx.obj, screen=screen or "interview")


def run(arguments: list[str]) -> int:
    """Run one command line; return the exit code. Nothing a user can cause leaves a traceback."""
    prepare()
    try:
        code = _invoke(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_is_gone()
    except OSError as error:
        # Files are read and written below workspace/, which names them; what is left is the output.
        return _say_os_error(error)
    return code


def _invoke(arguments: list[str]) -> int:
    """Run click and turn every way to end into an exit code."""
    try:
        with spec_tui.make_context("spec-tui", list(arguments)) as context:
            spec_tui.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        if error.ctx is not None:
            talk(error.ctx.get_usage())
        talk(error.format_message())
        return 2
    except click.ClickException as error:
        talk(error.format_message())
        return 2
    except Stop as stop:
        if stop.sentence:
            talk(stop.sentence)
        return stop.code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        talk(sentence)
        return 2
    return 0


def _sentence(error: Exception) -> str | None:
    """The sentence of an error that the files or an unknown id caused, None for a defect."""
    from spec_tui.interview.errors import UnknownQuestion
    from spec_tui.workspace.errors import WorkspaceError

    return str(error) if isinstance(error, WorkspaceError | UnknownQuestion) else None


def _reader_is_gone() -> int:
    """`spec-tui status | head -1`: stop without a word, and let the interpreter end quietly."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _say_os_error(error: OSError) -> int:
    """Say what the operating system refused (`> /dev/full`, a closed terminal)."""
    place = f" ({error.filename})" if error.filename else ""
    talk(f"{error.strerror or error}{place}. Nothing more was printed.")
    if sys.stdout is not None and not sys.stdout.closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 2
