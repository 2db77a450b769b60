"""A first draft: adopted, or placed word for word with markers (interview.md B.6)."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse, parse_near
from spec_tui.interview.appendix import start_of
from spec_tui.interview.drafting import imported_already, is_canonical, understood
from tests.interviews import DATA
from tests.unit.interview.desks import BANK, TEMPLATE, Table, table

COMPLETE = (DATA / "handwritten" / "SPEC.md").read_text(encoding="utf-8")
NOTES = """\
# Night trains

Sleeping cars are sold out months ahead because nobody sees which berths are free.

## Audience

- Travellers
- Conductors

## Non-goals

- Seats
- Freight

## Tech stack

We like Rust.

## Something else

Only words.
"""


def test_a_canonical_document_is_adopted_as_it_is() -> None:
    """Every byte (cli.md)."""
    spot = Table()
    outcome = spot.draft(COMPLETE, "SPEC-old.md", untouched=True)
    assert outcome.texts == {"SPEC.md": COMPLETE}
    assert outcome.receipt == "Adopted SPEC-old.md as SPEC.md."


def test_a_canonical_document_is_not_adopted_over_answers() -> None:
    """It is drafted from, like any other."""
    spot = table(("VIS1", "Lost visits"))
    spot.draft(COMPLETE)
    assert spot.words("VIS1") == "Lost visits"
    assert spot.text.startswith("# SPEC: Trial\n")


@pytest.mark.parametrize(
    ("headings", "canonical"),
    [
        (
            [
                "1. Vision & Goals",
                "2. Scope & Non-Goals",
                "4. Domain Model",
                "9. Non-Functional Requirements (NFRs)",
            ],
            True,
        ),
        (["Vision & Goals", "Scope & Non-Goals", "Domain Model", "Open Questions"], True),
        (["1. Vision & Goals", "2. Scope & Non-Goals", "4. Domain Model"], False),
        (["Overview", "Features", "Installation", "Licence", "Roadmap"], False),
        (["13. Risks, Assumptions & Trade-offs"] * 5, False),
    ],
)
def test_four_canonical_headings_make_a_canonical_document(
    headings: list[str], canonical: bool
) -> None:
    """Different ones, with whatever dash (formats.md 2)."""
    text = "\n".join(f"## {h}\n" for h in headings)
    assert is_canonical(parse(text), BANK) is canonical


@pytest.mark.parametrize(
    ("slots", "canonical"),
    [(("Problem & Outcome", "In-scope", "Entities"), True), (("Entities",), False), ((), False)],
)
def test_headings_over_a_layout_of_ones_own_are_drafted_from(
    slots: tuple[str, ...], canonical: bool
) -> None:
    """Nothing below them would stand in a place."""
    below = {label: f"- **{label}**: words" for label in slots}
    text = "\n".join(
        f"## {heading}\n\n{below.get(label, 'words')}\n"
        for heading, label in (
            ("1. Vision & Goals", "Problem & Outcome"),
            ("2. Scope & Non-Goals", "In-scope"),
            ("4. Domain Model", "Entities"),
            ("9. Non-Functional Requirements (NFRs)", "Performance"),
        )
    )
    assert is_canonical(parse(text), BANK) is canonical


def test_few_slots_among_sections_of_ones_own_layout_are_drafted_from() -> None:
    """Adopted as it is, most of the text would stand in no place."""
    own = [f"## {s.number}. {s.heading}\n\nwords\n" for s in BANK.sections if s.number > 4]
    slots = [
        "## 1. Vision & Goals\n- **Problem & Outcome**: words\n",
        "## 2. Scope & Non-Goals\n- **In-scope**: words\n",
    ]
    assert is_canonical(parse("\n".join([*slots, own[0], own[1]])), BANK)
    assert not is_canonical(parse("\n".join([*slots, *own])), BANK)


def test_first_paragraph_and_aliased_headings_are_placed_word_for_word() -> None:
    """With a confirm marker that names the file."""
    spot = Table()
    spot.draft(NOTES)
    marker = " _(confirm, from notes.md)_"
    assert (
        "- **Problem & Outcome**: Sleeping cars are sold out months ahead because nobody sees "
        f"which berths are free.{marker}\n" in spot.text
    )
    assert f"- **Out-of-scope**:\n  - Seats\n  - Freight{marker}\n" in spot.text


def test_every_marked_value_is_asked_about() -> None:
    """A confirm marker is a major finding; yes takes it away."""
    spot = Table()
    spot.draft(NOTES)
    values = [
        v
        for slot in spot.view.spec.slots.values()
        for v in {*slot.facets.values(), slot.body}
        if v is not None and v.marker is not None
    ]
    ids = [value.facet or value.key for value in values]
    assert {"VIS1", "SCP2", "STK1"} <= set(ids)
    for question_id in ids:
        assert spot.question(question_id).kind == "confirm"
        spot.say(question_id, choose=1)
    assert "_(confirm" not in spot.text.partition("## Appendix")[0]


def test_what_was_taken_out_does_not_come_back_with_the_next_version() -> None:
    """The same words for the same place, in a text that changed elsewhere."""
    spot = Table()
    spot.draft(NOTES)
    assert spot.words("SCP2") == "Seats\nFreight"
    spot.say("SCP2", choose=3)
    spot.draft(f"{NOTES}\nIt is asked for in spring.\n", "notes-2.md")
    assert spot.words("SCP2") == ""


def test_the_whole_text_stands_in_the_appendix_last() -> None:
    """Verbatim; no heading below it opens a section."""
    spot = Table()
    spot.draft(NOTES)
    assert spot.text.endswith(f"\n## Appendix: Imported material (notes.md)\n\n{NOTES}")
    assert all(h.section != "scope" or h.number == 2 for h in spot.view.spec.headings)
    spot.say("NFR1", "300 ms")
    assert spot.text.endswith(NOTES)


def test_existing_values_never_change() -> None:
    """A place that says something is left alone."""
    spot = table(("VIS1", "Lost visits"), ("SCP2", "Payments"))
    spot.draft(NOTES)
    assert (spot.words("VIS1"), spot.words("SCP2")) == ("Lost visits", "Payments")
    assert "- **Problem & Outcome**: Lost visits\n" in spot.text


def test_the_same_bytes_twice_do_nothing() -> None:
    """Whatever the newline."""
    spot = Table()
    spot.draft(NOTES)
    assert imported_already(spot.text, NOTES)
    assert imported_already(spot.text, NOTES.replace("\n", "\r\n"))
    assert not imported_already(spot.text, NOTES + "more")
    assert not imported_already(TEMPLATE, NOTES)


def test_a_word_that_stands_in_an_import_is_no_import_of_its_own() -> None:
    """`2` stands in any long text; the very same few words were imported."""
    spot = Table()
    spot.draft(NOTES)
    assert not imported_already(spot.text, NOTES.split()[3])
    spot.draft("Only this.")
    assert imported_already(spot.text, "Only this.\n")


def test_gaps_that_nobody_may_guess_are_seeded_as_questions() -> None:
    """Impact 5 only, at most ten (B.6.10); the draft is at 25 % once sections 1 to 3 stand."""
    spot = Table()
    spot.draft(NOTES)
    keys = {r.key.rpartition("/")[2] for r in spot.view.outstanding()}
    assert keys
    assert all(BANK.facets[k].impact == 5 for k in keys)
    assert len(keys) <= 10


def test_a_glossary_without_words_is_not_applicable() -> None:
    """Terminology needs an entry only where a candidate exists (formats.md 13)."""
    spot = Table()
    spot.draft(NOTES)
    assert "- **Glossary**: N/A — no project-specific terms\n" in spot.text
    spot = Table()
    spot.draft(f"{NOTES}The ETA, ETA or ETA.\n")
    assert "- **Glossary**: project-specific terms\n" in spot.text


@pytest.mark.parametrize(
    ("heading", "written", "drafted"),
    [
        ("Glossary", "Berth — a bed", "Berth — a bed"),
        (
            "1.3 Definitions",
            "- Berth: a bed\n- Couchette: a bench",
            "Berth: a bed\nCouchette: a bench",
        ),
        ("Terms", "| Term | Meaning |\n|---|---|\n| Berth | a bed |", "Berth: a bed"),
    ],
)
def test_a_glossary_of_ones_own_is_drafted(heading: str, written: str, drafted: str) -> None:
    """Under the names people give it, as sentences, a list or a table; nowhere else."""
    spot = Table()
    spot.draft(f"{NOTES}\n## {heading}\n\n{written}\n")
    assert spot.words("GLO1") == drafted


@pytest.mark.parametrize(
    "hostile",
    [
        "```\n## 9. X\nnever closed\n",
        "<!-- open\n## 4. Domain Model\n",
        "- a\n\t- b\n",
        "中文 🎉 words of three\n",
        "## Scope\n## Scope\n## Scope\n",
        "Setext\n------\n\nwords are here today\n",
    ],
)
def test_no_byte_of_an_import_is_lost(hostile: str) -> None:
    """Zero bytes of a person's text (formats.md 19)."""
    spot = Table()
    spot.draft(hostile)
    assert hostile.rstrip() in spot.text
    assert spot.text.count("## 1. Vision & Goals") == 1


