"""What a person wrote, what SPEC.md says now, what was derived last: three ways into one text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.derive.merging import (
    CannotSettle,
    detach,
    fresh,
    fresh_extra,
    merge,
    merge_extra,
    restore,
)
from spec_tui.derive.model import Extra
from spec_tui.derive.regions import find
from tests.unit.derive.sheets import sheet, task

LINE = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=20)


def kinds(text: str, now=None) -> list[tuple[str, str]]:
    """(region, kind) of every drift."""
    return [(d.region, d.kind) for d in merge(text, now or sheet()).drift]


def test_deriving_twice_changes_nothing() -> None:
    """The second time every byte stays."""
    text = fresh(sheet())
    assert merge(text, sheet()) == (text, (), ())


def test_an_untouched_region_follows_and_words_around_it_stay() -> None:
    """Only the region of the fact that changed is written."""
    text = fresh(sheet()).replace("## Tasks", "My own words.\n\n## Tasks")
    now = sheet(latency="200 ms")
    done = merge(text, now)
    assert done.changed == ("srd/numbers",)
    assert done.text.replace("200 ms", "300 ms").split("sha=")[0] == text.split("sha=")[0]
    assert "My own words." in done.text
    assert done.drift == ()
    assert merge(done.text, now) == (done.text, (), ())


def test_an_edit_inside_a_region_stays_and_is_told() -> None:
    """Drift names the line, and nothing is written over it."""
    text = fresh(sheet()).replace("Clinics lose time.", "Clinics lose money.")
    done = merge(text, sheet())
    assert done.text == text
    (drift,) = done.drift
    assert (drift.region, drift.kind) == ("srd/summary", "edited")
    assert text.split("\n")[drift.line - 1].startswith("<!-- spec-tui:begin srd/summary")


def test_an_edit_is_kept_where_spec_changed_too() -> None:
    """Both changed: the person's words stay, and it is said."""
    text = fresh(sheet()).replace("Clinics lose time.", "Clinics lose money.")
    done = merge(text, sheet(problem="Clinics lose patients."))
    assert done.text == text
    assert [(d.region, d.kind) for d in done.drift] == [("srd/summary", "both")]


def test_the_same_edit_on_both_sides_is_no_drift() -> None:
    """What the person wrote is what SPEC.md says now: only the mark is renewed."""
    text = fresh(sheet()).replace("Clinics lose time.", "Clinics lose money.")
    done = merge(text, sheet(problem="Clinics lose money."))
    assert done == (fresh(sheet(problem="Clinics lose money.")), (), ())


def test_ticks_states_and_estimates_are_no_drift_and_are_carried_over() -> None:
    """Carrying a task out changes its region, and the next derivation keeps all of it."""
    text = fresh(sheet())
    text = text.replace(
        "Do ID-001 (Type: feat, Est: M)",
        "Do ID-001 (Type: feat, Est: L)\n   - [x] done — built · PR pending · hash pending",
    ).replace("- [ ] it works", "- [x] it works", 1)
    assert merge(text, sheet()) == (text, (), ())
    done = merge(text, sheet(tasks=(task("ID-001", "Do it well"), task("ID-002"))))
    assert done.text.replace("Do it well", "Do ID-001").split("sha=")[0] == text.split("sha=")[0]
    assert "Est: L)\n   - [x] done — built" in done.text
    assert "- [x] it works\n     - [ ] it is fast" in done.text
    assert done.drift == ()


def test_a_field_line_that_a_person_put_into_a_task_is_carried_over() -> None:
    """Status and estimate as lines of their own are no drift, so they must not be lost either."""
    text = fresh(sheet()).replace("Est: M)\n", "Est: M)\n   - **Status**: waits for Tom\n", 1)
    now = sheet(tasks=(task("ID-001", "Do it well"), task("ID-002")))
    assert (
        "Do it well (Type: feat, Est: M)\n   - **Status**: waits for Tom\n" in merge(text, now).text
    )


def test_a_new_task_comes_between_and_no_block_moves() -> None:
    """New regions of a list stand behind the one before them."""
    text = fresh(sheet())
    done = merge(text, sheet(tasks=(task("ID-001"), task("ID-003"), task("ID-002"))))
    assert done.changed == ("tasks/ID-003",)
    assert done.text == fresh(sheet(tasks=(task("ID-001"), task("ID-003"), task("ID-002"))))


def test_a_task_that_spec_no_longer_names_stays_and_is_listed() -> None:
    """Nothing is taken away."""
    text = fresh(sheet())
    done = merge(text, sheet(tasks=(task("ID-001"),)))
    assert done.text == text
    assert [(d.region, d.kind) for d in done.drift] == [("tasks/ID-002", "gone")]


def test_a_document_without_our_marks_is_left_alone() -> None:
    """Somebody else's document is not added to."""
    text = "# Mine\n\n## Summary\nwords\n"
    done = merge(text, sheet())
    assert (done.text, [d.kind for d in done.drift]) == (text, ["by hand"])


def test_a_section_taken_out_or_written_by_hand_stays_so() -> None:
    """Without its region a heading is a person's; without the heading so is its absence."""
    text = fresh(sheet())
    one = find(text).get("srd/summary")
    assert one is not None
    by_hand = text[: one.begin] + "Mine.\n" + text[one.end :]
    assert merge(by_hand, sheet()).text == by_hand
    assert kinds(by_hand) == [("srd/summary", "by hand")]
    out = by_hand.replace("## Summary\n\nMine.\n", "")
    assert merge(out, sheet()).text == out
    assert kinds(out) == [("srd/summary", "removed")]


