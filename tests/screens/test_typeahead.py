"""What becomes of keys, told by when they were typed."""

from __future__ import annotations

from spec_tui.screens.typeahead import PAUSE, UNSEEN, TypeAhead

SHOWN = 100.0
"""When the question was painted."""


def shown(*, over: bool = False) -> TypeAhead:
    """A question that was due half a second before it could be seen."""
    ahead = TypeAhead()
    ahead.begin(SHOWN - 0.5, over=over)
    ahead.painted(SHOWN)
    return ahead


def test_keys_typed_to_what_can_be_seen_go_their_usual_way() -> None:
    """Words, commands and Enter, in a box and elsewhere."""
    ahead = shown()
    for kind in ("words", "acts", "goes", "edits"):
        assert ahead.judge(SHOWN + 0.01, kind, empty_box=False) == "usual"


def test_words_that_began_unseen_stay_together_until_a_pause() -> None:
    """Nobody reads a question between two letters of a word."""
    ahead = shown()
    assert ahead.judge(SHOWN - 0.1, "words", empty_box=False) == "keep"
    ahead.goes_on = True
    for step in range(1, 9):
        assert ahead.judge(SHOWN - 0.1 + step * PAUSE / 2, "words", empty_box=False) == "keep"
    assert ahead.goes_on
    later = SHOWN - 0.1 + 6 * PAUSE
    assert ahead.judge(later, "words", empty_box=False) == "usual"
    assert not ahead.goes_on


def test_enter_at_the_end_of_words_that_began_unseen_is_left_out() -> None:
    """It was pressed on the way; after a pause it counts."""
    ahead = shown()
    assert ahead.judge(SHOWN - 0.01, "words", empty_box=True) == "usual"
    assert ahead.judge(SHOWN + 0.1, "acts", empty_box=False) == "drop"
    assert ahead.judge(SHOWN + 0.1 + 2 * PAUSE, "acts", empty_box=False) == "usual"


def test_words_go_on_in_the_box_they_began_in() -> None:
    """The box is empty before the first letter only."""
    ahead = shown()
    assert ahead.judge(SHOWN - 0.2, "words", empty_box=True) == "usual"
    assert ahead.judge(SHOWN - 0.1, "words", empty_box=False) == "usual"
    assert ahead.judge(SHOWN - 0.1, "edits", empty_box=False) == "usual"


def test_key_that_goes_somewhere_takes_what_follows_with_it() -> None:
    """The list of answers, the menu or undo: whoever opens it knows what comes."""
    ahead = shown()
    assert ahead.judge(SHOWN - 0.3, "goes", empty_box=False) == "usual"
    assert ahead.judge(SHOWN - 0.2, "words", empty_box=False) == "usual"
    assert ahead.judge(SHOWN - 0.1, "acts", empty_box=False) == "usual"


def test_typing_into_a_question_that_goes_away_is_not_for_the_next_one() -> None:
    """Somebody else answered it in the middle of a word: the rest of the word is kept."""
    ahead = TypeAhead()
    assert ahead.judge(SHOWN - 0.6, "words", empty_box=True) == "usual"
    ahead.begin(SHOWN - 0.5, over=True)
    ahead.painted(SHOWN - 0.45)
    assert ahead.judge(SHOWN - 0.4, "words", empty_box=True) == "keep"
    assert ahead.judge(SHOWN - 0.4 + 2 * PAUSE, "words", empty_box=True) == "usual"


def test_a_question_counts_as_seen_at_last_though_nothing_is_painted() -> None:
    """Keys are never left out for good."""
    ahead = TypeAhead()
    ahead.begin(SHOWN)
    assert ahead.judge(SHOWN + UNSEEN - 0.1, "acts", empty_box=False) == "drop"
    assert ahead.judge(SHOWN + UNSEEN, "acts", empty_box=False) == "usual"
