"""A conflict decided: keep the first, use the second, both because, neither (B.5.6)."""

from __future__ import annotations

from collections.abc import Iterator

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import split_lines
from spec_tui.interview import conflicts, inplace
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.contradiction import Contradiction
from spec_tui.interview.importedsides import decide_imported, set_stack, settle_scope
from spec_tui.interview.inplace import Stand
from spec_tui.interview.model import Finding, Question
from spec_tui.interview.places import place_name, sign
from spec_tui.interview.recordsides import decide_record
from spec_tui.interview.replies import Reply
from spec_tui.interview.rules.base import slot_key
from spec_tui.interview.rules.looking import where
from spec_tui.interview.scoping import decide_scope
from spec_tui.interview.spec import Record
from spec_tui.interview.valuelines import statement_at, statements, without_gap
from spec_tui.interview.values import canonical

SCOPE = "G16"
_ELSEWHERE = "SPEC.md:{line} stands in no slot. Change it there; nothing was changed here."
_MISSED = (
    "SPEC.md:{line}: “{words}” was not found in {place} as it was read. Change it there; nothing"
    " was changed here."
)
_RESOLVED = {
    1: "The other is in §17 Resolved.",
    2: "The other is in §17 Resolved.",
    3: "The reason is in §17 Resolved, too.",
    4: "Both texts are in §17 Resolved.",
}
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
    elif record is not None:
        problem = decide_record(book, record, choose, words)
    else:
        problem = "These two agree by now. Nothing was changed."
    if problem:
        return refuse(desk, problem)
    book.prefer(
        last_section=question.section,
        skips={k: n for k, n in book.asking.skips.items() if k != question.id},
        parked=book.asking.parked - {question.id},
    )
    return book.close(_receipt(book, question, finding, choose))


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


def _behind(desk: Desk, record: Record) -> Contradiction | None:
    """The finding that a record with two texts was made of, while it stands."""
    pair = conflicts.alternatives(record.text)
    for finding in _contradictions(desk):
        key = finding.sides[0][1]
        here = not record.key or "/" not in key or slot_key(key) == slot_key(record.key)
        if here and pair == tuple(text for text, _ in finding.sides):
            return finding
    return None


def _finding(desk: Desk, question: Question) -> Contradiction | None:
    for finding in _contradictions(desk):
        if conflicts.finding_conflict(desk.view, finding).id == question.id:
            return finding
    return None


def _contradictions(desk: Desk) -> Iterator[Contradiction]:
    """The findings that have cards."""
    for finding in desk.state.findings:
        if isinstance(finding, Contradiction) and finding.severity == "critical":
            yield finding


def _decide_finding(
    book: Book, finding: Contradiction, choose: int, words: str, record: Record | str
) -> str:
    """Why it cannot be decided here, "" where it is."""
    (a, key_a), (b, _) = finding.sides
    subject = place_name(book.bank, key_a) if "/" in key_a else finding.rule
    if finding.sources and (finding.rule != SCOPE or choose == 3):
        decide_imported(book, finding, choose, words, record)
        return ""
    if choose == 3:
        missed = _qualify(book, finding, words)
        if missed is not None:
            return _not_found(book, finding, missed)
        book.resolve(record, subject, f"both, because {words}")
        return ""
    if finding.rule == SCOPE:
        missed = decide_scope(book, finding, choose, words, record)
        if missed is not None:
            return _not_found(book, finding, missed)
        if finding.sources:
            settle_scope(book, finding, choose)
        return ""
    missed = _decide_values(book, finding, {1: a, 2: b}.get(choose, words))
    if missed is not None:
        return _not_found(book, finding, missed)
    new = {1: a, 2: b}.get(choose, words)
    book.resolve(record, subject, new, *(side for side in (a, b) if side != new))
    return ""


def _qualify(book: Book, finding: Contradiction, words: str) -> int | None:
    """Put the reason beside the side that was said later. Returns that side where it cannot be."""
    side = 0 if finding.phrase or finding.spots[1] is None else 1
    there = inplace.side(book.sheet, finding, side)
    if there is None or not inplace.qualify(book, there, f"(both: {words})"):
        return side
    if not there.loose:
        book.accept(finding.rule, there.key, finding.text)
    return None


def _decide_values(book: Book, finding: Contradiction, new: str) -> int | None:
    """Put the decision where each side stands that says something else. Returns a side that was not
    found; nothing is decided then.
    """
    found: list[tuple[Stand, int]] = []
    for side, (old, key) in enumerate(finding.sides[:1] if finding.phrase else finding.sides):
        if key.startswith(conflicts.STACK):
            set_stack(book, key.removeprefix(conflicts.STACK), new)
        elif old != new or finding.phrase:
            there = inplace.side(book.sheet, finding, side)
            if there is None:
                return side
            found.append((there, side))
    one_place = finding.sides[0][1] == finding.sides[1][1]
    for there, side in sorted(found, key=lambda pair: pair[0].at, reverse=True):
        if one_place and not there.loose and _said_again(book, there, new):
            continue
        if not inplace.swap(book, there, new):
            return side
    return None


def _said_again(book: Book, there: Stand, new: str) -> bool:
    """A sentence that would only repeat another of its line goes instead."""
    line = inplace.lines_of(book, there)[there.row]
    start, stop = own = statement_at(line, there.start)
    changed = f"{line[start : there.start]}{new}{line[there.stop : stop]}"
    others = {_said(line[a:b]) for a, b in statements(line) if (a, b) != own}
    if _said(changed) not in others:
        return False
    inplace.cut(book, there, *without_gap(line, own))
    return True


def _said(statement: str) -> str:
    return fold(statement).rstrip(" .;")


def _not_found(book: Book, finding: Contradiction, side: int) -> str:
    words, key = finding.sides[side]
    spot = finding.spots[side]
    line = where(*spot)[0] if spot is not None else finding.line
    if "/" not in key:
        return _ELSEWHERE.format(line=line)
    return _MISSED.format(line=line, words=words, place=sign(book.bank, key))


def _receipt(book: Book, question: Question, finding: Contradiction | None, choose: int) -> str:
    """Every place that was changed."""
    places = [sign(book.bank, key) for key in book.keys]
    places += _loose_lines(book, finding) if finding is not None else []
    if book.stack != book.desk.stack:
        places.append("stack.toml")
    *first, last = dict.fromkeys(places or [question.lands_in])
    told = f"{', '.join(first)} and {last}" if first else last
    return f"Saved to SPEC.md, {told}. {_RESOLVED[choose]}"


def _loose_lines(book: Book, finding: Contradiction) -> list[str]:
    """The changed lines that stand in no slot."""
    before, after = (
        [line.rstrip("\r\n") for line in split_lines(text)]
        for text in (book.desk.document.text, book.sheet.text)
    )
    lines = (
        where(*spot)[0]
        for (_, key), spot in zip(finding.sides, finding.spots, strict=True)
        if spot is not None and "/" not in key
    )
    return [
        f"line {line}"
        for line in lines
        if after.count(before[line - 1]) < before.count(before[line - 1])
    ]


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
