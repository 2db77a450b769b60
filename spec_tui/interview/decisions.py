"""A conflict decided: keep the first, use the second, both because, neither (B.5.6)."""

from __future__ import annotations

import re
from functools import partial

from spec_tui.documents.fold import fold
from spec_tui.documents.prose import sentences
from spec_tui.interview import conflicts
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.cards import UNDECIDED
from spec_tui.interview.importedsides import (
    decide_imported,
    qualified,
    set_stack,
    settle_scope,
)
from spec_tui.interview.model import Finding, Question
from spec_tui.interview.places import facet_id, place_name
from spec_tui.interview.replies import Reply
from spec_tui.interview.scoping import decide_scope
from spec_tui.interview.spec import Record
from spec_tui.interview.values import canonical

SCOPE = "G16"
_ELSEWHERE = "SPEC.md:{line} stands in no slot. Change it there; nothing was changed here."
MOST_ROUNDS = 2
"""Decisions between the same two after which they wait in a Q: each choice seems to bring the
other back (interview.md B.7)."""


def answer_conflict(desk: Desk, question: Question, reply: Reply) -> Applied:
    """Apply a decision. Free text without a choice means "neither" (cli.md)."""
    if reply.intent in {"skip", "later", "unknown"}:
        return _leave_open(desk, question, skipped=reply.intent == "skip")
    words = canonical(reply.text)
    choose = reply.choose
    if choose is None:
        letter = words.casefold()
        if letter in {"1", "2", "a", "b"}:
            choose, words = {"1": 1, "a": 1, "2": 2, "b": 2}[letter], ""
        else:
            choose = 4
    if choose in {3, 4} and not words:
        return refuse(desk, f"Choice {choose} needs your own words. Say them as the answer.")
    book = Book.open(desk)
    record = _record(desk, question)
    finding = _finding(desk, question) if record is None else _behind(desk, record)
    if finding is not None and record is None and _rounds(desk, finding) >= MOST_ROUNDS:
        return _leave_open(desk, question, skipped=False)
    if finding is not None:
        problem = _decide_finding(book, finding, choose, words, record or book.sheet.next_id("Q"))
        if problem:
            return refuse(desk, problem)
    elif record is not None:
        _decide_record(book, record, choose, words)
    else:
        return refuse(desk, "These two agree by now. Nothing was changed.")
    book.prefer(
        last_section=question.section,
        skips={k: n for k, n in book.asking.skips.items() if k != question.id},
        parked=book.asking.parked - {question.id},
    )
    return book.close(f"Saved to SPEC.md, {question.lands_in}. The other is in §17 Resolved.")


def _rounds(desk: Desk, finding: Finding) -> int:
    """How often one of these two was chosen and the other not (§17 Resolved tells)."""
    (a, _), (b, _) = finding.sides
    decided = tuple(f"→ {one}; not chosen: {other}" for one, other in ((a, b), (b, a)))
    resolved = (record for record in desk.view.spec.records if record.where == "resolved")
    return sum(record.text.endswith(decided) for record in resolved)


def _record(desk: Desk, question: Question) -> Record | None:
    wanted = question.id.removeprefix("conflict:")
    for record in desk.view.spec.records:
        if record.id == wanted and record.where == "outstanding":
            return record
    return None


def _behind(desk: Desk, record: Record) -> Finding | None:
    """The finding that a record with two texts was made of, while it stands."""
    pair = conflicts.alternatives(record.text)
    for finding in desk.state.findings:
        if finding.rule in conflicts.RULES and pair == tuple(text for text, _ in finding.sides):
            return finding
    return None


def _finding(desk: Desk, question: Question) -> Finding | None:
    for finding in desk.state.findings:
        decidable = finding.rule in conflicts.RULES and finding.sides
        if decidable and conflicts.finding_conflict(desk.view, finding).id == question.id:
            return finding
    return None


def _decide_record(book: Book, record: Record, choose: int, words: str) -> None:
    pair = conflicts.alternatives(record.text)
    assert pair is not None
    first, second = pair
    subject = place_name(book.bank, record.key) if record.key else "§17"
    if choose == 1:
        if record.key:
            book.keys.append(record.key)
        book.resolve(record, subject, first, second)
        facet = book.bank.facets.get(facet_id(record.key)) if record.key else None
        if facet is not None and not book.view().settled(facet.id):
            # the words that stay belong to another facet of the slot; this one is left undecided
            book.assume(facet.key, UNDECIDED, "left open when N/A was taken back")
        return
    if choose == 2:
        new = second
        losers = [first]
    elif choose == 3:
        new = f"{first}; {second} (both: {words})"
        losers = []
    else:
        new = words
        losers = [first, second]
    if record.key:
        present = book.sheet.value(record.key)
        part = present is not None and first != present.text and first in present.text
        whole = present.text.replace(first, new, 1) if present is not None and part else new
        book.put(record.key, whole)
    book.resolve(record, subject, new, *losers)


