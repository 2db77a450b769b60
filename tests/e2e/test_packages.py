"""A package in a real terminal: derived, judged, filled in, approved, planned, carried out."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from tests.e2e.steps import command
from tests.terminal import Terminal, terminal
from tests.unit.work.plans import changed

pytestmark = pytest.mark.tmux

DATA = Path(__file__).parents[1] / "data" / "derive"
FILLED = {
    "Rollback: <How to go back, and what is lost then>": "Rollback: down by one revision",
    "Key rotation: <How often keys and secrets change, and who changes them>": (
        "Key rotation: every 90 days, by @tom"
    ),
    "Runbooks: <Where they are, and what to do first>": "Runbooks: docs/runbooks/booking.md",
    "Resource limits: <Memory, CPU, money per month>": "Resource limits: 512 MB, 200 € a month",
    "Integration: <Which parts together>": "Integration: the API against a real PostgreSQL",
    "Test data and fixtures: <Where they come from>": "Test data: one clinic, made by a factory",
    "Rollback strategy: <How a release is taken back>": "Rollback strategy: the image before",
    "Lint and format: <Which tools>": "Lint and format: ruff, in CI",
    "Code owners: <Who reviews what>": "Code owners: @tom for booking/, in CODEOWNERS",
    "Preview environments: <How a change can be seen before it is merged>": (
        "Preview environments: one for each pull request"
    ),
    "External teams: <Team, what is needed of it, by when>": "External teams: clinic IT, by March",
    "Main threat: _(not in SPEC.md: Security & Privacy · Main threat)_": (
        "Main threat: a stranger guesses SMS codes; five tries, then a pause"
    ),
    "Alerts: _(not in SPEC.md: Metrics · Alerts)_": "Alerts: errors above 1 % page @tom",
}
"""What the person types into the editor: lines of the template, and two inside managed regions."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with the finished SPEC.md of the clinic, and an editor that fills in."""
    place = tmp_path / "clinic"
    place.mkdir()
    shutil.copy(DATA / "clinic-SPEC.md", place / "SPEC.md")
    shutil.copy(DATA / "clinic-stack.toml", place / "stack.toml")
    (tmp_path / "fill.py").write_text(
        f"import sys, pathlib\npath = pathlib.Path(sys.argv[-1])\ntext = path.read_text('utf-8')\n"
        f"for old, new in {FILLED!r}.items():\n    text = text.replace(old, new)\n"
        "path.write_text(text, 'utf-8')\n",
        encoding="utf-8",
    )
    return place


class Package:
    """The files of the one package, and what changed in them since the last look."""

    def __init__(self, root: Path) -> None:
        (self.folder,) = (root / ".codex-os" / "specs").iterdir()
        self.before = self.texts()

    def texts(self) -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(self.folder.glob("*.md"))}

    def step(self) -> dict[str, list[str]]:
        """The lines that changed, by file."""
        now = self.texts()
        found = {name: changed(self.before.get(name, ""), text) for name, text in now.items()}
        self.before = now
        return {name: lines for name, lines in found.items() if lines}


def select(window: Terminal, words: str) -> None:
    """Move down until a row is selected."""
    for _ in range(30):
        if f"▌ {words}" in window.screen():
            return
        before = window.screen()
        window.keys("Down")
        window.wait_for(before.__ne__)
    raise AssertionError(f"{words} is not on the screen:\n{window.screen()}")


def finish(window: Terminal, task: str) -> None:
    """Answer the checklist of a migration line by line, then say what was done."""
    window.keys("s")
    window.wait_for(f"Status of {task}")
    window.keys("2")
    window.wait_for("Answer them first.")
    for number in (1, 2, 3, 4, 5, 7, 8):  # the sixth is answered by the record itself
        window.wait_for(f"▌○ {number}. ")
        window.keys("Space")
    window.wait_for("7 of 7 answered")
    window.keys("s")
    window.wait_for(f"Status of {task}")
    window.keys("2")


