"""Items 3 to 7 and 11: each of their parts has to be said, in words that say something."""

from __future__ import annotations

import pytest

from tests.unit.codex_os.filled import Change, Kind, item, part, parts, text_of

LINES: dict[tuple[str, str], tuple[Kind, str]] = {
    ("data", "Migrations"): ("tech-spec", "- Migrations: "),
    ("security", "Access"): ("tech-spec", "- AuthN/AuthZ: "),
    ("security", "Secrets"): ("tech-spec", "- Secrets, key rotation: "),
    ("security", "Personal data"): ("tech-spec", "- PII handling, data retention: "),
    ("observability", "Logs"): ("tech-spec", "- Logs: "),
    ("observability", "Metrics"): ("tech-spec", "- Metrics: "),
    ("observability", "Traces"): ("tech-spec", "- Traces: "),
    ("observability", "Runbooks"): ("tech-spec", "- Dashboards and runbooks: "),
    ("tests", "Unit"): ("tech-spec", "- Unit: "),
    ("tests", "Integration"): ("tech-spec", "- Integration: "),
    ("tests", "End to end"): ("tech-spec", "- End to end: "),
    ("tests", "Test data and fixtures"): ("tech-spec", "- Test data and fixtures: "),
    ("operations", "Lint and format"): ("tech-spec", "- Lint and format: "),
    ("operations", "Code owners"): ("tech-spec", "- Code owners: "),
    ("operations", "Preview environments"): ("tech-spec", "- Preview environments: "),
    ("dependencies", "Dependencies"): ("srd", "- Dependencies: "),
    ("dependencies", "External teams"): ("srd", "- External teams: "),
}
"""The line of the filled package that fulfils a part."""


def _instead(name: str, title: str, words: str) -> Change:
    kind, lead = LINES[name, title]
    line = next(line for line in text_of(kind).splitlines() if line.startswith(lead))
    return kind, line, lead + words if words else ""


@pytest.mark.parametrize(("name", "title"), LINES)
def test_a_part_that_is_not_mentioned_fails_its_item(name: str, title: str) -> None:
    """Nothing else in the package stands in for it."""
    found = item(name, _instead(name, title, ""))
    assert found.state == "fail"
    assert [one.title for one in found.parts if not one.ok] == [title]


@pytest.mark.parametrize(("name", "title"), LINES)
def test_a_part_in_hollow_words_fails(name: str, title: str) -> None:
    """A label with TBD, a placeholder, N/A without reason or mere filler."""
    for words in ("TBD", "<name it>", "N/A", "yes, as needed"):
        assert not part(name, title, _instead(name, title, words)).ok, words


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("data", "Migrations", "none — this version stores nothing"),
        ("observability", "Traces", "N/A (one process, no calls between services)"),
        ("dependencies", "External teams", "none because we own every part"),
    ],
)
def test_nothing_for_a_reason_passes(name: str, title: str, words: str) -> None:
    """`N/A — reason` is an answer (formats.md 11)."""
    assert part(name, title, _instead(name, title, words)).ok


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("- Logs/metrics/traces\n", ["Logs", "Metrics", "Traces"]),
        ("- Logs/metrics/traces: JSON lines to stdout\n", ["Logs", "Metrics", "Traces"]),
        ("- Logs/metrics/traces: logs to stdout, counters in Prometheus\n", ["Traces"]),
        ("We will have logs, metrics and traces.\n", ["Logs", "Metrics", "Traces"]),
        ("Logs are important. Metrics must be good.\n", ["Logs", "Metrics", "Traces"]),
        ("```\nLogs: to stdout\n```\n", ["Logs", "Metrics", "Traces"]),
    ],
)
def test_one_line_for_three_things_has_to_say_each(words: str, missing: list[str]) -> None:
    """The bullets of Appendix B share a line; a shared label proves nothing by itself."""
    lines = text_of("tech-spec").splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if line.startswith("- Logs: "))
    found = parts("observability", ("tech-spec", "".join(lines[start : start + 3]), words))
    assert [one.title for one in found if not one.ok] == missing


def test_a_sub_heading_with_words_below_it_is_as_good_as_a_label() -> None:
    """`### Runbooks` in another dialect."""
    change = _instead("observability", "Runbooks", "")
    below = (change[0], change[1], "\n### Runbooks\n\nThe first steps stand in docs/first.md.\n")
    assert part("observability", "Runbooks", below).ok
    assert not part("observability", "Runbooks", (change[0], change[1], "\n### Runbooks\n")).ok


