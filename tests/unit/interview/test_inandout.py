"""Words that say what is in scope and what is not."""

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview.inandout import (
    by_heading,
    decided,
    ended,
    flagged,
    introduced,
    of_list,
    parts,
    promised,
    told,
)
from spec_tui.interview.sentences import Unit, units


@pytest.mark.parametrize(
    ("heading", "facet"),
    [
        ("Non-goals", "SCP2"),
        ("Out of scope", "SCP2"),
        ("What it will not do", "SCP2"),
        ("Not in this version", "SCP2"),
        ("Explicitly out", "SCP2"),
        ("Exclusions", "SCP2"),
        ("What version 1 leaves out", "SCP2"),
        ("What version 1 covers", "SCP1"),
        ("Goals", "SCP1"),
        ("Scope", "SCP1"),
        ("Must-haves", "SCP1"),
        ("Key features", "SCP1"),
        ("First release", "SCP1"),
        ("Glossary", ""),
        ("Scope of the audit", ""),
        ("Roles", ""),
        ("What Version 1 Leaves Alone", "SCP2"),
        ("What did we say no to?", "SCP2"),
        ("What can I do with it on the first day?", "SCP1"),
    ],
)
def test_a_heading_says_on_which_side_its_list_stands(heading: str, facet: str) -> None:
    """Whatever the heading above it says."""
    assert by_heading(("Whatever", heading)) == facet


@pytest.mark.parametrize(
    ("sentence", "facet"),
    [
        ("We will not build:", "SCP2"),
        ("C.7 Nobody shall supply, nor invoice:", "SCP2"),
        ("C.6 The first delivery comprises:", "SCP1"),
        ("Left out of the first version are:", "SCP2"),
        ("The following is not included:", "SCP2"),
        ("The first version includes:", "SCP1"),
        ("In scope are:", "SCP1"),
        ("The roles are:", ""),
        ("We will not build it.", ""),
        ("**What can I do with it on the first day?**", "SCP1"),
        ("**And what can't I do?**", "SCP2"),
        ("What will it not do?", "SCP2"),
        ("**Who is it for?**", ""),
        ("What do they say?", ""),
    ],
)
def test_a_sentence_with_a_colon_introduces_a_list(sentence: str, facet: str) -> None:
    """Only where the list follows at once."""
    assert introduced(sentence) == facet


@pytest.mark.parametrize(
    ("sentence", "facet", "what"),
    [
        ("It will not page anybody.", "SCP2", "page anybody."),
        ("And we do not build a map editor.", "SCP2", "build a map editor."),
        ("Also out of scope is paying by card.", "SCP2", "paying by card."),
        ("Left out deliberately: small animals, payment.", "SCP2", "small animals, payment."),
        ("And what not: no routes, no stock.", "SCP2", "no routes, no stock."),
        ("not now: laser welding, sweeps", "SCP2", "laser welding, sweeps"),
        ("Handwriting recognition is out of scope for v1.", "SCP2", "Handwriting recognition"),
        ("Version one includes a label and a list.", "SCP1", "a label and a list."),
        ("The first release must include a search.", "SCP1", "a search."),
        ("v1 has the line, the ranking and swaps.", "SCP1", "the line, the ranking and swaps."),
        ("In scope: ingest, label, train.", "SCP1", "ingest, label, train."),
        ("That carrier is left out with a reason.", "", ""),
        ("If the landlord will not sign, the driver takes a photo.", "", ""),
        ("The list is sorted by price.", "", ""),
    ],
)
def test_a_sentence_says_what_is_in_or_out(sentence: str, facet: str, what: str) -> None:
    """And the words that name it, without what leads to them."""
    said, start, end = told(sentence)
    assert (said, sentence[start:end]) == (facet, what)


def test_a_row_of_one_table_says_itself_on_which_side_it_stands() -> None:
    """`In` and `Out` in a cell of their own, before or behind what they are about."""
    assert flagged("B4: In — Refunds") == ("SCP1", 9, 16)
    assert flagged("B8: Out — Purchase returns") == ("SCP2", 10, 26)
    assert flagged("5: Vehicle decks — out — by phone") == ("SCP2", 3, 16)
    assert flagged("Vehicle decks — in") == ("SCP1", 0, 13)
    assert flagged("B8: Outlet — cheap things") == ("", 0, 0)


@pytest.mark.parametrize(
    ("heading", "facet"),
    [
        ("Must", "SCP1"),
        ("Won't (this year)", "SCP2"),
        ("What we resolved to build", "SCP1"),
        ("What we resolved not to build", "SCP2"),
        ("DOES", "SCP1"),
        ("DOES NOT", "SCP2"),
        ("Held out", "SCP2"),
        ("Cards taken down", "SCP2"),
        ("Covered", "SCP1"),
        ("Not covered", "SCP2"),
    ],
)
def test_more_ways_of_naming_a_side(heading: str, facet: str) -> None:
    """MoSCoW, minutes, manual pages, cards on a wall."""
    assert by_heading((heading,)) == facet


@pytest.mark.parametrize(
    ("sentence", "facet"),
    [
        ("2.1 The delivery comprises", "SCP1"),
        ("2.2 The delivery does not comprise", "SCP2"),
        ("Stave covers:", "SCP1"),
        ("Stave does not cover:", "SCP2"),
        ("What I don't want:", "SCP2"),
        ("It does:", "SCP1"),
        ("The record contains", ""),
    ],
)
def test_a_clause_without_a_stop_introduces_a_list(sentence: str, facet: str) -> None:
    """Its number is none of its words."""
    assert introduced(sentence) == facet


