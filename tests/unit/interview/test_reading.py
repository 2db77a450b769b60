"""SPEC.md read leniently (interview.md B.1, formats.md 2, 26, 27)."""

from __future__ import annotations

import pytest

from spec_tui.interview.reading import read
from spec_tui.interview.spec import Spec
from tests.unit.interview.desks import BANK, TEMPLATE


def spec(text: str) -> Spec:
    """A text, read."""
    return read(text, BANK)


def section(number: int, title: str, body: str) -> Spec:
    """One section alone, read."""
    return spec(f"# SPEC: T\n\n## {number}. {title}\n{body}\n")


def nfr(body: str) -> Spec:
    """§9 with a body."""
    return section(9, "Non-Functional Requirements (NFRs)", body)


@pytest.mark.parametrize(
    "line",
    [
        "- **Reliability**:\n  - *Uptime*: 99 %",
        "- **Reliability**:\n  - **Uptime**: 99 %",
        "- **Reliability**:\n  - Uptime: 99 %",
        "* __Reliability__:\n    * _Uptime_: 99 %",
        "+ Reliability:\n  + ***Uptime***: 99 %",
        "- **Reliability:**\n  - *Uptime:* 99 %",
        "- **reliability** :\n\n  1. *UPTIME*:\n     99 %",
        "- **Reliability**:\n\t- *Uptime*: 99 %",
        "- **Reliability**: words\n  - *Uptime*: 99\n    %",
        "### Reliability\n\n- *Uptime*: 99 %",
        "#### Reliability\n- Uptime: 99 %",
    ],
)
def test_labels_are_read_in_any_dress(line: str) -> None:
    """Italics, bold or plain, any sign, any indent, wrapped or not."""
    value = nfr(line).value("nfr/reliability/NFR5")
    assert value is not None
    assert value.text == "99 %"


@pytest.mark.parametrize(
    "heading",
    [
        "## 13. Risks, Assumptions & Trade‑offs",
        "## 13. Risks, Assumptions & Trade-offs",
        "## 13 Risks, assumptions & TRADE–OFFS",
        "## Risks, Assumptions & Trade-offs ##",
        "## 4. Risks and trade-offs",
        "## 13. Our worries",
    ],
)
def test_headings_match_by_alias_else_by_number(heading: str) -> None:
    """After folding; a wrong number loses to the name; a number counts where a slot is known."""
    found = spec(f"{heading}\n- **Known risks**: fire\n").value("risks/known-risks/RSK1")
    assert found is not None
    assert found.text == "fire"


def test_a_number_alone_opens_no_section_without_its_slots() -> None:
    """`## 3. Installation` of a foreign file is not Personas."""
    found = spec("## 3. Installation\n- **Prerequisites**: Python\n")
    assert [h.section for h in found.headings] == [""]
    assert found.slots == {}


def test_hints_and_placeholders_are_no_answers() -> None:
    """In brackets and bare (formats.md 26)."""
    template = spec(TEMPLATE)
    assert len(template.slots) == 44
    assert all(slot.hint for slot in template.slots.values())
    assert all(slot.empty for slot in template.slots.values())
    own = section(1, "Vision & Goals", "- **Problem & Outcome**: <say it here>")
    assert own.slots["vision/problem-outcome"].hint


@pytest.mark.parametrize("text", ["List<String>", "see /users/<id>", "<b>bold</b> words"])
def test_brackets_inside_words_are_content(text: str) -> None:
    """Generics, paths and tags (formats.md 27)."""
    value = section(5, "Interfaces", f"- **API**: {text}").value("interfaces/api")
    assert value is not None
    assert value.text == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("N/A — none", "na"),
        ("N/A - none", "na"),
        ("N/A -- none", "na"),
        ("N/A", "text"),
        ("N/A none", "text"),
        ("See §9 Performance", "see"),
        ("See §9 Performance.", "see"),
        ("undecided", "undecided"),
        ("undecided as yet", "text"),
    ],
)
def test_forms(text: str, form: str) -> None:
    """`N/A` without dash and reason is text (B.1)."""
    value = section(10, "Integrations", f"- **Webhooks**: {text}").value(
        "integrations/webhooks/WH1"
    )
    assert value is not None
    assert value.form == form


