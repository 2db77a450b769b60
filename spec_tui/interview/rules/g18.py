"""G18: something is named in one place and missing where it has to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from spec_tui.documents.prose import head_noun, stem, stems
from spec_tui.interview import inorder
from spec_tui.interview.bank import Bank
from spec_tui.interview.handwritten import own_words
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, answered, at
from spec_tui.interview.rules.items import Item, items, union
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.sayings import said_in
from spec_tui.interview.spec import Imported, Passage, Spec, Value

_STORY = re.compile(
    r"\bas an? (?P<role>[a-z][\w-]*(?: [a-z][\w-]*){0,2}?),?"
    r" I (?:want|need|can|would)\b",
    re.I,
)
_ROLE = re.compile(
    r"(?:[\w-]+ )?(?:\w+(?:ist|ian|ee)|admin(?:istrator)?s?|manager|owner|operator|moderator|editor"
    r"|member|customer|guest|teacher|student|doctor|nurse|patient|agent|clerk|auditor|reviewer"
    r"|volunteer)s?$",
    re.I,
)
_ARROW = re.compile(r"\s*(?:→|->|=>|⇒|–>|—>)\s*")
_STATE = re.compile(r"[\w-]+(?: [\w-]+)?$")
_EVERY = re.compile(r"\b(?:all|every|each) (?:\w+ )?(?:cases?|stor(?:y|ies)|tasks?|flows?)\b", re.I)
"""One line proves all cases."""
_LEADS = re.compile(r"[:?]$")
"""Words that only lead to what proves something."""
_ABOVE = 3
"""Line of the first words below a heading."""
_OF_CASES = "ACC2"
"""Criteria that an interview asked for case by case."""
_PAIRED = ("personas/top-use-cases", "acceptance/user-acceptance")
_FEWEST = 2
"""Acceptance lines that prove one case each."""
_MANY = 60
"""Nobody accepts more use cases one by one."""
NAMED = 0.5
"""Share of the words of a case and a label that both have."""
ALIKE_ALL, _MORE = 0.8, 3
"""Share of the words that a label and a case have in common, and words behind the label."""
ALIKE = 0.3
"""Share of the words of a case that make a line one about it."""
_LONGEST = 3
"""Words of a label that can name an entity."""


def g18(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find roles in user stories that no persona is (major); roles of the authorisation, things of
    §7 and §8, use cases and states that are missing in personas, entities, acceptance and
    transitions (minor).
    """
    yield from _personas(spec, bank)
    yield from _entities(spec, bank)
    yield from _use_cases(spec, bank)
    yield from _states(spec, bank)


def _at_item(
    bank: Bank, passage: Passage, item: Item, words: str, message: str, asks: str
) -> Finding:
    """`asks` is the facet where what is missing belongs."""
    start = item.start
    found = at(bank, "G18", "minor", passage, start, start + len(words), message)
    return replace(found, question_id=asks)


def _told(spec: Spec, *facets: str) -> list[tuple[Passage, Item]]:
    """The items of some lists, those of imported texts behind them."""
    return [*items(spec, *facets), *items(spec, *facets, imported=True)]


def _personas(spec: Spec, bank: Bank) -> Iterator[Finding]:
    listed = _told(spec, "USR1", "TGT1", "USR3")
    people = union(listed)
    if not people:
        return
    told: set[str] = set()
    sure = any(answered(spec, passage) for passage, _ in listed)
    for passage, spans in everywhere(spec, _stories) if sure else ():
        for start, end, role in spans:
            head = head_noun(role)
            if head and head not in people | told:
                told.add(head)
                found = at(
                    bank, "G18", "major", passage, start, end, f"{role} is none of the personas."
                )
                yield replace(found, question_id="USR1")
    for passage, item in items(spec, "SEC2"):
        if _ROLE.match(item.label) and not item.label_stems & (people | told):
            told |= item.label_stems
            yield _at_item(
                bank, passage, item, item.label, f"{item.label} is none of the personas.", "USR1"
            )


@look
def _stories(words: Words) -> list[Span]:
    if "as" not in words.parts:
        return []
    return [(m.start("role"), m.end("role"), m["role"]) for m in _STORY.finditer(words.prose)]


def _entities(spec: Spec, bank: Bank) -> Iterator[Finding]:
    listed = items(spec, "DOM1", "DOM2")
    known = union(_told(spec, "DOM1", "DOM2"))
    if len(listed) < 2:
        return
    for passage, item in items(spec, "DAT1", "ST1"):
        label = item.label
        if not label or len(label.split()) > _LONGEST or _ARROW.search(label):
            continue
        if item.label_stems and not item.label_stems & known:
            message = f"{label} is none of the entities in §4."
            yield _at_item(bank, passage, item, label, message, "DOM1")


