"""Use cases and what proves them, told in two lists in the same order (G18).

People seldom repeat the name of a case above its proof. They write the proofs in the order of the
cases, in words that come back (`Give a claimed file back` is proved by `give back: …`). So the two
lists are laid beside each other as two versions of one text are, and a case that finds nothing
has no proof.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import stems
from spec_tui.interview import bank as banks
from spec_tui.interview import evidence
from spec_tui.interview.layouts import Lines, part_of
from spec_tui.interview.sayings import Saying, introduces
from spec_tui.interview.sentences import STORY, Unit

CASES = re.compile(
    r"\b(?:uses?|cases?|stor(?:y|ies)|scenarios?|scenes?|moments?|jobs?|tasks?|duties|operations?"
    r"|done with|do with|does what|types? what|at work|people do)\b",
    re.IGNORECASE,
)
"""Words above a list of use cases."""
TESTS = re.compile(
    r"\b(?:accept\w*|tests?|tested|testing|proofs?|prov(?:e|es|ed|en)|verif\w+|criteri\w+|checks?"
    r"|checked|works|show us|pass(?:es|ed)?|done when|sign[- ]?off|convinc\w+|trials?|judged?|ready"
    r"|fine when|how we know|satisf\w+|given|conformance|exams?|examination|owe"
    r"|tr(?:y|ied) (?:it )?out|done means)\b",
    re.IGNORECASE,
)
"""Words of a heading, or of the lines themselves, where it is told what has to be shown."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBER = re.compile(
    r"[\W_]*(?:(?:[A-Z]{1,4}[.-]?)?(?P<digits>\d{1,2})(?![\w.])|(?P<word>(?i:"
    + "|".join(ORDINALS)
    + r")\b))"
)
_LABEL = re.compile(
    r"[\W_]*(?:(?:[A-Z]{1,4}[.-]?)?\d+[.):/]?\s+(?:[—–-]\s+)?)?[*_]{0,2}"
    r"(?P<label>[^:;.—–|(]{2,60}?)(?:\s\([^()\n]{1,20}\))?[*_]{0,2}(?::\s|\s[—–]\s)"
)
_MEMBERS = re.compile(r"(?:[,;]\s*(?:and|or)\s+|[,;]\s+|\s+and\s+)")
_LED = re.compile(r":\s+(?=\S)")
_CLAUSES = re.compile(r";\s+(?:and\s+)?")
_BOLD = re.compile(r"\*\*(?P<label>[^*\n]{2,60}?):?\*\*")
_SAYS_NOTHING = frozenset(stems("test case proof check trial use story scene task duty goal"))
"""What the lines of such lists are called."""
FEWEST_CASES, FEWEST_PROOFS, MOST = 3, 2, 12
FEWEST_WORDS = 2
"""Words of a member of a sentence that is a case of its own: `check the tide here and now`."""
LIKELY = 0.2
"""Mean probability from which the rows of a list tell use cases, or what is accepted."""
ALIKE, UNLIKE = 0.2, 0.1
"""Share of the words of a case that its proof has, and below which it is about another one."""
NAMED = 0.7
"""Share from which a proof bears the name of its case, so that nothing else has to say what the
list of the cases is.
"""
SURE = 0.4
"""Mean share from which two lists are about the same cases."""
BY_NUMBER, BY_PLACE = 0.6, 0.4
"""What the same number counts, and that of the place of a case that has none."""


@dataclass(frozen=True, slots=True)
class Row:
    """A use case, or what proves one."""

    words: str
    at: Lines


@dataclass(frozen=True, slots=True)
class _Told:
    rows: tuple[Row, ...]
    cases: float
    """How probable it is that these are use cases; 1 where it is said above them."""
    tests: float


_Rank = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Fit:
    rank: _Rank
    """How many proofs bear a name, the share of rows that found theirs, and how alike these are."""
    left: list[Row]
    named: bool
    """The proofs bear the names of the cases."""