def test_words_in_waivers_and_open_questions_prove_nothing() -> None:
    """A question about runbooks is no runbook, nor is the reason of a waiver."""
    gone = _instead("observability", "Runbooks", "")
    tail = text_of("tech-spec").splitlines()[-1]
    row = "Runbooks | kept in the wiki of the operations team"
    table = f"| Item | Reason |\n|---|---|\n| {row} |\n"
    for heading in ("Waivers", "Sign-off", "Open Questions", "Assumptions"):
        noted = ("tech-spec", tail, f"{tail}\n\n## {heading}\n\n{table}")
        assert not part("observability", "Runbooks", gone, noted).ok, heading  # type: ignore[arg-type]
    noted = ("tech-spec", tail, f"{tail}\n\n## Operations\n\n{table}")
    assert part("observability", "Runbooks", gone, noted).ok  # type: ignore[arg-type]


def test_integration_with_partners_is_no_integration_test() -> None:
    """Only what stands under tests counts as a test."""
    gone = _instead("tests", "Integration", "")
    api = ("tech-spec", "- POST /bookings takes a slot", "- Integration: practice system by REST")
    assert not part("tests", "Integration", gone, api).ok  # type: ignore[arg-type]


def test_rollback_is_found_in_deployment_when_the_data_model_is_silent() -> None:
    """Both sections of Appendix B ask for it."""
    silent = ("tech-spec", "- Rollback: every migration has a down script; bookings made since are kept\n", "")  # fmt: skip  # noqa: E501
    assert part("data", "Rollback", silent).ok  # type: ignore[arg-type]
    both = ("tech-spec", "- Rollback strategy: the previous image is started again\n", "")
    assert not part("data", "Rollback", silent, both).ok  # type: ignore[arg-type]


def test_migrations_are_no_data_model() -> None:
    """What is said of migrations under Data Model names no entity."""
    entity = "- Slot (id, doctor, start, end) and Booking (id, slot, patient, state)\n"
    assert not part("data", "Data model", ("tech-spec", entity, "")).ok


@pytest.mark.parametrize("words", ["", "- Threats\n", "- Hackers\n", "TBD\n", "- We are secure\n"])
def test_a_threat_sketch_names_an_attack_and_what_stands_against_it(words: str) -> None:
    """A heading, or a word of fear, is no sketch."""
    line = "- A bot reserves all slots; held off by a limit of three holds for each phone number\n"
    assert part("security", "Threat sketch").ok
    assert not part("security", "Threat sketch", ("tech-spec", line, words)).ok


@pytest.mark.parametrize(
    ("name", "title", "words"),
    [
        ("dependencies", "External teams", "- Identity provider of the clinic"),
        ("operations", "CI", "- CI/CD, rollout: clinic by clinic, behind a flag"),
        ("data", "Data model", "- Storage: PostgreSQL 16"),
    ],
)
def test_a_thing_of_a_similar_name_is_not_what_was_asked_for(
    name: str, title: str, words: str
) -> None:
    """A provider is no team, a rollout no CI, a product no model."""
    lines = {
        "External teams": "- External teams: the platform team opens the firewall by 1 September",
        "CI": "- CI: GitHub Actions runs all tests on every pull request",
        "Data model": "- Slot (id, doctor, start, end) and Booking (id, slot, patient, state)",
    }
    kind: Kind = "srd" if name == "dependencies" else "tech-spec"
    elsewhere: Change = ("tech-spec", "- Lint and format: ruff, checked in CI", "")
    assert not part(name, title, (kind, lines[title], words), elsewhere).ok


def test_what_is_derived_from_spec_md_is_to_be_said_there() -> None:
    """The hint names the place; lines outside of regions are filled in where they stand."""
    kind, line, _ = _instead("observability", "Logs", "")
    region = "<!-- spec-tui:begin tech-spec/x from=y sha=z -->\n{}\n<!-- spec-tui:end -->\n"
    unsaid = (kind, line, region.format("- Logs: _(not in SPEC.md: Logging)_"))
    hint = item("observability", unsaid).to_pass[0]
    assert hint.endswith(" It is derived from SPEC.md, Logging: say it there, derive again.")
    empty = (kind, line, region.format("- Logs: TBD"))
    assert "SPEC.md, section 12: " in item("observability", empty).to_pass[0]
    assert "SPEC.md" not in item("observability", (kind, line, "- Logs: TBD")).to_pass[0]


def test_a_name_that_begins_with_no_is_an_answer() -> None:
    """`No-show rate` is a metric."""
    assert part("observability", "Metrics", _instead("observability", "Metrics", "no-show rate")).ok


def test_a_team_without_a_dependency_leaves_that_part_open() -> None:
    """Below the heading for both, each is looked for by itself."""
    only = _instead("dependencies", "Dependencies", "")
    assert part("dependencies", "External teams", only).ok
    assert not part("dependencies", "Dependencies", only).ok