def test_markers_end_a_value_and_nothing_else() -> None:
    """`_(assumption A4)_` and `_(confirm, from FILE)_`."""
    found = nfr(
        "- **Compliance**: GDPR _(confirm, from notes (2).md)_\n"
        "- **Scalability**: vertical _(assumption A4)_\n"
        "- **Reliability**:\n  - *Uptime*: 99 % _(as we think)_\n"
    )
    scalability = found.value("nfr/scalability/NFR8")
    assert (scalability.text, scalability.marker.kind, scalability.marker.ref) == (
        "vertical",
        "assumption",
        "A4",
    )
    assert found.value("nfr/reliability/NFR5").text == "99 % _(as we think)_"


def test_an_unknown_label_is_text_of_the_slot() -> None:
    """And so is a facet of another slot."""
    found = nfr("- **Performance**:\n  - *Colour*: red\n  - *Uptime*: 99 %\n")
    assert found.value("nfr/performance").text == "*Colour*: red\n*Uptime*: 99 %"


def test_the_second_of_two_equal_labels_is_text() -> None:
    """The first one counts."""
    found = nfr("- **Reliability**:\n  - *Uptime*: 99 %\n  - *Uptime*: 95 %\n")
    assert found.value("nfr/reliability/NFR5").text == "99 %"
    assert found.value("nfr/reliability").text == "*Uptime*: 95 %"


def test_items_fences_and_paragraphs_are_one_text() -> None:
    """Blank lines one, nested items indented, a fence as it is."""
    found = section(
        6,
        "Workflows",
        "- **Primary flows**: first\n  - one\n    - deeper\n\n  words\n  wrapped\n\n"
        "  ```sh\n  # no heading\n  ```\n",
    )
    assert found.value("workflows/primary-flows/WF1").text == (
        "first\none\n  - deeper\n\nwords wrapped\n\n```sh\n# no heading\n```"
    )


def test_a_section_that_is_one_slot_needs_no_bullet() -> None:
    """Prose under `## Terminology` is the glossary."""
    found = section(16, "Terminology", "\nBerth is a bed.\n\n- Car: a carriage\n")
    assert found.value("terminology/glossary/GLO1").text.startswith("Berth is a bed.")


def test_a_heading_ends_where_the_next_slot_begins() -> None:
    """Bullets of other slots are not swallowed."""
    found = nfr("### Performance\n\nfast\n\n- **Reliability**: 99 %\n\n### Scalability\nup\n")
    assert found.value("nfr/performance").text == "fast"
    assert found.value("nfr/reliability").text == "99 %"
    assert found.value("nfr/scalability/NFR8").text == "up"


@pytest.mark.parametrize(
    "text",
    [
        "- **Reliability**:\n\n99 % a month\n",
        "- **Reliability**:\n\n| 99 % a month |\n|---|\n",
        "**Reliability**\n\n99 % a month\n",
        "**Reliability**\n99 % a month\n",
        "**Reliability:** 99 % a month\n",
        "Reliability: 99 % a month\n\n- for all\n",
        "**Reliability**\n- 99 % a month\n",
    ],
)
def test_a_label_may_begin_a_paragraph_and_what_it_says_may_stand_below(text: str) -> None:
    """People take the bullets away, and put tables below them."""
    found = nfr(f"{text}\n- **Scalability**: up\n")
    assert "99 % a month" in found.value("nfr/reliability").text
    assert found.value("nfr/scalability/NFR8").text == "up"
    assert any(p.slot == "reliability" and "99 %" in p.text for p in found.passages)


def test_a_table_below_a_label_is_read_row_by_row() -> None:
    """A row is a line of the value."""
    found = nfr(
        "- **Reliability**:\n\n| What | Value |\n|---|---|\n| up | 99 % |\n| back | 4 h |\n"
    )
    assert found.value("nfr/reliability").text.split("\n")[2:] == [
        "| up | 99 % |",
        "| back | 4 h |",
    ]


@pytest.mark.parametrize("below", ["<!-- ours -->", "### More\n\nours", "> ours"])
def test_what_stands_below_an_empty_bullet_need_not_be_its_answer(below: str) -> None:
    """A comment, a heading, a quotation."""
    assert nfr(f"- **Reliability**:\n\n{below}\n").value("nfr/reliability") is None


def test_words_behind_an_answered_bullet_stay_nobodys() -> None:
    """The slot has said what it says."""
    found = nfr("- **Reliability**: 99 %\n\nAnd a note.\n")
    assert found.value("nfr/reliability").text == "99 %"


def test_a_slot_named_twice_counts_once() -> None:
    """The first that says something."""
    text = (
        "## 16. Terminology\n- **Glossary**: project-specific terms\n\n"
        "## Glossary\n- **Glossary**: Berth\n"
    )
    assert spec(text).value("terminology/glossary/GLO1").text == "Berth"


