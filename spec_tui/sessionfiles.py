"""The two files of an interview as a session sees them: on disk, or kept until disk takes them.

`text` is what the interview goes on with. It is the file on disk, except while something could not
be written: then it is that plus every kept answer (safety.md C.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from spec_tui.interview import merging
from spec_tui.interview.bank import Bank
from spec_tui.interview.segments import Change
from spec_tui.workspace.snapshot import Snapshot
from spec_tui.workspace.store import SPEC, STACK, Commit, Workspace

NAMES = (SPEC, STACK)
Values = dict[str, list[Change]]


class Files:
    """SPEC.md and stack.toml of one workspace."""

    def __init__(self, workspace: Workspace, bank: Bank) -> None:
        self.workspace = workspace
        self._bank = bank
        self._disk: dict[str, Snapshot] = {}
        self._kept: dict[str, str] = {}
        self.reason = ""
        """Why something is only kept in the journal, "" while all is on disk."""

    def load(self) -> None:
        """Read both files and write at last what an earlier run could only keep.

        Raises Unreadable.
        """
        self._disk = {name: self.workspace.read(name) for name in NAMES}
        for event in self.workspace.pending():
            self._roll_forward(event)

    def text(self, name: str) -> str:
        """The text of a file; "" where it is absent."""
        if name in self._kept:
            return self._kept[name]
        return self._disk[name].text if name in self._disk else ""

    def exists(self, name: str) -> bool:
        """The file is there, or is kept until it can be."""
        return name in self._kept or (name in self._disk and self._disk[name].exists)

    @property
    def kept(self) -> bool:
        """Something is in the journal and not in its file yet."""
        return bool(self._kept)

    def refresh(self) -> bool:
        """Read again what somebody else changed. True if anything did. Raises Unreadable."""
        changed = [name for name in NAMES if self.workspace.changed(self._disk[name])]
        for name in changed:
            fresh = self.workspace.read(name)
            if name in self._kept:
                self._kept[name] = self._merge(
                    name, self._disk[name].text, fresh.text, self._kept[name]
                )
            self._disk[name] = fresh
        return bool(changed)

    def commit(self, texts: Mapping[str, str], entry: Mapping[str, object]) -> Commit:
        """Make new texts durable. `entry` gets what undo and roll-forward need of them.

        Raises Locked and NotWritable: nothing was saved then.
        """
        values = self._values(texts)
        whole = self._not_reversible(texts, values)
        full = {
            **entry,
            "values": {name: [c.to_json() for c in rows] for name, rows in values.items()},
            "whole": whole,
        }
        wanted = {**self._kept, **texts}
        done = self.workspace.commit(
            {name: self._disk[name] for name in wanted}, wanted, full, self._merge
        )
        self._take(done, wanted)
        return done

    def _take(self, done: Commit, wanted: Mapping[str, str]) -> None:
        if done.conflict is not None:
            return
        if done.kept:
            self._kept = dict(wanted)
            self.reason = done.reason
            return
        self._disk |= dict(done.snapshots)
        if self._kept:
            for event in self.workspace.pending():
                self.workspace.settle(event["id"])
        self._kept = {}
        self.reason = done.reason

    def retry(self) -> bool:
        """Try again to write what is kept. True if it worked. Raises Locked and NotWritable."""
        pending = self.workspace.pending()
        if not self._kept or not pending:
            return False
        self.refresh()
        wanted = dict(self._kept)
        done = self.workspace.commit(
            {name: self._disk[name] for name in wanted},
            wanted,
            {},
            self._merge,
            settles=pending[-1]["id"],
        )
        self._take(done, wanted)
        return not done.kept

    def take_back(
        self, event: Mapping[str, Any], *, forward: bool
    ) -> tuple[dict[str, str], tuple[str, ...]]:
        """(new texts, places in the way) of an event inverted, or of one put back (`forward`)."""
        texts: dict[str, str] = {}
        clashes: list[str] = []
        whole = event.get("whole") or {}
        for name, rows in values_of(event).items():
            present = self.text(name)
            exact = whole.get(name)
            if not forward and isinstance(exact, list) and len(exact) == 2 and exact[1] == present:
                texts[name] = str(exact[0])
                continue
            wanted = rows if forward else [row.inverse() for row in reversed(rows)]
            merged = merging.patch(name, present, wanted, self._bank)
            clashes += [clash.key for clash in merged.clashes]
            texts[name] = merged.text
        return texts, tuple(clashes)

    def write_patches(self) -> Path | None:
        """The diffs that could not be written, as one .patch; None where there are none."""
        path = None
        for name, text in self._kept.items():
            if text != self._disk[name].text:
                path = self.workspace.write_patch(self._disk[name], text, name)
        return path

    def _roll_forward(self, event: Mapping[str, Any]) -> None:
        """Write what a killed run had acknowledged, on top of what is on disk now."""
        wanted = dict(self._kept)
        for name, rows in values_of(event).items():
            present = self.text(name)
            merged = merging.patch(name, present, rows, self._bank)
            text = merged.text
            if merged.clashes and name == SPEC:
                text = merging.settle_clashes(merged, rows, self._bank)
            wanted[name] = text
        done = self.workspace.commit(
            {name: self._disk[name] for name in wanted},
            wanted,
            {},
            self._merge,
            settles=event["id"],
        )
        self._take(done, wanted)

    def _merge(self, name: str, base: str, disk: str, ours: str) -> str:
        return merging.merge(name, base, disk, ours, self._bank)

    def _values(self, texts: Mapping[str, str]) -> Values:
        return {
            name: merging.difference(name, self.text(name), text, self._bank)
            for name, text in texts.items()
        }

    def _not_reversible(self, texts: Mapping[str, str], values: Values) -> dict[str, list[str]]:
        """Texts whose exact bytes the changes by key would not bring back: kept whole."""
        whole = {}
        for name, text in texts.items():
            back = [row.inverse() for row in reversed(values[name])]
            if merging.patch(name, text, back, self._bank).text != self.text(name):
                whole[name] = [self.text(name), text]
        return whole


def values_of(event: Mapping[str, Any]) -> Values:
    """The changes by key that an event of the journal holds; damaged rows are left out."""
    found: Values = {}
    for name, rows in (event.get("values") or {}).items():
        if name in NAMES and isinstance(rows, list):
            found[name] = list(_changes(rows))
    return found


def _changes(rows: Iterable[Any]) -> Iterable[Change]:
    for row in rows:
        try:
            yield Change.from_json(row)
        except ValueError:
            continue
