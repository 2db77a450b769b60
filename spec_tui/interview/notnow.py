"""Skip, later, don't know and not applicable: answers that give no value (B.5.7, B.5.8)."""

from __future__ import annotations

from spec_tui.interview import cards, conflicts, grammar
from spec_tui.interview.book import OUTSTANDING, Applied, Book, Desk, refuse, severity_for
from spec_tui.interview.model import Facet, Intent, Question
from spec_tui.interview.places import facet_id, sign, slot_of
from spec_tui.interview.values import canonical


def put_off(
    desk: Desk, question: Question, facet: Facet, intent: Intent, reason: str = ""
) -> Applied:
    """Skip, later and don't know (B.5.7); the reason of don't know is who knows."""
    book = Book.open(desk)
    person = grammar.asking(reason) if intent == "unknown" else ""
    if person and not question.follow_up:
        return _ask_somebody(book, facet, person)
    if question.follow_up:
        ref = book.open_question(facet.key, severity_for(facet), f"{question.text}{person}")
        book.prefer(follow_up=None)
        return book.close(f"Your answer stands. The rest stays open as {ref}.")
    standing = _standing_question(book, facet) if facet.id in book.asking.parked else ""
    if standing:  # asked again as a parked question, once per session (B.3, 7)
        book.prefer(asked_again=book.asking.asked_again | {standing})
        if intent == "skip":
            return book.close(f"{standing} stays open.")
    elif intent == "skip":
        return skip(book, question.id, [(facet.key, severity_for(facet), facet.text)])
    present = desk.view.facet_value(facet)
    if present is not None and present.form == "text":
        ref = book.open_question(facet.key, "major", question.why)
        book.park(facet.id)
        return book.close(f"Your answer stands. The doubt stays open as {ref}.")
    slot = slot_of(desk.bank, facet.key)
    if facet.impact == 5:
        ref = _standing_question(book, facet) or book.open_question(
            facet.key, "critical", facet.text
        )
        book.park(facet.id)
        return book.close(f"Nobody should guess this one. It stays open as {ref}.")
    _, value = cards.usual_answer(desk.view, slot, facet)
    if grammar.form_of(value) in {"na", "see"}:
        book.line(facet.key, value)
        receipt = f"Later. {sign(desk.bank, facet.key)} reads “{value}” until then."
    else:
        ref = book.assume(facet.key, value, cards.default_why(desk.view, facet.key, value))
        receipt = f"Later. Assumption {ref} in §13, look again on {day(book)}."
    book.prefer(last_section=facet.section)
    return book.close(receipt)


def _ask_somebody(book: Book, facet: Facet, person: str) -> Applied:
    """Open the question for somebody who is not here; nothing is assumed meanwhile."""
    words = f"{facet.text}{person}"
    ref = _standing_question(book, facet)
    if ref:
        book.sheet.drop_record(OUTSTANDING, ref)
        book.prefer(asked_again=book.asking.asked_again | {ref})
    value = book.view().facet_value(facet)
    stands = value is not None and value.form == "text"
    if stands:
        words = f"Is it right as it stands?{person}"
    ref = book.open_question(facet.key, severity_for(facet), words, ref=ref)
    book.park(facet.id)
    book.prefer(last_section=facet.section)
    first = "Your answer stands. The doubt" if stands else "It"
    return book.close(f"{first} stays open as {ref}{person}.")


def day(book: Book) -> str:
    """When assumptions made today are looked at again, e.g. `20 Dec 2026`."""
    return f"{book.revisit.day} {book.revisit:%b %Y}"


def _standing_question(book: Book, facet: Facet) -> str:
    for record in book.sheet.spec().records:
        if record.where == "outstanding" and record.kind == "Q" and record.key == facet.key:
            return record.id
    return ""


def skip(book: Book, question_id: str, opens: list[tuple[str, str, str]]) -> Applied:
    """The first skip asks again at the end of the step, the second opens a Q."""
    count = book.asking.skips.get(question_id, 0) + 1
    book.prefer(skips={**book.asking.skips, question_id: count})
    if count < 2:
        return book.close("Skipped. I will ask once more.")
    refs = []
    for key, severity, text in opens:
        facet = book.bank.facets.get(facet_id(key))
        refs.append(
            (facet is not None and _standing_question(book, facet))
            or book.open_question(key, severity, text)
        )
        book.park(facet.id if facet is not None else key)
    book.park(question_id)
    return book.close(f"Skipped twice. It stays open as {', '.join(refs)}.")


def not_applicable(desk: Desk, facet: Facet, reason: str) -> Applied:
    """N/A with a reason; against text in the same slot it is a conflict (B.5.8)."""
    reason = canonical(reason).replace("\n", "; ").strip()
    if not reason:
        return refuse(desk, "Say why it does not apply, for example: n/a — not in v1.")
    book = Book.open(desk)
    text = f"N/A — {reason}"
    slot = desk.view.spec.slots.get(facet.home)
    others = [v for v in slot.facets.values() if v.facet != facet.id] if slot is not None else []
    stated = [v for v in others if v.form == "text"]
    if facet.lead and stated:
        ref = book.open_question(facet.key, "critical", conflicts.quoted(stated[0].text, text))
        book.prefer(last_section=facet.section)
        return book.close(
            f"{sign(desk.bank, facet.key)} says something already. "
            f"Both stand in {ref} until you choose."
        )
    book.put(facet.key, text)
    book.prefer(last_section=facet.section, parked=book.asking.parked - {facet.id})
    if book.asking.follow_up and book.asking.follow_up[0] == facet.id:
        book.prefer(follow_up=None)
    return book.close()
