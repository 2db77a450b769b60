"""Two people change SPEC.md at once: by value, silently or with a question (interview.md B.1)."""

from __future__ import annotations

from spec_tui.interview.merging import difference, merge, patch, settle_clashes
from tests.unit.interview.desks import BANK, TEMPLATE, Table, table


def merged(disk: str, ours: str, base: str = TEMPLATE) -> Table:
    """Our change on top of theirs."""
    return Table(merge("SPEC.md", base, disk, ours, BANK))


def answered(*answers: tuple[str, str], text: str = TEMPLATE) -> str:
    """A text with answers in it."""
    return table(*answers, text=text).text


def test_different_places_merge_silently() -> None:
    """Both stand."""
    spot = merged(answered(("NFR1", "300 ms")), answered(("SCP1", "Booking")))
    assert (spot.words("NFR1"), spot.words("SCP1")) == ("300 ms", "Booking")
    assert spot.records("outstanding") == []


def test_the_same_value_from_both_is_no_conflict() -> None:
    """Also in another dress: sign, indent, emphasis, wrapping."""
    disk = answered(("NFR1", "300 ms")).replace("  - *P95 latency*:", "    * **P95 latency**:")
    spot = merged(disk, answered(("NFR1", "300 ms")))
    assert spot.text == disk


def test_one_value_from_both_asks_and_loses_nothing() -> None:
    """Theirs stays, both texts wait in a critical question."""
    spot = merged(answered(("NFR1", "300 ms")), answered(("NFR1", "500 ms")))
    assert spot.words("NFR1") == "300 ms"
    assert spot.records("outstanding") == [
        'Q1 (Performance · P95 latency, critical): "300 ms" or "500 ms"?'
    ]


def test_paragraphs_of_both_ask_instead_of_mixing() -> None:
    """A text of several lines is one value."""
    spot = merged(answered(("VIS1", "one\ntwo")), answered(("VIS1", "one\nthree")))
    assert spot.words("VIS1") == "one\ntwo"
    assert spot.records("outstanding") == [
        'Q1 (Problem & Outcome, critical): "one\\ntwo" or "one\\nthree"?'
    ]


def test_items_of_a_list_merge_as_a_set_ours_last() -> None:
    """B.1."""
    base = answered(("TP1", "SMS gateway\nE-mail"))
    disk = answered(("TP1", "SMS gateway\nE-mail\nMaps"), text=base)
    ours = answered(("TP1", "SMS gateway\nE-mail\nPayments"), text=base)
    spot = merged(disk, ours, base)
    assert sorted(spot.words("TP1").split("\n")) == ["E-mail", "Maps", "Payments", "SMS gateway"]
    assert spot.records("outstanding") == []


def test_two_facets_of_one_slot_merge_silently() -> None:
    """Also where both took the hint away."""
    spot = merged(answered(("NFR1", "300 ms")), answered(("NFR3", "50 requests/s")))
    assert (spot.words("NFR1"), spot.words("NFR3")) == ("300 ms", "50 requests/s")
    spot = merged(answered(("USR2", "book")), answered(("USR1", "Patient")))
    assert (spot.words("USR1"), spot.words("USR2")) == ("Patient", "book")
    assert spot.records("outstanding") == []


def test_records_that_got_one_number_on_both_sides_are_renumbered() -> None:
    """Ours gets the next one, with its marker (B.1)."""
    theirs, ours = Table(), Table()
    theirs.say("NFR5", intent="later")
    ours.say("DEP4", intent="later")
    spot = merged(theirs.text, ours.text)
    assert "*Uptime*: 99.9 % per month _(assumption A1)_" in spot.text
    assert "- **Config & Secrets**: environment variables _(assumption A2)_" in spot.text
    assert [line[:2] for line in spot.records("assumptions")] == ["A1", "A2"]


def test_what_we_took_out_and_they_changed_stays() -> None:
    """Nothing is lost."""
    base = answered(("GLO1", "Berth"))
    spot = merged(answered(("GLO1", "Berth, a bed"), text=base), TEMPLATE, base)
    assert spot.words("GLO1") == "Berth, a bed"


def test_text_of_nobody_merges_like_text() -> None:
    """A new section of theirs, an answer of ours."""
    disk = f"{TEMPLATE}\n## Notes\n\nby hand\n"
    spot = merged(disk, answered(("GLO1", "Berth")))
    assert spot.text.endswith("\n## Notes\n\nby hand\n")
    assert spot.words("GLO1") == "Berth"


def test_undo_is_the_inverse_wherever_the_value_still_stands() -> None:
    """Whatever happened to other places and to line numbers (B.1)."""
    after = answered(("NFR1", "300 ms"))
    rows = [c.inverse() for c in reversed(difference("SPEC.md", TEMPLATE, after, BANK))]
    moved = f"# SPEC: Trial\n\nnew words\n\n{after.partition(chr(10) * 2)[2]}".replace(
        "<roles, needs>", "Patient"
    )
    back = patch("SPEC.md", moved, rows, BANK)
    assert back.clashes == ()
    assert back.text == moved.replace(
        "- **Performance**:\n  - *P95 latency*: 300 ms\n",
        "- **Performance**: SLAs/SLOs, peak loads\n",
    )


def test_undo_of_a_value_that_somebody_changed_is_reported() -> None:
    """It is not applied."""
    after = answered(("NFR1", "300 ms"))
    rows = [c.inverse() for c in reversed(difference("SPEC.md", TEMPLATE, after, BANK))]
    changed = after.replace("300 ms", "200 ms")
    back = patch("SPEC.md", changed, rows, BANK)
    assert [clash.key for clash in back.clashes] == ["nfr/performance/NFR1"]


def test_a_change_rolled_forward_over_another_asks() -> None:
    """What a killed run had acknowledged is not lost either."""
    rows = difference("SPEC.md", TEMPLATE, answered(("DAT10", "SQLite\none file")), BANK)
    disk = answered(("DAT10", "PostgreSQL"))
    text = settle_clashes(patch("SPEC.md", disk, rows, BANK), rows, BANK)
    spot = Table(text)
    assert spot.words("DAT10") == "PostgreSQL"
    assert spot.records("outstanding") == [
        'Q1 (Storage, critical): "PostgreSQL" or "SQLite\\none file"?'
    ]


def test_stack_toml_merges_by_key() -> None:
    """Comments of both sides stay."""
    base = '[app]\nlanguage = "go"\nruntime = "go1.24"\n'
    disk = base.replace("go1.24", "go1.25") + "# by hand\n"
    ours = base.replace('"go"', '"rust"')
    assert merge("stack.toml", base, disk, ours, BANK) == (
        '[app]\nlanguage = "rust"\nruntime = "go1.25"\n# by hand\n'
    )


def test_a_label_of_ours_stands_behind_items_of_theirs() -> None:
    """It does not part them from what they belong to."""
    disk = answered(("ACC1", "```\nrun\n```\nfirst\nsecond"))
    spot = merged(disk, answered(("ACC2", "Booking: a slot is taken")))
    assert spot.text.index("- second") < spot.text.index("- *Per use case*")
    assert spot.words("ACC1") == "```\nrun\n```\nfirst\nsecond"
