"""What the place of a file says in a tree of specs: whose spec or context it is (formats.md 100).

Read are the proposed layout of seed 004 (`specs/1000/1001/1011.spec.md`), the older one
(`specs/1001-feature-storage/1001-feature-storage.spec.md`), files that are named by their number
alone (`1000/1000.spec.md`, `1012.md`), lettered folders (`E01/F02/T03`, with or without a name
behind), and folders with other names, whose files are specs where their header gives an id.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from spec_tui.work.item import Kind

Layout = Literal["new", "old", "letters", "named"]

OWN_NAMES = ("epic.md", "spec.md", "feature.md", "task.md")
"""Files that are the spec of the folder they lie in."""
_KINDS: dict[str, Kind] = {"epic.md": "epic", "feature.md": "feature", "task.md": "task"}
_WORDS: dict[str, Kind] = {"epic": "epic", "feature": "feature", "task": "task"}
_LETTERS: dict[str, Kind] = {"E": "epic", "F": "feature", "T": "task"}
_DEPTHS: tuple[Kind, ...] = ("epic", "feature", "task")
_NUMBER = re.compile(r"[0-9]{4,9}")
_OLD_FOLDER = re.compile(r"(?P<id>[0-9]{4,9})-(?:(?P<kind>epic|feature|task)-)?.+")
_LETTERED = re.compile(r"(?P<id>[EFTeft][0-9]{1,4})(?:[-_ ].*)?")
_ROLE = re.compile(r"(?P<stem>[^/]*?)(?:\.(?P<role>spec|context))?\.md")
_STEM = re.compile(r"(?P<id>[0-9]{4,9})(?P<name>-(?:(?P<kind>epic|feature|task)-)?.*)?")
_PART = re.compile(r"[EFT][0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class Seat:
    """What the place of a file in a tree says."""

    id: str
    """`1011`, `E01-F02-T03`; of a named folder its path, until the header gives an id."""
    kind: Kind
    parent: str
    role: Literal["spec", "context"]
    layout: Layout


@dataclass(frozen=True, slots=True)
class _Folder:
    """One folder on the way, as far as it is a spec."""

    id: str
    kind: Kind
    layout: Layout
    path: str


def seat(path: str) -> Seat | None:
    """What `specs/1000/1001/1011.spec.md` is by its place; None for other files."""
    parts = path.split("/")
    if parts[0] != "specs" or not path.endswith(".md") or "deliverables" in parts:
        return None
    if len(parts) == 2:
        return _flat(parts[1])
    above = _folders(parts)
    folder = above[-1]
    beyond = above[-2].id if len(above) > 1 else ""
    name = parts[-1]
    if name == "context.md":
        return Seat(folder.id, folder.kind, beyond, "context", folder.layout)
    if name in OWN_NAMES:
        kind = _KINDS.get(name, folder.kind)
        if name == "spec.md" and kind == "epic" and folder.layout != "named":
            # 1000/spec.md is a feature that nobody made an epic for
            kind = "feature" if folder.layout == "new" else kind
        return Seat(folder.id, kind, beyond, "spec", folder.layout)
    match = _ROLE.fullmatch(name)
    if match is None or not match["stem"]:
        return None
    role: Literal["spec", "context"] = "context" if match["role"] == "context" else "spec"
    bare = match["role"] is None
    if folder.layout == "letters":
        return _lettered(folder, match["stem"], beyond, role)
    numbered = _STEM.fullmatch(match["stem"])
    if numbered is None:
        return _named(folder, match["stem"], role) if not bare else None
    if bare and numbered["name"] and match["stem"] != folder.path.rpartition("/")[2]:
        # 1012-notes.md is a note
        return None
    one = numbered["id"]
    if one == folder.id:
        return Seat(one, folder.kind, beyond or _by_digits(one), role, folder.layout)
    if folder.layout == "named":
        return Seat(one, "task", folder.id, role, "named") if not bare else None
    below: Kind = "feature" if folder.kind == "epic" else "task"
    return Seat(one, _WORDS.get(numbered["kind"], below), folder.id, role, folder.layout)


def _folders(parts: list[str]) -> list[_Folder]:
    """The folders below specs/ that are specs.

    Folders with other names count only behind the last one with a number or letter, and only
    where the file lies in one.
    """
    found: list[_Folder] = []
    named: list[_Folder] = []
    for depth, part in enumerate(parts[1:-1], 2):
        path = "/".join(parts[:depth])
        one = _folder(part, path, found)
        if one is not None:
            found.append(one)
            named = []
        else:
            depth_of = len(found) + len(named)
            named.append(_Folder(path, _DEPTHS[min(depth_of, 2)], "named", path))
    return found + named


def _folder(part: str, path: str, above: list[_Folder]) -> _Folder | None:
    if _NUMBER.fullmatch(part):
        return _Folder(part, _kind(part, above, ""), "new", path)
    old = _OLD_FOLDER.fullmatch(part)
    if old is not None:
        return _Folder(old["id"], _kind(old["id"], above, old["kind"] or ""), "old", path)
    lettered = _LETTERED.fullmatch(part)
    if lettered is None or (above and above[-1].layout != "letters"):
        return None
    own = lettered["id"].upper()
    whole = f"{above[-1].id}-{own}" if above else own
    return _Folder(whole, _LETTERS[own[0]], "letters", path)


def _kind(one: str, above: list[_Folder], named: str) -> Kind:
    """The kind of a numbered folder: by its word, else by how deep it lies."""
    if named:
        return _WORDS[named]
    if not above:
        return "epic" if one.endswith("000") else "feature"
    under = above[-1]
    below_feature = under.layout == "old" and under.kind == "feature"
    by_digits = _by_digits(one) == under.id and not under.id.endswith("000")
    return "task" if len(above) > 1 or below_feature or by_digits else "feature"


def _lettered(
    folder: _Folder, stem: str, beyond: str, role: Literal["spec", "context"]
) -> Seat | None:
    match = _LETTERED.fullmatch(stem)
    if match is None:
        return None
    own = match["id"].upper()
    if own == folder.id.rpartition("-")[2]:
        return Seat(folder.id, folder.kind, beyond, role, "letters")
    if "EFT".index(own[0]) <= "EFT".index(folder.id.rpartition("-")[2][0]):
        return None
    return Seat(f"{folder.id}-{own}", _LETTERS[own[0]], folder.id, role, "letters")


def _named(folder: _Folder, stem: str, role: Literal["spec", "context"]) -> Seat | None:
    """`storage/setup.spec.md`: a spec below that of its folder, or its own."""
    if folder.layout != "named":
        return None
    if stem == folder.path.rpartition("/")[2]:
        above = folder.path.rpartition("/")[0]
        return Seat(folder.id, folder.kind, "" if above == "specs" else above, role, "named")
    return Seat(f"{folder.id}/{stem}", "task", folder.id, role, "named")


def _flat(name: str) -> Seat | None:
    """`specs/1000.spec.md`: only digits say what it is."""
    match = re.fullmatch(r"([0-9]{4})(?:-[^/]*)?\.(spec|context)\.md", name)
    if match is None:
        return None
    one, parent = match[1], _by_digits(match[1])
    kind: Kind = "epic" if not parent else "feature" if parent.endswith("000") else "task"
    return Seat(one, kind, parent, "context" if match[2] == "context" else "spec", "old")


def _by_digits(one: str) -> str:
    """The parent that digits suggest: 1011 is a task of 1001, 1001 a feature of 1000."""
    if len(one) != 4 or one.endswith("000"):
        return ""
    return f"{one[:2]}0{one[2]}" if one[2] != "0" else f"{one[0]}000"


def context_paths(path: str) -> tuple[str, ...]:
    """Where the context file of a spec file may lie; a new one is made at the first of them."""
    folder, _, name = path.rpartition("/")
    if name in OWN_NAMES:
        own = _short(folder.rpartition("/")[2])
        return (f"{folder}/context.md", *([f"{folder}/{own}.context.md"] if own else []))
    stem = name.removesuffix(".md").removesuffix(".spec")
    short = _short(stem)
    beside = [f"{folder}/{short}.context.md"] if short else []
    found = [*beside, f"{folder}/{stem}.context.md"]
    if short and _short(folder.rpartition("/")[2]).upper() == short.upper():
        found.append(f"{folder}/context.md")
    return tuple(dict.fromkeys(found))


def _short(name: str) -> str:
    """The id that a name begins with."""
    for pattern in (_STEM, _LETTERED):
        match = pattern.fullmatch(name)
        if match is not None:
            return match["id"]
    return ""


def context_path(path: str) -> str:
    """Where a new context file of a spec file goes."""
    folder, _, name = path.rpartition("/")
    if name in OWN_NAMES:
        return f"{folder}/context.md"
    return context_paths(path)[0]


def context_of(path: str, there: Container[str]) -> str:
    """The context file of a spec file among those that are there, else where it would go."""
    candidates = context_paths(path)
    return next((one for one in candidates if one in there), candidates[0])


def complete(one: str, near: str) -> str:
    """The whole id that `T02` or `F01-T02` means beside the lettered id `near`; else as it is."""
    parts = one.upper().split("-")
    own = near.split("-")
    if not all(_PART.fullmatch(part) for part in (*parts, *own)):
        return one
    kept = [part for part in own if part[0] < parts[0][0]]
    return "-".join([*kept, *parts])
