"""While a requirement is typed, the missing part is named and a sentence is offered."""

import pytest

from spec_tui.documents.ears import analyse
from spec_tui.omoi_os.earshelp import ears_help

CASES = (
    ("", "Try: WHEN …, THE SYSTEM SHALL …"),
    ("Reception can move a booking", "Try: THE SYSTEM SHALL let reception move a booking"),
    ("Retry failed deliveries.", "Try: THE SYSTEM SHALL retry failed deliveries"),
    ("- The gateway must retry twice", "Try: The gateway SHALL retry twice"),
    ("WHEN a delivery fails", "Try: WHEN a delivery fails, THE SYSTEM SHALL …"),
    ("IF x fails, the system SHALL stop", "Try: IF x fails, THEN the system SHALL stop"),
    ("WHEN , THE SYSTEM SHALL stop", "Try: WHEN …, THE SYSTEM SHALL stop"),
    ("THE SYSTEM SHALL", "Try: THE SYSTEM SHALL …"),
    (
        "WHILE offline, WHEN saved, THE APP SHALL",
        "Try: WHILE offline, WHEN saved, THE APP SHALL …",
    ),
)


@pytest.mark.parametrize(("typed", "tried"), CASES)
def test_a_broken_sentence_gets_a_better_one_in_its_own_words(typed, tried) -> None:
    """Something is missing, and the suggestion keeps what was typed."""
    found = ears_help(typed)
    assert found.missing
    assert found.suggestion == tried


@pytest.mark.parametrize("typed", [typed for typed, tried in CASES if not tried.endswith("…")])
def test_a_suggestion_without_gaps_is_a_requirement(typed) -> None:
    """What is offered passes the rules that found the fault."""
    assert analyse(ears_help(typed).suggestion.removeprefix("Try: ")).problems == ()


def test_a_whole_requirement_is_left_alone() -> None:
    """Parts are shown, nothing is missing and nothing is offered."""
    found = ears_help("WHEN a task is done, THE SYSTEM SHALL call the webhook.")
    assert found.complete
    assert found.suggestion == ""
    assert [kind for kind, _ in found.parts] == ["trigger", "system", "response"]


def test_two_demands_become_two_sentences() -> None:
    """One SHALL a requirement."""
    found = ears_help("THE SYSTEM SHALL sign it and SHALL send it")
    assert "Two SHALLs" in found.missing[0]
    assert found.suggestion == "Try: THE SYSTEM SHALL … THE SYSTEM SHALL …"
