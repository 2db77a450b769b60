"""One answer applied: refused, stored, followed up, spread over its facets (interview.md B.5).

Pure: a desk and a reply in, new texts and preferences out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from spec_tui.documents.fold import fold
from spec_tui.interview import cards, conflicts, grammar, hints
from spec_tui.interview.asking import facet_question
from spec_tui.interview.book import (
    Applied,
    Book,
    Desk,
    refuse,
    severity_for,
)
from spec_tui.interview.decisions import answer_conflict
from spec_tui.interview.followups import joined, pointed_question
from spec_tui.interview.model import Choice, Facet, Question, QuestionKind
from spec_tui.interview.notnow import day, not_applicable, put_off, skip
from spec_tui.interview.places import facet_id, place_name, sign, slot_of
from spec_tui.interview.producttype import apply_type
from spec_tui.interview.replies import Reply, intent_of, yes_or_no
from spec_tui.interview.spec import Record
from spec_tui.interview.stackreview import answer_stack
from spec_tui.interview.values import canonical

NA_REASON = re.compile(r"n/?a\s*(?:[:—–-]+)\s*(?P<reason>\S.*)$", re.IGNORECASE | re.DOTALL)

_YES_AND = re.compile(
    r"yes\b\W*\b(?:and|plus|also)\b(?: also\b)?[\s:,]*(?P<more>\S.*)", re.IGNORECASE | re.DOTALL
)


def answer(desk: Desk, question: Question, reply: Reply) -> Applied:
    """Apply a reply to the question it answers."""
    intent = reply.intent or (intent_of(reply.text) if reply.choose is None else None)
    if intent in {"back", "why", "example", "stop"}:
        return refuse(desk, f"“{reply.text.strip()}” is a command of the interview, not an answer.")
    if intent == "na" and question.kind in {"conflict", "close", "stack", "overview", "confirm"}:
        return refuse(desk, "This cannot be not applicable. Choose one of the answers.")
    if intent == "na" and not reply.reason:
        return refuse(desk, "Say why it does not apply, for example: n/a — not in v1.")
    reply = replace(reply, intent=intent)
    last = _last_choice(question)
    if reply.choose is not None and not 0 <= reply.choose <= last:
        offered = f"Choose 1 to {last}." if last else "Answer this question in words."
        return refuse(desk, f"There is no choice {reply.choose}. {offered}")
    return _BY_KIND.get(question.kind, _answer_facet)(desk, question, reply)


def _last_choice(question: Question) -> int:
    return len(question.lines) if question.kind == "close" else len(question.choices)


# -- facets ---------------------------------------------------------------------------------


def _answer_facet(desk: Desk, question: Question, reply: Reply) -> Applied:
    facet = desk.bank.facets[question.id]
    if reply.intent in {"skip", "later", "unknown"}:
        return put_off(desk, question, facet, reply.intent, reply.reason)
    if reply.intent == "na":
        return not_applicable(desk, facet, reply.reason)
    words = words_of(question, facet, reply)
    if isinstance(words, NoWords):
        return refuse(desk, words.sentence)
    reason = NA_REASON.fullmatch(words)
    if reason and "\n" not in words:
        return not_applicable(desk, facet, reason["reason"])
    problem = _useless(desk, question, facet, words)
    if problem:
        return refuse(desk, problem)
    return _store(desk, question, facet, words)


@dataclass(frozen=True, slots=True)
class NoWords:
    """A choice that says nothing by itself."""

    sentence: str
    """What the person is told."""


def words_of(question: Question, facet: Facet, reply: Reply) -> str | NoWords:
    """The answer to a blank question as text, from a choice, a yes or no, or the words."""
    typed = canonical(reply.text, one_item_a_line=facet.kind == "list")
    choose = reply.choose
    if choose is None and question.choices and typed.isdigit():
        number = int(typed)
        choose = number if 1 <= number <= len(question.choices) else None
    if choose is not None:
        if not question.choices or choose < 1:
            return NoWords("This question has no choices. Answer it in words.")
        choice = question.choices[choose - 1]
        chosen_words = "" if typed.isdigit() and reply.choose is None else typed
        return _chosen(facet, choice, choose, chosen_words)
    if facet.kind == "bool" and not question.follow_up:
        agreed = yes_or_no(typed)
        if agreed is not None:
            return (facet.yes if agreed else facet.no) or typed
    return typed


def _chosen(facet: Facet, choice: Choice, number: int, words: str) -> str | NoWords:
    if choice.opens_box:
        return words or NoWords(f"Choice {number} needs your own words. Say them as the answer.")
    label = choice.label
    if facet.kind == "bool":
        label = (facet.yes if number == 1 else facet.no) or label
    return f"{label} — {words}" if words else label


def _useless(desk: Desk, question: Question, facet: Facet, words: str) -> str:
    """Why an answer is refused: only empty, the hint, or the question itself (B.5.3)."""
    if not words.strip():
        return "Nothing was typed. Nothing was changed."
    folded = fold(words)
    slot = slot_of(desk.bank, facet.key)
    if folded == fold(slot.hint) or re.fullmatch(r"<[^<>]*>", words.strip()):
        return "That is the hint of the template. Say it in your own words."
    if folded in {fold(facet.text), fold(question.text)}:
        return "That is the question itself. Say the answer in your own words."
    return ""


def _store(desk: Desk, question: Question, facet: Facet, words: str) -> Applied:
    book = Book.open(desk)
    followed = question.follow_up
    present = book.sheet.value(facet.key)
    if followed and present is not None and present.form == "text":
        words = joined(facet, present.text, words)
    words, extra = _spread(desk, facet, words)
    if words:
        book.put(facet.key, words)
        if facet.id == "TYP":
            apply_type(book)
            if desk.view.strange_type():  # it was asked about already; it stays as it is
                book.prefer(followed=book.asking.followed | {"TYP"})
    for other, text in extra:
        _record_other(book, other, text)
    _close_own_question(book, facet, present is not None)
    pointed = pointed_question(facet, words) if words else ""
    if not words and extra:
        book.also = book.also[1:]
    if pointed and facet.id in book.asking.followed and followed:
        ref = book.open_question(facet.key, "major", pointed)
        book.notes.append(f"It stays open as {ref}.")
        pointed = ""
    elif pointed and facet.id not in book.asking.followed:
        book.prefer(follow_up=(facet.id, pointed), followed=book.asking.followed | {facet.id})
    else:
        pointed = ""
    if not pointed and book.asking.follow_up and book.asking.follow_up[0] == facet.id:
        book.prefer(follow_up=None)
    book.prefer(
        last_section=facet.section,
        denied=book.asking.denied | hints.reply(words),
        doubted=_doubted(book, question, facet),
        parked=book.asking.parked - {facet.id},
        skips={k: n for k, n in book.asking.skips.items() if k != facet.id},
    )
    return book.close(follow_up=pointed)


def _doubted(book: Book, question: Question, facet: Facet) -> frozenset[str]:
    """New words of a place are judged anew; words that answered a doubt are not doubted again."""
    before = book.asking.doubted
    return before | {facet.id} if question.doubt else before - {facet.id}


def _spread(desk: Desk, facet: Facet, words: str) -> tuple[str, list[tuple[Facet, str]]]:
    """Lines that carry the label of another facet of the slot go to that facet (B.5.4)."""
    slot_key = facet.home
    own: list[str] = []
    extra: list[tuple[Facet, str]] = []
    in_fence = False
    lines = words.split("\n")
    for line in lines:
        if line.startswith(("```", "~~~")):
            in_fence = not in_fence
        label = None if in_fence or line.startswith(" ") else grammar.split_label(line)
        other = desk.bank.facet_by_label(slot_key, fold(label[0])) if label else None
        if label and other is not None and label[1]:
            if other.id == facet.id:
                own.append(label[1])
            else:
                extra.append((other, label[1]))
        else:
            own.append(line)
    return "\n".join(own).strip("\n"), extra


def _record_other(book: Book, facet: Facet, text: str) -> None:
    present = book.sheet.value(facet.key)
    if present is not None and present.form == "text" and present.marker is None:
        if fold(present.text) != fold(text):
            book.open_question(facet.key, "critical", conflicts.quoted(present.text, text))
            book.notes.append(f"{place_name(book.bank, facet.key)} has two answers now.")
        return
    book.put(facet.key, text)
    book.also.append(sign(book.bank, facet.key))


def _close_own_question(book: Book, facet: Facet, replaced: bool) -> None:
    """A pointed question about this very place is closed by a new answer to it."""
    if not replaced:
        return
    for record in book.sheet.spec().records:
        if (
            record.kind == "Q"
            and record.where == "outstanding"
            and record.key == facet.key
            and fold(record.text) != fold(facet.text)
            and not conflicts.alternatives(record.text)
        ):
            value = book.sheet.value(facet.key)
            book.resolve(record, record.text.rstrip("?"), value.text if value else "answered")


# -- cards ----------------------------------------------------------------------------------


def _answer_confirm(desk: Desk, question: Question, reply: Reply) -> Applied:
    """1 yes, 2 change it, 3 take it out (B.5.3b)."""
    if question.stands_in:
        return _answer_hint(desk, question, reply)
    section, slot = question.section, question.slot
    facet = desk.bank.facets.get(question.id)
    key = facet.key if facet is not None else f"{section}/{slot}"
    book = Book.open(desk)
    value = book.sheet.value(key)
    if value is None:
        return refuse(desk, "That place is empty by now. Nothing was changed.")
    if reply.intent in {"later", "unknown"}:
        book.prefer(
            skips={**book.asking.skips, question.id: book.asking.skips.get(question.id, 0) + 1}
        )
        return book.close("Later. It waits for a yes.")
    if reply.intent == "skip":
        return skip(book, question.id, [(key, severity_for(facet), question.text)])
    typed = canonical(reply.text, one_item_a_line=facet is not None and facet.kind == "list")
    choose = reply.choose
    if choose is None and typed in {"1", "2", "3"}:
        choose, typed = int(typed), ""
    if choose is None:
        choose = 1 if yes_or_no(typed) else 2
        typed = _with_more(facet, value.text, typed)
    if choose == 2 and not typed:
        return refuse(desk, "Choice 2 needs your own words. Say them as the answer.")
    if choose == 2 and facet is not None:
        return _answer_facet(desk, facet_question(desk.view, facet), Reply(typed))
    receipt = ""
    if choose == 3:
        book.set_aside(value.text, value.marker.ref if value.marker else "")
        book.sheet.take_out(key)
        if facet is not None:
            book.prefer(denied=book.asking.denied | hints.refusals(facet, value.text))
        book.keys.append(key)
        receipt = f"Taken out of {sign(desk.bank, key)}; the words are kept at the end of SPEC.md."
    else:
        book.put(key, typed if choose == 2 else value.text)
    if question.id == "TYP" and choose != 3:
        apply_type(book)
    book.prefer(last_section=section)
    return book.close(receipt)


def _with_more(facet: Facet | None, shown: str, typed: str) -> str:
    """`Yes, and nobody owns the sheet` adds to the words that are shown; any other words are a new
    answer."""
    found = _YES_AND.fullmatch(typed)
    if found is None:
        return typed
    if facet is None or facet.kind == "list" or "\n" in shown:
        return f"{shown}\n{found['more']}"
    return joined(facet, shown, found["more"])


def _answer_hint(desk: Desk, question: Question, reply: Reply) -> Applied:
    """Words that stand elsewhere: 1 they answer it, 2 other words, 3 they do not (B.5.5), and
    4 shows others, where there are any.

    Where several sentences are shown, the first choices are these.
    """
    facet = desk.bank.facets[question.id]
    blank = facet_question(desk.view, facet)
    if reply.intent in {"skip", "later", "unknown"}:
        return put_off(desk, blank, facet, reply.intent)
    typed = canonical(reply.text, one_item_a_line=facet.kind == "list")
    choose = reply.choose
    picks = question.picks or ((question.quote, question.stands_in),)
    other, none, last = len(picks) + 1, len(picks) + 2, len(question.choices)
    if choose is None and re.fullmatch(r"\d", typed) and 1 <= int(typed) <= last:
        choose, typed = int(typed), ""
    agreed = yes_or_no(typed)
    if choose is None:
        sure = agreed and len(picks) == 1
        choose = 1 if sure else none if agreed is False else other
    if choose == other:
        if not typed:
            return refuse(desk, f"Choice {other} needs your own words. Say them as the answer.")
        if agreed:
            return refuse(desk, f"Which one? Say a number from 1 to {last}, or your own words.")
        if len(picks) == 1:
            typed = _with_more(facet, picks[0][0], typed)
        return _answer_facet(desk, blank, Reply(typed))
    book = Book.open(desk)
    book.prefer(last_section=facet.section)
    if choose == none:
        drafted = book.sheet.value(facet.key) is not None
        denied = frozenset() if drafted else {hints.no(facet)}
        book.prefer(denied=book.asking.denied | denied, sought=None)
        return book.close("Then the question stands without these words.")
    if choose > none:
        passed = {hints.refusal(facet, words) for words, _ in picks}
        book.prefer(denied=book.asking.denied | passed)
        return book.close("Here are others.")
    words, where = picks[choose - 1]
    if where in desk.bank.slots and where != facet.home:
        book.line(facet.key, f"See {sign(desk.bank, where)}")
    else:
        book.put(facet.key, canonical(words, one_item_a_line=facet.kind == "list"))
    if facet.id == "TYP":
        apply_type(book)
    book.prefer(parked=book.asking.parked - {facet.id})
    return book.close()


def _answer_open(desk: Desk, question: Question, reply: Reply) -> Applied:
    """A Q of §17: its answer goes into the place it points at, and into Resolved."""
    record = next(
        r for r in desk.view.spec.records if r.id == question.id and r.where == "outstanding"
    )
    book = Book.open(desk)
    if reply.intent in {"skip", "later", "unknown"}:
        book.prefer(asked_again=book.asking.asked_again | {record.id})
        return book.close(f"{record.id} stays open.")
    typed = canonical(reply.text) if reply.intent != "na" else f"N/A — {canonical(reply.reason)}"
    if not typed:
        return refuse(desk, "Nothing was typed. Nothing was changed.")
    _join_into_place(book, record, typed)
    book.resolve(record, record.text.rstrip("?"), typed)
    section = question.section
    book.prefer(last_section=section)
    return book.close(f"Saved to SPEC.md, §17 Resolved. {record.id} is closed.")


def _join_into_place(book: Book, record: Record, text: str) -> None:
    facet = book.bank.facets.get(facet_id(record.key)) if record.key else None
    if facet is None or text.startswith("N/A — "):
        return
    value = book.sheet.value(facet.key)
    if value is None or value.form != "text":
        book.put(facet.key, text)
    else:
        book.put(facet.key, joined(facet, value.text, text))


def _answer_close(desk: Desk, question: Question, reply: Reply) -> Applied:
    """The usual answers for the rest of a section; one line may be answered by hand."""
    book = Book.open(desk)
    if reply.intent in {"skip", "later", "unknown"}:
        opens = [
            (
                line.key,
                severity_for(desk.bank.facets.get(facet_id(line.key))),
                f"What about {line.label}?",
            )
            for line in question.lines
        ]
        return skip(book, question.id, opens)
    typed = canonical(reply.text)
    choose = reply.choose
    if choose is None and typed and not yes_or_no(typed):
        numbered = re.match(r"(\d{1,2})[.):]?\s+(?P<text>\S.*)$", typed, re.DOTALL)
        if not numbered or not 1 <= int(numbered[1]) <= len(question.lines):
            return refuse(desk, "Say yes to take them all, or a line's number and your own answer.")
        choose, typed = int(numbered[1]), numbered["text"]
    if choose:
        if not typed:
            return refuse(desk, f"Line {choose} needs your own words. Say them after the number.")
        return _answer_line(desk, question, choose, typed)
    refs = []
    for line in question.lines:
        if grammar.form_of(line.value) in {"na", "see"}:
            book.line(line.key, line.value)
        else:
            why = cards.default_why(desk.view, line.key, line.value)
            refs.append(book.assume(line.key, line.value, why))
    book.prefer(last_section=question.section)
    what = f"{len(question.lines)} usual answers" if len(question.lines) > 1 else "one usual answer"
    dated = f" {', '.join(refs)} to revisit by {day(book)}." if refs else ""
    return book.close(f"Saved to SPEC.md, {question.lands_in}: {what}.{dated}")


def _answer_line(desk: Desk, question: Question, number: int, text: str) -> Applied:
    line = question.lines[number - 1]
    facet = desk.bank.facets.get(facet_id(line.key))
    if facet is not None:
        return _answer_facet(desk, facet_question(desk.view, facet), Reply(text))
    book = Book.open(desk)
    book.put(line.key, text)
    book.prefer(last_section=question.section)
    return book.close()


_BY_KIND: Mapping[QuestionKind, Callable[[Desk, Question, Reply], Applied]] = {
    "confirm": _answer_confirm,
    "conflict": answer_conflict,
    "open": _answer_open,
    "close": _answer_close,
    "stack": answer_stack,
}
