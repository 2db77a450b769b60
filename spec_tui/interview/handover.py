"""An answer that somebody gave elsewhere, to the question as it was shown to them (B.5.6).

Nobody overwrites anybody: what stands in a place by a person's word, or by hand, stays there until
one of both is chosen. `1` and `yes` count only while what they were said to still stands.
"""

from __future__ import annotations

from collections.abc import Iterable

from spec_tui.documents.fold import fold
from spec_tui.interview import conflicts
from spec_tui.interview.answers import NA_REASON, NoWords, answer, words_of
from spec_tui.interview.asking import facet_question
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.model import Facet, Outcome, Question
from spec_tui.interview.places import place_name
from spec_tui.interview.questionnaire import Filled, mark
from spec_tui.interview.replies import Reply, intent_of, picked, yes_or_no
from spec_tui.interview.spec import Value
from spec_tui.interview.values import canonical

_STALE = (
    "“{said}” was said to what the questionnaire showed, which has changed since. Say it in words, "
    "or export the questions again."
)
SETTLED = "It is answered by now. Nothing was changed."
SAME = "The same stands there already. Nothing was changed."
BEFORE = "Taken over before. Nothing was changed."
UNCHANGED = frozenset({SETTLED, SAME, BEFORE})
"""Receipts of answers that stored nothing."""


def shown(desk: Desk, row: Filled, open_now: Iterable[Question]) -> Question | None:
    """The question that an answer of a questionnaire was given to, as it stands now; None where
    what was shown is gone.
    """
    facet = desk.bank.facets.get(row.question_id)
    blank = (facet_question(desk.view, facet),) if facet is not None else ()
    same = (q for q in (*open_now, *blank) if q.id == row.question_id and mark(q) == row.mark)
    return next(same, None)


def take(desk: Desk, row: Filled, question: Question | None, *, theirs: bool) -> Applied:
    """Apply one answer of a questionnaire.

    `question`: what was shown (`shown`). `theirs`: what stands in the place by now was said by this
    very person, so that they may say something else.
    """
    facet = desk.bank.facets.get(row.question_id)
    if question is None:
        if facet is None or _leans(row):
            return refuse(desk, _STALE.format(said=_short(row.text)))
        question = facet_question(desk.view, facet)
    reply = _reply(question, row.text)
    if isinstance(reply, NoWords):
        return refuse(desk, reply.sentence)
    value = desk.view.spec.value(facet.key) if facet is not None else None
    if facet is None or value is None or value.marker is not None or theirs:
        if question.kind == "confirm" and _drafted_anew(question, value):
            return refuse(desk, _STALE.format(said=_short(row.text)))
        return answer(desk, question, reply)
    if value.form not in {"text", "na"}:
        return answer(desk, question, reply)
    said = _said(question, facet, reply)
    if isinstance(said, NoWords):
        return refuse(desk, said.sentence)
    if not said:
        return Applied(Outcome(receipt=SETTLED), desk.asking)
    reason = NA_REASON.fullmatch(said)
    return _beside(desk, facet, value, f"N/A — {reason['reason']}" if reason else said)


def _reply(question: Question, text: str) -> Reply | NoWords:
    """What words are to a question: a whole-answer word, a choice of it, or an answer."""
    intent = intent_of(text)
    if intent is not None:
        return Reply(text, intent=intent)
    number, words = picked(question, text)
    if number is None and question.choices and text.strip().rstrip(".)").isdigit():
        return NoWords(f"There is no choice {text.strip()}. Choose 1 to {len(question.choices)}.")
    return Reply(words, number)


def _leans(row: Filled) -> bool:
    """`1` and `yes` mean nothing without what stood beside them."""
    words = row.text.strip().rstrip(".)")
    return row.choices > 0 and (words.isdigit() or yes_or_no(words) is not None)


def _drafted_anew(question: Question, value: Value | None) -> bool:
    """Another draft stands in the place than the one that was shown."""
    if question.stands_in:
        return False
    return value is None or fold(value.text) != fold(question.quote)


def _said(question: Question, facet: Facet, reply: Reply) -> str | NoWords:
    """The words of a reply to a place that holds an answer; "" where it says nothing about it."""
    if reply.intent == "na":
        return f"N/A — {reply.reason}" if reply.reason else NoWords("Say why it does not apply.")
    if reply.intent is not None:
        return ""
    if question.kind != "confirm":
        return words_of(question, facet, reply)
    words = canonical(reply.text, one_item_a_line=facet.kind == "list")
    offered = [text for text, _ in question.picks] or [question.quote]
    choose = reply.choose
    agreed = yes_or_no(words)
    if choose is None and agreed is not None:
        choose = 1 if agreed else len(offered) + 2
    if choose is None or choose == len(offered) + 1:
        return words
    return offered[choose - 1] if choose <= len(offered) else ""


def _beside(desk: Desk, facet: Facet, value: Value, said: str) -> Applied:
    """A question that holds both texts, where they differ."""
    text = canonical(said, one_item_a_line=facet.kind == "list")
    if fold(value.text) == fold(text):
        return Applied(Outcome(receipt=SAME), desk.asking)
    book = Book.open(desk)
    ref = book.open_question(facet.key, "critical", conflicts.quoted(value.text, text))
    book.keys.append(facet.key)
    book.prefer(last_section=facet.section)
    place = place_name(desk.bank, facet.key)
    return book.close(
        f"Two people disagree about {place}. Both stand in {ref} until one is chosen."
    )


def _short(text: str) -> str:
    return " ".join(text.split())[:40]
