"""The tree of tests/data/tree/river under git, and what must hold of it after every step."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.relinking import Relinking
from tests.e2e.steps import inline

RIVER = Path(__file__).parents[1] / "data" / "tree" / "river"
CLOCK = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d[+-]\d\d:\d\d)?)?|\b\d\d:\d\d\b")
"""Times as a journal writes them."""
LINK = re.compile(r"\[\[[^\]]*\]\]|\[[^\]]*\]\([^)]*\)")
Changed = dict[str, list[str]]
"""Lines by path, as `- before` and `+ after`, with times as `T`."""


def git(folder: Path, *arguments: str) -> str:
    """What git says."""
    return subprocess.run(
        ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
    ).stdout


def committed(folder: Path, subject: str = "The river") -> str:
    """Commit everything; the short hash."""
    if not (folder / ".git").exists():
        git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", subject)
    _taken(folder)
    return git(folder, "rev-parse", "--short=7", "HEAD").strip()


def _taken(folder: Path) -> tuple[str, str]:
    """Take a picture of everything; the names that git has for the one before and for it."""
    kept = folder / ".git" / "last-step"
    before = kept.read_text("ascii") if kept.exists() else "HEAD"
    git(folder, "add", "-A")
    now = git(folder, "write-tree").strip()
    kept.write_text(now, "ascii")
    return before, now


def river(folder: Path) -> Path:
    """3 epics, 9 features and 60 tasks, with their journals and deliverables."""
    shutil.copytree(RIVER, folder)
    committed(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a person, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {".git", ".spec-tui"} & set(path.relative_to(folder).parts)
    }


def sound(folder: Path) -> None:
    """Every link leads somewhere and back, and nothing is to be said of the plan."""
    for arguments in (("links",), ("validate", "--strict")):
        done = inline(folder, *arguments)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


def changed(folder: Path) -> Changed:
    """What git sees as changed since the last step; this is the last step from now on."""
    found: Changed = {}
    path = ""
    for line in git(folder, "diff", "-U0", "--no-renames", *_taken(folder)).splitlines():
        if line.startswith("+++ ") or (line.startswith("--- ") and line != "--- /dev/null"):
            if line != "+++ /dev/null":
                path = line[6:]
                found.setdefault(path, [])
        elif line[:1] in "+-" and line[1:].strip() and not line.startswith("--- "):
            found[path].append(f"{line[0]} {CLOCK.sub('T', line[1:].rstrip())}")
    return {path: _apart(lines) for path, lines in found.items()}


def _apart(lines: list[str]) -> list[str]:
    """Without what differs in its time alone: **Updated** when a minute has gone by."""
    rest = list(lines)
    for line in lines:
        if line[0] == "-" and (other := f"+{line[1:]}") in rest:
            rest.remove(line)
            rest.remove(other)
    return rest


def step(folder: Path, expected: Mapping[str, list[str]]) -> None:
    """What was done changed exactly these lines, and the tree is sound."""
    found = changed(folder)
    assert found == expected, found
    sound(folder)


def moved(folder: Path) -> list[str]:
    """`old -> new` of what git sees as renamed since the last step; in those only links changed."""
    trees = _taken(folder)
    names = git(folder, "diff", "-M30", "--name-status", *trees).splitlines()
    for line in git(folder, "diff", "-M30", "-U0", *trees).splitlines():
        if line[:1] in "+-" and line[:3] not in {"+++", "---"} and line[1:].strip():
            assert LINK.search(line), line
    return [" -> ".join(one.split("\t")[1:]) for one in names if one.startswith("R")]


def older(texts: Mapping[str, str]) -> dict[str, str]:
    """The same tree in the layout `{id}-{type}-{name}/{id}-{type}-{name}.spec.md`."""
    headings = (re.match(r"# (\d{4}): (.*)", text) for text in texts.values())
    titles = {one[1]: one[2] for one in headings if one is not None}

    def place(path: str) -> str:
        if not path.startswith("specs/"):
            return path
        *folders, name = path.split("/")[1:]
        own = re.fullmatch(r"(\d{4})\.(spec|context)\.md", name)
        kind = "task" if own else ("epic", "feature")[min(len(folders), 2) - 1]
        id_ = own[1] if own else folders[:2][-1]
        slug = re.sub(r"[^a-z]+", "-", titles[id_].lower()).strip("-")
        folder = f"specs/{id_}-{kind}-{slug}"
        if name.endswith("context.md"):
            return f"{folder}/{id_}.context.md"
        if own or name in {"epic.md", "spec.md"}:
            return f"{folder}/{id_}-{kind}-{slug}.spec.md"
        return "/".join((folder, *folders[2:], name))

    moves = {path: place(path) for path in texts}
    turn = Relinking(moves, FileNames(texts))
    return {moves[path]: turn.text(path, text).text for path, text in texts.items()}
