"""Scripted interviews: read from `tests/data/`, played through every shell.

A script says what a person answers to each question, not in which order the questions come: the
player takes the next reply to the question that is asked. Playing writes down every move, so that
the same interview can be typed into a shell that cannot be asked back (a pipe).
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from spec_tui.interview.model import Depth, Intent
from spec_tui.session import Session

DATA = Path(__file__).parent / "data"
NAMES = ("backup", "clinic")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Move:
    """One thing a person does: answers the question `to`, answers it again, steps back or forth."""

    to: str = ""
    say: str = ""
    choose: int | None = None
    intent: Intent | None = None
    reason: str = ""
    step: str = ""
    """`undo` or `redo`, else ""."""
    again: bool = False
    """The question was answered before and is not the one asked now."""


@dataclass(frozen=True, slots=True)
class Script:
    """An interview as it is kept under `tests/data/`."""

    name: str
    depth: Depth
    who: str
    replies: tuple[tuple[Move, tuple[Move, ...]], ...]
    """In the order of the file: the reply, and what is done right after it."""

    @property
    def answers(self) -> int:
        """How many answers a person gives, all told."""
        return sum(1 + sum(not m.step for m in then) for _, then in self.replies)


def load(name: str) -> Script:
    """Read `tests/data/<name>/interview.toml`."""
    raw = tomllib.loads((DATA / name / "interview.toml").read_text(encoding="utf-8"))
    replies = tuple(
        (_move(row["to"], row), tuple(_after(then) for then in row.get("then", ())))
        for row in raw["reply"]
    )
    return Script(raw["name"], raw["depth"], raw["who"], replies)


def _move(to: str, row: dict[str, Any]) -> Move:
    intent = "na" if "na" in row else row.get("do")
    said = row.get("say", "").strip("\n")
    return Move(to, said, row.get("choose"), intent, row.get("na", ""))


def _after(row: dict[str, Any]) -> Move:
    for step in ("undo", "redo"):
        if row.get(step):
            return Move(step=step)
    return replace(_move(row["edit"], row), again=True)


class Shell(Protocol):
    """What a player needs: the id of the question that is asked, and a way to make a move."""

    def asked(self) -> str | None:
        """Id of the present question, None where nothing is left."""

    def make(self, move: Move) -> None:
        """Carry a move out."""


@dataclass(slots=True)
class Played:
    """What came of an interview."""

    spec: str
    stack: str
    line: str
    """The progress line at the end."""
    moves: list[Move] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Ids in the order they came."""

    @property
    def undated(self) -> tuple[str, str]:
        """Both files with every date replaced."""
        return _DATE.sub("DATE", self.spec), _DATE.sub("DATE", self.stack)


def follow(script: Script, shell: Shell) -> tuple[list[Move], list[str]]:
    """Answer until nothing is asked any more; returns the moves made and the ids asked.

    Raises AssertionError where a question has no reply, or a reply was never wanted.
    """
    waiting = list(script.replies)
    moves: list[Move] = []
    order: list[str] = []
    while (asked := shell.asked()) is not None:
        found = next((row for row in waiting if row[0].to == asked), None)
        assert found is not None, f"nothing to say to {asked} after {order[-3:]}"
        waiting.remove(found)
        order.append(asked)
        for move in (found[0], *found[1]):
            shell.make(move)
            moves.append(move)
    assert not waiting, f"never asked: {[move.to for move, _ in waiting]}"
    return moves, order


# -- the session itself ---------------------------------------------------------------------


@dataclass(slots=True)
class SessionShell:
    """Plays straight through a Session."""

    session: Session
    refused: list[str] = field(default_factory=list)
    check: Callable[[Session], None] | None = None
    """Called after each move."""

    def asked(self) -> str | None:
        question = self.session.plan.question
        return question.id if question else None

    def make(self, move: Move) -> None:
        if move.step:
            outcome = self.session.undo() if move.step == "undo" else self.session.redo()
        else:
            outcome = self.session.answer(
                move.to, move.say, choose=move.choose, intent=move.intent, reason=move.reason
            )
        assert not outcome.refused, (move, outcome.refused)
        if self.check is not None:
            self.check(self.session)


def play_session(
    script: Script, parent: Path, check: Callable[[Session], None] | None = None
) -> Played:
    """Play through `Session`, in a new folder below `parent`."""
    root = new_root(script, parent)
    session = Session.open(root, hold=True)
    session.set_who(script.who)
    session.set_depth(script.depth)
    moves, asked = follow(script, SessionShell(session, check=check))
    outcome = session.finish(accept_assumptions=True)
    assert not outcome.refused, (outcome.refused, outcome.blockers)
    line = session.state.line
    session.close()
    return Played(*files(root), line, moves, asked)


