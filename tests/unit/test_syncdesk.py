"""The desk of Sync: what the environment says, and a plan that a push has been at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from spec_tui.omoi_os.sync.model import Row, SyncPlan, Target, Wanted
from spec_tui.omoi_os.sync.pushing import NOT_SENT
from spec_tui.omoi_os.sync.target import KEY, PROJECT, URL
from spec_tui.syncdesk import SyncDesk, again, forced

HERE = Target("https://api.example.org", "https://api.example.org", "environment")


def row(action: str, kind: str, one: str, parent: str = "", **more: object) -> Row:
    """A row with what it stands for."""
    wanted = Wanted(kind, one, one, "", {}, parent=parent)  # type: ignore[arg-type]
    return replace(Row(action, kind, one, one, wanted=wanted), **more)  # type: ignore[arg-type]


LACKS = "Its ticket TKT-2 is not on the server."
PUSHED = SyncPlan(
    HERE,
    (
        row("create", "ticket", "TKT-1", state="sent", remote_id="r1"),
        row("duplicate", "ticket", "TKT-2", state="failed"),
        row("failed", "task", "TSK-1", "ticket:TKT-2", state="failed", message=LACKS),
        row("failed", "task", "TSK-2", "ticket:TKT-1", state="failed", message="500"),
        row("create", "task", "TSK-3", "ticket:TKT-1", state="stopped", message=NOT_SENT),
        row("create", "task", "TSK-4", "ticket:TKT-1", state="stopped", message="In between."),
        row("conflict", "task", "TSK-5", "ticket:TKT-1"),
    ),
)
"""As a push leaves a plan that met a duplicate and was stopped."""


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({URL: "http://example.org"}, "is no URL of an API: only this machine is reached"),
        ({KEY: "a b"}, "OMOIOS_API_KEY holds characters that cannot be sent"),
        ({PROJECT: "../x"}, "is no project id"),
    ],
)
def test_what_the_environment_says_wrongly_is_a_sentence(environ, said, tmp_path: Path) -> None:
    """It is known before anybody is asked, and asking says the same."""
    desk = SyncDesk(tmp_path, environ)
    assert said in desk.where.trouble
    assert desk.read("items") == desk.where.trouble


def test_a_key_is_known_to_be_there_and_shown_nowhere(tmp_path: Path) -> None:
    """Only whether there is one."""
    desk = SyncDesk(tmp_path, {KEY: "sk_live_1"})
    assert desk.where.key
    assert "sk_live_1" not in repr(desk.where) + repr(vars(desk))
    assert not SyncDesk(tmp_path, {}).where.key


def test_pushing_on_begins_only_what_was_surely_not_begun() -> None:
    """What failed on the way or was cut off waits for both sides to be read again."""
    assert [one.id for one in again(PUSHED).rows if one.sends] == ["TSK-3"]


def test_a_forced_duplicate_takes_its_tasks_along_and_nothing_else() -> None:
    """The rest of the plan is left out of that push."""
    plan, leave_out = forced(PUSHED, "ticket:TKT-2")
    sent = [one.id for one in plan.rows if one.sends and one.key not in leave_out]
    assert sent == ["TKT-2", "TSK-1"]
