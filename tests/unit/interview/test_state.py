"""What is settled, and what each section is: the table of interview.md B.1."""

from __future__ import annotations

import pytest

from spec_tui.interview.state import see_key
from tests.interviews import DATA
from tests.unit.interview.desks import BANK, TEMPLATE, Table, table

COMPLETE = (DATA / "handwritten" / "SPEC.md").read_text(encoding="utf-8")


def state(spot: Table, section: str) -> str:
    """The state of one section."""
    return spot.state.section(section).state


def outstanding(*records: str) -> str:
    """The complete file with open questions."""
    lines = "".join(f"\n  - {record}" for record in records)
    return COMPLETE.replace("- **Outstanding**: None", f"- **Outstanding**:{lines}")


def test_unknown_drafted_final() -> None:
    """No slot, some, all."""
    spot = Table()
    assert state(spot, "scope") == "unknown"
    spot.say("SCP1", "Booking")
    assert state(spot, "scope") == "drafted"
    spot.say("SCP2", "Payments")
    assert state(spot, "scope") == "final"


def test_an_open_question_about_a_section_makes_it_clarified() -> None:
    """Nothing is missing in it, and somebody asked."""
    spot = Table(outstanding("Q1 (Storage, major): Which version?"))
    assert state(spot, "data_schema") == "clarified"
    assert state(spot, "open_questions") == "clarified"
    assert spot.state.section("data_schema").to_go == 1


def test_a_critical_question_makes_open_questions_drafted() -> None:
    """Whatever it points at."""
    spot = Table(outstanding("Q1 (Storage, critical): Which version?"))
    assert state(spot, "open_questions") == "drafted"


def test_a_question_that_repeats_the_bank_is_closed_by_its_place() -> None:
    """The next write moves it (B.1)."""
    spot = Table(outstanding(f"Q1 (Storage, major): {BANK.facets['DAT10'].text}"))
    assert spot.state.complete
    spot.say("NFR3", "60 requests/s")
    assert spot.records("outstanding") == []
    assert spot.records("resolved")[-1].startswith("Q1 (2026-11-20, @me): Storage → ")


def test_a_marker_word_makes_a_section_drafted() -> None:
    """TODO is a major gap (formats.md 37)."""
    spot = Table(COMPLETE.replace(": GDPR", ": GDPR, TODO the rest"))
    assert state(spot, "nfr") == "drafted"
    assert not spot.state.complete


def test_a_confirm_marker_makes_a_section_drafted() -> None:
    """Nobody has said yes."""
    spot = Table(COMPLETE.replace(": GDPR", ": GDPR _(confirm, from a.md)_"))
    assert state(spot, "nfr") == "drafted"


@pytest.mark.parametrize(
    ("line", "settled"),
    [
        ("N/A — none", True),
        ("N/A", True),
        ("undecided", False),
        ("undecided _(assumption A1)_", True),
        ("See §2 In-scope", True),
        ("See §9 Scalability", False),
        ("See §40 Nothing", False),
        ("See §16 Glossary", False),
        ("words", True),
        ("project-specific terms", False),
    ],
)
def test_what_settles_a_place(line: str, settled: bool) -> None:
    """See while its target is settled, undecided under an assumption, any text."""
    text = TEMPLATE.replace("- **Glossary**: project-specific terms", f"- **Glossary**: {line}")
    text = text.replace("<what will be built>", "Booking")
    assert Table(text).view.settled("GLO1") is settled


def test_places_that_see_each_other_settle_nothing() -> None:
    """A circle of See has no text in it."""
    text = TEMPLATE.replace("KPIs, dashboards", "See §12 Tracing")
    text = text.replace("spans, propagation", "See §12 Metrics")
    spot = Table(text)
    assert not spot.view.settled("OBS3")
    assert not spot.view.settled("OBS7")


def test_a_see_names_its_slot_after_folding() -> None:
    """And only under the right heading."""
    assert see_key("See §9 security & privacy", BANK) == "security_privacy/security-privacy"
    assert see_key("See §8 Performance", BANK) == ""


def test_na_on_a_slot_covers_facets_without_text_of_their_own() -> None:
    """Those with text stand."""
    text = TEMPLATE.replace(
        "- **Webhooks**: endpoints, retries, signatures",
        "- **Webhooks**: N/A — none\n  - *Signature*: HMAC",
    )
    spot = Table(text)
    assert spot.view.settled("WH1")
    assert spot.view.settled("WH3")
    assert spot.words("WH2") == "HMAC"


def test_facets_of_impact_4_are_required_below_text() -> None:
    """Text on the line of Performance does not hide a missing P95."""
    text = TEMPLATE.replace("SLAs/SLOs, peak loads", "50 requests/s at noon")
    spot = Table(text)
    missing = next(s for s in spot.state.section("nfr").slots if s.slot.id == "performance").missing
    assert missing == ("nfr/performance/NFR1",)


@pytest.mark.parametrize(
    ("words", "live"),
    [
        ("none", False),
        ("No personal data", False),
        ("nothing at all", False),
        ("No-show rate of visits", True),
        ("no diagnosis; name and phone", True),
        ("no names, only a number", True),
        ("Name and phone", True),
    ],
)
def test_words_that_say_there_is_no_such_thing(words: str, live: bool) -> None:
    """ "none" ends a branch; "no-show" begins a sentence."""
    assert table(("SEC6", words)).view.live("SEC6") is live


def test_assumptions_and_resolved_never_block() -> None:
    """Their hints are no gap."""
    text = COMPLETE.replace("- **Assumptions**: None", "- **Assumptions**: rationale, revisit date")
    assert Table(text).state.complete


def test_the_row_counts_what_is_to_go() -> None:
    """Unsettled required places, findings, questions (B.3)."""
    spot = Table()
    assert spot.state.section("scope").to_go == 2
    assert spot.state.section("terminology").to_go == 1
    assert spot.state.section("open_questions").to_go == 1
    assert sum(row.to_go for row in Table(COMPLETE).state.sections) == 0


def test_the_state_is_a_pure_function_of_the_text() -> None:
    """Twice the same; a reviewed stack.toml that agrees changes nothing."""
    assert Table(COMPLETE).state == Table(COMPLETE).state
    assert Table(COMPLETE, '[datastore]\nprimary = "postgres"\n').state == Table(COMPLETE).state


def test_missing_places_are_findings_with_their_question() -> None:
    """Impact 5 critical, the rest major; the line is that of the slot."""
    found = {f.key: f for f in Table().state.findings if f.rule in {"G01", "G04", "G20"}}
    assert found["vision/problem-outcome/VIS1"].severity == "critical"
    assert found["nfr/performance/NFR1"].severity == "major"
    line = TEMPLATE.split("\n")[found["nfr/performance/NFR1"].line - 1]
    assert line.startswith("- **Performance**")


def test_a_word_in_common_does_not_settle_what_nobody_said() -> None:
    """`share` hints at a metric, but the sentence says what one has to reach."""
    text = TEMPLATE.replace(
        "- **Success Metrics**: <quantitative & qualitative>",
        "- **Success Metrics**: It was 19 % of visits, and their share is 10 % or less in a year.",
    )
    assert not table(text=text).view.settled("VIS6")
    told = text.replace("It was", "The rate of no-shows is our number. It was")
    assert table(text=told).view.settled("VIS6")
