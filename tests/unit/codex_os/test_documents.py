"""Sections of a document: by heading, by alias, never from fenced text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.codex_os.documents import ALIASES, SPEC, Document, name_of, read
from spec_tui.codex_os.gate.run import ITEMS, judge
from tests.unit.codex_os.filled import of


def _read(text: str) -> Document:
    return read("tech-spec", "x.md", text)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Non‑Goals", "non-goals"),
        ("2. NON-GOALS:", "non-goals"),
        ("**Non Goals**", "non-goals"),
        ("🎯 Goals", "goals"),
        ("Goals {#goals}", "goals"),
        ("Users and Jobs", "users & jobs"),
        ("Problem Statement", "summary"),
        ("Security & Privacy", "security & privacy"),
        ("Risks, Assumptions & Trade‑offs", "risks & alternatives"),
        ("Out of Scope / Parking Lot", "out of scope"),
        ("ＧＯＡＬＳ", "goals"),
        ("Something else", "something else"),
    ],
)
def test_a_heading_is_known_however_it_is_typed(title: str, name: str) -> None:
    """Dashes, numbers, emphasis, emoji, width and case do not matter (formats.md 2)."""
    assert name_of(title) == name


def test_no_alias_means_two_sections() -> None:
    """An alias of one name is neither the alias nor the name of another."""
    seen: dict[str, str] = {}
    for name, aliases in ALIASES.items():
        for one in {name, *aliases}:
            assert seen.setdefault(name_of(one), name_of(one)) == name_of(one)
            assert name_of(one) == name, one


def test_fenced_commented_and_quoted_headings_are_none() -> None:
    """`# comment` in a fence opens no section."""
    text = "## Goals\n\n```\n## Scope\n```\n\n<!--\n## Scope\n-->\n\n    ## Scope\n\n> ## Scope\n"
    assert [one.name for one in _read(text).sections] == ["goals"]


def test_an_underlined_heading_opens_a_section_with_its_line() -> None:
    """`Goals` over dashes, behind a header of YAML."""
    document = _read("---\ntitle: x\n---\n\nGoals\n-----\n\n- G1\n")
    section = document.section("goals")
    assert section is not None
    assert (section.line, section.level) == (5, 2)
    assert [line.text for line in document.lines(section)] == ["", "- G1"]


def test_a_section_ends_at_the_next_heading_of_its_level_and_knows_what_it_is_under() -> None:
    """Sub-headings belong to it."""
    document = _read("## Data Model\na\n### Rollback\nb\n## APIs\nc\n")
    model, rollback, _ = document.sections
    assert document.text[model.body : model.end] == "a\n### Rollback\nb\n"
    assert rollback.above == ("data model",)
    assert list(document.under("data model")) == [rollback]


def test_one_forgotten_fence_hides_nothing_behind_the_next_heading() -> None:
    """The rest of the document is still found."""
    assert _read("## Goals\n```\ncode\n## Scope\nin\n").section("scope") is not None


def test_a_section_that_says_something_is_preferred_to_an_empty_one() -> None:
    """A heading that stands twice."""
    section = _read("## Goals\n\n## Scope\nx\n\n## Goals\n- G1\n").section("goals")
    assert section is not None
    assert section.line == 6


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_places_are_the_same_with_every_kind_of_newline(newline: str) -> None:
    """Lines count alike, and offsets cut the very text."""
    text = newline.join(["---", "title: x", "---", "## Goals", "- G1", ""])
    section = _read(text).section("goals")
    assert section is not None
    assert section.line == 4
    assert text[section.body : section.end] == f"- G1{newline}"


_PIECES = st.sampled_from(
    ["---\n", "## Goals\n", "### Risks\n", "# X\n", "- R1 a (mitigation: b)\n", "  - x: y\n",
     "| a | b |\n", "|---|---|\n", "```\n", "<!-- ", "-->", "## Waivers\n",
     "| nfr | r | @x | d |\n",
     "1. [ID-001] t (Type: feat, Est: M)\n", "===\n", "\r\n", "\r", "\t", "\x00", "\u2028",
     "N/A — ", "Latency: 3 ms\n", "owners: [@a]\n", "**Status**: Draft\n", "## Tasks\n",
     "### T1: x\n", "**Depends on:** T1  \n"]
)  # fmt: skip


@given(st.lists(st.lists(_PIECES, max_size=12).map("".join), min_size=3, max_size=3))
def test_whatever_stands_in_a_package_it_is_judged(texts: list[str]) -> None:
    """Eleven items come out, the sections tile the text, and nothing breaks."""
    package = of(dict(zip(SPEC, texts, strict=True)))
    assert [one.id for one in judge(package).items] == list(ITEMS)
    for document in package.documents:
        for one in document.sections:
            assert 0 <= one.start < one.body <= one.end <= len(document.text)
            assert document.body.offsets[one.line - 1] == one.start
