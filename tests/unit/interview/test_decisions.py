"""Conflicts decided: keep, use, both because, neither, later (interview.md B.5.6)."""

from __future__ import annotations

import pytest

from spec_tui.interview import conflicts
from tests.unit.interview.desks import TEMPLATE, Table, table

TWO_NUMBERS = (("NFR1", "300 ms for the search"), ("ACC1", "P95 of the search is 500 ms"))


def disagreeing() -> Table:
    """Two answers to one facet, waiting in Q1."""
    return table(("TYP", "web app"), ("VIS8", "10 %"), ("VIS6", "Rate\nTarget: 5 %"))


def test_the_card_shows_both_texts_and_four_choices() -> None:
    """A, B, both because, neither; choice 1 needs no words."""
    card = disagreeing().question("conflict:Q1")
    assert [side.text for side in card.sides] == ["10 %", "5 %"]
    assert [choice.label for choice in card.choices] == [
        "Keep “10 %”",
        "Use “5 %”",
        "Both are true; they differ because …",
        "Neither. It is …",
    ]
    assert [choice.opens_box for choice in card.choices] == [False, False, True, True]


@pytest.mark.parametrize(
    ("choose", "text", "value", "line"),
    [
        (1, "", "10 %", "Success Metrics · Target → 10 %; not chosen: 5 %"),
        (2, "", "5 %", "Success Metrics · Target → 5 %; not chosen: 10 %"),
        (
            3,
            "5 % is next year",
            "10 %; 5 % (both: 5 % is next year)",
            "Success Metrics · Target → 10 %; 5 % (both: 5 % is next year)",
        ),
        (4, "7 %", "7 %", "Success Metrics · Target → 7 %; not chosen: 10 %; not chosen: 5 %"),
    ],
)
def test_each_choice_leaves_one_value_and_names_the_loser(
    choose: int, text: str, value: str, line: str
) -> None:
    """The record moves to Resolved with the decision."""
    spot = disagreeing()
    outcome = spot.say("conflict:Q1", text, choose=choose)
    assert outcome.refused == ""
    assert spot.words("VIS8") == value
    assert spot.records("outstanding") == []
    assert spot.records("resolved") == [f"Q1 (2026-11-20, @me): {line}"]


@pytest.mark.parametrize(("typed", "value"), [("1", "10 %"), ("b", "5 %"), ("7 %", "7 %")])
def test_a_letter_or_a_number_chooses_and_other_words_mean_neither(typed: str, value: str) -> None:
    """cli.md, small print."""
    spot = disagreeing()
    spot.say("conflict:Q1", typed)
    assert spot.words("VIS8") == value


@pytest.mark.parametrize("choose", [3, 4])
def test_both_and_neither_need_words(choose: int) -> None:
    """Nothing is written without them."""
    spot = disagreeing()
    before = spot.text
    assert spot.say("conflict:Q1", choose=choose).refused
    assert spot.text == before


def test_na_settles_no_conflict() -> None:
    """It is off (B.5.6)."""
    assert disagreeing().say("conflict:Q1", intent="na", reason="no").refused


def test_later_leaves_the_question_and_goes_on() -> None:
    """Both wait in §17; the card is not shown again in this session's plan."""
    spot = disagreeing()
    assert spot.say("conflict:Q1", intent="later").receipt == "Both stay in Q1 until you choose."
    assert spot.next.id != "conflict:Q1"
    assert len(spot.records("outstanding")) == 1


def test_texts_with_quotes_and_lines_come_back_whole() -> None:
    """Whatever the two answers are."""
    spot = table(("SCP3", 'the "old" tool\nand \\ more'), ("SCP1", "Booking\nOverlap: another"))
    card = spot.question("conflict:Q1")
    assert [side.text for side in card.sides] == ['the "old" tool\nand \\ more', "another"]
    spot.say("conflict:Q1", choose=1)
    assert spot.words("SCP3") == 'the "old" tool\nand \\ more'


def test_two_numbers_for_one_metric_are_a_critical_finding() -> None:
    """G15 between two places; the card names both."""
    spot = table(("TYP", "web app"), *TWO_NUMBERS)
    card = spot.next
    assert card is not None
    assert card.id.startswith("conflict:")
    assert {"300 ms", "500 ms"} <= {side.text for side in card.sides}


@pytest.mark.parametrize("choose", [1, 2])
def test_choosing_a_number_writes_it_in_both_places(choose: int) -> None:
    """Afterwards the two places agree and the loser stands in Resolved."""
    spot = table(("TYP", "web app"), *TWO_NUMBERS)
    card = spot.next
    winner, loser = card.sides[choose - 1].text, card.sides[2 - choose].text
    spot.say(card.id, choose=choose)
    assert winner in spot.words("NFR1")
    assert winner in spot.words("ACC1")
    assert loser not in spot.words("NFR1") + spot.words("ACC1")
    assert f"not chosen: {loser}" in spot.records("resolved")[-1]
    assert spot.next.kind != "conflict"


