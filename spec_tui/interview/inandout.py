"""Words of a foreign text that say what is in scope and what is not: headings, lists, sentences.

They are read apart from the facets, because one item on both sides is a contradiction wherever
drafting has put the two (G16).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spec_tui.interview.headings import led_to
from spec_tui.interview.sentences import Unit

INSIDE, OUTSIDE = "SCP1", "SCP2"
SIDES = frozenset({INSIDE, OUTSIDE})
NEVER = r"never(?! (?:blank|empty|null|missing|lost|deleted|logged|changed|shown|sent|altered)\b)"
"""The word where it says that a thing is not built, unlike `never blank: time, ticket kind`."""
_OUT_HEADING = re.compile(
    r"\bout[- ]of[- ]scope\b|\b(?:non|anti|not)[- ]?goals?\b|\bdemarcation\b"
    r"|\bnot (?:in|within) scope\b"
    r"|\boutside (?:of )?(?:the |our )?scope\b|\bbeyond (?:the )?scope\b|\bexclu(?:ded|sions?)\b"
    r"|\b(?:explicitly|deliberately) (?:not|out)\b|\bnot (?:included|planned|covered|supported)\b"
    r"|\bwon['’]?t (?:do|build|have)\b|\bnot (?:in|for|part of) (?:this|the|v|version|our)\b"
    r"|\boutside\b.*\bboundar|\bno part of\b|\bleft to\b(?! right)"
    r"|\b(?:taken|struck) (?:down|off|out)\b|^(?:dropped|removed|parked|cut)\b"
    r"|\b(?:left|leaves?|leaving|leave) (?:out|alone|aside)\b|\b(?:say|says|said|saying) no\b"
    r"|\b(?:excludes|omits|skips)\b"
    r"|^won['’]?t\b|\bnot to (?:build|do|make|include|deliver|ship)\b"
    r"|\b(?:i|we|they|nobody) (?:don['’]t|didn['’]t|won['’]t) (?:want|need|ask|build|do)\b"
    r"|\b(?:does|do|will|shall) not\b|\bis not\b|\bnot (?:now|yet|doing)\b|^(?:held |kept )?out$"
    r"|\b(?:lives?|do(?:es)?|gets? by|sails?|ships?|starts?|launch(?:es)?) without\b"
    r"(?! (?:them|him|her|us|each|one)\b)"
    r"|^outside\b(?! (?:services?|systems?|parties|partners|suppliers|firms|help\w*|tools?)\b)"
    r"[^.]{0,20}$"
    rf"|^(?:{NEVER}|later|next|afterwards|some ?day)\b[^,]{{0,20}}$"
    r"|\bdeferred\b|\b(?:(?:nobody|no one) (?:\w+ ){0,2}(?:asks?|asked|wants?|wanted|needs?"
    r"|needed|gets?|ordered|builds?|shall|will|must)|nothing here|none of (?:it|us))\b",
    re.IGNORECASE,
)
_PLAIN_OUT = re.compile(
    r"\b(?:(?:not|no) part of|not (?:in|for)|outside(?: of)?|(?:excluded|deferred) from"
    r"|left out of) (?:(?:this|the|our|its|that) )?(?:first |initial |present )?"
    r"(?:project|release|version|scope|product|delivery|order|contract|mvp|v1|1\.0)\b",
    re.IGNORECASE,
)
_BOTH_HEADING = re.compile(
    r"\b(?:scope|goals?|in) ?(?:&|and|/|,|\+) ?(?:\w+ )?(?:non|anti|out|limits|exclu)"
    r"|^(?!.*\bnot\b.*\band\b)\S.*\sand (?:what|features|things|those)\b"
    r".*\b(?:not|never|refuses?)\b"
    r"|\b(?:does|do|is|are|will|shall|has)\b,? (?:and|or) (?:what it )?"
    r"(?:does|do|is|are|will|shall|has)? ?not\b",
    re.IGNORECASE,
)
"""A heading over both sides: `Scope & Non-Goals`, `What is in, and what is not`."""
_IN_HEADING = re.compile(
    r"\bin[- ]scope\b|^(?:the |product |functional |project )*scope\b(?! of)|^(?:our |the )?goals$"
    r"|\bmust[- ]haves?\b|^(?:core |main |key |product )*(?:features|functions|capabilities)\b"
    r"|^(?:must|should|could)(?: criteria)?$|^does$|\bwhat (?:\S+ ){1,5}(?:build|deliver|ship)$"
    r"|^(?:included|covered|kept)\b|^inside\b[^.]{0,20}$"
    r"|\binside\b.*\bboundar|\bwhat (?:\S+ ){1,4}(?:does|do|must do|should do|will do)$"
    r"|^(?:held )?in$"
    r"|\bwe get\b|\bat launch\b|^(?:parts? |what )?(?:ships|shipped|delivered)\b"
    r"|\b(?:first|initial) (?:release|version|delivery)\b|\b(?:version (?:one|1)|v1|mvp)\b",
    re.IGNORECASE,
)
_SUBJECT = (
    r"(?:it|we|they|this|the (?:\S+ )?(?:version|release|product|tool|app|system|service|server"
    r"|program|library|site|device|bot|mvp|firmware|platform|pilot|delivery|contract|order|job"
    r"|module|command|script|sensor|gateway)|version (?:one|1)|v1"
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
    # `Please leave out …`, `I do not want …`, `Not building: …`, `The record shall not contain …`
    re.compile(
        r"^(?:uh,? |and |but |please,? )*(?:please )?(?:leave out|do not touch|don['’]t touch"
        r"|not building:?|(?:what )?(?:i|we) (?:do not|don['’]t) want:?|nobody asked for"
        r"|(?:it|the [\w-]+) (?:is not to|(?:shall|should|must|will|would) not"
        r" (?:contain|include|cover|comprise|provide|offer|hold|handle)))"
        r"\s+(?P<what>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    # `The following are left to other memos: …`, `They are not built: …`
    re.compile(
        r"\b(?:left to|no part of|not built|not ours)\b[^:;.]{0,40}:\s+(?P<what>\S.*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    # `The price does not cover …`
    re.compile(
        r"^(?:[\w-]+ ){1,4}(?:does|do|will|shall) not (?:cover|include|comprise)\s+"
        r"(?P<what>[^\s:].*)$",
        re.IGNORECASE | re.DOTALL,
    ),
    # `Stave does not cover: …`
    re.compile(
        r"^(?:[\w-]+ ){1,3}(?:does|do|will|shall) not(?: (?:cover|include|comprise|contain|do|offer"
        r"|provide|handle|have|deliver))?\s*:\s+(?P<what>\S.*)$",
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
_PROMISED = re.compile(
    r"^(?:so,? |and |then,? |after [\w ]+? it was agreed that )*(?:what (?:i|we)(?:['’]d| would)?"
    r" (?:want|need|like)(?: [\w']+){0,4}? (?:is|are)|(?:i|we)(?:['’]re building| want| picture)"
    r"|(?:it|the (?:new )?[\w-]+) (?:will|shall|must|should|would|is to)(?: also)?"
    r" (?:provide|offer|supply|contain|include|cover|comprise|hold|keep|record|give|have|show)"
    r"|the (?:price|contract|order|licence|fee|delivery) (?:covers|includes|comprises))\s+"
    r"(?P<what>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""How people say what is to be built, in a sentence that may also be about something else."""
