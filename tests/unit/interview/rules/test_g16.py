"""G16: one item both in and out of scope, or out of scope and delivered all the same."""

import pytest

from spec_tui.interview.bank import load
from spec_tui.interview.reading import read
from spec_tui.interview.rules.g16 import g16

IN = "Online booking\nReminders by SMS and e-mail\nWaiting list"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (IN, "Payments\nReminders by SMS and e-mail"),
        (IN, "online bookings"),
        (IN, "A waiting list"),
        ("The first release includes a waiting list, booking and reminders",
         "It has no shop\nAlso out of scope is a waiting list"),
        ("Booking, moving and cancelling", "Payments, cancelling"),
    ],
)  # fmt: skip
def test_the_same_item_in_both_lists_is_a_conflict(look, inside: str, outside: str) -> None:
    """Articles, endings and the form of the list do not matter."""
    (found,) = look(g16, {"SCP1": inside, "SCP2": outside})
    assert (found.rule, found.severity) == ("G16", "critical")
    assert found.question_id == "conflict:SCP2"
    assert [key for _, key in found.sides] == ["scope/in-scope/SCP1", "scope/out-of-scope/SCP2"]


def test_the_line_is_that_of_the_excluded_item(look) -> None:
    """And the message names the other one."""
    (found,) = look(g16, {"SCP1": IN, "SCP2": "Payments\nWaiting list"})
    assert (found.line, found.column, found.text) == (12, 5, "Waiting list")
    assert found.message == (
        "Waiting list is out of scope here and in scope in line 9 (§2 In-scope)."
    )


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        (IN, "Payments\nReminders by post"),
        (IN, "Waiting list beyond one clinic"),
        (IN, "Waiting list (v2)"),
        (IN, "Waiting list (2.0)"),
        (f"{IN}\nin release 1", "Payments, in release 1"),
        (IN, "Online booking, except for phones"),
        (IN, "Booking of rooms"),
        ("Export as CSV", "Import of CSV"),
        ("Report of sales", "Sales of reports"),
        (IN, "N/A — everything is in scope"),
    ],
)
def test_other_nouns_and_exceptions_are_no_conflict(look, inside: str, outside: str) -> None:
    """Sharing a word is not enough."""
    assert look(g16, {"SCP1": inside, "SCP2": outside}) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"UI1": "Booking page\nPayments page"},
        {"API5": "POST /payments"},
        {"WF1": "Patient reads the medical records"},
        {"MIL1": "Booking and medical records for one clinic"},
    ],
)
def test_an_excluded_item_that_is_delivered_is_major(look, answers) -> None:
    """In interfaces, workflows and milestones."""
    (found,) = look(g16, {"SCP2": "Payments\nMedical records", **answers})
    assert (found.severity, found.sides) == ("major", ())
    assert "is out of scope in line" in found.message


@pytest.mark.parametrize(
    "answers",
    [
        {"WF1": "Export to the payments system of the clinic"},
        {"WF3": "There are no medical records"},
        {"MIL2": "Phase 2: medical records"},
        {"MIL2": "Later: payments"},
        {"RSK1": "Medical records leak"},
    ],
)
def test_mentions_negations_and_later_phases_deliver_nothing(look, answers) -> None:
    """An excluded item may be spoken of."""
    assert look(g16, {"SCP2": "Payments\nMedical records", **answers}) == []


def test_the_words_of_both_sides_stand_in_the_file(look) -> None:
    """Whoever decides it takes exactly them out of one of the lists."""
    (found,) = look(g16, {"SCP1": "Export of `a.csv` files", "SCP2": "Exports of `b.csv` files."})
    assert [words for words, _ in found.sides] == [
        "Export of `a.csv` files", "Exports of `b.csv` files"
    ]  # fmt: skip


