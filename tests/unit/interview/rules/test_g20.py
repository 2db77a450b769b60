"""G20: a quality that products of this type need, and nothing says how much of it."""

import pytest

from spec_tui.interview.rules.g20 import g20

WEB = {"TYP": "web app, HTTP API"}


def missing(look, answers) -> list[str]:
    """Facets that the rule names."""
    return [finding.question_id for finding in look(g20, answers)]


def test_what_the_type_needs_and_nobody_said_is_minor(look) -> None:
    """Peak load and growth beside the latency, RTO and RPO beside the uptime."""
    found = look(g20, {**WEB, "NFR1": "300 ms", "NFR5": "99.9 %"})
    assert [f.question_id for f in found] == ["NFR3", "NFR4", "NFR6", "NFR7"]
    assert {f.severity for f in found} == {"minor"}
    assert found[0].message == "§9 Performance does not say the peak load."
    assert found[2].message == "§9 Reliability does not say the RTO."


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"NFR1": "300 ms", "NFR3": "50 rps", "NFR4": "2 GB per year"}, []),
        ({"nfr/performance": "300 ms at P95 for 50 requests/s; 2 GB per year"}, []),
        ({"nfr/performance": "N/A — one user"}, []),
        ({"nfr/reliability": "See §9 Performance"}, []),
        ({}, []),
        ({"NFR5": "99.9 %", "NFR6": "1 h"}, ["NFR7"]),
    ],
)
def test_words_of_the_slot_answer_and_an_empty_slot_is_named_as_a_whole(
    look, answers, expected
) -> None:
    """No place is reported twice."""
    assert missing(look, {**WEB, **answers}) == expected


def test_types_without_a_service_need_none_of_it(look) -> None:
    """A library and a command have no peak load."""
    for kind in ("library", "command-line tool"):
        assert missing(look, {"TYP": kind, "NFR1": "300 ms", "NFR5": "99 %"}) == []


def test_without_a_product_type_nothing_is_needed(look) -> None:
    """The interfaces may show it."""
    assert missing(look, {"NFR1": "300 ms"}) == []
    assert missing(look, {"NFR1": "300 ms", "UI1": "Booking page"}) == ["NFR3", "NFR4"]