def unproven(said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> list[Row] | None:
    """The cases without proof, in the two lists that fit each other best; None where none do."""
    told = list(_lists(said_by))
    best: tuple[tuple[bool, _Rank], list[Row]] | None = None
    for cases in told:
        if not FEWEST_CASES <= len(cases.rows) <= MOST:
            continue
        for proofs in told:
            if proofs is cases or proofs.tests < LIKELY:
                continue
            if not max(FEWEST_PROOFS, len(cases.rows) / 2) <= len(proofs.rows) <= MOST:
                continue
            fit = _fit(cases.rows, proofs.rows)
            if fit is None or (cases.cases < LIKELY and not fit.named):
                continue
            key = cases.cases >= LIKELY, fit.rank
            if best is None or key > best[0]:
                best = key, fit.left
    return best[1] if best is not None else None


def _lists(said_by: Sequence[tuple[Unit, tuple[Saying, ...]]]) -> Iterator[_Told]:
    lead, path = "", tuple[str, ...]()
    for unit, said in said_by:
        above = " ".join((*unit.headings[-1:], lead if unit.headings == path else ""))
        match unit.kind:
            case "list":
                rows = [Row(one.text, at) for one, at in zip(said, unit.at, strict=False)]
                yield from _told([row for row in rows if not _is_slot(row)], said, above)
            case "sentence" if not introduces(unit.text) and not STORY.match(unit.text):
                yield from _told(list(_parts(unit, _MEMBERS)), said, proofs=False)
                yield from _told(list(_parts(unit, _CLAUSES)), said, cases=False)
            case _:
                pass
        if unit.kind == "sentence":
            lead, path = unit.text, unit.headings


def _told(
    rows: list[Row],
    said: Sequence[Saying],
    above: str = "",
    *,
    cases: bool = True,
    proofs: bool = True,
) -> Iterator[_Told]:
    if not FEWEST_PROOFS <= len(rows) <= MOST:
        return
    likely = evidence.likely_of_all(said)
    told = likely.get("ACC1", 0.0) + likely.get("ACC2", 0.0)
    yield _Told(
        tuple(rows),
        (1.0 if CASES.search(above) else likely.get("USR4", 0.0)) if cases else 0.0,
        (1.0 if TESTS.search(above) else told) if proofs else 0.0,
    )


def _is_slot(row: Row) -> bool:
    """A line of the template, in a document that somebody wrote below its headings."""
    label = _BOLD.match(row.words)
    return label is not None and fold(label["label"]) in _slots()


@cache
def _slots() -> frozenset[str]:
    return frozenset(fold(slot.label) for slot in banks.load().slots.values())


def _parts(unit: Unit, joint: re.Pattern[str]) -> Iterator[Row]:
    """The things that a sentence counts up: `Three jobs come first: opening, closing, refunds`."""
    text = unit.text.rstrip(".")
    led = [found.end() for found in _LED.finditer(text)]
    start = led[-1] if led and joint is _MEMBERS else 0
    for found in (*joint.finditer(text, start), None):
        end = found.start() if found is not None else len(text)
        if len(text[start:end].split()) < FEWEST_WORDS:
            continue  # it goes on with the next
        yield Row(text[start:end], part_of(unit.at[0], start, end))
        start = found.end() if found is not None else end


def _fit(cases: Sequence[Row], proofs: Sequence[Row]) -> _Fit | None:
    """How well two lists fit, and the cases that are left; None where they do not.

    Either each line of the shorter one finds its place in the other, or, where further lines of
    acceptance stand among the proofs, each case but one does, and that one is about nothing there.
    """
    labelled = [row for row in proofs if _names(row, cases)]
    if len(proofs) > len(cases) and len(labelled) >= FEWEST_PROOFS:
        proofs = labelled
    alike = _alike(cases, proofs)
    pairs = _aligned(alike, len(cases))
    good = {case: alike[proof][case] for case, proof in pairs if alike[proof][case] >= ALIKE}
    fewest = min(len(cases), len(proofs))
    if not good or sum(good.values()) / len(good) < SURE:
        return None
    left = [at for at in range(len(cases)) if at not in good]
    if len(good) < fewest:
        if len(left) > 1 or len(proofs) < len(cases):
            return None
        if _stands_between(left[0], [pair for pair in pairs if pair[0] in good], proofs):
            left = []  # its words only are others
        elif max(row[left[0]] for row in alike) >= UNLIKE:
            return None
    rank = len(labelled), len(good) / fewest, sum(good.values()) / len(cases)
    named = len(labelled) >= FEWEST_PROOFS and min(good.values()) >= NAMED
    return _Fit(rank, [cases[at] for at in left], named)


def _stands_between(case: int, pairs: Sequence[tuple[int, int]], proofs: Sequence[Row]) -> bool:
    """A proof that found no case stands where the case stands: the only one, or one that is named
    as the others are.
    """
    taken = {proof for _, proof in pairs}
    free = [at for at in range(len(proofs)) if at not in taken]
    before = sum(other < case for other, _ in pairs)
    if len(free) > 1:
        free = [at for at in free if _label(proofs[at])]
    return any(sum(proof < at for _, proof in pairs) == before for at in free)


def _names(proof: Row, cases: Sequence[Row]) -> bool:
    """The label of a proof is that of a case, in fewer words or others of the same stems."""
    label = _label(proof)
    return any(len(label & frozenset(stems(case.words))) > len(label) / 2 for case in cases)


def _label(row: Row) -> frozenset[str]:
    found = _LABEL.match(row.words)
    return frozenset(stems(found["label"])) - _SAYS_NOTHING if found else frozenset()


def _alike(cases: Sequence[Row], proofs: Sequence[Row]) -> list[list[float]]:
    """For each proof how much it has of each case, in its label or anywhere; a word that several
    cases have counts less.
    """
    named = [frozenset(stems(row.words)) - _SAYS_NOTHING for row in cases]
    often = Counter(stem for stems_there in named for stem in stems_there)

    def size(words: frozenset[str]) -> float:
        return sum(1 / often[word] if word in often else 1.0 for word in words)

    numbers = [_number(row) for row in proofs]
    same = all(numbers) and numbers != list(range(1, len(numbers) + 1))
    found = []
    for proof, number in zip(proofs, numbers, strict=True):
        label, said = _label(proof), frozenset(stems(proof.words))
        if not any(label & case for case in named):
            label = frozenset()
        row = []
        for at, case in enumerate(named):
            both = size(label & case)
            if label:
                share = both / size(label) / 2 + both / (size(label) + size(case))
            else:
                share = size(said & case) / (size(case) or 1.0)
            own = _number(cases[at])
            if same and number == (own or at + 1):
                share = max(share, BY_NUMBER if own else BY_PLACE)
            row.append(share)
        found.append(row)
    return found


def _number(row: Row) -> int:
    """The number that a row begins with, 0 for none."""
    found = _NUMBER.match(row.words)
    if found is None:
        return 0
    return int(found["digits"]) if found["digits"] else ORDINALS.index(found["word"].lower()) + 1


def _aligned(alike: Sequence[Sequence[float]], cases: int) -> list[tuple[int, int]]:
    """(case, proof) pairs in the order of both lists that have most in common together."""
    best = [[0.0] * (cases + 1) for _ in range(len(alike) + 1)]
    for proof, row in enumerate(alike, 1):
        for case in range(1, cases + 1):
            best[proof][case] = max(
                best[proof - 1][case],
                best[proof][case - 1],
                best[proof - 1][case - 1] + row[case - 1],
            )
    pairs = []
    proof, case = len(alike), cases
    while proof and case:
        if best[proof][case] == best[proof - 1][case]:
            proof -= 1
        elif best[proof][case] == best[proof][case - 1]:
            case -= 1
        else:
            proof, case = proof - 1, case - 1
            pairs.append((case, proof))
    return pairs
