"""kill -9 at random moments of commands that record: what was said to be saved is there."""

from __future__ import annotations

import io
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spec_tui.cli import main
from spec_tui.journals import JournalSession
from spec_tui.spec_tree import journal
from spec_tui.trees import TreeSession
from spec_tui.workspace.oslayer import Os, RealOs
from tests.unit.journaling import everything, tree

RIVER = Path(__file__).parents[1] / "data" / "tree" / "river"
CALLS = [name for name in vars(Os) if not name.startswith("_") and name not in {"pid", "time_ns"}]
MOST = 120
"""Calls to the system from the first lock on, after which most commands here have ended."""


def killing(left: int) -> None:
    """Let the process be killed by its `left`-th call to the system after it has taken a lock.

    Before that it only reads.
    """
    begun = False

    def counted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*arguments: Any) -> Any:
            nonlocal left, begun
            begun = begun or name == "lock"
            left -= begun
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments)

        return made

    for name in CALLS:
        setattr(RealOs, name, counted(name, getattr(RealOs, name)))


def command(root: Path, arguments: tuple[str, ...], left: int) -> tuple[int, str]:
    """Run a command in a process of its own that is killed on the way: (exit code, what it said).

    It is a copy of this process, for starting one of its own costs more than the whole command.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            sys.stdout = io.TextIOWrapper(os.fdopen(writing, "wb", 0), "utf-8", write_through=True)
            sys.stderr = io.StringIO()
            killing(left)
            os._exit(main(["--root", str(root), *arguments]))
        finally:
            os._exit(70)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as said:
        words = said.read()
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), words


def entry(draw: random.Random, spec: str, words: str) -> tuple[str, ...]:
    """A command that records some words."""
    verb = draw.choice(
        ["plan", "change", "implement", "test", "note", "commit", "issue", "deliver", "done"]
    )
    match verb:
        case "commit":
            return ("work", spec, "commit", words, "--commit", "a1b2c3d")
        case "issue":
            return ("work", spec, "issue", words, "--resolution", "It was solved")
        case "deliver":
            name = words.replace(" ", "-")
            return ("work", spec, "deliver", "--type", "docs", "--name", name, "--about", words)
        case _:
            return ("work", spec, verb, words)


def texts(root: Path) -> str:
    """All that stands in the files of a person."""
    return "\n".join(data.decode() for data in everything(root).values())


def check(root: Path, seed: int, rounds: int, specs: list[str], *, places: bool = False) -> None:
    """Kill, look, go on; at the end everything can be taken back."""
    draw = random.Random(seed)
    before = everything(root)
    saved: list[str] = []
    doubtful: list[str] = []
    killed = 0
    for number in range(rounds):
        words = f"Words {number:03} end"
        arguments = entry(draw, draw.choice(specs), words)
        if places and draw.random() < 0.3:
            task = draw.choice([one for one in specs if one[2:] > "10"])
            feature = draw.choice([one for one in specs if one[2] == "0" and one[3] != "0"])
            arguments = draw.choice([("rename", task, words), ("move", task, "--parent", feature)])
        code, said = command(root, arguments, draw.randrange(MOST) if number % 3 else sys.maxsize)
        assert code in {0, 1, -signal.SIGKILL}, (arguments, code)
        killed += code == -signal.SIGKILL
        found = texts(root)
        lost = [one for one in saved if one not in found]
        assert not lost, (number, lost)
        if arguments[0] == "work":
            assert bool(said) == (words in found) or code != 0, (arguments, said)
            assert not said or words in found, (arguments, said)
            (saved if said else doubtful).append(words)
        for path, data in everything(root).items():
            if path.endswith("context.md"):
                assert journal.read(data.decode()).title, path
    assert rounds // 3 < killed < rounds
    session = JournalSession(root)
    session.edits.roll_forward()
    found = texts(root)
    assert not [one for one in saved if one not in found]
    ended = [one in found for one in doubtful]
    assert any(ended), "none was finished by the command after it"
    assert not all(ended), "none was killed before it was acknowledged"
    assert session.edits.pending() == []
    assert not list(root.rglob("*.tmp"))
    assert TreeSession(root).check() == ((), ())
    while session.undo() is not None:
        pass
    assert everything(root) == before


def test_entries_survive_kills_of_the_commands_that_record_them(tmp_path: Path) -> None:
    """In a small tree, at moments that a seed chose."""
    check(tree(tmp_path), 4, 24, ["1000", "1001", "1011"])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_tree_survives_kills_while_it_is_worked_on(tmp_path: Path, seed: int) -> None:
    """Titles and places change as well."""
    root = tmp_path / "river"
    shutil.copytree(RIVER, root)
    specs = sorted(
        path.name[:4] if path.name[0].isdigit() else path.parent.name
        for path in root.rglob("*.md")
        if path.name.endswith((".spec.md", "spec.md", "epic.md"))
        and "deliverables" not in path.parts
    )
    check(root, seed, 150, specs, places=True)