def test_the_understanding_card_counts_and_quotes() -> None:
    """What was placed, what not; no summary of our own (screens.md 6.6)."""
    spot = Table()
    spot.draft(NOTES)
    card = understood(spot.view, "notes.md", NOTES)
    assert card.sentence.startswith("Sleeping cars are sold out")
    assert "Only words." in card.unplaced
    assert 0 < card.placed < card.total
    assert ("Out of scope", "2 points", "SCP2") in card.points


def test_numbered_use_cases_and_their_second_list_are_drafted() -> None:
    """By the numbers that both bear, whatever the headings are called."""
    text = (
        "# Cab\n\nDrivers lose the night's list because it is paper, and nobody knows which road"
        " was treated, so the phone rings all night in the office.\n\n"
        "## Doing\n\n- UC-1 A driver takes the route.\n- UC-2 A driver reports a road.\n\n"
        "## Showing\n\n- UC-1: ten drivers take one each.\n"
        "- UC-2: the road turns red on the map.\n"
    )
    spot = Table()
    spot.draft(text, untouched=True)
    assert "UC-2 A driver reports a road." in spot.words("USR4")
    assert "UC-2: the road turns red on the map." in spot.words("ACC2")


def test_stories_in_groups_and_the_proofs_below_them_are_two_lists() -> None:
    """The stories are use cases, what proves them is how they are accepted."""
    text = (
        "# Visits\n\nFamilies ring forty times before they get a slot, because nobody answers the"
        " phone in the office on Mondays, and the list is full by noon.\n\n## Map\n\n- ASK\n"
        "  - As a relative I book a slot from my phone\n    - we believe it when ten book one\n"
        "- CHECK\n  - As an officer I refuse a visitor\n    - we believe it when a letter arrives\n"
    )
    spot = Table()
    spot.draft(text, untouched=True)
    assert spot.words("USR4") == (
        "As a relative I book a slot from my phone\nAs an officer I refuse a visitor"
    )
    assert spot.words("ACC2") == (
        "we believe it when ten book one\nwe believe it when a letter arrives"
    )


