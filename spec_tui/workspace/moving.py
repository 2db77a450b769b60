"""Moving files, making them from bytes and taking them away, so that none is ever lost.

A moving file gets its new name first; that name is made durable; only then the old one goes. So at
every instant it is complete at one place or at both, and a run that was killed can be told from
what is on disk: `carry_out(again=True)` goes on where it stopped, `back(everything=True)` takes it
back. A new name is only ever given where nobody has it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Iterable, Mapping
from enum import Enum
from pathlib import Path

from spec_tui.workspace.copies import Copies
from spec_tui.workspace.durable import (
    NO_LINKS,
    create_from,
    keep_copy,
    remove,
    sync_folder,
    write_temp,
)
from spec_tui.workspace.errors import NotWritable
from spec_tui.workspace.oslayer import Os, Stat
from spec_tui.workspace.relocation import Plan, missing_folders, same_file, same_name, status_of
from spec_tui.workspace.sidecar import Sidecar
from spec_tui.workspace.snapshot import read_bytes, sha_of


class Step(Enum):
    """How far a file has come from its old place to its new one."""

    TODO = "to do"
    HALF = "at both places"
    DONE = "done"
    STUCK = "stuck"


class Moving:
    """One plan, carried out with the write lock held."""

    def __init__(
        self, os_: Os, root: Path, paths: Mapping[str, Path], sidecar: Sidecar, plan: Plan
    ) -> None:
        self._os = os_
        self._root = root
        self._paths = paths
        self._sidecar = sidecar
        self._copies = Copies(os_, sidecar)
        self._plan = plan
        self._begun: dict[str, Stat | None] = {}
        """The new names that this run has given, and what they lead to where that is known."""
        self._created: list[str] = []
        self._taken: list[tuple[str, str]] = []
        """(file that was taken away, its backup)."""

    def carry_out(self, *, again: bool = False) -> None:
        """Move and create. `again` where an earlier run may have done some of it.

        Raises OSError and NotWritable; `back` takes back what was done until then.
        """
        for folder in self._plan.made:
            self._make(self._there(folder))
        moves = [(self._there(old), self._made(new)) for old, new in self._plan.moves]
        left = []
        for old, new in moves:
            step = self.step(old, new) if again else Step.TODO
            if step is Step.STUCK:
                raise FileExistsError(errno.EEXIST, "it exists already", new)
            if step is Step.TODO:
                self._second_name(old, new, again=again)
            if step is not Step.DONE:
                left.append((old, new))
        self._sync(new for _, new in moves)
        for old, new in left:
            self._drop(old, new)
        self._sync(old for old, _ in moves)
        for name, sha in self._plan.copies.items():
            self._create(self._made(name), sha, again=again)

    def let_run(self) -> None:
        """Whoever may read the new programs may run them, where the file system knows of it."""
        for name in self._plan.programs:
            path = self._there(name)
            status = status_of(self._os, path)
            if status is not None and stat.S_ISREG(status.st_mode):
                with contextlib.suppress(OSError):
                    mode = stat.S_IMODE(status.st_mode)
                    self._os.chmod(path, mode | (mode & 0o444) >> 2)

    def take_away(self) -> None:
        """Remove the files that go; one that holds other bytes by now stays. Raises OSError."""
        for name, sha in self._plan.gone.items():
            path = self._there(name)
            try:
                data, _ = read_bytes(self._os, path)
            except (FileNotFoundError, NotADirectoryError):
                continue
            if sha_of(data) != sha:
                continue
            self._copies.keep(data)
            backup, linked = self._sidecar.backup(path, name)
            self._os.unlink(path)
            self._taken.append((path, backup))
            self._sync([path])
            if linked and sha_of(read_bytes(self._os, backup)[0]) != sha:
                # a program that had it open wrote into it at the last moment
                self._restore(*self._taken.pop())

    def clear(self) -> None:
        """Remove the folders that are empty now, where possible."""
        self._remove_folders(self._plan.emptied)

    def back(self, *, everything: bool = False) -> None:
        """Take back what this run did, or all that the plan means with `everything`.

        What somebody else put in the way is left as it is. Raises OSError.
        """
        for path, backup in reversed(self._taken):
            self._restore(path, backup)
        for name, sha in self._plan.copies.items():
            path = str(self._paths[name])
            if (everything or path in self._created) and self._holds(path, sha):
                self._os.unlink(path)
                self._sync([path])
        if everything:
            for name, sha in self._plan.gone.items():
                self._return(name, sha)
            for old, new in self._plan.moves:
                self._move_back(old, new)
        else:
            for old, new in self._plan.moves:
                if not self._drop_new(old, new):
                    self._move_back(old, new)
        self._remove_folders(reversed(self._plan.made))

    def step(self, old: str, new: str) -> Step:
        """How far the move of a file has come, as the disk tells. Raises OSError."""
        before, after = status_of(self._os, old), status_of(self._os, new)
        if before is None:
            return Step.STUCK if after is None else Step.DONE
        if after is None:
            return Step.TODO
        if same_file(before, after):
            return Step.HALF if self._two_names(old, new) else Step.STUCK
        if self._equal(old, new) and (after.st_size or before.st_mode == after.st_mode):
            return Step.HALF
        return Step.TODO if self._is_reserved(new) else Step.STUCK

    def stuck(self) -> bool:
        """Whether something is in the way of an earlier run of this plan. Raises OSError."""
        for old, new in self._plan.moves:
            if self.step(str(self._paths[old]), str(self._paths[new])) is Step.STUCK:
                return True
        for name, sha in self._plan.copies.items():
            path = str(self._paths[name])
            if status_of(self._os, path) is None or self._is_reserved(path):
                if self._copies.get(sha) is None:
                    return True
            elif not self._holds(path, sha):
                return True
        return False

    def finished(self) -> bool:
        """Whether every file is where the plan wants it, and no folder is left to be removed."""
        olds = [str(self._paths[old]) for old, _ in self._plan.moves]
        if any(status_of(self._os, path) is not None for path in olds):
            return False
        for name in self._plan.emptied:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                if not self._os.listdir(str(self._paths[name])):
                    return False
        return True

    # one file

    def _there(self, name: str) -> str:
        """The path of a name, inside the repository also at this moment."""
        path = self._paths[name]
        above = path.parent
        while status_of(self._os, str(above)) is None:
            above = above.parent
        if not Path(self._os.realpath(str(above))).is_relative_to(self._root):
            raise NotWritable(
                path, f"{name} lies behind a link out of the repository. Nothing was changed."
            )
        return str(path)

    def _made(self, name: str) -> str:
        """The same, with the folders that it needs."""
        path = self._there(name)
        for folder in missing_folders(self._os, self._root, [name]):
            self._make(str(self._root / folder))
        return path

    def _make(self, folder: str) -> None:
        with contextlib.suppress(FileExistsError):
            self._os.mkdir(folder, 0o777)
        self._sync([folder])

    def _second_name(self, old: str, new: str, *, again: bool = False) -> None:
        """Give a file its new name too, or a copy there where that cannot be."""
        if again and status_of(self._os, new) is not None:
            self._os.unlink(new)
        try:
            self._os.link(old, new)
        except OSError as error:
            if isinstance(error, FileExistsError) or error.errno not in NO_LINKS:
                raise
            temp = write_temp(self._os, new, read_bytes(self._os, old)[0], like=old)
            self._begun[new] = None
            try:
                if not create_from(self._os, temp, new):
                    del self._begun[new]
                    raise FileExistsError(errno.EEXIST, "it exists already", new) from None
            finally:
                remove(self._os, temp)
        self._begun[new] = None
        self._begun[new] = self._os.lstat(new)

    def _drop(self, old: str, new: str) -> None:
        """Remove the old name of a file that has its new one."""
        after = self._os.lstat(new)
        before = status_of(self._os, old)
        if before is None:
            return
        if not same_file(before, after) and not self._equal(old, new):
            raise OSError(errno.EBUSY, "another program wrote it meanwhile", old)
        self._os.unlink(old)

    def _drop_new(self, old: str, new: str) -> bool:
        """Remove the new name that this run gave, where the old one is still there."""
        first, second = str(self._paths[old]), str(self._paths[new])
        before, after = status_of(self._os, first), status_of(self._os, second)
        if second not in self._begun:
            return True
        if before is None or after is None:
            return False
        given = self._begun[second] or before
        if not same_file(after, given) and not self._equal(first, second):
            return False
        self._os.unlink(second)
        self._sync([second])
        return True

    def _move_back(self, old: str, new: str) -> None:
        first, second = self._there(old), self._there(new)
        step = self.step(second, first)
        if step is Step.STUCK and self._is_reserved(second) and status_of(self._os, first):
            self._os.unlink(second)
            self._sync([second])
        if step is Step.TODO:
            self._second_name(second, self._made(old), again=True)
            self._sync([first])
        if step in {Step.TODO, Step.HALF}:
            self._drop(second, first)
            self._sync([second])

    def _create(self, path: str, sha: str, *, again: bool) -> None:
        if again and status_of(self._os, path) is not None:
            if self._holds(path, sha):
                self._sync([path])
                return
            if self._is_reserved(path):
                self._os.unlink(path)
        data = self._copies.get(sha)
        if data is None:
            raise FileNotFoundError(errno.ENOENT, "its bytes are not kept any more", path)
        temp = write_temp(self._os, path, data, mode=0o666)
        self._created.append(path)
        try:
            if not create_from(self._os, temp, path):
                self._created.pop()
                raise FileExistsError(errno.EEXIST, "it exists already", path)
        finally:
            remove(self._os, temp)

    def _return(self, name: str, sha: str) -> None:
        """Make a file again that was taken away."""
        if status_of(self._os, self._there(name)) is None and self._copies.get(sha) is not None:
            self._create(self._made(name), sha, again=True)

    def _restore(self, path: str, backup: str) -> None:
        with contextlib.suppress(FileExistsError):
            keep_copy(self._os, backup, path)
            self._sync([path])

    # looking

    def _is_reserved(self, path: str) -> bool:
        """Whether a new name was only reserved, on a file system without hard links."""
        status = status_of(self._os, path)
        return status is not None and stat.S_ISREG(status.st_mode) and status.st_size == 0

    def _holds(self, path: str, sha: str) -> bool:
        try:
            return sha_of(read_bytes(self._os, path)[0]) == sha
        except FileNotFoundError:
            return False

    def _equal(self, first: str, second: str) -> bool:
        one, other = self._os.lstat(first), self._os.lstat(second)
        if one.st_size != other.st_size or one.st_mode != other.st_mode:
            return False
        return read_bytes(self._os, first)[0] == read_bytes(self._os, second)[0]

    def _two_names(self, first: str, second: str) -> bool:
        """Whether one file really has both names, and not one name that ignores case."""
        if not same_name(first, second):
            return True
        listed = [
            os.path.basename(path) in self._os.listdir(os.path.dirname(path))
            for path in (first, second)
        ]
        return all(listed) and os.path.basename(first) != os.path.basename(second)

    # folders

    def _remove_folders(self, names: Iterable[str]) -> None:
        for name in names:
            path = self._paths[name]
            with contextlib.suppress(OSError):
                self._os.rmdir(str(path))
                sync_folder(self._os, str(path.parent))

    def _sync(self, paths: Iterable[str]) -> None:
        for folder in sorted({os.path.dirname(path) for path in paths}):
            # one that is gone holds no name that could be lost
            with contextlib.suppress(FileNotFoundError):
                sync_folder(self._os, folder)
