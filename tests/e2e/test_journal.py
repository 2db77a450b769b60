"""A tree of specs worked on as people do: in a real terminal, by commands, over several days."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.rivers import changed, committed, contents, git, moved, older, river, sound, step
from tests.e2e.steps import inline
from tests.terminal import Terminal, terminal

pytestmark = pytest.mark.tmux

PAGE = "specs/3000/3003"
SPEC, CONTEXT = f"{PAGE}/3037.spec.md", f"{PAGE}/3037.context.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The river under git."""
    return river(tmp_path / "river")


def run(folder: Path, *arguments: str) -> str:
    """Run a command that does what is asked; what it says."""
    done = inline(folder, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


def write_entry(window: Terminal, kind: str, *fields: str) -> None:
    """Record one entry: `n`, the number of its kind, its fields."""
    window.keys("n")
    window.wait_for("what are you doing now?")
    window.keys(kind)
    window.wait_for("esc keeps it for later")
    for number, field in enumerate(fields):
        if number:
            window.keys("Enter")
        window.type(field)
        window.wait_for(field[-20:])
    window.keys("C-s")
    window.wait_for("u takes it back")


def test_tree_is_worked_on_for_several_sessions_and_stays_sound_after_each_step(
    folder: Path,
) -> None:
    """An evening in the app, another person by commands, then titles and places change."""
    run(folder, "new", "task", "Say it in Welsh too", "--parent", "3003")
    created = changed(folder)
    assert created.keys() == {SPEC, CONTEXT, f"{PAGE}/spec.md"}
    assert created[f"{PAGE}/spec.md"] == ["+ - [[3037.spec|Say it in Welsh too]]"]
    sound(folder)
    committed(folder, "A page in Welsh")
    an_evening_in_the_app(folder)
    committed(folder, "An evening")
    another_person_by_commands(folder)
    committed(folder, "Another evening")
    titles_and_places_change(folder)


def an_evening_in_the_app(folder: Path) -> None:
    """Start, plan, approve, implement, commit, issue, deliver, undo and redo, close."""
    with terminal(folder, width=140, height=40) as window:
        window.start("work", "3037")
        window.wait_for("No session yet. n starts one.")
        window.keys("n")
        window.wait_for("start a session with a title")
        window.keys("2")
        window.wait_for("Its title")
        window.type("Words first")
        window.keys("Enter")
        window.wait_for("Session 1 of 3037 has begun.")
        begun = changed(folder)[CONTEXT]
        assert begun[0] == "+ ### Session 1: T - Words first"
        assert begun[1].startswith("+ <!-- spec-tui:session start=T head=")
        assert begun[2] == "+ **Participants**: @maria"
        assert len(begun) == 3
        sound(folder)

        write_entry(window, "1", "Ask the school for the words")
        step(folder, {CONTEXT: ["+ #### Planning", "+ - T Ask the school for the words"]})
        window.keys("a")
        window.wait_for("The plan of 3037 is approved by @maria.")
        step(
            folder,
            {
                CONTEXT: [
                    "- **Status**: planning", "+ **Status**: implementing",
                    "+ - Plan approved by @maria, T",
                ]
            },
        )  # fmt: skip
        write_entry(window, "3", "Sentences beside each other")
        step(folder, {CONTEXT: ["+ #### Implementation", "+ - T Sentences beside each other"]})

        styles = folder / "web" / "river.css"
        styles.write_text(styles.read_text("utf-8") + ".cy { color: inherit }\n", "utf-8")
        git(folder, "commit", "-q", "-m", "Welsh beside English", "web/river.css")
        assert changed(folder) == {"web/river.css": ["+ .cy { color: inherit }"]}
        hash_ = git(folder, "rev-parse", "--short=7", "HEAD").strip()
        window.wait_for("Welsh beside English")
        window.keys("n", "6")
        window.wait_for("Which commit?")
        window.keys("1")
        window.wait_for("Recorded as commit")
        step(folder, {CONTEXT: ["+ #### Commits", f"+ - T `{hash_}`: Welsh beside English"]})

        write_entry(window, "5", "No word for gauge", "mesurydd, says the school")
        issue = [
            "+ #### Issues & Resolutions", "+ - T **Issue**: No word for gauge",
            "+ - T **Resolution**: mesurydd, says the school",
        ]  # fmt: skip
        step(folder, {CONTEXT: issue})
        window.keys("n", "7")
        window.wait_for("What kind of deliverable?")
        window.keys("Down", "Enter")
        window.wait_for("esc keeps it for later")
        window.type("welsh.md")
        window.keys("Enter")
        window.type("All sentences")
        window.keys("C-s")
        window.wait_for("is made, and linked")
        row = "[[deliverables/docs/welsh.md|welsh.md]]"
        step(
            folder,
            {
                CONTEXT: [
                    f"+ - T Created {row} - All sentences",
                    "+ ### Documentation", f"+ - {row} - All sentences",
                ],
                SPEC: [f"+ - {row}"],
                f"{PAGE}/deliverables/docs/welsh.md": [
                    "+ <!-- Spec: [[../../3037.spec|3037 - Say it in Welsh too]] -->",
                    "+ <!-- Context: [[../../3037.context|Implementation Journal]] -->",
                    "+ # All sentences",
                ],
            },
        )  # fmt: skip
        window.keys("u")
        window.wait_for("Taken back")
        taken = changed(folder)
        assert taken.keys() == {CONTEXT, SPEC, f"{PAGE}/deliverables/docs/welsh.md"}
        assert not (folder / PAGE / "deliverables/docs/welsh.md").exists()
        sound(folder)
        window.keys("U")
        window.wait_for("Put back")
        again = changed(folder)
        assert {path: sorted(line[2:] for line in lines) for path, lines in again.items()} == {
            path: sorted(line[2:] for line in lines) for path, lines in taken.items()
        }
        sound(folder)

        window.keys("c", "2")
        window.wait_for("Close the session")
        window.type("The words are there, the page is not")
        window.keys("C-s")
        window.wait_for("is closed: partial")
        closed = changed(folder)
        assert closed.keys() == {CONTEXT}
        assert closed[CONTEXT].count("+ The words are there, the page is not") == 2
        assert "+ - **Lines of Code**: +1, -0 <!-- computed -->" in closed[CONTEXT]
        assert [one[:34] for one in closed[CONTEXT] if one[0] == "-"] == [
            "- <!-- spec-tui:session start=T he"
        ]
        sound(folder)
        window.keys("q")
        assert window.wait_exit() == 0


def another_person_by_commands(folder: Path) -> None:
    """A second session, some of it taken back, until all criteria are met."""

    def tom(*arguments: str) -> str:
        return run(folder, "work", "3037", *arguments, "--as", "@tom")

    assert tom("--title", "The page").startswith("Session 2 of 3037 has begun.")
    assert "+ **Participants**: @tom" in changed(folder)[CONTEXT]
    tom("change", "The school reads it before it goes out")
    step(
        folder,
        {CONTEXT: ["+ #### Changes to Spec", "+ - T The school reads it before it goes out"]},
    )
    tom("test", "Read aloud: one word is wrong")
    step(folder, {CONTEXT: ["+ #### Testing", "+ - T Read aloud: one word is wrong"]})
    tom("note", "Ask for Irish too")
    assert run(folder, "undo") == "Taken back: Recorded as note in session 2 of 3037.\n"
    step(folder, {})
    tom("issue", "The word for gauge is wrong")
    changed(folder)
    tom("issue", "The word for gauge is wrong", "--resolution", "Changed everywhere")
    step(folder, {CONTEXT: ["+ - T **Resolution**: Changed everywhere"]})
    tom("deliver", "--type", "code", "--name", "web/river.css:3", "--about", "Welsh beside it")
    step(
        folder,
        {
            CONTEXT: [
                "+ #### Implementation",
                "+ - T Modified `web/river.css` ([Line 3](../../../web/river.css#L3))"
                " - Welsh beside it",
                "+ ### Code Changes", "+ - `web/river.css:3` - Welsh beside it",
            ],
        },
    )  # fmt: skip
    tom("done", "The page is there", "--result", "completed")
    closed = changed(folder)
    assert closed.keys() == {CONTEXT}
    assert "+ - **Total Sessions**: 2 <!-- computed -->" in closed[CONTEXT]
    sound(folder)
    for _ in range(3):
        run(folder, "undo")
    for _ in range(3):
        run(folder, "redo")
    step(folder, {})
    assert "is closed" not in run(folder, "work", "3037", "--status")
    text = (folder / CONTEXT).read_text(encoding="utf-8")
    assert "### Session 1: " in text
    assert "### Session 2: " in text


def titles_and_places_change(folder: Path) -> None:
    """Renamed and moved, all links follow; taken back, every byte is as it was."""
    before = contents(folder)
    run(folder, "rename", "3037", "The page in two tongues")
    labels = [one for lines in changed(folder).values() for one in lines]
    assert {
        one[2:].replace("The page in two tongues", "Say it in Welsh too")
        for one in labels
        if one[0] == "+"
    } == {one[2:] for one in labels if one[0] == "-"}
    sound(folder)
    committed(folder, "Another title")
    for id_, parent, count in (("3037", "3002", 2), ("3002", "1000", 15), ("1002", "3000", 15)):
        run(folder, "move", id_, "--parent", parent)
        assert len(moved(folder)) >= count, id_
        sound(folder)
        committed(folder, f"{id_} is in {parent}")
    for _ in range(4):
        run(folder, "undo")
    assert contents(folder) == before
    sound(folder)


def test_older_layout_becomes_the_river_and_everything_can_be_taken_back(folder: Path) -> None:
    """171 files move, their links with them: what comes out is the tree that it was made from."""
    new = contents(folder)
    old = {
        path: text.encode()
        for path, text in older({path: data.decode() for path, data in new.items()}).items()
    }
    code = {path for path in new if not path.startswith("specs/")}
    assert old.keys() & new.keys() == code
    for path in new:
        (folder / path).unlink()
    for path, data in old.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    committed(folder, "An older layout")
    sound(folder)

    shown = run(folder, "migrate")
    assert shown.endswith(
        "files moved, 0 context files made, 585 links rewritten, 0 links added.\n"
    )
    assert contents(folder) == old
    run(folder, "migrate", "--yes")
    assert contents(folder) == new
    renamed = git(folder, "diff", "--cached", "-M100%", "--diff-filter=R", "--name-only").split()
    assert set(renamed) == new.keys() - code
    sound(folder)
    run(folder, "undo")
    assert contents(folder) == old
    assert git(folder, "status", "--porcelain") == ""


def half_typed(window: Terminal, folder: Path, words: str) -> None:
    """Wait until what is being typed is kept."""
    draft = folder / ".spec-tui" / "journal-draft"
    window.wait_for(lambda _screen: draft.is_file() and words in draft.read_text(encoding="utf-8"))


def test_entry_that_was_being_typed_is_there_after_a_kill_and_after_the_window_was_closed(
    folder: Path,
) -> None:
    """kill -9 in the middle of a word: all that was saved stands, the rest is offered again."""
    context = folder / PAGE / "3033.context.md"
    with terminal(folder, width=140, height=40) as window:
        run(folder, "work", "3033", "--title", "Two hours")
        window.start("work", "3033")
        window.wait_for("n adds an entry")
        write_entry(window, "1", "Grey after thirty minutes")
        saved = context.read_bytes()
        assert "Grey after thirty minutes" in saved.decode()
        window.keys("n")
        window.wait_for("what are you doing now?")
        window.keys("2")
        window.wait_for("esc keeps it for later")
        window.type("No number after two ho")
        half_typed(window, folder, "after two ho")
        window.kill(signal.SIGKILL)
        assert window.wait_exit() == 128 + signal.SIGKILL
        assert context.read_bytes() == saved

    with terminal(folder, width=140, height=40) as again:
        again.start("work", "3033")
        again.wait_for(
            "A half-typed note of 3033 Say how old it is is kept: “No number after two ho”"
        )
        again.keys("1")
        again.wait_for("esc keeps it for later")
        again.type("urs, a sen")
        half_typed(again, folder, "urs, a sen")
        again.close_on_program()
    assert context.read_bytes() == saved

    with terminal(folder, width=140, height=40) as last:
        last.start("work", "3033")
        screen = last.wait_for("No number after two hours, a sen”")
        assert "read-only" not in screen
        last.keys("1")
        last.wait_for("esc keeps it for later")
        last.type("tence")
        last.wait_for("a sentence")
        last.keys("C-s")
        last.wait_for("Recorded as note")
        last.keys("q")
        assert last.wait_exit() == 0
    before, after = (text.decode().splitlines() for text in (saved, context.read_bytes()))
    assert [line for line in after if line not in before and "**Updated**" not in line] == [
        "#### Notes",
        next(line for line in after if line.endswith(" No number after two hours, a sentence")),
    ]
    assert not (folder / ".spec-tui" / "journal-draft").exists()
    sound(folder)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with the river on it, and little room beside."""
    place = tmp_path / "disk"
    place.mkdir()
    options = ("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place))
    try:
        mounted = subprocess.run(["mount", *options], capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no mount here")
    if mounted.returncode != 0:
        pytest.skip("no disk can be mounted here")
    try:
        yield river(place / "river")
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(path: Path) -> None:
    """Write a file until there is no room left."""
    with path.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass


def test_full_disk_says_so_and_the_words_stay_until_there_is_room(small_disk: Path) -> None:
    """Nothing half is written, and what is typed is saved once, when it can be."""
    context = small_disk / PAGE / "3033.context.md"
    with terminal(small_disk, width=100, height=30) as window:
        run(small_disk, "work", "3033", "--title", "Two hours")
        window.start("work", "3033")
        window.wait_for("n adds an entry")
        before = contents(small_disk)
        window.keys("n")
        window.wait_for("what are you doing now?")
        window.keys("1")
        window.wait_for("esc keeps it for later")
        window.type("Grey after thirty minutes")
        half_typed(window, small_disk, "thirty minutes")
        ballast = small_disk.parent / "ballast"
        fill(ballast)
        window.keys("C-s")
        screen = window.wait_for("The disk is full. Nothing was changed.")
        assert "Grey after thirty minutes" in screen
        done = inline(small_disk, "work", "3033", "note", "From elsewhere")
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr == "The disk is full. Nothing was changed.\n"
        assert contents(small_disk) == before
        ballast.unlink()
        window.keys("C-s")
        window.wait_for("Recorded as plan")
        window.keys("q")
        assert window.wait_exit() == 0
    text = context.read_text(encoding="utf-8")
    assert text.count("Grey after thirty minutes") == 1
    assert "From elsewhere" not in text
    sound(small_disk)


def test_read_only_folder_is_said_and_the_words_stay(folder: Path) -> None:
    """The file is named; the command says the same; writable again, the words are saved."""
    context = folder / PAGE / "3033.context.md"
    run(folder, "work", "3033", "--title", "Two hours")
    before = contents(folder)
    said = (
        f"{PAGE}/3033.context.md cannot be written (it is marked read-only). Nothing was changed."
    )
    context.chmod(0o444)
    done = inline(folder, "work", "3033", "note", "From elsewhere")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{said}\n")
    with terminal(folder, width=140, height=30) as window:
        window.start("work", "3033")
        window.wait_for("n adds an entry")
        window.keys("n")
        window.wait_for("what are you doing now?")
        window.keys("1")
        window.wait_for("esc keeps it for later")
        window.type("Grey after thirty minutes")
        window.keys("C-s")
        # Both in one frame: the rows move when the message comes, and may be seen half painted.
        window.wait_for(lambda screen: said in screen and "Grey after thirty minutes" in screen)
        assert contents(folder) == before
        context.chmod(0o644)
        window.keys("C-s")
        window.wait_for("Recorded as plan")
        window.keys("q")
        assert window.wait_exit() == 0
    assert context.read_text(encoding="utf-8").count("Grey after thirty minutes") == 1