@pytest.mark.parametrize("damage", ["end", "twice", "begin"])
def test_marks_that_cannot_be_paired_are_never_written_over(damage) -> None:
    """A lost end, a copied block, a begin inside another: the document stays as it is."""
    text = fresh(sheet())
    one = find(text).get("srd/summary")
    assert one is not None
    block = text[one.begin : one.end]
    damaged = {
        "end": text.replace("Clinics lose time.\n<!-- spec-tui:end -->\n", "Clinics lose time.\n"),
        "twice": text + "\n" + block,
        "begin": text.replace(block, block.splitlines(keepends=True)[0] + block),
    }[damage]
    done = merge(damaged, sheet(problem="Other."))
    assert done.text == damaged
    assert ("srd/summary", "unreadable") in [(d.region, d.kind) for d in done.drift]


def test_marks_inside_a_fence_are_words() -> None:
    """A document that explains the marks is not taken for one that has them."""
    text = fresh(sheet()) + "\n```text\n<!-- spec-tui:begin a/b from=x sha=0 -->\n```\n"
    assert merge(text, sheet()) == (text, (), ())


def test_line_ends_of_the_file_stay() -> None:
    """A file of CR LF gets regions of CR LF."""
    text = fresh(sheet()).replace("\n", "\r\n")
    assert merge(text, sheet()) == (text, (), ())
    done = merge(text, sheet(latency="200 ms"))
    assert "\n" not in done.text.replace("\r\n", "")
    assert done.text.replace("\r\n", "\n") == fresh(sheet(latency="200 ms"))


def test_derived_fields_follow_and_a_changed_one_stays() -> None:
    """A field that a person changed is drift; comments behind values stay."""
    text = fresh(sheet())
    done = merge(text, sheet(title="Clinic two", depends=("A", "B")))
    assert done.changed == ("header.title", "header.depends_on")
    assert 'title: "Clinic two"\nstatus: draft  # draft | approved\ndepends_on: [A, B]' in done.text
    mine = text.replace('title: "Clinic"', 'title: "My clinic"')
    assert merge(mine, sheet()).text == mine
    assert kinds(mine) == [("header.title", "edited")]
    assert kinds(mine, sheet(title="New")) == [("header.title", "both")]


def test_restore_gives_what_spec_says_and_keeps_what_was_done() -> None:
    """A region and a field are as SPEC.md makes them again."""
    text = fresh(sheet()).replace("300 ms", "1 s").replace('"Clinic"', '"Mine"')
    text = restore(restore(text, sheet(), "srd/numbers"), sheet(), "header.title")
    assert text == fresh(sheet())
    done = fresh(sheet()).replace("- [ ] it works", "- [x] it works", 1)
    changed = done.replace("Do ID-001", "Do something")
    assert restore(changed, sheet(), "tasks/ID-001") == done


def test_detach_leaves_the_words_to_the_person_for_good() -> None:
    """No drift any more, no writing any more, and the task is not made again."""
    text = fresh(sheet()).replace("Do ID-001", "Do my thing")
    mine = detach(text, "tasks/ID-001")
    assert "Do my thing" in mine
    assert merge(mine, sheet()) == (mine, (), ())
    assert find(mine).detached == (("tasks/ID-001", ("k/ID-001",)),)
    own = detach(fresh(sheet()).replace('"Clinic"', '"Mine"'), "header.title")
    assert merge(own, sheet(title="Other")).drift == ()


def test_what_is_not_there_cannot_be_settled() -> None:
    """A sentence names the region."""
    with pytest.raises(CannotSettle, match="srd/none"):
        restore(fresh(sheet()), sheet(), "srd/none")
    with pytest.raises(CannotSettle, match="srd/none"):
        detach(fresh(sheet()), "srd/none")


def test_a_file_that_is_ours_follows_until_somebody_changes_it() -> None:
    """openapi.yaml and schema.sql have one mark on top."""
    one, two = Extra("api/openapi.yaml", "a: 1\n"), Extra("api/openapi.yaml", "a: 2\n")
    text = fresh_extra(one)
    assert merge_extra(text, one, was_there=True) == (text, (), ())
    assert merge_extra(text, two, was_there=True).text == fresh_extra(two)
    mine = text + "b: 3\n"
    done = merge_extra(mine, two, was_there=True)
    assert (done.text, [d.kind for d in done.drift]) == (mine, ["edited"])
    by_hand = merge_extra("a: 9\n", two, was_there=True)
    assert (by_hand.text, [d.kind for d in by_hand.drift]) == ("a: 9\n", ["by hand"])


@given(st.integers(0, 200), LINE)
def test_words_put_in_anywhere_are_never_lost(at, words) -> None:
    """Wherever a line goes, it is there after SPEC.md changed."""
    text = fresh(sheet())
    lines = text.split("\n")
    at %= len(lines) + 1
    mine = "\n".join([*lines[:at], words, *lines[at:]])
    done = merge(mine, sheet(problem="Other.", latency="1 s", title="Else"))
    assert words in done.text.split("\n")
