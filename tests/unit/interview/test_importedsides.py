"""A conflict with imported text is decided once, and its answer stands in the place."""

from __future__ import annotations

import pytest

from tests.unit.interview.desks import TEMPLATE, Table

HEADER = "\n## Appendix: Imported material (notes.md)\n\n"
DRAFT = (
    "  - *P95 latency*: Every search is answered within 300 ms at P95. _(confirm, from notes.md)_"
)


def beside(words: str, draft: str = "") -> Table:
    """A SPEC.md whose appendix holds some words, with a drafted latency."""
    text = TEMPLATE
    if draft:
        line = next(row for row in text.split("\n") if row.startswith("- **Performance**: "))
        text = text.replace(line, f"- **Performance**:\n{draft}")
    return Table(f"{text}{HEADER}{words}\n")


def conflict(spot: Table) -> str:
    """The only conflict there is."""
    (question,) = (
        f.question_id for f in spot.state.findings if f.severity == "critical" and f.sides
    )
    return question


def conflicts(spot: Table) -> list[str]:
    """All of them."""
    return [f.rule for f in spot.state.findings if f.severity == "critical" and f.sides]


LATER = "Every search is answered within 900 ms at P95."


@pytest.mark.parametrize(
    ("choose", "words", "stands"),
    [
        (1, "", "Every search is answered within 300 ms at P95."),
        (2, "", "Every search is answered within 900 ms at P95."),
        (4, "500 ms", "Every search is answered within 500 ms at P95."),
    ],
)
def test_a_number_of_the_draft_or_of_the_imported_text_wins(
    choose: int, words: str, stands: str
) -> None:
    """The place says what was decided, without a marker, and nothing is asked again."""
    spot = beside(LATER, DRAFT)
    spot.say(conflict(spot), words, choose=choose)
    assert spot.words("NFR1") == stands
    assert spot.value("NFR1").marker is None
    assert not conflicts(spot)


def test_a_number_is_replaced_where_it_stands_in_the_draft() -> None:
    """Not inside of another word of it."""
    draft = DRAFT.replace("Every search", "Of 12 searches each search").replace("300 ms", "2 s")
    spot = beside(LATER.replace("Every search", "Of 12 searches each search"), draft)
    spot.say(conflict(spot), choose=2)
    assert spot.words("NFR1") == "Of 12 searches each search is answered within 900 ms at P95."
    assert not conflicts(spot)


def test_the_loser_is_named_in_resolved() -> None:
    """As for any conflict."""
    spot = beside(LATER, DRAFT)
    spot.say(conflict(spot), choose=1)
    assert any("300 ms; not chosen: 900 ms" in line for line in spot.records("resolved"))


def test_both_are_true_where_the_reason_is_told() -> None:
    """The reason stands with the number."""
    spot = beside(LATER, DRAFT)
    spot.say(conflict(spot), "the second is for guests", choose=3)
    assert "(both: the second is for guests)" in spot.words("NFR1")
    assert not conflicts(spot)


def test_a_draft_that_says_more_still_waits_for_its_yes() -> None:
    """One number of it was decided, the other sentences were not."""
    more = DRAFT.replace(" _(confirm", " Pages are cached. _(confirm")
    spot = beside(LATER, more)
    spot.say(conflict(spot), choose=2)
    value = spot.value("NFR1")
    assert value.text == "Every search is answered within 900 ms at P95. Pages are cached."
    assert value.marker.kind == "confirm"
    assert not conflicts(spot)


def test_a_choice_left_open_in_imported_text_fills_the_place() -> None:
    """The sentence goes into the place with the one name that was chosen."""
    spot = beside("All data is stored in Postgres or MySQL.")
    spot.say(conflict(spot), choose=2)
    assert spot.words("DAT10") == "All data is stored in MySQL."
    assert not conflicts(spot)


@pytest.mark.parametrize(("choose", "primary"), [(1, "MySQL"), (2, "PostgreSQL")])
def test_the_stack_says_what_was_decided_too(choose: int, primary: str) -> None:
    """Both files agree afterwards."""
    spot = beside("All data is stored in MySQL 8.")
    spot.stack = '[datastore]\nprimary = "PostgreSQL"\n'
    spot.say(conflict(spot), choose=choose)
    assert f'primary = "{primary}"' in spot.stack
    assert primary in spot.words("DAT10")
    assert not conflicts(spot)


LISTS = "## Goals\n\n- Undo per person\n- Replay\n\n## Non-goals\n\n- Audio\n- Undo per person\n"


@pytest.mark.parametrize(("choose", "facet"), [(1, "SCP1"), (2, "SCP2")])
def test_an_item_joins_the_list_it_belongs_to(choose: int, facet: str) -> None:
    """And is asked about no more, although the imported text still says both."""
    spot = beside(LISTS)
    spot.say(conflict(spot), choose=choose)
    assert spot.words(facet) == "Undo per person"
    assert not conflicts(spot)


def test_a_conflict_that_is_put_off_keeps_both_texts() -> None:
    """Deciding it later works the same."""
    spot = beside(LATER, DRAFT)
    spot.say(conflict(spot), intent="later")
    (record,) = (r for r in spot.view.spec.records if r.where == "outstanding")
    spot.say(f"conflict:{record.id}", choose=2)
    assert spot.words("NFR1") == LATER
    assert not conflicts(spot)


def test_a_number_without_unit_is_asked_with_the_words_that_stand_there() -> None:
    """One question instead of two: the words are shown, and the answer goes into the place."""
    spot = beside("The uptime is 99.5 % per month. Every search is answered within 300 at P95.")
    question = spot.question("NFR1")
    spot.prefer(last_section="nfr")
    turns = [spot.next] if spot.next is not None else []
    assert turns
    while (question := spot.next) is not None and question.id != "NFR1":
        spot.say(question.id, intent="later")
    assert question is not None
    assert "300" in question.why
    assert question.prefill == "Every search is answered within 300 at P95."
    spot.say("NFR1", "300 ms")
    assert not [f for f in spot.state.findings if f.rule == "G08"]


def test_a_draft_is_confirmed_with_what_is_said_beside() -> None:
    """Who says yes has seen it, so it is not asked again."""
    spot = beside("The response time of a search must be fast.", DRAFT)
    while (question := spot.next) is not None and question.id != "NFR1":
        spot.say(question.id, intent="later")
    assert question is not None
    assert "cannot be tested" in question.why
    spot.say("NFR1", choose=1)
    assert not [f for f in spot.state.findings if any(f.sources)]
