"""Names of branches, and the commands that make them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.codex_os.branches import commands, slug, spec_branch, task_branch
from spec_tui.work.item import WorkItem

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)+")


def task(title: str, kind: str = "feat", one: str = "T3") -> WorkItem:
    """A task of that title and type."""
    return WorkItem(one, "task", "codex", title, "p", type=kind)


@pytest.mark.parametrize(
    ("kind", "branch"),
    [
        ("feat", "feat/T3-add-login"), ("", "feat/T3-add-login"), ("Docs", "docs/T3-add-login"),
        ("migration", "migration/T3-add-login"), ("odd", "feat/T3-add-login"),
    ],
)  # fmt: skip
def test_a_branch_is_named_by_type_id_and_title(kind, branch) -> None:
    """Formats.md 64."""
    assert task_branch(task("Add login", kind)) == branch


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_title_makes_a_name_that_git_or_a_shell_could_misread(title, one) -> None:
    """Letters, digits, dashes, dots; never an option, never `..`."""
    name = task_branch(task(title, one=one))
    assert NAME.fullmatch(name), name
    assert ".." not in name
    assert len(slug(title)) <= 40


def test_commands_name_their_base() -> None:
    """The spec branch from main once, then the branch of the task from it."""

    def of(branches: set[str], current: str, default: str = "main") -> list[str]:
        found = commands("2026-01-01-x", task("a"), frozenset(branches), current, default)
        return [command.text for command in found]

    spec = spec_branch("2026-01-01-x")
    assert of({"main"}, "main") == [
        f"git checkout -b {spec} main", f"git checkout -b feat/T3-a {spec}",
    ]  # fmt: skip
    assert of({"main", spec}, "main") == [f"git checkout -b feat/T3-a {spec}"]
    assert of({"main", spec, "feat/T3-a"}, "main") == ["git checkout feat/T3-a"]
    assert of({"feat/T3-a"}, "feat/T3-a") == []
    assert of({"work"}, "work", "")[0] == f"git checkout -b {spec} work"
