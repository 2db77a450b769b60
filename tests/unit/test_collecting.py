"""No garbage is looked for while plans are read, and later looks pass over what was read."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from spec_tui.collecting import MANY, none_looked_for


class Board:
    """Something large that was read."""

    def __init__(self, size: int) -> None:
        self.lines = [[number] for number in range(size)]


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """What other tests passed over is looked at again, and so is what these made."""
    yield
    gc.enable()
    gc.unfreeze()


def test_large_reading_is_passed_over_and_looking_goes_on_afterwards() -> None:
    """Not while it is read, not as garbage later; the switch is back where it was."""
    before = gc.get_freeze_count()
    with none_looked_for():
        assert not gc.isenabled()
        board = Board(MANY + 1000)
    assert gc.get_freeze_count() > before + MANY
    assert gc.isenabled()
    assert board.lines


def test_small_reading_stays_where_garbage_is_looked_for() -> None:
    """A few hundred tasks cost nothing to look at."""
    before = gc.get_freeze_count()
    with none_looked_for():
        board = Board(100)
    assert gc.get_freeze_count() == before
    assert board.lines


def test_what_was_passed_over_goes_when_nothing_holds_it() -> None:
    """The board before the present one is not kept."""
    with none_looked_for():
        board = Board(MANY + 1000)
    gone = weakref.ref(board)
    del board
    assert gone() is None


def test_reading_inside_another_leaves_the_switch_to_the_outer_one() -> None:
    """Also where it ends with an error."""
    with none_looked_for():
        with pytest.raises(ValueError, match="unreadable"), none_looked_for():
            raise ValueError("unreadable")
        assert not gc.isenabled()
    assert gc.isenabled()
