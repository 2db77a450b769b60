"""G19: dates that no calendar has, and phases in the wrong order."""

import pytest

from spec_tui.interview.reading import read
from spec_tui.interview.rules.g19 import g19


@pytest.mark.parametrize(
    ("facet", "text", "said"),
    [
        ("MIL4", "2027-02-30 (pilot)", "2027-02-30"),
        ("VIS4", "By 31 April 2027", "31 April 2027"),
        ("MIL2", "Phase 2: 2027-13-01", "2027-13-01"),
        ("WF3", "On 29.02.2027 the book is closed", "29.02.2027"),
    ],
)
def test_a_day_that_does_not_exist_is_major(look, facet: str, text: str, said: str) -> None:
    """Anywhere in the document."""
    (found,) = look(g19, {facet: text})
    assert (found.rule, found.severity, found.text) == ("G19", "major", said)
    assert found.message == f"There is no {said} in any calendar."


@pytest.mark.parametrize(
    "answers",
    [
        {"MIL4": "2027-05-15", "MIL2": "Phase 2: second district, 2026-11-30"},
        {"MIL4": "2027-05-15", "MIL2": "Phase 2: a, 2026-11-30\nPhase 3: b, 2027-12-01"},
        {"MIL2": "Phase 2: a, 2027-09-01\nPhase 3: b, 2027-06-01"},
        {"MIL4": "2027-05-15", "MIL2": "Later phases bring a by 2026-11-30 and b by 2027-10-01"},
        {"MIL6": "Spike in October 2027", "MIL4": "2027-05-15"},
        {"MIL1": "The MVP ships by 2027-05-15. Phase 2 follows by 2027-03-01"},
    ],
)
def test_a_phase_before_an_earlier_one_is_major(look, answers) -> None:
    """A spike comes before the MVP, the MVP before phase 2."""
    (found,) = look(g19, answers)
    assert found.severity == "major"
    assert found.message.endswith(
        ("which comes first.", "which stands first.", "which it follows.")
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"MIL4": "2027-05-15", "MIL2": "Phase 2: a, 2027-09-01\nPhase 3: b, 2027-12-01"},
        {"MIL4": "2027-12-31", "MIL2": "Phase 2: b, 2027-06-01\nPhase 3: c, 2027-12-31"},
        {"MIL4": "2027-12-31, the end of the project", "MIL2": "Phase 2: b, 2027-06-01"},
        {"MIL4": "2027", "MIL2": "Phase 2: b, 2027-06-01"},
        {"MIL6": "A trial on 2027-01-10", "MIL4": "2027-05-15"},
        {"MIL2": "Before anything is built, by 2026-11-20, two are tried", "MIL4": "2027-05-15"},
        {"MIL4": "no deadline"},
        {"VIS7": "60 loans per month in 2019", "MIL4": "2027-05-15"},
        {"WF3": "`2027-02-30` is refused"},
    ],
)  # fmt: skip
def test_dates_in_order_and_a_deadline_for_everything_are_fine(look, answers) -> None:
    """A deadline behind all phases is that of the last one."""
    assert look(g19, answers) == []


def test_a_day_in_a_heading_is_looked_up_too(bank) -> None:
    """And in lines that are no sentence; code may hold what it likes, and each day is told once."""
    text = (
        "# SPEC: Coats\n\n## 1.0.0, due 2027-02-30\n\n```\n2027-02-31\n```\n\n"
        "<p>2027-06-31: release</p>\n\n### Again 2027-02-30, and `2027-13-01`\n"
    )
    found = list(g19(read(text, bank), bank, {}))
    assert [(f.line, f.column, f.text) for f in found] == [
        (3, 15, "2027-02-30"),
        (9, 4, "2027-06-31"),
    ]
    assert all(f.section == "milestones" and f.sources for f in found)


def test_a_milestone_before_the_first_decision_lies_in_the_past(look) -> None:
    """The file itself says when it was written; today plays no part."""
    text = (
        "## 15. Milestones & Phases\n- **Phase 1..N**:\n  - *Deadline*: 2019-03-01\n"
        "## 17. Open Questions\n- **Resolved (history)**:\n"
        "  - Q1 (2026-10-11, @lena): sign-in → magic link\n"
    )
    (found,) = look(g19, text)
    assert found.message == "2019-03-01 lies before the first decision, 2026-10-11."
    assert (found.line, found.column) == (3, 17)


def test_a_list_of_phases_begins_with_the_first(look) -> None:
    """Without a word that says which is which."""
    (found,) = look(g19, {"MIL2": "Live by 2027-04-12\n2026-11-30: the training log"})
    assert (found.text, found.severity) == ("2026-11-30", "major")
    assert look(g19, {"MIL2": "Live by 2027-04-12\n2027-11-30: the training log"}) == []


def test_what_follows_in_a_sentence_about_exit_criteria_comes_later(look) -> None:
    """One sentence may say both."""
    first = "The first complete box must hang by 2027-10-29"
    answers = {"MIL4": first, "MIL3": "The Angelus follows by 2026-11-30; each step is over"}
    (found,) = look(g19, answers)
    assert found.text == "2026-11-30"


def test_an_impossible_day_in_a_record_is_found(look) -> None:
    """A revisit date has to come."""
    text = (
        "## 13. Risks, Assumptions & Trade-offs\n- **Assumptions**:\n"
        "  - A1 (Logging): usual; revisit 2026-02-31\n"
    )
    (found,) = look(g19, text)
    assert (found.text, found.line, found.key) == ("2026-02-31", 3, "risks/assumptions")


