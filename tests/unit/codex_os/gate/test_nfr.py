"""Item 2: non-functional requirements have numbers."""

from __future__ import annotations

import pytest

from tests.unit.codex_os.filled import Change, item, line_of, part

LATENCY = "- Latency/throughput budgets: P95 300 ms at 50 searches per second\n"
UPTIME = "- Availability targets: 99.9 % a month\n"
LIMITS = "- Resource limits: 512 MB of memory, 200 € a month\n"


def _nfr(*lines: str) -> Change:
    return ("tech-spec", LATENCY + UPTIME + LIMITS, "".join(f"- {line}\n" for line in lines))


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("The search answers within 300 ms", "Latency"),
        ("*P95 latency*: 300 ms", "Latency"),
        ("p99 < 1.2 s", "Latency"),
        ("P95 300 ms — the search", "Latency"),
        ("Latency of the nightly export: 20 min", "Latency"),
        ("Load: 500 users", "Performance"),
        ("200 concurrent users at peak", "Performance"),
        ("Peak load: 1,200 requests/s", "Performance"),
        ("Throughput: 40 rps", "Performance"),
        ("Uptime: 99.95 percent", "Availability"),
        ("**Availability** — at most 4 h of downtime a year", "Availability"),
        ("SLO: 99,5 % per month", "Availability"),
        ("Memory: 256 MiB", "Budget"),
        ("Cost: $40 a month", "Budget"),
        ("Hosting budget: 3 instances", "Budget"),
    ],
)
def test_a_number_with_its_unit_behind_its_name_passes(line: str, title: str) -> None:
    """Each kind is said in several ways."""
    assert part("nfr", title, _nfr(line)).ok


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Latency matters to all of our 300 users", "Latency"),
        ("Latency: low. The office is 300 s away", "Budget"),
        ("We are 3 people and have 12 months", "Performance"),
        ("Performance: version 3 is 2 times better", "Performance"),
        ("Latency: X ms", "Latency"),
        ("Latency: <300> ms TBD", "Latency"),
        ("P95 latency: `N ms`", "Latency"),
        ("Availability: high", "Availability"),
        ("Alerts and SLOs: more than 1 % of errors pages somebody", "Availability"),
        ("Availability: version 99.9 of the library", "Availability"),
        ("Budget: cheap to run", "Budget"),
        ("The budget meeting of 2024 had 300 guests", "Budget"),
        ("Memory: ISO 25010", "Budget"),
        ("Lunch takes 3 h", "Performance"),
        ("Latency: low. The office is 300 s away", "Latency"),
        ("The latency is discussed for 30 min on Monday", "Latency"),
        ("We answered 300 requests about performance", "Performance"),
        ("Availability: 12 % of the staff are available", "Availability"),
    ],
)
def test_a_number_of_something_else_is_no_target(line: str, title: str) -> None:
    """A number in an unrelated sentence, without a unit, or of another kind."""
    assert not part("nfr", title, _nfr(line)).ok


def test_what_is_no_number_is_quoted_with_its_line() -> None:
    """As in the picture of the screen: “cheap to run” is no amount."""
    latency = ("tech-spec", "Latency/throughput budgets", "Latency")
    limits = ("tech-spec", LIMITS, "- Resource limits: cheap to run\n")
    found = item("nfr", latency, limits)  # type: ignore[arg-type]
    assert found.state == "fail"
    assert found.reason == "Budget: “Resource limits: cheap to run” is no amount"
    assert found.parts[3].evidence[0].line == line_of("tech-spec", "Resource limits")


def test_not_applicable_with_a_reason_passes_and_without_one_does_not() -> None:
    """A library has no availability, if somebody says so."""
    assert part("nfr", "Availability", _nfr("Availability: N/A — a library runs nowhere")).ok
    assert not part("nfr", "Availability", _nfr("Availability: N/A")).ok
    assert not part("nfr", "Availability", _nfr("Availability: N/A — TBD")).ok
