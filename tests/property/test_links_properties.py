"""Links after moves, over trees and links that nobody wrote by hand."""

from __future__ import annotations

import posixpath
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.documents.links import links_outside_code
from spec_tui.spec_tree.linking_names import FileNames, Resolved, resolve_link, resolve_path
from spec_tui.spec_tree.relinking import Relinking, links_of

FOLDERS = (
    "", "docs", "specs", "specs/1000", "specs/1000/1001", "specs/1000/1002", "specs/2000/2001",
    "specs/1000/1001/deliverables/scripts", "specs/1001-feature-storage", "a b (c)",
)  # fmt: skip
NAMES = (
    "spec.md", "context.md", "epic.md", "1011.spec.md", "1011.context.md", "guide.md", "run.sh",
    "spec", "a b.md", "plan(1).png", "ünï.md", "50%.md", "spec.md.md", "x#y.md", "q&amp;.md",
)  # fmt: skip
HEADINGS = ("", "", "#Goals", "#^id", "#Goals and more")


def tree(draw: random.Random) -> list[str]:
    """Paths of some files."""
    every = [posixpath.join(folder, name) for folder in FOLDERS for name in NAMES]
    return sorted(draw.sample(every, draw.randint(2, 14)))


def written(draw: random.Random, source: str, target: str) -> str:
    """A link from one file to another, in one of the many ways people write them."""
    way = posixpath.relpath(target, posixpath.dirname(source) or ".")
    style = draw.randrange(10)
    if draw.random() < 0.5:
        way = way.removesuffix(".md")
    if style == 0:
        way = posixpath.basename(way)
    elif style == 1:
        way = "/" + target
    elif style == 2:
        way = target.removesuffix(".md")
    elif style == 3 and not way.startswith("../"):
        way = "./" + way
    elif style == 4:
        way = posixpath.join(way, "..", posixpath.basename(way))
    heading = draw.choice(HEADINGS)
    match draw.randrange(6):
        case 0:
            return f"[label]({_encoded(way)}{heading.replace(' ', '-')})"
        case 1:
            return f"![p](<{way.replace('%', '%25').replace('#', '%23')}>)"
        case 2:
            return f"\n[ref{draw.randrange(99)}]: {_encoded(way)}\n"
        case 3:
            return f"| a | [[{way}{heading}\\|the | label]] |"
        case 4:
            return f"![[{way}{heading}]]"
        case _:
            return f"[[{way}{heading}|label]]"


def _encoded(path: str) -> str:
    return "".join(f"%{ord(c):02X}" if c in " ()%#&" else c for c in path)


def texts_of(draw: random.Random, paths: list[str]) -> dict[str, str]:
    """Texts full of links, code and words."""
    texts = {}
    for path in paths:
        parts = ["# Title\n\n"] if path.endswith(".md") else ["#!/bin/sh\n# Spec: "]
        for _ in range(draw.randint(0, 5)):
            parts.append(written(draw, path, draw.choice(paths)))
            parts.append(
                draw.choice([" and ", "\n\n", "\r\n", " `[[spec]]` ", "\n```\n[[x]]\n```\n"])
            )
        texts[path] = "".join(parts)
    return texts


def moved(draw: random.Random, paths: list[str]) -> dict[str, str]:
    """Some files in other places, each under a name that is free."""
    moves: dict[str, str] = {}
    taken = set(paths)
    for path in draw.sample(paths, draw.randint(1, len(paths))):
        name = draw.choice([posixpath.basename(path), draw.choice(NAMES)])
        # a wikilink cannot hold every name, but those that it held it still can
        if "#" in name or posixpath.splitext(name)[1] != posixpath.splitext(path)[1]:
            name = posixpath.basename(path)
        new = posixpath.join(draw.choice([*FOLDERS, "specs/9000/9001"]), name)
        if new not in taken:
            taken.add(new)
            moves[path] = new
    return moves


def leads(path: str, text: str, files: FileNames) -> list[Resolved]:
    """Where the links of a file lead."""
    return [resolve_link(link, path, files) for link in links_of(path, text)]


def relinked(texts: dict[str, str], moves: dict[str, str], files: FileNames) -> dict[str, str]:
    """New texts by new path after files were moved; texts that stay as they are left out."""
    turn = Relinking(moves, files)
    found = {moves.get(path, path): turn.text(path, text) for path, text in texts.items()}
    return {path: new.text for path, new in found.items() if new.links}


