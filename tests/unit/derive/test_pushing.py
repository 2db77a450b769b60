"""An edit in a document goes back to the fact it is about, word for word, or is refused."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from spec_tui.derive.merging import CannotSettle
from spec_tui.derive.model import Region
from spec_tui.derive.pushing import pushed
from spec_tui.derive.regions import fingerprint
from tests.unit.derive.sheets import NFR1, SCP1, sheet

WORDS = st.text(st.characters(whitelist_categories=["L", "N"]), min_size=1, max_size=12)


def numbers() -> Region:
    """The region with a value, our own line, and a list."""
    return next(r for r in sheet().regions if r.name == "srd/numbers")


def back(text: str, region: Region | None = None) -> dict[str, str]:
    """What an edited text changes in SPEC.md."""
    one = region or numbers()
    return pushed(one, text, fingerprint(one.text))


def test_the_value_of_a_labelled_line_goes_back_without_our_words() -> None:
    """Label and mark of the assumption are ours."""
    assert back(numbers().text.replace("300 ms", "200 ms")) == {NFR1: "200 ms"}


def test_items_changed_added_and_taken_out_give_the_whole_list() -> None:
    """A list is one fact."""
    text = numbers().text
    assert back(text.replace("Booking", "Booking online")) == {
        SCP1: "Booking online\nReminders\nby SMS"
    }
    assert back(text.replace("- Reminders", "- Waiting list\n- Reminders")) == {
        SCP1: "Booking\nWaiting list\nReminders\nby SMS"
    }
    assert back(text.replace("- Booking\n", "")) == {SCP1: "Reminders\nby SMS"}


def test_two_facts_changed_at_once_both_go_back() -> None:
    """Each keeps its own words."""
    text = numbers().text.replace("300 ms", "1 s").replace("by SMS", "by e-mail")
    assert back(text) == {NFR1: "1 s", SCP1: "Booking\nReminders\nby e-mail"}


def test_ticks_alone_change_no_fact() -> None:
    """Nothing goes back where no word changed."""
    assert back(numbers().text) == {}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ours:", "Theirs:"),
        ("- P95 latency: ", "- Latency: "),
        (" _(assumption A1)_", ""),
        ("- P95 latency: 300 ms _(assumption A1)_\n", ""),
        ("Ours:", "Ours:\nand more"),
    ],
)
def test_an_edit_of_words_that_spec_does_not_hold_is_refused(old, new) -> None:
    """Nothing is guessed."""
    with pytest.raises(CannotSettle):
        back(numbers().text.replace(old, new))


def test_an_edit_is_refused_where_spec_changed_as_well() -> None:
    """Then nobody knows which words are meant."""
    with pytest.raises(CannotSettle, match=r"SPEC\.md changed as well"):
        pushed(numbers(), numbers().text.replace("300 ms", "1 s"), "0" * 12)


@given(WORDS, st.lists(WORDS, min_size=1, max_size=4, unique=True), st.integers(0, 3))
def test_a_new_word_for_one_item_comes_back_as_that_item(word, items, at) -> None:
    """For any list: exactly the item that was typed over changes."""
    at %= len(items)
    assume(word not in items)
    region = next(r for r in sheet(scope=tuple(items)).regions if r.name == "srd/numbers")
    lines = region.text.split("\n")
    lines[2 + at] = f"- {word}"
    wanted = [*items[:at], word, *items[at + 1 :]]
    assert {SCP1: "\n".join(wanted)} == back("\n".join(lines), region)
