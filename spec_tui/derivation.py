"""Deriving documents from SPEC.md in one repository: joins derive/, the interview and the disk.

A proposal is looked at before anything is written. Deriving never writes SPEC.md; only pushing an
edit back does, as an answer of the interview (interview.md B.10).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from pathlib import Path
from typing import Literal

from spec_tui.codex_os.create import slug
from spec_tui.codex_os.package import DECISIONS, SPECS
from spec_tui.derive import merging
from spec_tui.derive.facts import Facts, items_of
from spec_tui.derive.model import Drift, Rendered, Seed, Sheet
from spec_tui.derive.pushing import pushed
from spec_tui.derive.regions import find
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import apply, updated
from spec_tui.packages import PackageSession
from spec_tui.session import Session
from spec_tui.work.change import Refused
from spec_tui.work.places import backup_folder, enters, leftover
from spec_tui.worksession import Done
from spec_tui.workspace.browse import Browse
from spec_tui.workspace.errors import Unreadable
from spec_tui.workspace.root import spec_name

System = Literal["codex", "omoi", "tree"]
How = Literal["push-back", "restore", "detach"]
OMOI = ".omoi_os"
TREE = "specs"
_NESTED = re.compile(r"\n[ \t]+(?:[-*+]|\d{1,9}[.)])[ \t]")
STACK = "stack.toml"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What deriving would do. Nothing is written yet."""

    system: System
    folder: str
    """Of the package, `.omoi_os` or `specs`."""
    title: str
    before: Mapping[str, str]
    """Text of each file that would change, "" for a new one."""
    texts: Mapping[str, str]
    """Its new text, by path."""
    new: tuple[str, ...]
    """Paths that are not there yet."""
    changed: tuple[tuple[str, tuple[str, ...]], ...]
    """(path, names of its regions and header fields that change)."""
    drift: tuple[Drift, ...]
    lost: tuple[str, ...]
    gaps: tuple[str, ...]
    notes: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    def diff(self) -> str:
        """The change as a unified diff."""
        return "".join(
            line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
            for path, text in self.texts.items()
            for line in unified_diff(
                self.before[path].splitlines(keepends=True),
                text.splitlines(keepends=True),
                f"a/{path}" if path not in self.new else "/dev/null",
                f"b/{path}",
            )
        )


