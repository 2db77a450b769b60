"""Before a feature is specified, what exists is named and what SPEC.md leaves open is asked."""

import json
import subprocess

import pytest
from click.testing import CliRunner

from spec_tui.cli.discovering import discover
from spec_tui.interview import bank
from spec_tui.omoi_os.discover import CATEGORIES, nouns_of
from tests.unit.derive.deriving import text


@pytest.fixture
def repository(tmp_path):
    """A git repository with documents, code, a ticket and the finished clinic."""
    for path, words in {
        "docs/zebra.md": "z",
        "docs/architecture/parts.md": "a",
        "docs/CLAUDE.md": "c",
        "src/booking.py": "class Appointment: patient = None",
        "src/other.py": "nothing",
        ".omoi_os/tickets/TKT-001.md": "---\nid: TKT-001\ntitle: One\n---\n",
        "SPEC.md": text("clinic"),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(words, encoding="utf-8")
    commands = (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-q", "-m", "Begin \x1b[31m"],
    )
    for command in commands:
        subprocess.run(["git", "-C", str(tmp_path), *command], check=True)
    return tmp_path


def run(root, *arguments, given=None):
    """`discover` in a repository."""
    return CliRunner().invoke(discover, ["--root", str(root), *arguments], input=given)


def test_what_exists_is_found_in_the_order_to_read_it(repository) -> None:
    """CLAUDE.md, the architecture, the rest; plans are counted; code is found by its nouns."""
    found = json.loads(run(repository, "--json").stdout)
    assert found["documents"] == ["docs/CLAUDE.md", "docs/architecture/parts.md", "docs/zebra.md"]
    assert found["omoi_os"]["tickets"] == 1
    assert [row["path"] for row in found["code"]] == ["src/booking.py"]
    assert {"Patient", "Appointment"} <= set(found["code"][0]["words"])
    assert len(found["commits"]) == 1
    assert found["questions"] == []


def test_a_commit_message_cannot_act_on_the_terminal(repository) -> None:
    """Its escape is shown, and the plain lines name the documents."""
    said = run(repository).output
    assert "\x1b" not in said
    assert "Begin" in said
    assert "In .omoi_os: 1 tickets." in said or "In .omoi_os: 1 ticket." in said


def test_looking_writes_nothing(tmp_path) -> None:
    """An empty folder stays empty, outside of git, too."""
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "There is no SPEC.md." in result.output
    assert list(tmp_path.iterdir()) == []


def test_open_questions_are_asked_one_at_a_time_and_land_in_spec_md(tmp_path) -> None:
    """The first answer is saved, a skipped one is not asked again, the end of input leaves."""
    (tmp_path / "SPEC.md").write_text("# Webhooks\n", encoding="utf-8")
    result = run(tmp_path, "--ask", given="Teams poll our API for finished tasks.\n:skip\n")
    assert result.exit_code == 0, result.output
    assert result.output.count("What problem does the product solve?") == 1 + 1  # listed, asked
    assert "Teams poll our API" in (tmp_path / "SPEC.md").read_text(encoding="utf-8")


def test_a_refused_answer_is_asked_again_and_not_lost(tmp_path) -> None:
    """What looks like a key is held until the person says what to do with it."""
    (tmp_path / "SPEC.md").write_text("# Webhooks\n", encoding="utf-8")
    key = "AKIA" + "ABCDEFGHIJKLMNOP"
    run(tmp_path, "--ask", given=f"We lost {key} once.\n:redact\n")
    saved = (tmp_path / "SPEC.md").read_text(encoding="utf-8")
    assert "We lost" in saved
    assert key not in saved


def test_every_question_of_a_category_is_in_the_bank() -> None:
    """A facet that is renamed is missed here and not by a person."""
    known = bank.load().facets
    assert [one for facets in CATEGORIES.values() for one in facets if one not in known] == []


def test_one_noun_stands_once_however_it_is_written() -> None:
    """`Appointment` of the entities and `appointments` of the name are one search."""
    folded = [
        noun.casefold() for noun in nouns_of(["Patient", "Appointment"], "Clinic appointments")
    ]
    assert "appointment" in folded
    assert "appointments" not in folded
