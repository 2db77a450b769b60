"""The packages of one repository: joins codex_os/ and workspace/; what every shell talks to.

Its journal is that of `WorkSession`: undo takes back the last change of a plan, whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.codex_os import documents
from spec_tui.codex_os.package import SPECS, Package, assemble, named, order
from spec_tui.work.change import Refused
from spec_tui.work.places import backup_folder, leftover
from spec_tui.work.secrecy import Secret, safe, safe_file
from spec_tui.worksession import Changing, Done
from spec_tui.workspace.browse import Browse

if TYPE_CHECKING:
    from spec_tui.codex_os.done_of_spec import DoneLine, Link
    from spec_tui.codex_os.gate.model import Gate
    from spec_tui.codex_os.signoff import SignOff
    from spec_tui.workspace.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Approval:
    """What approving did; see `Done`."""

    receipt: str
    paths: tuple[str, ...]
    """Files that were changed; none where it was approved already."""
    id: str
    """Name of the package's folder."""
    open: tuple[str, ...]
    """Roles and lines of the Definition of Done that are open; they are recorded, too."""


class PackageSession(Changing):
    """Packages of one repository. `who` is the `@handle` that changes are signed with."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(root, who=who, now=now)
        self._read: dict[str, Snapshot] = {}
        self._seen = 0

    # reading

    def packages(self) -> tuple[Package, ...]:
        """All packages as they are on disk now, newest first. Half-made ones are among them."""
        found: dict[str, list[str]] = {}
        entries = list(self._browse.entries(SPECS, _enters))
        self._seen = hash(tuple(entries))
        for entry in entries:
            parts = entry.path.split("/")
            if len(parts) > 3 and not leftover(parts[-1]):
                found.setdefault(parts[2], []).append("/".join(parts[3:]))
        return order([self._package(f"{SPECS}/{name}", names) for name, names in found.items()])

    def stale(self) -> bool:
        """Whether a file of a package came, went or changed since `packages` read them.

        Looks at names and times only, so it can be asked every second.
        """
        return hash(tuple(self._browse.entries(SPECS, _enters))) != self._seen

    def find(self, name: str = "") -> Package:
        """The one package that a name means: folder, spec id or title part; "" is the newest.

        Raises Unknown and Ambiguous, both Refused.
        """
        return named(self.packages(), name)

    def text(self, path: str) -> str:
        """The text of a file of the repository as it is now, "" where there is none.

        What was read last is what `commit` compares with. Raises Unreadable and NotWritable.
        """
        self._read.update(self.edits.texts([path]))
        return self._read[path].text

    def exists(self, path: str) -> bool:
        """Whether a path of the repository is there."""
        return (self.root / path).exists()

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
        done = self.edits.commit_texts(base, changed, what)
        self._read = {}
        if done.conflict is not None:
            raise Refused(
                f"{done.conflict.name} was changed meanwhile, in the same lines. "
                "Nothing was changed. Look at it and try again."
            )
        if done.kept:
            raise Refused(done.reason)

    def create(
        self,
        title: str,
        *,
        date: str = "",
        owners: Sequence[str] = (),
        reviewers: Sequence[str] = (),
        prd: tuple[str, str] | None = None,
        secret: Secret = "",
    ) -> Done:
        """Make a package from the templates; `date` names its folder, today where it is "".

        `owners` are the DRI and the backup, `prd` the name and text of a document for srd.md.
        Returns the name of the folder as `Done.id`. Raises Refused and WorkspaceError.
        """
        if prd is not None:
            prd = prd[0], safe_file(prd[1], prd[0], secret)
        from spec_tui.codex_os.create import create

        today = self.moment().date
        made = create(
            title,
            date or today,
            today=today,
            owners=owners,
            reviewers=reviewers,
            taken=self._taken,
            prd=prd,
        )
        for path in made.texts:
            if self.text(path):
                raise Refused(f"{path} is there already. Nothing was changed.")
        receipt = f"{made.name} is made: srd.md, tech-spec.md, tasks.md."
        self.commit(made.texts, receipt)
        return Done(receipt, tuple(made.texts), made.name)

    def free_name(self, title: str, date: str = "") -> str:
        """The name that the folder of a new package would have now. Raises Refused."""
        from spec_tui.codex_os.create import free_name, title_of

        return free_name(title_of(title), date or self.moment().date, self._taken)

    def gate(self, package: Package) -> Gate:
        """Judge the eleven items of a package as it was read."""
        from spec_tui.codex_os.gate.run import judge

        return judge(package)

    def sign_offs(self, package: Package) -> tuple[SignOff, ...]:
        """Every role with what it said last; an open one has no name."""
        from spec_tui.codex_os.signoff import sign_offs

        return sign_offs(package.tech)

    def done_lines(self, package: Package, gate: Gate | None = None) -> tuple[DoneLine, ...]:
        """The Definition of Done of a package (seed 000, section 6)."""
        from spec_tui.codex_os.done_of_spec import done_of_spec

        decisions = self.guide("product/decisions.md")
        return done_of_spec(
            package, gate or self.gate(package), exists=self.exists, decisions=decisions
        )

    def links(self, package: Package) -> tuple[Link, ...]:
        """The links in the headers of its documents, and where each leads."""
        from spec_tui.codex_os.done_of_spec import links_of

        return tuple(
            link for one in package.documents for link in links_of(one, package, self.exists)
        )

    def guide(self, name: str) -> str:
        """A document of product/ or standards/: the project's own, else that of the home folder.

        `name` is relative to `.codex-os/`; "" where neither has it.
        """
        path = f".codex-os/{name}"
        if self.exists(path):
            return self._browse.read(path)[0]
        return Browse(Path.home()).read(path)[0]

    def waive(self, name: str, item: str, reason: str, by: str, *, secret: Secret = "") -> Done:
        """Let an item of the gate pass, by its id or number. Raises Refused and WorkspaceError."""
        from spec_tui.codex_os.gate.run import item_id, judge
        from spec_tui.codex_os.waivers import waived

        wanted = item_id(item)
        package = self._fresh(self.find(name))
        found = judge(package).item(wanted)
        assert found is not None
        if found.state == "pass":
            raise Refused(f"Item {found.number} ({found.title}) passes. Nothing was changed.")
        if found.waiver is not None:
            raise Refused(
                f"Item {found.number} ({found.title}) is {found.reason}. Nothing was changed."
            )
        why = safe(reason, "reason", secret)
        text = waived(self._tech(package), wanted, why, by, self.moment().date)
        receipt = f"Item {found.number} ({found.title}) of {package.name} is waived by {by}."
        self.commit({package.tech.path: text}, receipt)
        return Done(receipt, (package.tech.path,))

    def sign_off(
        self,
        name: str,
        role: str,
        by: str,
        decision: str = "",
        *,
        adr: bool = False,
        secret: Secret = "",
    ) -> Done:
        """Record what a role said; with `adr` its decision becomes an entry of decisions.md too.

        Raises Refused and WorkspaceError.
        """
        from spec_tui.codex_os.package import DECISIONS
        from spec_tui.codex_os.signoff import role_of, signed

        package = self._fresh(self.find(name))
        known, date = role_of(role), self.moment().date
        decision = safe(" ".join(decision.split()), "decision", secret)
        texts = {package.tech.path: signed(self._tech(package), known, by, date, decision)}
        receipt = f"{known} of {package.name} is signed by {by}: {decision or 'approved'}."
        if adr:
            from spec_tui.codex_os.adr import entry
            from spec_tui.codex_os.placing import LONGEST

            texts[DECISIONS] = entry(
                self.text(DECISIONS),
                decision,
                f"Sign-off of {package.title} ({package.spec_id}) as {known} by {by}.",
                decision,
                "",
                date,
                ref=f"{package.spec_id} sign-off, {known}: {decision}"[:LONGEST],
            )
            receipt += f" It is an entry of {DECISIONS}."
        self.commit(texts, receipt)
        return Done(receipt, tuple(texts))

    def approve(self, name: str, by: str) -> Approval:
        """Set all three files to approved in one change. Raises Refused and WorkspaceError."""
        from spec_tui.codex_os.approval import approved, open_points

        package = self._fresh(self.find(name))
        gate = self.gate(package)
        lines = self.done_lines(package, gate)
        roles = self.sign_offs(package)
        open_ = open_points(roles, lines)
        if package.approved:
            return Approval(f"{package.name} is approved already.", (), package.name, open_)
        texts = approved(package, gate, roles, lines, by, self.moment().date)
        receipt = f"{package.name} is approved by {by}."
        self.commit(texts, receipt)
        return Approval(receipt, tuple(texts), package.name, open_)

    def point_agents(self) -> Done:
        """Put the paragraph on .codex-os/ into AGENTS.md. Raises Refused and WorkspaceError."""
        from spec_tui.codex_os.agents import PATH, pointed

        text = self.text(PATH)
        new = pointed(text)
        if new == text:
            return Done(f"{PATH} points to .codex-os/ already.")
        receipt = f"{PATH} points to .codex-os/."
        self.commit({PATH: new}, receipt)
        return Done(receipt, (PATH,))

    def agents_point(self) -> bool:
        """Whether AGENTS.md points to .codex-os/ already."""
        from spec_tui.codex_os.agents import PATH, points

        return self.exists(PATH) and points(self._browse.read(PATH)[0])

    # inside

    def _taken(self, path: str) -> bool:
        """Whether a new package cannot have this place; an empty folder is left by undo."""
        place_ = self.root / path
        if place_.is_symlink() or not place_.is_dir():
            return place_.is_symlink() or place_.exists()
        return any(place_.iterdir())

    def _fresh(self, package: Package) -> Package:
        """A package in the texts that `commit` compares with. Raises Unreadable."""
        files = {
            kind: documents.read(kind, one.path, self.text(one.path))
            if one.exists and kind in documents.SPEC
            else one
            for kind, one in package.files.items()
        }
        return assemble(package.folder, files, package.others)

    @staticmethod
    def _tech(package: Package) -> documents.Document:
        if not package.tech.exists:
            raise Refused(
                f"{package.name} has no tech-spec.md, where this is recorded. Nothing was changed."
            )
        return package.tech

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


def _enters(name: str) -> bool:
    return name not in {".git", "node_modules"} and not backup_folder(name)
