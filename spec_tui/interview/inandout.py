"""Words of a foreign text that say what is in scope and what is not: headings, lists, sentences.

They are read apart from the facets, because one item on both sides is a contradiction wherever
drafting has put the two (G16).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

INSIDE, OUTSIDE = "SCP1", "SCP2"
_OUT_HEADING = re.compile(
    r"\bout[- ]of[- ]scope\b|\b(?:non|anti|not)[- ]?goals?\b|\bnot (?:in|within) scope\b"
    r"|\boutside (?:of )?(?:the |our )?scope\b|\bbeyond (?:the )?scope\b|\bexclu(?:ded|sions?)\b"
    r"|\b(?:explicitly|deliberately) (?:not|out)\b|\bnot (?:included|planned|covered|supported)\b"
    r"|\bwon['’]?t (?:do|build|have)\b|\bnot (?:in|for|part of) (?:this|the|v|version|our)\b"
    r"|\b(?:left|leaves?|leaving|leave) (?:out|alone|aside)\b|\b(?:say|says|said|saying) no\b"
    r"|\b(?:excludes|omits|skips)\b"
    r"|\b(?:does|do|will|shall) not\b|\bis not\b|\bnot (?:now|yet|doing)\b|^out$"
    r"|\bdeferred\b|\b(?:nobody|no one|nothing here|none of (?:it|us))\b",
    re.IGNORECASE,
)
_IN_HEADING = re.compile(
    r"\bin[- ]scope\b|^(?:the |product |functional |project )*scope\b(?! of)|^(?:our |the )?goals$"
    r"|\bmust[- ]haves?\b|^(?:core |main |key |product )*(?:features|functions|capabilities)\b"
    r"|^included\b|\bwhat (?:\S+ ){1,4}(?:does|do|must do|should do|will do)$|^in$"
    r"|\b(?:first|initial) (?:release|version|delivery)\b|\b(?:version (?:one|1)|v1|mvp)\b",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:it|we|they|this|the (?:\S+ )?(?:version|release|product|tool|app|system|service|server"
    r"|program|library|site|device|bot|mvp|firmware|platform|pilot)|version (?:one|1)|v1"
    r"|release (?:one|1)|mvp)"
)
_OUT_TALK = (
    # `It will not page anybody`, `Also out of scope is …`, `Left out: …`
    re.compile(
        rf"^(?:\W*(?:and|but|also|so|for now,?)\s)*{_SUBJECT}\s+(?:also\s+|deliberately\s+)?"
        r"(?:(?:will|does|do|shall|must|need|should) not|won['’]t|doesn['’]t|don['’]t"
        r"|(?:is|are) not (?:going|meant|supposed|intended) to"
        r"|leaves? out|excludes?|omits?|skips?)\s+(?:include\s+|contain\s+|have\s+|cover\s+|be\s+)?"
        r"(?P<what>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\b(?:out of scope|outside (?:of )?(?:the )?scope|not in scope|left out|not included"
        r"|excluded|not part of (?:it|this|(?:the )?(?:first )?(?:version|release|scope|project))"
        r"|not now|not yet|what not|non-goals?|not (?:in|for) (?:v1|version (?:1|one)"
        r"|(?:the first|this) (?:version|release)))"
        r"(?:\s+(?:deliberately|explicitly|on purpose|for now|altogether|for v1"
        r"|(?:for|in|of) (?:the first|this) (?:version|release)))*\s*"
        r"(?::|\b(?:is|are|were|was|remains?|stays?)\b(?: also| both)?:?)\s+(?P<what>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    # `Handwriting recognition is out of scope`
    re.compile(
        r"^(?P<what>\S.{2,300}?),?\s+(?:is|are|stays?|remains?|will be|was|were)\s+"
        r"(?:deliberately |explicitly |also |both |all )?(?:out of scope|outside (?:the )?scope"
        r"|not planned|not in (?:scope|v1|version|the first|this)"
        r"|(?:left out|not included|excluded|not part)(?: deliberately| on purpose)?"
        r"(?= (?:of|from|in|for) (?:it|this|now|scope|v1|version|(?:the )?(?:first|project|scope))"
        r"|\s*\.?$))",
        re.IGNORECASE | re.DOTALL,
    ),
)
_IN_TALK = (
    re.compile(
        r"\b(?:version (?:one|1)|v1|(?:first|initial|1st) (?:version|release|delivery)|mvp"
        r"|release (?:1|one)"
        r"|this (?:version|release)|scope|minimum(?: useful)? (?:\w+))\b[^.;:]{0,40}?"
        r"\b(?:includ(?:es?|ing)|contains?|compris(?:es?|ing)|covers?|consists? of|has|have|brings?"
        r"|delivers?|offers?)\b\s*:?\s+(?P<what>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"\b(?:in scope(?! and)|scope now|must[- ]haves?)\b\s*"
        r"(?::|\b(?:is|are)\b(?: also)?:?)\s+(?P<what>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    re.compile(
        r"^(?P<what>\S.{2,300}?),?\s+(?:is|are)\s+(?:also |both |all )?"
        r"(?:in scope|part of (?:v1|version|the first))\b",
        re.IGNORECASE | re.DOTALL,
    ),
)
_ASKED = re.compile(
    r"\bwhat\s+(?:can|could|does|do|will|would|must|should|is|are)(?P<no>n?['’]t|not\b|\b[^?]{0,40}\bnot\b)?"
    r"[^?]*\b(?:do|include[sd]?|have|build|offer|get|scope|cover)\b",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"(?:^|[:|—–]\s+|\s-\s+)(?P<flag>in|out)(?: of)?(?: scope)?\s*(?::|[—–]|\s-)\s+(?P<what>\S)",
    re.IGNORECASE,
)


def by_heading(headings: Sequence[str]) -> str:
    """The facet of a list under some headings, by the innermost that tells; "" for none."""
    for heading in reversed(headings):
        asked = introduced(heading) if heading.endswith("?") else ""
        if asked:
            return asked
        if _OUT_HEADING.search(heading):
            return OUTSIDE
        if _IN_HEADING.search(heading):
            return INSIDE
    return ""


def introduced(sentence: str) -> str:
    """The facet of a list behind a sentence that ends in a colon: `We will not build:`; or behind a
    question: `And what can't I do?`.
    """
    sentence = sentence.strip(' *_`"”’)')
    if sentence.endswith("?"):
        asked = _ASKED.search(sentence)
        return "" if asked is None else OUTSIDE if asked["no"] else INSIDE
    if not sentence.endswith(":"):
        return ""
    if re.search(
        r"\b(?:not|out of|outside|without|exclude|excluded|omit"
        r"|nobody|no one|nothing|none)\b|n['’]t\b",
        sentence,
        re.IGNORECASE,
    ):
        return OUTSIDE if _out(f"{sentence} x") or _OUT_HEADING.search(sentence) else ""
    return INSIDE if _in(f"{sentence} x") or _IN_HEADING.search(sentence) else ""


def told(sentence: str) -> tuple[str, int, int]:
    """(facet, start, end) of what a sentence says is in or out of scope; ("", 0, 0) for nothing."""
    for facet, found in ((OUTSIDE, _out(sentence)), (INSIDE, _in(sentence))):
        if found is not None:
            return facet, *found.span("what")
    return "", 0, 0


def flagged(words: str) -> tuple[str, int]:
    """(facet, where the rest begins) of an item or row that says it: `B4: In — Refunds`."""
    found = _FLAG.search(words[:60])
    if found is None:
        return "", 0
    return (INSIDE if found["flag"].lower() == "in" else OUTSIDE), found.start("what")


def _out(sentence: str) -> re.Match[str] | None:
    return next((m for pattern in _OUT_TALK if (m := pattern.search(sentence))), None)


def _in(sentence: str) -> re.Match[str] | None:
    return next((m for pattern in _IN_TALK if (m := pattern.search(sentence))), None)
