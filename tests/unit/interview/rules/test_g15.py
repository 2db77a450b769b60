"""G15: one metric with two values."""

import pytest

from spec_tui.interview.rules.g15 import g15


def test_two_uptimes_are_a_conflict(look) -> None:
    """Both words, both places, and the question of the first."""
    (found,) = look(g15, {"NFR5": "99.9 % per month", "ACC1": "An uptime of 99.5 % is kept"})
    assert (found.rule, found.severity, found.text) == ("G15", "critical", "99.5 %")
    assert found.sides == (
        ("99.9 % per month", "nfr/reliability/NFR5"),
        ("99.5 %", "acceptance/user-acceptance/ACC1"),
    )
    assert found.question_id == "conflict:NFR5"
    assert found.message == (
        "Two values for uptime: 99.9 % per month in §9 Reliability, 99.5 % in §14 User acceptance."
    )


@pytest.mark.parametrize(
    "answers",
    [
        {"NFR1": "300 ms", "ACC1": "P95 latency under 500 ms"},
        {"NFR1": "300 ms for the free-slot search", "ACC1": "Free-slot search: P95 0.5 s"},
        {"NFR6": "1 h", "DEP3": "RTO 4 h"},
        {"NFR7": "5 min", "DAT10": "PostgreSQL; RPO is 1 h"},
        {"NFR3": "50 requests/s", "ACC1": "Holds a peak load of 80 rps"},
        {"NFR1": "300 ms; 400 ms"},
        {"NFR5": "Server availability: 99.7 % per month; Uptime: 97.7 % per month"},
        {"NFR5": "The gallery is open 99.5 % of the month", "ACC1": "Open 97.5 % of the month"},
        {
            "NFR1": "From arrival to the table 12 min",
            "ACC1": "From arrival to the table 36 min at P95",
        },
    ],
)
def test_the_same_metric_and_subject_with_two_values_is_critical(look, answers) -> None:
    """Wherever the second one stands and however it is spelled."""
    (found,) = look(g15, answers)
    assert found.severity == "critical"


@pytest.mark.parametrize(
    "answers",
    [
        {"NFR1": "200 ms", "ACC1": "P95 latency of 0.2 s"},
        {"NFR3": "50 requests/s", "ACC1": "a peak load of 3,000 requests per minute"},
        {"NFR1": "300 ms for the free-slot search", "ACC1": "P95 latency of login 500 ms"},
        {"NFR1": "300 ms", "ACC1": "P95 latency on staging 500 ms"},
        {"NFR1": "300 ms", "NFR2": "120 ms"},
        {"NFR1": "300 ms", "ACC1": "P95 latency between 200 and 500 ms"},
        {"NFR5": "99.9 %", "VIS1": "Uptime is 95 % today"},
        {"NFR5": "99.9 %", "VIS7": "uptime 95 %"},
        {"NFR1": "300 ms", "OBS4": "P95 latency above 800 ms"},
        {"NFR1": "300 ms", "RSK1": "P95 latency 2 s at month end"},
        {"NFR1": "300 ms", "ACC1": "P95 latency 500 ms (both: the partner's line is slow)"},
        {"NFR5": "99.9 %", "TP3": "SMS gateway: 99.5 % uptime"},
        {"NFR5": "99.9 %", "ACC1": "N/A — uptime of 95 %"},
        {"NFR6": "1 h", "NFR7": "5 min"},
        {"NFR6": "The recovery time is 2 h and up to 24 h of notes may be lost"},
        {"NFR6": "RTO 2 h, RPO 24 h", "NFR7": "24 h"},
        {"NFR1": "50 ms in memory and 1 s with Redis, both at P95"},
        {"NFR1": "20 s", "ACC1": "P95 latency above 20 s for 10 min calls the administrator"},
        {"NFR6": "Daily backups are kept for 30 days, and one is restored within 4 h"},
        {"NFR6": "4 h", "NFR7": "Each copy is kept 35 days; restored within 4 h"},
        {"NFR1": "A 45-minute episode at P95: 70 s"},
        {"NFR1": "60 s", "VIS8": "P95 10 min or less"},
        {"NFR1": "Beep to card: P50 150 ms, P95 400 ms\nWord search: P95 800 ms"},
        {"ACC3": "90 % of lines in readers, 85 % of lines overall"},
        {"NFR1": "800 ms", "DAT6": "A search by name, and one by number, each take 500 ms at P95"},
        {"NFR1": "Save a step, P95: 350 ms\nIncoming webhook answered with 202, P95: 200 ms"},
    ],
)
def test_equal_values_and_other_subjects_agree(look, answers) -> None:
    """Units are normalised; other subjects, percentiles, times and qualifiers are other metrics."""
    assert look(g15, answers) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("QR-4: Of the minutes of a trip, 99.95 % shall carry a sample.",
         "Of the minutes of a trip, 97.95 % shall carry a sample"),
        ("**Speed?** From tapping the icon to today's curve: 1.2 s on an old phone.",
         "From tapping the icon to today's curve: 3.6 s on an old phone"),
        ("H4: Service time — 99.7 % of the hours between 06:00 and 22:00, per month",
         "Uptime: 97.7 % of the hours between 06:00 and 22:00, per month"),
        ("H1: Response time — Scan to display: 800 ms for 95 of 100 scans",
         "Scan to display: 2400 ms for 95 of 100 scans"),
        ("A parcel may take at most 30 s of work", "A parcel may take at most 9 s of work"),
    ],
)  # fmt: skip
def test_the_same_words_around_another_number_contradict(look, one: str, other: str) -> None:
    """No metric has to be named; numbers of requirements and labels do not matter."""
    (found,) = look(g15, {"DOM3": one, "ACC1": other})
    assert (found.rule, found.severity) == ("G15", "critical")
    assert look(g15, {"DOM3": one, "ACC1": one}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A photo is kept for 30 days after a visit", "A name is kept for 90 days after a visit"),
        ("The door opens within 2 s on the local net", "The door opens within 5 s on a phone net"),
        ("Closes after 5 min", "Closes after 9 min"),
    ],
)  # fmt: skip
def test_other_words_around_a_number_say_something_else(look, one: str, other: str) -> None:
    """And a few words alone are not enough to know a statement again."""
    assert look(g15, {"DOM3": one, "ACC1": other}) == []


