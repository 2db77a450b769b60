"""`updated` follows where a header has it, and a name is made of words."""

from __future__ import annotations

import pytest

from spec_tui.documents.frontmatter import read
from spec_tui.documents.headeredit import apply, updated
from spec_tui.documents.kebab import kebab

DAY = "2026-03-01"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("2025-01-01", DAY), ("2025-01-01 10:00 # ours", f"{DAY} # ours"), ("", f" {DAY}".lstrip())],
)
def test_updated_is_set_where_a_day_or_nothing_stands(value, expected) -> None:
    """Everything beside it stays."""
    text = f"---\nid: x\nupdated: {value}\n---\n# x\n"
    assert apply(text, updated(text, read(text), DAY)).split("\n")[2].split() == [
        "updated:", *expected.split(),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "# no header\n",
        "---\nid: x\n---\n",
        f"---\nupdated: {DAY}\n---\n",
        "---\nupdated: <date>\n---\n",
        "---\nupdated: last week\n---\n",
        "---\nupdated: &a 2025-01-01\nother: *a\n---\n",
    ],
)
def test_updated_stays_where_it_is_words_missing_or_in_doubt(text) -> None:
    """It is never added, and a header that cannot be read is left alone."""
    assert updated(text, read(text), DAY) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("User profiles", "user-profiles"),
        ("Übung / Ärzte!", "ubung-arzte"),
        ("../../etc", "etc"),
        ("…", ""),
        ("a " * 60, "-".join("a" * 30)),
    ],
)
def test_a_name_is_kebab_case_and_short(words, expected) -> None:
    """ASCII, at most sixty characters, no dash at its ends."""
    assert kebab(words) == expected
