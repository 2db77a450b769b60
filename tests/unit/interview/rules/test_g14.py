"""G14: a term that the document uses and explains nowhere."""

import pytest

from spec_tui.interview.rules.g14 import g14
from tests.unit.interview.desks import Table

USED = {
    "WF3": "The file is broken, as the QXR says",
    "OBS1": "One line per request, as the QXR says",
    "RSK1": "Costs grow, as the QXR says",
}


def test_an_abbreviation_that_nothing_explains_is_minor(look) -> None:
    """Three uses in two sections; it is asked for the glossary."""
    (found,) = look(g14, USED)
    assert (found.rule, found.severity, found.text) == ("G14", "minor", "QXR")
    assert (found.key, found.question_id) == ("terminology/glossary", "GLO1")
    assert found.message == "QXR stands 3 times and is explained nowhere."


@pytest.mark.parametrize(
    "more",
    [
        {"GLO1": "QXR — the register of the clinic"},
        {"GLO1": "Slot — a time\nQXR: the register"},
        {"SCP1": "The quality register (QXR) is read only"},
        {"SCP1": "QXR (the register of the clinic) is read only"},
        {"DOM1": "QXR — name, day"},
        {"USR1": "QXR"},
    ],
)
def test_a_term_that_stands_explained_anywhere_is_known(look, more) -> None:
    """In the glossary, in parentheses, as an entity or as a role."""
    assert look(g14, {**USED, **more}) == []


@pytest.mark.parametrize(
    "word", ["API", "JSON", "GDPR", "SHA256", "AWS", "P95", "V2", "`QXR`", "PDFs"]
)
def test_common_abbreviations_technologies_and_code_need_no_entry(look, word: str) -> None:
    """About 600 are allowed."""
    assert look(g14, {key: text.replace("QXR", word) for key, text in USED.items()}) == []


def test_two_uses_or_one_section_are_not_enough(look) -> None:
    """A word used once explains itself or does not matter."""
    assert look(g14, {"WF3": "QXR and QXR", "RSK1": "none"}) == []
    assert look(g14, {"WF3": "QXR, QXR, QXR"}) == []


def test_a_capitalised_name_counts_as_a_term(look) -> None:
    """In the middle of a sentence only."""
    answers = {
        "WF3": "Then the Blue Ledger is closed",
        "OBS1": "One line per Blue Ledger",
        "RSK1": "Nobody reads the Blue Ledger",
    }
    (found,) = look(g14, answers)
    assert found.text == "Blue Ledger"


def test_at_most_three_terms_are_named(look) -> None:
    """The most used ones."""
    text = "here are the AXQ, the BXQ, the CXQ and also the DXQ"
    found = look(g14, {"WF3": f"{text}; more of the DXQ", "OBS1": text, "RSK1": text})
    assert [f.text for f in found] == ["DXQ", "AXQ", "BXQ"]


NOTES = """\
# Desk

Clerks lose parcels because nobody scans them. Each parcel is scanned, as the QXR says.

What goes wrong most is the line: then the QXR holds.

The main risk is that people forget the QXR.
"""


@pytest.mark.parametrize(("text", "found"), [(NOTES, ["QXR"]), (f"{NOTES}\nQXR means x.\n", [])])
def test_terms_of_an_import_count_wherever_they_stand(text: str, found: list[str]) -> None:
    """Most sentences of an import have found no place yet."""
    spot = Table()
    spot.draft(text, untouched=True)
    assert [f.text for f in spot.state.findings if f.rule == "G14"] == found
