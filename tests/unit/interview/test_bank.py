"""Lint over the question bank: what every question has to be (interview.md B.1 to B.4)."""

from __future__ import annotations

import re
import re._constants as sre
import re._parser as sre_parser
from collections import Counter

import pytest

from spec_tui.documents.fold import fold
from spec_tui.interview.bank import SOMETHING_ELSE, load
from spec_tui.interview.conditions import TYPES, unknown_atoms
from spec_tui.interview.model import Facet

BANK = load()
FACETS = tuple(BANK.facets.values())
CLOSED_BY_US = {"risks/assumptions", "open_questions/outstanding", "open_questions/resolved"}

LEADS = (
    "VIS1 TGT1 SCP1 SCP2 USR1 USR4 DOM1 DOM4 DOM3 UI1 CLI1 EVT1 WF1 WF3 ST1 DAT10 CMP1 NFR8 TP1 "
    "WH1 DEP1 DEP4 OBS1 OBS3 OBS7 RSK1 ALT1 ACC1 MIL6 MIL2 GLO1"
)
IMPACT_5 = "TYP VIS1 USR1 SCP1 SCP2 DOM1 WF1 SEC1 SEC6 ACC1"
IMPACT_4 = (
    "VIS6 VIS8 USR2 USR4 DOM3 UI1 CLI1 LIB3 WF2 WF3 ST1 DAT7 DAT10 NFR1 NFR5 CMP1 SEC2 TP1 DEP6 "
    "RSK1 MIL1 MIL4"
)
ALL_IDS = (
    "VIS1 VIS2 VIS3 VIS4 VIS5 VIS6 VIS7 VIS8 VIS9 VIS10 SCP1 SCP2 SCP3 USR1 USR2 USR3 USR4 TGT1 "
    "DOM1 DOM2 DOM3 DOM4 DOM5 TYP API1 API2 API5 EVT1 EVT2 EVT3 UI1 UI2 UI3 UI4 UI5 CLI1 CLI2 CLI3 "
    "CLI4 LIB1 LIB2 LIB3 LIB4 WF1 WF2 WF3 WF4 ST1 ST2 ST3 DAT1 DAT2 DAT3 DAT4 DAT5 DAT6 DAT7 DAT8 "
    "DAT10 NFR1 NFR2 NFR3 NFR4 NFR5 NFR6 NFR7 NFR8 CMP1 CMP2 SEC1 SEC2 SEC3 SEC4 SEC5 SEC6 SEC7 "
    "SEC8 TP1 TP2 TP3 TP4 WH1 WH2 WH3 DEP1 DEP2 DEP3 DEP4 DEP5 DEP6 OBS1 OBS2 OBS3 OBS4 OBS7 RSK1 "
    "RSK2 RSK3 RSK4 ALT1 ALT2 CON1 ACC1 ACC2 ACC3 ACC5 MIL1 MIL2 MIL3 MIL4 MIL5 MIL6 GLO1 "
    "STK1 STK2 STK3 STK4 STK5 STK6 STK7"
)
LABELS = {
    "VIS2": "Pain today",
    "VIS6": "Metric",
    "VIS8": "Target",
    "USR2": "Top job",
    "API1": "Callers",
    "API2": "Errors",
    "WF2": "Branches",
    "DAT3": "Required fields",
    "DAT7": "Existing data",
    "NFR1": "P95 latency",
    "NFR3": "Peak load",
    "NFR5": "Uptime",
    "NFR6": "RTO",
    "NFR7": "RPO",
    "SEC1": "Authentication",
    "SEC2": "Authorisation",
    "SEC6": "Personal data",
    "SEC7": "Retention",
    "DEP6": "Runs on",
    "DEP3": "Rollout",
    "STK1": "Language",
    "STK2": "Framework",
    "STK3": "Package manager",
    "STK4": "Runtime",
    "STK5": "Tool",
    "STK6": "CI system",
    "STK7": "Tooling",
    "RSK2": "Mitigation",
    "ACC2": "Per use case",
    "ACC3": "Coverage",
    "ACC5": "End-to-end gate",
    "MIL1": "MVP",
    "MIL3": "Exit criterion",
    "MIL4": "Deadline",
}
LANDINGS = {
    "vision/problem-outcome": "VIS1 VIS2 VIS3",
    "vision/success-metrics": "VIS4 VIS5 VIS6 VIS7 VIS8 VIS9",
    "vision/target-users": "TGT1 USR3",
    "scope/in-scope": "SCP1 SCP3",
    "personas/personas": "USR1 USR2",
    "domain_model/entities": "DOM1 DOM2",
    "interfaces/api": "API1 API2 API5 LIB1 LIB2 LIB3",
    "workflows/edge-cases": "WF3 WF4",
    "data_schema/storage": "DAT1 DAT2 DAT6 DAT10",
    "data_schema/validation": "DAT3 DAT4 DAT5",
    "data_schema/migration-plan": "DAT7 DAT8 STK5",
    "nfr/performance": "NFR1 NFR2 NFR3 NFR4",
    "security_privacy/security-privacy": "SEC1 SEC2 SEC4 SEC5 SEC6 SEC7 SEC8",
    "deployment/config-secrets": "DEP4 SEC3",
    "deployment/envs": "DEP1 DEP2 DEP6",
    "deployment/ci-cd": "DEP3 DEP5 LIB4 STK6",
    "deployment/stack": "STK1 STK2 STK3 STK4",
    "observability/metrics": "OBS3 OBS4 STK7",
    "risks/known-risks": "RSK1 RSK2 VIS10 CON1",
    "risks/alternatives": "ALT1 ALT2 RSK3 RSK4",
    "milestones/phases": "MIL1 MIL2 MIL3 MIL4 MIL5",
}
STACK_KEYS = {
    "app.language": "STK1",
    "app.framework": "STK2",
    "app.package": "STK3",
    "app.runtime": "STK4",
    "datastore.primary": "DAT10",
    "datastore.migrations": "STK5",
    "infra.hosting": "DEP6",
    "infra.ci": "STK6",
    "infra.observability": "STK7",
    "security.auth": "SEC1",
    "security.secrets": "SEC3",
}

