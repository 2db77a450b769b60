"""Twelve ways to spoil a clean document, each in one place that is known (interview.md B.12 b)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Literal

from benchmarks.interview.corpus import CANONICAL, Answer, Document
from spec_tui.interview.lexicon import technologies, together

Group = Literal["structural", "numbers and stack", "scope", "vague"]
_NUMBER = re.compile(
    r"(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit> ?(?:ms|µs|s|min|h|%))(?![\w/])", re.IGNORECASE
)
_MEASURED = re.compile(
    r"(?:\b(?:(?:in )?(?:less|no more|not more) than|within|at most|in|below|under) )?"
    rf"{_NUMBER.pattern}(?: at P95| per \w+)?",
    re.IGNORECASE,
)
_TIME = re.compile(_NUMBER.pattern.replace("|%", ""), re.IGNORECASE)
"""What a latency or a recovery time is said in; `95 % of the cases` is neither."""
_SAID_IN = {"NFR1": _TIME, "NFR6": _TIME, "NFR5": re.compile(_NUMBER.pattern, re.IGNORECASE)}
_DATE = re.compile(r"(?P<year>20\d\d)-\d\d-\d\d")
_OTHERS = {
    "datastore": ("MySQL", "MongoDB"),
    "language": ("Ruby", "PHP"),
    "hosting": ("Heroku", "Render"),
}
_HOMES = {"datastore": "DAT10", "language": "STK1", "hosting": "DEP6"}
_KEYS = {"datastore": "datastore.primary", "language": "app.language", "hosting": "infra.hosting"}
_REST = re.compile(r"(?:[^.!?\n|]|\.(?=\S)|\n(?!\s*(?:\n|[-*+#|]|\d+[.)])))*")
"""What is left of a sentence, which may be wrapped."""
_TERM = "QXR"


@dataclass(frozen=True, slots=True)
class Planted:
    """A document with one defect."""

    defect: str
    text: str
    words: tuple[str, ...]
    """A finding names the defect's line when that line holds one of these."""
    rules: frozenset[str]
    """Rules that may see it."""
    facets: frozenset[str]
    """Facets that a question about it may be about."""


@dataclass(frozen=True, slots=True)
class Mutator:
    """One kind of defect."""

    name: str
    group: Group
    rules: frozenset[str]
    plant: Callable[[Document, Random], tuple[str, tuple[str, ...], tuple[str, ...]] | None]
    """(text, words, facets), or None where the document has no place for it."""

    def __call__(self, document: Document, random: Random) -> Planted | None:
        """Spoil the document; None where it has no place for this defect."""
        made = self.plant(document, random)
        if made is None:
            return None
        text, words, facets = made
        return Planted(self.name, text, words, self.rules, frozenset(facets))


Made = tuple[str, tuple[str, ...], tuple[str, ...]]


def _replaced(document: Document, answer: Answer, words: str) -> str:
    return document.text[: answer.start] + words + document.text[answer.end :]


def _inserted(document: Document, after: Answer, words: str) -> str:
    """A statement of its own behind another: a further item of a list, or a further sentence."""
    text = document.text
    begin = text.rfind("\n", 0, after.start) + 1
    bullet = re.match(r"(\s*(?:[-*+]|\d+[.)])\s+)(?!\*)", text[begin : after.start])
    if bullet and begin + bullet.end() == after.start:
        sign = re.sub(r"\d+", lambda m: str(int(m[0]) + 1), bullet[1])
        stop = text.find("\n", after.end)
        return f"{text[:stop]}\n{sign}{words}{text[stop:]}"
    listed = re.search(r";\s*$", text[begin : after.start])
    if listed or text[begin:].lstrip().startswith("|"):  # a list in one line, a cell of a table
        return f"{text[: after.end]}; {words}{text[after.end :]}"
    end = after.end
    if text[end - 1] not in ".;":  # not into the middle of a sentence
        rest = _REST.match(text, end)
        end = rest.end() if rest is not None else end
    joint = "" if text[end - 1] in ".;" else "."
    said = words[0].upper() + words[1:]
    stop = "" if text[end:].startswith(".") else "."
    return f"{text[:end]}{joint} {said}{stop}{text[end:]}"


def _is_item(document: Document, answer: Answer) -> bool:
    """The words are an item of a list or a cell of a table, and no line of a wrapped sentence."""
    begin = document.text.rfind("\n", 0, answer.start) + 1
    before = document.text[begin : answer.start]
    return re.fullmatch(r"\s*(?:[-*+]|\d+[.)])\s+.*|\s*\|.*", before) is not None


def _first(document: Document, *facets: str) -> Answer | None:
    return next((document.gold[f][0] for f in facets if f in document.gold), None)


def _last(document: Document, facet: str) -> Answer | None:
    return document.gold[facet][-1] if facet in document.gold else None


