"""All rules together: over the bank's own examples, the shipped template and any text at all."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spec_tui.interview.bank import Bank, load
from spec_tui.interview.reading import read
from spec_tui.interview.rules import RULES, run

BANK: Bank = load()
ROOT = Path(__file__).parents[4]
SERIOUS = {"critical", "major"}
PIECES = st.sampled_from(
    [
        "## 9. Non-Functional Requirements (NFRs)\n", "## 8. Data & Schema\n", "either ", "\n",
        "- **Performance**: ", "  - *P95 latency*: ", "- **Storage**: ", "Postgres", " or ", "`",
        "MySQL", "300 ms", " under 200", "TODO", "<fill in here>", "N/A — ", "Q7 (", "P95 ",
        "See §1 Success Metrics", "_(assumption A4)_", "  - A4 (Storage): x\n", "99,9 %", "99.5 %",
        "- **Reliability**: ", "## 17. Open Questions\n- **Outstanding**:\n",
        '  - W1 (2026-01-01, @a): G12 accepted in Storage: "',
    ]
)  # fmt: skip


def answers() -> list[tuple[str, str]]:
    """Every text that the bank itself offers as an answer."""
    found: list[tuple[str, str]] = []
    for facet in BANK.facets.values():
        offered = [facet.example, facet.default, facet.yes, facet.no]
        offered += [choice.label for choice in facet.choices if not choice.opens_box]
        found += [(facet.id, text) for text in offered if text and not text.startswith("See §")]
    return found


@pytest.mark.parametrize(("facet_id", "text"), answers())
def test_an_answer_that_the_bank_offers_raises_no_finding(look, facet_id: str, text: str) -> None:
    """Nobody is asked about the words we suggested, nor about their mirror in stack.toml."""
    key = BANK.facets[facet_id].stack_key
    for rule in RULES:
        found = look(rule, {facet_id: text}, {key: text} if key else {})
        assert [f for f in found if f.severity in SERIOUS] == []


def test_all_examples_together_agree(look) -> None:
    """They describe one product, so no two of them conflict."""
    together = {facet.id: facet.example for facet in BANK.facets.values()}
    for rule in RULES:
        assert [f for f in look(rule, together) if f.severity in SERIOUS] == []


def test_findings_come_in_the_order_of_the_file() -> None:
    """By line, then by column."""
    text = "## 8. Data & Schema\n- **Storage**: TODO Go or Rust, ???\n- **Validation**:\n"
    found = run(read(text, BANK), BANK, {})
    places = [(f.line, f.column) for f in found]
    assert places == sorted(places)
    assert {f.rule for f in found} >= {"G03", "G04", "G12"}


def test_every_finding_names_a_question_of_the_bank_or_a_conflict() -> None:
    """Review can always jump to what would settle it."""
    text = Path(__file__).with_name("bad.md").read_text(encoding="utf-8")
    found = run(read(text, BANK), BANK, {"datastore.primary": "sqlite"})
    for finding in found:
        facet = finding.question_id.removeprefix("conflict:")
        assert facet in BANK.facets or finding.severity in {"minor", "info"}
        assert finding.message[-1] in ".?"
        assert finding.line <= text.count("\n") + 1
    assert {f.rule for f in found} == {f"G{n:02}" for n in range(1, 26) if n != 23}


def test_imported_material_and_code_are_never_judged() -> None:
    """The appendix and fences belong to nobody's answer."""
    text = (
        "## 8. Data & Schema\n- **Storage**: PostgreSQL\n\n```\nTODO Postgres or MySQL\n```\n\n"
        "## Appendix: Imported material (x.md)\n\nTODO Postgres or MySQL <fill in here>\n"
    )
    assert run(read(text, BANK), BANK, {}) == ()


def test_the_marker_of_a_value_is_nobodys_words() -> None:
    """It names a file, such as Cargo.toml, and no list of things."""
    text = (
        "## 2. Scope & Non-Goals\n- **In-scope**: Booking _(confirm, from Cargo.toml)_\n"
        "- **Out-of-scope**: Payments _(confirm, from Cargo.toml)_\n"
        "## 11. Deployment & Environments\n- **Stack**:\n"
        "  - *Package manager*: uv _(confirm, from Cargo.toml)_\n"
    )
    found = run(read(text, BANK), BANK, {"app.package": "uv"})
    assert [f for f in found if f.rule not in {"G01", "G04", "G05"}] == []


@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=25).map("".join))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rules_never_raise_and_repeat_themselves(text: str) -> None:
    """Any text gives the same findings each time."""
    stack = {"datastore.primary": "postgres", "app.language": "go"}
    assert run(read(text, BANK), BANK, stack) == run(read(text, BANK), BANK, stack)


@pytest.mark.parametrize(
    "name", sorted(p.name for p in (ROOT / "benchmarks/interview/corpus/train").glob("*.md"))
)
def test_a_clean_document_raises_nothing_serious(name: str) -> None:
    """Naturally written specifications are the measure of every rule."""
    text = (ROOT / "benchmarks/interview/corpus/train" / name).read_text(encoding="utf-8")
    found = [f for f in run(read(text, BANK), BANK, {}) if f.severity in SERIOUS]
    assert [f for f in found if f.rule not in {"G01", "G04"}] == []


@pytest.mark.parametrize(
    "name", sorted(p.name for p in (ROOT / "benchmarks/interview/negatives/train").glob("*.md"))
)
def test_prose_that_specifies_nothing_raises_nothing_serious(name: str) -> None:
    """Decisions, guides, minutes and changelogs as they stand."""
    text = (ROOT / "benchmarks/interview/negatives/train" / name).read_text(encoding="utf-8")
    assert [f for f in run(read(text, BANK), BANK, {}) if f.severity in SERIOUS] == []


def test_a_document_of_a_persons_own_hand_raises_nothing_serious() -> None:
    """Wrapped lines, sentences instead of labels, other bullets."""
    text = (ROOT / "tests/data/handwritten/SPEC.md").read_text(encoding="utf-8")
    assert [f for f in run(read(text, BANK), BANK, {}) if f.severity in SERIOUS] == []