each_facet = pytest.mark.parametrize("facet", FACETS, ids=lambda facet: facet.id)


def syllables(word: str) -> int:
    """Count vowel groups, without a silent e at the end."""
    groups = len(re.findall(r"[aeiouy]+", word.lower()))
    if re.search(r"[^aeiouyl]e$", word.lower()):
        groups -= 1
    return max(1, groups)


def reading_grade(text: str) -> float:
    """Flesch-Kincaid grade of one sentence."""
    words = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(words) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_bank_holds_exactly_the_agreed_questions() -> None:
    """No facet of interview.md B.4 is missing and none was invented."""
    assert sorted(ALL_IDS.split()) == sorted(BANK.facets)


@each_facet
def test_a_question_asks_one_thing(facet: Facet) -> None:
    """One question mark, at its end, and no second question behind an and."""
    assert facet.text.endswith("?")
    assert facet.text.count("?") == 1
    assert not re.search(r"\band (?:what|how|who|which|when|where|why)\b", facet.text)


@each_facet
def test_a_question_is_short_enough_for_its_card(facet: Facet) -> None:
    """160 characters for the question and 90 for the reason."""
    assert len(facet.text) <= 160
    assert 0 < len(facet.why) <= 90


@each_facet
def test_a_question_reads_easily(facet: Facet) -> None:
    """Reading grade 9 at most."""
    assert reading_grade(facet.text) <= 9


@each_facet
def test_a_question_stands_alone(facet: Facet) -> None:
    """No placeholder, no reference to something not in the sentence, no shouting."""
    assert not re.search(r"[<>{}\[\]!]", facet.text)
    assert not re.search(r"\b(?:this|these|those|they|them)\b", facet.text.lower())
    assert not re.search(r"\b(?:P50|P95|RTO|RPO|MVP|SLA|PII|IAM|KPI)\b", facet.text)


def test_leads_are_exactly_the_listed_ones() -> None:
    """A lead exists where the slot's name already says the question, and nowhere else."""
    leads = [facet.id for facet in FACETS if facet.lead]
    assert sorted(leads) == sorted([*LEADS.split(), "TYP"])


