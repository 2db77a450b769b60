"""Answers in somebody's own words that are exact: nothing about them is doubted."""

import pytest

from spec_tui.interview.bank import load
from spec_tui.interview.followups import pointed_question
from spec_tui.interview.rules.g06 import g06
from spec_tui.interview.rules.g07 import g07
from spec_tui.interview.rules.g08 import g08
from spec_tui.interview.rules.g12 import g12

EXACT = (
    ("NFR1", "A page has to be there in 600 milliseconds, ninety-eight presses out of a hundred"),
    ("NFR1", "The list has to show up inside of 2 s, 9 times out of 10"),
    ("NFR1", "I wait no more than a second and a half for a photo, bar one time in twenty"),
    ("NFR1", "A search should be there within a second, nineteen times out of twenty"),
    ("NFR1", "A stroke stands on the screen in a tenth of a second, nineteen times out of twenty"),
    ("NFR1", "Opening one must feel instant: under half a second, nineteen times in twenty"),
    ("NFR1", "Submitting must be answered within one second in 95 cases of 100"),
    ("NFR1", "The sheet in under a second, nearly always, say 19 of 20"),
    (
        "NFR1",
        "When one drags a tread the stair must follow in half a second, 95 times on 100",
    ),
    ("NFR1", "The search comes back before 0.9 s, p95, on the wifi of a hotel"),
    ("NFR5", "The share of two-minute slots with a sample in it, 99.9"),
    ("NFR5", "The presses run 24/6, let us say 99.5 on the six days"),
    ("NFR5", "It is not a service; the uptime is the one of the cluster"),
    ("NFR5", "A program is there when you start it"),
    ("NFR5", "It may be off for an hour a term"),
    ("NFR5", "One missed night in a hundred is tolerable"),
    ("NFR5", "99.5 % a month, from 5 am to 11 pm"),
    ("VIS6", "Clean handovers as % of all handovers; more is better"),
    ("VIS6", "Days from the end of a month to a usable figure"),
    ("VIS8", "To 2.0 % or lower"),
    ("CMP1", "GDPR, and the AI Act, under which we are minimal risk"),
    ("CMP1", "Rare lichens are protected under the Wildlife and Countryside Act"),
    ("ACC1", "Twelve scales have lived through thirty days outdoors"),
    ("ACC1", "The paper tickets stay locked in the safe for a week, and nobody asks for them"),
    ("ACC1", "Quick Save works in all 12 chapters, and the key safe opens for a card on the list"),
    ("ACC1", "Protected branches stay protected: a push of a guest is rejected"),
    ("ACC1", "Some loans are overdue, and each of them is marked"),
    ("ACC1", "The clean beds stay clean in 9 of 10 trials"),
    ("ACC1", "It is good if all pieces of the five worst houses enter"),
    ("WF2", "At 80 % of the dose it buzzes twice, at 100 it buzzes every ten minutes"),
    ("WF2", "Should it be undecided between two carriers, both are tried"),
)
LOOSE = (
    ("NFR1", "It must feel instant, nineteen times out of twenty"),
    ("NFR1", "A search is answered quickly"),
    ("NFR5", "It has to be up nearly always"),
    ("VIS6", "The booking is more usable"),
    ("ACC1", "The new screens are good"),
    ("ACC1", "The screens are fast on 3 telephones"),
    ("ACC1", "The screens are good\n12 users may come"),
    ("WF2", "It is undecided between two carriers, the ferry and the van"),
)


def _doubts(look, facet: str, words: str) -> list[str]:
    pointed = pointed_question(load().facets[facet], words)
    found = [f for rule in (g06, g07, g08, g12) for f in look(rule, {facet: words})]
    return [pointed] * bool(pointed) + [f.message for f in found if f.severity != "minor"]


@pytest.mark.parametrize(("facet", "words"), EXACT)
def test_what_is_exact_is_taken_as_it_is(look, facet: str, words: str) -> None:
    """Figures and shares in words, laws, what is counted, and reasons for having no figure."""
    assert _doubts(look, facet, words) == []


@pytest.mark.parametrize(("facet", "words"), LOOSE)
def test_what_is_loose_is_asked_about(look, facet: str, words: str) -> None:
    """The same places, without what makes them exact."""
    assert _doubts(look, facet, words)
