"""A conflict decided whose sides, or one of them, stand in an imported text (B.5.6, B.6).

The decision goes into the place that the question is about; the imported text stays as it is, and
nothing in it brings the same question again.
"""

from __future__ import annotations

from spec_tui.documents import toml
from spec_tui.documents.fold import fold
from spec_tui.documents.prose import sentences, whole
from spec_tui.interview import conflicts, grammar, inplace
from spec_tui.interview.book import Book
from spec_tui.interview.contradiction import Contradiction
from spec_tui.interview.inplace import Stand
from spec_tui.interview.model import Facet
from spec_tui.interview.places import place_name
from spec_tui.interview.scoping import things_of
from spec_tui.interview.spec import Record, Value
from spec_tui.interview.state import state_of
from spec_tui.interview.valuelines import with_reason


def decide_imported(
    book: Book, finding: Contradiction, choose: int, words: str, record: Record | str
) -> None:
    """1 the first, 2 the second, 3 both because of `words`, 4 neither but `words`."""
    (a, key_a), (b, key_b) = finding.sides
    facet = book.bank.facets.get(finding.question_id.removeprefix("conflict:"))
    key = facet.key if facet is not None else key_a
    subject = place_name(book.bank, key)
    new = {1: a, 2: b, 3: ""}.get(choose, words)
    present = book.sheet.value(key)
    base = present.text if present is not None and present.form == "text" else ""
    there = _stands(book, finding, key)
    if there is not None:
        rows, row = _swapped(base, there, new), there.row
    else:
        rows = _with_imported(finding, present, facet, choose, new)
        row = len(rows) - 1
    if choose == 3:
        rows = with_reason(rows, row, f"(both: {words})")
    _put(book, key, present, "\n".join(rows))
    if key_b.startswith(conflicts.STACK) and choose != 3:
        set_stack(book, key_b.removeprefix(conflicts.STACK), new)
    if choose == 3:
        book.accept(finding.rule, finding.key, finding.text)
        book.resolve(record, subject, f"both, because {words}")
    else:
        book.resolve(record, subject, new, *(side for side in (a, b) if side != new))
    if not (key_b.startswith(conflicts.STACK) and new == a):  # stack.toml says so too by now
        _never_again(book, finding)


def settle_scope(book: Book, finding: Contradiction, choose: int) -> None:
    """After `decide_scope`: an imported item that stays joins its list."""
    winner = {1: 0, 2: 1}.get(choose)
    if winner is not None and finding.sources[winner]:
        words, key = finding.sides[winner]
        present = book.sheet.value(key)
        if present is None or present.form != "text":
            book.put(key, words)
        elif fold(words) not in map(fold, things_of(present.text)):
            _keep(book, key, present, f"{present.text}\n{words}")
    _never_again(book, finding)


def _stands(book: Book, finding: Contradiction, key: str) -> Stand | None:
    """Where a side stands in the place that the question is about."""
    for side, (_, there) in enumerate(finding.sides):
        if not finding.sources[side] and there == key:
            return inplace.side(book.sheet, finding, side)
    return None


def _swapped(base: str, there: Stand, new: str) -> list[str]:
    """The lines of the place with the decision in them; as they are where both are true."""
    rows = base.split("\n")
    if new:
        line = rows[there.row]
        said = " ".join(new.split())
        rows[there.row] = f"{line[: there.start]}{said}{line[there.stop :]}"
    return rows


def _with_imported(
    finding: Contradiction, present: Value | None, facet: Facet | None, choose: int, new: str
) -> list[str]:
    """The lines of a place in which neither side stands, with the imported sentence in them."""
    base = present.text if present is not None and present.form == "text" else ""
    b, key_b = finding.sides[1]
    if key_b.startswith(conflicts.STACK) and base and new:
        if whole(new).search(base):
            return base.split("\n")
        others = list(whole(b).finditer(base))
        if len(others) == 1:  # the place says it as stack.toml does
            start, stop = others[0].span()
            return f"{base[:start]}{new}{base[stop:]}".split("\n")
    chosen = finding.sources[choose - 1] if choose in {1, 2} else ""
    said = _decided(finding, chosen or next(filter(None, finding.sources)), new)
    theirs = present is not None and present.marker is None
    joins = base and (theirs or (facet is not None and facet.kind in {"list", "text"}))
    return [*base.split("\n"), *said.split("\n")] if joins else said.split("\n")


def _decided(finding: Contradiction, said: str, new: str) -> str:
    """An imported sentence with the decision in the place of what stands there against it."""
    if not new:
        return said
    sides = [
        (spot[1], finding.text if finding.phrase else words)
        for (words, _), spot, source in zip(
            finding.sides, finding.spots, finding.sources, strict=True
        )
        if spot is not None and source == said
    ]
    for start, words in sorted(sides[:1] if finding.phrase else sides, reverse=True):
        if words != new and said.startswith(words, start):
            inside = said != words
            told = " ".join(new.split()) if inside else new
            said = f"{said[:start]}{told}{said[start + len(words) :]}"
    return said


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


def _never_again(book: Book, finding: Contradiction) -> None:
    """What the imported text still says against the decision is accepted."""
    decided = {fold(words) for words, _ in finding.sides}
    for other in state_of(book.view()).findings:
        sides = {fold(words) for words, _ in other.sides}
        if other.rule == finding.rule and any(other.sources) and sides & decided:
            book.accept(other.rule, other.key, other.text)


def set_stack(book: Book, key: str, value: str) -> None:
    """A value of stack.toml that a person decided."""
    if book.stack is not None and not isinstance(toml.parse(book.stack), toml.TomlProblem):
        changed = toml.set_value(book.stack, key, value)
        book.stack = toml.set_unreviewed(changed, toml.unreviewed(changed) - {key})
