"""Whole interviews over SPEC.md as somebody wrote it by hand: no word of theirs is lost."""

import re
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from spec_tui.interview.templates import spec_template
from spec_tui.session import Session
from tests.property.test_handwritten_documents import slot, written_by_hand

WORDS = re.compile(r"\w{3,}")
TEMPLATE = set(WORDS.findall(spec_template("Trial")))
MOST_TURNS = 160
TWO_LANGUAGES = """\
## 8. Data & Schema
The records stand in PostgreSQL.

## 11. Deployment & Environments
All data lives in MongoDB, on one machine.

## 13. Risks, Assumptions & Trade-offs
**Storage**: MySQL
"""


@settings(max_examples=4)
@given(text=written_by_hand(slot | st.just([])))
@example(text=TWO_LANGUAGES)
def test_answering_everything_loses_no_word(text):
    """Only the template's own hints go; a doubt that is put off, and a card, change nothing."""
    _play(text)


@pytest.mark.slow
@settings(max_examples=60)
@given(text=written_by_hand(slot | st.just([])))
def test_answering_everything_loses_no_word_in_many(text):
    """The same, of many documents."""
    _play(text)


def _play(text):
    assume("\0" not in text)  # no text, which is refused
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / ".git").mkdir()
        (root / "SPEC.md").write_text(text, encoding="utf-8", newline="")
        (root / "stack.toml").write_text('[datastore]\nprimary = "mysql"\n')
        session = Session.open(root, today=date(2026, 11, 20))
        asked = Counter()
        for _ in range(MOST_TURNS):
            question = session.plan.question
            if question is None:
                break
            asked[question.id] += 1
            _answer(session, question, asked[question.id])
            there = Counter(WORDS.findall(session.spec_path.read_text(encoding="utf-8")))
            gone = Counter(WORDS.findall(text)) - there
            assert set(gone) <= TEMPLATE, (question.id, gone)
        session.close()


def _answer(session, question, times):
    facet = session.facet(question.id)
    doubted = facet is not None and question.why != facet.why
    tries = {
        "close": {"choose": 0},
        "stack": {"choose": 4},
        "overview": {"intent": "skip"},
        "conflict": {"choose": 3, "text": "they differ"},
        "confirm": {"choose": 1},
    }.get(question.kind, {"intent": "later"} if doubted else {"text": f"walrus number {times}"})
    for reply in (
        tries if times < 4 else {"intent": "skip"},
        {"intent": "later"},
        {"intent": "skip"},
    ):
        if not session.answer(question.id, **reply).refused:
            return
    raise AssertionError(f"{question.id} takes no answer")
