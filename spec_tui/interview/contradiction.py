"""A conflict that a rule saw, with the very characters that each of its sides stands on.

Whoever decides it changes these and no others: the same words may stand beside them, or inside of
a longer word (B.5.6).
"""

from __future__ import annotations

from dataclasses import dataclass, fields

from spec_tui.interview.model import Finding
from spec_tui.interview.spec import Passage

Spot = tuple[Passage, int]
"""A passage, and where in its text the words begin."""


@dataclass(frozen=True, slots=True)
class Contradiction(Finding):
    """A finding with two sides."""

    spots: tuple[Spot | None, ...] = ()
    """One for each side; None for one in stack.toml."""

    @property
    def phrase(self) -> bool:
        """One phrase names both sides (`Postgres or MySQL`); it begins where the first does."""
        return self.text not in {words for words, _ in self.sides}


def contradiction(found: Finding, *spots: Spot | None) -> Contradiction:
    """A finding and where its sides stand."""
    return Contradiction(**{f.name: getattr(found, f.name) for f in fields(found)}, spots=spots)
