"""What a person wrote below a slot without labels is read like any text of theirs."""

from __future__ import annotations

import pytest

from spec_tui.interview import hints
from spec_tui.interview.handwritten import loose_words, own_words
from spec_tui.interview.hintsources import OVER_ANSWERED
from spec_tui.interview.order import open_questions
from spec_tui.interview.reading import read
from tests.unit.interview.desks import BANK, Table

SPEC = """\
# SPEC: Bakery van

## 15. Milestones & Phases
- **Phase 0**: Ride one round with a test app.
- **Phase 1..N**:
  - Ordering on one round comes first; the first release is out by 2027-03-15.
  - Invoices by the month follow on 2027-09-06.
  - *Exit criterion*: returns under 10 % for four weeks

## 9. Non-Functional Requirements (NFRs)
### Reliability
Up 99.5 % of each month,
back within 45 min.

| Measure | Value |
|---|---|
| Data lost | 5 min |
"""


LOOSE = """\
## 5. Interfaces
It is a web app with two pages.

- **API**: N/A — none

## 9. Non-Functional Requirements (NFRs)
**How fast**: 300 ms at P95
**What is known of people**: name and mobile number of each guest

- **Scalability**: one machine

## 10. Integrations
"""


def test_loose_words_stand_below_a_heading_in_no_slot() -> None:
    """By the number of the heading, which two sections may share."""
    found = loose_words(read(LOOSE, BANK), BANK)
    assert found[5].strip() == "It is a web app with two pages."
    assert found[9].strip().split("\n") == [
        "**How fast**: 300 ms at P95",
        "**What is known of people**: name and mobile number of each guest",
    ]
    assert 10 not in found


def test_words_below_another_heading_are_loose_too() -> None:
    """They have no number of a section."""
    found = loose_words(read(f"{LOOSE}\n## Thoughts\nThe ferry is late.\n", BANK), BANK)
    assert found[0].strip() == "The ferry is late."


@pytest.mark.parametrize("text", ["", "No heading at all.\n", "# Title\n"])
def test_a_text_without_headings_has_no_loose_words(text: str) -> None:
    """Nor one that cannot be read."""
    assert loose_words(read(text, BANK), BANK) == {}


@pytest.mark.parametrize(
    ("facet", "words"),
    [("SEC6", "mobile number"), ("NFR1", "300 ms at P95"), ("TYP", "web app")],
)
def test_loose_words_are_shown_for_the_questions_of_their_heading(facet: str, words: str) -> None:
    """Under labels of one's own, or none; the product type, too."""
    table = Table()
    table.text = "\n".join(
        f"## {section.number}. {section.heading}\n" for section in BANK.sections
        if section.number not in {5, 9, 10} and section.id != "security_privacy"
    ) + LOOSE  # fmt: skip
    asked = next(q for q in open_questions(table.view, table.state, table.asking) if q.id == facet)
    assert asked.kind == "confirm"
    assert words in asked.quote + "".join(shown for shown, _ in asked.picks)


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ("milestones/phase-0", "Ride one round with a test app."),
        (
            "milestones/phases",
            "- Ordering on one round comes first; the first release is out by 2027-03-15.\n"
            "- Invoices by the month follow on 2027-09-06.",
        ),
        (
            "nfr/reliability",
            "Up 99.5 % of each month,\nback within 45 min.\n\n"
            "| Measure | Value |\n|---|---|\n| Data lost | 5 min |",
        ),
    ],
)
def test_own_words_are_the_slot_without_labels(slot: str, words: str) -> None:
    """As Markdown: lists and tables keep their shape, labelled facets are left out."""
    spec = read(SPEC, BANK)
    assert own_words(spec, spec.slots[slot]).strip() == words


def test_a_question_that_the_slot_answers_in_its_own_words_shows_them() -> None:
    """A deadline without its label is confirmed, not asked for again."""
    table = Table()
    table.text = SPEC
    asked = next(q for q in open_questions(table.view, table.state, table.asking) if q.id == "MIL4")
    shown = (asked.quote, *(words for words, _ in asked.picks))
    assert asked.kind == "confirm"
    assert any("2027-03-15" in words for words in shown)


FLOWS = "1. The reader asks for a page.\n2. Otherwise the reader sees the nearest one.\n"


def test_words_said_to_a_question_are_its_answer_alone() -> None:
    """By hand they may answer the other questions of the slot, too."""
    table = Table()
    table.say("WF1", FLOWS)
    branches = BANK.facets["WF2"]
    by_hand = hints.find(table.view, branches, frozenset())
    assert by_hand.shown
    said = hints.find(table.view, branches, table.asking.denied)
    assert all(hint.score >= OVER_ANSWERED for hint in said.shown)
    assert len(said.shown) < len(by_hand.shown)