def test_from_spec_md_to_two_finished_tasks_in_the_app(folder: Path) -> None:
    """The same walk as by commands; each step touches only the lines that it names."""
    editor = shlex.join([sys.executable, str(folder.parent / "fill.py")])
    with terminal(folder, width=120, height=40) as window:
        window.start("--screen", "packages", env={"EDITOR": editor})
        window.wait_for("No packages yet")
        window.keys("n")
        window.wait_for("A new package")
        window.type("Online booking")
        window.keys("Enter")
        window.wait_for("AGENTS.md does not point to .codex-os/.")
        window.keys("2")
        window.wait_for("4/11")
        package = Package(folder)

        window.keys("Enter")
        window.wait_for("1 Documents")
        window.keys("2")
        window.wait_for("4 of 11 pass")
        window.keys("e")
        window.wait_for("5 of 11 pass")
        assert package.step() == {
            "srd.md": [
                "-- External teams: <Team, what is needed of it, by when>",
                "+- External teams: clinic IT, by March",
            ]
        }
        select(window, "✗ fail     3")
        window.keys("e")
        window.wait_for("10 of 11 pass")
        assert set(package.step()) == {"tech-spec.md"}

        select(window, "✗ fail     8")
        window.keys("a")
        window.wait_for("cannot be approved")
        assert package.step() == {}
        window.keys("w")
        window.wait_for("Waive item 8")
        window.type("decided with the clinic")
        window.keys("Enter")
        window.wait_for("by whom?")
        window.type("@maria")
        window.keys("Enter")
        window.wait_for("is waived by @maria")
        waived = package.step()["tech-spec.md"]
        assert all(line.startswith("+") for line in waived)
        assert any("decided with the clinic" in line for line in waived)
        window.keys("a")
        window.wait_for("Approve Online booking: by whom?")
        window.type("@maria")
        window.keys("Enter")
        window.wait_for("is approved by @maria")
        approved = package.step()
        for name in ("srd.md", "tech-spec.md", "tasks.md"):
            assert {"-status: draft", "+status: approved"} <= set(approved[name])

        window.keys("3")
        window.wait_for("no plan.md yet")
        window.keys("b")
        window.wait_for("the Execution Plan, in plan.md")
        window.keys("1")
        window.wait_for("Rollback")
        window.wait_for("plan.md: Order")
        assert set(package.step()) == {"plan.md"}

        window.keys("s")
        window.wait_for("Status of ID-001")
        window.keys("1")
        window.wait_for("◐ in progress  ID-001")
        begun = package.step()
        assert set(begun) == {"tasks.md"}
        (line,) = begun["tasks.md"]
        assert re.fullmatch(r"\+   - \[ \] in progress — since \d{4}-\d\d-\d\d @\w+", line)

        finish(window, "ID-001")
        window.wait_for("What was done, in one line")
        window.type("Works as planned")
        window.keys("Enter")
        window.wait_for("Pull request of ID-001")
        window.keys("1")
        window.wait_for("Commit of ID-001")
        window.keys("1")
        window.wait_for("✓ done         ID-001")
        ended = package.step()
        assert ended["tasks.md"] == [
            line.replace("+", "-", 1),
            "+   - [x] done — Works as planned · hash pending",
        ]
        assert all(row.startswith("+") for row in ended["plan.md"])
        window.keys("q")
        assert window.wait_exit() == 0

    done = command(folder, "spec", "done", "ID-002", "--summary", "Also", "--dod", "all")
    assert done.returncode == 0, done.stderr
    assert package.step()["tasks.md"] == ["+   - [x] done — Also · hash pending"]
    assert command(folder, "validate", "--strict").returncode == 0
    again = command(folder, "derive", "codex", "online-booking", "--diff")
    assert "Nothing would change." in again.stdout
    assert "tech-spec/threat-sketch was changed here." in again.stderr