_INTRODUCES_IN = re.compile(
    rf"^(?:so |and )?(?:{_SUBJECT}|[A-Z][\w-]+|the (?:contractor|supplier|bidder|vendor))"
    r"\s+(?:(?:must|shall|will|can|has to|have to)\s+)?"
    r"(?:comprises?|includes?|covers?|contains?|do(?:es)?|offers?|provides?|delivers?|supply"
    r"|supplies)\s*:$",
    re.IGNORECASE,
)
"""`The delivery comprises:`, `It does:`"""
_REQUIREMENT = re.compile(r"\W*(?:[A-Z]{1,5}[.-]?\d+|\d+(?:\.\d+)+)[.:)]?\W*\s")
_FOLLOWS = re.compile(r"\b(the following|as follows)\.$", re.IGNORECASE)
_CLAUSE_NUMBER = re.compile(r"^(?:(?:[A-Z]\.)?\d+(?:\.\d+)*[.)]?|\([a-z0-9]{1,3}\))\s+")
_NAMING = 3
"""Words of a line that is a heading without a sign."""
_SEVERAL = 2
"""Commas of a sentence that names several things."""
_ASKED = re.compile(
    r"\bwhat\s+(?:can|could|does|do|will|would|must|should|is|are)(?P<no>n?['’]t|not\b|\b[^?]{0,40}\bnot\b)?"
    r"[^?]*\b(?:do|include[sd]?|have|build|offer|get|scope|cover)\b",
    re.IGNORECASE,
)
_FLAG = re.compile(
    r"(?:^|[:|—–]\s+|\s-\s+)(?P<flag>in|out|included|excluded|yes|no)(?: of)?(?: scope)?\s*"
    r"(?:(?::|[—–]|\s-)\s+(?P<what>(?!\w+[._]\w)[^\s`])"
    r"|(?:,? (?:from |in )?(?:phase|release|version|no phase|later)\b[^|—–]*)?$)",
    re.IGNORECASE,
)
"""`out: `order.closed`` is the direction of a message."""
YES_SIGNS, NO_SIGNS = "✓✔☑✅", "✗✘✕❌🚫"
_SIGNED = re.compile(
    rf"\W{{0,3}}?(?:(?P<in>[{YES_SIGNS}])|(?P<out>[{NO_SIGNS}]))\ufe0f?\s+(?P<what>\S)"
)
"""`✓ refunds`, `✗ a graphical window`."""
_ABOUT = re.compile(
    r"\b(?:scope|borders?|extent|includ\w*|contain\w*|build|deliver\w*|ours|takes? on"
    r"|in (?:and|or) out"
    r"|first release|wanted|belongs?|agreed|boundar\w+|cover\w*|wish\w*|requests?|asked for)\b",
    re.IGNORECASE,
)
"""Of a heading: the list below it says of each thing whether it is in scope."""
_ROW = re.compile(r"\W*[\w.-]{1,6}\W*")
"""The number of a row or requirement, which is all that stands before a flag."""
_DONE = r"agreed|approved|accepted|included|supplied|delivered|provided|built|covered|wanted"
_VERDICT = re.compile(
    rf"\W*(?:(?P<in>{_DONE}|kept|yes)"
    r"|(?P<out>dropped|excluded|left out|out of scope|rejected|struck|struck (?:off|out)|declined"
    rf"|not (?:{_DONE}|now|yet|planned)|postponed|deferred|parked|no(?!\.)))"
    r"\W*:\W*\s(?P<what>[^\s`])",
    re.IGNORECASE,
)
"""How minutes say what was decided about the things behind it."""