def _decide_finding(
    book: Book, finding: Finding, choose: int, words: str, record: Record | str
) -> str:
    """Why it cannot be decided here, "" where it is."""
    (a, key_a), (b, key_b) = finding.sides
    subject = place_name(book.bank, key_a) if "/" in key_a else finding.rule
    if finding.sources and (finding.rule != SCOPE or choose == 3):
        decide_imported(book, finding, choose, words, record)
        return ""
    if choose == 3:
        key = key_a if key_b.startswith(conflicts.STACK) else key_b
        why = f"(both: {' '.join(words.split()) if _in_no_slot(key) else words})"
        if _in_no_slot(key):
            if not book.sheet.reword(key, finding.text, lambda line: f"{line} {why}"):
                return _ELSEWHERE.format(line=finding.line)
        else:
            key, text = _value_text(book, key, finding)
            book.put(key, qualified(text, finding.text, why))
            book.accept(finding.rule, key, finding.text)
        book.resolve(record, subject, f"both, because {words}")
        return ""
    if finding.rule == SCOPE:
        decide_scope(book, finding, choose, words, record)
        if finding.sources:
            settle_scope(book, finding, choose)
        return ""
    new = {1: a, 2: b}.get(choose, words)
    losers = [side for side in (a, b) if side != new]
    for old, key in finding.sides:
        loose = old != new and _in_no_slot(key)
        if loose and not book.sheet.reword(key, old, partial(_replaced, old=old, new=new)):
            return _ELSEWHERE.format(line=finding.line)
    one_place = key_a == key_b and not _in_no_slot(key_a)
    if one_place and finding.text not in (a, b):  # the phrase that names two becomes one
        key, text = _value_text(book, key_a, finding)
        book.put(key, text.replace(finding.text, new, 1) if finding.text in text else new)
    elif one_place:
        key, text = _value_text(book, key_a, finding)
        for loser in losers:
            text = re.sub(rf"(?<!\w){re.escape(loser)}(?!\w)", lambda _: new, text, count=1)
        book.put(key, _once(text))
    else:
        for old, key in ((a, key_a), (b, key_b)):
            if old == new or _in_no_slot(key):
                continue
            if key.startswith(conflicts.STACK):
                set_stack(book, key.removeprefix(conflicts.STACK), new)
            else:
                key, text = _value_text(book, key, finding)
                book.put(key, text.replace(old, new, 1) if old in text else new)
    book.resolve(record, subject, new, *losers)
    return ""


def _replaced(line: str, *, old: str, new: str) -> str:
    return line.replace(old, " ".join(new.split()), 1)


def _in_no_slot(key: str) -> bool:
    """The words stand below a heading of SPEC.md and in no slot: `key` is that of the section."""
    return "/" not in key and not key.startswith(conflicts.STACK)


def _once(text: str) -> str:
    """Without a sentence that repeats the one before it, now that both say the same."""
    kept: list[str] = []
    for line in text.split("\n"):
        said = [words for _, words in sentences(line)]
        if len(said) > 1 and len({fold(words) for words in said}) < len(said):
            line = " ".join({fold(words): words for words in said}.values())
        kept.append(line)
    return "\n".join(kept)


def _value_text(book: Book, key: str, finding: Finding) -> tuple[str, str]:
    value = book.sheet.value(key)
    if value is None:
        slot = book.sheet.value("/".join(key.split("/")[:2]))
        return key, slot.text if slot is not None else finding.text
    return value.key, value.text


def _leave_open(desk: Desk, question: Question, *, skipped: bool) -> Applied:
    """Skipped once it comes again; else, or twice, a Q holds both texts."""
    book = Book.open(desk)
    record = _record(desk, question)
    count = book.asking.skips.get(question.id, 0) + 1
    book.prefer(skips={**book.asking.skips, question.id: count})
    if skipped and count < 2:
        return book.close("Skipped. I will ask once more.")
    if record is not None:
        book.park(question.id)
        return book.close(f"Both stay in {record.id} until you choose.")
    sides = question.sides
    finding = _finding(desk, question)
    key = finding.sides[0][1] if finding is not None else ""
    ref = book.open_question(
        key if "/" in key else f"{question.section}/{question.slot}",
        "critical",
        conflicts.quoted(sides[0].text, sides[1].text),
    )
    book.park(question.id, f"conflict:{ref}")
    return book.close(f"Both stay in {ref} until you choose.")
