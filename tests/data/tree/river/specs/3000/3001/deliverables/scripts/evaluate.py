#!/usr/bin/env python3
# Spec: [[../../3012.spec|3012 - Evaluate the rules]]
# Context: [[../../3012.context|Implementation Journal]]
"""The state of one bridge after a reading, by the rules that the wardens can recite."""

from __future__ import annotations

from typing import NamedTuple

NAMES = ("calm", "watch", "prepare", "act")
BELOW_MM = 100
CALM_READINGS = 4


class State(NamedTuple):
    """Where a bridge stands, and since how many readings it has wanted to leave."""

    level: int = 0
    rising: int = 0
    falling: int = 0


def after(state: State, level_mm: int, thresholds: tuple[int, int, int]) -> State:
    """Up after two readings above, down one step after an hour of 10 cm below."""
    above = sum(level_mm >= one for one in thresholds)
    if above > state.level:
        if state.rising + 1 >= 2:
            return State(above)
        return State(state.level, state.rising + 1)
    if state.level and level_mm < thresholds[state.level - 1] - BELOW_MM:
        if state.falling + 1 >= CALM_READINGS:
            return State(state.level - 1)
        return State(state.level, 0, state.falling + 1)
    return State(state.level)
