"""SPEC.md as facts: words only, a See followed, what is missing told as missing."""

from __future__ import annotations

from spec_tui.derive.facts import Facts, items_of, slug

SPEC = """# SPEC: Berth

## 1. Vision & Goals
- **Problem & Outcome**: Boats wait. _(assumption A1)_
- **Target Users**: See §3 Personas

## 3. Personas & Use Cases
- **Personas**: Skipper, Harbour master, Clerk
- **Top Use Cases**:
  - Reserve a berth
    - with its length
  - Pay

## 4. Domain Model
- **Relationships**: N/A — no many-to-many

## 8. Data & Schema
- **Storage**: undecided _(assumption A2)_

## 13. Risks, Assumptions & Trade‑offs
- **Assumptions**:
  - A1 (Problem & Outcome): said by the port; revisit 2026-12-28
  - A2 (Storage): open; revisit 2026-12-28
"""


def facts() -> Facts:
    """The facts of the small specification."""
    return Facts.of(SPEC)


def test_a_fact_has_its_words_its_line_and_its_assumption() -> None:
    """The marker is no word of it."""
    found = facts().fact("VIS1")
    assert found is not None
    assert (found.text, found.line, found.assumption) == ("Boats wait.", 4, "A1")
    assert found.key == "vision/problem-outcome/VIS1"
    assert facts().name == "Berth"


def test_a_see_leads_to_the_words_and_only_for_the_facet_that_says_it() -> None:
    """Target users are the personas; secondary users are not."""
    assert facts().items("TGT1") == ("Skipper", "Harbour master", "Clerk")
    found = facts().fact("TGT1")
    assert found is not None
    assert found.key == "personas/personas/USR1"
    assert facts().fact("USR3") is None


def test_items_keep_their_inner_lines() -> None:
    """An indented line belongs to the item above it."""
    assert facts().items("USR4") == ("Reserve a berth\n  - with its length", "Pay")


def test_what_is_not_there_is_said_and_never_invented() -> None:
    """N/A with its reason, undecided, and nothing at all differ."""
    assert facts().missing("DOM4") == "N/A — no many-to-many"
    assert facts().missing("DAT10") == "_(not in SPEC.md: Storage is undecided)_"
    assert facts().missing("NFR1") == "_(not in SPEC.md: Performance · P95 latency)_"
    assert [facts().standing(f) for f in ("VIS1", "DOM4", "DAT10", "NFR1")] == [
        "known",
        "na",
        "undecided",
        "missing",
    ]


def test_a_fence_is_one_item() -> None:
    """Lines of a fence begin no item, whatever they look like."""
    assert items_of("one\n```text\n# a\nb\n```\n- two") == ("one\n```text\n# a\nb\n```", "two")


def test_a_slug_is_one_part_of_a_key() -> None:
    """No slash, no comma, no blank, and never empty."""
    assert slug("Book, move & cancel a “visit”/slot") == "book-move-cancel-a-visit-slot"
    assert slug("Übung der Ärzte") == "ubung-der-arzte"
    assert slug("…") == "item"