def by_heading(headings: Sequence[str]) -> str:
    """The facet of a list under some headings, by the innermost that tells; "" for none."""
    for heading in reversed(headings):
        asked = introduced(heading) if heading.endswith("?") else ""
        if asked:
            return asked
        if is_both(heading):
            return ""
        if _OUT_HEADING.search(heading):
            return OUTSIDE
        if _IN_HEADING.search(heading):
            return INSIDE
    return ""


def is_both(heading: str) -> bool:
    """A heading over both sides of the scope."""
    return _BOTH_HEADING.search(heading) is not None


def ended(read: Iterable[Unit]) -> Iterator[Unit]:
    """The same units; a heading that names a side of the scope ends with its list: sentences behind
    that are about something else, and so is a list that one of them heads.
    """
    base: tuple[str, ...] = ("?",)
    side, lead = "", ""
    listed = over = False
    for unit in read:
        below = unit.headings == base or (over and unit.headings[:-1] == base)
        if not below:
            base, listed, over = unit.headings, False, False
            side = by_heading(base[-1:])
        ends = unit.kind == "sentence" and not unit.text.endswith(":")
        heads = over and lead != "" and not lead.endswith(":")
        if side and listed and (ends or heads):
            over = True
            yield replace(unit, headings=base[:-1] + unit.headings[len(base) :])
        else:
            listed = listed or unit.kind == "list"
            yield unit
        lead = unit.text if unit.kind == "sentence" else ""


