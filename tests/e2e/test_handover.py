"""A questionnaire goes out, several people fill it in their editors, and it comes back."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.e2e.steps import command, inline

MARKED = re.compile(r"(<!-- answer (\S+) \[\w+\]: write below this line -->\n)")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository whose interview has begun, with an exported questionnaire."""
    root = tmp_path / "rates"
    root.mkdir()
    for arguments in (
        ("init",),
        ("answer", "stack:review", "--choose", "4"),
        ("answer", "overview", "--skip"),
        ("answer", "TYP", "HTTP API"),
        ("export", "questions", str(root / "q.md")),
    ):
        assert inline(root, *arguments).returncode == 0
    return root


def fill(folder: Path, who: str, answers: dict[str, str], name: str = "filled.md") -> str:
    """Write a filled copy of the questionnaire; its path."""
    text = (folder / "q.md").read_text(encoding="utf-8")
    text = text.replace("Answered by: \n", f"Answered by: {who}\n")
    text = MARKED.sub(lambda m: m[1] + (f"{answers[m[2]]}\n" if m[2] in answers else ""), text)
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def spec(folder: Path) -> str:
    """SPEC.md as it stands."""
    return (folder / "SPEC.md").read_text(encoding="utf-8")


def test_answers_come_back_under_the_name_of_who_gave_them(folder: Path) -> None:
    """Twice changes nothing; one undo takes all of them back."""
    before = spec(folder)
    file = fill(folder, "Maria Klein <mk@example.org>", {"VIS1": "Rates differ", "SEC1": "1"})
    done = inline(folder, "import-answers", file)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 answers of @maria-klein taken over, 0 refused." in done.stdout
    assert "Rates differ" in spec(folder)
    after = spec(folder)
    done = inline(folder, "import-answers", file)
    assert "0 answers of @maria-klein taken over, 2 changed nothing, 0 refused." in done.stdout
    assert spec(folder) == after
    told = inline(folder, "transcript", "--format", "jsonl").stdout
    rows = [json.loads(line) for line in told.splitlines()]
    assert [row["question_id"] for row in rows if row["who"] == "@maria-klein"] == ["VIS1", "SEC1"]
    assert "Taken back: 2 answers of @maria-klein." in inline(folder, "undo").stdout
    assert spec(folder) == before


def test_what_was_not_taken_is_named_by_its_line(folder: Path) -> None:
    """The rest is taken over, and the command ends with 1."""
    file = fill(folder, "Ole", {"VIS1": "Rates differ", "SEC1": "9"})
    path = Path(file)
    path.write_text(path.read_text(encoding="utf-8") + "\nPS: ask Ben\n", encoding="utf-8")
    lines = path.read_text(encoding="utf-8").split("\n")
    done = inline(folder, "import-answers", file)
    assert done.returncode == 1
    assert f"{file}:{lines.index('9') + 1}: SEC1: There is no choice 9." in done.stderr
    assert f"{file}:{lines.index('PS: ask Ben') + 1}: “PS: ask Ben” stands outside" in done.stderr
    assert "1 answer of @ole taken over, 1 refused." in done.stdout
    assert "Rates differ" in spec(folder)


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (("Answered by: Ole", "Answered by: "), 2, "Nobody is named behind “Answered by:”."),
        (("Answered by: Ole", "Answered by: 王伟"), 2, "“王伟” holds no latin letter or digit"),
        (("# Questions: rates", "# Questions: Ferry"), 1, "this asks about “Ferry”"),
    ],
)
def test_a_file_that_cannot_be_attributed_changes_nothing(
    folder: Path, change: tuple[str, str], code: int, said: str
) -> None:
    """Nobody's answers stand under another name, nor in another project."""
    path = Path(fill(folder, "Ole", {"VIS1": "Rates differ"}))
    text = path.read_text(encoding="utf-8")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8")
    before = spec(folder)
    done = inline(folder, "import-answers", str(path))
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert spec(folder) == before


def test_the_name_may_be_said_beside(folder: Path) -> None:
    """`--as` stands for the name in the file."""
    file = fill(folder, "", {"VIS1": "Rates differ"})
    done = command(folder, "import-answers", file, "--as", "@ines", "--json")
    assert done.returncode == 0
    told = json.loads(done.stdout)
    assert (told["who"], told["strays"], len(told["answers"])) == ("@ines", [], 1)


def test_some_other_file_is_no_questionnaire(folder: Path) -> None:
    """It is said, with what to do."""
    done = inline(folder, "import-answers", str(folder / "SPEC.md"))
    assert done.returncode == 2
    assert "SPEC.md is no questionnaire" in done.stderr
