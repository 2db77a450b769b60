"""G13: something must be done, and nobody does it."""

import pytest

from spec_tui.interview.rules.g13 import g13


@pytest.mark.parametrize(
    "text",
    [
        "Errors will be handled",
        "Each refund must be approved by Friday",
        "Old rows have to be regularly archived",
        "Users shall be informed by e-mail",
    ],
)
def test_a_demand_without_an_agent_is_minor(look, text: str) -> None:
    """A day or a way is nobody."""
    (found,) = look(g13, {"WF3": text})
    assert (found.rule, found.severity, found.text) == ("G13", "minor", text)


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("WF3", "Errors will be handled by the worker"),
        ("WF3", "Each refund must be approved by a nurse"),
        ("WF3", "The name must be unique"),
        ("WF3", "Passwords must be stored as hashes"),
        ("WF3", "The system must be able to restart"),
        ("ALT1", "It would have to be maintained"),
        ("VIS1", "Every call has to be handled"),
    ],
)
def test_named_agents_states_and_rationale_are_fine(look, facet: str, text: str) -> None:
    """Only actions that somebody has to take."""
    assert look(g13, {facet: text}) == []
