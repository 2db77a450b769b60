"""Which side of the scope a whole list stands on: by what leads to it, and by what its items say.

A heading with a no in it (`Never broken`, `Data kept, data struck off`) is not always about the
scope, so a list that says nothing a scope says is on neither side.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec_tui.interview import inandout
from spec_tui.interview.bank import Bank
from spec_tui.interview.evidence import likely_of_all
from spec_tui.interview.headings import place_of
from spec_tui.interview.sayings import Saying
from spec_tui.interview.sentences import Unit

LIKELY = 0.1
"""Mean probability of a side from which a list may stand on it."""
SURELY = 0.5
"""Mean probability at which the items know their side better than what leads to them."""
_OTHER = {inandout.INSIDE: inandout.OUTSIDE, inandout.OUTSIDE: inandout.INSIDE}


def side_of(bank: Bank, unit: Unit, said: Sequence[Saying], lead: str) -> str:
    """The facet of a list behind `lead` and below its headings, "" for neither side."""
    named = inandout.of_list(unit, lead)
    if not named or not said:
        return named
    likely = likely_of_all(said)
    own, other = likely.get(named, 0.0), likely.get(_OTHER[named], 0.0)
    if other >= SURELY:
        return _OTHER[named]
    exactly = place_of(unit.headings[-1:], bank) == bank.facets[named].home
    exactly = exactly or (named == inandout.OUTSIDE and inandout.is_plain(unit.headings))
    return named if exactly or own >= LIKELY else ""


def stands_on(said: Sequence[Saying], side: str) -> bool:
    """The items may stand on that side of the scope, by what they say."""
    return likely_of_all(said).get(side, 0.0) >= LIKELY


def parts_of(bank: Bank, unit: Unit, said: Sequence[Saying]) -> Mapping[str, tuple[str, int, int]]:
    """What items of a list say of themselves (`inandout.parts`), where it may be about the scope:
    `In:` and `Out:` are also what messages come and go.
    """
    found = inandout.parts(unit)
    if not found or place_of(unit.headings, bank).partition("/")[0] == "scope":
        return found
    likely = likely_of_all(said)
    about = sum(likely.get(side, 0.0) for side in inandout.SIDES)
    return found if about >= LIKELY else {}
