"""G18: something is named in one place and missing where it has to be."""

import pytest

from spec_tui.interview.rules.g18 import g18

CASES = "Reserve a tool\nHand out a reserved tool\nTake a tool back"
CHECKS = (
    "Reserve a tool: given a free tool, then it is taken\n"
    "Hand out a reserved tool: given a code, then the loan starts\n"
    "Take a tool back: given a loan, then it is free"
)


def test_a_use_case_without_criterion_is_named_without_its_line(look) -> None:
    """A criterion belongs to the use case it resembles most."""
    checks = CHECKS.split("\n", 1)[1]
    (found,) = look(g18, {"USR4": CASES, "ACC2": checks, "ACC1": "Members reserve a tool"})
    assert (found.rule, found.severity, found.text) == ("G18", "minor", "Reserve a tool")
    assert found.message == "No acceptance criterion is about “Reserve a tool”."


def test_cases_in_a_sentence_begin_behind_its_colon(look) -> None:
    """What introduces them is none of them."""
    cases = "Three moments decide, and all of us named the same: joining, drawing, coming back."
    answers = {"USR4": cases, "ACC2": "Drawing together: x\nComing back after a gap: y"}
    assert [found.text for found in look(g18, answers)] == ["joining"]


@pytest.mark.parametrize(
    "answers",
    [
        {"USR4": CASES, "ACC2": CHECKS},
        {"USR4": CASES, "ACC2": "Reserving: a\nHanding out reserved tools: b\nTaking back: c"},
        {"USR4": "Book an appointment\nFill a slot from the waiting list",
         "ACC2": "Book: given a slot\nWaiting list: the first in line"},
        {"USR4": CASES, "ACC1": "Two volunteers run a Saturday"},
        {"USR4": CASES},
        {"USR4": "Reserving a tool", "ACC2": "Something else: x"},
        {"USR4": "Set it up once\nBring a file back", "ACC2": "Setup: x\nRestore: y"},
        {"USR4": "The main tasks are leaving a note and searching handovers",
         "ACC2": "leaving a note is accepted when x; searching handovers is accepted when y"},
    ],
)  # fmt: skip
def test_covered_use_cases_and_missing_criteria_raise_nothing(look, answers) -> None:
    """Where there are no criteria at all, their own question is still open."""
    assert look(g18, answers) == []


def test_without_use_cases_the_items_of_the_scope_are_what_is_accepted(look) -> None:
    """A requirement needs a criterion too."""
    (found,) = look(
        g18, {"SCP1": "Export files\nPrint labels", "ACC2": "Exporting files: given x, then y"}
    )
    assert found.text == "Print labels"


def test_a_role_in_a_story_that_no_persona_is_is_major(look) -> None:
    """Somebody wants something, and nobody knows who that is."""
    (found,) = look(g18, {"USR1": "Patient\nNurse", "WF1": "As an auditor, I want a list"})
    assert (found.severity, found.text, found.question_id) == ("major", "auditor", "USR1")
    assert look(g18, {"USR1": "Patient\nAuditors", "WF1": "As an auditor, I want a list"}) == []
    assert look(g18, {"WF1": "As an auditor, I want a list"}) == []
    drafted = {"USR1": "Patient _(confirm, from notes.md)_", "WF1": "As an auditor, I want a list"}
    assert look(g18, drafted) == []  # who the people are is asked first


def test_a_role_with_rights_that_no_persona_is_is_minor(look) -> None:
    """What is no role, such as a token, is left alone."""
    rights = "Patient: own visits\nAdmin: everything\nRead token: GET only"
    (found,) = look(g18, {"USR1": "Patient\nNurse", "SEC2": rights})
    assert (found.severity, found.text) == ("minor", "Admin")


