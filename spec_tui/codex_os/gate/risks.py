"""Item 8: risks with mitigations, and at least one alternative with its trade-offs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import MOST_EVIDENCE, quoted, words
from spec_tui.codex_os.gate.words import hollow, nothing, said
from spec_tui.documents.fold import fold
from spec_tui.documents.prose import stems

TITLE = "Risks and an alternative"
_ALTERNATIVE = words(r"alternatives?(?: considered| \w)?|options?(?: \w)?|instead of|vs\.?|versus")
_MITIGATION = words(
    r"mitigat(?:ions?|e|ed|es|ing)|counter-?measures?|contingency|response|fallback|prevention"
)
_TRADE = words(
    r"trade-?offs?|because|reject(?:ed)?|but|pros?|cons?|instead|cheaper|slower|faster|simpler"
    r"|costs?|complex(?:er|ity)?|lacks?|no|not|needs?|harder|easier|more|less|than|without|too"
)
_NAME = re.compile(r"\br-?\d+\b")
_IN_LINE = re.compile(
    r"mitigat\w*\W+(?P<one>.+)|\((?P<two>[^()]{3,})\)\W*$|(?:→|->|=>)\s*(?P<three>.+)"
)
_NOT_RISKS = words(r"rollbacks?(?: \w+)?|assumptions?|roll-?out")


def parts(reading: Reading) -> tuple[Part, ...]:
    """Risks, their mitigations, and the alternative."""
    others: list[Statement] = []
    answers: list[Statement] = []
    rest: list[Statement] = []
    for one in reading.below("risks & alternatives", "alternatives"):
        if _is_alternative(one):
            others.append(one)
        elif _is_mitigation(one):
            answers.append(one)
        elif not _about(one, _NOT_RISKS):
            rest.append(one)
    above = {words_ for one in (*rest, *answers) for words_ in one.parents}
    # `Known risks:` with the risks below it is no risk itself
    risks = [one for one in rest if one.value.strip() or one.label not in above]
    return (*_risks(risks, answers), _alternatives(others))


def _about(statement: Statement, pattern: re.Pattern[str]) -> bool:
    return any(pattern.fullmatch(words_) for words_ in statement.label_or_parent)


def _is_alternative(statement: Statement) -> bool:
    if "alternatives" in statement.names:
        return True
    above = (*statement.label_or_parent, fold(statement.headings[-1]) if statement.headings else "")
    if any(re.match(r"(?:alternatives?|options?)\b", words_) for words_ in above[:-1]):
        return True
    if re.match(r"(?:alternatives?|options?|trade-?offs?)\b(?!.*risk)", above[-1]):
        return True
    return re.match(r"(?:\W*)(?:alternatives?|option)\b", fold(statement.text)) is not None


def _is_mitigation(statement: Statement) -> bool:
    return any(_MITIGATION.match(words_) for words_ in statement.label_or_parent) or any(
        _MITIGATION.search(fold(title)) and "risk" not in fold(title)
        for title in statement.headings[-1:]
    )


def _risks(risks: Sequence[Statement], answers: Sequence[Statement]) -> tuple[Part, Part]:
    hint = "List under Risks & Alternatives what can go wrong, such as `R1 …` (mitigation: …)."
    good = [one for one in risks if not _empty(one)]
    if not good:
        reason, evidence = "none is listed", tuple(one.evidence for one in risks[:1])
        if risks:
            reason = f"{quoted(risks[0])} is not filled in"
        none = Part("Risks", False, evidence, reason, hint)
        return none, Part("Mitigations", False, (), "there is no risk to answer", hint)
    named = Part("Risks", True, tuple(one.evidence for one in good[:MOST_EVIDENCE]))
    filled = [one for one in answers if not _empty(one) and said(one.value)]
    answered = _Answers.of(filled)
    open_ = [one for one in good if not _mitigated(one, answered)]
    if open_:
        left = f" and {len(open_) - 1} more have" if len(open_) > 1 else " has"
        reason = f"{quoted(open_[0])}{left} none"
        mend = "Say behind each risk what is done about it: (mitigation: …)."
        evidence = tuple(one.evidence for one in open_[:MOST_EVIDENCE])
        return named, Part("Mitigations", False, evidence, reason, mend)
    shown = [one.evidence for one in (*filled, *good)][:MOST_EVIDENCE]
    return named, Part("Mitigations", True, tuple(shown))


def _empty(statement: Statement) -> bool:
    return (
        hollow(statement.text)
        or hollow(statement.value)
        or nothing(statement.value) is not None
        or not said(
            f"{statement.label} {statement.value}", words("risks?|mitigations?|alternatives?")
        )
    )


class _Answers(NamedTuple):
    """What a list of mitigations speaks of."""

    parents: frozenset[str]
    names: frozenset[str]
    """Ids such as `r1`."""
    stems: frozenset[str]
    """Of their labels."""
    lines: frozenset[int]
    """Of those at the left margin."""

    @classmethod
    def of(cls, answers: Sequence[Statement]) -> _Answers:
        return cls(
            frozenset(words_ for one in answers for words_ in one.parents),
            frozenset(name for one in answers for name in _NAME.findall(fold(one.text))),
            frozenset(
                part
                for one in answers
                if _MITIGATION.match(one.label) is None
                for part in stems(one.label)
            ),
            frozenset(one.line for one in answers if not one.parents),
        )


def _mitigated(risk: Statement, answers: _Answers) -> bool:
    """Whether a risk says itself what is done, in a cell, in brackets, below it, or in a list."""
    column = [cell for name, cell in risk.cells if _MITIGATION.search(name)]
    if column:
        return any(not hollow(cell) and nothing(cell) is None and said(cell) for cell in column)
    own = fold(risk.text)
    said_by = _IN_LINE.search(own)
    if said_by is not None:
        answer = next(one for one in said_by.groupdict().values() if one)
        answer = re.sub(rf"^{_MITIGATION.pattern}\W*", "", answer)
        if not hollow(answer) and nothing(answer) is None and said(answer, _MITIGATION):
            return True
    if own in answers.parents or (risk.label and risk.label in answers.parents):
        return True
    if set(_NAME.findall(own)[:1]) & answers.names or set(stems(risk.text)) & answers.stems:
        return True
    return not risk.parents and risk.line + 1 in answers.lines


def _alternatives(others: Sequence[Statement]) -> Part:
    title = "Alternative"
    hint = "Name another way and why it was not taken: `Alternative: … (trade-offs: …)`."
    filled = [one for one in others if not _empty(one)]
    below = {words_ for one in others if not hollow(one.text) for words_ in one.parents}
    good = [one for one in filled if _weighed(one) or fold(one.text) in below]
    if good:
        return Part(title, True, tuple(one.evidence for one in good[:MOST_EVIDENCE]))
    if filled:
        reason = f"{quoted(filled[0])} does not say what it would cost or win"
        return Part(title, False, (filled[0].evidence,), reason, hint)
    if others:
        reason = f"{quoted(others[0])} is not filled in"
        return Part(title, False, (others[0].evidence,), reason, hint)
    return Part(title, False, (), "none is named", hint)


def _weighed(one: Statement) -> bool:
    words_ = fold(one.text)
    return _TRADE.search(words_) is not None and said(one.text, _ALTERNATIVE) >= 3
