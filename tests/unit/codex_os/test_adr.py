"""Entries of decisions.md."""

from __future__ import annotations

import pytest

from spec_tui.codex_os.adr import about, entries, entry
from spec_tui.work.change import Refused


def test_the_first_entry_makes_the_file() -> None:
    """With a heading, and what was not said shown as such."""
    text = entry("", "Use a queue", "Calls are slow.", "One queue.", "", "2026-03-01", ref="x Q7")
    assert text == (
        "# Decisions\n\n## ADR-001: Use a queue (2026-03-01)\n\n**Ref:** x Q7\n\n"
        "**Context:** Calls are slow.\n\n**Decision:** One queue.\n\n"
        "**Consequences:** _(not written yet)_\n"
    )


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_next_entry_is_numbered_behind_the_highest(newline) -> None:
    """Gaps are not filled, and everything before it stays."""
    old = "# ADRs\n\n## ADR-007: Old (2025-01-01)\n\nwords\n\n### ADR-3 – older\n".replace(
        "\n", newline
    )
    new = entry(old, "New", "a", "b", "c", "2026-03-01")
    assert new.startswith(old)
    assert [one[:2] for one in entries(new)] == [
        (7, "Old (2025-01-01)"),
        (3, "older"),
        (8, "New (2026-03-01)"),
    ]
    assert newline == "\n" or new.count("\r\n") == new.count("\n")


def test_the_same_question_is_never_recorded_twice() -> None:
    """It says where it stands; another question that begins alike is another one."""
    text = entry("", "A", "", "b", "", "2026-03-01", ref="x Q7")
    with pytest.raises(Refused, match=r"decisions\.md:5 already"):
        entry(text, "B", "", "b", "", "2026-03-02", ref="x Q7")
    more = entry(text, "B", "", "b", "", "2026-03-02", ref="x Q70")
    assert "ADR-003" in entry(more, "C", "", "b", "", "2026-03-02", ref="x Q")


@pytest.mark.parametrize("title", ["", "a\nb", "a\x1b[0m", "x" * 501])
def test_a_title_is_one_line(title) -> None:
    """Nothing else can be a heading."""
    with pytest.raises(Refused, match="title"):
        entry("", title, "", "b", "", "2026-03-01")


def test_entries_about_a_spec() -> None:
    """Those whose words name it."""
    text = entry("", "A", "spec 20260105-profiles", "b", "", "2026-03-01")
    text = entry(text, "B", "other", "b", "", "2026-03-01")
    assert about(text, ("20260105-profiles",)) == ("ADR-001",)
    assert about("", ("x",)) == ()


@pytest.mark.parametrize("line", ["- ADR-009 Old", "| ADR-009 | Old |", "**ADR-009**", "1. ADR 9"])
def test_numbers_of_other_forms_are_taken_too(line) -> None:
    """A list or table of decisions; one named in a sentence is not."""
    text = f"# Decisions\n\n{line}\n\nThis replaces ADR-044.\n"
    assert "## ADR-010: New" in entry(text, "New", "", "b", "", "2026-03-01")