# -- the commands ---------------------------------------------------------------------------


class Run(Protocol):
    """Run one command line in this process: exit code, stdout, stderr."""

    def __call__(self, *arguments: str, stdin: bytes = b"") -> tuple[int, str, str]: ...


@dataclass(slots=True)
class CommandShell:
    """Plays through `spec-tui next` and `spec-tui answer`."""

    run: Run
    root: Path
    script: Script
    line: str = ""

    def call(self, *arguments: str, stdin: bytes = b"") -> str:
        code, out, err = self.run(*arguments, "--root", str(self.root), stdin=stdin)
        assert code == 0, (arguments, err)
        return out

    def asked(self) -> str | None:
        answer = json.loads(self.call("next", "--json", "--depth", self.script.depth))
        question = answer["question"]
        return question["id"] if question else None

    def make(self, move: Move) -> None:
        stdin = b""
        if move.step:
            arguments = [move.step]
        else:
            arguments = ["answer", move.to]
            if move.say:
                arguments.append("-")
                stdin = move.say.encode()
            if move.choose is not None:
                arguments += ["--choose", str(move.choose)]
            match move.intent:
                case "skip":
                    arguments.append("--skip")
                case "later":
                    arguments.append("--defer")
                case "unknown":
                    arguments.append("--unknown")
                case "na":
                    arguments += ["--na", move.reason]
                case _:
                    pass
            arguments += ["--as", self.script.who, "--depth", self.script.depth]
        self.line = self.call(*arguments, stdin=stdin).rstrip("\n").rpartition("\n")[2]


def play_commands(script: Script, parent: Path, run: Run) -> Played:
    """Play through the commands, one after the other, in a new folder below `parent`."""
    root = new_root(script, parent)
    shell = CommandShell(run, root, script)
    moves, asked = follow(script, shell)
    out = shell.call("finish", "--accept-assumptions")
    return Played(*files(root), out.rstrip("\n").rpartition("\n")[2], moves, asked)


# -- a pipe ---------------------------------------------------------------------------------


def typed(moves: Iterable[Move]) -> Iterator[str]:
    """The lines a person types for these moves into `interview --plain`."""
    for move in moves:
        if move.step:
            yield f":{move.step}"
            continue
        if move.again:
            yield f":edit {move.to}"
        if move.intent == "na":
            yield f":na {move.reason}"
        elif move.intent is not None:
            yield f":{move.intent}"
        elif move.choose is not None:
            yield from _longer(f"{move.choose} {move.say}".strip())
        else:
            yield from _longer(move.say)


def _longer(text: str) -> Iterator[str]:
    if "\n" in text:
        yield '"""'
        yield from text.split("\n")
        yield '"""'
    else:
        yield f":{text}" if text.startswith(":") else text


def play_plain(script: Script, parent: Path, moves: Iterable[Move], run: Run) -> Played:
    """Type the same moves into `spec-tui interview --plain` through a pipe, then finish."""
    root = new_root(script, parent)
    lines = [f":as {script.who}", *typed(moves)]
    done = subprocess.run(
        [sys.executable, "-m", "spec_tui", "interview", "--plain", "--depth", script.depth],
        cwd=root,
        input="\n".join(lines) + "\n",
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr or done.stdout[-2000:]
    CommandShell(run, root, script).call("finish", "--accept-assumptions")
    return Played(*files(root), done.stdout.rstrip("\n").rpartition("\n")[2])


# -- what came of it ------------------------------------------------------------------------


def new_root(script: Script, parent: Path) -> Path:
    """An empty repository named as the script says."""
    root = parent / script.name
    root.mkdir(parents=True)
    (root / ".git").mkdir()
    return root


def files(root: Path) -> tuple[str, str]:
    """SPEC.md and stack.toml as they stand."""
    return tuple(  # type: ignore[return-value]
        (root / name).read_bytes().decode() for name in ("SPEC.md", "stack.toml")
    )


def standing(moves: Iterable[Move]) -> list[Move]:
    """The answers that were neither taken back nor replaced."""
    done: list[Move] = []
    undone: list[Move] = []
    for move in moves:
        if move.step == "undo":
            undone.append(done.pop())
        elif move.step == "redo":
            done.append(undone.pop())
        else:
            done.append(move)
    last = {move.to: at for at, move in enumerate(done) if move.again}
    return [
        move
        for at, move in enumerate(done)
        if last.get(move.to, at) <= at and move.intent != "skip"
    ]


def words(text: str) -> set[str]:
    """Every word of four letters or more."""
    return set(_WORD.findall(text))