def test_a_slot_has_at_most_one_lead() -> None:
    """Two leads would share one place."""
    counts = Counter((facet.section, facet.slot) for facet in FACETS if facet.lead)
    assert set(counts.values()) == {1}


def test_impacts_are_the_agreed_ones() -> None:
    """The lists of B.3 are in force; everything else is 3 or less."""
    assert {facet.id for facet in FACETS if facet.impact == 5} == set(IMPACT_5.split())
    assert {facet.id for facet in FACETS if facet.impact == 4} == set(IMPACT_4.split())
    assert all(1 <= facet.impact <= 5 for facet in FACETS)


def test_labels_of_the_example_are_binding() -> None:
    """The labels that stand in example-SPEC.md."""
    assert {facet: BANK.facets[facet].label for facet in LABELS} == LABELS


def test_labels_are_unique_over_the_whole_bank() -> None:
    """A label names one facet and never a slot."""
    labels = [fold(facet.label) for facet in FACETS if not facet.lead]
    slots = {fold(slot.label) for slot in BANK.slots.values()}
    assert [label for label, count in Counter(labels).items() if count > 1] == []
    assert slots.isdisjoint(labels)


@pytest.mark.parametrize(("slot", "ids"), LANDINGS.items())
def test_questions_land_where_agreed(slot: str, ids: str) -> None:
    """The landings of B.4 that are not obvious."""
    assert sorted(BANK.slots[slot].facets) == sorted(ids.split())


def test_every_content_slot_has_a_question() -> None:
    """Only the slots that the program itself keeps have none."""
    silent = {key for key, slot in BANK.slots.items() if not slot.facets}
    assert silent == CLOSED_BY_US


def test_every_slot_has_a_default_line() -> None:
    """A line, on one line, for the day nobody wants to decide."""
    for key, slot in BANK.slots.items():
        assert slot.default, key
        assert "\n" not in slot.default, key


@each_facet
def test_a_default_comes_with_its_reason(facet: Facet) -> None:
    """A usual answer is written down together with why it is usual."""
    assert bool(facet.default) == bool(facet.default_why)


@each_facet
def test_nobody_guesses_what_has_impact_five(facet: Facet) -> None:
    """The ten questions that shape everything have no default."""
    if facet.impact == 5:
        assert not facet.default


@pytest.mark.parametrize("facet", [f for f in FACETS if f.lead and f.default], ids=lambda f: f.id)
def test_a_lead_and_its_slot_have_the_same_default(facet: Facet) -> None:
    """A close card and "don't know" give the same line."""
    assert facet.default == BANK.slots[f"{facet.section}/{facet.slot}"].default


@each_facet
def test_choices_are_few_and_open_ended(facet: Facet) -> None:
    """Two to five, TYP up to nine; the last one opens the box, the first never does."""
    if facet.kind not in {"choice", "bool"}:
        assert facet.choices == ()
        return
    assert 2 <= len(facet.choices) <= (9 if facet.id == "TYP" else 5)
    assert facet.choices[-1] == SOMETHING_ELSE
    assert [choice.opens_box for choice in facet.choices[:-1]] == [False] * (len(facet.choices) - 1)
    assert all(choice.about.endswith(".") for choice in facet.choices)
    assert len({fold(choice.label) for choice in facet.choices}) == len(facet.choices)


@each_facet
def test_at_most_one_choice_is_recommended(facet: Facet) -> None:
    """And where there is a default, it is the recommended one."""
    recommended = [choice.label for choice in facet.choices if choice.recommended]
    assert len(recommended) <= 1
    if recommended and facet.default and facet.kind == "choice":
        assert facet.default == recommended[0]


@each_facet
def test_yes_and_no_have_words(facet: Facet) -> None:
    """A bool is written through its sentence, so that SPEC.md never says a bare yes."""
    assert bool(facet.yes) == bool(facet.no) == (facet.kind == "bool")
    if facet.kind == "bool":
        assert [choice.label for choice in facet.choices[:2]] == ["Yes", "No"]
        assert facet.default in {"", facet.yes, facet.no}


