"""G17: SPEC.md and stack.toml name different technologies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import content_words, whole
from spec_tui.interview.bank import Bank
from spec_tui.interview.contradiction import contradiction
from spec_tui.interview.lexicon import Tech, may_name, named, technologies, together
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import at, question_id, slot_key
from spec_tui.interview.rules.looking import MARKER, Seen, Words, first_passage, heard, look, seen
from spec_tui.interview.spec import Imported, Passage, Spec
from spec_tui.interview.stack import CLASS_OF

_ANYWHERE = frozenset({"language", "framework", "datastore", "hosting", "ci"})
"""Classes that are also looked for outside the place of their own."""

_EXEMPT_SECTIONS = frozenset({"risks", "integrations", "terminology", "open_questions"})
_EXEMPT_SLOTS = frozenset({"out-of-scope", "migration-plan", "personas", "target-users"})
_EXISTING = "DAT7"
"""Where data live today."""
_USES = re.compile(
    r"\b(?:data|records|rows|tables|readings|state|everything|all of it|the (?:whole )?lot|is|are"
    r"|lies?|lives?|sits?|go|goes|stays?|stands?|resides?|rests?)\s+(?:in|on|into|at)\s+"
    r"(?:(?:an?|one|the|our|single|small|big|managed|plain)\s+){0,3}$|"
    r"\b(?:memory|store|storage|database|db|language|host|hosting)\s+is\s+$|"
    r"\b(?:propose[sd]?|chose|chosen|choose|picked|decided (?:on|for)|settled on|agreed on"
    r"|want(?:ed|s)? it in)\b[^.;]{0,20}$|"
    r"\b(?:uses?|using|used|stor(?:e|es|ed|ing)|kept|keeps?|held|holds?|puts?|saved?|persist(?:s|ed)"
    r"|archived?|writ(?:e|es|ten)|programmed|coded|do(?:es|ing|ne)?|built|runs?|running|hosted"
    r"|deployed|deploys?|implemented|based|powered)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
# `Ruby 3.4, Sinatra`, `MySQL with PostGIS`: a line of a stack needs no verb.
_SAYS: Mapping[str, re.Pattern[str]] = {
    "language": re.compile(
        r"(?:\b(?:written|programmed|coded|made|done|program (?:it|them|this)) (?:in|with)"
        r"|\bworks? (?:in|with)"
        r"|\b(?:language|code)\b[\s:|—–*_]*(?:is)?)\s+$",
        re.I,
    ),
    "hosting": re.compile(
        r"\b(?:machines?|hosting|servers?|host|cloud)\s*(?:[:|—–]|(?:is|are) rented from)\s+$"
        r"|\bserved from\s+$",
        re.I,
    ),
    "datastore": re.compile(
        r"\b(?:data|rows?|records?|tables|everything|it all|all of it|register|database)\s+"
        r"(?:(?:would|will|shall|is|are|be)\s+)*"
        r"(?:lives?|lies?|lands?|sits?|stands?|kept|stored|held)\s+in\s+(?:(?:an?|one|the|our)\s+){0,2}$",
        re.I,
    ),
}
"""`Written in Ruby, run by CPython`, `the data lie in MySQL`"""
_BEGINS = re.compile(r"(?:^|[.;:—–|]\s)\W*$")
_GOES_ON = re.compile(
    r"(?:\s+v?\d[\w.]*)?(?:\s*[,.;(+|/]|\s+(?:with|on|and|plus|for (?:the |our )?(?:data|records"
    r"|rows|tables|server|code|rest|client|app|application|programme?|backend|whole))\b|\s*$)",
    re.IGNORECASE,
)
_HOLDS = re.compile(
    r"(?:\s+v?\d[\w.]*)?\s+(?:holds?|keeps?|stores?|does (?:all|everything|it|the (?:whole|lot))\b"
    r"|hosts?|is (?:the|her|his|our|my|their) (?:language|store|database|host))\b",
    re.IGNORECASE,
)
"""`PostgreSQL holds all of it`, `Ruby is her language`."""
_MANY = 3
_BUILDING = frozenset({"deployment", "data_schema"})
"""Sections in which such lines stand; imported ones may stand anywhere."""
# A negation, a source to leave, or somebody else's system.
_NOT_OURS = re.compile(
    r"(?:\b(?:not|no|nobody|never|without|neither|wrap(?:s|ping)?|instead of|rather than"
    r"|replac(?:e|es|ing)|from|legacy|old|existing|alternatives?|alternatively|considered|rejected|unlike|partner|partner's|their(?=\s+(?:[\w-]+\s+)?$)"
    r"|customer|import(?:s|ed)?|export(?:s|ed)?|compatible|support(?:s|ed)?|later|v2|if)|n't)\b"
    r"[^.;:]{0,60}$",
    re.IGNORECASE,
)
_EXTRA = re.compile(
    r"(?:\s+v?\d[\w.]*)?\s*(?:as (?:a |the )?|(?:for|in|on) (?:the |our )?)"
    r"(?:client|front[- ]?end|browser|ui|web (?:app|page|site)|scripts?|cache|caching|sessions?"
    r"|search|queues?|tests?|jobs)\b",
    re.IGNORECASE,
)
_VERSION = re.compile(r"[ -]?v?\d")
_PART = re.compile(
    r"\s*(?:(?:as|for|in|on) (?:the |our |its )?[a-z]|and\b"
    r"|(?:page|front|client|web|app|library|code)s?\b)",
    re.IGNORECASE,
)
"""Behind the language of one part among several."""
_SEVERAL = frozenset({"auth"})
"""Classes of which people use several; a name that nobody knows contradicts none of them."""
_RENTED = re.compile(r"\b(?:rent|hir|leas|bought|buy)\w* from\b", re.IGNORECASE)
_ASKED = re.compile(r"[^.;:!?]{0,40}\?")
"""`Passwords for managers? No.`"""
_NONE = frozenset({"", "none", "n/a", "-"})
_QUALIFIED = "(both:"


def g17(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find technologies in SPEC.md that a reviewed key of stack.toml contradicts.

    A key is compared with the place that mirrors it, and with sentences that say what is used.
    A place that names the stack's technology too is fine; so are negations, sources of a
    migration, alternatives and other people's systems. One finding for each key.
    """
    named_in, told = seen(spec, _technologies), heard(spec, _technologies)
    for key, facet in bank.stack_keys.items():
        value = stack.get(key, "")
        cls = CLASS_OF.get(key, "")
        if not cls or value.strip().lower() in _NONE:
            continue
        ours = named(value, cls)
        clash = _clash(spec, named_in, facet.key, cls, ours, value)
        if clash is None and not (
            cls in _SEVERAL and _is_named([*named_in, *told], facet.key, ours)
        ):
            clash = _told(told, facet.key, cls, ours)
        if clash is None:
            continue
        passage, tech = clash
        words = passage.text[tech.start : tech.end]
        found = at(
            bank, "G17", "critical", passage, tech.start, tech.end,
            f"{words} stands here, and stack.toml says {value}.",
        )  # fmt: skip
        found = replace(
            found,
            question_id=question_id(bank, facet.key, conflict=True),
            sides=((words, passage.key), (value, f"stack.toml:{key}")),
            sources=(*found.sources, "") if found.sources else (),
        )
        yield contradiction(found, (passage, tech.start), None)


