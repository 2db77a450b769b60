"""Whatever moves, comes and is rewritten, undo and redo lead through the same bytes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.crash.model import Disk, ModelOs
from tests.crash.moves import ROOT, edits, files

FOLDERS = st.sampled_from(["", "a/", "a/b/", "ü/", "deep/er/"])
NAMES = st.builds(lambda folder, name: f"{folder}{name}", FOLDERS, st.sampled_from("pqrst"))
LINES = st.lists(st.sampled_from(["one\n", "two\r\n", "\n", "ü\n", "end"]), max_size=5)
TEXTS = LINES.map("".join)
BYTES = st.sampled_from([b"", b"\0", b"\xff\xfe\0", b"\xef\xbb\xbfone\n", b"text\n"])
STEPS = st.lists(st.sampled_from(["change", "change", "undo", "redo"]), min_size=3, max_size=9)


def start() -> Disk:
    """Texts, one with a byte order mark, and bytes that are no text."""
    disk = Disk()
    disk.put(str(ROOT / "p"), b"\xef\xbb\xbfone\r\ntwo")
    disk.put(str(ROOT / "a/q"), b"one\ntwo\none\ntwo\n")
    disk.put(str(ROOT / "a/b/r"), b"")
    disk.put(str(ROOT / "deep/er/s"), b"\0\xff")
    return disk


def change(disk: Disk, data: st.DataObject) -> bool:
    """Some files move, some texts of moved and other files are new, and some files come."""
    space = edits(ModelOs(disk))
    there = {name: content for name, content in files(disk).items() if content != b"/"}
    olds = data.draw(st.lists(st.sampled_from(sorted(there)), unique=True, max_size=3))
    fresh = data.draw(st.lists(NAMES, unique=True, max_size=6))
    fresh = [name for name in fresh if name not in files(disk)]
    moves = list(zip(olds, fresh, strict=False))
    fresh = fresh[len(moves) :]
    copies = {name: data.draw(BYTES) for name in fresh[:1]}
    sources = {new: old for old, new in moves}
    sources |= {name: name for name in there if name not in olds}
    sources |= {name: name for name in fresh[1:]}
    is_text = [n for n, old in sorted(sources.items()) if b"\0" not in there.get(old, b"")]
    chosen = data.draw(st.lists(st.sampled_from(is_text), unique=True)) if is_text else []
    texts = {name: data.draw(TEXTS) for name in chosen}
    base = {name: space.texts([sources[name]])[sources[name]] for name in texts}
    before = files(disk)
    commit = space.commit_texts(base, texts, "x", moves=moves, copies=copies)
    assert (commit.kept, commit.conflict) == (False, None)
    after = files(disk)
    for old, new in moves:
        assert old not in after
        if new not in texts:
            assert after[new] == before[old]
    return after != before


@settings(max_examples=40)
@given(steps=STEPS, data=st.data())
def test_undo_and_redo_lead_through_the_same_bytes(steps: list[str], data: st.DataObject) -> None:
    """Every file and every folder, each step by a new process."""
    disk = start()
    states, at = [files(disk)], 0
    for step in steps:
        if step == "change":
            if change(disk, data):
                states, at = [*states[: at + 1], files(disk)], at + 1
            assert files(disk) == states[at]
            continue
        turned = getattr(edits(ModelOs(disk)), step)()
        to = at - 1 if step == "undo" else at + 1
        assert (turned is not None) == (0 <= to < len(states)), (step, at)
        at = to if turned is not None else at
        assert files(disk) == states[at]