def without_paths(path: str, text: str) -> str:
    """A text without the paths in its links: what a move must not touch."""
    parts, at = [], 0
    for link in sorted(links_of(path, text), key=lambda one: one.path_at):
        parts.append(text[at : link.path_at])
        at = link.path_end
    return "\0".join([*parts, text[at:]])


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_every_link_leads_to_the_same_file_after_any_moves(seed: int) -> None:
    """And every byte that is no path of a link stays."""
    draw = random.Random(seed)
    for _ in range(10):
        paths = tree(draw)
        texts = texts_of(draw, paths)
        moves = moved(draw, paths)
        before = FileNames(paths)

        new = relinked(texts, moves, before)

        after = before.moved(moves)
        for path, text in texts.items():
            place = moves.get(path, path)
            now = new.get(place, text)
            assert without_paths(place, now) == without_paths(path, text)
            was = leads(path, text, before)
            for old, found in zip(was, leads(place, now, after), strict=True):
                if old.state == "ok":
                    assert (found.state, found.path) == ("ok", moves.get(old.path, old.path))


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32))
def test_a_move_and_the_move_back_leave_links_that_lead_where_they_led(seed: int) -> None:
    draw = random.Random(seed)
    paths = tree(draw)
    texts = texts_of(draw, paths)
    moves = moved(draw, paths)
    files = FileNames(paths)
    there = {moves.get(path, path): text for path, text in texts.items()}
    there.update(relinked(texts, moves, files))
    back = {new: old for old, new in moves.items()}

    again = relinked(there, back, files.moved(moves))

    for path, text in texts.items():
        now = again.get(path, there[moves.get(path, path)])
        for old, found in zip(leads(path, text, files), leads(path, now, files), strict=True):
            if old.state == "ok":
                assert (found.state, found.path) == ("ok", old.path)


def test_a_text_whose_links_still_lead_there_is_not_touched() -> None:
    texts = {"specs/1000/1001/spec.md": "[[1011.spec|A]]", "specs/1000/1001/1011.spec.md": "x"}
    moves = {path: path.replace("/1000/", "/2000/") for path in texts}

    assert relinked(texts, moves, FileNames(texts)) == {}


PARTS = (
    "..", ".", "", "~", "spec", "spec.md", "etc", "passwd", "%2e%2e", "%2f", "..%2f", "CON", "aux.",
    "\0", "\\", "..\\..", "C:", "C:\\", "file:", "file://", "https:", "javascript:", "-oProxy",
    "／", "․․", "．．", "​", "\u202e", "é", "é", "|", "]]", "#", "^", "?", "*", "a" * 300,
    "specs", "1000", "epic", "root", ".git", "config", ".ssh", "id_rsa", ":45", "&#46;&#46;", "\\.",
)  # fmt: skip
INSIDE = (
    "specs/1000/epic.md", "specs/1000/1001/spec.md", "specs/1000/1001/context.md", "README.md",
    "specs/1000/1001/deliverables/scripts/run.sh",
)  # fmt: skip


def hostile(draw: random.Random) -> str:
    """A link target that tries to lead elsewhere."""
    parts = [draw.choice(PARTS) for _ in range(draw.randint(1, 9))]
    return draw.choice(["", "/", "//", "./", "../", "file:///", "~/"]) + draw.choice(
        ["/", "/", "\\", ""]
    ).join(parts)


@pytest.mark.parametrize("seed", range(3))
def test_no_link_target_leads_out_of_the_repository(seed: int) -> None:
    """12,000 targets: each leads to a file of the repository or to none (safety.md S1)."""
    draw = random.Random(seed)
    looked: set[str] = set()

    def there(path: str) -> bool:
        looked.add(path)
        return False

    files = FileNames(INSIDE, there=there)
    found = set()
    for _ in range(4000):
        target = hostile(draw)
        source = draw.choice(INSIDE)
        to = resolve_path(target.partition("#")[0].strip(), source, files)
        found.add(to.state)
        assert to.state != "ok" or to.path in INSIDE
        assert set(to.candidates) <= set(INSIDE)
        for link in links_outside_code(f"[[{target}]] [x](<{target}>) [y]({target})"):
            to = resolve_link(link, source, files)
            assert to.state != "ok" or to.path in files.folders or to.path in INSIDE
    assert found - {"web"} == {"ok", "dead", "outside"}
    for path in looked:
        # what the disk is asked for stays below the root, whatever the name is
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert "\0" not in path


def test_a_rewritten_link_stays_inside_as_well() -> None:
    draw = random.Random(7)
    files = FileNames(INSIDE)
    moves = {"specs/1000/1001/spec.md": "specs/2000/2001/spec.md"}
    for _ in range(1500):
        text = f"[[{hostile(draw)}]] [x](<{hostile(draw)}>)"
        new = relinked({"specs/1000/1001/spec.md": text}, moves, files)
        for place, now in new.items():
            for to in leads(place, now, files.moved(moves)):
                inside = {*INSIDE, *moves.values()} | files.moved(moves).folders
                assert to.state != "ok" or to.path in inside
