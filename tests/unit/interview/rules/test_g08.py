"""G08: a number without a unit."""

import pytest

from spec_tui.interview.rules.g08 import g08


@pytest.mark.parametrize(
    ("answers", "words", "question"),
    [
        ({"NFR1": "under 200"}, "under 200", "NFR1"),
        ({"NFR5": "12"}, "12", "NFR5"),
        ({"ACC1": "The latency stays under 200 for search"}, "200", "ACC1"),
        ({"nfr/performance": "Latency under 200."}, "200", "NFR1"),
        ({"VIS6": "Fast booking; response time below 5"}, "5", "VIS6"),
    ],
)
def test_a_bare_number_is_major(look, answers, words: str, question: str) -> None:
    """In a quantity facet, or beside the name of a metric."""
    (found,) = look(g08, answers)
    assert (found.severity, found.text, found.question_id) == ("major", words, question)
    assert found.message.startswith("Nobody can tell what ")


def test_a_share_of_the_time_is_read_as_percent(look) -> None:
    """Nobody is asked what `99.9` is in the place of the uptime."""
    (found,) = look(g08, {"NFR5": "99.9"})
    assert (found.severity, found.text) == ("minor", "99.9")
    assert look(g08, {"NFR5": "Up 99.9 % in term, else 99"}) == []


@pytest.mark.parametrize(
    "answers",
    [
        {"NFR1": "200 ms"},
        {"NFR3": "200 users"},
        {"NFR6": "N/A — 200"},
        {"VIS8": "10 % or less"},
        {"ACC1": "No double booking in 10,000 concurrent tries"},
        {"ACC1": "3 retries, then latency under 2 s"},
        {"ACC1": "`latency 200`"},
        {"OBS4": "latency above 200"},
        {"VIS1": "uptime was 95 once"},
        {"NFR7": "0"},
        {"NFR5": "open from 8 to 18 on weekdays"},
        {"NFR5": "Mon-Sat 8 to 18"},
        {"NFR5": "between 8 and 18"},
    ],
)
def test_units_counts_and_other_places_are_fine(look, answers) -> None:
    """Users and retries are their own unit; only metrics, NFRs and acceptance are measured."""
    assert look(g08, answers) == []


@pytest.mark.parametrize(
    ("answers", "figures"),
    [
        ({"nfr/performance": "It opens within 300 at P95 for a file of 10 MB"}, "300"),
        ({"NFR6": "The recovery time is 2 and up to 24 h of notes may be lost"}, "2"),
    ],
)
def test_another_number_with_a_unit_does_not_help(look, answers, figures: str) -> None:
    """Each bound needs its own."""
    (found,) = look(g08, answers)
    assert (found.severity, found.text) == ("major", figures)


@pytest.mark.parametrize(
    "text",
    [
        "Latency is 2 to 5 ms",
        "An availability of 2 or more replicas in 3 zones",
        "The latency is 2 and 5 ms in two regions",
        "P95 latency over TLS 1.3 is 300 ms",
    ],
)
def test_ranges_and_counts_have_their_unit(look, text: str) -> None:
    """The unit stands behind the second number, or the noun does."""
    assert look(g08, {"nfr/performance": text}) == []


@pytest.mark.parametrize(
    ("facet", "text", "figures"),
    [
        ("NFR1", "From pedal to picture it may take 2.5, in 95 out of 100 scans, on 4 GB.", "2.5"),
        ("NFR1", "The ninety-fifth percentile of a quote stays under 600, with 5 carriers.", "600"),
        ("NFR6", "A dead zone may cost us 5, a dead region 4 hours.", "5"),
        ("NFR6", "Everything is back in 4, after which 20 GB are copied.", "4"),
        ("NFR7", "We lose at most 15, for 2 customers.", "15"),
        ("NFR6", "Recovery time 45, 99.5 % uptime", "45"),
        ("NFR6", "It is usable again 4 after a crash, on 2 GB.", "4"),
        ("NFR1", "22,000 lines are matched within 12 in 95 of 100 cases.", "12"),
    ],
)
def test_a_number_that_says_how_long_lacks_its_unit_beside_others(
    look, facet: str, text: str, figures: str
) -> None:
    """Numbers with a unit in the same sentence do not say what it counts."""
    assert [found.text for found in look(g08, {facet: text})] == [figures]


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("NFR1", "400 ms at the 95th percentile, typically within 100."),
        ("NFR5", "At most one lost picture per 500."),
        ("NFR5", "Open between 06:00 and 22:00, 99.9 % of the time."),
        ("VIS8", "With the new tool she wants 200 in the end."),
        ("NFR8", "50 commands/s, and codes that were made before go on working, as in 6.3."),
    ],
)
def test_a_unit_that_was_said_or_told_in_words_is_enough(look, facet: str, text: str) -> None:
    """Nobody reading it would ask."""
    assert look(g08, {facet: text}) == []