def of_list(unit: Unit, lead: str) -> str:
    """The facet of a whole list, by the sentence before it or its headings; "" for none."""
    if unit.kind != "list":
        return ""
    own = introduced(lead) or (by_heading((lead,)) if is_name(lead) else "")
    return own or ("" if led_to(lead) else by_heading(unit.headings))


def is_plain(headings: Sequence[str]) -> bool:
    """The innermost heading can be about nothing but the scope: `Not part of this project`."""
    return any(_PLAIN_OUT.search(heading) for heading in headings[-1:])


def is_name(lead: str) -> bool:
    """A few words on a line of their own only name what follows them: `v1`, `later`, `never`."""
    return 0 < len(lead.split()) <= _NAMING and lead[-1:] not in ".!?;,"


def leads(words: str) -> bool:
    """The words lead to the list behind them: they end with a colon, or only name it."""
    return words.endswith(":") or is_name(words)


def parts(unit: Unit) -> dict[str, tuple[str, int, int]]:
    """For items of a list or rows of a table that say themselves on which side they stand:
    (facet, start, end of what is said beside it).
    """
    verdicts = decided(unit.items, unit.headings) or _signed(unit)
    said = [flagged(item, scope=True)[0] for item in unit.items]
    both = 2 * sum(map(bool, said)) > len(said) and set(said) >= SIDES
    scope = both or any(_ABOUT.search(heading) for heading in unit.headings[-1:])
    found = {}
    for item in unit.items:
        flag = flagged(item, scope=scope)
        if flag[0]:
            found[item] = flag
        elif item in verdicts:
            found[item] = (*verdicts[item], len(item))
    return found or _told_apart(unit.items)


def _signed(unit: Unit) -> dict[str, tuple[str, int]]:
    """For items of a list that a sign, or a box below a heading that says so, marks as in or out:
    (facet, where the words begin).
    """
    two_sided = by_heading(unit.headings[-1:]) == OUTSIDE or any(map(is_both, unit.headings[-1:]))
    if len(set(unit.ticked)) > 1 and two_sided:
        boxes = zip(unit.items, unit.ticked, strict=True)
        return {item: (INSIDE if tick else OUTSIDE, 0) for item, tick in boxes}
    found = {item: match for item in unit.items if (match := _SIGNED.match(item)) is not None}
    both = {bool(match["in"]) for match in found.values()} == {True, False}
    if len(found) < len(unit.items) or not (both or by_heading(unit.headings)):
        return {}
    return {
        item: (INSIDE if match["in"] else OUTSIDE, match.start("what"))
        for item, match in found.items()
    }


def _told_apart(items: Sequence[str]) -> dict[str, tuple[str, int, int]]:
    """The sides of requirements that all say what is contained, or is not."""
    said = {item: told(item) for item in items}
    if all(facet != OUTSIDE for facet, _, _ in said.values()):
        return {}
    found = {item: place if place[0] else (INSIDE, *promised(item)) for item, place in said.items()}
    return found if all(end for _, _, end in found.values()) else {}


def enumerates(sentence: str) -> bool:
    """It names several things one after the other."""
    return "; " in sentence or sentence.count(", ") >= _SEVERAL


