"""G09: a latency without a percentile."""

import pytest

from spec_tui.interview.rules.g09 import g09


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("nfr/performance", "Search latency of 300 ms"),
        ("NFR8", "Response time under 2 s for 500 users"),
        ("ACC1", "Load time of the first page: 1.5 s"),
        ("VIS8", "Response times of 200 ms"),
    ],
)
def test_a_latency_without_percentile_is_minor(look, facet: str, text: str) -> None:
    """How many of the cases may be slower is not said."""
    (found,) = look(g09, {facet: text})
    assert (found.rule, found.severity, found.text) == ("G09", "minor", text)
    assert "names no percentile" in found.message


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("NFR1", "Latency of 300 ms"),
        ("NFR2", "Response time 120 ms"),
        ("nfr/performance", "P95 latency 300 ms"),
        ("nfr/performance", "Latency of 300 ms in 95 % of requests"),
        ("nfr/performance", "Mean response time 90 ms"),
        ("nfr/performance", "A response time of at most 2 s"),
        ("nfr/performance", "Alert above a latency of 2 s"),
        ("nfr/performance", "Latency is measured each 5 min"),
        ("ACC1", "The list shows the new row within 2 s"),
        ("RSK1", "Latency of 2 s at the partner"),
        ("NFR6", "1 h"),
    ],
)
def test_labels_other_statistics_and_scenarios_say_enough(look, facet: str, text: str) -> None:
    """A bound or an average is no latency to be asked about."""
    assert look(g09, {facet: text}) == []
