"""The list of what somebody accepted as it stands."""

from __future__ import annotations

from spec_tui.documents.markdown import parse
from spec_tui.interview import bank
from spec_tui.interview.accepted import Waived, waived_in
from spec_tui.interview.reading import read

BANK = bank.load()
TEXT = """\
# SPEC: Clinic

## 9. Non-Functional Requirements (NFRs)
- **Performance**: SLAs/SLOs, peak loads
- **Reliability**:
  - *Uptime*: 99.9 % per month
  - *RTO*: {}

## 17. Open Questions
- **Outstanding**: tracked until resolved
- **Resolved (history)**:
  - W1 (2025-08-20, @maria): G06 accepted in Reliability · RTO: "as fast as possible"; \
because nobody measures it
"""


def waived(recovery: str) -> tuple[Waived, ...]:
    return waived_in(read(parse(TEXT.format(recovery)), BANK))


def test_waived_words_come_with_place_person_and_reason() -> None:
    """The record is taken apart, and its line is the one the words stand in."""
    (one,) = waived("as fast as possible")
    assert (one.id, one.rule, one.who, one.day) == ("W1", "G06", "@maria", "2025-08-20")
    assert (one.section, one.line) == ("nfr", 7)
    assert (one.words, one.reason) == ("as fast as possible", "nobody measures it")


def test_words_that_changed_are_not_waived_any_more() -> None:
    """The record stays in the history and accepts nothing."""
    assert waived("within 30 minutes") == ()
