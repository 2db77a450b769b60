"""Changes to any files of the repository: durable, journaled, undoable, never outside of it.

The same transaction, lock and backups as for SPEC.md, with a journal of its own beside the other
(`.spec-tui/work.jsonl`). An entry holds what it changed line by line, and which files moved, came
and went, so undo and roll-forward work on files that somebody else has changed elsewhere meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spec_tui.workspace.carrying import JOURNAL, Carrying, changes_of
from spec_tui.workspace.errors import NotWritable
from spec_tui.workspace.hunks import apply_hunks, hunks_of, inverse
from spec_tui.workspace.relocation import (
    Pair,
    Plan,
    check,
    folders_above,
    missing_folders,
    plan_of,
    status_of,
)
from spec_tui.workspace.snapshot import Snapshot, sha_of
from spec_tui.workspace.store import Commit, Event

__all__ = ["JOURNAL", "Edits"]


class Edits(Carrying):
    """Any files of one repository. Use `commit_texts`, `undo` and `redo`."""

    def commit_texts(
        self,
        base: Mapping[str, Snapshot],
        texts: Mapping[str, str],
        what: str,
        *,
        moves: Sequence[tuple[str, str]] = (),
        copies: Mapping[str, bytes] | None = None,
        programs: Sequence[str] = (),
        track: bool = False,
    ) -> Commit:
        """Write new texts, each made from its snapshot in `base`; `what` is told by undo.

        `moves` are (old path, new path) of files and come before the texts: those of a moved file
        are named by its new path and made from the snapshot of its old one. `copies` are bytes of
        new files by path. Neither goes over an existing file. `programs` are new files, texts or
        copies, that may be run. With `track` the index of git
        follows the moves; where that fails `Commit.reason` says so, and the files stay moved.

        Where somebody else changed other lines of a file meanwhile both changes stand; where the
        same lines, nothing is written and `Commit.conflict` says so. Raises Locked and
        NotWritable: nothing was changed then.
        """
        new = [path for path in texts if not base[path].exists]
        plan = self._planned(moves, copies or {}, texts, new, programs, track=track)
        entry = {
            "kind": "work",
            "what": what,
            "changes": {
                path: [list(hunk) for hunk in hunks_of(base[path].text, text)]
                for path, text in texts.items()
            },
            "new": new,
            **plan.entry(),
        }
        return self._commit(base, texts, entry, plan, tuple((copies or {}).values()))

    def undo(self) -> tuple[str, Commit] | None:
        """Take the last change back: (what it was, the commit). None where there is none."""
        event = self.undoable()
        return self._turn(event, "undo") if event is not None else None

    def redo(self) -> tuple[str, Commit] | None:
        """Put the last undone change back. None where there is none."""
        event = self.redoable()
        return self._turn(event, "redo") if event is not None else None

    # inside

    def _planned(
        self,
        moves: Sequence[tuple[str, str]],
        copies: Mapping[str, bytes],
        texts: Mapping[str, str],
        new: Sequence[str],
        programs: Sequence[str],
        *,
        track: bool,
    ) -> Plan:
        """What a change does to whole files. Raises NotWritable where that cannot be."""
        check(self._os, self._paths, moves, copies, texts)
        with self._asking():
            made = missing_folders(self._os, self.root, [*(new for _, new in moves), *copies, *new])
        return Plan(
            tuple(moves),
            {path: sha_of(data) for path, data in copies.items()},
            made=made,
            emptied=folders_above(old for old, _ in moves),
            programs=tuple(path for path in programs if path in copies or path in new),
            track=track and bool(moves),
        )

    def _turn(self, event: Event, kind: str) -> tuple[str, Commit]:
        back = kind == "undo"
        plan = plan_of(event)
        moves = tuple((new, old) for old, new in plan.moves) if back else plan.moves
        new = set(event.get("new") or ())
        base: dict[str, Snapshot] = {}
        texts: dict[str, str] = {}
        gone: dict[str, str] = {}
        origin = {new: old for old, new in moves}
        place = dict(moves)
        for path, hunks in changes_of(event).items():
            there = place.get(path, path)
            here = path if back else origin.get(path, path)
            snapshot = self.texts([here])[here]
            text = apply_hunks(snapshot.text, inverse(hunks) if back else hunks)
            if text is None:
                raise NotWritable(
                    self.root / here,
                    f"{here} was changed in the same lines since. Nothing was changed.",
                )
            if back and path in new and text == "":
                if snapshot.exists:
                    gone[path] = snapshot.sha
                continue
            base[there], texts[there] = snapshot, text
        with self._asking():
            if back:
                turned = self._taken_back(plan, moves, gone)
            else:
                turned = self._put_back(event, plan, new)
            check(self._os, self._paths, moves, turned.copies, texts)
        what = str(event.get("what", ""))
        entry: dict[str, object] = {"kind": kind, "of": event["id"], "what": what}
        entry["changes"] = {
            path: [list(hunk) for hunk in hunks_of(base[path].text, text)]
            for path, text in texts.items()
        }
        entry |= turned.entry()
        return what, self._commit(base, texts, entry, turned)

    def _taken_back(self, plan: Plan, moves: tuple[Pair, ...], gone: dict[str, str]) -> Plan:
        """The files move back and the new ones go, those from bytes as long as they hold them."""
        gone |= {path: sha for path, sha in plan.copies.items() if self._sha(path) == sha}
        return Plan(
            moves,
            gone=gone,
            made=missing_folders(self._os, self.root, (new for _, new in moves)),
            emptied=tuple(reversed(plan.made)),
            programs=tuple(path for path in gone if self._runs(path)),
            track=plan.track,
        )

    def _put_back(self, event: Event, plan: Plan, new: set[str]) -> Plan:
        """The files move again, and those come back that undo took away."""
        undone = Plan()
        for one in self.events():
            if one.get("kind") == "undo" and one.get("of") == event["id"]:
                undone = plan_of(one)
        copies = {path: sha for path, sha in plan.copies.items() if path in undone.gone}
        for path, sha in copies.items():
            if self._copies.get(sha) is None:
                raise NotWritable(
                    self.root / path,
                    f"The bytes of {path} are not kept any more. Nothing was changed.",
                )
        ends = [*(end for _, end in plan.moves), *copies, *new]
        made = missing_folders(self._os, self.root, ends)
        return replace(plan, copies=copies, gone={}, made=made, programs=undone.programs)

    def _runs(self, path: str) -> bool:
        status = status_of(self._os, str(self._paths[path]))
        return status is not None and bool(status.st_mode & 0o100)
