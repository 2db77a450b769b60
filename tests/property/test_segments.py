"""SPEC.md as keyed segments: a partition, changes that come and go by key."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from spec_tui.interview import conflicts, merging
from spec_tui.interview.bank import load
from spec_tui.interview.segments import Change, same, spec_segments
from spec_tui.interview.values import canonical
from spec_tui.interview.writing import Sheet
from tests.property.documents_of import TEMPLATE, files, markdown

BANK = load()
FACETS = [
    f for f in sorted(BANK.facets) if not BANK.slots[BANK.facets[f].key.rpartition("/")[0]].optional
]


def answered(text: str, facet: str, words: str) -> str:
    """The text with one value put in."""
    sheet = Sheet(text, BANK)
    sheet.set_value(BANK.facets[facet].key, words)
    return sheet.text


@given(text=st.one_of(markdown, files()))
def test_segments_are_a_partition(text: str) -> None:
    """Joined again they are the file; no key comes twice."""
    rows = spec_segments(text, BANK)
    assert "".join(raw for _, raw in rows) == text
    assert len({key for key, _ in rows}) == len(rows)


@given(before=files(), words=markdown.map(canonical), facet=st.sampled_from(FACETS))
def test_changes_turn_before_into_after_and_back(before: str, words: str, facet: str) -> None:
    """The changes of an answer, applied to the text before, give the text after; inverted, back."""
    assume(words)
    after = answered(before, facet, words)
    wanted = merging.difference("SPEC.md", before, after, BANK)
    done = merging.patch("SPEC.md", before, wanted, BANK)
    assert (done.text, done.clashes) == (after, ())
    back = merging.patch("SPEC.md", after, [c.inverse() for c in reversed(wanted)], BANK)
    assert (back.text, back.clashes) == (before, ())


@given(
    first=markdown.map(canonical),
    second=markdown.map(canonical),
    facets=st.lists(st.sampled_from(FACETS), min_size=2, max_size=2, unique=True),
)
def test_undo_keeps_what_somebody_else_wrote_elsewhere(
    first: str, second: str, facets: list[str]
) -> None:
    """Taking one answer back leaves the other place byte for byte (R10)."""
    mine, theirs = facets
    assume(first and second)
    assume(BANK.facets[mine].slot != BANK.facets[theirs].slot)
    alone = answered(TEMPLATE, theirs, second)
    after = answered(TEMPLATE, mine, first)
    changes = merging.difference("SPEC.md", TEMPLATE, after, BANK)
    both = answered(after, theirs, second)
    back = merging.patch("SPEC.md", both, [c.inverse() for c in reversed(changes)], BANK)
    assert (back.text, back.clashes) == (alone, ())


@given(
    ours=markdown.map(canonical),
    theirs=markdown.map(canonical),
    facets=st.lists(st.sampled_from(FACETS), min_size=2, max_size=2, unique=True),
    base=files(),
)
def test_answers_to_different_places_merge_in_either_order(
    ours: str, theirs: str, facets: list[str], base: str
) -> None:
    """Different keys merge silently; both values stand, whoever wrote first."""
    assume(ours and theirs and "none" not in (ours.casefold(), theirs.casefold()))
    first, second = (BANK.facets[f] for f in facets)
    assume(first.slot != second.slot)
    a, b = answered(base, first.id, ours), answered(base, second.id, theirs)
    assert merging.merge("SPEC.md", base, b, a, BANK) == merging.merge("SPEC.md", base, a, b, BANK)
    merged = merging.merge("SPEC.md", base, b, a, BANK)
    assert Sheet(merged, BANK).value(first.key) == Sheet(answered(b, first.id, ours), BANK).value(
        first.key
    )
    assert "critical)" not in merged


@given(
    ours=markdown.map(canonical),
    theirs=markdown.map(canonical),
    facet=st.sampled_from([f for f in FACETS if BANK.facets[f].kind != "list"]),
)
def test_one_value_changed_on_both_sides_asks(ours: str, theirs: str, facet: str) -> None:
    """The text on disk stays, ours waits in a critical question that holds both (B.1)."""
    key = BANK.facets[facet].key
    disk, mine = answered(TEMPLATE, facet, theirs), answered(TEMPLATE, facet, ours)
    stood, said = _text(Sheet(disk, BANK), key), _text(Sheet(mine, BANK), key)
    assume(stood and said and not same(stood, said))
    sheet = Sheet(merging.merge("SPEC.md", TEMPLATE, disk, mine, BANK), BANK)
    assert _text(sheet, key) == stood
    (record,) = [r for r in sheet.spec().records if r.where == "outstanding"]
    assert (record.key, record.severity) == (key, "critical")
    assert conflicts.alternatives(record.text) == (stood, said)


@given(before=files(), words=markdown.map(canonical), facet=st.sampled_from(FACETS))
def test_changes_survive_the_journal(before: str, words: str, facet: str) -> None:
    """To JSON and back they are the same."""
    assume(words)
    rows = merging.difference("SPEC.md", before, answered(before, facet, words), BANK)
    assert [Change.from_json(row.to_json()) for row in rows] == rows


@given(
    ours=markdown.map(canonical),
    theirs=markdown.map(canonical),
    slot=st.sampled_from(sorted(BANK.slots)),
)
def test_two_facets_of_one_slot_merge_silently(ours: str, theirs: str, slot: str) -> None:
    """The lead here and a labelled facet there: both stand, nothing is asked."""
    facets = BANK.facets_of(slot)
    assume(ours and theirs and len(facets) > 1)
    assume("none" not in (ours.casefold(), theirs.casefold()))
    first, second = facets[:2]
    for a, b in ((first, second), (second, first)):
        disk = answered(TEMPLATE, a.id, theirs)
        merged = merging.merge("SPEC.md", TEMPLATE, disk, answered(TEMPLATE, b.id, ours), BANK)
        sheet = Sheet(merged, BANK)
        assert "critical)" not in merged
        assert _text(sheet, a.key) == _text(Sheet(disk, BANK), a.key)
        assert _text(sheet, b.key) == _text(Sheet(answered(TEMPLATE, b.id, ours), BANK), b.key)


def _text(sheet: Sheet, key: str) -> str:
    value = sheet.value(key)
    return value.text if value is not None else ""
