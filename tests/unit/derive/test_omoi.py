""".omoi_os says what SPEC.md says, in the form of seed 003, every requirement traced to tasks."""

from __future__ import annotations

import re
from importlib.resources import files as resources
from pathlib import Path

import pytest
import yaml

from spec_tui.derive.merging import merge
from spec_tui.derive.model import Seed
from spec_tui.derive.omoi import render
from spec_tui.documents.blocks import heading, scan
from spec_tui.documents.ears import analyse
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.change import Refused
from spec_tui.work.repository import read_text
from spec_tui.work.traceability import trace
from spec_tui.worksession import WorkSession
from tests.unit.derive.deriving import DATA, again, artifacts, facts, files_of, of, text

ROOT = ".omoi_os"
NAMES = ("clinic", "backup", "webhook")


def known(name: str):
    """The facts of an interview, or of the worked example of seed 003."""
    if name == "webhook":
        return of((DATA / "webhook-SPEC.md").read_text(encoding="utf-8"))
    return facts(name)


def written(files: dict[str, str], root: Path) -> WorkSession:
    """The files on disk, read as plans."""
    for path, whole in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(whole, encoding="utf-8")
    return WorkSession(root)


def skeleton(whole: str) -> list[tuple[int, str]]:
    """Headings of a document, without the placeholders and ids in them."""
    found = []
    for line in scan(whole).plain():
        one = heading(line.text)
        if one is not None:
            found.append(one)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_derived_tree_is_valid_and_every_requirement_is_traced(name, tmp_path) -> None:
    """No error and no warning; each FUNC, PERF and SEC reaches a ticket with tasks."""
    session = written(files_of(artifacts(known(name))), tmp_path)
    assert [p for p in session.problems() if p.severity != "info"] == []
    covered = trace(session.plan).requirements
    assert covered.linked == covered.total > 0


@pytest.mark.parametrize("name", NAMES)
def test_tickets_hold_at_most_five_tasks_and_no_task_is_larger_than_four_hours(
    name, tmp_path
) -> None:
    """And a ticket takes the sum of its tasks."""
    plan = written(files_of(artifacts(known(name))), tmp_path).plan
    for ticket in (item for item in plan.items if item.kind == "ticket"):
        tasks = [item for item in plan.items if item.parent == ticket.id]
        assert 0 < len(tasks) <= 5
        assert all(task.hours in {2, 4} for task in tasks)
        assert ticket.hours == sum(task.hours or 0 for task in tasks)


@pytest.mark.parametrize("kind", ["prd", "requirements", "design", "ticket", "task"])
def test_the_worked_example_has_every_heading_and_field_of_the_template(kind) -> None:
    """Seed 003, heading by heading and field by field."""
    template = (resources("spec_tui") / "templates" / "omoi" / f"{kind}.md").read_text("utf-8")
    path = {
        "prd": f"{ROOT}/docs/prd-webhook-notifications.md",
        "requirements": f"{ROOT}/requirements/webhook-notifications.md",
        "design": f"{ROOT}/designs/webhook-notifications.md",
        "ticket": f"{ROOT}/tickets/TKT-001.md",
        "task": f"{ROOT}/tasks/TSK-001.md",
    }[kind]
    made = files_of(artifacts(known("webhook")))[path]
    variable = re.compile(r"REQ-|Primary User|POST |GET |\{|^T[KS][TK]-")
    titles = {one for one in skeleton(made) if not variable.search(one[1])}
    wanted = {one for one in skeleton(template) if not variable.search(one[1])}
    assert wanted - {(1, "Webhook Notifications")} <= titles
    before, after = read_header(template), read_header(made)
    assert before is not None
    assert after is not None
    assert set(before.fields) <= set(after.fields)
    yaml.safe_load(made[after.start : after.end])


def test_requirements_are_sentences_in_ears_from_the_words_of_spec() -> None:
    """Use cases, steps of the system, edge cases, numbers: each with its form."""
    made = files_of(artifacts(known("webhook")))[f"{ROOT}/requirements/webhook-notifications.md"]
    sentences = re.findall(r"^.*THE SYSTEM SHALL.*$", made, re.MULTILINE)
    assert "THE SYSTEM SHALL let its users subscribe to an event." in sentences
    assert (
        "WHEN EventBusService publishes an event, THE SYSTEM SHALL find the subscriptions of the "
        "event." in sentences
    )
    assert (
        "IF delivery fails, THEN THE SYSTEM SHALL retry three times with exponential backoff."
        in sentences
    )
    assert all(analyse(one.removeprefix("- [ ] ")).problems == () for one in sentences)
    assert "### REQ-WEBHOOK-SEC-001: Authentication" in made


def test_an_edge_case_without_a_response_is_a_question_and_no_requirement() -> None:
    """What should happen is nobody's to guess."""
    spec = "# SPEC: Berth\n\n## 6. Workflows\n- **Edge cases**: The harbour is full\n"
    made = files_of(artifacts(of(spec)))
    assert "REQ-BERTH-FUNC" not in "".join(made.values())
    assert "What happens when the harbour is full?" in made[f"{ROOT}/docs/prd-berth.md"]


@pytest.mark.parametrize("name", NAMES)
def test_deriving_again_changes_nothing(name) -> None:
    """Ids of requirements, tickets and tasks are found again."""
    files = files_of(artifacts(known(name)))
    assert again(artifacts(known(name), files), files) == files


