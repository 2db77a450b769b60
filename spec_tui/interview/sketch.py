"""A sketch of what a text does not say in so many words: product type, entities (B.6.6).

Both are always confirmed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from spec_tui.documents.prose import STOP_WORDS, mask, stem
from spec_tui.interview.conditions import SPELLINGS, TYPES

MOST_ENTITIES = 7
NEAR = 25
"""Characters before the words for a type in which a "not" counts."""
_IS = r"(?:\b(?:is|as|are|build(?:ing)?|offers?|provides?|ships?|has|needs?|want|with|plus)\b|^)"
_ARTICLE = r"\s*(?:(?:an?|the|our|one|small|new|simple|internal|public|single)\s+){0,3}"
_MORE = {"web app": r"|\b(?:in|through|from) (?:the|a|any|one's) browser\b"}
"""Words that only make it likely."""
_TYPE = {
    name: re.compile(rf"{_IS}{_ARTICLE}{words}", re.IGNORECASE | re.MULTILINE)
    for name, words in SPELLINGS.items()
}
_SPOKEN_OF = {
    name: re.compile(rf"\b{words}{_MORE.get(name, '')}", re.IGNORECASE)
    for name, words in SPELLINGS.items()
}
_UI_AND_API = re.compile(r"\bUI and (?:an? )?(?:HTTP )?API\b|\bAPI and (?:a )?(?:web )?UI\b")
_NOT_IT = re.compile(
    r"\b(?:considered|alternative|instead of|rejected|not an?|no|out of scope|won't|will not|"
    r"uses?|using|depends? on|client library|callers?)\b",
    re.IGNORECASE,
)
_CRUD = re.compile(
    r"\b(?:stor(?:e|es|ing)|sav(?:e|es|ing)|creat(?:e|es|ing)|manag(?:e|es|ing)|"
    r"track(?:s|ing)?|record(?:s|ing)|delet(?:e|es|ing)|edit(?:s|ing)?|archiv(?:e|es|ing)|"
    r"cancel(?:s|ling)?|book(?:s|ing)?|list(?:s|ing)?)\s+"
    r"(?:(?:an?|the|their|its|our|all|each|every|new|own|open)\s+){0,2}(?P<noun>[a-z]{4,20})\b"
)
_TABLE = re.compile(r"\b(?:create table(?: if not exists)?|table)\s+[`\"]?(?P<noun>[a-z_]{3,30})\b")
_NAMED = re.compile(r"(?<=[a-z,] )(?P<noun>[A-Z][a-z]{3,19})\b")
_WORD = re.compile(r"\w+")
_NO_THING = STOP_WORDS | frozenset(
    """that them data time times work works things everything something people users user page
    pages with from into list lists back first next today monday tuesday wednesday thursday friday
    saturday sunday january february march april june july august september october november
    december english more most many order""".split()  # noqa: SIM905
)


def product_types(sentences: list[str]) -> list[str]:
    """Product types that a text shows, in the order of the closed list."""
    found: set[str] = set()
    for sentence in sentences:
        plain = mask(sentence)
        if _UI_AND_API.search(plain):
            found |= {"web app", "HTTP API"}
        found |= _named(plain, _TYPE)
    return [name for name in TYPES if name in found]


def spoken_of(sentence: str) -> list[str]:
    """Product types that a sentence about the product speaks of, in whatever words."""
    found = _named(mask(sentence), _SPOKEN_OF)
    return [name for name in TYPES if name in found]


def _named(plain: str, patterns: Mapping[str, re.Pattern[str]]) -> set[str]:
    """The types that words name without a "not" before them."""
    return {
        name
        for name, pattern in patterns.items()
        if (match := pattern.search(plain))
        and not _NOT_IT.search(plain, max(0, match.start() - NEAR), match.end())
    }


def entities(text: str) -> list[str]:
    """Things that a text creates, stores or names again and again: seven at most."""
    plain = "\n".join(mask(line) for line in text.split("\n"))
    counts: Counter[str] = Counter()
    first: dict[str, int] = {}
    for pattern, points in ((_CRUD, 1), (_TABLE, 2)):
        for match in pattern.finditer(plain):
            noun = match["noun"]
            if noun.casefold() not in _NO_THING:
                counts[stem(noun)] += points
                first.setdefault(stem(noun), match.start("noun"))
    for match in _NAMED.finditer(plain):
        if stem(match["noun"]) in counts:
            counts[stem(match["noun"])] += 1
    often = [noun for noun, count in counts.most_common(MOST_ENTITIES) if count >= 2]
    starts = sorted(first[noun] for noun in often)
    shown = [_WORD.match(plain, at) for at in starts]
    return [match[0] for match in shown if match] if len(often) >= 2 else []
