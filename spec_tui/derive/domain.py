"""Entities, states, endpoints, integrations, milestones: only what SPEC.md names (B.10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from spec_tui.derive.facts import Facts, slug
from spec_tui.derive.usecases import bare, one_line, unique
from spec_tui.documents.prose import stem, stems

_APART = re.compile(r"\s+(?:—|–|--|-)\s+|:\s+")
_TYPED = re.compile(r"(?P<name>[^():]+?)\s*(?:\((?P<in>[^()]+)\)|:\s*(?P<after>\S.*))?$")
_NO_FIELD = frozenset(
    ("belongs", "belong", "has", "have", "holds", "hold", "derived", "named", "encrypted", "is",
     "are", "was", "can", "may", "must", "shall", "from", "by", "to", "with", "without", "for",
     "that", "which", "who", "whose", "where", "one", "many", "each", "every", "per", "only",
     "never", "always", "its", "their", "the", "on", "in", "at", "made", "given", "kept", "used",
     "not", "no")
)  # fmt: skip
_ENDPOINT = re.compile(
    r"`?(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?P<path>/[^\s`,;]*)`?"
    r"(?:\s+(?:—|–|--|-)\s+|:\s+|,\s+)?(?P<about>.*)$",
    re.IGNORECASE,
)
_PARAMETER = re.compile(r"\{[^{}]*\}|<[^<>]*>|:\w+")
_ARROW = re.compile(r"\s*(?:→|->|=>|⟶)\s*")
LONGEST_FIELD = 3
"""Words in the name of a field."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field of an entity; `type` is "" where SPEC.md names none."""

    name: str
    """As an identifier, `opening_hours`."""
    words: str
    type: str = ""
    refers: str = ""
    """Identifier of the entity that it points at."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that the product knows about."""

    key: str
    fact: str
    name: str
    words: str
    """The whole item on one line."""
    about: str
    """What stands behind the name."""
    columns: tuple[Column, ...]

    @property
    def identifier(self) -> str:
        """Its name in a schema, `waiting_list_entry`."""
        return identifier(self.name)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A call of the API that SPEC.md names with method and path."""

    key: str
    fact: str
    method: str
    path: str
    about: str
    words: str
    entity: str = ""
    """Identifier of the entity that its path speaks of."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """Names of the parameters in its path."""
        return tuple(part.strip("{}<>:") for part in _PARAMETER.findall(self.path))


@dataclass(frozen=True, slots=True)
class Milestone:
    """A phase in the order of SPEC.md; the MVP first."""

    key: str
    fact: str
    name: str
    words: str
    goal: str = ""
    """Its exit criterion."""


def entities(facts: Facts) -> tuple[Entity, ...]:
    """The entities in the order of SPEC.md."""
    found = facts.fact("DOM1")
    if found is None:
        return ()
    lines = [words for item in found.items if (words := one_line(item))]
    split = [_APART.split(line, maxsplit=1) for line in lines]
    names = [bare(parts[0]).rstrip(".") for parts in split]
    known = {identifier(name): name for name in names}
    keys = unique(f"domain_model/entities/{slug(name)}" for name in names)
    made = []
    for key, line, parts, name in zip(keys, lines, split, names, strict=True):
        about = parts[1] if len(parts) > 1 else ""
        own = identifier(name)
        columns = tuple(
            Column(c.name, c.words, c.type, c.name if c.name in known and c.name != own else "")
            for c in _columns(about)
        )
        made.append(Entity(key, found.key, name, line, about, columns))
    return tuple(made)


def states(facts: Facts) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """(names of the states in order, transitions that SPEC.md names with an arrow)."""
    names: dict[str, None] = {}
    moves: list[tuple[str, str]] = []
    for item in facts.items("ST1"):
        line = re.sub(r"^[^:→>]{1,40}:\s+(?=.*(?:→|->|=>))", "", one_line(item))
        chain = [bare(part).rstrip(".") for part in _ARROW.split(line) if part.strip()]
        for name in chain:
            names.setdefault(name)
        moves += list(pairwise(chain))
    return tuple(names), tuple(moves)


def endpoints(facts: Facts) -> tuple[Endpoint, ...]:
    """The calls that stand with method and path; `create booking` alone is none."""
    found = facts.fact("API5")
    if found is None:
        return ()
    known = {stem(entity.identifier): entity.identifier for entity in entities(facts)}
    made = []
    for item in found.items:
        line = one_line(item)
        match = _ENDPOINT.match(line)
        if match is None:
            continue
        method, path = match["method"].upper(), match["path"]
        parts = [part for part in path.split("?")[0].split("/") if part]
        nouns = [identifier(part) for part in parts if not _PARAMETER.fullmatch(part)]
        entity = next((known[stem(n)] for n in reversed(nouns) if stem(n) in known), "")
        key = f"interfaces/api/{slug(f'{method} {path}')}"
        about = match["about"].strip().rstrip(".")
        made.append(Endpoint(key, found.key, method, path, about, line, entity))
    keys = unique(one.key for one in made)
    return tuple(
        Endpoint(key, e.fact, e.method, e.path, e.about, e.words, e.entity)
        for key, e in zip(keys, made, strict=True)
    )


def milestones(facts: Facts) -> tuple[Milestone, ...]:
    """The MVP, then the phases; none where SPEC.md names none."""
    made = []
    goals = [one_line(item) for item in facts.items("MIL3")]
    mvp = facts.fact("MIL1")
    if mvp is not None:
        words = one_line(mvp.text)
        made.append(Milestone("milestones/phases/mvp", mvp.key, "MVP", words, _goal("MVP", goals)))
    phases = facts.fact("MIL2")
    if phases is not None:
        lines = [one_line(item) for item in phases.items]
        keys = unique(f"milestones/phases/{slug(line)}" for line in lines)
        for key, line in zip(keys, lines, strict=True):
            name = _APART.split(line, maxsplit=1)[0]
            made.append(Milestone(key, phases.key, name, line, _goal(name, goals)))
    return tuple(made)


def mitigations(facts: Facts) -> tuple[str, ...]:
    """What is done about each known risk, in the order of the risks, "" where nothing is said.

    A line names its risk, `Damage: check reads a tenth`, or there are as many lines as risks.
    """
    known = [bare(one_line(item)).lower() for item in facts.items("RSK1")]
    lines = [one_line(item) for item in facts.items("RSK2")]
    found = []
    for number, risk in enumerate(known):
        own = next(
            (rest for head, colon, rest in (line.partition(": ") for line in lines)
             if colon and head.strip() and stems(head) and set(stems(head)) <= set(stems(risk))),
            "",
        )  # fmt: skip
        found.append(own or (lines[number] if len(lines) == len(known) else ""))
    return tuple(found)


def identifier(words: str) -> str:
    """Words as a name in a schema or program: `waiting list entry` is `waiting_list_entry`."""
    name = slug(words).replace("-", "_").replace("'", "")
    name = re.sub(r"[^a-z0-9_]", "", name.encode("ascii", "ignore").decode())
    return f"_{name}" if name[:1].isdigit() else name or "item"


def _columns(about: str) -> tuple[Column, ...]:
    """The fields of `name, phone, e-mail`; none where any part is not the name of a field."""
    parts = [bare(part).rstrip(".") for part in re.split(r",\s+(?:and\s+)?", about) if part.strip()]
    made: list[Column] = []
    for part in parts:
        match = _TYPED.fullmatch(part)
        words = match["name"].split() if match is not None else []
        if match is None or not 0 < len(words) <= LONGEST_FIELD:
            return ()
        if any(word.lower() in _NO_FIELD for word in words):
            return ()
        kind = (match["in"] or match["after"] or "").strip()
        made.append(Column(identifier(match["name"]), match["name"].strip(), kind))
    names = [column.name for column in made]
    return tuple(made) if len(set(names)) == len(names) else ()


def _goal(name: str, goals: list[str]) -> str:
    for line in goals:
        head, colon, rest = line.partition(": ")
        if colon and head.strip().lower() in name.lower():
            return rest
    return goals[0] if name == "MVP" and len(goals) == 1 and ": " not in goals[0] else ""
