"""The packages of one repository: joins codex_os/ and workspace/; what every shell talks to.

Its journal is that of `WorkSession`: undo takes back the last change of a plan, whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.codex_os import documents
from spec_tui.codex_os.package import SPECS, Package, assemble, named, order
from spec_tui.work.change import Moment, Refused
from spec_tui.work.places import backup_folder, leftover
from spec_tui.worksession import Done
from spec_tui.workspace.browse import Browse

if TYPE_CHECKING:
    from spec_tui.workspace.edits import Edits
    from spec_tui.workspace.snapshot import Snapshot


class PackageSession:
    """Packages of one repository. `who` is the `@handle` that changes are signed with."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        self._browse = Browse(root)
        self.root = self._browse.root
        self.who = who
        self._now = now or (lambda: datetime.now().astimezone())
        self._made: Edits | None = None
        self._read: dict[str, Snapshot] = {}
        self._roll_forward()

    # reading

    def packages(self) -> tuple[Package, ...]:
        """All packages as they are on disk now, newest first. Half-made ones are among them."""
        found: dict[str, list[str]] = {}
        for entry in self._browse.entries(SPECS, _enters):
            parts = entry.path.split("/")
            if len(parts) > 3 and not leftover(parts[-1]):
                found.setdefault(parts[2], []).append("/".join(parts[3:]))
        return order([self._package(f"{SPECS}/{name}", names) for name, names in found.items()])

    def find(self, name: str = "") -> Package:
        """The one package that a name means: folder, spec id or title part; "" is the newest.

        Raises Unknown and Ambiguous, both Refused.
        """
        here = f"{self.root}/"
        return named(self.packages(), name.removeprefix(here))

    def text(self, path: str) -> str:
        """The text of a file of the repository as it is now, "" where there is none.

        What was read last is what `commit` compares with. Raises Unreadable and NotWritable.
        """
        self._read.update(self._edits.texts([path]))
        return self._read[path].text

    def exists(self, path: str) -> bool:
        """Whether a path of the repository is there."""
        return (self.root / path).exists()

    def moment(self) -> Moment:
        """Now, and who."""
        return Moment(self._now(), self.who)

    # changing

    def commit(self, texts: Mapping[str, str], what: str) -> None:
        """Write new texts by path as one undoable change; `what` is its sentence.

        Each is compared with what `text` read; what somebody else wrote elsewhere in the file
        meanwhile stays. Raises Refused where the same lines were changed, and WorkspaceError:
        nothing was changed then.
        """
        base = self._read
        for path in texts:
            if path not in base:
                self.text(path)
        changed = {path: text for path, text in texts.items() if text != base[path].text}
        if not changed:
            return
        done = self._edits.commit_texts(base, changed, what)
        self._read = {}
        if done.conflict is not None:
            raise Refused(
                f"{done.conflict.name} was changed meanwhile, in the same lines. "
                "Nothing was changed. Look at it and try again."
            )
        if done.kept:
            raise Refused(done.reason)

    def undo(self) -> Done | None:
        """Take the last change of a plan back. None where there is none. Raises WorkspaceError."""
        return _turned("Taken back", self._edits.undo())

    def redo(self) -> Done | None:
        """Put the last undone change back. None where there is none. Raises WorkspaceError."""
        return _turned("Put back", self._edits.redo())

    # inside

    @property
    def _edits(self) -> Edits:
        if self._made is None:
            from spec_tui.workspace.edits import Edits

            self._made = Edits(self.root, now=self._now)
        self._made.who = self.who
        return self._made

    def _roll_forward(self) -> None:
        from spec_tui.workspace.sidecar import NAME

        if (self.root / NAME / "work.jsonl").exists():
            self._edits.roll_forward()

    def _package(self, folder: str, names: list[str]) -> Package:
        files: dict[documents.Kind, documents.Document] = {}
        for kind in documents.KINDS:
            name = documents.FILES[kind]
            files[kind] = self._document(kind, f"{folder}/{name}", name in names)
        known = set(documents.FILES.values())
        return assemble(folder, files, [name for name in names if name not in known])

    def _document(self, kind: documents.Kind, path: str, exists: bool) -> documents.Document:
        if not exists:
            return documents.absent(kind, path)
        text, trouble = self._browse.read(path)
        if trouble is not None:
            return documents.unreadable(kind, path, trouble[0])
        return documents.read(kind, path, text)


def _turned(words: str, turned: tuple[str, object] | None) -> Done | None:
    return Done(f"{words}: {turned[0]}") if turned is not None else None


def _enters(name: str) -> bool:
    return name not in {".git", "node_modules"} and not backup_folder(name)
