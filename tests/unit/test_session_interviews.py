"""Two realistic interviews, from an empty folder to 100 %, the same through every shell."""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

import pytest

from spec_tui.cli import main
from spec_tui.session import Session
from tests import interviews
from tests.interviews import DATA, NAMES, Played, Script

ALL_DONE = "Spec Creation Progress: ████████████ 100%"


@pytest.fixture(scope="module", params=NAMES)
def script(request: pytest.FixtureRequest) -> Script:
    """One of the two scripts."""
    return interviews.load(request.param)


@pytest.fixture(scope="module")
def played(script: Script, tmp_path_factory: pytest.TempPathFactory) -> Played:
    """The script played straight through a Session, once for all tests."""
    return interviews.play_session(script, tmp_path_factory.mktemp("session"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> interviews.Run:
    """Run a command line in this process."""

    def run_one(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        code = main(list(arguments))
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run_one


def test_the_interview_is_a_real_one(script: Script) -> None:
    """At least 40 answers, with each kind of trouble among them (issue, 2)."""
    moves = [move for reply, then in script.replies for move in (reply, *then)]
    assert script.answers >= 40
    assert {"skip", "later", "unknown"} <= {move.intent for move in moves}
    assert any(move.step == "undo" for move in moves)
    assert any(move.again for move in moves)
    assert any(move.to.startswith("conflict:") for move in moves)
    assert any("```" in move.say and "\n- " in move.say for move in moves)


def test_one_of_the_interviews_says_not_applicable() -> None:
    """N/A with a reason is among the answers."""
    scripts = [interviews.load(name) for name in NAMES]
    assert any(reply.intent == "na" and reply.reason for s in scripts for reply, _ in s.replies)


def test_the_interview_ends_at_100_percent(played: Played) -> None:
    """The last line says so."""
    assert played.line == ALL_DONE


def test_one_answer_fills_two_facets(played: Played, script: Script) -> None:
    """A line with the label of another facet of the slot goes there (B.5.4)."""
    facet = {"clinic-appointments": "  - *Target*: ", "backup": "  - *Overlap*: "}[script.name]
    assert facet in played.spec


def test_every_word_said_stands_in_a_file(played: Played) -> None:
    """Words of four letters or more of each answer not taken back or replaced."""
    there = interviews.words(played.spec + played.stack)
    lost = {
        move.to: missing
        for move in interviews.standing(played.moves)
        if (missing := interviews.words(f"{move.say} {move.reason}") - there)
    }
    assert lost == {}


def test_the_commands_write_the_same_files(
    script: Script, played: Played, tmp_path: Path, run: interviews.Run
) -> None:
    """`next` and `answer`, one process' worth of memory at a time, dates aside."""
    other = interviews.play_commands(script, tmp_path, run)
    assert other.asked == played.asked
    assert other.undated == played.undated
    assert other.line == ALL_DONE


def test_the_plain_interview_writes_the_same_files(
    script: Script, played: Played, tmp_path: Path, run: interviews.Run
) -> None:
    """The same answers typed into `interview --plain` through a pipe, dates aside."""
    other = interviews.play_plain(script, tmp_path, played.moves, run)
    assert other.undated == played.undated
    assert other.line == ALL_DONE


def test_a_finished_spec_in_a_fresh_clone_asks_nothing(played: Played, tmp_path: Path) -> None:
    """Without `.spec-tui/` and stack.toml: no question, 100 %, and no stack.toml is wanted."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "SPEC.md").write_bytes(played.spec.encode())
    _asks_nothing(tmp_path)


def test_a_hand_written_spec_asks_nothing(tmp_path: Path) -> None:
    """A complete specification that this program never made: 100 % in 0 questions."""
    (tmp_path / ".git").mkdir()
    shutil.copy(DATA / "handwritten" / "SPEC.md", tmp_path)
    _asks_nothing(tmp_path)


def _asks_nothing(root: Path) -> None:
    before = (root / "SPEC.md").read_bytes()
    session = Session.open(root)
    state = session.state
    open_places = [
        (row.section.id, row.state, [f.message for f in state.findings])
        for row in state.sections
        if row.state != "final"
    ]
    assert open_places == []
    question = session.plan.question
    assert (question.id if question else None, session.plan.remaining) == (None, 0)
    assert state.line == ALL_DONE
    outcome = session.finish()
    assert "SPEC complete" in outcome.closing
    assert (root / "SPEC.md").read_bytes() == before
    assert not (root / "stack.toml").exists()


def test_state_is_the_same_without_the_sidecar(
    played: Played, script: Script, tmp_path: Path
) -> None:
    """Deleting `.spec-tui/` in the middle loses undo, never a percent (B.1)."""
    root = interviews.new_root(script, tmp_path)
    session = Session.open(root)
    session.set_depth(script.depth)
    for move in played.moves[:30]:
        if move.step:
            session.undo() if move.step == "undo" else session.redo()
            continue
        session.answer(
            move.to, move.say, choose=move.choose, intent=move.intent, reason=move.reason
        )
    state = session.state
    session.close()
    shutil.rmtree(root / ".spec-tui")
    assert Session.open(root).state == state