def test_what_follows_comes_after_the_first_version(look) -> None:
    """Dates in the list of what follows belong to later phases, named or not."""
    first = {"MIL4": "On 2027-03-15 the first version has to be in the photo room."}
    early = "The list for all collections follows on 2026-11-30, glass plates on 2027-10-31."
    (found,) = look(g19, {**first, "MIL2": early})
    assert found.text == "2026-11-30"
    assert look(g19, {**first, "MIL2": early.replace("2026", "2027")}) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"MIL2": "The Polish teams start on 2027-02-15; the remaining ones start on 2026-11-30"},
        {"MIL4": "We start on 2027-04-05, and the annexe gets it on 2026-11-30"},
    ],
)
def test_a_day_that_follows_another_may_not_lie_before_it(look, answers) -> None:
    """Told in one sentence."""
    (found,) = look(g19, answers)
    assert found.message.endswith("which it follows.")


def test_a_preparation_may_stand_below_what_it_prepares(look) -> None:
    """People begin with what matters to them."""
    assert (
        look(g19, {"MIL2": "Everybody gets it on 2027-09-01\nA pilot runs from 2027-06-01"}) == []
    )


def test_two_questions_of_a_slot_are_no_list_of_dates(look) -> None:
    """They stand in the order of the bank, the deadline last."""
    answers = {
        "MIL4": "The first box must hang by 2027-10-29",
        "MIL3": "Tunes follow by 2028-11-30; each step is over after six weeks",
    }
    assert look(g19, answers) == []


def test_dates_joined_by_and_follow_each_other(look) -> None:
    """Whatever the second is about."""
    text = "Let us begin on 2027-01-18, and on 2026-11-30 the goat cheeses may enter"
    (found,) = look(g19, {"MIL4": text})
    assert found.text == "2026-11-30"


@pytest.mark.parametrize(
    "phases",
    [
        "2027-01-18: trial of the scanner, before building goes on\n2027-11-01: the second yard",
        "2027-11-01: the second yard\nNext meeting on 2027-01-18",
        "2027-11-01: the second yard\nFirst in line until we open on 2027-01-18",
        "2027-01-18 to 2027-02-05: shadow run beside the paper log\n2027-11-01: the second yard",
        "2027-11-01: the second yard\nCounts of the reference week, 2026-12-07 to 2026-12-13",
        "2027-11-01: the second yard\nThat is done on 2027-01-31, with figures for the board",
    ],
)
def test_a_trial_a_meeting_and_an_end_are_no_phase(look, phases: str) -> None:
    """They may come before the first release."""
    assert look(g19, {"MIL4": "2027-05-15", "MIL2": phases}) == []


def test_a_year_alone_is_no_milestone(look) -> None:
    """Unless a phase is named with it."""
    told = {"MIL4": "2027-05-15", "MIL1": "The link failed most in 2025; it starts small"}
    assert look(g19, told) == []
    assert look(g19, {"MIL4": "2027-05-15", "MIL2": "Phase 2 opens the other wards in 2026"}) != []


def test_all_of_some_places_is_no_end_of_everything(look) -> None:
    """`on all laptops` says where the first release is."""
    told = {"MIL4": "On 2027-04-30 it is on all laptops", "MIL2": "On 2026-11-30 the moss follows"}
    assert len(look(g19, told)) == 1


@pytest.mark.parametrize(
    ("deadline", "later"),
    [
        ("2027-05-15", "Phase two brings in the second yard, on 2026-11-30"),
        ("2027-05-15", "Two: the second yard, 2026-11-30"),
        ("2027-05-15", "Second | 2026-11-30 | the second yard"),
    ],
)
def test_phases_are_counted_in_words_too(look, deadline: str, later: str) -> None:
    """In a sentence, and as the name of a row."""
    assert len(look(g19, {"MIL4": deadline, "MIL3": later})) == 1


def test_a_day_belongs_to_the_release_that_was_named_before(look) -> None:
    """In the same words."""
    text = "The smallest useful release is the register. It must be out on 2027-04-30."
    assert look(g19, {"MIL2": text, "MIL4": "2027-05-28"}) == []


def test_the_day_of_the_first_release_may_stand_in_another_answer(look) -> None:
    """With when it is done, or before what."""
    told = {"MIL5": "The date is 2027-02-26, before the newsletter", "MIL2": "2026-11-30: pickets"}
    assert len(look(g19, told)) == 1
    assert look(g19, {**told, "MIL5": "Before the newsletter of 2027-02-26"}) == []


@pytest.mark.parametrize(
    "phases",
    [
        "It must be out on 2027-05-15\nPhase 2: the other yards, 2027-11-01",
        "Phase 2: the other yards, 2027-11-01\nThe old sheet is deleted on 2027-01-31",
        "First release: the block of 2026 is laid out\nPhase 2: partners, 4 October 2027",
    ],
)
def test_days_among_the_phases_that_are_none_of_a_later_one(look, phases: str) -> None:
    """The deadline, an end of something else, and a year that belongs to a thing."""
    assert look(g19, {"MIL4": "2027-05-15", "MIL2": phases}) == []


def test_a_counted_phase_is_one_wherever_it_stands(look) -> None:
    """Also among what is not built yet."""
    told = {"MIL4": "2027-05-15", "SCP2": "Stage 2: connection of machines, 2026-11-30"}
    assert len(look(g19, told)) == 1
    assert look(g19, {**told, "SCP2": "The workbook, kept until 2026-11-30"}) == []