def introduced(sentence: str) -> str:
    """The facet of a list behind a sentence that leads to it: `We will not build:`, `The delivery
    comprises`; or behind a question: `And what can't I do?`.
    """
    sentence = _CLAUSE_NUMBER.sub("", sentence.strip(' *_`"”’)'))
    if sentence.endswith("?"):
        asked = _ASKED.search(sentence)
        return "" if asked is None else OUTSIDE if asked["no"] else INSIDE
    sentence = _FOLLOWS.sub(r"\1:", sentence)
    if sentence[-1:].isalpha():
        sentence = f"{sentence}:"
    if not sentence.endswith(":"):
        return ""
    if re.search(
        r"\b(?:not|no part|left to|out of|outside|without|exclude|excluded|omit"
        r"|nobody|no one|nothing|none)\b|n['’]t\b",
        sentence,
        re.IGNORECASE,
    ):
        return OUTSIDE if _out(f"{sentence} x") or _OUT_HEADING.search(sentence) else ""
    if _in(f"{sentence} x") or _IN_HEADING.search(sentence) or _INTRODUCES_IN.match(sentence):
        return INSIDE
    return ""


def told(sentence: str) -> tuple[str, int, int]:
    """(facet, start, end) of what a sentence says is in or out of scope; ("", 0, 0) for nothing."""
    skipped = _number(sentence)
    said = sentence[skipped:]
    for facet, found in ((OUTSIDE, _out(said)), (INSIDE, _in(said))):
        if found is not None and not _FOLLOWS.fullmatch(found["what"]):
            start, end = found.span("what")
            return facet, start + skipped, end + skipped
    return "", 0, 0


def promised(sentence: str) -> tuple[int, int]:
    """Where a sentence says what is to be built (`It will provide …`); (0, 0) for any other."""
    skipped = _number(sentence)
    found = _PROMISED.match(sentence[skipped:])
    return (found.start("what") + skipped, found.end("what") + skipped) if found else (0, 0)


def _number(sentence: str) -> int:
    """Where the words behind the number of a requirement begin."""
    numbered = _REQUIREMENT.match(sentence)
    return numbered.end() if numbered else 0


def flagged(words: str, *, scope: bool = False) -> tuple[str, int, int]:
    """(facet, start, end) of an item or row that says it: `B4: In — Refunds`, `Refunds — out`;
    ("", 0, 0) for any other. `scope`: that is what the list is about, so `yes` and `no` say it too.
    """
    found = _FLAG.search(words)
    said = found["flag"].lower() if found is not None else ""
    if found is None or (said in {"yes", "no"} and not scope):
        return "", 0, 0
    facet = INSIDE if said.startswith(("in", "y")) else OUTSIDE
    row = _ROW.match(words)
    begin = row.end() if row is not None and words[: row.end()].rstrip().endswith((":", ")")) else 0
    if begin < found.start():
        return facet, begin, len(words[: found.start()].rstrip())
    return (facet, found.start("what"), len(words)) if found["what"] else ("", 0, 0)


def decided(items: Sequence[str], headings: Sequence[str]) -> dict[str, tuple[str, int]]:
    """For items that say what was decided about the rest of their words: (facet, where it begins).

    `Dropped: refunds` is out; `Agreed: refunds` is in where another item is out, or the headings
    say that it is about the scope.
    """
    found = {item: match for item in items if (match := _VERDICT.match(item)) is not None}
    about_scope = by_heading(headings) != "" or any(match["out"] for match in found.values())
    return {
        item: (OUTSIDE if match["out"] else INSIDE, match.start("what"))
        for item, match in found.items()
        if about_scope
    }


def _out(sentence: str) -> re.Match[str] | None:
    return next((m for pattern in _OUT_TALK if (m := pattern.search(sentence))), None)


def _in(sentence: str) -> re.Match[str] | None:
    return next((m for pattern in _IN_TALK if (m := pattern.search(sentence))), None)
