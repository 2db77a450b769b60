"""Percent, bar and line: the golden numbers of interview.md B.1 and formats.md 3 to 8."""

from __future__ import annotations

import re

import pytest

from spec_tui.interview import progress
from spec_tui.interview.bank import load
from spec_tui.interview.model import State
from spec_tui.interview.reading import read
from spec_tui.interview.state import compute
from spec_tui.interview.templates import spec_template
from tests.interviews import DATA

BANK = load()
TEMPLATE = spec_template("Trial")
COMPLETE = (DATA / "handwritten" / "SPEC.md").read_text(encoding="utf-8")


def state_of(text: str) -> State:
    """The state of a SPEC.md without a stack.toml."""
    return compute(read(text, BANK), BANK, {})


def section(text: str, number: int) -> str:
    """The text of one `## n.` section."""
    found = re.search(rf"(?ms)^## {number}\. .*?(?=^## |\Z)", text)
    assert found is not None
    return found[0]


def emptied(*numbers: int) -> str:
    """The complete specification with some sections as the template has them."""
    text = COMPLETE
    for number in numbers:
        text = text.replace(section(text, number), section(TEMPLATE, number))
    return text


@pytest.mark.parametrize(
    ("final", "literal"), [(0, 0), (1, 5), (4, 20), (5, 30), (9, 50), (11, 60), (17, 95), (18, 100)]
)
def test_percent_is_final_of_18_to_the_nearest_5(final: int, literal: int) -> None:
    """`5*((40*k+n)//(2*n))`, in whole numbers (formats.md 6)."""
    assert progress.literal_percent(final) == literal


@pytest.mark.parametrize(
    ("percent", "cells"), [(0, 0), (5, 1), (25, 3), (60, 7), (95, 11), (100, 12)]
)
def test_bar_has_12_cells(percent: int, cells: int) -> None:
    """5 % is 1 cell, 60 % are 7 (formats.md 5)."""
    assert progress.filled(percent) == cells
    assert progress.line(percent) == (
        f"Spec Creation Progress: {'█' * cells}{'░' * (12 - cells)} {percent}%"
    )


def test_floors() -> None:
    """0 without SPEC.md, 5 with it, 25 after the drafting pass."""
    assert progress.floor(exists=False, drafted=False) == 0
    assert progress.floor(exists=True, drafted=False) == 5
    assert progress.floor(exists=True, drafted=True) == 25


def test_17_final_never_shows_100() -> None:
    """100 is for 18 Final sections alone."""
    assert [progress.shown_percent(k, 25) for k in (17, 18)] == [95, 100]


def test_no_spec_is_0_percent() -> None:
    """Before the first answer nothing stands on disk."""
    state = compute(read(TEMPLATE, BANK), BANK, {}, exists=False)
    assert (state.percent, state.final) == (0, 0)


def test_the_bare_template_is_5_percent_and_one_cell() -> None:
    """Bootstrap: SPEC.md stands, nothing is final."""
    state = state_of(TEMPLATE)
    assert (state.percent, state.final, state.line.count("█")) == (5, 0, 1)


@pytest.mark.parametrize(
    "outstanding",
    ["- **Outstanding**: None", "- **Outstanding**:\n  - Q1 (Storage, major): Which one?"],
)
def test_a_draft_of_sections_1_to_3_is_25_percent(outstanding: str) -> None:
    """Drafted 1 to 3, and §17 holds a Q or None."""
    text = TEMPLATE.replace("<why this matters>", "Booking only works by phone.")
    text = text.replace("<what will be built>", "Online booking")
    text = text.replace("<roles, needs>", "Patient")
    text = text.replace("- **Outstanding**: tracked until resolved", outstanding)
    state = state_of(text)
    assert state.percent == 25
    assert state.line.count("█") == 3


def test_a_draft_without_a_word_in_section_17_is_5_percent() -> None:
    """The floor of 25 needs the seeded questions."""
    text = TEMPLATE.replace("<why this matters>", "Booking only works by phone.")
    text = text.replace("<what will be built>", "Online booking")
    text = text.replace("<roles, needs>", "Patient")
    assert state_of(text).percent == 5


def test_11_final_sections_are_60_percent() -> None:
    """Seven sections of a complete file as the template has them."""
    state = state_of(emptied(4, 6, 7, 8, 10, 12, 15))
    assert (state.final, state.percent, state.line.count("█")) == (11, 60, 7)


def test_17_final_sections_are_95_percent() -> None:
    """One open question of no section keeps Open Questions from being Final."""
    text = COMPLETE.replace(
        "- **Outstanding**: None", "- **Outstanding**:\n  - Q1 (the board, critical): Who pays?"
    )
    state = state_of(text)
    assert (state.final, state.percent, state.line.count("█")) == (17, 95, 11)


def test_18_final_sections_are_100_percent() -> None:
    """A complete file that this program never made."""
    state = state_of(COMPLETE)
    assert (state.final, state.percent, state.line.count("█")) == (18, 100, 12)
    assert state.complete


def test_nfr_and_security_share_heading_9() -> None:
    """18 tracked sections on 17 headings (formats.md 1)."""
    numbers = [s.number for s in BANK.sections]
    assert len(numbers) == 18
    assert sorted(set(numbers)) == list(range(1, 18))
    state = state_of(emptied(9))
    assert state.section("nfr").state == "unknown"
    assert state.section("security_privacy").state == "unknown"
