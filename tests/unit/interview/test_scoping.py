"""What leaves a list of the scope with an item (interview.md B.5.6)."""

from __future__ import annotations

import pytest

from spec_tui.interview.scoping import taken, things_of
from tests.unit.interview.desks import Table, table


@pytest.mark.parametrize(
    ("line", "words", "left"),
    [
        ("Payments, invoices and refunds", "invoices", "Payments and refunds"),
        ("Payments, invoices and refunds", "Payments", "invoices and refunds"),
        ("Payments and refunds", "refunds", "Payments"),
        (
            "It keeps the hours and prints a list every week.",
            "prints a list",
            "It keeps the hours.",
        ),
        (
            "Invoices are sent. Payments by card. Refunds.",
            "Payments",
            "Invoices are sent. Refunds.",
        ),
        ("Payments by card. Refunds.", "Payments", "Refunds."),
        ("Invoices. Payments by card.", "Payments", "Invoices."),
        ("There are no payments; nobody asked.", "payments", "nobody asked."),
        ("Taking payments is not part of this, we have a till.", "payments", ""),
        ("Booking, also no payments.", "payments", "Booking."),
        ("F4 Payments (by card)", "Payments", ""),
        ("| Payments | no, thanks |", "Payments", ""),
    ],
)
def test_what_goes_with_some_words_of_a_line(line: str, words: str, left: str) -> None:
    """One thing of several, one sentence of several, else the line."""
    start, stop = taken(line, line.index(words), line.index(words) + len(words))
    assert f"{line[:start]}{line[stop:]}" == left


def test_things_of_a_list() -> None:
    """Lines, and what a line lists."""
    assert set(things_of("Booking\nPayments and refunds.")) == {
        "Booking",
        "Payments and refunds",
        "Payments",
        "refunds",
    }


def scoped(inside: str, outside: str) -> Table:
    """Two lists that have something in common."""
    return table(("TYP", "web app"), ("SCP1", inside), ("SCP2", outside))


def decide(spot: Table, choose: int, text: str = "") -> None:
    """Answer the only conflict."""
    assert not spot.say("conflict:SCP2", text, choose=choose).refused
    assert "G16" not in {finding.rule for finding in spot.state.findings}


def test_an_item_is_found_where_it_was_read() -> None:
    """Not inside of a longer word of an item above it."""
    spot = scoped("Exporters of films\nBooking, export, reminders", "Export")
    decide(spot, 2)
    assert spot.words("SCP1") == "Exporters of films\nBooking, reminders"


def test_an_item_is_renamed_where_it_was_read() -> None:
    """The item above that begins with its words stays."""
    spot = scoped("Exports of films\nExport", "Export")
    decide(spot, 4, "Printing")
    assert spot.words("SCP1") == "Exports of films\nPrinting"


def test_what_stands_below_an_item_goes_with_it_and_is_kept() -> None:
    """It would be part of the item above otherwise."""
    spot = scoped(
        "- Booking\n- Online payments\n  - by card\n  - by phone\n- Reminders", "Online payments"
    )
    decide(spot, 2)
    assert spot.words("SCP1") == "Booking\nReminders"
    assert "by phone" in spot.text.partition("Imported material")[2]


def test_words_that_leave_a_list_beside_the_item_stand_in_resolved() -> None:
    """Nothing that somebody wrote is lost."""
    spot = scoped("Online payments", "There will be no online payments; nobody wants them.")
    decide(spot, 1)
    assert "There will be no online payments" in spot.records("resolved")[0]


def test_a_table_loses_one_row() -> None:
    """The other rows stay as they are, bars and all."""
    rows = "  | thing | who |\n  | --- | --- |\n  | Booking | all |\n  | Online payments | all |\n"
    spot = scoped("x", "Online payments")
    spot.text = spot.text.replace("- **In-scope**: x\n", f"- **In-scope**:\n\n{rows}")
    assert not spot.say("conflict:SCP2", choose=2).refused
    assert rows.rpartition("  | Online")[0] in spot.text
    assert "Online payments | all" in spot.records("resolved")[0]


def test_a_noun_that_leaves_out_a_kind_of_it_leaves_with_its_whole_sentence() -> None:
    """And the sentence stands in Resolved."""
    said = "Taking payments is not part of this, we have a till for that."
    spot = scoped("Booking\nPayments by card", said)
    decide(spot, 1)
    assert (spot.words("SCP1"), spot.words("SCP2")) == ("Booking\nPayments by card", "")
    assert f"not chosen: Out-of-scope: {said}" in spot.records("resolved")[0]
    spot = scoped("Booking\nPayments by card", said)
    decide(spot, 2)
    assert (spot.words("SCP1"), spot.words("SCP2")) == ("Booking", said)
    assert "Payments by card → Out-of-scope" in spot.records("resolved")[0]