def test_both_numbers_because_settles_it_for_good() -> None:
    """The qualifier is written, and the same alarm never comes again."""
    spot = table(("TYP", "web app"), *TWO_NUMBERS)
    spot.say(spot.next.id, "500 ms is with ten thousand rows", choose=3)
    assert "500 ms is with ten thousand rows" in spot.text
    assert spot.next.kind != "conflict"


def test_a_finding_put_off_becomes_a_question_with_both_texts() -> None:
    """`later` writes Q1; the next answer to the card is about that record."""
    spot = table(("TYP", "web app"), *TWO_NUMBERS)
    card = spot.next
    spot.say(card.id, intent="later")
    (line,) = spot.records("outstanding")
    assert all(side.text in line for side in card.sides)
    assert "critical" in line
    assert spot.next.kind != "conflict"


def test_one_place_that_names_two_keeps_the_chosen_name() -> None:
    """G12: the phrase becomes one name."""
    spot = table(("TYP", "web app"), ("DAT10", "Postgres or MySQL, one database"))
    card = spot.next
    assert card.kind == "conflict"
    spot.say(card.id, choose=2)
    assert spot.words("DAT10").endswith(", one database")
    assert "Postgres" not in spot.words("DAT10")
    assert "MySQL" in spot.words("DAT10")


def test_spec_against_stack_toml_is_decided_in_both_files() -> None:
    """G17: the chosen name stands in SPEC.md and in stack.toml."""
    stack = '[datastore]\nprimary = "mysql"\n'
    text = TEMPLATE.replace("tables/collections, indexes", "PostgreSQL 16")
    for choose, name in ((1, "PostgreSQL"), (2, "mysql")):
        spot = Table(text, stack)
        spot.say("TYP", "web app")
        card = next(q for q in [spot.next] if q is not None)
        assert card.kind == "conflict"
        spot.say(card.id, choose=choose)
        assert name.casefold() in spot.words("DAT10").casefold()
        assert name.casefold() in spot.stack.casefold()
        assert spot.next.kind != "conflict"


def scoped() -> Table:
    """One item in both lists."""
    inside, outside = "Booking\nOnline payments\nReminders", "Online payments\nA native app"
    return table(("TYP", "web app"), ("SCP1", inside), ("SCP2", outside))


@pytest.mark.parametrize(
    ("choose", "inside", "outside", "decision"),
    [
        (1, "Booking\nOnline payments\nReminders", "A native app", ("In-scope", "Out-of-scope")),
        (2, "Booking\nReminders", "Online payments\nA native app", ("Out-of-scope", "In-scope")),
    ],
)
def test_an_item_leaves_the_list_it_does_not_belong_to(
    choose: int, inside: str, outside: str, decision: tuple[str, str]
) -> None:
    """G16: in or out, not both."""
    line = f"{decision[0]}; not chosen: {decision[1]}"
    spot = scoped()
    card = spot.next
    assert [c.label for c in card.choices[:2]] == [
        "“Online payments” is in scope",
        "“Online payments” is out of scope",
    ]
    spot.say(card.id, choose=choose)
    assert (spot.words("SCP1"), spot.words("SCP2")) == (inside, outside)
    assert spot.records("resolved") == [f"Q1 (2026-11-20, @me): Online payments → {line}"]
    assert spot.next.kind != "conflict"


def test_an_item_in_and_out_of_scope_for_a_reason() -> None:
    """Both stand, with what tells them apart behind the item itself."""
    spot = scoped()
    spot.say(spot.next.id, "no payments by card before May", choose=3)
    assert spot.words("SCP2") == (
        "Online payments (both: no payments by card before May)\nA native app"
    )
    assert spot.next.kind != "conflict"


def test_an_item_that_is_neither_gets_its_own_words() -> None:
    """It leaves the one list and is renamed in the other."""
    spot = scoped()
    spot.say(spot.next.id, "Payment links", choose=4)
    assert spot.words("SCP1") == "Booking\nPayment links\nReminders"
    assert spot.words("SCP2") == "A native app"
    assert spot.next.kind != "conflict"