def _number_conflict(document: Document, random: Random) -> Made | None:
    """The same metric once more, elsewhere, with another value."""
    names = {"NFR1": "P95 latency", "NFR5": "Uptime"}
    usable = [
        f for f in names if (a := _first(document, f)) is not None and _SAID_IN[f].search(a.words)
    ]
    after = _last(document, "ACC1") or _last(document, "ACC2")
    if not usable or after is None:
        return None
    facet = random.choice(usable)
    answer = document.gold[facet][0]
    number = _SAID_IN[facet].search(answer.words)
    assert number is not None
    value = float(number["number"].replace(",", ""))
    other = f"{value - 2:g}" if number["unit"].strip() == "%" else f"{value * 3:g}"
    said = answer.words[: number.start("number")] + other + answer.words[number.end("number") :]
    if number.start() == 0:
        said = f"{names[facet]}: {said}"
    said = said.rstrip(".;")
    return _inserted(document, after, said), (said, answer.words), (facet, after.facet)


def _unit_drop(document: Document, random: Random) -> Made | None:
    """A number of the quality requirements without its unit."""
    usable = [
        a for f in ("NFR1", "NFR6") for a in document.gold.get(f, ())[:1] if _TIME.search(a.words)
    ]
    if not usable:
        return None
    answer = random.choice(usable)
    said = _TIME.sub(lambda m: m["number"], answer.words, count=1)
    return _replaced(document, answer, said), (said,), (answer.facet,)


def _in_and_out(document: Document, random: Random) -> Made | None:
    """One item of the scope also stands outside the scope.

    Where the scope is told in sentences, which may be wrapped, an item is a thing that they name.
    """
    inside, outside = document.gold.get("SCP1", ()), _last(document, "SCP2")
    if not inside or outside is None:
        return None
    if len(inside) > 1 and all(_is_item(document, answer) for answer in inside):
        item = random.choice(inside).words
        said = item
    else:
        told = " ".join(answer.words for answer in inside)
        found = re.search(r"\b(?:include|includes|including) (?P<item>[^,]+),", told)
        if found is None:
            return None
        item = found["item"]
        said = f"Also out of scope is {item}"
    return _inserted(document, outside, said), (said, inside[0].words, item), ("SCP1", "SCP2")


def _technology(
    document: Document, random: Random, *, reviewed: bool
) -> tuple[str, Answer, int, int] | None:
    """(class, answer, start, end) of a technology in its own place; `reviewed`: in stack.toml.

    Only where the answer names one of its class: beside what is right, another may be right too.
    """
    usable = []
    for cls, facet in _HOMES.items():
        if reviewed and _KEYS[cls] not in document.stack:
            continue
        for answer in document.gold.get(facet, ()):
            named = [tech for tech in technologies(answer.words) if tech.cls == cls]
            if len(named) == 1:
                usable.append((cls, answer, named[0].start, named[0].end))
    return random.choice(usable) if usable else None


def _stack_swap(document: Document, random: Random) -> Made | None:
    """Another technology than stack.toml says."""
    found = _technology(document, random, reviewed=True)
    if found is None:
        return None
    cls, answer, start, end = found
    other = _other(cls, answer.words[start:end])
    said = answer.words[:start] + other + answer.words[end:]
    return _replaced(document, answer, said), (other,), (answer.facet,)


def _other(cls: str, name: str) -> str:
    """Another technology of the class than the one that is named, and no twin of it (MySQL and
    MariaDB are one to a client)."""
    twins = {tech.name for tech in technologies(name)}
    return next(
        other
        for other in _OTHERS[cls]
        if not any(
            t.name in twins or any(together(t.name, n) for n in twins) for t in technologies(other)
        )
    )


def _alternative(document: Document, random: Random) -> Made | None:
    """Two technologies where one has to be chosen."""
    found = _technology(document, random, reviewed=False)
    if found is None:
        return None
    cls, answer, start, end = found
    rest = re.match(r"(?:[ -]?\d[\d.]*)?", answer.words[end:])
    end += rest.end() if rest else 0
    name = answer.words[start:end]
    other = _other(cls, answer.words[found[2] : found[3]])
    said = f"{answer.words[:end]} or {other}{answer.words[end:]}"
    return _replaced(document, answer, said), (f"{name} or {other}",), (answer.facet,)


def _any(document: Document, random: Random) -> Answer:
    """An answer to something that matters."""
    facets = sorted(f for f in document.required if not document.gold[f][0].words.startswith("N/A"))
    return random.choice(document.gold[random.choice(facets)])


def _marker(document: Document, random: Random) -> Made | None:
    """A note that something is still to be done."""
    answer = _any(document, random)
    mark = random.choice(["TODO: ask the owner", "(TBD)", "FIXME"])
    said = f"{answer.words.rstrip('.;')} {mark}"
    return _replaced(document, answer, said), (mark,), (answer.facet,)


def _placeholder(document: Document, random: Random) -> Made | None:
    """A blank of a form that nobody filled in."""
    answer = _any(document, random)
    blank = random.choice(["<to be filled in>", "[insert text here]", "{name of the owner}"])
    said = blank if random.random() < 0.5 else f"{answer.words.rstrip('.;')} {blank}"
    return _replaced(document, answer, said), (blank,), (answer.facet,)


def _measured(facet: str, words: str) -> re.Match[str] | None:
    """The number of a latency or an uptime, with the words that belong to it."""
    found = _MEASURED.search(words)
    return found if found is not None and _SAID_IN[facet].search(found[0]) else None


