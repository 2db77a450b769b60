"""Packages that only exist here, and what carrying one out makes of them."""

from __future__ import annotations

from datetime import datetime

from spec_tui.codex_os import documents
from spec_tui.codex_os.package import Package, assemble
from spec_tui.codex_os.sequence import Order, sequence
from spec_tui.codex_os.standing import wanted_order
from spec_tui.work.change import Moment
from spec_tui.work.formats.codex import read as read_tasks
from spec_tui.work.formats.codex_parts import read_words
from spec_tui.work.plan import Plan
from spec_tui.work.repository import Collection

FOLDER = ".codex-os/specs/2026-01-05-profiles"
MOMENT = Moment(datetime(2026, 3, 1, 12, 0), "@maria")

HEADER = (
    '---\nspec_id: 20260105-profiles\ntitle: Profiles\nowners: ["@alice", "@bob"]\n'
    "status: approved\nupdated: 2026-01-05\n---\n\n"
)
TASKS = (
    HEADER
    + """## Tasks (prioritized)
1. [ID-001] Add a column bio to users (Type: migration, Est: S)
   - Rationale: profiles need a text
   - Changes: migrations/
   - Test Plan: unit tests of the model
   - Acceptance Criteria:
     - [x] the column exists
     - [ ] old rows are empty
2. [ID-002] Profile page shows the bio (Type: feat, Est: M)
   - Rationale: people want to read it
   - Depends on: ID-001
   - Changes: web/profile.py
   - Test Plan: unit, e2e of the page
   - Acceptance Criteria:
     - [ ] the page shows the bio
3. [ID-003] Describe profiles (Type: docs, Est: S)
   - Test Plan: links are checked
   - Acceptance Criteria:
     - [ ] the page is linked
4. [ID-004] Purge old avatars every night (Type: infra, Est: S)
   - Test Plan: unit tests of the job
   - Acceptance Criteria:
     - [ ] old ones are gone

## Milestones
- M1: MVP — tasks [ID-001 .. ID-002], the page works
- M2: Rest — ID-003, ID-004

## Out of Scope / Parking Lot
- P1 Avatars
"""
)
SRD = (
    HEADER
    + """## Summary
Profiles for patients.

## Users & Jobs
- Patients read who treats them.

## Goals
- G1 Show profiles.
- Success metrics: 80 % of profiles filled after a month, from the database

## Assumptions
- A1 One profile per person

## Open Questions
- Q4 Which avatars?
"""
)
TECH = (
    HEADER
    + """## Architecture Overview
One web application and one database.

## Data Model
- users.bio is a text

## APIs
- GET /profile gives the bio

## Risks & Alternatives
- R1 Long texts, cut at 500 characters
"""
)


def package(**texts: str) -> Package:
    """The package with these texts by kind (`tech` for tech-spec); "" leaves a file out."""
    given = {"srd": SRD, "tech": TECH, "tasks": TASKS, "plan": "", **texts}
    names: dict[documents.Kind, str] = {
        "srd": "srd", "tech-spec": "tech", "tasks": "tasks", "plan": "plan",
    }  # fmt: skip
    files = {}
    for kind, name in names.items():
        path = f"{FOLDER}/{documents.FILES[kind]}"
        text = given[name]
        files[kind] = documents.read(kind, path, text) if text else documents.absent(kind, path)
    return assemble(FOLDER, files)


def order_of(one: Package) -> Order:
    """The order in which its tasks are carried out."""
    tasks = one.tasks
    start = tasks.header.after if tasks.header is not None else 0
    items = read_tasks(tasks.text, tasks.path, FOLDER, start)
    wanted = wanted_order([one.plan, one.tech])
    return sequence(Plan(Collection(items, (), ())), read_words(tasks.text), wanted)


def ids(text: str) -> list[str]:
    """The ids of the tasks of a tasks.md in the order in which they are carried out."""
    return [step.item.id for step in order_of(package(tasks=text)).steps]
