"""SPEC.md changed one place at a time, written exactly (interview.md B.1)."""

from __future__ import annotations

import pytest

from spec_tui.interview.writing import Sheet
from tests.unit.interview.desks import BANK, TEMPLATE


def sheet(text: str = TEMPLATE) -> Sheet:
    """A sheet to write on."""
    return Sheet(text, BANK)


def key(facet: str) -> str:
    """The key of a facet."""
    return BANK.facets[facet].key


def part(made: Sheet, number: int) -> str:
    """The body of one section."""
    return made.text.partition(f"## {number}. ")[2].partition("\n")[2].partition("\n## ")[0]


def test_a_lead_stands_on_the_line_of_its_slot() -> None:
    """Its hint goes."""
    made = sheet()
    made.set_value(key("DAT10"), "PostgreSQL 16")
    assert "- **Storage**: PostgreSQL 16\n- **Validation**" in made.text


def test_a_facet_stands_below_its_slot_in_italics() -> None:
    """In bank order, whatever the order of answering."""
    made = sheet()
    made.set_value(key("NFR3"), "50 requests/s")
    made.set_value(key("NFR1"), "300 ms")
    assert part(made, 9).startswith(
        "- **Performance**:\n  - *P95 latency*: 300 ms\n  - *Peak load*: 50 requests/s\n- **Reliab"
    )


def test_several_lines_become_items_one_level_deeper() -> None:
    """Facets come last in the slot."""
    made = sheet()
    made.set_value(key("USR2"), "Patient: book\nReceptionist: fill a gap")
    made.set_value(key("USR1"), "Patient\nReceptionist")
    assert part(made, 3).startswith(
        "- **Personas**:\n  - Patient\n  - Receptionist\n  - *Top job*:\n"
        "    - Patient: book\n    - Receptionist: fill a gap\n"
    )


def test_only_words_that_name_a_place_here_are_escaped() -> None:
    """`Top job:` in the text of Personas is no label; `Phase 2:` never was one."""
    made = sheet()
    made.set_value(key("USR1"), "Top job: none\nOwner: reads")
    assert "  - Top job\\: none\n  - Owner: reads\n" in made.text
    assert made.value(key("USR1")).text == "Top job: none\nOwner: reads"


@pytest.mark.parametrize("start", ["# a", "> a", "<a>", "| a |", "---", "1. a", "- a", "```", "+"])
def test_lines_that_would_start_a_block_get_a_backslash(start: str) -> None:
    """And are read back without it."""
    made = sheet()
    made.set_value(key("TP1"), f"first\n{start}")
    assert made.value(key("TP1")).text == f"first\n{start}"
    assert made.text.count("\n## ") == 17


def test_a_fence_stays_a_fence() -> None:
    """Indented below its item."""
    made = sheet()
    made.set_value(key("WF1"), "Call it:\n```sh\n# not a heading\n\nrun\n```\nDone")
    assert "  ```sh\n  # not a heading\n\n  run\n  ```\n  - Done\n" in made.text
    assert made.value(key("WF1")).text == "Call it:\n```sh\n# not a heading\n\nrun\n```\nDone"


def test_the_marker_ends_the_value() -> None:
    """On the line, or behind the last item."""
    made = sheet()
    made.set_value(key("NFR8"), "vertical", "_(assumption A1)_")
    made.set_value(key("TP1"), "a\nb", "_(confirm, from x.md)_")
    assert "- **Scalability**: vertical _(assumption A1)_\n" in made.text
    assert "- **Third-parties**:\n  - a\n  - b _(confirm, from x.md)_\n" in made.text


def test_a_facet_takes_the_na_of_its_slot_away() -> None:
    """And leaves text of the slot alone."""
    text = TEMPLATE.replace("KPIs, dashboards", "N/A — none").replace("spans, propagation", "by id")
    made = sheet(text)
    made.set_value(key("OBS4"), "on call")
    assert "- **Metrics**:\n  - *Alerts*: on call\n" in made.text
    assert "- **Tracing**: by id\n" in made.text


def test_taking_out_brings_the_hint_back() -> None:
    """Only where nothing else is left in the slot."""
    made = sheet()
    made.set_value(key("NFR1"), "300 ms")
    made.set_value(key("NFR3"), "50 requests/s")
    made.take_out(key("NFR1"))
    assert "- **Performance**:\n  - *Peak load*: 50 requests/s\n" in made.text
    made.take_out(key("NFR3"))
    assert made.text == TEMPLATE


