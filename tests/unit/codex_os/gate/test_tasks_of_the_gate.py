"""Items 9 and 10: criteria, estimates, milestones."""

from __future__ import annotations

import pytest

from spec_tui.codex_os.gate.run import judge
from tests.unit.codex_os.filled import item, of, part, text_of

CRITERION = "- [ ] Two bookings of one slot are refused by the database"
MILESTONE = (
    "M1: First booking — tasks [ID-001 .. ID-002], a patient books a slot in the pilot clinic"
)


def test_one_criterion_on_every_task_passes() -> None:
    """The evidence is a criterion with the id of its task."""
    assert part("criteria", "Every task").evidence[0].text == (
        "ID-001: Two bookings of one slot are refused by the database"
    )


def test_a_task_without_a_criterion_is_named() -> None:
    """The others do not stand in for it."""
    found = item("criteria", ("tasks", f"     {CRITERION}\n", ""))
    assert found.state == "fail"
    assert found.parts[0].reason == "ID-001 has none"


@pytest.mark.parametrize(
    "words",
    [
        "- [ ] TBD",
        "- [ ] AC1 objective",
        "- [ ] <AC1, objective: it passes or it fails>",
        "- [ ] Works",
        "- [ ] Works well and as expected",
        "- [ ] The page is fast",
        "- [ ] Good user experience",
        "- [ ] It is robust and user-friendly",
    ],
)
def test_a_criterion_that_neither_passes_nor_fails_is_none(words: str) -> None:
    """Placeholders, and words that leave it to taste."""
    assert item("criteria", ("tasks", CRITERION, words)).state == "fail"


@pytest.mark.parametrize(
    "words",
    ["- [ ] The search is fast: P95 below 300 ms", "- [x] `GET /slots` answers quickly, 200"],
)
def test_a_number_or_a_code_makes_a_criterion_objective(words: str) -> None:
    """A word of taste beside it does no harm."""
    assert item("criteria", ("tasks", CRITERION, words)).state == "pass"


def test_a_tasks_file_without_tasks_fails_both_items() -> None:
    """An empty list is not `every task`; neither is the placeholder of the template."""
    texts = {kind: text_of(kind) for kind in ("srd", "tech-spec", "tasks")}  # type: ignore[misc]
    for words in ("", "1. [ID-001] <title> (Type: feat, Est: M)\n"):
        found = judge(of({**texts, "tasks": f"## Tasks (prioritized)\n{words}\n## Milestones\n"}))  # type: ignore[dict-item]
        assert [one.id for one in found.failing] == ["criteria", "estimates"]


@pytest.mark.parametrize(
    ("size", "passes"),
    [("S", True), ("L", True), ("4h", True), ("2-3d", True), ("XL", False), ("5d", False),
     ("TBD", False), ("soon", False), ("<S to XL>", False)],
)  # fmt: skip
def test_an_estimate_is_a_range_of_at_most_three_days(size: str, passes: bool) -> None:
    """XL is no small pull request (formats.md 44)."""
    found = part(
        "estimates", "Estimates", ("tasks", "Type: feat, Est: M", f"Type: feat, Est: {size}")
    )
    assert found.ok is passes


@pytest.mark.parametrize(
    "words",
    [
        "",
        "M1: TBD",
        "M1: <name> — tasks [ID-001], <goal>",
        "M1",
        "None",
        "M1: MVP — ID-001, ID-009",
    ],
)
def test_an_outline_needs_a_milestone_with_a_name_and_tasks_that_there_are(words: str) -> None:
    """ID-009 is no task of this package."""
    line = f"- {words}" if words else ""
    assert not part("estimates", "Milestones", ("tasks", f"- {MILESTONE}", line)).ok