def _vague(document: Document, random: Random) -> Made | None:
    """A quality requirement in words instead of a number."""
    usable = [
        f
        for f in ("NFR1", "NFR5")
        for a in document.gold.get(f, ())[:1]
        if (found := _measured(f, a.words)) is not None
        and (f == "NFR1" or found.start() == 0 or "ptime" in a.words)
    ]
    if not usable:
        return None
    facet = random.choice(usable)
    answer = document.gold[facet][0]
    found = _measured(facet, answer.words)
    assert found is not None
    word = {"NFR1": "quickly", "NFR5": "high"}[facet]
    if found.start() == 0 and facet == "NFR1":
        word = "fast"
    said = answer.words[: found.start()] + word + answer.words[found.end() :]
    if _NUMBER.search(said):
        return None
    return _replaced(document, answer, said), (said,), (facet,)


def _undefined_term(document: Document, random: Random) -> Made | None:
    """An abbreviation three times in three sections, explained nowhere."""
    places = [a for f in ("WF3", "OBS1", "RSK1") if (a := _last(document, f)) is not None]
    if len(places) < 3:
        return None
    text = document.text
    for answer in sorted(places, key=lambda a: -a.start):
        end = answer.end - (answer.words[-1] in ".;")
        text = f"{text[:end]}, as the {_TERM} says{text[end:]}"
    return text, (_TERM,), ("GLO1",)


def _missing_acceptance(document: Document, random: Random) -> Made | None:
    """A use case that nothing tests."""
    rows = document.gold.get("ACC2", ())
    cases = document.gold.get("USR4", ())
    if not rows or not cases:
        return None
    text, row = document.text, rows[0]
    if len(rows) > 1:
        begin = text.rfind("\n", 0, row.start)
        stop = text.find("\n", row.start)
        item = re.match(r"\n\s*(?:[-*+❶-❿]|\d+[.)]|\([a-z0-9]\)) ", text[begin:stop])
        cell = re.match(r"\n\s*\|", text[begin:stop])
        if not (item or cell) or any(
            begin < other.start < stop for other in document.answers if other is not row
        ):
            return None  # part of a paragraph, which would be torn
        spoiled = text[:begin] + text[stop:]
    else:
        first = re.search(r";\s*", row.words)
        if first is None:
            return None
        left = row.words[first.end() :]
        spoiled = _replaced(document, row, left[0].upper() + left[1:])
    return spoiled, (cases[0].words, rows[1].words if len(rows) > 1 else row.words), ("ACC2",)


def _date(document: Document, random: Random) -> Made | None:
    """A day that no calendar has, or a later phase before the first."""
    first, later = _first(document, "MIL4"), _first(document, "MIL2")
    begun = _DATE.search(first.words) if first is not None else None
    if first is None or begun is None:
        return None
    then = _DATE.search(later.words) if later is not None else None
    if later is not None and then is not None and random.random() < 0.5:
        early = f"{int(begun['year']) - 1}-11-30"
        said = later.words[: then.start()] + early + later.words[then.end() :]
        return _replaced(document, later, said), (early, begun[0]), ("MIL2", "MIL4")
    never = f"{begun['year']}-02-30"
    said = first.words[: begun.start()] + never + first.words[begun.end() :]
    return _replaced(document, first, said), (never,), ("MIL4",)


def _duplicate_heading(document: Document, random: Random) -> Made | None:
    """One of the 17 headings twice."""
    if document.style not in CANONICAL:
        return None  # other people's headings may say the same thing twice
    headings = re.findall(r"^## \d+\. .*$", document.text, re.MULTILINE)
    chosen = random.randrange(1, len(headings) - 1)
    twice, behind = headings[chosen], headings[chosen + 1]
    return document.text.replace(behind, f"{twice}\n\n{behind}", 1), (twice,), ()


def _made(name: str, group: Group, rules: str, plant: Callable[..., Made | None]) -> Mutator:
    return Mutator(name, group, frozenset(rules.split()), plant)


MUTATORS: tuple[Mutator, ...] = (
    _made("TODO", "structural", "G03", _marker),
    _made("placeholder", "structural", "G01 G02 G04 G20", _placeholder),
    _made("duplicate heading", "structural", "G05", _duplicate_heading),
    _made("open alternative", "structural", "G12", _alternative),
    _made("number conflict", "numbers and stack", "G15", _number_conflict),
    _made("unit dropped", "numbers and stack", "G07 G08 G20", _unit_drop),
    _made("stack swap", "numbers and stack", "G17", _stack_swap),
    _made("wrong date", "numbers and stack", "G19", _date),
    _made("in and out of scope", "scope", "G16", _in_and_out),
    _made("use case without test", "scope", "G18", _missing_acceptance),
    _made("undefined term", "scope", "G14", _undefined_term),
    _made("vague requirement", "vague", "G06 G07 G20", _vague),
)
AIMS: Mapping[Group, float] = {
    "structural": 0.98,
    "numbers and stack": 0.95,
    "scope": 0.85,
    "vague": 0.90,
}