def test_a_slot_that_the_file_lacks_is_added_in_its_place() -> None:
    """Behind the slot before it."""
    made = sheet(TEMPLATE.replace("- **Reliability**: availability, DR/BCP\n", ""))
    made.set_value(key("NFR5"), "99 %")
    assert part(made, 9).split("\n")[:3] == [
        "- **Performance**: SLAs/SLOs, peak loads",
        "- **Reliability**:",
        "  - *Uptime*: 99 %",
    ]


def test_a_section_that_the_file_lacks_is_added_in_its_place() -> None:
    """Before the next number, never behind the appendix."""
    text = TEMPLATE.replace("## 16. Terminology\n- **Glossary**: project-specific terms\n\n", "")
    made = sheet(f"{text}\n## Appendix: Imported material (a)\n\nwords\n")
    made.set_value(key("GLO1"), "Berth")
    assert made.text.index("## 15.") < made.text.index("## 16.") < made.text.index("## 17.")
    assert made.text.endswith("## Appendix: Imported material (a)\n\nwords\n")


def test_the_indent_and_signs_of_the_file_are_kept() -> None:
    """A person's four spaces and stars."""
    text = TEMPLATE.replace(
        "- **Performance**: SLAs/SLOs, peak loads",
        "*   **Performance**:\n    *   *Peak load*: 50 requests/s",
    )
    made = sheet(text)
    made.set_value(key("NFR3"), "60 requests/s")
    assert "*   **Performance**:\n    *   *Peak load*: 60 requests/s\n" in made.text
    made.set_value(key("NFR1"), "300 ms")
    assert made.value(key("NFR1")).text == "300 ms"
    assert made.value(key("NFR3")).text == "60 requests/s"


def test_records_are_appended_and_none_goes() -> None:
    """`None` or the hint make room for the first one, and come back behind the last."""
    made = sheet(TEMPLATE.replace("tracked until resolved", "None"))
    made.add_record("open_questions/outstanding", "Q1 (Storage, major): Which?")
    assert "- **Outstanding**:\n  - Q1 (Storage, major): Which?\n" in made.text
    made.drop_record("open_questions/outstanding", "Q1")
    assert "- **Outstanding**: None\n" in made.text


def test_the_next_id_is_one_more_than_any_in_the_file() -> None:
    """Records, markers and mentions of assumptions."""
    made = sheet(TEMPLATE.replace("KPIs, dashboards", "x _(assumption A7)_"))
    assert [made.next_id("A"), made.next_id("A"), made.next_id("Q")] == ["A8", "A9", "Q1"]


def test_the_title_is_set_or_added() -> None:
    """The H1 alone."""
    made = sheet()
    made.set_title("Night trains")
    assert made.text == TEMPLATE.replace("# SPEC: Trial", "# SPEC: Night trains", 1)
    bare = sheet("## 1. Vision & Goals\n")
    bare.set_title("X")
    assert bare.text == "# SPEC: X\n\n## 1. Vision & Goals\n"


def test_an_empty_file_grows_its_sections() -> None:
    """Also from nothing at all."""
    made = sheet("")
    made.set_value(key("NFR1"), "300 ms")
    made.set_value(key("VIS1"), "Lost visits")
    assert made.text.index("## 1. ") < made.text.index("## 9. ")
    assert made.value(key("NFR1")).text == "300 ms"


@pytest.mark.parametrize("facet", ["STK1", "DEP6", "DEP2"])
def test_a_slot_that_is_added_takes_no_words_that_stand_below_it(facet: str) -> None:
    """They stand there still, and are none of the answer."""
    below = "\nWords of ours.\n\n- and an item\n"
    made = sheet(f"# SPEC: x\n\n## 11. Deployment & Environments\n- **CI/CD**: by hand\n{below}")
    made.set_value(key(facet), "NEW")
    assert made.text.endswith(below)
    assert made.value(key(facet)).text == "NEW"
    made.take_out(key(facet))
    assert made.text.endswith(below)


