"""The command line as a whole: options before and after, help, and how failures end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from spec_tui import __version__
from spec_tui.cli import main
from spec_tui.cli.group import COMMANDS
from spec_tui.cli.running import spec_tui
from spec_tui.workspace.errors import Unreadable
from tests.unit.cli.fake import FakeSession

PROGRAM = [sys.executable, "-m", "spec_tui"]


def program(*arguments: str, **how: object) -> subprocess.CompletedProcess[str]:
    """Run spec-tui in a process of its own, without a terminal."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        timeout=60,
        check=False,
        **how,
    )


def imported(*arguments: str) -> set[str]:
    """Names of the modules that a command line imports."""
    code = (
        "import sys; from spec_tui.cli import main; main(sys.argv[1:]); "
        "print('MODULES', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("arguments", [("status", "--root"), ("--root", "status")])
def test_root_works_before_and_after_the_subcommand(
    run, session: FakeSession, tmp_path: Path, arguments: tuple[str, str]
) -> None:
    """`--root DIR status` and `status --root DIR` are the same."""
    words = [word for a in arguments for word in ([a, str(tmp_path)] if a == "--root" else [a])]
    assert run(*words).code == 0
    assert session.calls[0] == ("open", tmp_path, False)


@pytest.mark.parametrize("arguments", [("status", "--json"), ("--json", "status")])
def test_json_works_before_and_after_the_subcommand(run, session, arguments) -> None:
    """`--json status` and `status --json` are the same."""
    assert json.loads(run(*arguments).out)["percent"] == 60


def test_root_that_is_no_folder_ends_with_2(run, session, tmp_path: Path) -> None:
    """A wrong `--root` is named and nothing is created there."""
    ran = run("init", "--root", str(tmp_path / "absent"))
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "absent").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("staus",),
        ("status", "--nonsense"),
        ("status", "too", "many"),
        ("answer",),
        ("answer", "NFR1", "--choose", "two"),
        ("next", "--depth", "deep"),
        ("--screen", "review", "status"),
        ("--json",),
        ("transcript", "--format", "xml"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(run, session, arguments) -> None:
    """Wrong use gets a sentence on stderr and exit code 2."""
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.strip()
    assert "Error" not in ran.err


def test_mistyped_command_is_guessed(run, session) -> None:
    """The nearest command is named."""
    assert "Did you mean status?" in run("staus").err


def test_trouble_with_a_file_is_a_sentence(run, session, monkeypatch) -> None:
    """What the workspace cannot read is said in its words, without a traceback."""

    def unreadable() -> None:
        raise Unreadable(Path("SPEC.md"), "SPEC.md:3:7 is not UTF-8. It was not changed.")

    monkeypatch.setattr(session, "bootstrap", unreadable)
    ran = run("init")
    assert (ran.code, ran.err) == (2, "SPEC.md:3:7 is not UTF-8. It was not changed.\n")
    assert session.closed


def test_defect_is_not_hidden(run, session, monkeypatch) -> None:
    """Only what a user can cause becomes a sentence; a defect keeps its traceback."""
    monkeypatch.setattr(session, "bootstrap", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("init")


def test_interrupt_ends_with_130(run, session, monkeypatch) -> None:
    """ctrl+c ends quietly with the usual code."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(session, "bootstrap", interrupt)
    ran = run("init")
    assert (ran.code, ran.out, ran.err) == (130, "", "")


def test_acting_characters_of_files_are_shown_not_sent(run, session) -> None:
    """Escape sequences that stand in SPEC.md or an answer never reach the terminal (P7)."""
    from spec_tui.interview.model import Outcome

    session.outcome = Outcome(receipt="Saved \x1b]0;evil\x07 \u202e \x9b2J.")
    out = run("answer", "NFR1", "x").out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "␛]0;evil␇" in out


def test_json_escapes_acting_characters_and_keeps_the_value(run, session) -> None:
    """JSON holds the same text, with escapes in the place of characters that act."""
    from dataclasses import replace

    from tests.unit.cli.fake import TEXT

    hostile = "a\x1b[2J\x9b\u202e\u2028\U000e0041b é"
    session.questions = [replace(TEXT, text=hostile)]
    out = run("next", "--json").out
    assert json.loads(out)["question"]["text"] == hostile
    assert not set(out) & set("\x1b\x9b\u202e\u2028\U000e0041")
    assert "é" in out


def test_version_needs_no_click() -> None:
    """`--version` answers before anything is imported."""
    assert "click" not in imported("--version")


def test_help_loads_no_command_and_nothing_heavy() -> None:
    """`--help` lists the commands without importing their modules."""
    modules = imported("--help")
    heavy = {"textual", "rich", "markdown_it", "tomlkit", "pydantic", "spec_tui.session"}
    assert not modules & heavy
    assert "spec_tui.cli.reading" not in modules


def test_status_does_not_import_the_user_interface() -> None:
    """Commands run without textual and rich."""
    assert not imported("status", "--help") & {"textual", "rich"}


def test_version_prints_the_version() -> None:
    """`spec-tui --version` prints name and version."""
    done = program("--version")
    assert (done.returncode, done.stdout) == (0, f"spec-tui {__version__}\n")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_short_help_is_the_beginning_of_the_commands_own_help(name: str) -> None:
    """The line in `--help` is kept apart from the command, and both say something."""
    command = spec_tui.get_command(click.Context(spec_tui), name)
    assert command is not None
    assert command.name == name
    assert command.help
    assert COMMANDS[name].short_help.endswith(".")


@pytest.mark.parametrize("arguments", [(), ("interview",), ("--screen", "review")])
def test_app_without_a_terminal_ends_with_2_and_names_plain(arguments, tmp_path: Path) -> None:
    """No TTY: a sentence, exit code 2, and nothing created."""
    done = program(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "interview --plain" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_reader_that_left_is_no_trouble(tmp_path: Path) -> None:
    """`spec-tui --help | head -1` says nothing on stderr."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*PROGRAM, "--help"], stdout=writer, stderr=subprocess.PIPE, timeout=60, check=False
        )
    finally:
        os.close(writer)
    assert done.stderr == b""


def test_full_output_is_a_sentence() -> None:
    """A full disk behind stdout is told, without a traceback."""
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [*PROGRAM, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def test_bar_is_drawn_with_ascii_where_the_encoding_has_no_blocks(
    run, session, monkeypatch
) -> None:
    """The fallback of the bar is `#######.....`."""
    monkeypatch.setenv("SPEC_TUI_ASCII", "1")
    assert run("status").last == "Spec Creation Progress: #######..... 60%"


def test_main_returns_the_code_to_the_entry_point() -> None:
    """The console script exits with what `main` returns."""
    assert main(["--version"]) == 0