def test_a_word_that_limits_one_member_of_a_list_leaves_those_before_it(look) -> None:
    """`a list that moves to the next person` says nothing about the notes named first."""
    inside = "Collecting notes, and a list that moves to the next person"
    (seen,) = look(g16, {"SCP1": inside, "SCP2": "Collecting notes"})
    assert seen.severity == "critical"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("F4 Updating the firmware over the same link\nF5 Logs",
         "Updating the firmware over the same link"),
        ("locking a quote until the label is bought\nprices",
         "locking a quote until the label is bought"),
        ("Offline mode\nPrices", "No offline mode"),
        ("For the first version they need to include reading the shelf mark, cropping and export",
         "Also out of scope is reading the shelf mark"),
        ("B1: In — Scanning a parcel\nB8: Out — Stock. Scanning a parcel.", "B9: Out — Bicycles"),
    ],
)  # fmt: skip
def test_numbers_introductions_and_flags_do_not_hide_an_item(
    look, inside: str, outside: str
) -> None:
    """It is the same thing on both sides."""
    (found,) = (f for f in look(g16, {"SCP1": inside, "SCP2": outside}) if f.severity == "critical")
    assert found.rule == "G16"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("Reminders by SMS", "Reminders by SMS in v2"),
        ("Payments by card\nA list", "Payments by card except in the shop"),
        ("No more than 20 pages\nA list", "More than 20 pages"),
    ],
)
def test_words_that_tell_two_items_apart_still_do(look, inside: str, outside: str) -> None:
    """They stand on one side only."""
    assert look(g16, {"SCP1": inside, "SCP2": outside}) == []


def test_words_of_an_excluded_item_have_to_stand_together(look) -> None:
    """`drawing` and `clients` far from each other are no drawing client."""
    excluded = "A drawing client"
    assert (
        look(g16, {"SCP2": excluded, "MIL1": "The MVP is drawing and undo for web clients"}) == []
    )
    assert look(g16, {"SCP2": excluded, "MIL1": "The MVP is a drawing client and undo"})


def test_the_cells_of_a_table_are_items() -> None:
    """Of either list, beside the numbers of its rows."""
    rows = "".join(f"  | {n} | {x} |\n" for n, x in enumerate(("Map of routes", "Chat"), 1))
    text = (
        "## 2. Scope & Non-Goals\n- **In-scope**:\n  - Map of routes\n- **Out-of-scope**:\n\n"
        f"  | No | What |\n  |---|---|\n{rows}"
    )
    (found,) = g16(read(text, load()), load(), {})
    assert (found.severity, found.text) == ("critical", "Map of routes")


def test_the_number_of_a_row_is_no_part_of_an_item() -> None:
    """Rows of a table in an import stand as `1: Map of routes`."""
    answers = (
        "## 2. Scope & Non-Goals\n- **In-scope**:\n  - Map of routes\n- **Out-of-scope**:\n  - "
    )
    (found,) = g16(read(f"{answers}1: Map of routes\n", load()), load(), {})
    assert found.text == "Map of routes"


def test_a_long_remark_is_no_part_of_a_name(look) -> None:
    """A short one may tell two things apart."""
    remark = "Byes on request - for those on night shift"
    assert look(g16, {"SCP1": remark, "SCP2": "Byes on request"})
    bracket = "Byes on request (nobody asked for them)"
    assert look(g16, {"SCP1": "Byes on request", "SCP2": bracket})
    assert look(g16, {"SCP1": "Native apps", "SCP2": "Native apps (iOS)"}) == []


def test_what_leads_to_an_item_is_no_part_of_it(look) -> None:
    """Nor is the group that it is listed under."""
    inside = "work: the turning round of the day; washing\nThe gateway shall provide a halt notice"
    found = look(g16, {"SCP1": inside, "SCP2": "The turning round of the day\nA halt notice"})
    assert sorted(f.text for f in found) == ["A halt notice", "The turning round of the day"]