def test_values_that_end_without_a_stop_are_set_apart() -> None:
    """Two values of one metric, of which neither is a sentence."""
    spot = Table()
    spot.draft(NOTES + "\n## Reliability\n\nUptime: 99.9 % per month\n\nUptime: 99.5 % per month\n")
    assert spot.words("NFR5") == "Uptime: 99.9 % per month; Uptime: 99.5 % per month"


def test_the_appendix_takes_over_what_was_parsed() -> None:
    """The same document as if the whole had been parsed again."""
    spot = Table()
    spot.draft(NOTES * 3)
    assert [piece.text for piece in parse(spot.text).pieces] == [
        piece.text for piece in parse_near(spot.text).pieces
    ]
    assert [piece.blocks for piece in parse(spot.text).pieces] == [
        piece.blocks for piece in parse_near(spot.text).pieces
    ]


def test_two_lists_beside_each_other_are_not_read_row_by_row() -> None:
    """One of the columns is longer: a row says nothing of its own, and nothing is put in scope that
    stands on the other side.
    """
    spot = Table()
    spot.draft(
        "# Outing book\n\nThe outing book is a ledger, and holed hulls go out again.\n\n"
        "~ THE BOAT HAS ONLY SO MANY SEATS ~\n\n"
        "    ON BOARD                             | ON THE PONTOON\n"
        "    -------------------------------------+----------------------------\n"
        "    sign out a hull, with crew and goal  | training plans\n"
        "    sign in again, with kilometres       | membership fees\n"
        "    damage note with one photo           | results of regattas\n"
        "    wall page: who is afloat, since when | position of boats by satellite\n"
        "    reserving the eights                 |\n"
    )
    assert "training plans" not in spot.text[: start_of(spot.text)]


def test_an_overview_of_one_paragraph_says_more_than_the_problem() -> None:
    """What is surely about something else is placed there, though the first words are the pain."""
    spot = Table()
    spot.draft(
        "# Rates\n\nHotels get wrong rates because three systems each keep a list, and nobody knows"
        " which one is right. It must answer within 300 ms at P95. It will not take bookings.\n",
        untouched=True,
    )
    assert spot.words("VIS1").startswith("Hotels get wrong rates")
    assert spot.words("NFR1") == "It must answer within 300 ms at P95."
    assert spot.words("SCP2") == "It will not take bookings."


REQUIREMENTS = """\
# Stocktake

Halls are counted on paper twice a year, which takes nine days and blocks the outbound. The counters
shall have an app for that on the handhelds that they carry.

## Functional requirements

### Counting

- FR-01: The app shall show the bins of an aisle in walking order.
- FR-02: The app shall accept a bin only after its barcode was scanned.

### Offline mode

- FR-10: The app shall allow counting for at least 8 hours without a connection.
- FR-11: The app shall keep counts until the server has acknowledged them.

## Not part of this project

- Replacing the ERP stock ledger
- iOS devices

## Performance

- P95 latency of the upload of 200 lines: 800 ms
- P95 latency of the bin list: 400 ms
"""


def test_requirements_in_groups_are_one_scope() -> None:
    """Not only the first of them."""
    spot = Table()
    spot.draft(REQUIREMENTS, untouched=True)
    words = spot.words("SCP1")
    assert [line.split(":")[0] for line in words.split("\n")] == [
        "FR-01",
        "FR-02",
        "FR-10",
        "FR-11",
    ]


def test_a_plain_heading_says_what_is_out_of_scope() -> None:
    """Whatever its items sound like."""
    spot = Table()
    spot.draft(REQUIREMENTS, untouched=True)
    assert spot.words("SCP2") == "Replacing the ERP stock ledger\niOS devices"


def test_a_second_percentile_of_95_is_no_median() -> None:
    """It names itself."""
    spot = Table()
    spot.draft(REQUIREMENTS, untouched=True)
    assert "800 ms" in spot.words("NFR1")
    assert spot.words("NFR2") == ""
