"""A package from SPEC.md to executed tasks, through the commands; the diff of each step."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.unit.cli.conftest import Ran
from tests.unit.work.plans import changed

SPEC = Path(__file__).parents[2] / "data" / "handwritten" / "SPEC.md"


def test_from_spec_md_to_two_finished_tasks(
    tmp_path: Path, run: Callable[..., Ran], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Derived, judged, waived, approved, planned, two tasks done, and derived again: no drift.

    Each step touches only the lines that it names.
    """
    shutil.copy(SPEC, tmp_path / "SPEC.md")
    monkeypatch.chdir(tmp_path)
    assert run("derive", "codex").code == 0
    (folder,) = (tmp_path / ".codex-os" / "specs").iterdir()

    def texts() -> dict[str, str]:
        return {path.name: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}

    def step(*words: str) -> dict[str, list[str]]:
        """The lines that one command changed, by file."""
        before = texts()
        done = run(*words)
        assert done.code == 0, done.err
        diff = {name: changed(before.get(name, ""), text) for name, text in texts().items()}
        return {name: lines for name, lines in diff.items() if lines}

    judged = json.loads(run("spec", "gate", "--json").out)
    for item in judged["items"]:
        if item["state"] == "fail":
            words = ("--reason", "decided in the first week", "--by", "@maria")
            assert set(step("spec", "waive", "", item["id"], *words)) == {"tech-spec.md"}
    approved = step("spec", "approve", "", "--by", "@maria")
    for name in ("srd.md", "tech-spec.md", "tasks.md"):
        assert {"-status: draft", "+status: approved"} <= set(approved[name])
    assert set(step("spec", "plan", "--as", "maria")) == {"plan.md"}

    found = json.loads(run("spec", "next", "--json").out)["task"]
    title = found["title"]
    one = found["id"]
    begun = step("spec", "start", "", one, "--as", "maria")
    (line,) = begun["tasks.md"]
    assert re.fullmatch(r"\+   - \[ \] in progress — since \d{4}-\d\d-\d\d @maria", line)
    ended = step("spec", "done", "", one, "--summary", "Works", "--dod", "all", "--as", "maria")
    assert ended["tasks.md"] == [
        line.replace("+", "-", 1),
        "+   - [x] done — Works · hash pending",
    ]
    assert set(ended) == {"tasks.md", "plan.md"}
    assert any(line.startswith(f"+### {one} {title} — done ") for line in ended["plan.md"])
    assert all(line.startswith("+") for line in ended["plan.md"])

    second = json.loads(run("spec", "next", "--json").out)["task"]["id"]
    words = ("--summary", "Also", "--dod", "all", "--pr", "#2", "--commit", "1a2b3c4")
    assert step("spec", "done", "", second, *words)["tasks.md"] == [
        "+   - [x] done — Also · PR #2 · 1a2b3c4"
    ]
    assert step("spec", "done", "", one, "--commit", "abcdef1")["tasks.md"] == [
        "-   - [x] done — Works · hash pending",
        "+   - [x] done — Works · abcdef1",
    ]
    assert step("derive", "codex") == {}