def test_an_excluded_item_stands_in_a_sentence_word_for_word(look) -> None:
    """Whatever leads to it there."""
    answers = {
        "SCP1": "The diary must also do the check of the 12-week interval and a printed list",
        "SCP2": "Nobody asks for forms. Also out of scope is the check of the 12-week interval.",
    }
    (found,) = look(g16, answers)
    assert (found.severity, found.text) == ("critical", "the check of the 12-week interval")


def test_what_a_later_phase_brings_may_be_out_of_scope_now(look) -> None:
    """That is why it comes later."""
    out = {"SCP2": "prices decided inside a store"}
    assert look(g16, {**out, "MIL2": "2027-10-25: prices decided inside a store"}) == []
    assert look(g16, {**out, "MIL1": "Labels, and prices decided inside a store"})


def test_how_minutes_begin_a_resolution_is_no_item(look) -> None:
    """`Resolved, that …` stands before what is in and before what is out."""
    inside = "Resolved, that it draws labels, a register and a checker"
    outside = "Resolved further, against one voice, that customs forms and an editor stay out"
    assert look(g16, {"SCP1": inside, "SCP2": outside}) == []
    assert look(g16, {"SCP1": inside, "SCP2": f"{outside}; a checker"}) != []


STEP = "Customer comes back, pays by card on the tablet, and takes the bike"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("Booking\nPayments by card", "Payments"),
        ("Taking payments by card", "Payments are not part of this, we have a till."),
        ("Payments with a phone", "Taking payments is not part of this, we have a till for that."),
        ("Refunds for clubs", "Invoices and dunning are out of scope\nNo refunds"),
    ],
)
def test_a_kind_of_an_excluded_thing_is_a_conflict(look, inside: str, outside: str) -> None:
    """The noun alone leaves out all of its kinds."""
    (found,) = look(g16, {"SCP1": inside, "SCP2": outside})
    assert found.severity == "critical"


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("Payments by card", "Payments in cash"),
        ("Payments by card", "Payments, except by card"),
        ("Booking for payments", "Payments"),
        ("Payments by card (both: only at the till)", "Payments"),
        ("Lists for managers", "Lists"),
        ("Payments by card", "Invoices: payments"),
        ("Reminders by SMS", "Letters and reminders of the chamber"),
    ],
)
def test_other_kinds_of_a_thing_are_no_conflict(look, inside: str, outside: str) -> None:
    """Where both say which ones, or the noun says too little."""
    assert look(g16, {"SCP1": inside, "SCP2": outside}) == []


@pytest.mark.parametrize(
    ("outside", "step"),
    [
        ("Payments", "Customer drops the bike\nCustomer takes a payment by card"),
        ("Taking payments is not part of this, we have a till for that.", STEP),
        ("Payments", "The guest pays online"),
        ("Refunds", "The clerk issues a refund"),
        ("No invoices", "It prints an invoice, and the bike is taken"),
    ],
)
def test_a_step_that_does_an_excluded_thing_is_major(look, outside: str, step: str) -> None:
    """It names the thing as what is taken, made or printed, or pays in the product."""
    (found,) = look(g16, {"SCP2": outside, "WF1": step})
    assert (found.severity, found.sides) == ("major", ())


@pytest.mark.parametrize(
    ("outside", "step"),
    [
        ("Payments", "Customer pays at the counter and the clerk ticks it on the tablet"),
        ("Payments", "Customer pays the bill"),
        ("Payments", "Clerk takes the payment in cash"),
        ("Payments", "The clerk sends a payment reminder by hand"),
        ("Payments", "Clerk prints the list of payments"),
        ("Payments by card", "Customer takes a payment slip"),
        ("Reports", "Clerk prints the page"),
        ("Shops", "She takes the bike to the shop"),
    ],
)
def test_a_step_beside_the_product_is_none(look, outside: str, step: str) -> None:
    """At a till, by hand, or about another thing."""
    assert look(g16, {"SCP2": outside, "WF1": step}) == []
