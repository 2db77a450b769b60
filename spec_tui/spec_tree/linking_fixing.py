"""Adding the direction that is missing: one line in the file that lacks the link (seed 004)."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence

from spec_tui.spec_tree import deliverables
from spec_tui.spec_tree.deliverables import Type, type_of
from spec_tui.spec_tree.linking_pairs import DELIVERABLES, DEPENDENCIES
from spec_tui.spec_tree.linking_text import link_to, title_of, with_field
from spec_tui.spec_tree.model import OneWay
from spec_tui.spec_tree.traceback import runs, traced, traces_of
from spec_tui.work.change import Refused
from spec_tui.work.formats.tree_context import JOURNAL
from spec_tui.work.formats.tree_edit import listed_below, with_downstream_line
from spec_tui.work.formats.tree_seat import context_of, seat

_DOCUMENTS = (".md", ".markdown", ".mdx", ".txt", ".rst", ".adoc", ".pdf")
_LISTS = {"epic": ("features", "Features"), "feature": ("tasks", "Tasks")}


def fixed(texts: Mapping[str, str], one_ways: Sequence[OneWay]) -> dict[str, str]:
    """New texts by path with the links that are missing; files that stay as they are left out."""
    changed: dict[str, str] = {}
    for one in one_ways:
        before = changed.get(one.path, texts.get(one.path))
        if before is None:
            continue
        try:
            after = _fixed(before, one, texts)
        except Refused:
            # a journal that would not be read back as it was; `check` goes on telling of it
            continue
        if after != before:
            changed[one.path] = after
    return changed


def heading_of(path: str) -> Type:
    """The type of a deliverable by the folder it lies in, else by its name."""
    parts = path.split("/")
    if deliverables.FOLDER in parts[:-2]:
        try:
            return type_of(parts[parts.index(deliverables.FOLDER) + 1])
        except Refused:
            return type_of("files")
    if path.lower().endswith(_DOCUMENTS):
        return type_of("docs")
    return type_of("scripts" if runs(path) else "files")


def _fixed(text: str, one: OneWay, texts: Mapping[str, str]) -> str:
    title = title_of(texts.get(one.to, "")) or posixpath.basename(one.to)
    match one.why:
        case "context":
            link = link_to(one.to, one.path, JOURNAL)
            return with_field(text, ("context",), "Context", link, JOURNAL)
        case "spec":
            place = seat(one.to)
            words = f"{place.id} - {title}" if place is not None else title
            link = link_to(one.to, one.path, words)
            return with_field(text, ("spec", "specification"), "Spec", link, words)
        case "parent":
            return with_field(text, ("parent",), "Parent", link_to(one.to, one.path, title), title)
        case "child":
            return _with_child(text, one, title)
        case "dependency":
            line = f"- {link_to(one.to, one.path, title)}"
            place = seat(one.path)
            if place is not None and place.role == "context":
                return with_downstream_line(text, line)
            return listed_below(text, DEPENDENCIES, "## Dependencies", line)
        case _:
            return _with_deliverable(text, one, title, texts)


def _with_child(text: str, one: OneWay, title: str) -> str:
    place = seat(one.path)
    name, shown = _LISTS.get(place.kind if place is not None else "", ("tasks", "Tasks"))
    line = f"- {link_to(one.to, one.path, title)}"
    return listed_below(text, frozenset({name}), f"## {shown}", line)


def _with_deliverable(text: str, one: OneWay, title: str, texts: Mapping[str, str]) -> str:
    """A deliverable in the list of a spec or the registry of a journal, or a comment in itself."""
    place = seat(one.path)
    if place is None:
        own = seat(one.to)
        words = f"{own.id} - {title}" if own is not None else title
        context = context_of(one.to, texts)
        traces = traces_of(one.path, one.to, words, context if context in texts else "")
        found = traced(text, one.path, traces)
        return text if found is None else found
    name = posixpath.basename(one.to)
    link = link_to(one.to, one.path, name)
    if place.role == "spec":
        return listed_below(text, DELIVERABLES, "## Deliverables", f"- {link}")
    from spec_tui.spec_tree.journal_edit import deliver

    return deliver(text, heading_of(one.to).heading, f"- {link}")
