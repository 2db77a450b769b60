"""Imported words that stand in no place are seen by the rules, while their place waits."""

from __future__ import annotations

import pytest

from spec_tui.interview.imported import heard
from spec_tui.interview.model import Finding
from spec_tui.interview.spec import Imported
from tests.unit.interview.desks import TEMPLATE, Table, table

HEADER = "\n## Appendix: Imported material (notes.md)\n\n"


def beside(words: str, *answers: tuple[str, str]) -> Table:
    """A SPEC.md whose appendix holds some words that nobody has placed."""
    return table(*answers, text=f"{TEMPLATE}{HEADER}{words}\n")


def said(spot: Table) -> list[Imported]:
    """What the imported text says beside."""
    view = spot.view
    return list(heard(view.spec, view.bank, view.awaits).imported)


def told(spot: Table) -> list[Finding]:
    """The findings about imported text."""
    return [finding for finding in spot.state.findings if any(finding.sources)]


def test_a_sentence_speaks_of_its_place_at_its_true_line() -> None:
    """A wrapped one has a line for each part."""
    spot = beside("## Speed\n\nEvery search is answered\nwithin 300 at P95.")
    (finding,) = told(spot)
    line = spot.text.split("\n")[finding.line - 1]
    assert (finding.rule, finding.key) == ("G08", "nfr/performance/NFR1")
    assert line[finding.column - 1 :].startswith("300 at P95.")


def test_a_row_of_a_table_is_found_in_its_cell() -> None:
    """The cells are read as one sentence, and the finding names the column in the file."""
    spot = beside(
        "## Quality\n\n| What | How much |\n|---|---|\n| P95 latency | stays within 300 |\n"
    )
    finding = next(f for f in told(spot) if f.rule == "G08")
    line = spot.text.split("\n")[finding.line - 1]
    assert line[finding.column - 1 :].startswith("300")


def test_words_that_stand_in_a_place_are_not_said_twice() -> None:
    """Drafting has put them there, and the rules see them there."""
    words = "Every search is answered within 300 ms at P95."
    assert said(beside(words))
    assert not said(beside(words, ("NFR2", words)))


def test_a_settled_place_is_not_doubted_by_old_material() -> None:
    """A person has answered; the text that came before says nothing any more."""
    words = "Every search is answered within 300 at P95."
    assert told(beside(words))
    assert not told(beside(words, ("NFR1", "250 ms")))


def test_a_draft_that_waits_for_its_yes_is_compared() -> None:
    """Two numbers in one text, of which one was placed."""
    spot = beside("Every search is answered within 900 ms at P95.", ("NFR1", "x"))
    spot.text = spot.text.replace(
        "*P95 latency*: x",
        "*P95 latency*: Every search is answered within 300 ms at P95. _(confirm, from notes.md)_",
    )
    (finding,) = (f for f in told(spot) if f.rule == "G15")
    assert [words for words, _ in finding.sides] == ["300 ms", "900 ms"]
    spot.text = spot.text.replace(" _(confirm, from notes.md)_", "")
    assert not told(spot)


def test_what_stands_in_the_appendix_keeps_no_section_from_being_final() -> None:
    """It changes what is asked, never a state."""
    words = "## Notes\n\nThe first version is due on 2027-02-30."
    rows = {row.section.id: row.state for row in beside(words).state.sections}
    clean = {row.section.id: row.state for row in beside("Nothing at all.").state.sections}
    assert told(beside(words))
    assert rows == clean


def test_a_file_without_imported_text_is_read_as_before() -> None:
    """Another heading at its end is no appendix."""
    spot = Table(f"{TEMPLATE}\n## Appendix: Notes\n\nEvery search is answered within 300 at P95.\n")
    assert not said(spot)


def test_fenced_text_of_an_import_is_no_sentence() -> None:
    """Code says nothing about the product."""
    assert not told(beside("```\nEvery search is answered within 300 at P95. TODO: more\n```"))


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("Visitors sign in with a password TODO: ask Vera.", "G03"),
        ("Visitors sign in with <name of the provider>.", "G02"),
        ("The data is stored in Postgres or MySQL.", "G12"),
        ("The service must have high availability.", "G06"),
        ("The ninety-fifth percentile of a search stays quickly.", "G06"),
        ("A command is answered quickly.", "G06"),
        ("The first version is due on 2027-02-30.", "G19"),
        ("It goes live on 2027-03-15. Replay follows on 2026-11-30.", "G19"),
    ],
)
def test_a_rule_sees_what_is_wrong_in_imported_words(words: str, rule: str) -> None:
    """Each on its own."""
    assert rule in {finding.rule for finding in told(beside(f"## Notes\n\n{words}"))}


def test_another_technology_than_the_stack_says_is_seen() -> None:
    """In a sentence about the very place no word has to say that it is used."""
    spot = beside("All data is stored in MySQL 8.")
    spot.stack = '[datastore]\nprimary = "PostgreSQL"\n'
    (finding,) = (f for f in told(spot) if f.rule == "G17")
    assert finding.sides == (
        ("MySQL", "data_schema/storage/DAT10"),
        ("PostgreSQL", "stack.toml:datastore.primary"),
    )


