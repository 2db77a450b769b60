"""What Review and the finished screen ask of a session: waived findings, the transcript."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from spec_tui.session import Session

TODAY = date(2025, 8, 20)


def interview(root: Path) -> Session:
    session = Session.open(root, today=TODAY)
    session.bootstrap()
    session.answer("SCP1", "Online booking and so on")
    return session


def test_waived_finding_is_listed_until_it_is_taken_back(tmp_path: Path) -> None:
    """Undo empties the list again."""
    session = interview(tmp_path)
    finding = next(one for one in session.state.findings if one.rule == "G11")
    assert not session.waive("G11", finding.line, "the list is long").refused
    (one,) = session.waived()
    assert (one.rule, one.line, one.reason) == ("G11", finding.line, "the list is long")
    session.undo()
    assert session.waived() == ()


def test_transcript_is_written_beside_the_spec(tmp_path: Path) -> None:
    """A new Markdown file with today's date in its name."""
    session = interview(tmp_path)
    assert session.transcript_name() == "transcript-20250820.md"
    outcome = session.export_transcript(Path(session.transcript_name()))
    assert outcome.receipt.endswith("transcript-20250820.md with 1 answer.")
    text = (tmp_path / "transcript-20250820.md").read_text(encoding="utf-8")
    assert text.startswith("# Transcript")
    assert "> Online booking and so on\n" in text


def test_transcript_never_overwrites_a_file(tmp_path: Path) -> None:
    """The sentence says that nothing was written."""
    session = interview(tmp_path)
    (tmp_path / "mine.md").write_text("mine")
    outcome = session.export_transcript(Path("mine.md"))
    assert "exists already. Nothing was written" in outcome.refused
    assert (tmp_path / "mine.md").read_text() == "mine"


def test_transcript_of_nothing_is_not_written(tmp_path: Path) -> None:
    """Before the first answer there is nothing to write."""
    session = Session.open(tmp_path, today=TODAY)
    outcome = session.export_transcript(Path("new.md"))
    assert outcome.refused == "Nobody has answered anything yet. Nothing was written."
    assert not (tmp_path / "new.md").exists()


def test_nobody_said_what_the_template_says(tmp_path: Path) -> None:
    """A hint is no answer of whoever made the file."""
    session = Session.open(tmp_path)
    session.bootstrap()
    lines = session.spec_lines()
    line = next(n for n, words in enumerate(lines, 1) if words.startswith("- **Performance**"))
    assert session.provenance(line) == ("§9 Performance", "Not said in this interview.")
    session.answer("NFR1", "300 ms")
    line = next(n for n, words in enumerate(session.spec_lines(), 1) if "300 ms" in words)
    assert session.provenance(line)[1].endswith("answer 1")