def test_none_is_not_written_over_words() -> None:
    """`### Outstanding` with a paragraph below it has none of our records."""
    made = sheet("# SPEC: x\n\n## 17. Open Questions\n\n### Outstanding\n\nAsk Tom first.\n")
    made.set_none("open_questions/outstanding")
    assert "Ask Tom first." in made.text


def test_a_label_alone_gets_its_colon_with_an_answer() -> None:
    """Without it, the two would read as one sentence."""
    made = sheet(
        "# SPEC: x\n\n## 8. Data & Schema\n\n**Storage**\nSQLite\n\n| a | b |\n|---|---|\n"
    )
    made.set_value(key("DAT10"), "PostgreSQL 16")
    assert made.text.endswith("\n\n**Storage**: PostgreSQL 16\n")
    assert made.value(key("DAT10")).text == "PostgreSQL 16"


def test_an_answer_stands_beside_the_least_indented_item() -> None:
    """`-` alone below a label underlines it, and what follows is deeper than the next item."""
    lines = "- **Personas**:\n  -\n    - Clerk\n  -\n    - Guest\n- **Top Use Cases**: book\n"
    made = sheet(f"# SPEC: x\n\n## 3. Personas & Use Cases\n{lines}")
    made.set_value(key("USR2"), "Clerk: fill a gap")
    made.set_value(key("USR2"), "Clerk: close the day")
    assert made.value(key("USR2")).text == "Clerk: close the day"
    assert made.text.count("Top job") == 1


def test_an_answer_stands_clear_of_a_table() -> None:
    """A blank line behind the last row, so that every reader of Markdown sees a list."""
    table = "- **Performance**:\n\n| What | How much |\n|---|---|\n| Growth | 2 GB a year |\n"
    made = sheet(f"# SPEC: x\n\n## 9. Non-Functional Requirements (NFRs)\n{table}")
    made.set_value(key("NFR1"), "300 ms")
    assert made.text.endswith("| Growth | 2 GB a year |\n\n  - *P95 latency*: 300 ms\n")
    made.set_value(key("NFR3"), "20 requests/s")
    assert made.text.endswith("  - *P95 latency*: 300 ms\n  - *Peak load*: 20 requests/s\n")
    assert made.value(key("NFR1")).text == "300 ms"


@pytest.mark.parametrize(
    "lines",
    [
        "**Outstanding**: None\n\nAsk Tom first.\n",
        "- **Outstanding**: None\n\n  Ask Tom first.\n",
        "### Outstanding\n\n- Q1 (Storage, major): which?\n\nAsk Tom first.\n",
        "### Outstanding\n\nAsk Tom first.\n",
    ],
)
def test_words_beside_records_stay(lines: str) -> None:
    """Whatever is recorded there, closed, or said to be none."""
    slot = "open_questions/outstanding"
    made = sheet(f"# SPEC: x\n\n## 17. Open Questions\n{lines}")
    made.set_none(slot)
    assert "Ask Tom first." in made.text
    made.add_record(slot, "Q2 (Storage, major): how?")
    assert "Ask Tom first." in made.text
    made.drop_record(slot, "Q1")
    made.drop_record(slot, "Q2")
    assert "Ask Tom first." in made.text


def test_none_takes_the_place_of_a_hint_below_a_heading() -> None:
    """The hint is ours."""
    made = sheet(
        "# SPEC: x\n\n## 17. Open Questions\n\n### Outstanding\n\ntracked until resolved\n"
    )
    made.set_none("open_questions/outstanding")
    assert made.text.endswith("### Outstanding\n\n- None\n")


@pytest.mark.parametrize(
    "lines",
    [
        "**Performance**: N/A — a sketch\n\nBut see the note of May.\n",
        "### Performance\n\nN/A — a sketch\n\nBut see the note of May.\n",
        "### Performance\n\n- N/A — a sketch\n\nBut see the note of May.\n",
        "- **Performance**: N/A — a sketch\n\n  But see the note of May.\n",
    ],
)
def test_an_answer_takes_an_na_away_and_not_what_stands_below_it(lines: str) -> None:
    """Nobody has said that the note goes."""
    made = sheet(f"# SPEC: x\n\n## 9. Non-Functional Requirements (NFRs)\n{lines}")
    made.set_value(key("NFR1"), "300 ms")
    assert "N/A" not in made.text
    assert "But see the note of May." in made.text
    assert made.value(key("NFR1")).text == "300 ms"