@look
def _technologies(words: Words) -> tuple[Tech, ...]:
    return technologies(words.text) if may_name(words.parts) else ()


def _clash(
    spec: Spec, named_in: Seen[Tech], home: str, cls: str, ours: frozenset[str], value: str
) -> tuple[Passage, Tech] | None:
    """The first passage that names another technology of the class."""
    slot = slot_key(home)
    anywhere = first_passage(spec, home) is None

    def lives(passage: Passage) -> bool:
        """The place that mirrors the key; where it is empty, all text of its slot."""
        return passage.key == home or (anywhere and slot_key(passage.key) == slot)

    at_home = [(p, t) for p, techs in named_in if lives(p) for t in techs if t.cls == cls]
    agreed = any(_agrees(t, ours) for _, t in at_home)
    if at_home and not agreed:
        itself = whole(fold(value))
        agreed = any(itself.search(fold(p.text)) for p in spec.passages if lives(p))
        agreed = agreed or (cls in _SEVERAL and not technologies(value))
    if agreed and cls == "language" and (other := _beside_its_runtime(at_home, ours)) is not None:
        return other
    if not agreed:
        for passage, tech in at_home:
            if not _apart(passage, tech):
                return passage, tech
    if cls not in _ANYWHERE:
        return None
    for passage, all_techs in named_in:
        stated = _stated(passage, all_techs, cls, ours)
        if stated is not None:
            return passage, stated
        if lives(passage) or _exempt(passage):
            continue
        for tech in _others(all_techs, cls, ours):
            if _used(passage, tech, all_techs) and not _apart(passage, tech):
                return passage, tech
    return None


