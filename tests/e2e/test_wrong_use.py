"""Folders and files that make trouble: a sentence and an exit code, never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.steps import PROGRAM, command, inline, next_question

WRITING = (("init",), ("answer", "VIS1", "Patients wait."), ("import", "-"), ("undo",), ("finish",))
READING = (("status",), ("next",), ("check",), ("transcript",))


def no_traceback(done: subprocess.CompletedProcess[str]) -> None:
    """Whatever happened was told in a sentence."""
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 1, 2}
    if done.returncode:
        assert done.stderr.strip() or done.stdout.strip()


@pytest.mark.parametrize("kind", ["folder", "fifo", "device link", "loop"])
@pytest.mark.parametrize("arguments", [("status",), ("answer", "VIS1", "Patients wait.")])
def test_spec_that_is_no_file_is_refused(
    tmp_path: Path, kind: str, arguments: tuple[str, ...]
) -> None:
    """SPEC.md that is a folder, a FIFO, a device or a loop: 2, and nothing hangs."""
    spec = tmp_path / "SPEC.md"
    if kind == "folder":
        spec.mkdir()
    elif kind == "fifo":
        os.mkfifo(spec)
    else:
        spec.symlink_to("/dev/zero" if kind == "device link" else "SPEC.md")
    done = command(tmp_path, *arguments)
    no_traceback(done)
    assert done.returncode == 2
    assert "SPEC.md" in done.stderr


@pytest.mark.parametrize("arguments", [*WRITING, *READING])
def test_spec_that_is_not_utf8_is_named_with_its_place(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """Bytes that are no UTF-8: 2 for every command, with the place, and not a byte changed."""
    data = b"# SPEC: caf\xe9\n\n## 1. Vision & Goals\n"
    (tmp_path / "SPEC.md").write_bytes(data)
    done = inline(tmp_path, *arguments)
    no_traceback(done)
    assert done.returncode == 2
    assert "SPEC.md:1:12" in done.stderr
    assert (tmp_path / "SPEC.md").read_bytes() == data


@pytest.fixture
def merging(tmp_path: Path) -> Path:
    """A folder whose SPEC.md is in the middle of a merge."""
    assert inline(tmp_path, "init").returncode == 0
    spec = tmp_path / "SPEC.md"
    text = spec.read_text(encoding="utf-8")
    spec.write_text(
        text.replace(
            "- **Target Users**: <who benefits>\n",
            "<<<<<<< HEAD\n- **Target Users**: clinics\n=======\n"
            "- **Target Users**: patients\n>>>>>>> other\n",
        ),
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize("arguments", WRITING)
def test_merge_markers_stop_writing(merging: Path, arguments: tuple[str, ...]) -> None:
    """While SPEC.md holds merge markers nothing is written: 2, with the line."""
    before = (merging / "SPEC.md").read_bytes()
    done = inline(merging, *arguments)
    no_traceback(done)
    assert done.returncode == 2
    assert "6" in done.stderr
    assert (merging / "SPEC.md").read_bytes() == before


@pytest.mark.parametrize("arguments", [("status",), ("next",), ("transcript",)])
def test_merge_markers_let_reading_go_on_with_a_warning(
    merging: Path, arguments: tuple[str, ...]
) -> None:
    """Reading commands end with 0 and warn."""
    done = inline(merging, *arguments)
    assert done.returncode == 0
    assert "merge markers" in done.stderr


def test_merge_markers_fail_the_check_with_their_line(merging: Path) -> None:
    """A pipeline never takes a half-merged SPEC.md for a good one."""
    done = inline(merging, "check", "--json")
    assert done.returncode == 1
    first = json.loads(done.stdout)["problems"][0]
    assert (first["code"], first["severity"], first["line"]) == ("G22", "critical", 6)


def test_broken_stack_is_named_with_line_and_column_and_kept(tmp_path: Path) -> None:
    """stack.toml that is not TOML is told with its place, and kept; the interview goes on."""
    assert inline(tmp_path, "init").returncode == 0
    stack = tmp_path / "stack.toml"
    stack.write_text('[app]\nlanguage = "python\n', encoding="utf-8")
    problems = json.loads(inline(tmp_path, "check", "--json").stdout)["problems"]
    told = [problem for problem in problems if problem["path"] == "stack.toml"]
    assert [problem["line"] for problem in told] == [2]
    done = inline(tmp_path, "answer", "VIS1", "Patients wait on the phone for 20 minutes.")
    assert done.returncode == 0, done.stderr
    assert stack.read_text(encoding="utf-8") == '[app]\nlanguage = "python\n'


def test_unknown_question_ends_with_2(tmp_path: Path) -> None:
    """An id that does not exist is wrong use; nothing is created."""
    done = inline(tmp_path, "answer", "XYZ99", "text")
    no_traceback(done)
    assert done.returncode == 2
    assert "XYZ99" in done.stderr


@pytest.mark.parametrize("number", ["99", "-1", "0"])
def test_choice_that_does_not_exist_is_refused(tmp_path: Path, number: str) -> None:
    """A number beyond the choices stores nothing and ends with 1."""
    assert inline(tmp_path, "init").returncode == 0
    before = (tmp_path / "SPEC.md").read_bytes()
    done = inline(tmp_path, "answer", "TYP", "--choose", number)
    no_traceback(done)
    assert (done.returncode, done.stdout) == (1, "")
    assert (tmp_path / "SPEC.md").read_bytes() == before


def test_reading_commands_create_nothing(tmp_path: Path) -> None:
    """`status`, `next`, `check` and `transcript` leave an empty folder empty."""
    for arguments in (*READING, ("status", "--depth", "quick"), ("next", "--json")):
        no_traceback(inline(tmp_path, *arguments))
        assert list(tmp_path.iterdir()) == []
    assert json.loads(inline(tmp_path, "status", "--json").stdout)["percent"] == 0
    assert next_question(tmp_path) is not None


def test_folder_that_is_gone_ends_with_2(tmp_path: Path) -> None:
    """A command started in a removed folder says so."""
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f'cd "{gone}" && rmdir "{gone}" && exec "$@"'
    done = subprocess.run(
        ["sh", "-c", script, "sh", *PROGRAM, "status"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    no_traceback(done)
    assert done.returncode == 2


@pytest.fixture
def unwritable(tmp_path: Path) -> Iterator[Path]:
    """A folder that cannot be written, by root neither."""
    folder = tmp_path / "repository"
    folder.mkdir()
    if os.geteuid() != 0:
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)
        return
    if shutil.which("chattr") is None or not attribute(folder, "+i"):
        pytest.skip("root can write everywhere here: chattr +i is not supported")
    yield folder
    attribute(folder, "-i")


def attribute(folder: Path, flag: str) -> bool:
    """Set or clear a file attribute; False where the file system has none."""
    return (
        subprocess.run(["chattr", flag, folder], check=False, capture_output=True).returncode == 0
    )


def test_folder_that_cannot_be_written_keeps_the_answer_elsewhere(unwritable: Path) -> None:
    """A read-only folder: the answer is kept in the state folder and a patch is named."""
    done = command(unwritable, "answer", "VIS1", "Patients wait on the phone.")
    no_traceback(done)
    assert list(unwritable.iterdir()) == []
    state = Path(os.environ["XDG_STATE_HOME"])
    kept = [path.read_text(encoding="utf-8") for path in state.rglob("*") if path.is_file()]
    assert any("Patients wait on the phone." in text for text in kept)
    assert ".patch" in done.stderr
