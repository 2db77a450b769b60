"""G21: an assumption that nobody will look at again, a risk that nobody meets."""

import pytest

from spec_tui.interview.rules.g21 import g21

ASSUMED = """\
## 13. Risks, Assumptions & Trade-offs
- **Assumptions**:
  - A1 (Logging): {}
"""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("usual choice", "A1 has no day on which to look again."),
        ("usual choice; revisit when needed", "A1 has no day on which to look again."),
        ("revisit 2026-12-20", "A1 has no reason."),
    ],
)
def test_an_incomplete_assumption_is_minor(look, text: str, message: str) -> None:
    """It needs a reason and a day."""
    (found,) = look(g21, ASSUMED.format(text))
    assert (found.rule, found.severity, found.message) == ("G21", "minor", message)
    assert (found.line, found.key) == (3, "risks/assumptions")


def test_a_complete_assumption_is_fine(look) -> None:
    """As this program writes them."""
    assert look(g21, ASSUMED.format("usual choice; revisit 2026-12-20")) == []
    assert look(g21, {"risks/assumptions": "None"}) == []


def test_a_risk_that_no_mitigation_speaks_of_is_minor(look) -> None:
    """The mitigations name their risk."""
    answers = {"RSK1": "SMS costs grow\nPartner API is late", "RSK2": "SMS costs: a cap"}
    (found,) = look(g21, answers)
    assert (found.severity, found.text) == ("minor", "Partner API is late")


@pytest.mark.parametrize(
    "answers",
    [
        {"RSK1": "Costs grow\nPartner late", "RSK2": "A cap\nCSV first"},
        {"RSK1": "Costs grow\nPartner late, so we import CSV first", "RSK2": "Costs: a cap"},
        {"RSK1": "Costs grow\nPartner late"},
        {
            "RSK1": "Costs grow\nPartner late",
            "RSK2": "Against the first a cap, against the second CSV",
        },
        {"RSK1": "Costs grow", "RSK2": "N/A — accepted"},
    ],
)
def test_as_many_mitigations_or_one_in_the_line_are_enough(look, answers) -> None:
    """Without any, their own question is still open."""
    assert look(g21, answers) == []
