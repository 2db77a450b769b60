"""G10: a promise without bounds."""

import pytest

from spec_tui.interview.rules.g10 import g10


@pytest.mark.parametrize(
    ("facet", "text", "said"),
    [
        ("NFR5", "The service is always up", "always"),
        ("NFR8", "It takes an unlimited load", "unlimited"),
        ("nfr/performance", "The page opens at once on any device", "on any device"),
        ("nfr/reliability", "100 % uptime", "100 % uptime"),
        ("nfr/reliability", "It never fails", "never"),
        ("nfr/scalability", "It takes any number of users", "any number of"),
    ],
)
def test_a_universal_in_an_nfr_is_minor(look, facet: str, text: str, said: str) -> None:
    """No test can show it."""
    (found,) = look(g10, {facet: text})
    assert (found.rule, found.severity, found.text) == ("G10", "minor", text)
    assert found.message == f"“{said}” has no bounds, so no test can show it."


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("nfr/reliability", "Passwords are never logged"),
        ("nfr/reliability", "A job is never started twice"),
        ("nfr/reliability", "All nodes run the same version"),
        ("nfr/reliability", "Backups every 5 min"),
        ("SEC6", "Names are never shown to other clinics"),
        ("CMP1", "All national rules"),
        ("DOM3", "A slot never holds two visits"),
        ("NFR1", "300 ms for all pages"),
    ],
)
def test_security_invariants_and_plain_alls_are_exempt(look, facet: str, text: str) -> None:
    """An invariant can be kept and checked."""
    assert look(g10, {facet: text}) == []
