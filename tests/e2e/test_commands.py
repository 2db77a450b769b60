"""Whole interviews through commands and pipes, as a script would drive them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.e2e.steps import (
    BAR_5,
    BAR_100,
    command,
    inline,
    next_question,
    percent,
    walk_by_commands,
)

OVERVIEW = """\
# Clinic appointments

Patients book and move appointments online. Reception keeps control of the calendar.

Every slot belongs to one doctor. Nobody may hold two slots at the same time.
"""
KEY = "AKIA" + "Q7MZ3TRP5WXK2LHD"


def spec(folder: Path) -> str:
    """SPEC.md as it stands."""
    return (folder / "SPEC.md").read_text(encoding="utf-8")


def everything(folder: Path) -> bytes:
    """Every byte below a folder."""
    return b"\n".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_init_writes_two_files_and_nothing_twice(tmp_path: Path) -> None:
    """SPEC.md and stack.toml from the templates; a second time nothing changes."""
    done = command(tmp_path, "init")
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, BAR_5)
    before = {name: (tmp_path / name).read_bytes() for name in ("SPEC.md", "stack.toml")}
    assert sorted(p.name for p in tmp_path.iterdir() if p.name != ".spec-tui") == sorted(before)
    assert command(tmp_path, "init").returncode == 0
    assert {name: (tmp_path / name).read_bytes() for name in before} == before


@pytest.mark.parametrize(
    "depth",
    [
        "quick",
        "standard",
        # a hundred questions; a session answers them in tests/unit/test_session_order.py
        pytest.param("thorough", marks=pytest.mark.slow),
    ],
)
def test_interview_by_commands_reaches_100_percent(tmp_path: Path, depth: str) -> None:
    """`next` and `answer` with the usual answers, then `finish`: 100 %, and `check` is clean."""
    asked = walk_by_commands(tmp_path, depth=depth)
    facets = [name for name in asked if not name.startswith("close:")]
    # at thorough a finding may ask about a settled place once more, with its own reason
    most = 2 if depth == "thorough" else 1
    assert max(facets.count(name) for name in facets) <= most, facets
    done = command(tmp_path, "finish", "--accept-assumptions")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == BAR_100
    assert "✅ SPEC complete. The canonical spec lives at /SPEC.md." in done.stdout
    assert str(tmp_path / "SPEC.md") in done.stdout
    assert percent(tmp_path) == 100
    assert next_question(tmp_path) is None
    checked = command(tmp_path, "check", "--json")
    assert checked.returncode == 0, checked.stdout


def test_finished_spec_says_the_same_again_and_writes_nothing(tmp_path: Path) -> None:
    """`finish` on a finished SPEC.md is idempotent."""
    walk_by_commands(tmp_path, depth="quick")
    first = inline(tmp_path, "finish", "--accept-assumptions")
    before = spec(tmp_path)
    second = inline(tmp_path, "finish", "--accept-assumptions")
    assert second.returncode == 0
    assert second.stdout == first.stdout
    assert spec(tmp_path) == before


def test_every_answer_stands_in_the_files(tmp_path: Path) -> None:
    """Every word of four letters or more of an answer is in SPEC.md or stack.toml at once."""
    text = "Patients wait on the phone for twenty minutes, and one call in four is given up."
    done = inline(tmp_path, "answer", "VIS1", text, "--as", "@tom")
    assert done.returncode == 0, done.stderr
    missing = [word for word in re.findall(r"\w{4,}", text) if word not in spec(tmp_path)]
    assert missing == []
    assert "§1 " in done.stdout
    row = json.loads(inline(tmp_path, "transcript", "--format", "jsonl").stdout.splitlines()[-1])
    assert (row["who"], row["question_id"], row["answer"]) == ("@tom", "VIS1", text)


def test_undo_restores_the_bytes_and_redo_brings_them_back(tmp_path: Path) -> None:
    """Undo in a new process restores the file; redo puts the answer back; an empty history is 1."""
    inline(tmp_path, "init")
    before = spec(tmp_path)
    inline(tmp_path, "answer", "VIS1", "Patients wait on the phone.")
    after = spec(tmp_path)
    assert command(tmp_path, "undo").returncode == 0
    assert spec(tmp_path) == before
    assert command(tmp_path, "redo").returncode == 0
    assert spec(tmp_path) == after
    assert inline(tmp_path, "redo").returncode == 1


def test_nothing_to_undo_ends_with_1(tmp_path: Path) -> None:
    """Undo in a folder without a history is refused on stderr."""
    done = command(tmp_path, "undo")
    assert (done.returncode, done.stdout) == (1, "")


def test_secret_is_nowhere_on_disk_before_the_choice(tmp_path: Path) -> None:
    """A refused secret leaves no byte; `--secret keep` stores it knowingly."""
    inline(tmp_path, "init")
    text = f"Reception calls the lab with {KEY} every morning."
    done = inline(tmp_path, "answer", "VIS1", text)
    assert (done.returncode, done.stdout) == (1, "")
    assert KEY.encode() not in everything(tmp_path)
    redacted = inline(tmp_path, "answer", "VIS1", text, "--secret", "redact")
    assert redacted.returncode == 0, redacted.stderr
    assert KEY.encode() not in everything(tmp_path)
    assert "every morning" in spec(tmp_path)
    assert inline(tmp_path, "answer", "VIS1", text, "--secret", "keep").returncode == 0
    assert KEY in spec(tmp_path)


def test_import_keeps_every_word_and_does_nothing_twice(tmp_path: Path) -> None:
    """The whole text stands in SPEC.md, last; the same bytes again change nothing."""
    (tmp_path / "overview.md").write_text(OVERVIEW, encoding="utf-8")
    done = inline(tmp_path, "import", str(tmp_path / "overview.md"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("Spec Creation Progress: ")
    text = spec(tmp_path)
    appendix = text.partition("## Appendix: Imported material (overview.md)")[2]
    assert [line for line in OVERVIEW.splitlines() if line.strip() and line not in appendix] == []
    again = inline(tmp_path, "import", str(tmp_path / "overview.md"))
    assert again.returncode == 0, again.stderr
    assert spec(tmp_path) == text


def test_state_is_the_same_after_deleting_the_side_folder(tmp_path: Path) -> None:
    """`.spec-tui/` holds nothing that SPEC.md does not say."""
    import shutil

    command(tmp_path, "answer", "VIS1", "Patients wait on the phone.")
    before = command(tmp_path, "status", "--json").stdout
    shutil.rmtree(tmp_path / ".spec-tui")
    after = command(tmp_path, "status", "--json").stdout
    assert json.loads(after)["sections"] == json.loads(before)["sections"]
    assert json.loads(after)["percent"] == json.loads(before)["percent"]


def plain_lines(folder: Path, depth: str) -> str:
    """The input of a plain interview that gives the same answers as `walk_by_commands`."""
    lines = [f":depth {depth}"]
    walked = folder / "walked"
    walked.mkdir()
    while (question := next_question(walked, "--depth", depth)) is not None:
        if question["kind"] == "overview":
            typed, words = ":skip", ["--skip"]
        elif question["kind"] == "close":
            typed, words = "yes", ["yes"]
        elif question["choices"]:
            typed, words = "1", ["--choose", "1"]
        else:
            typed, words = f'"""\n{question["example"]}\n"""', [question["example"]]
        lines.append(typed)
        done = inline(walked, "answer", question["id"], *words)
        assert done.returncode == 0, (question, done.stderr)
    return "\n".join([*lines, ":finish", "yes", ""])


def test_plain_interview_reaches_100_percent(tmp_path: Path) -> None:
    """The same answers through a pipe give the same SPEC.md as through `answer`."""
    lines = plain_lines(tmp_path, "quick")
    folder = tmp_path / "plain"
    folder.mkdir()
    done = command(folder, "interview", "--plain", stdin=lines)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == BAR_100
    assert command(tmp_path / "walked", "finish", "--accept-assumptions").returncode == 0
    same = spec(tmp_path / "walked").replace("walked", "plain")
    assert spec(folder) == same


def test_root_option_leaves_the_current_folder_alone(tmp_path: Path) -> None:
    """`--root` after the subcommand names the folder; nothing else is touched."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    here = tmp_path / "here"
    here.mkdir()
    done = command(here, "init", "--root", str(elsewhere))
    assert done.returncode == 0
    assert (elsewhere / "SPEC.md").is_file()
    assert list(here.iterdir()) == []
