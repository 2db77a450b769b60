"""Changes to any files of the repository: durable, journaled, undoable, never outside of it.

The same transaction, lock and backups as for SPEC.md, with a journal of its own beside the other
(`.spec-tui/work.jsonl`). An entry holds what it changed line by line, and which files moved, came
and went, so undo and roll-forward work on files that somebody else has changed elsewhere meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec_tui.workspace.carrying import JOURNAL, Carrying, changes_of
from spec_tui.workspace.errors import NotWritable
from spec_tui.workspace.hunks import apply_hunks, hunks_of, inverse
from spec_tui.workspace.relocation import Plan, check, folders_above, missing_folders, plan_of
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
        track: bool = False,
    ) -> Commit:
        """Write new texts, each made from its snapshot in `base`; `what` is told by undo.

        `moves` are (old path, new path) of files and come before the texts: those of a moved file
        are named by its new path and made from the snapshot of its old one. `copies` are bytes of
        new files by path. Neither goes over an existing file. With `track` the index of git
        follows the moves; where that fails `Commit.reason` says so, and the files stay moved.

        Where somebody else changed other lines of a file meanwhile both changes stand; where the
        same lines, nothing is written and `Commit.conflict` says so. Raises Locked and
        NotWritable: nothing was changed then.
        """
        new = [path for path in texts if not base[path].exists]
        plan = self._planned(moves, copies or {}, texts, new, track=track)
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
            track=track and bool(moves),
        )

    def _turn(self, event: Event, kind: str) -> tuple[str, Commit]:
        back = kind == "undo"
        plan = plan_of(event)
        moves = [(new, old) for old, new in plan.moves] if back else list(plan.moves)
        place = dict(moves) if back else {}
        origin = {} if back else {new: old for old, new in moves}
        new = set(event.get("new") or ())
        base: dict[str, Snapshot] = {}
        texts: dict[str, str] = {}
        gone: dict[str, str] = {}
        for path, hunks in changes_of(event).items():
            here, there = origin.get(path, path), place.get(path, path)
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
        copies: dict[str, str] = {}
        with self._asking():
            if back:
                gone |= {path: sha for path, sha in plan.copies.items() if self._sha(path) == sha}
            else:
                copies = self._put_back(event, plan)
            check(self._os, self._paths, moves, copies, texts)
            ends = [*(end for _, end in moves), *copies, *(() if back else new)]
            made = missing_folders(self._os, self.root, ends)
        emptied = tuple(reversed(plan.made)) if back else plan.emptied
        turned = Plan(tuple(moves), copies, gone, made, emptied, plan.track)
        what = str(event.get("what", ""))
        entry: dict[str, object] = {"kind": kind, "of": event["id"], "what": what}
        entry["changes"] = {
            path: [list(hunk) for hunk in hunks_of(base[path].text, text)]
            for path, text in texts.items()
        }
        entry |= turned.entry()
        return what, self._commit(base, texts, entry, turned)

    def _put_back(self, event: Event, plan: Plan) -> dict[str, str]:
        """The files from bytes that redo makes again: those that undo took away."""
        taken: dict[str, str] = {}
        for one in self.events():
            if one.get("kind") == "undo" and one.get("of") == event["id"]:
                taken = dict(plan_of(one).gone)
        copies = {path: sha for path, sha in plan.copies.items() if path in taken}
        for path, sha in copies.items():
            if self._copies.get(sha) is None:
                raise NotWritable(
                    self.root / path,
                    f"The bytes of {path} are not kept any more. Nothing was changed.",
                )
        return copies