class Derivation:
    """Documents derived from the SPEC.md of one repository; `who` signs what is made."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        self.packages = PackageSession(root, who=who, now=now)
        self.root = self.packages.root
        self.who = who
        self._browse = Browse(self.root)

    def facts(self) -> Facts:
        """What SPEC.md says now. Raises Refused where there is none, or where it cannot be used."""
        session = Session.open(self.root)
        try:
            if session.read_only:
                raise Refused(session.read_only)
        finally:
            session.close()
        spec = spec_name(self.root)
        if not self.packages.exists(spec):
            raise Refused("There is no SPEC.md to derive from. `spec-tui init` writes one.")
        return Facts.of(self.packages.text(spec), self.packages.text(STACK))

    def propose(
        self,
        system: System,
        package: str = "",
        *,
        title: str = "",
        owners: tuple[str, ...] = (),
        folder: str = "",
    ) -> Proposal:
        """What deriving would write. Raises Refused (Unknown, Ambiguous) and WorkspaceError.

        `package` names one that is there; `title` and `folder` are for a new one. Without either
        the package is `<today>-<project>`.
        """
        facts = self.facts()
        seed = self._seed(system, facts, package, title, owners, folder)
        rendered = self._render(system, facts, seed)
        before: dict[str, str] = {}
        texts: dict[str, str] = {}
        new: list[str] = []
        changed: list[tuple[str, tuple[str, ...]]] = []
        drift: list[Drift] = []
        for path, merged, there in self._merged(rendered):
            drift += merged.drift
            old = self.packages.text(path)
            if merged.text == old and there:
                continue
            before[path], texts[path] = (
                old,
                _dated(merged.text, seed.date) if there else merged.text,
            )
            new += [] if there else [path]
            changed.append((path, merged.changed))
        for path, text in rendered.once:
            if not self.packages.exists(path):
                before[path], texts[path] = "", text
                new.append(path)
                changed.append((path, ()))
        if new and system == "codex" and not self.packages.exists(DECISIONS):
            # the headers link to it
            before[DECISIONS], texts[DECISIONS] = "", "# Decisions\n"
            new.append(DECISIONS)
        return Proposal(
            system,
            seed.folder,
            seed.title,
            before,
            texts,
            tuple(new),
            tuple(changed),
            (*drift, *rendered.gone),
            rendered.lost,
            rendered.gaps,
            rendered.notes,
            rendered.sheets,
        )

    def write(self, proposal: Proposal) -> Done:
        """Write a proposal as one undoable change. Raises Refused and WorkspaceError."""
        where = proposal.folder.rpartition("/")[2]
        if not proposal.texts:
            return Done(f"{where} says what SPEC.md says already.")
        count = len(proposal.texts)
        files = "1 file" if count == 1 else f"{count} files"
        receipt = f"{where} is derived from SPEC.md: {files}."
        for path, old in proposal.before.items():
            if self.packages.text(path) != old:
                raise Refused(f"{path} was changed meanwhile. Nothing was written; derive again.")
        self.packages.commit(proposal.texts, receipt)
        return Done(receipt, tuple(proposal.texts))

    def settle(self, system: System, name: str, how: How, package: str = "") -> Done:
        """Settle one drift: `name` is a region, or `header.FIELD`, with `PATH#` where several are.

        Raises Refused and WorkspaceError; nothing was changed then.
        """
        if system == "codex" and not package:
            package = self.packages.find().name
        proposal = self.propose(system, package)
        sheet, region = self._named(proposal, name)
        text = self.packages.text(sheet.path)
        try:
            if how == "push-back":
                return self._push_back(system, sheet, region, text, package)
            changed = (
                merging.restore(text, sheet, region)
                if how == "restore"
                else merging.detach(text, region)
            )
        except merging.CannotSettle as problem:
            raise Refused(str(problem)) from None
        date = self.packages.moment().date
        words = "says again what SPEC.md says" if how == "restore" else "is yours from now on"
        receipt = f"{region} {words}."
        self.packages.commit({sheet.path: _dated(changed, date)}, receipt)
        return Done(receipt, (sheet.path,))

    # inside

    def _seed(
        self,
        system: System,
        facts: Facts,
        package: str,
        title: str,
        owners: tuple[str, ...],
        folder: str,
    ) -> Seed:
        date = self.packages.moment().date
        if system != "codex":
            folder = OMOI if system == "omoi" else TREE
            return Seed(folder, "", date, owners, self.who, self.packages.moment().now)
        if package:
            found = self.packages.find(package)
            return Seed(found.folder, found.title, date, found.owners, self.who)
        name = title or facts.name
        if not name:
            raise Refused("SPEC.md has no project name yet. Name the package: spec new TITLE.")
        there = folder or f"{SPECS}/{date}-{slug(name)}"
        return Seed(there, name, date, owners or ((self.who,) if self.who else ()), self.who)

    def _render(self, system: System, facts: Facts, seed: Seed) -> Rendered:
        files: dict[str, str] = {}
        enter = enters if system == "tree" else _enters
        for entry in self._browse.entries(seed.folder, enter):
            if leftover(entry.path.rpartition("/")[2]):
                continue
            text, trouble = self._browse.read(entry.path)
            if trouble is not None and entry.path.endswith(".md"):
                raise Unreadable(self.root / entry.path, f"{trouble[0]} Nothing was derived.")
            files[entry.path] = text
        if system == "codex":
            from spec_tui.derive import codex

            return codex.render(facts, seed, files)
        if system == "tree":
            from spec_tui.derive import tree

            return tree.render(facts, seed, files)
        from spec_tui.derive import omoi

        return omoi.render(facts, seed, files)

    def _merged(self, rendered: Rendered) -> list[tuple[str, merging.Merged, bool]]:
        found = []
        for sheet in rendered.sheets:
            there = self.packages.exists(sheet.path)
            text = self.packages.text(sheet.path)
            found.append((sheet.path, merging.merge(text, sheet, was_there=there), there))
        for extra in rendered.extras:
            there = self.packages.exists(extra.path)
            text = self.packages.text(extra.path)
            found.append((extra.path, merging.merge_extra(text, extra, was_there=there), there))
        return found

    def _named(self, proposal: Proposal, name: str) -> tuple[Sheet, str]:
        path, _, region = name.rpartition("#")
        fits = [
            sheet
            for sheet in proposal.sheets
            if (not path or sheet.path == path or sheet.path.endswith(f"/{path}"))
            and self.packages.exists(sheet.path)
            and (
                region in {one.name for one in find(self.packages.text(sheet.path)).found}
                or region in {f"header.{one.path[-1]}" for one in sheet.derived}
            )
        ]
        if not fits:
            known = ", ".join(d.region for d in proposal.drift if d.region) or "none"
            raise Refused(f"There is no managed region {name}. Those with a drift: {known}.")
        if len(fits) > 1:
            listed = ", ".join(f"{sheet.path}#{region}" for sheet in fits)
            raise Refused(f"{name} is in several files: {listed}. Nothing was changed.")
        return fits[0], region

    def _push_back(self, system: System, sheet: Sheet, name: str, text: str, package: str) -> Done:
        one = find(text).get(name)
        region = next((r for r in sheet.regions if r.name == name), None)
        if one is None or region is None:
            raise Refused(f"{name} has no words that SPEC.md holds. Restore it, or detach it.")
        facts = pushed(region, one.text(text), one.sha)
        if not facts:
            return Done(f"{name} says what SPEC.md says already.")
        session = Session.open(self.root)
        receipts: list[str] = []
        try:
            for key, words in facts.items():
                facet = key.split("/")[2] if key.count("/") == 2 else ""
                if not facet:
                    raise Refused(f"{key} is no question of the interview. Change it in SPEC.md.")
                outcome = session.answer(facet, _listed(words))
                if outcome.refused:
                    raise Refused(outcome.refused)
                receipts += [outcome.receipt, *outcome.notes]
        finally:
            session.close()
        proposal = self.propose(system, package)
        self.write(proposal)
        # the words are in SPEC.md now: what is left over, such as the mark of an assumption that
        # was settled by this, is ours
        (sheet,) = (new for new in proposal.sheets if new.path == sheet.path)
        text = self.packages.text(sheet.path)
        restored = merging.restore(text, sheet, name)
        if restored != text:
            self.packages.commit({sheet.path: restored}, f"{name} says what SPEC.md says.")
        return Done(" ".join(receipts), (spec_name(self.root), sheet.path))


def _listed(words: str) -> str:
    """The value of a list; with bullets where an item has items of its own, or those would rise."""
    items = items_of(words)
    if len(items) < 2 or not any(_NESTED.search(item) for item in items):
        return words
    return "\n".join("- " + re.sub(r"\n(?=[^\n])", "\n  ", item) for item in items)


def _dated(text: str, date: str) -> str:
    """The text with `updated` set, where its header has it."""
    return apply(text, updated(text, read_header(text), date))


def _enters(name: str) -> bool:
    return name not in {".git", "node_modules", ".sync"} and not backup_folder(name)
