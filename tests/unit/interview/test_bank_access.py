"""Finding things in the bank, and how many questions a product gets at each depth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from spec_tui.documents.fold import fold
from spec_tui.interview import bank as bank_module
from spec_tui.interview.bank import load, product_types
from spec_tui.interview.conditions import TYPES, Facts, holds
from spec_tui.interview.model import Facet

BANK = load()
WEB = frozenset({"web app", "HTTP API"})
CLI = frozenset({"command-line tool"})
LIBRARY = frozenset({"library"})
OTHERS = frozenset(TYPES) - {"command-line tool", "library"}
LEAST = {"quick": 5, "standard": 4, "thorough": 1}


def asked(types: frozenset[str], depth: str) -> list[Facet]:
    """What a product of these types is asked when every ask_if about other answers opens."""
    off = BANK.switched_off(types)
    facts = Facts(types=types, assume=True)
    return [
        facet
        for facet in BANK.facets.values()
        if facet.impact >= LEAST[depth]
        and f"{facet.section}/{facet.slot}" not in off
        and holds(facet.ask_if, facts)
    ]


def cards(types: frozenset[str]) -> list[str]:
    """Sections that still have an open slot when everything of depth standard is answered.

    The glossary gets its line from the program where there are no candidate terms.
    """
    answered = {f"{facet.section}/{facet.slot}" for facet in asked(types, "standard")}
    done = answered | BANK.switched_off(types) | {"terminology/glossary"}
    return [
        section.id
        for section in BANK.sections
        if any(
            key not in done and BANK.slots[key].facets and not BANK.slots[key].optional
            for key in BANK.slot_keys(section.id)
        )
    ]


@pytest.mark.parametrize(
    ("types", "quick", "standard", "thorough"),
    [(WEB, 10, 30, 108), (CLI, 9, 22, 56), (LIBRARY, 8, 21, 45)],
    ids=["web", "cli", "library"],
)
def test_number_of_questions_at_each_depth(
    types: frozenset[str], quick: int, standard: int, thorough: int
) -> None:
    """The depth table of interview.md B.3: exact for quick and standard, thorough within 10 %."""
    assert len(asked(types, "quick")) == quick
    assert len(asked(types, "standard")) == standard
    assert len(asked(types, "thorough")) == pytest.approx(thorough, rel=0.1)


def test_stack_file_with_datastore_and_hosting_saves_two_questions() -> None:
    """28 questions where a reviewed stack.toml already holds both."""
    known = {"datastore.primary", "infra.hosting"}
    left = [facet for facet in asked(WEB, "standard") if facet.stack_key not in known]
    assert len(left) == 28


@pytest.mark.parametrize(
    ("types", "expected"),
    [
        (
            WEB,
            "vision domain_model interfaces data_schema nfr integrations deployment observability "
            "risks acceptance milestones",
        ),
        (CLI, "vision data_schema deployment observability risks acceptance milestones"),
        (LIBRARY, "vision data_schema deployment risks acceptance milestones"),
    ],
    ids=["web", "cli", "library"],
)
def test_sections_that_end_with_a_close_card(types: frozenset[str], expected: str) -> None:
    """Each has at least one slot that no question of depth standard settles."""
    assert cards(types) == expected.split()


@pytest.mark.parametrize("kind", sorted(OTHERS))
def test_other_types_switch_nothing_off(kind: str) -> None:
    """Only libraries and command-line tools lack whole slots."""
    assert BANK.switched_off(frozenset({kind})) == frozenset()


def test_not_applicable_names_existing_slots() -> None:
    """17 slots of a library and 14 of a command-line tool, never a legal or security one."""
    assert {kind: len(keys) for kind, keys in BANK.not_applicable.items()} == {
        "library": 17,
        "command-line tool": 14,
    }
    keys = {key for keys in BANK.not_applicable.values() for key in keys}
    assert keys <= set(BANK.slots)
    assert keys.isdisjoint({"security_privacy/security-privacy", "nfr/compliance"})


def test_slot_stays_on_while_one_of_two_types_has_it() -> None:
    """A library with a command has commands."""
    off = BANK.switched_off(LIBRARY | CLI)
    assert "interfaces/cli-jobs" not in off
    assert "interfaces/ui-ux" in off
    assert BANK.switched_off(LIBRARY | {"web app"}) == frozenset()


def test_line_of_a_switched_off_slot_names_the_type() -> None:
    """The words of the line say which type it holds for."""
    assert BANK.off_line(LIBRARY) == "N/A — not part of a library"
    assert BANK.off_line(LIBRARY | CLI) == "N/A — not part of a command-line tool or library"


def test_every_type_keeps_a_question_for_its_main_interface() -> None:
    """No product type is left without a required place in §5 of its own."""
    own = {"web app": "UI1", "mobile app": "UI1", "command-line tool": "CLI1", "library": "LIB3"}
    for kind, facet in {**own, "data pipeline": "CLI1"}.items():
        assert facet in {f.id for f in asked(frozenset({kind}), "standard")}


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Vision & Goals", "vision"),
        ("1. Vision & Goals", "vision"),
        ("Risks, Assumptions & Trade-offs", "risks"),
        ("Risks, Assumptions & Trade\u2011offs", "risks"),
        ("13. RISKS  AND TRADEOFFS", "risks"),
        ("Non-Functional Requirements (NFRs)", "nfr"),
        ("Non-Functional Requirements", "nfr"),
        ("Security considerations", "security_privacy"),
        ("Data and Schema:", "data_schema"),
        ("Out of Scope", "scope"),
        ("Glossary", "terminology"),
    ],
)
def test_headings_are_known_by_their_aliases(heading: str, section: str) -> None:
    """Compared after folding, with or without a number, & or and."""
    found = BANK.section_by_heading(heading)
    assert found is not None
    assert found.id == section


@pytest.mark.parametrize("heading", ["Installation", "Usage", "License", "Contributing", ""])
def test_headings_of_a_readme_belong_nowhere(heading: str) -> None:
    """Installation, usage and licence are left alone on purpose (interview.md B.6)."""
    assert BANK.section_by_heading(heading) is None


def test_an_alias_names_one_section() -> None:
    """Two sections with one alias would make reading depend on order."""
    seen: dict[str, str] = {}
    for section in BANK.sections:
        names = {section.title, *section.aliases}
        if section.id != "security_privacy":
            names.add(section.heading)
        for name in names:
            other = seen.setdefault(fold(name).replace("&", "and"), section.id)
            assert other == section.id, name


def test_slots_of_heading_nine_are_found_from_either_section() -> None:
    """Security & Privacy stands under the heading of the NFRs."""
    for section in ("nfr", "security_privacy"):
        slot = BANK.slot_by_label(section, "security and privacy:")
        assert slot is not None
        assert slot.key == "security_privacy/security-privacy"


def test_slot_labels_are_found_however_they_are_typed() -> None:
    """Dashes, case, spaces and the usual other names."""
    for label in ("Third-parties", "THIRD\u2010PARTIES", "third parties", "External  services"):
        slot = BANK.slot_by_label("integrations", label)
        assert slot is not None
        assert slot.id == "third-parties"
    assert BANK.slot_by_label("integrations", "Logging") is None


def test_every_slot_is_found_by_its_own_label() -> None:
    """No alias of another slot stands in the way."""
    for key, slot in BANK.slots.items():
        found = BANK.slot_by_label(slot.section, slot.label)
        assert found is not None
        assert found.key == key


def test_slot_alias_never_hides_a_facet_label() -> None:
    """`Secrets` is a facet of Config & Secrets, so it cannot name the slot too."""
    for facet in BANK.facets.values():
        if not facet.lead:
            assert BANK.slot_by_label(facet.section, facet.label) is None, facet.id


def test_facets_are_found_by_label_in_their_slot_only() -> None:
    """A label belongs to the closed list of its slot."""
    found = BANK.facet_by_label("nfr/performance", "p95  Latency:")
    assert found is not None
    assert found.id == "NFR1"
    assert BANK.facet_by_label("nfr/reliability", "P95 latency") is None


def test_american_spelling_of_authorisation_is_read() -> None:
    """Both spellings name the same facet."""
    found = BANK.facet_by_label("security_privacy/security-privacy", "Authorization")
    assert found is not None
    assert found.id == "SEC2"


def test_lead_label_is_no_facet_label() -> None:
    """A lead stands on the slot line and is never labelled again."""
    assert BANK.facet_by_label("domain_model/entities", "Entities") is None
    lead = BANK.lead("domain_model/entities")
    assert lead is not None
    assert lead.id == "DOM1"
    assert BANK.lead("nfr/performance") is None


@pytest.mark.parametrize(
    ("slot", "types", "facet", "line"),
    [
        ("observability/logging", WEB, "OBS1", "one JSON line per request with id and outcome"),
        ("observability/tracing", WEB, "OBS7", "N/A — not in v1"),
        ("observability/metrics", WEB, "OBS3", "See §1 Success Metrics"),
        ("nfr/scalability", WEB, "NFR8", "vertical first"),
        ("nfr/reliability", WEB, "NFR5", "99.9 % per month"),
        ("deployment/config-secrets", WEB, "DEP4", "environment variables"),
        ("deployment/ci-cd", WEB, "DEP3", "all at once, feature flags for risky changes"),
        ("deployment/ci-cd", LIBRARY, "DEP5", "a failing test or lint finding"),
        ("acceptance/qa-plan", CLI, "ACC3", "80 % of lines by unit tests"),
        ("acceptance/automation", CLI, "ACC5", "the top use cases end to end in CI"),
        ("security_privacy/security-privacy", WEB, "", "undecided"),
        ("vision/success-metrics", WEB, "", "undecided"),
        ("interfaces/cli-jobs", WEB, "CLI1", "N/A — no command line"),
        ("interfaces/cli-jobs", CLI, "CLI1", "undecided"),
        ("interfaces/ui-ux", frozenset({"data pipeline"}), "UI1", "N/A — no screens"),
        ("interfaces/api", frozenset({"mobile app"}), "", "N/A — no API"),
        ("interfaces/api", WEB, "API2", BANK.facets["API2"].default),
        ("interfaces/api", LIBRARY, "LIB2", BANK.facets["LIB2"].default),
        ("data_schema/validation", WEB, "", "inputs are checked for type and length before use"),
        ("data_schema/migration-plan", WEB, "", "N/A — no existing data"),
        ("milestones/phase-0", WEB, "MIL6", "N/A — no spike needed"),
    ],
)
def test_usual_answer_of_a_slot(slot: str, types: frozenset[str], facet: str, line: str) -> None:
    """What a close card offers, and the facet it is written to."""
    target = BANK.default_facet(slot, types)
    assert (target.id if target else "") == facet
    assert BANK.default_line(slot, types) == line


def test_default_of_personal_data_is_never_guessed() -> None:
    """Security & Privacy gets no facet's default: its line is undecided."""
    for kind in TYPES:
        assert BANK.default_line("security_privacy/security-privacy", frozenset({kind})) == (
            "undecided"
        )


