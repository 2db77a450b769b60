"""Headers read with places, and what people write in them."""

from __future__ import annotations

import pytest

from spec_tui.documents.frontmatter import bold_fields, read
from spec_tui.documents.headeredit import add, apply, put, remove


def header(lines: str) -> str:
    """A file with a header of these lines."""
    return f"---\n{lines}\n---\n\n# Title\n"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"), ("012", "012"), ("2025-08-23", "2025-08-23"), ("12:30:00", "12:30:00"),
        ("2025-13-45", "2025-13-45"), ("'a # b'", "a # b"), ("a  # b", "a"), ('"a: b"', "a: b"),
        ("Sign-in: step 1", "Sign-in: step 1"), ("@alice", "@alice"), ("[x] done", "[x] done"),
        ("`code` first", "`code` first"), ("{Feature Name} PRD", "{Feature Name} PRD"),
        ("{feature-name}", "{feature-name}"), ("- dash", "- dash"), ("% of all", "% of all"),
    ],
)  # fmt: skip
def test_values_are_the_text_that_was_meant(written, value) -> None:
    """Strings stay strings, and what YAML refuses is read as it stands (formats.md 38)."""
    text = header(f"id: X-1\ntitle: {written}\nstatus: draft")
    found = read(text)
    assert (found.text("id"), found.text("title"), found.text("status")) == ("X-1", value, "draft")


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("title: a: b", "yaml"),
        ("owners: [@alice, @bob]", "handle"),
        ("title: {Feature Name} PRD", "placeholder"),
        ("id: 1\nid: 2", "duplicate-key"),
        ("a: &x 1\nb: *x", "alias-node"),
        ("a: " + "[" * 30 + "]" * 30, "too-deep"),
        ("a: " + "- " * 40, "too-deep"),
        ("a: " + "x" * 70_000, "large"),
        ("- a\n- b", "yaml"),
    ],
)
def test_trouble_is_named(lines, code) -> None:
    """With the offset where it is."""
    found = read(header(lines))
    assert code in {trouble.code for trouble in found.troubles}
    assert all(4 <= trouble.offset < 70_100 for trouble in found.troubles)


def test_bombs_cost_nothing() -> None:
    """Ten thousand brackets, aliases of aliases, sixty kilobytes of dashes (safety.md R15).

    None of them is expanded: the test would not end.
    """
    bombs = ["[" * 10_000, "a: &a [x]\nb: &b [*a,*a,*a]\nc: [*b,*b,*b]", "- " * 30_000]
    assert all(read(header(bomb)).broken for bomb in bombs)


def test_places_are_those_of_the_file() -> None:
    """Also behind a value that had to be repaired."""
    text = header("title: a: b\nowners: [@x]\nstatus: draft  # why")
    found = read(text)
    for name, source in (("title", "a: b"), ("status", "draft")):
        value = found.get(name)
        assert text[value.start : value.end] == source


@pytest.mark.parametrize(
    "text",
    ["no header\n", "--- \ntitle: x\n", "---\n**Status**: pending\n**Ticket**: TKT-1\n---\n"],
)
def test_what_is_no_header(text) -> None:
    """Nothing, an open one, two rules around bold lines."""
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ["---\na: 1\n---", "---\na: 1\n---# T\n", "---\r\na: 1\r\n---\r\n"]
)
def test_closing_line_may_lack_its_newline(text) -> None:
    """Faults found in committed trees."""
    assert read(text).text("a") == "1"


def test_bold_lines_below_the_title_are_fields() -> None:
    """Old files without YAML (work-items.md)."""
    text = (
        "# TSK-001: x\n\n**Status**: pending\n- **Parent Ticket:** TKT-1\n\n## Notes\n**No**: x\n"
    )
    found = bold_fields(text)
    assert {name: field.value.text for name, field in found.items()} == {
        "status": "pending",
        "parent_ticket": "TKT-1",
    }


@pytest.mark.parametrize(
    ("lines", "value", "expected"),
    [
        ("status: draft  # draft | done", "done", "status: done  # draft | done"),
        ("status: 'draft'", "done", "status: 'done'"),
        ('status: "draft"', "done", 'status: "done"'),
        ("status:", "done", "status: done"),
        ("status:   # later", "done", "status: done   # later"),
        ("status: draft", "a: b", 'status: "a: b"'),
        ("status: draft", "no", 'status: "no"'),
        ("status: 'it''s'", "it's", "status: 'it''s'"),
        ("other: 1", "done", "other: 1\nstatus: done"),
    ],
)
def test_one_value_is_spliced(lines, value, expected) -> None:
    """Quotes, comments and every other byte stay."""
    text = header(lines)
    found = read(text)
    assert apply(text, put(text, found, "status", value)) == header(expected)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("d:\n  on: []", "d:\n  on: [T9]"),
        ("d:\n  on: [T1, 'T2']", "d:\n  on: [T1, 'T2', 'T9']"),
        (
            "d:\n  on:\n    - T1  # x\n  blocks: []",
            "d:\n  on:\n    - T1  # x\n    - T9\n  blocks: []",
        ),
        ("d:\n  on:\n  - T1", "d:\n  on:\n  - T1\n  - T9"),
        ("d:\n  on:", "d:\n  on: [T9]"),
        ("d:\n  on: T1", "d:\n  on: [T1, T9]"),
        ("d:\n  blocks: []", "d:\n  blocks: []\n  on: [T9]"),
        ("d: {blocks: []}", "d: {blocks: [], on: [T9]}"),
        ("d: {}", "d: {on: [T9]}"),
        ("d:", "d: {on: [T9]}"),
        ("x: 1", "x: 1\nd:\n  on: [T9]"),
    ],
)
def test_an_entry_joins_a_list(lines, expected) -> None:
    """In the style of the list that is there."""
    text = header(lines)
    assert apply(text, add(text, read(text), ("d", "on"), "T9")) == header(expected)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("on: [T9]", "on: []"),
        ("on: [T1, T9]", "on: [T1]"),
        ("on: [T9, T1]", "on: [T1]"),
        ("on:\n  - T1\n  - T9\nx: 1", "on:\n  - T1\nx: 1"),
        ("on:  # why\n  - T9\nx: 1", "on: []  # why\nx: 1"),
        ("on: T9", "on: []"),
        ("on: [T1]", "on: [T1]"),
    ],
)
def test_an_entry_leaves_a_list(lines, expected) -> None:
    """The others stay as they are."""
    text = header(lines)
    assert apply(text, remove(text, read(text), ("on",), "T9".__eq__)) == header(expected)