LISTS = "## Goals\n\n- Undo per person\n- Replay\n\n## Non-goals\n\n- Audio\n{}\n"


def test_one_item_under_both_headings_is_in_and_out_of_scope() -> None:
    """Neither list was placed."""
    (finding,) = (f for f in told(beside(LISTS.format("- Undo per person"))) if f.rule == "G16")
    assert [key for _, key in finding.sides] == ["scope/in-scope/SCP1", "scope/out-of-scope/SCP2"]
    assert not told(beside(LISTS.format("- Video")))


def test_an_item_that_was_drafted_elsewhere_is_in_scope_all_the_same() -> None:
    """As long as nobody has confirmed it there."""
    draft = "  - Undo per person\n  - Replay _(confirm, from notes.md)_"
    spot = beside(LISTS.format("- Undo per person"))
    label = "- **Target Users**: "
    line = next(row for row in spot.text.split("\n") if row.startswith(label))
    spot.text = spot.text.replace(line, f"{label.rstrip()}\n{draft}")
    assert "G16" in {finding.rule for finding in told(spot)}
    spot.text = spot.text.replace(" _(confirm, from notes.md)_", "")
    assert "G16" not in {finding.rule for finding in told(spot)}


def test_an_item_that_stands_in_the_wrong_list_does_not_contradict_itself() -> None:
    """It is said once, so there is nothing on the other side."""
    spot = beside("## Goals\n\n- Undo per person\n- Replay\n")
    line = next(row for row in spot.text.split("\n") if row.startswith("- **Out-of-scope**: "))
    spot.text = spot.text.replace(
        line, "- **Out-of-scope**:\n  - Undo per person _(confirm, from notes.md)_"
    )
    assert "G16" not in {finding.rule for finding in told(spot)}


def test_a_place_that_repeats_the_stack_does_not_hide_another_technology() -> None:
    """Nobody has seen yet that the imported text says something else; decided, it is quiet."""
    spot = beside("All data is stored in MySQL 8.", ("DAT10", "PostgreSQL"))
    spot.stack = '[datastore]\nprimary = "PostgreSQL"\n'
    assert [finding.rule for finding in told(spot)] == ["G17"]
    spot.say("conflict:DAT10", choose=2)
    assert not told(spot)
    assert spot.words("DAT10") == "PostgreSQL"


@pytest.mark.parametrize(
    ("words", "facet", "answer", "rule"),
    [
        (
            "## Acceptance criteria\n\n- A parcel may take at most 9 s of work\n- It prints.\n",
            "DOM3",
            "A parcel may take at most 30 s of work",
            "G15",
        ),
        (LISTS.format("- Undo per person"), "SCP1", "Undo per person", "G16"),
    ],
)
def test_an_open_place_does_not_bring_back_what_contradicts_an_answer(
    words: str, facet: str, answer: str, rule: str
) -> None:
    """Old material is compared with drafts, never with what a person said."""
    spot = beside(words, (facet, answer))
    assert rule not in {finding.rule for finding in told(spot)}
    spot.text = spot.text.replace(answer, f"{answer} _(confirm, from notes.md)_", 1)
    assert rule in {finding.rule for finding in told(spot)}


def test_a_sentence_of_an_item_may_be_about_a_measure_of_its_own() -> None:
    """Each is judged alone then."""
    spot = beside(
        "## Proof\n\n- The cable is pulled and the gap closes. The board is up 97 % of the time.\n"
        "- A class is booked.\n"
    )
    assert ("NFR5", "The board is up 97 % of the time.") in {(p.facet, p.text) for p in said(spot)}


def test_a_day_beside_a_milestone_is_a_later_one() -> None:
    """Whatever its words are about, unless they prepare something."""
    spot = beside(
        "Slips go live on 2027-02-15. Turn list on the phones by 2027-05-01. The trial runs on"
        " 2027-01-10."
    )
    found = {p.text.split()[0]: p.facet for p in said(spot) if "2027" in p.text}
    assert found["Slips"] == "MIL4"
    assert found["Turn"] == "MIL2"
    assert found.get("The") != "MIL2"


@pytest.mark.parametrize("mark", ["TODO: ask the owner", "[insert text here]"])
def test_open_work_beside_the_kind_of_product_is_seen(mark: str) -> None:
    """Nothing else is said in such a sentence."""
    rules = {finding.rule for finding in told(beside(f"Puffin is a Telegram chat bot {mark}."))}
    assert rules & {"G02", "G03"}


@pytest.mark.parametrize(
    "words", ["The bot replies during high of each month.", "On the air high of the hours we sail."]
)
def test_a_share_of_the_time_needs_a_figure(words: str) -> None:
    """Whatever the service does while it is up."""
    (found,) = told(beside(f"## Numbers\n\n{words}"))
    assert (found.rule, found.key) == ("G06", "nfr/reliability/NFR5")
