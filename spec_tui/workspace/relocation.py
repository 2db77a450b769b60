"""What a change does to whole files: which move, which come, which go. Checked before it begins.

A `Plan` is written into the journal with the entry it belongs to, so that whoever comes after a
kill knows what was meant.
"""

from __future__ import annotations

import contextlib
import os
import stat
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from spec_tui.workspace.errors import NotWritable, reason_of
from spec_tui.workspace.oslayer import Os, Stat
from spec_tui.workspace.sidecar import NAME

Pair = tuple[str, str]


class Paths(dict[str, Path]):
    """Real places of relative paths. Raises NotWritable for what leads out of the repository."""

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def __missing__(self, name: str) -> Path:
        parts = name.split("/")
        inside = name and not name.startswith("/") and "\0" not in name and "\\" not in name
        if not inside or any(part in {"", ".", "..", ".git"} for part in parts):
            raise NotWritable(self._root / name, f"{name} is not a file of this repository.")
        path = self._root.joinpath(*parts)
        folder = Path(os.path.realpath(path.parent))
        if not folder.is_relative_to(self._root):
            raise NotWritable(
                path, f"{name} lies behind a link out of the repository. Nothing was changed."
            )
        self[name] = path
        return path


@dataclass(frozen=True, slots=True)
class Plan:
    """Whole files, by path relative to the repository."""

    moves: tuple[Pair, ...] = ()
    """(old path, new path)."""
    copies: Mapping[str, str] = field(default_factory=dict)
    """New files: path to the hash of their bytes, which the sidecar keeps."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """Files that go, as long as they hold the bytes of this hash."""
    made: tuple[str, ...] = ()
    """Folders that were not there before, the outer ones first."""
    emptied: tuple[str, ...] = ()
    """Folders that go if nothing is left in them, the inner ones first."""
    programs: tuple[str, ...] = ()
    """New files that may be run."""
    track: bool = False
    """Whether the index of git follows the moves."""

    def __bool__(self) -> bool:
        return bool(self.moves or self.copies or self.gone or self.programs)

    def entry(self) -> dict[str, object]:
        """The keys of the journal entry; only what is not empty."""
        rows: dict[str, object] = {
            "moves": [list(pair) for pair in self.moves],
            "copies": dict(self.copies),
            "gone": dict(self.gone),
            "made": list(self.made),
            "emptied": list(self.emptied),
            "programs": list(self.programs),
            "track": self.track,
        }
        return {key: value for key, value in rows.items() if value}

    @property
    def names(self) -> list[str]:
        """Every path in it."""
        ends = [path for pair in self.moves for path in pair]
        return [*ends, *self.copies, *self.gone, *self.made, *self.emptied, *self.programs]


def plan_of(event: Mapping[str, Any]) -> Plan:
    """The plan in a journal entry; damaged rows are left out."""
    moves = []
    for row in _rows(event.get("moves")):
        with contextlib.suppress(TypeError, ValueError):
            old, new = row
            moves.append((str(old), str(new)))
    return Plan(
        tuple(moves),
        _table(event.get("copies")),
        _table(event.get("gone")),
        tuple(str(one) for one in _rows(event.get("made"))),
        tuple(str(one) for one in _rows(event.get("emptied"))),
        tuple(str(one) for one in _rows(event.get("programs"))),
        event.get("track") is True,
    )


def folders_above(paths: Iterable[str]) -> tuple[str, ...]:
    """All folders that these paths lie in, the inner ones first."""
    found = {
        "/".join(parts[:end])
        for parts in (path.split("/") for path in paths)
        for end in range(1, len(parts))
    }
    return tuple(sorted(found, key=lambda one: (-one.count("/"), one)))


def missing_folders(os_: Os, root: Path, paths: Iterable[str]) -> tuple[str, ...]:
    """Those of these folders that are not there, the outer ones first."""
    absent = [one for one in folders_above(paths) if status_of(os_, str(root / one)) is None]
    return tuple(reversed(absent))


def check(
    os_: Os,
    paths: Mapping[str, Path],
    moves: Sequence[Pair],
    copies: Iterable[str],
    texts: Iterable[str],
) -> None:
    """Raises NotWritable with a sentence where a file cannot move or come as it is meant to."""
    olds, news = {old for old, _ in moves}, [*(new for _, new in moves), *copies]
    for name in [*olds, *news]:
        if name.split("/")[0] == NAME:
            _refuse(paths[name], f"{name} belongs to spec-tui itself and is not moved.")
    if len(olds) != len(moves):
        _refuse(paths[moves[0][0]], "One file cannot move to two places.")
    seen: set[str] = set()
    for name in news:
        if name in seen:
            _refuse(paths[name], f"Two files would become {name}.")
        seen.add(name)
    for name in sorted(olds.intersection([*news, *texts])):
        _refuse(paths[name], f"{name} moves away, so nothing new can come there.")
    for name in sorted(set(copies).intersection(texts)):
        _refuse(paths[name], f"{name} would come twice, as text and as bytes.")
    for old, new in moves:
        before = _source(os_, paths[old], old)
        _free(os_, paths[new], new, (old, before))
    for name in copies:
        _free(os_, paths[name], name)


def status_of(os_: Os, path: str) -> Stat | None:
    """Status of the path itself, None where there is nothing. Raises OSError."""
    try:
        return os_.lstat(path)
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        return None


def same_name(first: str, second: str) -> bool:
    """Whether a file system that ignores case or composition takes two paths for one."""
    return _folded(first) == _folded(second)


def _source(os_: Os, path: Path, name: str) -> Stat:
    try:
        status = status_of(os_, str(path))
    except OSError as error:
        _refuse(path, f"{name} cannot be read ({reason_of(error)}).")
    if status is None:
        _refuse(path, f"{name} is not there.")
    if stat.S_ISLNK(status.st_mode):
        _refuse(path, f"{name} is a link, and links are not moved.")
    if not stat.S_ISREG(status.st_mode):
        _refuse(path, f"{name} is not a regular file.")
    return status


def _free(os_: Os, path: Path, name: str, moved: tuple[str, Stat] | None = None) -> None:
    try:
        status = status_of(os_, str(path))
        above = path.parent
        while (folder := status_of(os_, str(above))) is None:
            above = above.parent
        if stat.S_ISLNK(folder.st_mode):
            folder = os_.stat(str(above))
    except OSError as error:
        _refuse(path, f"{name} cannot be made ({reason_of(error)}).")
    if status is not None:
        if moved is not None and same_name(moved[0], name) and same_file(moved[1], status):
            _refuse(
                path,
                f"{moved[0]} and {name} differ in case only, and this file system takes both for "
                "one name. Rename it to a third name first.",
            )
        _refuse(path, f"{name} exists already.")
    if not stat.S_ISDIR(folder.st_mode):
        _refuse(path, f"{name} cannot be made, because {above.name} is a file.")


def same_file(first: Stat, second: Stat) -> bool:
    """Whether two names are of one file."""
    return (first.st_dev, first.st_ino) == (second.st_dev, second.st_ino)


def _refuse(path: Path, sentence: str) -> NoReturn:
    raise NotWritable(path, f"{sentence} Nothing was changed.")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _rows(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _table(value: object) -> dict[str, str]:
    return {str(k): str(v) for k, v in value.items()} if isinstance(value, dict) else {}
