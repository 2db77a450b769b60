"""The percent and the bar of seed 001 section 6, in whole numbers (formats.md 3 to 8)."""

from __future__ import annotations

TOTAL = 18
CELLS = 12
LABEL = "Spec Creation Progress: "


def literal_percent(final: int) -> int:
    """Final sections of 18 as a percent, to the nearest 5: `5*((40*k+n)//(2*n))`."""
    return 5 * ((40 * final + TOTAL) // (2 * TOTAL))


def floor(*, exists: bool, drafted: bool) -> int:
    """What stands before anything is Final: 5 with a SPEC.md, 25 after the drafting pass."""
    if not exists:
        return 0
    return 25 if drafted else 5


def shown_percent(final: int, at_least: int) -> int:
    """The percent a person sees: 100 only when all sections are Final."""
    percent = literal_percent(final)
    return percent if final == TOTAL else min(95, max(percent, at_least))


def filled(percent: int) -> int:
    """Filled cells of the bar."""
    return (percent * CELLS + 50) // 100


def line(percent: int) -> str:
    """The literal line: `Spec Creation Progress: ███████░░░░░ 60%`."""
    cells = filled(percent)
    return f"{LABEL}{'█' * cells}{'░' * (CELLS - cells)} {percent}%"
