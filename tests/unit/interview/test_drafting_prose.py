"""Prose, lists and headings of other people's documents: where their sentences go (B.6)."""

from __future__ import annotations

import pytest

from spec_tui.interview.order import open_questions
from tests.interviews import DATA
from tests.unit.interview.desks import Table

GOLDEN = DATA / "golden"
PROSE = """\
# Berth board

Sleeping cars are sold out months ahead because nobody sees which berths are free. Currently
conductors keep paper lists.

The users are travellers and conductors. The first release must include a list of free berths and a
waiting list. It will not sell tickets. A berth is never given to two people at once, so a booking
is unique. All of it is in one PostgreSQL 16 database. People sign in with a magic link. An answer
comes within 300 ms at P95. GDPR applies. It runs on Fly.io.
"""


def drafted(text: str) -> Table:
    """A table after an import."""
    spot = Table()
    spot.draft(text, untouched=True)
    return spot


def golden(name: str) -> Table:
    """A table after the import of a golden text."""
    return drafted((GOLDEN / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("facet", "words"),
    [
        (
            "VIS1",
            "Sleeping cars are sold out months ahead because nobody sees which berths are free.",
        ),
        ("VIS2", "Currently conductors keep paper lists."),
        ("USR1", "The users are travellers and conductors."),
        (
            "SCP1",
            "The first release must include a list of free berths and a waiting list.",
        ),
        ("SCP2", "It will not sell tickets."),
        ("DAT10", "All of it is in one PostgreSQL 16 database."),
        ("SEC1", "People sign in with a magic link."),
        ("NFR1", "An answer comes within 300 ms at P95."),
        ("CMP1", "GDPR applies."),
        ("DEP6", "It runs on Fly.io."),
    ],
)
def test_a_sentence_goes_where_its_words_belong(facet: str, words: str) -> None:
    """Word for word, whatever stands around it (B.6.4, B.6.5)."""
    assert drafted(PROSE).words(facet) == words


def test_every_drafted_sentence_stands_in_the_source() -> None:
    """Nothing is paraphrased."""
    spot = drafted(PROSE)
    flat = " ".join(PROSE.split())
    written = [value for value in spot.view.drafted() if value.facet not in {"TYP", "DOM1"}]
    assert written
    assert all(line in flat for value in written for line in value.text.split("\n"))


def test_a_sentence_has_one_home() -> None:
    """No words are written twice (B.6.5)."""
    texts = [value.text for value in drafted(PROSE).view.drafted()]
    assert len(texts) == len(set(texts))


def test_a_typed_value_under_its_own_heading_needs_no_yes() -> None:
    """One quantity under the heading that names its place (B.6.4)."""
    spot = drafted(PROSE + "\n## Reliability\n\nUptime is 99.9 % per month.\n")
    value = spot.value("NFR5")
    assert value is not None
    assert (value.text, value.marker) == ("Uptime is 99.9 % per month.", None)


def test_lists_below_one_heading_are_told_apart() -> None:
    """Personas first, then what each needs, then the tasks."""
    lists = """
## Personas

- Traveller
- Conductor

- Traveller: find a berth in 20 s
- Conductor: see who gets on

- Find a berth
- Leave the waiting list
"""
    spot = drafted(PROSE.replace("The users are travellers and conductors. ", "") + lists)
    assert spot.words("USR1") == "Traveller\nConductor"
    assert spot.words("USR2").startswith("Traveller: find a berth in 20 s\n")
    assert spot.words("USR4") == "Find a berth\nLeave the waiting list"


def test_labelled_items_go_to_the_facets_they_name() -> None:
    """`Uptime: …` below a heading about quality."""
    spot = drafted(PROSE + "\n## Quality requirements\n\n- Uptime: 99.9 % per month\n- RTO: 2 h\n")
    assert (spot.words("NFR5"), spot.words("NFR6")) == ("99.9 % per month", "2 h")


def test_a_numbered_list_is_a_flow() -> None:
    """Three steps and no other name for them (B.6.6)."""
    steps = (
        "\n## How a berth is found\n\n1. Choose a train.\n2. See the berths.\n3. Choose a berth.\n"
    )
    assert drafted(PROSE + steps).words("WF1").split("\n")[0].endswith("Choose a train.")


def test_entities_are_sketched_from_what_is_stored() -> None:
    """Things created or stored again and again, to be confirmed (B.6.6)."""
    spot = drafted(
        PROSE + "\nConductors create tickets and edit tickets. They archive journeys, and cancel "
        "journeys.\n"
    )
    assert spot.words("DOM1") == "tickets\njourneys"


def test_a_row_of_a_table_is_a_labelled_item() -> None:
    """Its first cell names the facet; the table itself stays as it was, in the appendix."""
    spot = drafted(PROSE + "\n## Reliability\n\n| what | value |\n|---|---|\n| uptime | 99 % |\n")
    assert spot.words("NFR5") == "99 %"
    assert "| uptime | 99 % |" in spot.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Berth board\n\nNobody sees free berths. It runs on Fly.io.\n", "The text is short"),
        (
            "# Liegeplatz\n\nDie Schlafwagen sind ausgebucht, weil niemand sieht, welche Betten "
            "frei sind. Das Produkt ist eine Webseite mit einer API und läuft auf Fly.io. Es wird "
            "für die Reisenden und die Schaffner gebaut, und es soll schnell sein.\n",
            "The text is not in English",
        ),
    ],
)
def test_only_what_is_certain_is_drafted_from_short_and_foreign_texts(text: str, said: str) -> None:
    """Title and problem; it is said, and nothing is lost (B.6.8)."""
    spot = drafted(text)
    assert [value.facet for value in spot.view.drafted()] == ["VIS1"]
    assert spot.last.notes[0].startswith(said)
    assert text.strip() in spot.text


