"""G01: a slot still holds the hint of the template."""

from spec_tui.interview.rules.g01 import g01
from spec_tui.interview.templates import spec_template


def test_every_slot_of_the_template_is_seen_except_those_of_records(look) -> None:
    """44 bullets, three of which hold records."""
    found = look(g01, spec_template("Clinic"))
    assert len(found) == 41
    assert all(finding.severity in {"critical", "major"} for finding in found)


def test_a_missing_facet_of_impact_five_makes_it_critical(look) -> None:
    """The problem is critical, tracing is not."""
    found = {f.key: f for f in look(g01, spec_template("Clinic"))}
    assert found["vision/problem-outcome"].severity == "critical"
    assert found["vision/problem-outcome"].question_id == "VIS1"
    assert found["observability/tracing"].severity == "major"


def test_an_answered_slot_is_not_seen(look) -> None:
    """Also where the answer is N/A."""
    assert look(g01, {"VIS1": "Clinics lose visits.", "OBS7": "N/A — not in v1"}) == []


def test_hints_are_compared_after_folding(look) -> None:
    """Case, dashes and blanks of the hint do not matter."""
    text = "## 12. Observability\n- **Tracing**: Spans,  PROPAGATION\n"
    assert [f.key for f in look(g01, text)] == ["observability/tracing"]
