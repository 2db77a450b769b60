"""A tree of specs says what SPEC.md says: one epic, a feature for each use case, linked tasks."""

from __future__ import annotations

import posixpath

import pytest

from spec_tui.derive.merging import merge
from spec_tui.derive.model import Rendered
from spec_tui.derive.regions import find
from spec_tui.documents.links import inside, links
from spec_tui.work.change import Refused
from spec_tui.work.item import WorkItem
from spec_tui.work.repository import read_text
from spec_tui.worksession import WorkSession
from tests.unit.derive.deriving import DATA, again, facts, files_of, of, specs_tree

NAMES = ("clinic", "backup", "webhook")
SPEC = """# SPEC: Berths

## 3. Personas & Use Cases
- **Top Use Cases**:
  - Book a berth
  - Cancel a booking

## 4. Domain Model
- **Entities**:
  - Berth: number
"""
CASE = "specs/1000/1002/spec.md"


def known(name: str):
    """The facts of an interview, or of the worked example of seed 003."""
    if name == "webhook":
        return of((DATA / "webhook-SPEC.md").read_text(encoding="utf-8"))
    return facts(name)


def everything(rendered: Rendered) -> dict[str, str]:
    """Specs and context files, newly made."""
    return files_of(rendered) | dict(rendered.once)


def later(spec: str, files: dict[str, str]) -> dict[str, str]:
    """The files after SPEC.md became another one."""
    rendered = specs_tree(of(spec), files)
    return again(rendered, files) | dict(rendered.once)


def items(files: dict[str, str]) -> dict[str, WorkItem]:
    """The specs of files, by id."""
    found = [item for path, text in files.items() for item in read_text(text, path).items]
    assert len({item.id for item in found}) == len(found)
    return {item.id: item for item in found}


def pairs(files: dict[str, str]) -> set[tuple[str, str]]:
    """(from, to) of every link; each leads to one of the files."""
    found = set()
    for path, text in files.items():
        for link in links(text):
            where = inside(link.target, posixpath.dirname(path))
            to = where if where in files else f"{where}.md"
            assert to in files, f"{path}: {link.target}"
            found.add((path, to))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_derived_tree_is_valid_and_all_its_links_lead_somewhere(name, tmp_path) -> None:
    """What validate --strict accepts: nothing at all is found."""
    files = everything(specs_tree(known(name)))
    for path, whole in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(whole, encoding="utf-8")
    assert WorkSession(tmp_path).problems() == ()
    both = pairs(files)
    for path, item in ((item.path, item) for item in items(files).values()):
        context = next(to for source, to in both if source == path and "context" in to)
        assert (context, path) in both
        if item.parent:
            parent = next(one.path for one in items(files).values() if one.id == item.parent)
            assert {(path, parent), (parent, path)} <= both
        for other in item.depends_on:
            waited = items(files)[other].path
            journal = next(to for source, to in both if source == waited and "context" in to)
            assert (journal, path) in both


def test_use_cases_are_features_with_tasks_in_the_digits_of_the_convention() -> None:
    """E000, E00F, E0FT; tasks wait on what they need."""
    found = items(files_of(specs_tree(of(SPEC))))
    assert [(one.id, one.kind, one.title) for one in found.values() if one.kind != "task"] == [
        ("1000", "epic", "Berths"),
        ("1001", "feature", "Data"),
        ("1002", "feature", "Book a berth"),
        ("1003", "feature", "Cancel a booking"),
        ("1004", "feature", "Documentation"),
    ]
    assert found["1021"].parent == "1002"
    assert found["1021"].depends_on == ("1011",)
    assert found["1003"].depends_on == ("1001",)
    assert (found["1021"].priority, found["1021"].estimate) == ("medium", "M")


@pytest.mark.parametrize("name", NAMES)
def test_the_second_time_nothing_changes(name) -> None:
    """Ids, places and words are found again."""
    files = everything(specs_tree(known(name)))
    rendered = specs_tree(known(name), files)
    assert again(rendered, files) == files
    assert (rendered.once, rendered.gone) == ((), ())


def test_a_new_use_case_gets_a_free_id_and_all_others_keep_theirs() -> None:
    """Also where it stands first."""
    files = everything(specs_tree(of(SPEC)))
    before = items(files)
    more = SPEC.replace("  - Book", "  - See free berths\n  - Book")
    after = items(later(more, files))
    assert {one: after[one].title for one in before} == {
        one: item.title for one, item in before.items()
    }
    (new,) = [item for one, item in after.items() if one not in before and item.kind == "feature"]
    assert (new.id, new.title) == ("1005", "See free berths")