def test_yes_and_no_say_it_where_the_list_is_about_the_scope() -> None:
    """Elsewhere they answer other questions."""
    assert flagged("4: Drone measuring — no", scope=True) == ("SCP2", 3, 18)
    assert flagged("4: Drone measuring — no") == ("", 0, 0)


def test_a_decision_before_the_items_says_where_they_belong() -> None:
    """`Agreed` alone may be about anything."""
    agreed, dropped = "Agreed: a menu; a count", "Dropped: payment"
    assert decided([agreed, dropped], ()) == {agreed: ("SCP1", 8), dropped: ("SCP2", 9)}
    assert decided([agreed], ("Prices",)) == {}


def test_requirements_that_all_say_what_is_contained_are_told_apart() -> None:
    """One that speaks of something else leaves the list whole."""
    inside, outside = "REQ-1 The record shall contain a", "REQ-2 The record shall not contain b"
    unit = Unit("", "list", (), items=(inside, outside))
    assert {facet: item[start:end] for item, (facet, start, end) in parts(unit).items()} == {
        "SCP1": "a",
        "SCP2": "b",
    }
    assert parts(Unit("", "list", (), items=(inside, outside, "REQ-3 It is blue"))) == {}


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        (
            "What I would like you to build is a list, a page and a mail",
            "a list, a page and a mail",
        ),
        ("It will provide maps, checks and notices", "maps, checks and notices"),
        ("The answer comes in 300 ms", ""),
    ],
)
def test_a_sentence_promises_what_is_to_be_built(sentence: str, what: str) -> None:
    """In words that may also be about something else."""
    start, end = promised(sentence)
    assert sentence[start:end] == what


@pytest.mark.parametrize("lead", ["later", "never", "won't"])
def test_a_word_on_a_line_of_its_own_heads_a_list(lead: str) -> None:
    """Without any sign of a heading."""
    unit = Unit("- a\n- b", "list", ("Scope",), items=("a", "b"))
    assert of_list(unit, "v1") == "SCP1"
    assert of_list(unit, lead) == "SCP2"
    assert of_list(unit, "Made for the drivers.") == "SCP1"


@pytest.mark.parametrize(
    ("unit", "sides"),
    [
        (
            Unit("", "list", ("What you get",), items=("✓ fetch", "✗ compile farm")),
            {"✓ fetch": ("SCP1", 2, 7), "✗ compile farm": ("SCP2", 2, 14)},
        ),
        (Unit("", "list", ("Done so far",), items=("✓ fetch", "✓ upload")), {}),
        (
            Unit(
                "", "list", ("And what you will not get",), items=("a", "b"), ticked=(True, False)
            ),
            {"a": ("SCP1", 0, 1), "b": ("SCP2", 0, 1)},
        ),
        (Unit("", "list", ("Roadmap",), items=("a", "b"), ticked=(True, False)), {}),
    ],
)
def test_signs_and_boxes_say_on_which_side_an_item_stands(
    unit: Unit, sides: dict[str, tuple[str, int, int]]
) -> None:
    """Where both signs stand, or the heading says what a box means: a plan has boxes, too."""
    assert parts(unit) == sides


def test_rows_that_say_supplied_or_not_are_on_two_sides() -> None:
    """As minutes say agreed or dropped."""
    items = ("Supplied: a ranked list", "Not supplied: billing")
    assert decided(items, ()) == {items[0]: ("SCP1", 10), items[1]: ("SCP2", 14)}


@pytest.mark.parametrize(
    ("heading", "facet"),
    [
        ("We live without it", "SCP2"),
        ("We get it in round one", "SCP1"),
        ("What nobody asked for", "SCP2"),
        ("Promises nobody photographs", ""),
        ("Never in 1.0", "SCP2"),
        ("Never blank", ""),
        ("Scope & Non-Goals", ""),
        ("Scope", "SCP1"),
    ],
)
def test_a_heading_names_one_side_or_none(heading: str, facet: str) -> None:
    """One over both sides names none."""
    assert by_heading((heading,)) == facet


def test_a_contract_says_what_it_does_not_cover() -> None:
    """Whatever covers it."""
    facet, start, end = told("The price does not cover tank containers or claims")
    assert (facet, "The price does not cover tank containers or claims"[start:end]) == (
        "SCP2", "tank containers or claims",
    )  # fmt: skip


def test_a_heading_of_the_scope_ends_with_its_list() -> None:
    """What comes behind it is about something else, unless it leads to more of the same."""
    text = (
        "## Red stones (deliberately not)\n\n- a roster\n- a radio\n\n"
        "We would keep the base board.\n\n**The four jobs.**\n\n- answer an alarm\n- send a party\n"
    )
    sides = [of_list(unit, "") for unit in ended(units(parse(text))) if unit.kind == "list"]
    assert sides == ["SCP2", ""]
    more = text.replace("**The four jobs.**", "And for reasons of law:")
    sides = [of_list(unit, "") for unit in ended(units(parse(more))) if unit.kind == "list"]
    assert sides == ["SCP2", "SCP2"]


@pytest.mark.parametrize(
    ("lead", "side"),
    [
        ("The first release MUST contain the following.", "SCP1"),
        ("The first release MUST NOT contain the following.", "SCP2"),
        ("Inside:", "SCP1"),
        ("Outside, by choice:", "SCP2"),
        ("What we do without them:", ""),
    ],
)
def test_what_leads_to_a_list_of_the_scope(lead: str, side: str) -> None:
    """With a colon, or with `the following.`"""
    unit = Unit("- a\n- b", "list", (), items=("a", "b"))
    assert of_list(unit, lead) == side


def test_the_direction_of_a_message_is_no_side() -> None:
    """`out:` before a name in code."""
    assert flagged("out: `order.closed`, to the stock system") == ("", 0, 0)
    assert flagged("out: refunds")[0] == "SCP2"
