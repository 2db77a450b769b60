"""Days of a text that are milestones."""

from dataclasses import replace

import pytest

from spec_tui.interview.milestones import Line, has_day, history, in_order, milestone


@pytest.mark.parametrize(
    ("words", "facet"),
    [
        ("The first version is there on 2027-02-15", "MIL4"),
        ("Phase 2 follows on 2027-05-01", "MIL2"),
        ("Invoices of 2027-05-01 are kept", ""),
        ("The first version is there in spring 2027", ""),
    ],
)
def test_a_sentence_with_a_day_says_which_milestone_it_is(words: str, facet: str) -> None:
    """Only where something arrives on it."""
    assert milestone(words) == facet


def test_a_month_is_no_day() -> None:
    """Nobody can tell what lies before it."""
    assert has_day("on 2027-02-15")
    assert not has_day("in 2027-02")


@pytest.mark.parametrize(
    "words",
    [
        "*accepted 2026-09-07*",
        "Signed for the Co-operative: Wren Tollard, Secretary, 2026-10-22",
        "Minutes of the meeting held in the Reading Room on 2026-10-08",
        "Budget line 7741, granted by the board on 2026-07-02",
        "Bergen and Porto, 2026-10-19",
        "**Jill Okonjo** (squad lead), 2026-08-03",
        "On 2025-02-09 two of us looked for a colleague for 110 min",
        "Tenders close: 2026-10-16",
    ],
)
def test_a_day_may_only_tell_when_something_was_written_or_has_been(words: str) -> None:
    """Nothing arrives on it."""
    assert history(words, words.index("20", 2))


@pytest.mark.parametrize(
    "words",
    [
        "Live on 2027-02-22",
        "Status and remakes: 2027-04-26",
        "Signed reports: 2027-09-06",
        "Notes and text reminders on 2027-05-03",
        "It has to be accepted by 2027-05-03",
        "Upper slice, booking and approval, live on 2027-04-12",
        "Launch, 2027-04-12",
        "It was agreed that the first part is there on 2027-04-12",
    ],
)
def test_a_day_on_which_something_has_to_be_there_is_no_history(words: str) -> None:
    """Whatever was decided about it before."""
    assert not history(words, words.index("2027"))


def order(*lines: tuple[str, str, int]) -> list[str]:
    """The facets of (words, own facet, list) one line below the other."""
    return [
        facet
        for facet, _ in in_order(
            Line(words, number, facet, listed, below=False)
            for number, (words, facet, listed) in enumerate(lines, 1)
        )
    ]


def test_a_day_is_a_milestone_by_what_stands_beside_it() -> None:
    """What a second one follows is the first; what shares a list with a later one is later."""
    first = ("The public is to have it on 2027-05-28.", "TGT1", 0)
    second = ("On 2027-11-12 a second version opens the catalogue.", "MIL2", 0)
    assert order(first, second) == ["MIL4", "MIL2"]
    assert order(first, ("The paper is kept until 2027-11-12.", "SCP3", 0)) == ["TGT1", "SCP3"]
    listed = (("Two: sharing of trenches, 2027-11-15", "", 3), ("Three: 2028-06-30", "MIL2", 3))
    assert order(*listed) == ["MIL2", "MIL2"]


def test_history_beside_a_milestone_stays_what_it_is() -> None:
    """Also below a heading that says so."""
    live = ("Go-live is 2027-05-28.", "MIL4", 0)
    assert order(live, ("Rejected on 2026-09-03: a module inside Bookline", "ALT2", 0))[1] == "ALT2"
    assert order(live, ("Accepted 2026-09-03", "MIL2", 0))[1] == ""
    log = Line("D-03: 2026-10-08, rules are coded in-house", 2, "ALT1", 4, below=False, likely=0.0)
    told = Line(*live[:1], 1, "MIL4", 0, below=False)
    assert [facet for facet, _ in in_order([told, log])] == ["MIL4", "ALT1"]
    below = replace(log, likely=1.0, headings=("Decisions log",))
    assert [facet for facet, _ in in_order([told, below])] == ["MIL4", "ALT1"]
    decided = replace(below, words="D-04: the wards join on 2027-10-08")
    assert [facet for facet, _ in in_order([told, decided])] == ["MIL4", "MIL2"]


def test_a_release_that_is_done_and_a_row_called_second() -> None:
    """The first of the rows is the first release, whatever it says besides its day."""
    rows = (
        ("Cut-over: 2027-04-12, 30 sweeps have ended", "MIL3", 2),
        ("Second: 2027-08-30", "MIL2", 2),
    )
    assert order(*rows) == ["MIL4", "MIL2"]


@pytest.mark.parametrize(
    "words",
    [
        "Under-18s are not admitted — Priya, 2026-10-20",
        "Waive a plate — Workshop 2026-04-14",
        "documentary festival, Porto, 2026-12-02.",
        "Wiki export · space SEIVA · 2026-10-19 · rafael.tonietto",
        "From: Maureen. 2027-05-16",
        "follows the memo of 2026-05-18",
    ],
)
def test_the_day_on_which_somebody_wrote_it(words: str) -> None:
    """At the end of a row, and in the head of a letter."""
    assert history(words, words.index("20", words.index("-") - 5))


def test_what_is_done_before_the_first_release_is_no_later_one() -> None:
    """In a list of days that comes to it."""
    rows = [
        ("Routes moved in: 2027-06-30", "MIL2", 4),
        ("First release in use: 2027-10-12", "MIL4", 4),
        ("Phase 2 in use: 2028-02-01", "MIL2", 4),
    ]
    assert order(*rows) == ["", "MIL4", "MIL2"]


@pytest.mark.parametrize(
    "words",
    [
        "Version: 1.0 of 2026-12-14",
        "**2027-01-16 · The plan.**",
        "Compiled at the map room of the library, 8 December 2026",
    ],
)
def test_the_day_of_a_document_or_of_a_diary_is_history(words: str) -> None:
    """Nothing arrives on it."""
    start = next(at for at, sign in enumerate(words) if words[at : at + 2] in {"20", "8 "})
    assert history(words, start)


def test_words_far_from_a_milestone_are_none_where_others_are_sure() -> None:
    """A risk with a date stands apart from the list of phases."""
    phases = [
        Line(f"Phase {n}: refunds, 2027-0{n + 1}-04", 40 + n, "MIL2", 3, below=False, likely=0.95)
        for n in range(1, 5)
    ]
    risk = Line("Both train a third by 2027-01-31", 9, "MIL2", 0, below=False, likely=0.5)
    assert next(in_order([risk, *phases])) == ("", False)
    assert next(in_order([replace(risk, facet="RSK2"), *phases])) == ("RSK2", False)
