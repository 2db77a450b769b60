"""A conflict decided whose sides, or one of them, stand in an imported text (B.5.6, B.6).

The decision goes into the place that the question is about; the imported text stays as it is, and
nothing in it brings the same question again.
"""

from __future__ import annotations

from spec_tui.documents import toml
from spec_tui.documents.fold import fold
from spec_tui.documents.prose import sentences
from spec_tui.interview import conflicts, grammar
from spec_tui.interview.book import Book
from spec_tui.interview.model import Facet, Finding
from spec_tui.interview.places import place_name
from spec_tui.interview.spec import Record, Value
from spec_tui.interview.state import state_of


def decide_imported(
    book: Book, finding: Finding, choose: int, words: str, record: Record | str
) -> None:
    """1 the first, 2 the second, 3 both because of `words`, 4 neither but `words`."""
    (a, key_a), (b, key_b) = finding.sides
    facet = book.bank.facets.get(finding.question_id.removeprefix("conflict:"))
    key = facet.key if facet is not None else key_a
    subject = place_name(book.bank, key)
    new = {1: a, 2: b, 3: ""}.get(choose, words)
    present = book.sheet.value(key)
    text = _decided(finding, present, facet, choose, new)
    if choose == 3:
        text = qualified(text, finding.text, f"(both: {words})")
    _put(book, key, present, text)
    if key_b.startswith(conflicts.STACK) and choose != 3:
        set_stack(book, key_b.removeprefix(conflicts.STACK), new)
    if choose == 3:
        book.accept(finding.rule, finding.key, finding.text)
        book.resolve(record, subject, f"both, because {words}")
    else:
        book.resolve(record, subject, new, *(side for side in (a, b) if side != new))
    if not (key_b.startswith(conflicts.STACK) and new == a):  # stack.toml says so too by now
        _never_again(book, finding)


def settle_scope(book: Book, finding: Finding, choose: int) -> None:
    """After `decide_scope`: an imported item that stays joins its list."""
    winner = {1: 0, 2: 1}.get(choose)
    if winner is not None and finding.sources[winner]:
        words, key = finding.sides[winner]
        present = book.sheet.value(key)
        if present is None or present.form != "text":
            book.put(key, words)
        elif fold(words) not in fold(present.text):
            _keep(book, key, present, f"{present.text}\n{words}")
    _never_again(book, finding)


def _decided(
    finding: Finding, present: Value | None, facet: Facet | None, choose: int, new: str
) -> str:
    """The words of the place with the decision in them."""
    (a, _), (b, _) = finding.sides
    told = [source for source in finding.sources if source]
    chosen = finding.sources[choose - 1] if choose in {1, 2} else ""
    base = present.text if present is not None and present.form == "text" else ""
    if new and base and new in base:
        return base
    old = next((words for words in (finding.text, a, b) if words in base and words != new), "")
    if base and old:
        return base.replace(old, new, 1) if new else base
    said = chosen or told[0]
    old = next((words for words in (finding.text, a, b) if words in said), "")
    said = said.replace(old, new, 1) if new and old else said
    joins = base and facet is not None and facet.kind in {"list", "text"}
    return f"{base}\n{said}" if joins else said


def _put(book: Book, key: str, present: Value | None, text: str) -> None:
    """A person chose it; a draft that says more than that still waits for its yes."""
    drafted = present is not None and present.marker is not None
    if drafted and present is not None and len(sentences(present.text)) > 1:
        _keep(book, key, present, text)
    else:
        book.put(key, text)


def _keep(book: Book, key: str, present: Value, text: str) -> None:
    """Other words in a place, under the marker that it has."""
    marker = present.marker
    if marker is not None and marker.kind == "confirm":
        book.sheet.set_value(key, text, grammar.CONFIRM.format(marker.ref))
        book.keys.append(key)
    else:
        book.put(key, text)


def _never_again(book: Book, finding: Finding) -> None:
    """What the imported text still says against the decision is accepted."""
    decided = {fold(words) for words, _ in finding.sides}
    for other in state_of(book.view()).findings:
        sides = {fold(words) for words, _ in other.sides}
        if other.rule == finding.rule and any(other.sources) and sides & decided:
            book.accept(other.rule, other.key, other.text)


def qualified(text: str, words: str, why: str) -> str:
    """A text with a reason behind the line that holds the words, else behind the last."""
    lines = text.split("\n")
    at = next((n for n, line in enumerate(lines) if words in line), len(lines) - 1)
    lines[at] = f"{lines[at]} {why}"
    return "\n".join(lines)


def set_stack(book: Book, key: str, value: str) -> None:
    """A value of stack.toml that a person decided."""
    if book.stack is not None and not isinstance(toml.parse(book.stack), toml.TomlProblem):
        changed = toml.set_value(book.stack, key, value)
        book.stack = toml.set_unreviewed(changed, toml.unreviewed(changed) - {key})