def _is_named(named_in: Seen[Tech], home: str, ours: frozenset[str]) -> bool:
    """Some words of the slot name the stack's technology."""
    slot = slot_key(home)
    return any(
        _agrees(tech, ours)
        for passage, techs in named_in
        for tech in techs
        if slot_key(passage.key) == slot
    )


def _beside_its_runtime(
    named_in: Sequence[tuple[Passage, Tech]], ours: frozenset[str]
) -> tuple[Passage, Tech] | None:
    """`Ruby, runtime PHP 8.4`: the first name is that of the language, without a version; ours is
    only what runs it.
    """
    if not named_in or any(
        _agrees(tech, ours) and not _VERSION.match(passage.text, tech.end)
        for passage, tech in named_in
    ):
        return None
    passage, tech = named_in[0]
    names_it = not _VERSION.match(passage.text, tech.end) and not _PART.match(
        passage.text, tech.end
    )
    return (passage, tech) if names_it and not _apart(passage, tech) else None


def _exempt(passage: Passage) -> bool:
    return passage.section in _EXEMPT_SECTIONS or passage.slot in _EXEMPT_SLOTS


def _others(techs: Sequence[Tech], cls: str, ours: frozenset[str]) -> list[Tech]:
    """The technologies of a class, where none of them is the stack's."""
    own = [tech for tech in techs if tech.cls == cls]
    return [] if any(_agrees(tech, ours) for tech in own) else own


def _stated(passage: Passage, techs: Sequence[Tech], cls: str, ours: frozenset[str]) -> Tech | None:
    """Another technology that the very words before it say is the one, whatever else is named
    beside it: `written in Ruby, run by CPython`, `the rows live in MySQL`.
    """
    says = _SAYS.get(cls)
    if says is None or passage.facet == _EXISTING or passage.section in _EXEMPT_SECTIONS:
        return None
    for tech in techs:
        other = tech.cls == cls and not _agrees(tech, ours)
        if other and says.search(passage.text, 0, tech.start) and not _apart(passage, tech):
            return tech
    return None


def _used(passage: Passage, tech: Tech, beside: Sequence[Tech]) -> bool:
    """The words around a name say that it is built on; so does a line of many kinds of names."""
    text = passage.text
    if _USES.search(text, max(0, tech.start - 60), tech.start) or _HOLDS.match(text, tech.end):
        return True
    kinds = len({other.cls for other in beside})
    if kinds >= _MANY and (passage.section in _BUILDING or _only_names(text, beside)):
        return True
    return (
        (passage.section in _BUILDING or isinstance(passage, Imported))
        and _BEGINS.search(text, max(0, tech.start - 6), tech.start) is not None
        and _GOES_ON.match(text, tech.end) is not None
    )


def _only_names(text: str, techs: Sequence[Tech]) -> bool:
    """A line of names says nothing else."""
    bare = MARKER.sub("", text)
    for tech in techs:
        bare = bare.replace(text[tech.start : tech.end], " ")
    return len(content_words(bare)) <= 1


def _told(
    told: Seen[Tech], home: str, cls: str, ours: frozenset[str]
) -> tuple[Passage, Tech] | None:
    """The first imported sentence that names only other technologies of the class, as what is used.

    In a sentence about the very place no word has to say so.
    """
    for passage, all_techs in told:
        at_home = passage.key == home
        stated = _stated(passage, all_techs, cls, ours)
        if stated is not None:
            return passage, stated
        if not at_home and (cls not in _ANYWHERE or _exempt(passage)):
            continue
        for tech in _others(all_techs, cls, ours):
            if (at_home or _used(passage, tech, all_techs)) and not _apart(passage, tech):
                return passage, tech
    return None


def _agrees(tech: Tech, ours: frozenset[str]) -> bool:
    return tech.name in ours or any(together(tech.name, name) for name in ours)


def _apart(passage: Passage, tech: Tech) -> bool:
    """True where the words around a name say that it is not what is built on."""
    before = passage.text[max(0, tech.start - 80) : tech.start]
    if tech.cls == "hosting":
        # their account, on which it will run; and who it is rented from
        before = _RENTED.sub("", before.replace("existing", ""))
    return (
        _QUALIFIED in passage.text
        or _NOT_OURS.search(before) is not None
        or _EXTRA.match(passage.text, tech.end) is not None
        or _ASKED.match(passage.text, tech.end) is not None
    )
