"""Whatever bytes a file holds, a commit changes the line it means to and no other byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from spec_tui.workspace.patch import unified
from spec_tui.workspace.snapshot import BOM
from spec_tui.workspace.store import Workspace

ENDS = st.sampled_from(["\n", "\r\n", "\r"])
WORDS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\n\r\0\ufeff"), max_size=12
)


@given(
    lines=st.lists(st.tuples(WORDS, ENDS), min_size=1, max_size=12),
    last=WORDS,
    bom=st.booleans(),
    new=WORDS,
    data=st.data(),
)
def test_commit_changes_one_line_and_no_other_byte(
    lines: list[tuple[str, str]], last: str, bom: bool, new: str, data: st.DataObject
) -> None:
    """Any mixture of line ends, with and without BOM and last newline (R11)."""
    number = data.draw(st.integers(0, len(lines) - 1))
    before = "".join(word + end for word, end in lines[:number])
    after = "".join(word + end for word, end in lines[number + 1 :]) + last
    old, end = lines[number]
    head = BOM if bom else b""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "SPEC.md").write_bytes(head + (before + old + end + after).encode())
        space = Workspace(root)
        snapshot = space.read("SPEC.md")
        text = before + new + end + after
        commit = space.commit({"SPEC.md": snapshot}, {"SPEC.md": text}, {}, lambda *_: None)
        assert (root / "SPEC.md").read_bytes() == head + text.encode()
        assert not commit.kept


@given(text=st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0")))
def test_patch_of_nothing_is_empty(text: str) -> None:
    """A text that stands on disk already needs no patch."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        (root / "SPEC.md").write_bytes(text.encode())
        snapshot = Workspace(root).read("SPEC.md")
        assert unified(snapshot, snapshot.text, "SPEC.md") == b""