def test_one_clause_with_two_numbers_tells_them_apart(look) -> None:
    """`120 ms for most and 60 ms typical` is one statement."""
    assert look(g15, {"NFR1": "sample to pixel: 120 ms or 60 ms typical"}) == []


def test_the_metric_as_a_whole_and_its_only_value_disagree(look) -> None:
    """`P95 latency: 2 s` beside `Map view: 700 ms at P95`; with two of those it is one of many."""
    one = {"NFR1": "Map view 700 ms at P95", "ACC1": "P95 latency: 2 s"}
    (found,) = look(g15, one)
    assert found.text == "2 s"
    many = {**one, "NFR1": "Map view 700 ms at P95; search 900 ms at P95"}
    assert look(g15, many) == []
    assert look(g15, {**one, "ACC1": "P95 latency: 700 ms"}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The tick list opens within 2 s", "The tick list opens within 6 s for 40 people"),
        ("An order is saved within 2 s", "Ms Petrov promised us: an order is saved within 6 s"),
        ("The calendar would open within 2 s", "He said that the calendar would open within 6 s"),
        ("An alarm is at the panel within 8 s", "An alarm is at the panel within 24 s"),
    ],
)
def test_the_same_statement_may_be_led_to_or_go_on(look, one: str, other: str) -> None:
    """What stands before and behind it tells nothing apart."""
    assert len(look(g15, {"NFR1": one, "ACC1": other})) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The first page opens within 2 s on phones", "The first page opens within 6 s on desks"),
        ("Search: it is answered within 2 s", "Export: it is answered within 6 s"),
        ("Saved within 2 s for 95 % of visitors", "It is available 99.5 % of each month"),
    ],
)
def test_other_conditions_are_other_statements(look, one: str, other: str) -> None:
    """And of how many cases it holds is no uptime."""
    assert look(g15, {"NFR1": one, "ACC1": other}) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We are obliged to 99.9 % of the time", "Seldom: we are obliged to 97.9 % of the time"),
        ("At the door a scan answers in 300 ms for all", "A scan answers in 900 ms for all"),
        ("I hold it up 99.2 % of the time, and were it to fall, it is back in 6 h",
         "I hold it up 97.2 % of the time"),
        ("Given a month, then it was reachable for 99.7 % of them",
         "Given a month, then it was reachable for 97.7 % of them"),
    ],
)  # fmt: skip
def test_a_statement_without_what_leads_to_it(look, one: str, other: str) -> None:
    """Said of everything, it contradicts what is said of one case."""
    assert len(look(g15, {"NFR5": one, "ACC1": other})) == 1


def test_a_list_of_names_tells_its_numbers_apart(look) -> None:
    """They are other people's, or parts."""
    text = "They promise: the register, 99.5 % per month; the map, 99.9 % per month"
    assert look(g15, {"NFR5": f"99.7 %\n{text}"}) == []


def test_a_percentile_in_the_performance_of_one_hand_is_the_latency(look) -> None:
    """However the two sentences begin."""
    told = {"nfr/performance": "Answer in 800 ms or less in 95 of 100 calls", "ACC1": "works"}
    (found,) = look(g15, {**told, "ACC1": "P95 latency: 2400 ms or less in 95 of 100 calls"})
    assert found.text == "2400 ms"
    assert look(g15, told) == []


@pytest.mark.parametrize(
    "told",
    [
        "No! That is not RTO. RTO = 15 minutes. The 30 seconds belong to publishing.",
        "RTO = 15 minutes; those 30 seconds are for publishing",
        "15 minutes. The 30 seconds refer to publishing",
    ],
)
def test_a_value_that_is_given_to_something_else_is_none_of_the_metric(look, told: str) -> None:
    """The same answer says so."""
    assert look(g15, {"NFR6": told}) == []


def test_a_value_said_again_of_the_metric_is_another_value(look) -> None:
    """It is given to nothing else."""
    (found,) = look(g15, {"NFR6": "RTO = 15 minutes. The RTO is 30 seconds for publishing."})
    assert found.text in {"15 minutes", "30 seconds"}
