"""The stack review answered: accept, change, own file, decide later (formats.md 14 to 16)."""

from __future__ import annotations

import re

from spec_tui.documents import toml
from spec_tui.documents.fold import fold
from spec_tui.interview import stack as stackfile
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.model import Question, StackRow
from spec_tui.interview.places import sign
from spec_tui.interview.replies import Reply

_ASSIGNMENT = re.compile(r"\s*(?P<key>[\w.]+)\s*[=:]\s*(?P<value>.*?)\s*$")
ACCEPT, CHANGE, OWN, LATER = 1, 2, 3, 4


def answer_stack(desk: Desk, question: Question, reply: Reply) -> Applied:
    """Apply the review. Words without a choice are a pasted stack.toml, or `key = value` lines."""
    text = reply.text.strip()
    choose = reply.choose
    if reply.intent is not None:
        choose = LATER
    elif choose is None:
        if text in {"1", "2", "3", "4"}:
            choose, text = int(text), ""
        elif text.casefold().rstrip(".") in {"yes", "y"}:
            choose = ACCEPT
        else:
            choose = OWN if _is_file(text) else CHANGE
    broken = desk.stack is not None and isinstance(toml.parse(desk.stack), toml.TomlProblem)
    if broken and choose in {ACCEPT, CHANGE}:
        return refuse(
            desk, f"{question.notice} Repair it, paste your own (3), or decide later (4)."
        )
    if choose == ACCEPT:
        return _accepted(desk)
    if choose == LATER:
        return _later(desk, broken=broken)
    if choose == OWN:
        return _own(desk, text)
    return _changed(desk, question.rows, text)


def set_value(desk: Desk, key: str, value: str) -> Applied:
    """One key of stack.toml gets a reviewed value; SPEC.md states it in the same change."""
    book = Book.open(desk)
    if book.stack is None or isinstance(toml.parse(book.stack), toml.TomlProblem):
        return refuse(desk, "stack.toml cannot be read. Nothing was changed.")
    words = " ".join(value.split())
    if not words:
        return refuse(desk, "Nothing was typed. Nothing was changed.")
    changed = toml.set_value(book.stack, key, words)
    book.stack = toml.set_unreviewed(changed, toml.unreviewed(changed) - {key})
    _tell(book, {key: words}, replace=True)
    return book.close(f"Saved to stack.toml, {key}.")


def _is_file(text: str) -> bool:
    parsed = toml.parse(text)
    return isinstance(parsed, toml.StackFile) and any("." in key for key in parsed.values)


def _accepted(desk: Desk) -> Applied:
    book = Book.open(desk)
    assert book.stack is not None
    book.stack = stackfile.accept(book.stack)
    _tell(book, stackfile.reviewed(book.stack))
    return book.close("Saved to stack.toml, and §11 Stack.")


def _later(desk: Desk, *, broken: bool) -> Applied:
    book = Book.open(desk)
    if broken:
        book.park("stack:review")
    elif book.stack is not None:
        book.stack = stackfile.decide_later(book.stack)
    return book.close("Later. What is needed of the stack is asked one by one.")


def _own(desk: Desk, text: str) -> Applied:
    if not text:
        return refuse(desk, "Paste your stack.toml as the answer.")
    parsed = toml.parse(text + "\n")
    if isinstance(parsed, toml.TomlProblem):
        return refuse(
            desk,
            f"What you pasted is not valid TOML: line {parsed.line}, column {parsed.column}. "
            "stack.toml was not changed.",
        )
    book = Book.open(desk)
    book.stack = stackfile.own(book.stack or "", text + "\n")
    _tell(book, stackfile.reviewed(book.stack), replace=False)
    return book.close("Saved to stack.toml, and §11 Stack.")


def _changed(desk: Desk, rows: tuple[StackRow, ...], text: str) -> Applied:
    names = {fold(row.name): row.key for row in rows} | {fold(row.key): row.key for row in rows}
    wanted: dict[str, str] = {}
    for line in text.split("\n"):
        found = _ASSIGNMENT.match(line)
        if not line.strip():
            continue
        key = names.get(fold(found["key"])) if found else None
        if found is None or key is None or not found["value"].strip("\"'"):
            known = ", ".join(row.name for row in rows)
            return refuse(desk, f"Say it as name = value, one line each. The names are: {known}.")
        wanted[key] = found["value"].strip().strip("\"'")
    if not wanted:
        return refuse(desk, "Say what to change as name = value, for example: language = python")
    book = Book.open(desk)
    assert book.stack is not None
    for key, value in wanted.items():
        book.stack = toml.set_value(book.stack, key, value)
    book.stack = toml.set_unreviewed(book.stack, toml.unreviewed(book.stack) - set(wanted))
    _tell(book, wanted, replace=True)
    return book.close(f"Saved to stack.toml: {', '.join(wanted)}.")


def _tell(book: Book, values: dict[str, str], *, replace: bool = False) -> None:
    """State reviewed keys in SPEC.md; a place that says something already is left to the rules.

    With `replace` another name goes, but never a sentence: what else it says is nowhere else.
    """
    view = book.view()
    for key, facet in book.bank.stack_keys.items():
        value = values.get(key, "")
        if not value or view.slot_is_na(facet) or (view.settled(facet.id) and not replace):
            continue
        present = view.facet_value(facet)
        if present is not None and present.form == "text" and not stackfile.is_a_name(present.text):
            book.notes.append(f"What {sign(book.bank, facet.key)} says stays as it is.")
            continue
        book.sheet.set_value(facet.key, value)
        book.keys.append(facet.key)
        book.also.append(sign(book.bank, facet.key))
    project = values.get("name.project") or values.get("project.name", "")
    if project and project != book.sheet.spec().title:
        book.sheet.set_title(project)
    book.keys = list(dict.fromkeys(book.keys))
