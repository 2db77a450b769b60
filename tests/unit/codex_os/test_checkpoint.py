"""Checkpoints: a milestone that is reached, and what the MVP brings with it."""

from __future__ import annotations

import pytest

from spec_tui.codex_os.checkpoint import checkpoint, find, version_of
from spec_tui.work.change import Refused
from tests.unit.codex_os.carrying import MOMENT, TASKS, order_of, package

HALF = TASKS.replace("(Type: migration, Est: S)\n", "(Type: migration, Est: S)\n   - [x] done\n")
MVP = HALF.replace("(Type: feat, Est: M)\n", "(Type: feat, Est: M)\n   - [x] done\n")


def reached(tasks: str, name: str = "", recorded: str = "", version: str = "0.3.1"):
    """The checkpoint of a milestone."""
    one = package(tasks=tasks)
    order = order_of(one)
    chosen = find(order, name, recorded, one)
    return checkpoint(one, order, chosen, recorded, version, True, False, MOMENT)


def test_the_mvp_proposes_version_notes_and_reminders() -> None:
    """Nothing but analysis.md is written; the rest is for a person to do."""
    done = reached(MVP)
    assert done.mvp
    assert done.text == (
        "# Analysis\n\n## M1 MVP (spec 2026-01-05-profiles)\n\n- Date: 2026-03-01 by @maria\n"
        "- Tasks done:\n  - ID-001 Add a column bio to users\n"
        "  - ID-002 Profile page shows the bio\n"
        "- Deployment, Migrations: ID-001\n- Deployment, Feature flags: none found\n"
        "- Deployment, Backfills: none found\n- Deployment, New settings: none found\n"
        "- [ ] Bump the version from 0.3.1 to 0.4.0\n"
        "- [ ] Update CHANGELOG.md with what users notice\n"
        "- [ ] Check that .env.example (there is none yet) shows the new settings\n"
        "- [ ] Write deployment notes: migrations, feature flags, backfills\n"
        "- [ ] Analyze the product anew: what has changed, what to do next\n"
    )


def test_a_milestone_with_open_tasks_is_refused_with_their_names() -> None:
    """Nothing is recorded."""
    with pytest.raises(Refused, match="M1 is not reached: ID-002 is open"):
        reached(HALF)


def test_a_milestone_is_recorded_once() -> None:
    """The second time it says where."""
    first = reached(MVP)
    again = reached(MVP, "m1", first.text)
    assert not again.new
    assert again.text == first.text
    assert again.line == 3


def test_the_mvp_comes_once() -> None:
    """With the milestone that completes everything, where none is called so."""
    tasks = (
        "### T1: a\n- [x] done\n### T2: b\n- [x] done\n## Milestones\n- M1: x — T1\n- M2: y — T2\n"
    )
    first = reached(tasks)
    second = reached(tasks, recorded=first.text)
    assert [(one.name, one.mvp) for one in (first, second)] == [("M1", True), ("M2", False)]
    assert second.proposals == ()


def test_an_unknown_milestone_is_refused_with_those_there_are() -> None:
    """M1 and M2."""
    with pytest.raises(Refused, match="There are: M1, M2"):
        reached(MVP, "M7")


def test_a_package_without_milestones_is_reached_as_a_whole() -> None:
    """And is its own MVP."""
    done = reached("### T1: a\n- [x] done\n", version="")
    assert done.name == "Profiles"
    assert done.mvp
    assert "Bump the version" in done.proposals


@pytest.mark.parametrize(
    ("pyproject", "package_json", "version"),
    [
        ('[project]\nversion = "1.2"\n', "", "1.2"),
        ("", '{"version": "2.0.0"}', "2.0.0"),
        ("not [ toml", "not json", ""),
        ('[project]\nversion = "\x1b[31m"\n', "[1]", ""),
        ("project = 3\n", '{"version": 7}', ""),
    ],
)
def test_the_version_of_the_project(pyproject, package_json, version) -> None:
    """Of pyproject.toml or package.json; nonsense is none."""
    assert version_of(pyproject, package_json) == version