def test_a_reworded_use_case_keeps_its_id_and_every_label_follows() -> None:
    """Titles, lists and parents say the new words; contexts belong to people."""
    files = everything(specs_tree(of(SPEC)))
    after = later(SPEC.replace("Cancel a booking", "Give a berth back"), files)
    assert items(after)["1003"].title == "Give a berth back"
    assert "[[1003/spec|Give a berth back]]" in after["specs/1000/epic.md"]
    assert "**Parent**: [[spec|Give a berth back]]" in after["specs/1000/1003/1031.spec.md"]
    assert after["specs/1000/1003/context.md"] == files["specs/1000/1003/context.md"]


def test_a_use_case_that_is_gone_is_told_and_stays() -> None:
    """Nothing is deleted."""
    files = everything(specs_tree(of(SPEC)))
    less = SPEC.replace("  - Cancel a booking\n", "")
    rendered = specs_tree(of(less), files)
    assert [(one.region, one.kind) for one in rendered.gone] == [
        ("1003", "gone"), ("1031", "gone"), ("1032", "gone"),
    ]  # fmt: skip
    assert later(less, files)["specs/1000/1003/spec.md"] == files["specs/1000/1003/spec.md"]


def test_a_task_that_was_moved_stays_where_it_is() -> None:
    """Its parent, the lists and all links follow the place."""
    files = everything(specs_tree(of(SPEC)))
    for old in ("specs/1000/1003/1032.spec.md", "specs/1000/1003/1032.context.md"):
        files[old.replace("/1003/", "/1002/")] = files.pop(old)
    after = later(SPEC, files)
    assert "specs/1000/1003/1032.spec.md" not in after
    moved = after["specs/1000/1002/1032.spec.md"]
    assert "**Parent**: [[spec|Book a berth]]" in moved
    assert "[[../1003/1031.spec|" in moved
    assert "1032.spec" in after["specs/1000/1002/spec.md"]
    assert "1032.spec" not in after["specs/1000/1003/spec.md"]


def test_a_task_that_the_list_names_already_is_not_listed_twice() -> None:
    """`move` writes its line behind the derived list, where it stays."""
    files = everything(specs_tree(of(SPEC)))
    for old in ("specs/1000/1003/1032.spec.md", "specs/1000/1003/1032.context.md"):
        files[old.replace("/1003/", "/1002/")] = files.pop(old)
    files[CASE] = files[CASE].replace(
        "\n## Deliverables", "\n- [[1032.spec|My words]]\n\n## Deliverables"
    )
    after = later(SPEC, files)
    assert after[CASE].count("[[1032.spec|") == 1
    assert "- [[1032.spec|My words]]\n" in after[CASE]
    assert after[CASE].count("[[1021.spec|") == 1


def test_specs_of_people_keep_their_ids() -> None:
    """The epic takes the next thousand; a hand-written task its number."""
    mine = {"specs/1000/epic.md": "# 1000: Mine\n"}
    files = files_of(specs_tree(of(SPEC), mine))
    assert "specs/2000/2001/2011.spec.md" in files
    assert not set(files) & set(mine)
    first = everything(specs_tree(of(SPEC)))
    first["specs/1000/1005/context.md"] = "# Context: of a feature to come\n"
    more = SPEC.replace("  - Book", "  - See free berths\n  - Book")
    assert "specs/1000/1006/spec.md" in later(more, first)


def test_a_head_that_was_taken_out_is_told_and_not_put_back() -> None:
    """There is no heading to put it below; the rest is kept in step."""
    files = files_of(specs_tree(of(SPEC)))
    (sheet,) = [one for one in specs_tree(of(SPEC)).sheets if one.path == CASE]
    head = find(files[CASE]).found[0]
    text = files[CASE][head.end :]
    merged = merge(text, sheet)
    assert merged.text == text
    assert [(one.region, one.kind) for one in merged.drift] == [("1002/head", "removed")]


def test_ticks_status_and_estimate_of_people_are_no_drift() -> None:
    """Carrying a spec out changes nothing of what is derived."""
    files = everything(specs_tree(facts()))
    path = "specs/1000/1002/1021.spec.md"
    files[path] = (
        files[path].replace("- [ ]", "- [x]").replace("**Estimate**: M", "**Estimate**: L")
    )
    rendered = specs_tree(facts(), files)
    assert again(rendered, files) == files
    assert all(not merge(files[sheet.path], sheet).drift for sheet in rendered.sheets)


def test_what_a_tree_cannot_carry_is_listed_and_what_is_missing_is_asked() -> None:
    """One sentence each."""
    rendered = specs_tree(facts())
    assert "§5 Interfaces has no place in a tree; it stays in SPEC.md." in rendered.lost
    bare = specs_tree(of("# SPEC: Berths\n"))
    assert [sheet.path for sheet in bare.sheets] == ["specs/1000/epic.md"]
    assert len(bare.gaps) >= 3
    assert "nothing that would follow" in bare.notes[0]
    with pytest.raises(Refused, match="no project name"):
        specs_tree(of("## 1. Vision\n"))
