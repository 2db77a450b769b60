"""The small language of `ask_if`: when does a question of the bank apply.

A facet carries conditions, all of which must hold. One condition is one or more atoms joined by
`|` (one of them is enough); an atom with a leading `!` must not hold. The atoms:

    has:ui  has:api  has:cli  has:library  has:server  has:pipeline  has:device
                        the product is of such a type (`GROUPS`)
    settled:VIS6        that facet has an answer of any form
    live:SEC1           that facet has an answer, and not N/A
    personal-data       SEC6 has an answer that names personal data
    stack:app.language  that key of stack.toml is to be asked (interview.md B.9)

While no product type is known, a web app with an HTTP API is assumed: it has the most questions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

TYPES: tuple[str, ...] = (
    "web app",
    "HTTP API",
    "command-line tool",
    "library",
    "mobile app",
    "data pipeline",
    "embedded",
)
"""The closed list of product types, as written in SPEC.md (interview.md B.1)."""

SPELLINGS: Mapping[str, str] = {
    "web app": r"(?:responsive |single-page |progressive )?(?:web[ -]?(?:app|application|site|ui|"
    r"portal|frontend|page|tool)|website|booking page|browser (?:app|application|tool))",
    "HTTP API": r"(?:(?:http|rest|restful|json|graphql|web|public)(?:/json)?[ -]"
    r"(?:api|service|backend)|"
    r"http interface|api (?:server|for|with|that))",
    "command-line tool": r"(?:command[- ]line (?:tool|program|utility|app\w*|interface)|cli\b|"
    r"terminal (?:tool|program|app))",
    "library": r"(?:(?:python|javascript|typescript|rust|go|java|c\+\+|npm|ruby)?\s*"
    r"(?:library|package|crate|sdk)\b(?! of| item))",
    "mobile app": r"(?:(?:mobile|android|ios|iphone|phone|native)(?: and (?:android|ios))? "
    r"(?:apps?|applications?)\b)",
    "data pipeline": r"(?:(?:data|etl|batch|nightly|ingestion)[ -]?pipeline|etl job)",
    "embedded": r"(?:embedded (?:device|system|software|controller)|firmware|microcontroller)",
}
"""How people call each type in a sentence: patterns, for text in any case."""

GROUPS: dict[str, frozenset[str]] = {
    "ui": frozenset({"web app", "mobile app"}),
    "api": frozenset({"HTTP API"}),
    "cli": frozenset({"command-line tool"}),
    "library": frozenset({"library"}),
    "server": frozenset({"web app", "HTTP API", "data pipeline"}),
    "pipeline": frozenset({"data pipeline"}),
    "device": frozenset({"embedded", "mobile app"}),
}
"""What each `has:` atom accepts: one of these product types is enough."""

ASSUMED: frozenset[str] = frozenset({"web app", "HTTP API"})
"""The product types that stand in while none is known."""


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Facts:
    """What conditions look at."""

    types: frozenset[str] = frozenset()
    """Known product types (members of `TYPES`); empty while none is known."""
    settled: Callable[[str], bool] = _never
    """Facet id -> it has an answer of any form."""
    live: Callable[[str], bool] = _never
    """Facet id -> it has an answer that is not N/A."""
    personal_data: bool = False
    """SEC6 has an answer, and not "none"."""
    stack_asked: frozenset[str] = frozenset()
    """Dotted keys of stack.toml that are to be asked."""
    assume: bool = False
    """Every atom about other answers counts as open; product types and stack keys still decide.

    This is what "questions left" assumes (interview.md B.3).
    """


def holds(conditions: tuple[str, ...], facts: Facts) -> bool:
    """Whether all conditions hold. Raises ValueError for an atom that does not exist."""
    return all(_one(condition, facts) for condition in conditions)


def _one(condition: str, facts: Facts) -> bool:
    return any(_atom(atom.strip(), facts) for atom in condition.split("|"))


def _atom(atom: str, facts: Facts) -> bool:
    negated = atom.startswith("!")
    word, _, rest = atom.removeprefix("!").partition(":")
    if word == "has" and rest in GROUPS:
        return bool(GROUPS[rest] & (facts.types or ASSUMED)) is not negated
    if word == "stack" and rest:
        return (rest in facts.stack_asked) is not negated
    if facts.assume and word in {"settled", "live", "personal-data"}:
        return True
    if word == "settled" and rest:
        return facts.settled(rest) is not negated
    if word == "live" and rest:
        return facts.live(rest) is not negated
    if atom.removeprefix("!") == "personal-data":
        return facts.personal_data is not negated
    raise ValueError(f"unknown condition {atom!r}")


def unknown_atoms(
    conditions: tuple[str, ...], facet_ids: Collection[str], stack_keys: Collection[str]
) -> tuple[str, ...]:
    """The atoms that nothing can decide: unknown words, facet ids or stack keys."""
    atoms = [
        atom.strip().removeprefix("!") for condition in conditions for atom in condition.split("|")
    ]
    return tuple(atom for atom in atoms if not _known(atom, facet_ids, stack_keys))


def _known(atom: str, facet_ids: Collection[str], stack_keys: Collection[str]) -> bool:
    word, _, rest = atom.partition(":")
    match word:
        case "has":
            return rest in GROUPS
        case "settled" | "live":
            return rest in facet_ids
        case "stack":
            return rest in stack_keys
        case _:
            return atom == "personal-data"
