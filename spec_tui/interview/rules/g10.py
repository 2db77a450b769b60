"""G10: a promise without bounds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, at, sentence
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Spec

_SLOTS = frozenset({"performance", "reliability", "scalability"})
_SIGNS = frozenset(
    {"never", "always", "unlimited", "unbounded", "infinite", "infinitely", "forever", "all", "any",
     "every", "zero", "limit", "uptime", "availability", "available", "reliable"}
)  # fmt: skip
_CASES = "cases|circumstances|conditions|situations|times|costs"
_THINGS = "browsers?|devices?|platforms?|errors?|failures?|users?|requests?|loads?|networks?"
_BOUNDLESS = re.compile(
    rf"\b(?:never|always|unlimited|unbounded|infinite(?:ly)?|forever|no (?:upper )?limits?"
    rf"|zero (?:downtime|errors?|failures?|latency|bugs)"
    rf"|(?:at|in|under|for|on|with) (?:all|any|every) (?:possible )?(?:{_CASES}|{_THINGS})"
    rf"|any (?:number|amount|size|volume|load|kind) of"
    rf"|100 ?% (?:uptime|availability|available|reliable)"
    r"|(?:uptime|availability) (?:of|is) 100 ?%)(?![\w-])",
    re.I,
)
# What must never happen to data is an invariant, and can be kept.
_INVARIANT = re.compile(
    r"\b(?:log(?:s|ged)?|passwords?|secrets?|tokens?|keys?|personal|private|encrypt(?:s|ed|ion)?|leak"
    r"|leave|leaves|stored?|shared?|sent|expose[sd]?|plain ?text|twice|duplicate[sd]?|overwrit\w*"
    r"|delet\w*|corrupt\w*|before|unless|until|without)\b",
    re.I,
)


def g10(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find `always`, `never`, `unlimited`, `on any device` in performance, reliability and
    scalability, as minor. Security and data invariants (`never logged`) are exempt.
    """
    for passage, spans in seen(spec, _promises):
        for start, end, message in spans:
            yield at(bank, "G10", "minor", passage, start, end, message)


@look
def _promises(words: Words) -> list[Span]:
    if words.section != "nfr" or words.slot not in _SLOTS or words.parts.isdisjoint(_SIGNS):
        return []
    found: list[Span] = []
    ended = 0
    for match in _BOUNDLESS.finditer(words.prose):
        if match.start() < ended:
            continue
        start, ended = sentence(words.text, match.start())
        if _INVARIANT.search(words.prose, start, ended) is None:
            found.append((start, ended, f"“{match[0]}” has no bounds, so no test can show it."))
    return found
