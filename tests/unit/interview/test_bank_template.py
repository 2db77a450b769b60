"""The templates stand byte for byte in the structure of seed 001, and the bank describes them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from spec_tui.interview.bank import load

BANK = load()

SPEC = """\
# SPEC: <Project Name>

## 1. Vision & Goals
- **Problem & Outcome**: <why this matters>
- **Success Metrics**: <quantitative & qualitative>
- **Target Users**: <who benefits>

## 2. Scope & Non-Goals
- **In-scope**: <what will be built>
- **Out-of-scope**: <what is explicitly not built>

## 3. Personas & Use Cases
- **Personas**: <roles, needs>
- **Top Use Cases**: <short scenario bullets>

## 4. Domain Model
- **Entities**: <list + brief defs>
- **Relationships**: <ER-style notes>
- **Invariants & Constraints**: <business rules>

## 5. Interfaces
- **API**: endpoints, auth, payloads, error model
- **UI/UX**: key screens, nav flows, accessibility notes
- **CLI/Jobs**: commands, flags, schedules
- **Events**: producers, consumers, schemas

## 6. Workflows
- **Primary flows**: <stepwise diagrams or bullets>
- **Edge cases**: <what could go wrong>

## 7. States & Transitions
- **State machine(s)**: <states, transitions, guards>

## 8. Data & Schema
- **Storage**: tables/collections, indexes
- **Validation**: required fields, formats
- **Migration Plan**: versioning, backfills

## 9. Non-Functional Requirements (NFRs)
- **Performance**: SLAs/SLOs, peak loads
- **Reliability**: availability, DR/BCP
- **Security & Privacy**: authZ/authN, secrets, PII handling
- **Compliance**: GDPR/CCPA/other
- **Scalability**: vertical/horizontal strategy

## 10. Integrations
- **Third-parties**: APIs, quotas, failure modes
- **Webhooks**: endpoints, retries, signatures

## 11. Deployment & Environments
- **Envs**: dev/stage/prod parity
- **CI/CD**: build, test, release gates
- **Config & Secrets**: management strategy

## 12. Observability
- **Logging**: structure, redaction
- **Metrics**: KPIs, dashboards
- **Tracing**: spans, propagation

## 13. Risks, Assumptions & Trade\u2011offs
- **Known risks**: likelihood \u00d7 impact, mitigations
- **Assumptions**: rationale, revisit date
- **Alternatives considered**: pros/cons

## 14. Acceptance Criteria & Test Plan
- **User acceptance**: scenarios & pass/fail
- **QA plan**: test levels, coverage targets
- **Automation**: unit/integration/e2e

## 15. Milestones & Phases
- **Phase 0**: proofs/spikes
- **Phase 1..N**: deliverables & criteria

## 16. Terminology
- **Glossary**: project-specific terms

## 17. Open Questions
- **Outstanding**: tracked until resolved
- **Resolved (history)**: decisions & dates
"""

STACK = """\
[name]
project = "<project-name>"

[app]
language   = "typescript"      # e.g. python, go, rust
framework  = "nextjs"          # e.g. fastapi, spring, rails
package    = "pnpm"            # e.g. npm, poetry, pipenv, gradle
runtime    = "node18"          # e.g. python3.11, jdk21

[datastore]
primary    = "postgres"        # e.g. mysql, dynamodb, mongo
migrations = "prisma"          # e.g. alembic, flyway

[infra]
hosting    = "vercel"          # e.g. aws-ecs, gcp-cloudrun, heroku
ci         = "github-actions"  # e.g. circleci, gitlab-ci
observability = "otel+grafana" # e.g. datadog, newrelic

[security]
auth       = "oauth2+rbac"
secrets    = "aws-kms+ssm"
"""

TITLES = [
    "Vision",
    "Scope",
    "Personas",
    "Domain model",
    "Interfaces",
    "Workflows",
    "States",
    "Data & schema",
    "NFRs",
    "Security",
    "Integrations",
    "Deployment",
    "Observability",
    "Risks",
    "Acceptance",
    "Milestones",
    "Terminology",
    "Open questions",
]


def template(name: str) -> bytes:
    return (files("spec_tui") / "templates" / name).read_bytes()


@pytest.mark.parametrize(("name", "expected"), [("SPEC.md", SPEC), ("stack.toml", STACK)])
def test_template_is_the_seed_byte_for_byte(name: str, expected: str) -> None:
    """Headings with the U+2011, bullets, hints and comments are those of seed 001."""
    assert template(name).decode() == expected


def test_bank_describes_the_template_bullet_by_bullet() -> None:
    """Labels and hints of the 44 template slots are the words of the template, in its order."""
    bullets = re.findall(r"^- \*\*(.+?)\*\*: (.+)$", SPEC, re.MULTILINE)
    in_bank = [(slot.label, slot.hint) for slot in BANK.slots.values() if not slot.optional]
    assert len(bullets) == 44
    assert sorted(in_bank) == sorted(bullets)


def test_bank_describes_the_headings() -> None:
    """Each heading of the template is the heading of the section with its number."""
    headings = {int(n): text for n, text in re.findall(r"^## (\d+)\. (.+)$", SPEC, re.MULTILINE)}
    in_bank = {s.number: s.heading for s in BANK.sections if s.id != "security_privacy"}
    assert headings == in_bank


def test_the_panel_has_eighteen_rows_in_order() -> None:
    """Row titles as screens.md 6.1 draws them; NFRs and Security share heading 9."""
    assert [section.title for section in BANK.sections] == TITLES
    numbers = [section.number for section in BANK.sections]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 10, 11, 12, 13, 14, 15, 16, 17]


def test_slots_of_a_section_stand_in_template_order() -> None:
    """Order matters where a missing slot is put back."""
    for section in BANK.sections:
        labels = [BANK.slots[key].label for key in BANK.slot_keys(section.id)]
        places = [SPEC.find(f"- **{label}**") for label in labels]
        known = [place for place in places if place >= 0]
        assert known == sorted(known), section.id


def test_the_two_optional_slots_stand_first_and_last() -> None:
    """Product type is first in §5, Stack last in §11."""
    optional = [key for key, slot in BANK.slots.items() if slot.optional]
    assert optional == ["interfaces/product-type", "deployment/stack"]
    assert BANK.slot_keys("interfaces")[0] == optional[0]
    assert BANK.slot_keys("deployment")[-1] == optional[1]


def test_every_key_of_the_starter_stack_is_known() -> None:
    """All keys of Appendix A but the project name are mirrored by a facet."""
    table = tomllib.loads(STACK)
    keys = {f"{name}.{key}" for name, entries in table.items() for key in entries}
    assert keys - {"name.project"} == set(BANK.stack_keys)
