"""A package says what SPEC.md says, in the form of seed 000, and nothing that it does not say."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.derive.merging import merge
from spec_tui.derive.pushing import pushed
from spec_tui.derive.regions import find, fingerprint
from spec_tui.documents.blocks import heading, scan
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.plan import Plan
from spec_tui.work.repository import Collection, read_text
from tests.unit.derive.deriving import (
    DATA,
    FOLDER,
    again,
    facts,
    files_of,
    of,
    package,
    text,
)

TASKS = f"{FOLDER}/tasks.md"
SRD = f"{FOLDER}/srd.md"
TECH = f"{FOLDER}/tech-spec.md"
APPENDICES = {
    SRD: ["Summary", "Users & Jobs", "Goals", "Non-Goals", "Scope", "User Experience",
          "Assumptions", "Open Questions"],
    TECH: ["Architecture Overview", "Components", "Data Model", "APIs", "Security & Privacy",
           "Observability & SRE", "Performance & NFRs", "Risks & Alternatives", "Deployment"],
    TASKS: ["Legend", "Tasks (prioritized)", "Milestones", "Out of Scope / Parking Lot"],
}  # fmt: skip


def titles(whole: str, level: int = 2) -> list[str]:
    """The headings of a document."""
    found = [heading(line.text) for line in scan(whole).plain()]
    return [one[1] for one in found if one is not None and one[0] == level]


def plan(files: dict[str, str]) -> Plan:
    """The tasks of a package as the graph sees them."""
    content = read_text(files[TASKS], TASKS)
    return Plan(Collection(content.items, content.artifacts, content.problems, ()))


@pytest.mark.parametrize("name", ["srd", "tech-spec", "tasks"])
def test_the_package_of_the_clinic_reads_as_agreed(name) -> None:
    """The whole text of each document, looked at once and kept."""
    made = files_of(package())[f"{FOLDER}/{name}.md"]
    assert made == (DATA / f"clinic-{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("interview", ["clinic", "backup"])
def test_headings_and_header_are_those_of_the_appendices(interview) -> None:
    """Appendices A to C of seed 000, heading by heading; headers that YAML can read."""
    files = files_of(package(facts(interview)))
    for path, wanted in APPENDICES.items():
        assert titles(files[path]) == wanted
        header = read_header(files[path])
        assert header is not None
        assert not header.troubles
        assert list(header.fields) == ["spec_id", "title", "owners", "status", "updated", "links"]


@pytest.mark.parametrize("interview", ["clinic", "backup"])
def test_tasks_are_whole_and_none_stands_before_what_it_waits_on(interview) -> None:
    """Every task has criteria and a size; dependencies resolve and stand above."""
    files = files_of(package(facts(interview)))
    found = plan(files)
    assert found.items
    seen: set[str] = set()
    for item in found.items:
        assert item.criteria, item.id
        assert item.hours is not None
        assert not found.missing(item)
        assert set(item.depends_on) <= seen
        seen.add(item.id)
    assert not [p for p in read_text(files[TASKS], TASKS).problems if p.severity != "info"]


def test_the_first_tasks_lead_to_something_that_a_user_can_see() -> None:
    """Entities, API, screens and tests of the first use case come before all else."""
    items = plan(files_of(package())).items
    assert [item.title.partition(": ")[2] for item in items[2:5]] == [
        "API",
        "screens",
        "end-to-end tests",
    ]
    assert "Checkpoint: after ID-005" in files_of(package())[TASKS]


def test_ranges_of_milestones_name_tasks_that_exist() -> None:
    """Every id of a milestone is a task."""
    files = files_of(package(facts("backup")))
    known = {item.id for item in plan(files).items}
    named = set(re.findall(r"ID-\d+", files[TASKS].partition("## Milestones")[2]))
    assert named
    assert named <= known


def test_what_spec_does_not_say_is_a_placeholder_and_a_question() -> None:
    """Nothing is invented."""
    files = files_of(package(of("# SPEC: Empty\n")))
    assert "_(not in SPEC.md: Problem & Outcome)_" in files[SRD]
    assert "What do you want to build, and for whom?" in files[SRD] or "?" in files[SRD]
    assert plan(files).items == ()
    assert "CREATE TABLE" not in "".join(files.values())


def test_deriving_again_changes_nothing() -> None:
    """All ids are found again."""
    files = files_of(package())
    assert again(package(files=files), files) == files


def test_a_fact_that_changes_in_spec_changes_its_lines_alone() -> None:
    """And an edit of a person elsewhere stays."""
    files = files_of(package())
    files[SRD] = files[SRD].replace("- NG1 Payments", "- NG1 Payments of any kind")
    known = of(text("clinic").replace("300 ms", "200 ms"))
    after = again(package(known, files), files)
    assert "- NG1 Payments of any kind" in after[SRD]
    lines = set(after[TECH].split("\n")) - set(files[TECH].split("\n"))
    assert {line for line in lines if not line.startswith("<!--")} == {
        "- SLO, P95 latency: 200 ms for the free-slot search",
        "- Latency budget, P95: 200 ms for the free-slot search",
    }


def test_a_renamed_use_case_keeps_its_tasks_and_what_was_done() -> None:
    """Same place, other words: the id stays, and so does the tick."""
    files = files_of(package())
    files[TASKS] = files[TASKS].replace(
        "Book an appointment: API (Type: feat, Est: M)",
        "Book an appointment: API (Type: feat, Est: L)\n   - [x] done — shipped",
    )
    known = of(text("clinic").replace("  - Book an appointment", "  - Reserve an appointment"))
    after = again(package(known, files), files)
    assert (
        "3. [ID-003] Reserve an appointment: API (Type: feat, Est: L)\n   - [x] done — shipped"
        in (after[TASKS])
    )
    before = [item.id for item in plan(files).items]
    assert [item.id for item in plan(after).items] == before


def test_a_task_that_spec_no_longer_names_stays_and_is_listed() -> None:
    """And a new one comes with the next id, at its place."""
    files = files_of(package())
    spec = text("clinic").replace("  - Clinic — name, address, opening hours\n", "")
    spec = spec.replace("- **Relationships**", "  - Room — number\n- **Relationships**")
    rendered = package(of(spec), files)
    sheet = next(one for one in rendered.sheets if one.path == TASKS)
    done = merge(files[TASKS], sheet)
    gone = [d.region for d in done.drift if d.kind == "gone"]
    assert [
        item.title for item in plan({TASKS: done.text}).items if f"tasks/{item.id}" in gone
    ] == ["Clinic: table and migration"]
    assert "[ID-029] Room: table and migration" in done.text


HOSTILE = [
    "<!-- spec-tui:end -->",
    "# heading",
    "a | b",
    "```\nnever closed",
    "x --> y",
    "[/] [@click=app.quit]",
    '"quoted": yes',
    "- [x] done",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_break_no_document(words) -> None:
    """Marks stay paired, headings stay those of the templates, headers stay YAML."""
    body = words.replace("\n", "\n    ")
    spec = f"# SPEC: Berth\n\n## 1. Vision & Goals\n- **Problem & Outcome**:\n    {body}\n\n"
    spec += (
        f"## 2. Scope & Non-Goals\n- **In-scope**:\n  - {body}\n- **Out-of-scope**:\n  - {body}\n\n"
    )
    spec += f"## 4. Domain Model\n- **Entities**:\n  - {body}\n"
    files = files_of(package(of(spec)))
    for path, wanted in APPENDICES.items():
        regions = find(files[path])
        assert not regions.broken
        assert titles(files[path]) == wanted
        header = read_header(files[path])
        assert header is not None
        yaml.safe_load(files[path][header.start : header.end])
    assert again(package(of(spec), files), files) == files


@settings(max_examples=20)
@given(st.data())
def test_an_edit_of_the_words_of_a_fact_goes_back_to_exactly_that_fact(data) -> None:
    """For any keyed line of any region of the clinic."""
    sheets = [s for s in package().sheets if s.path != TASKS]
    regions = [r for s in sheets for r in s.regions if any(p.key for p in r.pieces)]
    region = data.draw(st.sampled_from(regions))
    keyed = [p for p in region.pieces if p.key and p.text.strip() and "\n" not in p.text]
    if not keyed:
        return
    piece = data.draw(st.sampled_from(keyed))
    lines = region.text.split("\n")
    at = lines.index(piece.lines[0])
    lines[at] = piece.lead + piece.text + " indeed" + piece.tail
    found = pushed(region, "\n".join(lines), fingerprint(region.text))
    assert set(found) == {piece.key}
    assert piece.text + " indeed" in found[piece.key].split("\n")


def test_schemas_are_offered_only_where_all_fields_are_named() -> None:
    """openapi.yaml for named calls, schema.sql for named fields."""
    assert package().extras == ()
    spec = (
        "# SPEC: Berth\n\n## 4. Domain Model\n- **Entities**:\n  - Boat — name, length (integer)\n"
        "  - Stay — boat, start\n\n## 5. Interfaces\n- **API**:\n  - *Operations*:\n"
        "    - GET /boats/{id} — one boat\n    - POST /stays — begin one\n\n"
        "## 8. Data & Schema\n- **Storage**: PostgreSQL\n"
    )
    files = files_of(package(of(spec)))
    schema = files[f"{FOLDER}/models/schema.sql"]
    assert "length INTEGER" in schema
    assert "boat_id UUID REFERENCES boat (id)" in schema
    api = yaml.safe_load(files[f"{FOLDER}/api/openapi.yaml"])
    assert set(api["paths"]) == {"/boats/{id}", "/stays"}
    assert api["paths"]["/boats/{id}"]["get"]["parameters"][0]["name"] == "id"
    assert set(api["components"]["schemas"]["boat"]["properties"]) == {"name", "length"}
