"""Texts that were written to be learned from: `reading/`, with the answers marked in the text.

Behind a statement stands the id of the question that it answers: `It is up 99.9 %. {NFR5}`. A mark
covers the words from the mark or the end of the sentence before it. `statements-*.md` hold single
statements, one a line, below `## ID` (`## -` for those that answer nothing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks.interview.corpus import Answer, Document
from spec_tui.documents.prose import sentences

FOLDER = Path(__file__).parent / "reading"
NOTHING = "-"
_MARK = re.compile(r"[ \t]*\{(?P<ids>[A-Z]{2,4}\d*(?: [A-Z]{2,4}\d*)*)\}")
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])?\s*(?:\[[ xX]\]\s*)?")
_HEAD = re.compile(r"<!-- kind: (?P<kind>.+?) · style: (?P<style>\w+) -->\n")


def texts() -> tuple[Document, ...]:
    """The marked texts, by name."""
    paths = sorted(path for path in FOLDER.glob("*.md") if not path.stem.startswith("statements"))
    return tuple(text(path.stem, path.read_text(encoding="utf-8")) for path in paths)


def text(name: str, marked: str) -> Document:
    """One text without its marks, and what they say. Raises ValueError without a first line that
    names kind and style.
    """
    head = _HEAD.match(marked)
    if head is None:
        raise ValueError(f"{name} does not begin with its kind and style")
    plain: list[str] = []
    answers: list[Answer] = []
    offset = 0
    for number, line in enumerate(marked[head.end() :].split("\n"), start=1):
        words, marks = _unmarked(line)
        for start, end, ids in marks:
            said = words[start:end]
            answers += [Answer(facet, number, said, offset + start) for facet in ids]
        plain.append(words)
        offset += len(words) + 1
    return Document(name, head["kind"], head["style"], "\n".join(plain), {}, tuple(answers))


def _unmarked(line: str) -> tuple[str, list[tuple[int, int, list[str]]]]:
    """A line without its marks, and (start, end, ids) of what each of them covers."""
    words = ""
    ends: list[tuple[int, list[str]]] = []
    at = 0
    for mark in _MARK.finditer(line):
        words += line[at : mark.start()]
        at = mark.end()
        ends.append((len(words), mark["ids"].split()))
    words += line[at:]
    bullet = _BULLET.match(words)
    begin = bullet.end() if bullet else 0
    marks = []
    for end, ids in ends:
        said = sentences(words[begin:end])
        start = begin + said[-1][0] if said else begin
        covered = words[start:end]
        start += len(covered) - len(covered.lstrip(" |"))
        stop = start + len(covered.strip(" |"))
        if start < stop:
            marks.append((start, stop, ids))
        begin = end
    return words, marks


def statements() -> Iterator[tuple[str, frozenset[str]]]:
    """(words, facets) of each single statement."""
    for path in sorted(FOLDER.glob("statements*.md")):
        facet = ""
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line.startswith("## "):
                facet = line[3:].strip()
            elif line.strip() and facet:
                words, marks = _unmarked(line)
                named = {facet, *(name for _, _, ids in marks for name in ids)}
                yield words.strip(), frozenset(named - {NOTHING})
