"""The board of .omoi_os says how far the chain is, and its forms change one thing at a time."""

from datetime import UTC, datetime

import pytest

from spec_tui.artifacts import Artifacts
from spec_tui.derive.regions import find
from spec_tui.work.change import Refused
from tests.unit.derive.deriving import artifacts, facts, files_of

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def derived(tmp_path):
    """.omoi_os of the clinic on disk: (root, the artifacts)."""
    for path, whole in files_of(artifacts(facts("clinic"))).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(whole.encode())
    return tmp_path, Artifacts(tmp_path, who="@maria", now=lambda: NOW)


def paths(room: Artifacts) -> dict[str, str]:
    """Path of each kind of document."""
    return {one.kind: one.path for one in room.work.plan.artifacts}


def test_an_empty_repository_is_told_where_to_begin(tmp_path) -> None:
    """Five steps with nothing in them, and what writes them."""
    board = Artifacts(tmp_path).chain()
    assert [step.count for step in board.steps] == [0] * 5
    assert "derive omoi" in board.next


def test_a_derived_chain_lacks_nothing_and_begins_as_draft(derived) -> None:
    """Every requirement reaches a task; the PRD is the first thing to read."""
    board = derived[1].chain()
    assert board.traced.linked == board.traced.total > 0
    assert {step.missing for step in board.steps} == {"nothing missing"}
    assert board.step("prd").state == "draft"
    assert board.step("tasks").state == f"0 of {board.step('tasks').count} done"
    assert board.next.startswith("Read PRD-")
    assert {one.mark for one in board.step("requirements").entries} == {"good"}


def test_a_requirement_without_shall_is_named_with_a_sentence_to_try(derived) -> None:
    """It is shown on its step and is the next thing to do."""
    room = derived[1]
    first = room.chain().step("requirements").entries[0]
    room.set_requirement(first.id, "Reception moves a booking")
    step = room.chain().step("requirements")
    assert (step.entries[0].verdict, step.missing, step.problems) == (
        "no SHALL",
        "1 without SHALL",
        1,
    )
    assert step.entries[0].help[-1].startswith("Try: THE SYSTEM SHALL ")
    assert room.chain().next == "Requirements: 1 without SHALL."
    room.set_requirement(first.id, "THE SYSTEM SHALL move a booking.")
    assert room.chain().step("requirements").missing == "nothing missing"


def test_a_changed_sentence_leaves_every_other_line_and_undo_takes_it_back(derived) -> None:
    """Only the sentence and `updated` are other lines; undo brings the bytes back."""
    root, room = derived
    path = root / paths(room)["requirements"]
    before = path.read_bytes()
    first = room.chain().step("requirements").entries[0]
    said = "WHEN reception moves a booking, THE SYSTEM SHALL tell the patient."
    room.set_requirement(first.id, said)
    old, new = before.decode().splitlines(), path.read_text("utf-8").splitlines()
    changed = sorted(set(new) - set(old))
    assert len(changed) == 2
    assert said in changed
    assert any(line.startswith("updated:") and "2026-05-04" in line for line in changed)
    assert len(new) == len(old)
    assert room.requirement(first.id).text == said
    assert room.undo() is not None
    assert path.read_bytes() == before


def test_status_goes_one_step_at_a_time(derived) -> None:
    """Draft cannot be approved at once; each move is dated."""
    root, room = derived
    path = paths(room)["prd"]
    with pytest.raises(Refused, match="review first"):
        room.set_field(path, "status", "approved")
    room.set_field(path, "status", "Review")
    room.set_field(path, "status", "approved")
    assert "2026-05-04" in (root / path).read_text("utf-8").split("---")[1]
    assert room.chain().step("prd").state == "approved"


@pytest.mark.parametrize(
    ("name", "value"),
    [("id", "PRD-X-001"), ("title", ""), ("title", "a\nstatus: done"), ("status", "done")],
)
def test_what_cannot_be_set_changes_nothing(derived, name, value) -> None:
    """Ids are referred to; a value is one line and one of the choices."""
    root, room = derived
    path = paths(room)["prd"]
    before = (root / path).read_bytes()
    with pytest.raises(Refused):
        room.set_field(path, name, value)
    assert (root / path).read_bytes() == before


def test_a_form_shows_choices_and_what_is_fixed(derived) -> None:
    """The fields of seed 003 in their order."""
    room = derived[1]
    found = {one.name: one for one in room.form(paths(room)["requirements"])}
    assert found["status"].choices == ("draft", "review", "approved")
    assert found["id"].fixed
    assert found["category"].choices[1] == "non-functional"


def test_a_body_that_somebody_else_changed_meanwhile_is_not_overwritten(derived) -> None:
    """What was not seen stays; a second try on what stands there goes through in CRLF."""
    root, room = derived
    path = paths(room)["design"]
    seen = room.body(path)
    whole = (root / path).read_bytes().replace(b"\n", b"\r\n") + b"By Tom.\r\n"
    (root / path).write_bytes(whole)
    with pytest.raises(Refused, match="meanwhile"):
        room.set_body(path, seen + "Mine.\n", before=seen)
    assert (root / path).read_bytes() == whole
    now = room.body(path)
    room.set_body(path, now + "Mine.\n", before=now)
    after = (root / path).read_bytes()
    assert after.endswith(b"By Tom.\r\nMine.\r\n")
    assert after.count(b"\n") == after.count(b"\r\n")


def test_a_region_keeps_its_marks_whatever_is_typed_into_it(derived) -> None:
    """Other lines are taken; a mark of our own among them is refused."""
    root, room = derived
    path = paths(room)["prd"]
    name = find((root / path).read_text("utf-8")).found[0].name
    before = room.region(path, name)
    with pytest.raises(Refused, match="mark"):
        room.set_region(path, name, "a\n<!-- spec-tui:end -->\nb", before=before)
    room.set_region(path, name, "Our own words.", before=before)
    assert room.region(path, name) == "Our own words."


def test_the_chain_is_followed_from_any_of_its_items(derived) -> None:
    """From PRD and design to all, from a task to what it fulfils, from a stranger to nothing."""
    room = derived[1]
    board = room.chain()
    total = board.traced.total
    assert len(room.trace(board.step("prd").entries[0].id).rows) == total
    row = room.trace(board.step("requirements").entries[0].id).rows[0]
    task = room.trace(row.tasks[0].id)
    assert row in task.rows
    assert len(task.rows) < total
    assert room.trace("TSK-999").rows == ()
