"""G22: a reference that leads nowhere."""

import pytest

from spec_tui.interview.rules.g22 import g22

RECORDS = "## 13. Risks, Assumptions & Trade-offs\n- **Assumptions**:\n  - {}\n"


def test_an_id_without_a_record_is_major(look) -> None:
    """The finding stands at the id."""
    (found,) = look(g22, {"WF1": "Patient signs in, see Q12"})
    assert (found.severity, found.text, found.message) == ("major", "Q12", "There is no Q12.")


@pytest.mark.parametrize(
    "text", ["in Q3 2027", "prints on A4 paper", "Question Q", "per A4 format", "`see Q12`"]
)
def test_quarters_and_paper_are_no_ids(look, text: str) -> None:
    """Only a reference by word counts."""
    assert look(g22, {"WF1": text}) == []


def test_an_id_with_a_record_is_found(look) -> None:
    """In whichever of the three lists."""
    text = (
        "## 6. Workflows\n- **Primary flows**: as in Q2\n"
        "## 17. Open Questions\n- **Resolved (history)**:\n  - Q2 (2026-01-01, @a): x → y\n"
    )
    assert look(g22, text) == []


@pytest.mark.parametrize(
    ("answers", "message", "question"),
    [
        ({"OBS3": "See §1 Success Metrics"}, "§1 Success Metrics has no answer yet.", "VIS6"),
        ({"OBS3": "See §1 Glory"}, "There is no §1 Glory.", "OBS3"),
        ({"TGT1": "See §3 Personas", "USR1": "See §1 Target Users"},
         "§3 Personas has no answer yet.", "USR1"),
        ({"TGT1": "See §3 Personas", "USR1": "undecided"}, "§3 Personas has no answer yet.",
         "USR1"),
    ],
)  # fmt: skip
def test_a_see_without_a_settled_target_is_major(
    look, answers, message: str, question: str
) -> None:
    """It settles nothing, and the target's question settles it."""
    found = look(g22, answers)[0]
    assert (found.severity, found.message, found.question_id) == ("major", message, question)


@pytest.mark.parametrize(
    "answers",
    [
        {"OBS3": "See §1 Success Metrics", "VIS6": "No-show rate"},
        {"OBS3": "See §1 Success Metrics", "vision/success-metrics": "N/A — internal tool"},
        {"OBS3": "see the dashboards"},
    ],
)
def test_a_see_with_a_settled_target_is_fine(look, answers) -> None:
    """Any answer of the target will do."""
    assert look(g22, answers) == []


def test_a_marker_without_a_record_is_minor(look) -> None:
    """The value stays settled."""
    (found,) = look(g22, {"NFR5": "99.9 % _(assumption A9)_"})
    assert (found.severity, found.key) == ("minor", "nfr/reliability/NFR5")
    assert found.message == "A9 is marked here and has no line under Assumptions."


def test_a_record_without_a_marker_is_minor(look) -> None:
    """Somebody took the value out by hand."""
    text = RECORDS.format("A3 (Reliability · Uptime): usual choice; revisit 2026-12-20")
    (found,) = look(g22, text)
    assert (found.severity, found.text, found.key) == ("minor", "A3", "nfr/reliability/NFR5")


def test_an_assumption_that_a_question_became_needs_no_marker(look) -> None:
    """Its line in Resolved names it."""
    text = (
        RECORDS.format("A9 (Reliability · Uptime): usual; revisit 2026-12-20")
        + "## 17. Open Questions\n- **Resolved (history)**:\n"
        "  - Q3 (2026-11-20, @a): uptime → assumption A9\n"
    )
    assert look(g22, text) == []
