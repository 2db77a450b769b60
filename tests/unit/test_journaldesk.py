"""The desk over journals: frozen pictures, a sentence for every end, and half-typed words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from spec_tui.derivation import Proposal
from spec_tui.journaldesk import JournalDesk
from spec_tui.tasks import NOTHING_TO_UNDO
from spec_tui.workspace.oslayer import RealOs
from tests.unit.journaling import CONTEXT, FILES, Clock, F, commit, everything, git, opened, tree


@pytest.fixture
def desk(tmp_path: Path) -> JournalDesk:
    """A desk over a small tree."""
    return JournalDesk(tree(tmp_path), who=lambda: "@tom", now=Clock())


def test_tree_is_looked_at_again_only_where_something_changed(desk: JournalDesk) -> None:
    """A change of ours, of somebody else, and a new commit count."""
    git(desk.root, "init", "-q", "-b", "main")
    assert [one.id for one in desk.open().branches] == ["1000", "1001", "1011"]
    assert desk.look() is None
    opened(desk.root, Clock(), "@maria").start("1001")
    fresh = desk.look()
    assert fresh is not None
    assert [one.id for one in fresh.branches if one.running] == ["1001"]
    commit(desk.root, "a.ts", "1\n", "One")
    assert desk.look() is not None
    assert desk.look() is None


def test_page_holds_everything_that_is_shown(desk: JournalDesk) -> None:
    """Journal, criteria, deliverables, and the links in both directions."""
    assert desk.deliver("1011", "docs", "guide.md", about="How").changed
    page = desk.page("1011")
    assert page is not None
    assert page.branch.running
    assert [one.label for one in page.deliverables] == ["guide.md"]
    assert {link.to for link in page.links.out} >= {CONTEXT, f"{F}/spec.md"}
    assert f"{F}/deliverables/docs/guide.md" in {link.path for link in page.links.back}
    assert page.links.missing == ()
    assert desk.page("1099") is None


def test_a_session_through_the_desk(desk: JournalDesk) -> None:
    """Every step ends in a sentence, and can be taken back."""
    assert desk.start("1011", "Evening").text.startswith("Session 1 of 1011 has begun.")
    told = desk.start("1011")
    assert (told.changed, "goes on" in told.text) == (False, True)
    assert desk.record("1011", "plan", "Use NFS").changed
    assert desk.approve("1011").text == "The plan of 1011 is approved by @tom."
    assert desk.record("1011", "issue", "No right").changed
    page = desk.page("1011", links=False)
    assert page is not None
    assert page.journal is not None
    assert page.journal.current is not None
    line = page.journal.current.entries[-1].line
    assert desk.resolve("1011", line, "Solved").changed
    assert desk.tick("1011", 1, True).text == "1011: 2 of 2 criteria are met."
    assert desk.status("1011", "blocked").text == "1011 is blocked."
    assert "completed" in desk.close("1011", "completed", "All done").text
    assert desk.undo().text.startswith("Taken back: Session 1 of 1011 is closed")
    assert desk.redo().changed


@pytest.mark.parametrize(
    "told",
    [
        lambda desk: desk.start("1099"),
        lambda desk: desk.record("1011", "note", ""),
        lambda desk: desk.record("1011", "note", "password=hunter2Xk9"),
        lambda desk: desk.deliver("1011", "docs", "../x"),
        lambda desk: desk.deliver("1011", "docs", "x.md", source="none.md"),
        lambda desk: desk.close("1011", "partial"),
        lambda desk: desk.tick("1011", 9, True),
        lambda desk: desk.new("task", "No parent"),
        lambda desk: desk.write("specs/x.md", "never opened"),
        lambda desk: desk.undo(),
    ],
)
def test_nothing_raises(told, desk: JournalDesk) -> None:
    """What stands against a change is its sentence."""
    said = told(desk)
    assert not said.changed
    assert said.text
    assert everything(desk.root) == {name: text.encode() for name, text in FILES.items()}
    assert desk.undo().text == NOTHING_TO_UNDO


def test_new_spec_is_in_the_tree(desk: JournalDesk) -> None:
    """Under its parent, with its id."""
    told = desk.new("task", "Health check", "1001")
    assert told.id == "1012"
    assert "1012" in {one.id for one in desk.open().branches}


def test_free_editor_keeps_what_somebody_else_wrote(desk: JournalDesk) -> None:
    """Elsewhere in the file both stand; in the same lines nothing is written."""
    path = f"{F}/1011.spec.md"
    text = desk.text(path)
    theirs = text.replace("survives a reboot", "survives two reboots")
    (desk.root / path).write_text(theirs, "utf-8")
    ours = text.replace("A script that mounts", "A program that mounts")
    assert desk.write(path, ours).changed
    both = theirs.replace("A script that mounts", "A program that mounts")
    assert (desk.root / path).read_text("utf-8") == both
    # the editor still shows its own text, and saves it again
    again = ours.replace("the shares.", "all shares.")
    assert desk.write(path, again).changed
    assert (desk.root / path).read_text("utf-8") == both.replace("the shares.", "all shares.")
    assert not desk.write(path, again).changed
    (desk.root / path).write_text(both.replace("the shares.", "few shares."), "utf-8")
    told = desk.write(path, again.replace("all shares.", "most shares."))
    assert not told.changed
    assert "in the same lines" in told.text
    (desk.root / path).unlink()
    told = desk.write(path, again.replace("all shares.", "most shares."))
    assert "moved or removed meanwhile" in told.text
    assert not (desk.root / path).exists()


def test_targets_are_completed_near_ones_first(desk: JournalDesk) -> None:
    """As they would be written from that file, without `.md`."""
    assert desk.complete("101", f"{F}/spec.md") == ("1011.spec",)
    assert desk.complete("epic", f"{F}/spec.md") == ("../epic",)
    assert desk.complete("spec", f"{F}/1011.spec.md")[0] == "spec"
    assert desk.complete("nothing like it", f"{F}/spec.md") == ()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "The disk is full. Nothing was changed."),
        (errno.EDQUOT, "The disk is full. Nothing was changed."),
        (errno.EROFS, f"{CONTEXT} cannot be written (read-only file system). Nothing was changed."),
    ],
)
def test_what_the_disk_refuses_is_not_recorded_later_either(
    code: int, said: str, desk: JournalDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two entries are refused one after the other; said again when there is room, each is once."""
    assert desk.start("1011").changed
    before = everything(desk.root)

    open_ = RealOs.open

    def refusing(self: RealOs, path: str, flags: int, mode: int = 0o600) -> int:
        if path.endswith(".tmp"):
            raise OSError(code, os.strerror(code), path)
        return open_(self, path, flags, mode)

    with monkeypatch.context() as broken:
        broken.setattr(RealOs, "open", refusing)
        for words in ("Use NFS", "Use it well"):
            told = desk.record("1011", "plan", words)
            assert (told.text, told.changed) == (said, False)
    assert everything(desk.root) == before
    for words in ("Use NFS", "Use it well"):
        assert desk.record("1011", "plan", words).changed
    text = everything(desk.root)[CONTEXT].decode()
    assert [text.count(words) for words in ("Use NFS", "Use it well")] == [1, 1]