def test_an_entity_that_only_the_data_knows_is_minor(look) -> None:
    """Labels of §7 and §8 are compared with the entities of §4."""
    entities = "Clinic — name, opening hours\nPatient — name"
    answers = {"DOM1": entities, "DAT1": "Opening hours: the register\nInvoices: the bank"}
    (found,) = look(g18, answers)
    assert (found.severity, found.text) == ("minor", "Invoices")
    assert look(g18, {"DAT1": answers["DAT1"]}) == []


def test_a_state_without_transition_is_minor(look) -> None:
    """Only where the others have arrows; a plain list of states is an answer."""
    (found,) = look(g18, {"ST1": "draft → sent\nsent → paid\nvoid"})
    assert (found.text, found.message) == ("void", "No transition leads to or from void.")
    assert look(g18, {"ST1": "draft\nsent\nvoid"}) == []
    assert look(g18, {"ST1": "draft → sent\nsent → void\nvoid"}) == []


def test_criteria_among_other_acceptance_lines_are_known_by_their_names(look) -> None:
    """Where half of the cases stand before one."""
    general = "\n".join(("All files of tools are read", *CHECKS.split("\n")[1:]))
    (found,) = look(g18, {"USR4": CASES, "ACC1": general})
    assert found.text == "Reserve a tool"


@pytest.mark.parametrize(
    ("cases", "checks"),
    [
        ("U1: Fill the shift\nU2: Swap two patients", "U2: both names change places"),
        ("3.1 The alarm rings\n3.2 The sheet prints", "For 3.2: it shows 30 days"),
    ],
)
def test_numbers_say_which_criterion_belongs_to_a_case(look, cases: str, checks: str) -> None:
    """Whatever words they use."""
    (found,) = look(g18, {"USR4": cases, "ACC1": f"{checks}\nOne week beside the paper"})
    assert found.text in {"Fill the shift", "The alarm rings"}


def test_lines_that_speak_of_one_case_each_are_criteria(look) -> None:
    """Where most of them do."""
    cases = "A visitor buys a ticket\nThe desk admits a party\nA school books a class visit"
    checks = "A party of five is let in with one scan\nA class of 58 is booked"
    (found,) = look(g18, {"USR4": cases, "ACC1": checks})
    assert found.text == "A visitor buys a ticket"


def test_a_label_may_be_a_word_or_two_of_its_case(look) -> None:
    """`Day sheet: …` is about the case that ends in a day sheet."""
    cases = "Order for the next round\nHand over at the stop\nBake to the totals"
    checks = "Hand over: it is on the server within 1 min\nBake: the totals equal the lists"
    (found,) = look(g18, {"USR4": cases, "ACC1": checks})
    assert found.text == "Order for the next round"


def test_an_item_that_names_a_case_and_goes_on_is_its_criterion(look) -> None:
    """Drafting may have put both in one list."""
    cases = (
        "closing a run\naccepting a run\nAccepting a run: all its pins carry a height afterwards"
    )
    checks = "Closing a run: a surveyor obtains the misclosure within 3 min"
    assert look(g18, {"USR4": cases, "ACC2": checks}) == []
    (found,) = look(g18, {"USR4": cases.split("\nAcc")[0], "ACC2": checks})
    assert found.text == "accepting a run"


TESTS = "Jo taps 12 May and the other cannot\nSix digits open the metal door"


def test_fewer_tests_than_cases_leave_one_without(look) -> None:
    """Whatever words they use; the one that resembles none is named, else the first."""
    (found,) = look(g18, {"USR4": CASES, "ACC1": TESTS})
    assert found.text == "Reserve a tool"
    enough = f"{TESTS}\nThe warden has the message in 2 min"
    assert look(g18, {"USR4": CASES, "ACC1": enough}) == []
    assert look(g18, {"USR4": CASES, "ACC1": f"{TESTS}, in all cases"}) == []


def test_a_criterion_of_two_parts_is_one(look) -> None:
    """A line of a list belongs to one case."""
    checks = "She types the code; the page says so\nHe returns it; the rest rises"
    assert len(look(g18, {"USR4": CASES, "ACC2": checks})) == 1
