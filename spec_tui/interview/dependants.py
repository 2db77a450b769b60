"""Which answers were based on another one: read from the `ask_if` conditions (screens.md 6.6)."""

from __future__ import annotations

from functools import lru_cache

from spec_tui.interview.bank import load

_NAMED = frozenset({"settled", "live"})


@lru_cache(maxsize=256)
def depends_on(facet_id: str) -> frozenset[str]:
    """Facets whose answers decided that this one was asked, and theirs in turn."""
    bank = load()
    found: set[str] = set()
    waiting = [facet_id]
    while waiting:
        facet = bank.facets.get(waiting.pop())
        for condition in facet.ask_if if facet is not None else ():
            for other in _atoms(condition):
                if other not in found and other != facet_id:
                    found.add(other)
                    waiting.append(other)
    return frozenset(found)


def _atoms(condition: str) -> list[str]:
    """Facets that one condition looks at. A changed product type switches places off itself."""
    named = []
    for atom in condition.split("|"):
        kind, _, name = atom.lstrip("!").partition(":")
        if kind in _NAMED:
            named.append(name)
        elif kind == "personal-data":
            named.append("SEC6")
    return named