def test_logging_of_a_command_line_tool_knows_no_requests() -> None:
    """The usual answer fits the product type."""
    assert "request" not in BANK.default_line("observability/logging", CLI)


@pytest.mark.parametrize(
    ("text", "types", "other"),
    [
        ("web app, HTTP API", {"web app", "HTTP API"}, ()),
        ("Web App,http  api", {"web app", "HTTP API"}, ()),
        ("command\u2011line tool", {"command-line tool"}, ()),
        ("library, kiosk", {"library"}, ("kiosk",)),
        ("A web app with an HTTP API.", {"web app", "HTTP API"}, ()),
        ("a mobile app and the server it talks to", {"mobile app"},
         ("a mobile app and the server it talks to",)),
        ("Library (Rust)", {"library"}, ("Library (Rust)",)),
        ("a data pipeline that works at night in batches", {"data pipeline"},
         ("a data pipeline that works at night in batches",)),
        ("no library", set(), ("no library",)),
        ("a web application", {"web app"}, ()),
        ("an internal REST API", {"HTTP API"}, ()),
        ("a browser-based web application with an HTTP API", {"web app", "HTTP API"}, ()),
        ("firmware", {"embedded"}, ()),
        ("a kiosk for libraries", set(), ("a kiosk for libraries",)),
        ("It's a web app", {"web app"}, ()),
        ("The bidder delivers a mobile app.", {"mobile app"}, ()),
        ("It is not a web app", set(), ("It is not a web app",)),
        ("", set(), ()),
    ],
)  # fmt: skip
def test_product_types_are_read_leniently(text: str, types: set[str], other: tuple[str]) -> None:
    """Known types by the closed list; other words are kept aside."""
    assert product_types(text) == (types, other)


def test_cue_of_a_facet_ignores_case() -> None:
    """Cues are compiled once, without case."""
    cue = bank_module.cue(BANK.facets["NFR1"])
    assert cue is not None
    assert cue.search("p95 LATENCY")
    assert bank_module.cue(BANK.facets["NFR1"]) is cue


def test_misspelt_condition_is_named_with_its_facet(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong atom in the data stops loading with a sentence, not with a wrong question."""
    broken = replace(BANK.facets["VIS8"], ask_if=("settld:VIS6",))
    facets = {**BANK.facets, "VIS8": broken}
    with pytest.raises(ValueError, match="VIS8: unknown condition settld:VIS6"):
        bank_module._check_conditions(replace(BANK, facets=facets))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Trade\u2011offs  &\tRisks", "trade-offs & risks"),
        ("\u2010\u2012\u2013\u2014\u2015\u2212", "------"),
        ("  State Machine(s) ", "state machine(s)"),
        ("\uff21\uff30\uff29", "api"),
        ("STRASSE", fold("stra\u00dfe")),
    ],
)
def test_folding_makes_labels_comparable(text: str, folded: str) -> None:
    """NFKC, all dashes, case and white space (formats.md A.1, item 2)."""
    assert fold(text) == folded