@pytest.mark.parametrize(
    ("choose", "winner", "loser"), [(1, "300 ms", "500 ms"), (2, "500 ms", "300 ms")]
)
def test_a_finding_put_off_is_decided_in_both_places_later(
    choose: int, winner: str, loser: str
) -> None:
    """The record is the finding's: no list is replaced by one number."""
    spot = table(
        ("TYP", "web app"), *TWO_NUMBERS, ("ACC1", "Booking works\nP95 of the search is 500 ms")
    )
    spot.say(spot.next.id, intent="later")
    card = spot.question("conflict:Q1")
    at = [side.text for side in card.sides].index(winner) + 1
    spot.say("conflict:Q1", choose=at)
    assert spot.words("ACC1") == f"Booking works\nP95 of the search is {winner}"
    assert spot.words("NFR1") == f"{winner} for the search"
    assert spot.records("outstanding") == []
    assert f"not chosen: {loser}" in spot.records("resolved")[0]


def test_a_record_about_part_of_a_value_changes_that_part() -> None:
    """Also where the finding is gone."""
    text = TEMPLATE.replace(
        "tracked until resolved", '\n  - Q1 (Third-parties, critical): "Maps" or "OpenStreetMap"?'
    )
    spot = table(("TP1", "SMS gateway\nMaps\nE-mail"), text=text)
    spot.say("conflict:Q1", choose=2)
    assert spot.words("TP1") == "SMS gateway\nOpenStreetMap\nE-mail"


@pytest.mark.parametrize(
    ("choose", "left", "gone"), [(1, "300 ms", "900 ms"), (2, "900 ms", "300 ms")]
)
def test_two_values_in_one_place_become_the_chosen_one_once(
    choose: int, left: str, gone: str
) -> None:
    """The sentence of the other is not said twice, and its value is named in Resolved."""
    spot = table(
        ("TYP", "web app"),
        ("NFR1", "A search takes 300 ms at P95. A search takes 900 ms at P95."),
    )
    spot.say("conflict:NFR1", choose=choose)
    assert spot.words("NFR1") == f"A search takes {left} at P95."
    assert f"not chosen: {gone}" in spot.text
    assert "G15" not in {finding.rule for finding in spot.state.findings}


LOOSE = """\
## 8. Data & Schema
The records stand in PostgreSQL, as we know it well.

## 11. Deployment & Environments
- **Envs**: dev, prod
"""


def in_no_slot(said: str = LOOSE) -> Table:
    """Words below a heading and in no slot, against stack.toml."""
    return table(text=said, stack='[datastore]\nprimary = "mysql"\n')


def conflict(spot: Table) -> str:
    """Id of the one conflict."""
    (question,) = conflicts.open_conflicts(spot.view, spot.state)
    return question.id


@pytest.mark.parametrize(
    ("choose", "text", "line"),
    [
        (1, "", "The records stand in PostgreSQL, as we know it well."),
        (2, "", "The records stand in mysql, as we know it well."),
        (
            3,
            "one is a copy",
            "The records stand in PostgreSQL, as we know it well. (both: one is a copy)",
        ),
        (4, "SQLite", "The records stand in SQLite, as we know it well."),
    ],
)
def test_words_in_no_slot_are_decided_where_they_stand(choose: int, text: str, line: str) -> None:
    """They hold the decision afterwards, and it is settled."""
    spot = in_no_slot()
    assert spot.say(conflict(spot), text, choose=choose).refused == ""
    assert line in spot.text.split("\n")
    assert not list(conflicts.open_conflicts(spot.view, spot.state))
    assert any("not chosen" in row or "both" in row for row in spot.records("resolved"))


def test_a_decision_in_no_slot_makes_no_heading() -> None:
    """Of words that would be one nothing is written; of several lines one is made."""
    spot = in_no_slot("## 8. Data & Schema\nPostgreSQL holds the records.\n")
    assert spot.say(conflict(spot), "# SQLite", choose=4).refused.startswith("SPEC.md:2 stands in")
    assert spot.say(conflict(spot), "SQLite\n## 4. Domain Model", choose=4).refused == ""
    assert "SQLite ## 4. Domain Model holds the records." in spot.text.split("\n")


def test_words_in_no_slot_may_wait_for_a_decision() -> None:
    """In a Q with both texts."""
    spot = in_no_slot()
    spot.say(conflict(spot), intent="later")
    assert "PostgreSQL" in spot.records("outstanding")[0]


def test_words_that_cannot_be_found_again_are_left() -> None:
    """A number on two lines is changed by hand; the line is named."""
    number = "## 9. Non-Functional Requirements (NFRs)\nThe P95 latency is 300\nms.\n"
    spot = table(("NFR1", "500 ms"), text=number)
    said = spot.say(conflict(spot), "400 ms", choose=4)
    assert said.refused == "SPEC.md:2 stands in no slot. Change it there; nothing was changed here."
    assert "is 300\nms." in spot.text