def test_after_the_worked_example_exactly_the_unanswered_ones_remain() -> None:
    """Events, signature, retries, volume stand; UI or API and the time line do not (003, 78)."""
    spot = golden("webhook-notifications.md")
    answered = {"EVT1", "WH2", "WH3", "NFR3", "SCP3"}
    assert {f for f in answered if spot.words(f)} == answered
    spot.prefer(depth="thorough")
    left = open_questions(spot.view, spot.state, spot.asking)
    asked = {q.id for q in left if not q.quote and not q.picks}
    assert {"TYP", "MIL4"} <= asked
    # half answered: the retries may be all that happens when a delivery fails
    assert "WF3" in {q.id for q in left}
    assert not asked & (answered | {"SCP1", "TP1"})
    assert "TP2" not in {value.facet for value in spot.view.drafted()}


def test_sign_in_comes_first_where_ui_and_api_stand_in_the_text() -> None:
    """The type is known from the text, the stack is for later: the auth model (001 section 4)."""
    spot = golden("berth-overview.md")
    assert spot.words("TYP") == "web app, HTTP API"
    question = spot.next
    assert question is not None
    assert (question.id, question.kind) == ("SEC1", "choice")


def test_events_alone_do_not_decide_the_type() -> None:
    """Neither UI nor API is named, so it is asked (B.3)."""
    question = golden("webhook-notifications.md").next
    assert question is not None
    assert question.id == "TYP"


def test_a_confirmed_type_switches_off_what_it_never_has() -> None:
    """As an answered one does (B.1)."""
    spot = drafted(PROSE + "\nIt is a library for Python.\n")
    assert spot.words("TYP") == "library"
    spot.say("TYP", choose=1)
    assert "N/A — not part of a library" in spot.text


def test_what_introduces_a_list_says_what_it_is() -> None:
    """The items alone would be taken for steps; the introduction itself answers nothing."""
    spot = Table()
    spot.draft(
        "# Levels\n\nSurveyors lose days because a wrong sign hides in nine spreadsheets.\n\n"
        "## A day's work\n\nThree tasks must go without the manual:\n\n"
        "- closing a run on the quay\n- accepting the run of a colleague\n- writing the sheet\n",
        untouched=True,
    )
    assert spot.words("USR4") == (
        "closing a run on the quay\naccepting the run of a colleague\nwriting the sheet"
    )
    assert "manual" not in spot.text.partition("## Appendix")[0]


def test_a_section_that_names_several_things_takes_no_list_that_is_another() -> None:
    """`Proof and plan` is no list of phases."""
    spot = Table()
    spot.draft(
        "# Holds\n\nWards wait because nobody sees the stock.\n\n## Proof and plan\n\n"
        "- Given a free bag, when two wards want it, then one of them gets it.\n"
        "- Given a held bag, when it is given back, then another ward finds it within 2 s.\n",
        untouched=True,
    )
    assert spot.words("MIL2") == ""
    assert "within 2 s" in spot.words("ACC2")


def test_what_leads_to_a_list_tells_more_than_the_heading_above() -> None:
    """Below `Goals` stand what people do and what is built, each led to by its own words."""
    spot = Table()
    spot.draft(
        "# Holds\n\nMerchants wait because nobody sees the reserve.\n\n## Goals\n\n"
        "Three things must go through without anybody pausing to think:\n\n"
        "1. withholding the share when a settlement closes\n2. paying back what is due\n"
        "3. freezing a merchant\n\n"
        "What we build for the first release:\n\n- a journal of draws\n- the daily sweep\n",
        untouched=True,
    )
    assert "freezing a merchant" in spot.words("USR4")
    assert spot.words("SCP1") == "a journal of draws\nthe daily sweep"


def test_an_item_that_somebody_meant_to_come_back_to_is_placed() -> None:
    """Also where its list answers nothing as a whole."""
    spot = Table()
    spot.draft(
        "# Holds\n\nMerchants wait because nobody sees the reserve.\n\n## Odds and ends\n\n"
        "| When | Then |\n|---|---|\n| haulage firms go on faxing TODO: ask | we phone them |\n",
        untouched=True,
    )
    assert "G03" in {finding.rule for finding in spot.state.findings}
