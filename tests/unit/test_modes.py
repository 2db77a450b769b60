"""The list of modes: names for `--screen`, letters, places."""

from __future__ import annotations

import pytest

from spec_tui.modes import MODES, mode_at, mode_of, screen_names


def test_every_name_of_a_screen_leads_to_a_mode() -> None:
    """`stack` is a part of the interview; a name that nobody knows is refused."""
    assert {"interview", "stack", "packages"} <= set(screen_names())
    assert mode_of("stack").id == "interview"
    assert mode_of("packages").id == "packages"
    with pytest.raises(KeyError):
        mode_of("nowhere")


def test_letters_and_places_of_modes_are_their_own() -> None:
    """No two modes share one; a place of no mode belongs to the interview."""
    assert len({mode.letter for mode in MODES}) == len({mode.place for mode in MODES}) == len(MODES)
    assert mode_at("traces") == "traceability"
    assert mode_at("finished") == "interview"