def test_items_of_people_keep_their_ids_and_their_files() -> None:
    """New ones come behind them; feature and code are those of the PRD."""
    files = files_of(artifacts())
    mine = "---\nid: TSK-050\ntitle: Mine\nstatus: pending\nticket_id: TKT-001\n---\n"
    files[f"{ROOT}/tasks/TSK-050.md"] = mine
    spec = text("clinic").replace("# SPEC: clinic-appointments", "# SPEC: other name")
    spec = spec.replace("- **Relationships**", "  - Room — number\n- **Relationships**")
    after = again(artifacts(of(spec), files), files)
    assert after[f"{ROOT}/tasks/TSK-050.md"] == mine
    assert "Room: table and migration" in after[f"{ROOT}/tasks/TSK-051.md"]
    assert f"{ROOT}/docs/prd-other-name.md" not in after


def test_a_renamed_use_case_keeps_ticket_requirement_and_tasks() -> None:
    """Titles follow, ids stay, a status set meanwhile stays."""
    files = files_of(artifacts())
    path = f"{ROOT}/tickets/TKT-002.md"
    files[path] = files[path].replace("status: backlog", "status: building")
    spec = text("clinic").replace("  - Book an appointment", "  - Reserve an appointment")
    after = again(artifacts(of(spec), files), files)
    assert set(after) == set(files)
    assert 'title: "Reserve an appointment"\nstatus: building' in after[path]
    assert (
        "### REQ-CLINIC-FUNC-001: Reserve an appointment"
        in (after[f"{ROOT}/requirements/clinic-appointments.md"])
    )


def test_a_ticket_that_spec_no_longer_names_is_listed_and_stays() -> None:
    """Nothing is deleted."""
    files = files_of(artifacts())
    spec = text("clinic").replace("  - Fill a freed slot from the waiting list\n", "")
    rendered = artifacts(of(spec), files)
    assert "TKT-004" in {one.region for one in rendered.gone}
    assert f"{ROOT}/tickets/TKT-004.md" in again(rendered, files)


def test_dependencies_that_a_person_changed_are_drift() -> None:
    """The header wins over the derivation, and is named."""
    files = files_of(artifacts())
    path = f"{ROOT}/tasks/TSK-006.md"
    files[path] = re.sub(r"depends_on: \[.*\]", "depends_on: [TSK-001]", files[path])
    sheet = next(s for s in artifacts(files=files).sheets if s.path == path)
    assert [(d.region, d.kind) for d in merge(files[path], sheet).drift] == [
        ("header.depends_on", "edited")
    ]


def test_both_sides_of_every_edge_and_the_lists_in_the_bodies_agree() -> None:
    """Front matter and body say the same."""
    files = files_of(artifacts())
    for path, whole in files.items():
        for item in read_text(whole, path).items:
            body = whole.partition("## Dependencies")[2]
            waits = re.search(r"\*\*(?:Depends On|Blocked By)\*\*: (.*)", body)
            assert waits is not None
            assert tuple(re.findall(r"T[KS][TK]-\d+", waits[1])) == item.depends_on


@pytest.mark.parametrize(
    "words", ["<!-- spec-tui:end -->", "a | b", '"x": [y', "```", "# h", "); DROP TABLE x;"]
)
def test_hostile_words_break_no_artifact(words, tmp_path) -> None:
    """Headers stay YAML, marks stay paired, nothing above info."""
    spec = (
        f"# SPEC: Berth\n\n## 2. Scope & Non-Goals\n- **In-scope**:\n  - {words}\n\n"
        f"## 3. Personas & Use Cases\n- **Top Use Cases**:\n  - Use {words}\n\n"
        f"## 4. Domain Model\n- **Entities**:\n  - {words} — name, {words}\n\n"
        f"## 6. Workflows\n- **Edge cases**: it breaks: say {words}\n"
    )
    files = files_of(artifacts(of(spec)))
    session = written(files, tmp_path)
    assert [p for p in session.problems() if p.severity == "error"] == []
    assert again(artifacts(of(spec), files), files) == files


def test_without_a_project_name_nothing_is_derived() -> None:
    """A feature needs a name."""
    with pytest.raises(Refused, match="project name"):
        render(of("## 1. Vision & Goals\n"), Seed(ROOT, "", "2026-03-01"), {})


def test_sizes_are_said_to_be_unreviewed_until_somebody_changes_them(tmp_path) -> None:
    """An info for each size from the table; another size is a person's, and no drift."""
    files = files_of(artifacts())
    path = f"{ROOT}/tasks/TSK-001.md"
    session = written(files, tmp_path)
    found = [p for p in session.problems() if p.code == "size-not-reviewed"]
    assert {p.severity for p in found} == {"info"}
    assert path in {p.path for p in found}
    session.set(session.find("TSK-001"), "estimate", "S")
    assert path not in {p.path for p in session.problems() if p.code == "size-not-reviewed"}
    files[path] = (tmp_path / path).read_text(encoding="utf-8")
    sheet = next(s for s in artifacts(files=files).sheets if s.path == path)
    assert merge(files[path], sheet).drift == ()


def test_without_any_requirement_there_is_a_prd_and_a_sentence(tmp_path) -> None:
    """Nothing that would not validate."""
    rendered = artifacts(
        of("# SPEC: Berth\n\n## 2. Scope & Non-Goals\n- **Out-of-scope**: boats\n")
    )
    files = files_of(rendered)
    assert list(files) == [f"{ROOT}/docs/prd-berth.md"]
    assert "nothing that would follow" in rendered.notes[0]
    assert [p for p in written(files, tmp_path).problems() if p.severity != "info"] == []