INSIDE_WORDS = "Step 12 shows the list; P95 2 s. A mechanic finds 2 spare tubes"


@pytest.mark.parametrize(
    ("choose", "text", "latency", "criterion", "places"),
    [
        (1, "", "P95 500 ms", INSIDE_WORDS.replace("P95 2 s", "P95 500 ms"), "§14 User acceptance"),
        (2, "", "P95 2 s", INSIDE_WORDS, "§9 Performance"),
        (
            4,
            "1 s",
            "P95 1 s",
            INSIDE_WORDS.replace("P95 2 s", "P95 1 s"),
            "§14 User acceptance and §9 Performance",
        ),
    ],
)
def test_a_value_is_replaced_where_it_stands_and_nowhere_else(
    choose: int, text: str, latency: str, criterion: str, places: str
) -> None:
    """Not inside of another word, and the receipt names every place that was changed."""
    spot = table(("TYP", "web app"), ("NFR1", "P95 500 ms"), ("ACC1", INSIDE_WORDS))
    outcome = spot.say("conflict:NFR1", text, choose=choose)
    assert (spot.words("NFR1"), spot.words("ACC1")) == (latency, criterion)
    assert outcome.receipt.startswith(f"Saved to SPEC.md, {places}. ")
    assert "G15" not in {finding.rule for finding in spot.state.findings}


def test_a_value_that_stands_there_twice_is_replaced_where_the_conflict_is() -> None:
    """The same number may be said of something else before it."""
    said = "Within 2 s of a fall an alarm goes; the P95 latency is 2 s"
    spot = table(("NFR1", "P95 500 ms"), ("ACC1", said))
    spot.say("conflict:NFR1", choose=1)
    assert spot.words("ACC1") == said.replace("is 2 s", "is 500 ms")


def test_lines_beside_a_value_keep_their_layout() -> None:
    """A table of somebody's own stays a table, and a wrapped sentence wrapped."""
    spot = table(("NFR1", "P95 500 ms"), ("ACC1", "x"))
    rows = "  | what | how |\n  | --- | --- |\n  | latency | P95 2 s |\n"
    wrapped = "- **User acceptance**: The list is long\n  and short, with 2 spare tubes\n\n"
    spot.text = spot.text.replace("- **User acceptance**: x\n", f"{wrapped}{rows}")
    assert not spot.say("conflict:NFR1", choose=1).refused
    assert f"{wrapped}{rows.replace('2 s |', '500 ms |')}" in spot.text


def test_the_stack_is_named_where_it_was_changed() -> None:
    """In the receipt."""
    spot = in_no_slot()
    assert spot.say(conflict(spot), choose=1).receipt.startswith("Saved to SPEC.md, stack.toml.")
    spot = in_no_slot()
    assert spot.say(conflict(spot), choose=2).receipt.startswith("Saved to SPEC.md, line 2.")


def test_a_side_that_is_in_no_value_is_told_and_nothing_is_replaced() -> None:
    """A slot that stands twice in a file is read where it stands first."""
    spot = table(("NFR1", "P95 500 ms"))
    spot.text += "\n## 9. Non-Functional Requirements (NFRs)\n- **Performance**: P95 2 s\n"
    before = spot.text
    refused = spot.say(conflict(spot), choose=1).refused
    assert "“2 s” was not found in §9 Performance as it was read" in refused
    assert "nothing was changed" in refused
    assert spot.text == before


ROWS = "| state | who |\n| --- | --- |\n| P95 | 2 s |"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("A list; P95 2 s\nAnd a map", "A list; P95 2 s (both: by day)\nAnd a map"),
        (f"{ROWS}\n| other | x |\nEnd", f"{ROWS}\n| other | x |\n(both: by day)\nEnd"),
    ],
)
def test_a_reason_goes_behind_its_line_and_into_no_table(said: str, left: str) -> None:
    """Below a table it has a line of its own."""
    spot = table(("NFR1", "P95 500 ms"), ("ACC1", said))
    spot.say("conflict:NFR1", "by day", choose=3)
    assert spot.words("ACC1") == left
    assert "G15" not in {finding.rule for finding in spot.state.findings}


def test_a_reason_below_a_table_of_somebodys_own() -> None:
    """The rows stay rows."""
    spot = table(("NFR1", "P95 500 ms"), ("ACC1", "x"))
    rows = "  | what | how |\n  | --- | --- |\n  | latency | P95 2 s |\n"
    spot.text = spot.text.replace("acceptance**: x\n", f"acceptance**:\n\n{rows}")
    spot.say("conflict:NFR1", "by day", choose=3)
    assert f"{rows}  - (both: by day)\n" in spot.text
