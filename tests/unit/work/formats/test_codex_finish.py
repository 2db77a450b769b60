"""Starting and finishing a task: the diff of each step, in each style of a tasks.md."""

from __future__ import annotations

import pytest

from spec_tui.work.change import Change
from spec_tui.work.formats import codex_edit
from tests.unit.work.plans import changed, codex_tasks

WORDS = "It works · PR https://x.example/4 · 1a2b3c4"

STYLES = {
    "000": (
        "1. [ID-001] Add login (Type: feat, Est: M)\n   - Rationale: people\n2. [ID-002] Next\n",
        ["+   - [ ] in progress — since 2026-03-01"],
        [
            "-   - [ ] in progress — since 2026-03-01",
            f"+   - [x] done — {WORDS}",
        ],
    ),
    "000, a title on two lines": (
        "1. [ID-001] Add login for\n   everybody\n   - Rationale: people\n",
        ["+   - [ ] in progress — since 2026-03-01"],
        [
            "-   - [ ] in progress — since 2026-03-01",
            f"+   - [x] done — {WORDS}",
        ],
    ),
    "002": (
        "### T1: Add login\n**Depends on:** none  \n\n### T2: Next\n",
        ["+- [ ] in progress — since 2026-03-01"],
        ["-- [ ] in progress — since 2026-03-01", f"+- [x] done — {WORDS}"],
    ),
    "marks behind titles": (
        "## Task 1 - Add login\ntext\n\n## Task 2 - Next *(Done 2025-10-17)*\n",
        ["-## Task 1 - Add login", "+## Task 1 - Add login *(In progress since 2026-03-01)*"],
        [
            "-## Task 1 - Add login *(In progress since 2026-03-01)*",
            "+## Task 1 - Add login *(Done 2026-03-01)*",
            f"+- [x] done — {WORDS}",
        ],
    ),
    "a field": (
        "### T1: Add login\n**Status:** Todo  \n**Depends on:** none\n",
        ["-**Status:** Todo  ", "+**Status:** In progress  "],
        ["-**Status:** In progress  ", f"+**Status:** Done — {WORDS}  "],
    ),
    "checkboxes": (
        "- [ ] T001 Add login\n- [ ] T002 Next\n",
        ["+  - [ ] in progress — since 2026-03-01"],
        [
            "-- [ ] T001 Add login",
            "-  - [ ] in progress — since 2026-03-01",
            "+- [x] T001 Add login",
            f"+  - [x] done — {WORDS}",
        ],
    ),
}


@pytest.mark.parametrize("style", STYLES)
def test_start_and_done_change_only_the_lines_of_the_task(style, moment) -> None:
    """The whole diff of both steps, in the style of the file."""
    text, started, finished = STYLES[style]
    item = codex_tasks(text)[0]
    doing = codex_edit.edit(text, item, Change("status", "in_progress"), moment)
    assert changed(text, doing) == started
    item = codex_tasks(doing)[0]
    assert item.status == "in_progress"
    done = codex_edit.finish(doing, item, WORDS, moment)
    assert changed(doing, done) == finished
    assert codex_tasks(done)[0].status == "done"
    assert [one.status for one in codex_tasks(done)[1:]] == [
        one.status for one in codex_tasks(text)[1:]
    ]


def test_a_second_task_of_a_file_with_marks_is_marked_too(moment) -> None:
    """The line below the first finished task does not turn the file into another style."""
    text = STYLES["marks behind titles"][0] + "\n## Task 3 - Last\n"
    first = codex_edit.finish(text, codex_tasks(text)[0], WORDS, moment)
    third = codex_edit.finish(first, codex_tasks(first)[2], "Also", moment)
    assert changed(first, third) == [
        "-## Task 3 - Last",
        "+## Task 3 - Last *(Done 2026-03-01)*",
        "+- [x] done — Also",
    ]


def test_a_finished_task_with_a_mark_can_be_opened_again(moment) -> None:
    """Mark and line go together."""
    text = STYLES["marks behind titles"][0]
    done = codex_edit.finish(text, codex_tasks(text)[0], WORDS, moment)
    again = codex_edit.edit(done, codex_tasks(done)[0], Change("status", "pending"), moment)
    assert again == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("### T1: a\n- [x] done — It works · hash pending  \nx\n", "It works · hash pending"),
        ("### T1: a\n- [x] done\nx\n", ""),
        ("### T1: a\n**Status:** Done — It works\n", "It works"),
        ("### T1: a\n- [X] Done: It works\n", "It works"),
        ("- [x] T1 a\n", None),
    ],
)
def test_the_words_behind_done_are_found(text, words, moment) -> None:
    """Of a line or a field; a mere box has none."""
    found = codex_edit.done_words(text, codex_tasks(text)[0])
    assert (found[2] if found else None) == words


def test_styles_may_stand_side_by_side(moment) -> None:
    """A list of Appendix C below a task that is a heading begins tasks of its own."""
    text = (
        "## Task 1 - Old\ntext\n\n1. [ID-002] Mixed (Type: feat, Est: M)\n   - Depends on: T1\n"
        "\n### T3: Third\n**Depends on:** ID-002\n"
    )
    items = codex_tasks(text)
    assert [(item.id, item.depends_on) for item in items] == [
        ("T1", ()),
        ("ID-002", ("T1",)),
        ("T3", ("ID-002",)),
    ]
    done = codex_edit.finish(text, items[1], "x", moment)
    assert changed(text, done) == ["+   - [x] done — x"]


def test_a_status_line_does_not_cut_a_title_on_two_lines(moment) -> None:
    """It comes behind the paragraph, and is found there again."""
    text = STYLES["000, a title on two lines"][0]
    done = codex_edit.finish(text, codex_tasks(text)[0], "x", moment)
    assert done.split("\n")[:3] == [
        "1. [ID-001] Add login for",
        "   everybody",
        "   - [x] done — x",
    ]