def test_half_typed_words_are_kept(desk: JournalDesk) -> None:
    """Also for the next desk; broken ones are none."""
    assert desk.draft() is None
    desk.save_draft("1011", "plan", "Use NF")
    assert JournalDesk(desk.root).draft() == ("1011", "plan", "Use NF")
    desk.clear_draft()
    assert desk.draft() is None


def test_types_are_known_before_anything_is_written(desk: JournalDesk) -> None:
    """What the screen asks for."""
    assert desk.types()[:4] == ("scripts", "docs", "config", "code")


def test_without_a_spec_the_proposal_is_a_sentence(desk: JournalDesk) -> None:
    """What cannot be built is said; nothing is written."""
    assert not desk.has_spec()
    said = desk.proposal()
    assert isinstance(said, str)
    assert "no SPEC.md" in said


def test_tree_is_built_from_the_spec(tmp_path: Path) -> None:
    """What was shown is written as one change."""
    data = Path(__file__).parents[1] / "data" / "screens"
    for name in ("SPEC.md", "stack.toml"):
        (tmp_path / name).write_bytes((data / name).read_bytes())
    desk = JournalDesk(tmp_path, who=lambda: "@tom", now=Clock())
    proposal = desk.proposal()
    assert isinstance(proposal, Proposal)
    assert desk.build(proposal).changed
    assert {one.kind for one in desk.open().branches} >= {"epic", "feature"}