def test_a_target_counts_what_the_metric_beside_it_names(look) -> None:
    """Alone it says nothing."""
    assert look(g08, {"VIS8": "45 or fewer", "VIS6": "No-shows per month"}) == []
    assert look(g08, {"VIS8": "45 or fewer"})


@pytest.mark.parametrize(
    ("facet", "text", "number"),
    [
        ("NFR1", "95th percentile response 250", "250"),
        ("NFR1", "95 % of scans are answered in 400 or less", "400"),
        ("NFR1", "The price is on the screen within 3 of the scan", "3"),
        ("NFR1", "The beeps are never more than 300 apart, 99 times in 100", "300"),
        (
            "NFR1",
            "When it is above 8 °C for 10 minutes, it calls within 30 in 99 of 100 events",
            "30",
        ),
        ("NFR6", "A failed node is replaced in 90 without anybody doing anything", "90"),
        ("NFR6", "It comes back within 20 of going down", "20"),
    ],
)
def test_any_bare_number_counts_where_time_is_spoken_of(
    look, facet: str, text: str, number: str
) -> None:
    """However the sentence goes on."""
    (found,) = look(g08, {facet: text})
    assert (found.rule, found.text) == ("G08", number) or number in found.message


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("NFR1", "5.1. A record is handed over within 0.2 ms at P99"),
        ("NFR3", "The twice of what we counted in the summer of 2026, 40 requests/s"),
        ("NFR3", "Crews out at once: 11 crews"),
        ("SCP1", "Reminders on the 1st and the 15th of each month"),
    ],
)
def test_numbers_that_name_or_count_need_no_unit(look, facet: str, text: str) -> None:
    """Clauses, years, crews and days of a month."""
    assert look(g08, {facet: text}) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("A call on any single crate answers in 150 at the 99th percentile", "150"),
        ("It is acknowledged in under 80, 99 out of 100 times", "80"),
        ("The statement of 200 steps finishes in under 3, 95th percentile", "3"),
        ("It has to be booked within 750 nineteen times out of twenty", "750"),
        ("No more than 120 shall pass, measured at the 95th percentile", "120"),
    ],
)
def test_how_often_is_no_unit(look, text: str, number: str) -> None:
    """Neither is what the number stands beside."""
    (found,) = look(g08, {"NFR1": text})
    assert number in (found.text, found.message.split()[4])


@pytest.mark.parametrize("text", ["Measured on a 3G connection: 25 ms", "One picture in 500: 2 s"])
def test_a_name_and_a_share_are_whole(look, text: str) -> None:
    """Nothing is missing behind them."""
    assert look(g08, {"NFR1": text}) == []


@pytest.mark.parametrize(
    "text",
    ["**6.1** As a member, I want a scan to open within 400 ms", "Of 100 moves, 95 take 80 ms"],
)
def test_numbers_of_clauses_and_of_cases_need_no_unit(look, text: str) -> None:
    """Also in bold, and in other words than `95 of 100`."""
    assert look(g08, {"NFR1": text}) == []


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("NFR5", "9.4. No service is operated, so no uptime is promised"),
        ("ACC1", "when the planner releases a round of 80, then it is shown within 30 seconds"),
    ],
)
def test_numbers_of_a_clause_and_of_a_round(look, facet: str, text: str) -> None:
    """They count nothing that has to be said."""
    assert look(g08, {facet: text}) == []


@pytest.mark.parametrize(
    "text",
    [
        "**1.0:** two drills within 15 s",
        "**Note 9.4, Speed**: a list opens within 2 s",
        "Responses are English only in 1.0; from 1.1 the latency of German ones is 2 s",
        "no event lost in 50,000 with the tool killed ten times, and a restore within 2 h",
        "The sum is right to 10⁻⁹ of the largest force, and is there within 2 s",
        "Incoming webhook answered with 202, P95: 200 ms",
        "Coverage is the share of days that hold 20 or more valid readings",
        "60 texts are sent; at least 57 must arrive, each within 60 s",
        "given that buoy 17 is free, when it is booked, then it is shown within 2 s",
        "given 10 m³ free, when 8 m³ are booked, then 2 m³ are shown within 2 s",
    ],
)
def test_versions_names_and_volumes(look, text: str) -> None:
    """A number of a thing, or with its unit."""
    assert look(g08, {"ACC1": text}) == []
