"""Numbers are read with their unit, so that two ways to write one value compare equal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.interview.clock import without_hours
from spec_tui.interview.percentiles import number
from spec_tui.interview.quantities import (
    Quantity,
    bare_numbers,
    find,
    find_dates,
    has_duration,
    has_number,
    number_without_unit,
    without_condition,
)


def one(text: str) -> Quantity:
    """The only quantity of a text."""
    (found,) = find(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("200 ms", 0.2, "time"),
        ("0.2 s", 0.2, "time"),
        ("0,2 seconds", 0.2, "time"),
        ("300ms", 0.3, "time"),
        ("3-second limit", 3, "time"),
        ("5 min", 300, "time"),
        ("30m", 1800, "time"),
        ("24 hours", 86400, "time"),
        ("2 weeks", 1209600, "time"),
        ("18 months", 46656000, "time"),
        ("99.9 %", 99.9, "percent"),
        ("99,9%", 99.9, "percent"),
        ("5 percent", 5, "percent"),
        ("50 requests/s", 50, "rate"),
        ("50 requests per second", 50, "rate"),
        ("50 rps", 50, "rate"),
        ("50/s", 50, "rate"),
        ("3,000 req/min", 50, "rate"),
        ("10k users", 10000, "count"),
        ("1 000 users", 1000, "count"),
        ("1,000 users", 1000, "count"),
        ("2 million records", 2000000, "count"),
        ("10 M rows", 10000000, "count"),
        ("10,000 concurrent tries", 10000, "count"),
        ("20 GB", 2e10, "data"),
        ("16 MiB", 16777216, "data"),
        ("4 TB", 4e12, "data"),
        ("€ 500", 500, "money"),
        ("500 EUR", 500, "money"),
        ("$1,200.50", 1200.5, "money"),
    ],
)
def test_a_number_is_read_in_base_units(text: str, value: float, dimension: str) -> None:
    """Seconds, bytes, percent and events per second, however they are spelled."""
    found = one(text)
    assert (found.value, found.dimension) == (pytest.approx(value), dimension)


@pytest.mark.parametrize(
    ("text", "unit", "per"),
    [
        ("99.9 % per month", "%", "month"),
        ("20 GB per year", "GB", "year"),
        ("€ 500 a month", "€", "month"),
        ("≤ 40 messages/min", "messages/min", "minute"),
    ],
)
def test_what_a_number_is_given_for_is_kept(text: str, unit: str, per: str) -> None:
    """Per month and per year are no different units of the same thing."""
    assert (one(text).unit, one(text).per) == (unit, per)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("100-200 ms", 0.1, 0.2),
        ("100 – 200 ms", 0.1, 0.2),
        ("100 ms to 1 s", 0.1, 1),
        ("24 h to 1 h", 3600, 86400),
        ("between 5 and 9 %", 5, 9),
        ("between 5 % and 9 %", 5, 9),
    ],
)
def test_a_range_is_one_quantity(text: str, low: float, high: float) -> None:
    """Its lower end is the value; the order in the text does not matter."""
    assert (one(text).value, one(text).high) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("text", "percentiles"),
    [
        ("P95 300 ms", [95]),
        ("300 ms at P95", [95]),
        ("300 ms (p99.9)", [99.9]),
        ("P50 100 ms, P95 300 ms", [50, 95]),
        ("100 ms at P50, 300 ms at P95", [50, 95]),
        ("the 95th percentile stays under 2 s", [95]),
        ("95 % of requests within 300 ms", [None, 95]),
        ("in 95 of 100 cases 300 ms", [95]),
        ("300 ms", [None]),
        ("P95 matters; 300 ms for login", [None]),
    ],
)
def test_a_percentile_belongs_to_the_number_it_is_said_of(
    text: str, percentiles: list[float | None]
) -> None:
    """Before it, behind it, or as a share of all requests."""
    assert [found.percentile for found in find(text)] == percentiles


@pytest.mark.parametrize(
    "text",
    [
        "P95", "TLS 1.2 or newer", "WCAG 2.2 AA", "PostgreSQL 16", "OAuth2", "Q7 and A4", "v1.2.3",
        "§9 Performance", "HTTP 429", "RFC 7807", "E.164", "phase 2", "#12", "none",
    ],
)  # fmt: skip
def test_a_figure_in_a_name_is_no_number(text: str) -> None:
    """Versions, sections and standards say nothing about how much."""
    assert find(text) == ()
    assert not has_number(text)
    assert not number_without_unit(text)


@pytest.mark.parametrize("text", ["under 200", "latency under 200 for search", "99.9", "1,5"])
def test_a_bare_number_lacks_a_unit(text: str) -> None:
    """Nobody can tell what it counts."""
    assert number_without_unit(text)
    assert has_number(text)


@pytest.mark.parametrize(
    "text", ["200 ms", "200 users", "3 retries", "0", "none", "2027-03-01", "no data loss", "P95"]
)
def test_counts_dates_and_zero_need_no_unit(text: str) -> None:
    """The noun behind a count is its unit."""
    assert not number_without_unit(text)


@pytest.mark.parametrize("text", ["half a second", "one hour", "nightly", "by March 2027", "0"])
def test_number_words_are_numbers(text: str) -> None:
    """An amount can be said without figures."""
    assert has_number(text)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2027-03-01 (pilot)", "2027-03-01"),
        ("1 March 2027", "2027-03-01"),
        ("March 1st, 2027", "2027-03-01"),
        ("01.03.2027", "2027-03-01"),
        ("in March 2027", "2027-03"),
        ("by 2027", "2027"),
        ("Q3 2027", ""),
        ("end of June", ""),
    ],
)
def test_dates_are_found_and_are_no_quantities(text: str, iso: str) -> None:
    """Exact ones have an ISO form."""
    (date,) = find_dates(text)
    assert date.iso == iso
    assert text[date.start : date.end] == date.text
    assert find(text) == ()


@pytest.mark.parametrize("text", ["300 ms", "may 5 users", "24 h", "2000 users", "maybe later"])
def test_amounts_are_no_dates(text: str) -> None:
    """Not every number with a word is a date."""
    assert find_dates(text.replace("may 5 users", "5 users")) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [("1,000", 1000), ("1 000", 1000), ("99,9", 99.9), ("0.2", 0.2), ("1.000.000", 1000000)],
)
def test_numbers_are_read_as_people_type_them(text: str, value: float) -> None:
    """Comma and blank group thousands; a comma before one or two figures is decimal."""
    assert number(text) == value


@given(st.text("0123456789.,- kmsh%/P95per second requeststo()\n€ab"))
@settings(max_examples=300, deadline=None)
def test_spans_lie_in_the_text_and_do_not_overlap(text: str) -> None:
    """Any text can be read, and each quantity points at figures."""
    position = 0
    for found in find(text):
        assert position <= found.start < found.end <= len(text)
        assert any(c.isdigit() for c in text[found.start : found.end])
        position = found.end
    find_dates(text)
    has_number(text)


def test_a_day_behind_by_is_read_to_the_end() -> None:
    """`by 2027` alone is a year."""
    assert [date.iso for date in find_dates("by 2027-05-15, or in 2028")] == ["2027-05-15", "2028"]


def test_bare_numbers_are_named_beside_others() -> None:
    """With their offset; zero, names, dates and counts are none."""
    text = "within 300 at P95, 10 MB, 0 losses, 5 users, TLS 1.3, 2027-01-01 or 7"
    assert bare_numbers(text) == ((7, "300"), (len(text) - 1, "7"))


def test_both_gives_its_percentile_to_every_number_before_it() -> None:
    """`50 µs in memory and 1 ms with Redis, both at P95` says two latencies."""
    found = find("takes 50 µs in memory and 1 ms with Redis on the same host, both at P95")
    assert [q.percentile for q in found] == [95, 95]


def test_a_number_before_a_percentile_belongs_to_no_name() -> None:
    """`table 12` is a name; `table 12 at P95` forgot its unit."""
    assert bare_numbers("see table 12") == ()
    assert [figures for _, figures in bare_numbers("in the table 12 at P95")] == ["12"]


def test_a_quarter_is_a_time() -> None:
    """`3 per quarter` says how much."""
    assert number_without_unit("at most 3 per quarter") == ""


@pytest.mark.parametrize("text", ["at 12 V", "2 °C", "0.5 l/min", "within 3 km", "9 of 10 calls"])
def test_physical_units_and_shares_say_what_is_counted(text: str) -> None:
    """Nobody is asked which unit is meant by the 12 of `12 V`."""
    assert number_without_unit(text) == ""


def test_a_number_before_a_percentile_in_words_is_no_share() -> None:
    """`300 in 95 of 100 cases` forgot its unit."""
    assert number_without_unit("below 300 in 95 of 100 cases") == "300"


def test_five_metres_are_no_five_minutes() -> None:
    """`5m` is a time; with a blank it is a length."""
    assert (one("waits 5m").dimension, one("up to 5 m away").unit) == ("time", "m")


@pytest.mark.parametrize(
    ("text", "percentile"),
    [
        ("no more than 150 ms in 95 presses out of 100", 95.0),
        ("800 ms for 95 of 100 scans", 95.0),
        ("within 2 s in 19 cases of 20", 95.0),
        ("in 9 of 10 calls 300 ms", 90.0),
        ("in at least 990 of 1,000 requests 40 ms", 99.0),
        ("the ninety-fifth percentile stays under 600 ms", 95.0),
        ("200 ms at the ninety fifth percentile", 95.0),
        ("300 ms, ninety-ninth percentile", 99.0),
        ("2 s nineteen times in twenty", 95.0),
        ("300 ms for nine out of ten users", 90.0),
        ("under 800 ms for 95 per cent of enquiries", 95.0),
        ("45 s for 95 % of the frames", 95.0),
        ("200 ms 99.9 % of the time", 99.9),
    ],
)
def test_people_name_a_percentile_in_many_ways(text: str, percentile: float) -> None:
    """All of them say of how many cases the number holds."""
    assert [q.percentile for q in find(text) if q.dimension == "time"] == [percentile]


@pytest.mark.parametrize(
    "text",
    [
        "QR-1: no more than 150",
        "takes 2.5, in 95 out of 100 scans",
        "under 200 at 06:00",
        "matched within 12 in 95 of 100 cases",
    ],
)
def test_requirements_shares_and_hours_are_no_numbers_with_a_unit(text: str) -> None:
    """Only the number that lacks its unit is left."""
    assert len(bare_numbers(text)) == 1
    assert number_without_unit(text)


@pytest.mark.parametrize(
    "text",
    [
        "quickly for 95 % of requests",
        "in 95 of 100 cases",
        "from 06:00 to 22:00",
        "a month's 22,000 lines are matched quickly",
    ],
)
def test_how_often_and_when_is_not_how_much(text: str) -> None:
    """They are numbers all the same."""
    assert not has_duration(without_hours(text))
    assert has_number(text)


@pytest.mark.parametrize("text", ["back within 45 min", "within half a minute", "nightly"])
def test_how_long_is_said_in_figures_or_words(text: str) -> None:
    """With a unit of time; a rate says how much, not how long."""
    assert has_duration(text)
    assert not has_duration("30 requests per second")


def test_a_year_of_old_is_a_name() -> None:
    """Nobody is asked what 1480 counts."""
    assert bare_numbers("cast in 1480 and molten later") == ()


def test_the_end_of_a_year_is_said_as_a_whole() -> None:
    """And a year behind `of` is no bare number."""
    assert [day.text for day in find_dates("by the end of 2027")] == ["end of 2027"]
    assert [day.text for day in find_dates("in the summers of 2026")] == ["of 2026"]


@pytest.mark.parametrize(
    ("text", "promised"),
    [
        ("When it is above 8 °C for 10 minutes, it calls within 30 s.", ["30 s"]),
        ("After my yes it stands there within 400 ms, 95 times out of 100.", ["400 ms"]),
        ("Once paid, the bill is there in 2 s.", ["2 s"]),
    ],
)
def test_a_condition_promises_nothing(text: str, promised: list[str]) -> None:
    """What comes behind its comma does, unless that only says how often."""
    times = [q for q in find(without_condition(text)) if q.dimension == "time"]
    assert [text[q.start : q.end] for q in times] == promised


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Count lines per day at peak: 90,000", ""),
        ("Devices at the same time: 130", ""),
        ("P95 latency: 800", "800"),
        ("Peak: 90,000", "90,000"),
        ("Two requests per second and a size of 40", "40"),
    ],
)
def test_a_label_may_say_what_is_counted(text: str, bare: str) -> None:
    """A row of a table has its unit in the first column."""
    assert number_without_unit(text) == bare
