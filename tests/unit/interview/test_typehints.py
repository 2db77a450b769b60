"""The product type is shown where the text tells it."""

from __future__ import annotations

import pytest

from spec_tui.interview import typehints
from spec_tui.interview.detecttype import NONE, ShownType
from tests.unit.interview.desks import BANK, Table

START = "# Courts\n\nPlayers call three clubs before they find a free court.\n\n"
TYPE = BANK.facets["TYP"]


def shown(said: str, found: ShownType = NONE) -> list[str]:
    """The words to be confirmed after an import."""
    spot = Table()
    spot.draft(f"{START}## The thing\n\n{said}\n", untouched=True)
    return [hint.text for hint in typehints.shown(spot.view, TYPE, found).shown]


@pytest.mark.parametrize(
    ("said", "types"),
    [
        ("- Kind of product: a web application, which she called Yew", "web app"),
        ("| Line | Says |\n|---|---|\n| Type of solution | web app |", "web app"),
        ("We picture a website with an HTTP API under it.", "web app, HTTP API"),
    ],
)
def test_types_of_the_closed_list_are_named_by_their_names(said: str, types: str) -> None:
    """Wherever in the text they stand, and whatever the sentence says beside."""
    assert types in shown(said)


def test_other_kinds_are_shown_in_their_own_words() -> None:
    """So that somebody says yes instead of typing them again."""
    said = "What kind of thing: a kiosk in the porch with a touch screen."
    assert said in shown(said)


def test_the_files_of_the_repository_know_better() -> None:
    """What they show is asked first."""
    assert shown("It is a web app.", ShownType("library", "pyproject.toml")) == ["library"]


def test_a_text_that_does_not_tell_shows_nothing() -> None:
    """The question is asked blank."""
    assert shown("Courts are green.") == []