def test_product_type_offers_the_closed_list() -> None:
    """Every type of the list is one choice, and each choice is made of types of the list."""
    offered = [choice.label for choice in BANK.facets["TYP"].choices[:-1]]
    assert set(TYPES) <= set(offered)
    assert {word for label in offered for word in label.split(", ")} == set(TYPES)


@each_facet
def test_an_example_fits_the_kind(facet: Facet) -> None:
    """A good answer for a quantity has number and unit, for a date a date."""
    assert facet.example.strip() == facet.example != ""
    if facet.kind == "quantity":
        assert re.search(r"\d[\d.,]* ?(?:%|ms|s|min|h|GB|requests/s)(?!\w)", facet.example)
    if facet.kind == "date":
        assert re.search(r"\b\d{4}-\d\d-\d\d\b", facet.example)
    if facet.kind not in {"list", "text"}:
        assert "\n" not in facet.example


@each_facet
def test_an_example_is_not_the_question(facet: Facet) -> None:
    """It gives words, not the question again, and no placeholder."""
    assert fold(facet.example) not in {fold(facet.text), fold(facet.label)}
    assert not re.search(r"<[^>]*>|\{[^}]*\}|\.\.\.|\bTBD\b|\betc\b", facet.example)


@each_facet
def test_a_list_question_says_how_items_are_given(facet: Facet) -> None:
    """Where one question covers each item, it says "one line each"."""
    if re.search(r"\beach (?:of|main|top|kind|many|phase|role|outside|big)\b", facet.text):
        assert "one line each" in facet.text


@each_facet
def test_conditions_can_be_decided(facet: Facet) -> None:
    """No atom is misspelt and none points at a facet that does not exist."""
    assert unknown_atoms(facet.ask_if, BANK.facets, BANK.stack_keys) == ()
    assert f"settled:{facet.id}" not in facet.ask_if
    assert f"live:{facet.id}" not in facet.ask_if


def test_answers_that_open_the_next_question() -> None:
    """The conditions that B.3 names."""
    assert "settled:VIS6" in BANK.facets["VIS8"].ask_if
    assert "live:SEC1" in BANK.facets["SEC2"].ask_if
    assert "personal-data" in BANK.facets["SEC7"].ask_if
    assert "personal-data" in BANK.facets["DAT2"].ask_if
    assert BANK.facets["SEC1"].ask_if == ("has:ui|has:api",)
    assert BANK.facets["SEC6"].ask_if == ()


def test_stack_keys_are_mirrored_by_their_facets() -> None:
    """Every key of Appendix A except the project name has one facet (B.9)."""
    assert {key: facet.id for key, facet in BANK.stack_keys.items()} == STACK_KEYS


def test_facets_that_only_mirror_the_stack_wait_for_it() -> None:
    """They are asked by rule B.9 and have no weight of their own."""
    for facet in FACETS:
        if facet.id.startswith("STK"):
            assert facet.ask_if == (f"stack:{facet.stack_key}",)
            assert facet.impact <= 3


def repeats(pattern: object, depth: int = 0) -> int:
    """Greatest depth of repeats (beyond `?`) inside one another."""
    deepest = depth
    for op, argument in pattern:  # type: ignore[attr-defined]
        if op in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
            _, most, inner = argument
            deepest = max(deepest, repeats(inner, depth + (most > 1)))
        elif op is sre.SUBPATTERN:
            deepest = max(deepest, repeats(argument[-1], depth))
        elif op is sre.BRANCH:
            deepest = max([deepest, *(repeats(branch, depth) for branch in argument[1])])
    return deepest


@each_facet
def test_a_cue_is_a_safe_expression(facet: Facet) -> None:
    """It compiles, has word boundaries, and no repeat inside a repeat."""
    re.compile(facet.answered_if, re.IGNORECASE)
    assert r"\b" in facet.answered_if
    assert repeats(sre_parser.parse(facet.answered_if)) <= 1


@each_facet
def test_a_cue_does_not_match_nothing(facet: Facet) -> None:
    """An empty cue would settle everything."""
    assert not re.search(facet.answered_if, "", re.IGNORECASE)
    assert not re.search(facet.answered_if, "zzz qqq xxx", re.IGNORECASE)
