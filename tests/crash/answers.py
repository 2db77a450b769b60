"""A small stand-in for the interview: documents of `key: value` lines, merged by key."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from spec_tui.workspace.oslayer import Os
from spec_tui.workspace.snapshot import Snapshot
from spec_tui.workspace.store import Commit, Workspace

ROOT = Path("/repo")
SPEC = "SPEC.md"
STACK = "stack.toml"
NOW = datetime(2025, 9, 1, 12, 0, tzinfo=UTC)

Values = Mapping[str, Mapping[str, tuple[str, str] | list[str]]]
"""Per file and key: before and after."""


def workspace(os_: Os, root: Path = ROOT) -> Workspace:
    """A workspace whose clock stands still."""
    return Workspace(root, os_=os_, now=lambda: NOW)


def table(text: str) -> dict[str, str]:
    """The values of a document."""
    pairs = [line.split(": ", 1) for line in text.splitlines()]
    return {pair[0]: pair[1] for pair in pairs}


def document(values: Mapping[str, str]) -> str:
    """The document of these values."""
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def merge(_name: str, base: str, disk: str, ours: str) -> str | None:
    """Our changes on top of what is on disk; None where both changed one key."""
    then, theirs, mine = table(base), table(disk), table(ours)
    result = dict(theirs)
    for key, value in mine.items():
        if value == then.get(key):
            continue
        if theirs.get(key) not in (then.get(key), value):
            return None
        result[key] = value
    return document(result)


def changed(text: str, values: Mapping[str, tuple[str, str] | list[str]]) -> str:
    """The text with the values that still are as they were before."""
    result = table(text)
    for key, (before, after) in values.items():
        if result.get(key, "") == before:
            result[key] = after
    return document(result)


def answer(space: Workspace, after: Mapping[str, Mapping[str, str]], raw: str = "") -> Commit:
    """Answer: set these values in these files."""
    base = {name: space.read(name) for name in after}
    values = {
        name: {key: (table(base[name].text).get(key, ""), value) for key, value in keys.items()}
        for name, keys in after.items()
    }
    return put(space, base, values, raw or str(after))


def put(space: Workspace, base: Mapping[str, Snapshot], values: Values, raw: str) -> Commit:
    """Commit values against given snapshots."""
    texts = {name: changed(base[name].text, keys) for name, keys in values.items()}
    entry = {"kind": "answer", "raw": raw, "values": values}
    return space.commit(base, texts, entry, merge)


def roll_forward(space: Workspace) -> list[Commit]:
    """What every start does: put away leftovers, then write what was acknowledged."""
    space.recover()
    results = []
    for event in space.pending():
        base = {name: space.read(name) for name in event["values"]}
        texts = {name: changed(base[name].text, keys) for name, keys in event["values"].items()}
        results.append(space.commit(base, texts, {}, merge, settles=event["id"]))
    return results
