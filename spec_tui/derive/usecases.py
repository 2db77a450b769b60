"""What people do with the product, step by step, and what happens when it goes otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spec_tui.derive.facts import Facts, slug
from spec_tui.derive.regions import FENCE

_SIGNS = re.compile(r"[*_`]+")
_ARTICLE = re.compile(r"(?:the|a|an|our)\s+", re.IGNORECASE)
_SYSTEM = re.compile(
    r"(?:the\s+)?(?:system|service|app|application|tool|server|back-?end|api|platform|program"
    r"|software|product|job|pipeline|device|firmware|library)\s+(?P<rest>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_ACRONYM = re.compile(r"[A-Z0-9]{2,}|[A-Za-z][a-z]*[A-Z]")
_IRREGULAR = {"is": "be", "are": "be", "has": "have", "does": "do", "goes": "go"}


@dataclass(frozen=True, slots=True)
class UseCase:
    """One of the top use cases, or an item in scope where none is named."""

    key: str
    """Stable: slot and slug of the words, `personas/top-use-cases/book-an-appointment`."""
    fact: str
    """Key of the facet that holds it."""
    words: str
    """As written, on one line."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the primary flow."""

    key: str
    fact: str
    words: str
    before: str
    """The step before it, "" for the first."""
    action: str
    """What the system does, with a bare verb; "" where somebody else acts."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A branch or an edge case, `Slot taken meanwhile: offer the next three`."""

    key: str
    fact: str
    words: str
    condition: str
    response: str
    """"" where SPEC.md does not say what happens then."""


def use_cases(facts: Facts) -> tuple[UseCase, ...]:
    """The top use cases; where SPEC.md names none, the items in scope (B.10)."""
    for facet, slot in (("USR4", "personas/top-use-cases"), ("SCP1", "scope/in-scope")):
        found = facts.fact(facet)
        if found is not None:
            lines = [words for item in found.items if (words := one_line(item))]
            keys = unique(f"{slot}/{slug(words)}" for words in lines)
            return tuple(
                UseCase(key, found.key, words) for key, words in zip(keys, lines, strict=True)
            )
    return ()


def steps(facts: Facts) -> tuple[Step, ...]:
    """The primary flow in order."""
    found = facts.fact("WF1")
    if found is None:
        return ()
    lines = [one_line(item) for item in found.items]
    keys = unique(f"workflows/primary-flows/{slug(words)}" for words in lines)
    return tuple(
        Step(key, found.key, words, lines[at - 1] if at else "", _action(words, facts.name))
        for at, (key, words) in enumerate(zip(keys, lines, strict=True))
    )


def edges(facts: Facts) -> tuple[Edge, ...]:
    """Branches, then edge cases."""
    made: list[Edge] = []
    for facet in ("WF2", "WF3"):
        found = facts.fact(facet)
        if found is None:
            continue
        for item in found.items:
            words = one_line(item)
            condition, colon, response = words.partition(": ")
            colon = colon if condition.strip() else ""
            made.append(
                Edge(
                    f"workflows/edge-cases/{slug(condition)}",
                    found.key,
                    words,
                    condition.strip() if colon else words.rstrip("."),
                    response.strip().rstrip(".") if colon else "",
                )
            )
    keys = unique(edge.key for edge in made)
    return tuple(
        Edge(key, e.fact, e.words, e.condition, e.response)
        for key, e in zip(keys, made, strict=True)
    )


def one_line(text: str) -> str:
    """A text on one line that opens no fence; a fenced block in it is left out, bullets inside it
    become commas. A sign with no line behind it fences nothing: it is words.
    """
    text = re.sub(r"(?ms)^[ \t]*(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]*\1[ \t]*$|\Z)", "", text)
    lines = [re.sub(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+", "", line) for line in text.split("\n")]
    return unfenced(" ".join(", ".join(line.strip() for line in lines if line.strip()).split()))


def unfenced(line: str) -> str:
    """A line whose fence sign, where it would open a block, is words: a backslash before it."""
    match = FENCE.match(line)
    return (
        line if match is None else f"{line[: match.start('mark')]}\\{line[match.start('mark') :]}"
    )


def lowered(words: str) -> str:
    """Words as they go on in a sentence: the first letter small, unless it is a name."""
    first = words.split(" ", 1)[0]
    if not words or _ACRONYM.match(first):
        return words
    return words[0].lower() + words[1:]


def bare(words: str) -> str:
    """Words without emphasis and code signs."""
    return _SIGNS.sub("", words).strip()


def unique(keys: Iterable[str]) -> list[str]:
    """The keys, the second of two equal ones with `-2` and so on."""
    seen: dict[str, int] = {}
    made = []
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
        made.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return made


def bare_verb(word: str) -> str:
    """`confirms` as `confirm`: the third person singular as it stands behind SHALL."""
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low]
    if len(low) > 3 and low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zzes", "oes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith("ss") else low


def _action(words: str, project: str) -> str:
    match = _SYSTEM.match(words)
    rest = match["rest"] if match is not None else ""
    if not rest and project:
        start = _ARTICLE.sub("", words, count=1)
        if start.lower().startswith(f"{project.lower()} "):
            rest = start[len(project) + 1 :]
    verb, _, after = rest.strip().partition(" ")
    if not verb or not verb[0].isalpha() or not verb.lower().endswith("s"):
        return ""
    return f"{bare_verb(verb)} {after}".strip().rstrip(".")
