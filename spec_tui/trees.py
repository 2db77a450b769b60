"""The tree of specs of one repository: its links, moves, titles, and the way over to the layout of
seed 004. Joins spec_tree/, work/ and workspace/; each change is one that undo takes back.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui.spec_tree.linking import Parsed, Web, fixed
from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.model import LinkMap, OneWay, TreeLink
from spec_tui.spec_tree.relinking import MARKDOWN
from spec_tui.work.change import Refused
from spec_tui.work.places import backup_folder, enters, leftover
from spec_tui.worksession import Changing, Done, WorkSession
from spec_tui.workspace.listing import files as listed

if TYPE_CHECKING:
    from spec_tui.spec_tree.migration import Migration
    from spec_tui.work.item import Problem, WorkItem
    from spec_tui.workspace.snapshot import Snapshot

TREE = "specs"
_PLANS = (".omoi_os", ".codex-os")
"""Dot folders whose files may link to specs, and whose links follow."""
_ROUNDS = 3


class TreeSession(Changing):
    """The tree of one repository. `who` is the `@handle` that changes are signed with."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        super().__init__(root, who=who, now=now)
        self._work: WorkSession | None = None
        self._parsed: Parsed = {}
        self.looked_at = (0, 0)
        """How many files, and links in them, `check` looked at."""

    # reading

    def check(self, folder: str = "") -> tuple[tuple[TreeLink, ...], tuple[OneWay, ...]]:
        """(links that are dead, ambiguous or lead outside; what leads only one way).

        `folder` keeps to the files in it.
        """
        web = self._web(everything=False)
        inside = [path for path in web.tree if _within(path, folder)]
        ways = tuple(one for one in web.one_ways() if _within(one.path, folder))
        self.looked_at = (len(inside), sum(len(web.found(path)) for path in inside))
        return web.problems(inside), ways

    def problems(self) -> tuple[Problem, ...]:
        """What `check` sees, as validation tells it (codes link-dead and the like)."""
        from spec_tui.spec_tree.linkproblems import problem_of_link, problem_of_way

        links, ways = self.check()
        return (*map(problem_of_link, links), *map(problem_of_way, ways))

    def link_map(self, path: str) -> LinkMap:
        """All links of one file: what it leads to, what leads to it, what is missing."""
        return self._web(everything=True).link_map(path)

    def find(self, name: str) -> WorkItem:
        """The one spec that a name means. Raises Refused (its kinds: Unknown, Ambiguous)."""
        item = self.work.find(name)
        if item.format != "tree":
            raise Refused(f"{item.ref} is no spec of specs/. Nothing was changed.")
        return item

    @property
    def work(self) -> WorkSession:
        """The plans of the repository."""
        if self._work is None:
            self._work = WorkSession(self.root, who=self.who, now=self._now, criteria=False)
        return self._work

    # changing

    def fix(self, folder: str = "") -> Done:
        """Add the direction that is missing to every pair that leads one way.

        Raises Refused and WorkspaceError; nothing was changed then.
        """

        def make() -> _Change:
            web = self._web(everything=False)
            before = dict(web.texts)
            texts, added = dict(before), 0
            for _ in range(_ROUNDS):
                ways = [one for one in web.one_ways() if _within(one.path, folder)]
                new = fixed(texts, ways)
                if not new:
                    break
                added += sum(one.path in new for one in ways)
                texts.update(new)
                web = Web(texts, web.files, parsed=self._parsed)
            changed = {path: text for path, text in texts.items() if text != before[path]}
            words = f"{added} {'link' if added == 1 else 'links'} added."
            return _Change(words, changed, before)

        return self._commit(make)

    def move(self, name: str, parent: str) -> Done:
        """Move a spec below another parent. Raises like `fix`.

        A feature takes its folder; a task its spec, its journal, and the deliverables that only it
        links.
        """
        from spec_tui.spec_tree import moving

        def make() -> _Change:
            item, above = self.find(name), self.find(parent)
            folder = posixpath.dirname(item.path)
            web = self._web(everything=True, inside=(folder,))
            done = moving.move(self.work.plan, item, above, web.texts, web.files)
            words = " ".join([f"{item.ref} is in {above.ref}.", *done.notices])
            return _Change(words, done.texts, web.texts, done.moves)

        return self._commit(make)

    def rename(self, name: str, title: str) -> Done:
        """Give a spec another title: heading, lists, labels that equal the old one, its journal.

        Raises like `fix`.
        """
        from spec_tui.spec_tree.forest import context_of
        from spec_tui.spec_tree.retitling import relabelled
        from spec_tui.work.editing import set_field

        def make() -> _Change:
            item = self.find(name)
            web = self._web(everything=True)
            new = title.strip()
            own = set_field(
                self.work.plan,
                item,
                "title",
                new,
                lambda path: web.texts.get(path, ""),
                self.moment(),
            )
            context = context_of(self.work.plan, item)
            texts = relabelled(item, new, context, {**web.texts, **own}, web.files)
            return _Change(f"{item.ref} is called {new}.", {**own, **texts}, web.texts)

        return self._commit(make)

    def migration(self) -> Migration:
        """What bringing the tree into the layout of seed 004 would do; nothing is written."""
        from spec_tui.spec_tree.migration import plan_migration

        self.work.refresh()
        web = self._web(everything=True, inside=(TREE,))
        return plan_migration(self.work.plan, web.texts, web.files, self.moment())

    def migrate(self) -> Done:
        """Bring the tree into the layout of seed 004, as one change. Raises like `fix`."""

        def make() -> _Change:
            found = self.migration()
            if found.collisions:
                raise Refused(f"{found.collisions[0]} Nothing was changed.")
            count = len(found.moves)
            words = f"{count} {'file' if count == 1 else 'files'} moved into the new layout."
            return _Change(words, found.texts, found.before, found.moves)

        return self._commit(make)

    # inside

    def _web(self, *, everything: bool, inside: Iterable[str] = ()) -> Web:
        """The links of the tree, with `everything` also those of other files that lead to it.

        Files in the folders `inside` count though git ignores them.
        """
        names = listed(self.root)
        tree: dict[str, str] = {}
        for entry in self._browse.entries(TREE, _looked_into):
            if not leftover(posixpath.basename(entry.path)):
                self._read(entry.path, tree)
        texts = dict(tree)
        if everything:
            for path in names:
                if path.endswith(MARKDOWN) and path not in tree and not _is_copy(path):
                    self._read(path, texts)
            for folder in _PLANS:
                for entry in self._browse.entries(folder, enters):
                    if entry.path.endswith(MARKDOWN):
                        self._read(entry.path, texts)
        extra = [entry.path for folder in inside for entry in self._browse.entries(folder, _all)]
        files = FileNames((*names, *tree, *extra), there=self._there)
        return Web(texts, files, tree=tree.keys(), parsed=self._parsed)

    def _read(self, path: str, texts: dict[str, str]) -> None:
        text, trouble = self._browse.read(path)
        if trouble is None:
            texts[path] = text

    def _there(self, path: str) -> bool:
        """Whether a file is there that is not listed, such as one that git ignores."""
        if ".git" in path.split("/"):
            return False
        full = os.path.realpath(self.root / path)
        return Path(full).is_relative_to(self.root) and os.path.isfile(full)

    def _take_in(self) -> None:
        if self._work is not None:
            self._work.refresh()

    def _commit(self, make: Callable[[], _Change]) -> Done:
        """Write a change; where a file was changed since it was read, make it anew."""
        edits = self.edits
        for _ in range(_ROUNDS):
            change = make()
            if not change.texts and not change.moves:
                return Done(change.words)
            back = {new: old for old, new in change.moves.items()}
            base: dict[str, Snapshot] = {
                path: edits.texts([back.get(path, path)])[back.get(path, path)]
                for path in change.texts
            }
            fresh = all(
                one.text == change.before.get(back.get(path, path), "")
                for path, one in base.items()
            )
            if not fresh:
                continue
            done = edits.commit_texts(
                base, change.texts, change.words, moves=tuple(change.moves.items()), track=True
            )
            if done.conflict is not None:
                continue
            self._take_in()
            if done.kept:
                raise Refused(done.reason)
            paths = tuple(dict.fromkeys((*change.moves.values(), *change.texts)))
            words = f"{change.words} {done.reason}".strip() if done.reason else change.words
            return Done(words, paths)
        raise Refused("The files are being changed by somebody else. Nothing was changed.")


class _Change:
    """A change that was made in memory."""

    def __init__(
        self,
        words: str,
        texts: Mapping[str, str],
        before: Mapping[str, str],
        moves: Mapping[str, str] | None = None,
    ) -> None:
        self.words = words
        self.texts = texts
        self.before = before
        """Texts by old path that the new ones were made from."""
        self.moves = moves or {}


def _within(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(folder + "/")


def _looked_into(name: str) -> bool:
    """Folders of a tree whose files may hold links; deliverables too."""
    return name == "deliverables" or enters(name)


def _all(name: str) -> bool:
    return name != ".git"


def _is_copy(path: str) -> bool:
    *folders, name = path.split("/")
    return leftover(name) or any(backup_folder(folder) for folder in folders)