def _use_cases(spec: Spec, bank: Bank) -> Iterator[Finding]:
    if spec.unproven is not None:
        for told in spec.unproven:
            message = f"No acceptance criterion is about “{told.text.strip('* ')}”."
            found = at(bank, "G18", "minor", told, 0, len(told.text), message)
            yield replace(found, question_id="ACC2")
        return
    told_in_order = _by_hand(spec, bank)
    if told_in_order:
        yield from told_in_order
        return
    of_spec, beside = items(spec, "USR4"), items(spec, "USR4", imported=True)
    every = [item for _, item in (*of_spec, *beside)]
    if len(every) > 2 * _MANY:
        return
    proofs = {item for item in every if any(_goes_on(item, other) for other in every)}
    if 2 * sum(item in proofs for _, item in of_spec) >= len(of_spec):
        proofs |= {item for _, item in of_spec}
    listed = [pair for pair in of_spec if pair[1] not in proofs]
    listed = listed or [pair for pair in beside if pair[1] not in proofs]
    cases = [pair for pair in _single(listed) if pair[1].stems]
    if not cases:
        cases = [pair for pair in items(spec, "SCP1") if pair[1].stems]
    proved = [pair for pair in _told(spec, "ACC2") if not _LEADS.search(pair[1].text)]
    criteria = [item for _, item in proved]
    criteria += [item for item in every if item in proofs]
    if len(cases) > _MANY:
        return
    wanted = [case for _, case in cases]
    other = [pair for pair in _told(spec, "ACC1") if not _LEADS.search(pair[1].text)]
    general = [item for _, item in other]
    missing = _without_number(wanted, [*criteria, *general])
    if missing is None:
        missing = _left(wanted, criteria, _lines(proved) if not proofs else len(criteria), other)
    for index in missing:
        passage, case = cases[index]
        message = f"No acceptance criterion is about “{case.text}”."
        yield _at_item(bank, passage, case, case.text, message, "ACC2")


def _by_hand(spec: Spec, bank: Bank) -> list[Finding]:
    """The cases without proof in a document that somebody laid out below the headings of the
    template, where its two lists fit each other.
    """
    if any(value.marker or value.facet == _OF_CASES for value in _values(spec)):
        return []
    found = []
    slots = [slot for key in _PAIRED if (slot := spec.slots.get(key)) is not None]
    texts = [
        f"## {bank.slots[slot.key].label}\n\n{own_words(spec, slot, labelled=True)}"
        for slot in slots
    ]
    left = inorder.unproven(said_in("\n\n".join(texts))) if len(texts) == len(_PAIRED) else None
    for row in left or ():
        line = slots[0].line + row.at[0][1] - _ABOVE
        there = (p for p in spec.passages if p.line == line and row.words in p.text)
        passage = next(there, None)
        if passage is not None:
            start = passage.text.find(row.words)
            message = f"No acceptance criterion is about “{row.words.strip('* ')}”."
            one = at(bank, "G18", "minor", passage, start, start + len(row.words), message)
            found.append(replace(one, question_id="ACC2"))
    return found


def _values(spec: Spec) -> Iterator[Value]:
    for key in _PAIRED:
        slot = spec.slots.get(key)
        if slot is not None:
            yield from (slot.body, *slot.facets.values()) if slot.body else slot.facets.values()


def _left(
    cases: list[Item], criteria: list[Item], count: int, other: list[tuple[Passage, Item]]
) -> list[int]:
    """The cases that nothing proves: no criterion of their own, of which there are `count`, or none
    of the other acceptance lines.
    """
    general = [item for _, item in other]
    if not criteria:
        criteria = _by_name(cases, general) or _each_alike(cases, general)
        count = len(criteria)
    if not criteria and _fewer(cases, other):
        criteria, count = general, _lines(other)
    return _unmatched(cases, criteria, count) if criteria else _unmentioned(cases, general)


def _unmatched(cases: list[Item], criteria: list[Item], count: int) -> list[int]:
    """Use cases that no criterion belongs to: each belongs to the one it resembles most.

    People name a case in other words above its criterion, so as many criteria as cases are enough,
    and never more cases are named than criteria are missing. `count`: how many there are, where
    some fill a line together.
    """
    lacking = len(cases) - count
    if lacking <= 0:
        return []
    best = [0.0] * len(cases)
    taken: set[int] = set()
    for criterion in criteria:
        scores = [_score(case, criterion) for case in cases]
        top = max(scores)
        taken |= {index for index, score in enumerate(scores) if score == top > 0}
        best = [max(pair) for pair in zip(best, scores, strict=True)]
    left = sorted(
        (index for index in range(len(cases)) if index not in taken), key=best.__getitem__
    )
    return sorted(left[:lacking])