@pytest.mark.parametrize("wrap", ["```\n{}\n```", "<!--\n{}\n-->", "> {}"])
def test_text_in_fences_comments_and_quotes_opens_nothing(wrap: str) -> None:
    """Headings and labels there are content."""
    inner = "## 9. Non-Functional Requirements (NFRs)\n- **Reliability**: 99 %"
    found = spec(f"# T\n\n{wrap.format(inner)}\n")
    assert found.slots == {} or "nfr/reliability" not in found.slots


def test_nothing_below_the_appendix_is_read() -> None:
    """No heading there opens a section (cli.md import)."""
    appendix = "## Appendix: Imported material (a.md)\n\n## 9. NFRs\n- **Reliability**: 99 %\n"
    text = f"{TEMPLATE}\n{appendix}"
    assert spec(text).slots["nfr/reliability"].hint


def test_records_are_read_with_their_parts() -> None:
    """A, Q and W (B.1)."""
    text = (
        "## 13. Risks, Assumptions & Trade-offs\n- **Assumptions**:\n"
        "  - A4 (Reliability · Uptime): usual; revisit 2026-12-20\n\n"
        "## 17. Open Questions\n- **Outstanding**:\n"
        "  - Q7 (Storage, critical): Which one?\n"
        "- **Resolved (history)**:\n"
        "  - Q2 (2026-11-20, @bob): subject → decision; not chosen: other\n"
        '  - W1 (2026-11-20, @bob): G07 accepted in Reliability · Uptime: "high"\n'
        "  - free words\n"
    )
    records = {r.id: r for r in spec(text).records}
    assert set(records) == {"A4", "Q7", "Q2", "W1"}
    assert (records["A4"].key, records["A4"].revisit) == ("nfr/reliability/NFR5", "2026-12-20")
    assert (records["Q7"].key, records["Q7"].severity) == ("data_schema/storage/DAT10", "critical")
    assert (records["Q2"].place, records["Q2"].who) == ("2026-11-20", "@bob")
    assert records["W1"].key == "nfr/reliability/NFR5"


@pytest.mark.parametrize("none", ["None", "none.", "\n  - None"])
def test_none_closes_the_open_questions(none: str) -> None:
    """On the line or as an item."""
    found = spec(f"## 17. Open Questions\n- **Outstanding**: {none}\n")
    assert found.outstanding_none
    assert not found.outstanding_hint


def test_lines_are_counted_over_the_whole_file() -> None:
    """1-based, also behind other sections."""
    found = spec(TEMPLATE)
    lines = TEMPLATE.split("\n")
    for slot in found.slots.values():
        assert lines[slot.line - 1].startswith(f"- **{BANK.slots[slot.key].label}**")


def test_passages_know_their_place_and_column() -> None:
    """What the rules see: prose without signs and labels, never a fence."""
    found = nfr(
        "- **Performance**: fast\n  - *P95 latency*: 300\n    ms\n\n  ```\n  hidden\n  ```\n"
    )
    seen = [(p.key, p.text, p.line, p.column) for p in found.passages if p.section == "nfr"]
    assert ("nfr/performance", "fast", 4, 20) in seen
    assert ("nfr/performance/NFR1", "300", 5, 20) in seen
    assert not any("hidden" in text for _, text, _, _ in seen)


def test_what_stands_below_a_title_is_no_part_of_the_section_above() -> None:
    """`# Notes` ends a section that is one slot as a whole."""
    text = "## 7. States & Transitions\nopen, closed\n\n# Notes\nThe ferry is late.\n"
    assert read(text, BANK).slots["states/state-machines"].body.text == "open, closed"


def test_the_title_is_the_first_heading() -> None:
    """Without `SPEC:`; a placeholder is none."""
    assert spec("# SPEC: Night trains\n").title == "Night trains"
    assert spec("# Night trains\n").title == "Night trains"
    assert spec("# SPEC: <Project Name>\n").title == ""


def test_a_placeholder_that_looks_like_a_tag_is_a_passage_of_its_list() -> None:
    """Markdown reads `<to be filled in>` as HTML; a rule has to see it (G02)."""
    text = "## 3. Personas & Use Cases\n- **Personas**:\n  - Member\n  - <to be filled in>\n"
    passages = read(text, BANK).passages
    assert [(p.text, p.line) for p in passages] == [("Member", 3), ("<to be filled in>", 4)]
