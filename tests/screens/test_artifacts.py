"""Artifacts: the chain, what is opened, typed, saved and built, and what comes from the disk."""

from __future__ import annotations

from pathlib import Path

from spec_tui.documents.visible import visible
from tests.screens.artifact_scenes import (
    GO,
    NO_SHALL,
    REQUIREMENTS,
    buildable,
    derived,
    sentence,
)
from tests.screens.driving import driven, everything, squeezed
from tests.screens.test_hostile import PAYLOADS

WIDE = (140, 40)


def files(root: Path) -> dict[str, bytes]:
    """Everything below .omoi_os."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in (root / ".omoi_os").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def one_file(root: Path, folder: str) -> Path:
    return next((root / ".omoi_os" / folder).glob("*.md"))


def differing(before: bytes, after: bytes) -> list[bytes]:
    """Lines that are new."""
    return [line for line in after.split(b"\n") if line not in before.split(b"\n")]


async def test_a_requirement_is_helped_while_it_is_typed_and_saved_as_one_line() -> None:
    """What is missing is said until nothing is; ctrl+s writes one line, `u` takes it back."""
    session = NO_SHALL()
    before = files(session.root)
    async with driven(session, WIDE) as one:
        await one.press(*REQUIREMENTS, "enter")
        screen = one.app.screen
        assert "leads to: design " in one.text()
        assert "; ticket TKT-002; tasks TSK-0" in one.text()
        assert screen.box.text == "Reception can move a booking", "its words are not shown"
        assert "The sentence has no SHALL" in one.text()
        screen.box.load_text("WHEN reception moves a booking,")
        await one.settle()
        assert "Try: WHEN reception moves a booking, THE SYSTEM SHALL …" in one.text()
        screen.box.load_text("WHEN reception moves a booking, THE SYSTEM SHALL tell the patient.")
        await one.settle()
        assert "The requirement is complete" in one.text()
        await one.press("ctrl+s")
        changed = {path for path, text in files(session.root).items() if text != before[path]}
        assert len(changed) == 1
        await one.press("tab", "tab", "ctrl+s")
        assert "Nothing is different." in one.text()
        (path,) = changed
        new = differing(before[path], files(session.root)[path])
        assert [line for line in new if not line.startswith(b"updated:")] == [
            b"WHEN reception moves a booking, THE SYSTEM SHALL tell the patient."
        ]
        await one.press("escape")
        assert "no SHALL" not in one.text()
        await one.press("u")
        assert "no SHALL" in one.text()
    assert files(session.root) == before


async def test_a_status_goes_one_step_at_a_time() -> None:
    """Draft does not become approved at once; review changes two lines of one header."""
    session = derived()
    path = one_file(session.root, "docs")
    before = path.read_bytes()
    async with driven(session, WIDE) as one:
        await one.press(*GO, "s", "3")
        assert "It goes to review first. Nothing was changed." in one.text()
        assert path.read_bytes() == before
        await one.press("s", "2")
        assert "◐ review" in one.text()
    new = differing(before, path.read_bytes())
    assert [line.split(b":")[0] for line in new] == [b"updated", b"status"]


async def test_building_is_shown_first_and_written_as_one_change() -> None:
    """esc writes nothing; ctrl+s writes the tree that was shown; `u` takes all of it away."""
    session = buildable()
    async with driven(session, WIDE) as one:
        await one.press(*GO, "b")
        assert "Feature Summary: is this what is meant?" in one.text()
        assert "§16 Glossary has no place in .omoi_os" in one.text()
        await one.press("escape")
        assert files(session.root) == {}
        await one.press("b", "ctrl+s")
        assert "traced to tasks: 15 of 15" in one.text()
        assert len(files(session.root)) > 30
        await one.press("b")
        assert ".omoi_os says what SPEC.md says already." in one.text()
        await one.press("escape", "u")
        assert files(session.root) == {}


async def test_building_without_a_spec_says_why() -> None:
    """Nothing is there to build from."""
    async with driven(derived(), WIDE) as one:
        await one.press(*GO, "b")
        assert "There is no SPEC.md to derive from." in one.text()
        await one.press("ctrl+s")
        assert "There is nothing to write." in one.text()


async def test_a_changed_text_is_never_thrown_away_unasked() -> None:
    """esc asks; undo, traces and the editor wait; what is new on disk is not overwritten."""
    session = derived()
    path = one_file(session.root, "docs")
    async with driven(session, WIDE) as one:
        await one.press(*GO, "enter", "tab")
        screen = one.app.screen
        screen.box.insert("My words. ")
        await one.settle()
        await one.press("tab", "u", "2", "e")
        assert "Save the text first: ctrl+s." in one.text()
        assert one.app.screen is screen
        theirs = path.read_bytes().replace(b"## ", b"Somebody else.\n\n## ", 1)
        path.write_bytes(theirs)
        await one.press("ctrl+s")
        assert "was changed meanwhile" in one.text()
        assert path.read_bytes() == theirs
        assert "My words. " in screen.box.text, "what was typed is gone"
        await one.press("escape", "2")
        assert screen.view == "item"
        await one.press("escape", "3")
        assert screen.view == "board"
    assert path.read_bytes() == theirs


async def test_a_body_keeps_its_line_ends() -> None:
    """One line of a document with CRLF is changed; no other line of the body is."""
    session = derived()
    path = one_file(session.root, "docs")
    before = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(before)
    async with driven(session, WIDE) as one:
        await one.press(*GO, "enter", "tab")
        one.app.screen.box.insert("<!-- mine -->", (0, 0))
        await one.settle()
        await one.press("ctrl+s")
        assert "is changed" in one.text()
    after = path.read_bytes()
    assert after.count(b"\n") == after.count(b"\r\n")
    new = differing(before, after)
    assert len(new) == 2, new
    assert new[1].startswith(b"<!-- mine -->")


async def test_a_text_that_the_box_would_change_is_left_to_the_editor() -> None:
    """Mixed line ends cannot be typed in a box: nothing is offered that would lose them."""
    session = derived()
    path = one_file(session.root, "docs")
    before = path.read_bytes() + b"a\x0bb\n"
    path.write_bytes(before)
    async with driven(session, WIDE) as one:
        await one.press(*GO, "enter", "tab")
        assert "e opens it in your editor" in one.text()
        await one.press("x", "ctrl+s")
    assert path.read_bytes() == before


async def test_a_ticket_opens_in_tasks_and_esc_comes_back() -> None:
    """Everything about an item is there already."""
    async with driven(derived(), WIDE) as one:
        await one.press(*REQUIREMENTS, "right", "right", "enter")
        assert one.app.screen.place == "tasks"
        await one.press("escape")
        assert one.app.screen.place == "artifacts"
        assert one.app.screen.at_step == "tickets"


async def test_what_comes_to_the_disk_is_on_the_board() -> None:
    """A file that another program wrote is taken in; one that is open and gone is said."""
    session = derived()
    path = one_file(session.root, "docs")
    async with driven(session, WIDE) as one:
        await one.press(*GO, "r")
        assert "Nothing changed on disk." in one.text()
        await one.press("enter", "tab", "tab")
        path.unlink()
        await one.press("r")
        assert "It is not there any more." in one.text()
        assert one.app.screen.view == "board"


async def test_a_header_that_cannot_be_read_is_said_with_its_place() -> None:
    """The form stays shut; the file is for the editor."""
    session = derived()
    path = one_file(session.root, "docs")
    path.write_bytes(path.read_bytes().replace(b"status: ", b"- status: ", 1))
    async with driven(session, WIDE) as one:
        await one.press(*GO, "enter")
        assert one.app.screen.view == "board"
        assert "! unreadable" in one.text()
        said = ".omoi_os/docs/prd-clinic-appointments.md:7:1: The header is not YAML"
        assert one.text().count(said) == 2, "below the list, and for Enter"
        assert "derive omoi" not in one.text(), "it is there: nothing is to be written anew"


async def test_hostile_words_are_text_and_ascii_is_enough() -> None:
    """On the board, in the form, in the box and in the dialog nothing of a file acts."""
    payload = PAYLOADS[3]
    session = sentence(f"THE SYSTEM SHALL show {payload} as it is.")()
    prd = one_file(session.root, "docs")
    text = prd.read_text(encoding="utf-8")
    old = next(row for row in text.splitlines() if row.startswith("title:"))
    prd.write_text(text.replace(old, f"title: {payload!r}", 1), encoding="utf-8")
    async with driven(session, WIDE, ascii=True) as one:
        await one.press(*GO)
        seen = one.text()
        for keys in (("right",), ("enter",), ("tab",), ("down", "enter")):
            await one.press(*keys)
            seen += one.text()
            for strip in one.app.screen._compositor.render_strips():
                assert strip.text == visible(strip.text)
                for segment in strip:
                    assert "@click" not in (segment.style.meta if segment.style else {})
        assert squeezed(payload) in squeezed(seen)
        assert "✓" not in seen
        assert everything(one.app)
