"""The product type is asked blank only where neither the text nor the repository shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec_tui.session import Session

SCRIPTS = '[project]\nname = "logsieve"\n[project.scripts]\nlogsieve = "logsieve:main"\n'
OVERVIEW = (
    "# Log sieve\n\nDevelopers lose hours because one real error hides among 200,000 lines. "
    "The first release must include grouping of similar lines. It will not collect logs."
)


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A repository whose pyproject.toml installs a command."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "pyproject.toml").write_text(SCRIPTS, encoding="utf-8")
    return Session.open(tmp_path)


def _at_the_type(session: Session) -> None:
    session.answer("stack:review", choose=4)
    session.answer("overview", intent="skip")


def test_what_the_repository_shows_is_confirmed_not_asked(session: Session) -> None:
    """One key, and the file is named."""
    _at_the_type(session)
    question = session.plan.question
    assert question is not None
    assert (question.id, question.kind, question.quote) == ("TYP", "confirm", "command-line tool")
    assert question.why == "It stands in pyproject.toml."


def test_yes_writes_the_type_and_switches_off_what_it_has_not(session: Session) -> None:
    """As if it had been typed."""
    _at_the_type(session)
    session.answer("TYP", choose=1)
    text = session.spec_path.read_text(encoding="utf-8")
    assert "- **Product type**: command-line tool\n" in text
    assert "- **UI/UX**: N/A — not part of a command-line tool\n" in text


def test_after_a_no_the_question_is_asked_blank(session: Session) -> None:
    """Nobody is shown the same wrong guess twice."""
    _at_the_type(session)
    session.answer("TYP", choose=3)
    question = session.plan.question
    assert question is not None
    assert (question.id, question.kind) == ("TYP", "choice")


def test_an_import_that_does_not_say_it_takes_the_type_from_the_repository(
    session: Session,
) -> None:
    """With the file as the source, to be confirmed."""
    session.import_text("overview.md", OVERVIEW.encode())
    text = session.spec_path.read_text(encoding="utf-8")
    assert "- **Product type**: command-line tool _(confirm, from pyproject.toml)_\n" in text


def test_the_words_of_the_text_come_before_the_repository(session: Session) -> None:
    """Somebody may describe what the repository is to become."""
    session.import_text("overview.md", (OVERVIEW + " It is a web app.").encode())
    text = session.spec_path.read_text(encoding="utf-8")
    assert "- **Product type**: web app _(confirm, from overview.md)_\n" in text