def _goes_on(item: Item, case: Item) -> bool:
    """An item whose label names another one, or a thing that it lists, and that then says more: how
    that one is accepted.
    """
    label = item.label_stems
    if item is case or not label or len(item.stems) < len(label) + _MORE:
        return False
    named = [frozenset(stems(words)) for words, _ in case.members]
    named += [] if case.label_stems else [case.stems]
    return any(len(label & other) >= ALIKE_ALL * len(label | other) for other in named if other)


def _without_number(cases: list[Item], said: list[Item]) -> list[int] | None:
    """Where cases and criteria bear the same numbers, the cases whose number no criterion has."""
    numbers = {item.number for item in said} - {""}
    own = [index for index, case in enumerate(cases) if case.number]
    missing = [index for index in own if cases[index].number not in numbers]
    if len(own) < max(2, len(cases) / 2) or 2 * len(missing) > len(own):
        return None
    return missing


def _each_alike(cases: list[Item], said: list[Item]) -> list[Item]:
    """The acceptance lines that speak of one case each, where most of them do."""
    about: dict[int, Item] = {}
    for item in said:
        shares = [_share(case, item) for case in cases]
        top = max(shares, default=0.0)
        if top >= ALIKE:
            about.setdefault(shares.index(top), item)
    return list(about.values()) if 2 * len(about) >= max(len(said), 2) else []


def _lines(told: list[tuple[Passage, Item]]) -> int:
    """How many criteria a list has: one in each line, or several in its only one."""
    of_spec = [(passage, item) for passage, item in told if not isinstance(passage, Imported)]
    lines = {passage.line for passage, _ in of_spec}
    return len(lines) if len(lines) >= _FEWEST else len(told)


def _fewer(cases: list[Item], told: list[tuple[Passage, Item]]) -> bool:
    """A list of acceptance lines is shorter than that of the cases: one of these at least has none,
    whichever words each of them uses.
    """
    every = any(_EVERY.search(item.text) for _, item in told)
    return _FEWEST <= _lines(told) < len(cases) and not every


def _by_name(cases: list[Item], said: list[Item]) -> list[Item]:
    """The criteria among other acceptance lines, where half of the cases stand before one."""
    named = [
        item
        for item in said
        if item.label_stems and any(_score(case, item) >= NAMED for case in cases)
    ]
    return named if 2 * len(named) >= len(cases) else []


def _unmentioned(cases: list[Item], said: list[Item]) -> list[int]:
    """Without criteria per use case, a sentence counts for each case that it speaks of; where it
    speaks of few of them, acceptance is not told by use cases.
    """
    spoken = {
        index
        for index, case in enumerate(cases)
        if any(_share(case, item) >= NAMED for item in said)
    }
    if 2 * len(spoken) < max(2, len(cases)):
        return []
    return [index for index in range(len(cases)) if index not in spoken]


def _single(listed: list[tuple[Passage, Item]]) -> list[tuple[Passage, Item]]:
    """The members of a sentence that lists all cases; a list has one case in each item."""
    if len(listed) != 1 or len(listed[0][1].members) < 2:
        return listed
    passage, whole = listed[0]
    colon = whole.text.rfind(": ")
    if colon > 0 and "," in whole.text[colon:]:  # `all of them named the same: a, b and c`
        at = whole.start + colon
        named = tuple(member for member in whole.members if member[1] > at)
        first, start = next(m for m in reversed(whole.members) if m[1] <= at)
        led = (first.rpartition(": ")[2], start + first.rfind(": ") + 2)
        whole = replace(whole, members=(led, *named))
    return [
        (passage, replace(whole, text=text.strip(" ."), start=start, stems=frozenset(stems(text))))
        for text, start in whole.members
    ]


def _score(case: Item, check: Item) -> float:
    """How much a criterion is about a case: by its label where it has one, which may be a word or
    two of the case (`Day sheet: …`).
    """
    if check.label_stems:
        both = len(case.stems & check.label_stems)
        return (both / len(check.label_stems) + both / len(case.stems | check.label_stems)) / 2
    return _share(case, check)


def _share(case: Item, said: Item) -> float:
    """How much of the words of a case stand in another item."""
    return len(case.stems & said.stems) / len(case.stems)


def _states(spec: Spec, bank: Bank) -> Iterator[Finding]:
    listed = items(spec, "ST1")
    moving = [item for _, item in listed if _ARROW.search(item.text)]
    if not moving:
        return
    reached = {stem(word) for item in moving for word in re.findall(r"[\w-]+", item.text)}
    for passage, item in listed:
        name = item.text
        if _STATE.match(name) and not reached & {stem(word) for word in name.split()}:
            message = f"No transition leads to or from {name}."
            yield _at_item(bank, passage, item, name, message, "ST1")
