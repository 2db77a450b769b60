"""The context file of a spec that was completed before anybody kept one (formats.md 108)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from spec_tui.documents.blocks import scan
from spec_tui.documents.links import links_outside_code
from spec_tui.spec_tree.deliverables import FOLDER, TYPES
from spec_tui.spec_tree.linking_fixing import heading_of
from spec_tui.spec_tree.linking_names import FileNames, resolve_link, resolve_path
from spec_tui.spec_tree.linking_pairs import DELIVERABLES, sections
from spec_tui.spec_tree.model import Deliverable
from spec_tui.work.change import Moment
from spec_tui.work.formats.tree_context import context_text
from spec_tui.work.formats.tree_edit import link_target
from spec_tui.work.formats.tree_seat import context_path, seat
from spec_tui.work.item import WorkItem

_CODE = re.compile(r"`([^`\r\n]{1,300})`")
_ABOUT = re.compile(r"[ \t]*(?:[-–—:][ \t]+)(?P<about>\S.*)")


def backfilled(
    item: WorkItem,
    parent: WorkItem | None,
    path: str,
    text: str,
    files: FileNames,
    moment: Moment,
) -> str:
    """The text of a context file for the spec `text` at `path`, with the deliverables it names."""
    return context_text(
        item.id,
        item.title,
        item.kind,
        parent.id if parent is not None else "",
        parent.title if parent is not None else "",
        "completed",
        moment,
        backfilled=True,
        deliverables=tuple(named_deliverables(text, path, files).values()),
    )


def named_deliverables(text: str, path: str, files: FileNames) -> Mapping[str, Deliverable]:
    """Deliverables that a spec names, by path: links to a deliverables folder, and everything that
    is linked, or named in backticks, below its heading Deliverables.

    What lies outside of the tree is a code change.
    """
    context = context_path(path)
    spans = sections(text, DELIVERABLES)
    found: dict[str, Deliverable] = {}
    for start, end, to, label in sorted(_named(text, path, files, spans)):
        below = any(low <= start < high for low, high in spans)
        in_tree = to.startswith("specs/")
        if to in found or seat(to) is not None or not (below or f"/{FOLDER}/" in to):
            continue
        about = _about(text, end) if below else ""
        if in_tree:
            target = posixpath.relpath(to, posixpath.dirname(context))
            name = label if label and label != to else posixpath.basename(to)
            found[to] = Deliverable(heading_of(to).heading, target, name, about, 0)
        elif below:
            found[to] = Deliverable(TYPES["code"].heading, to, to, about, 0, code=True)
    return found


def _named(
    text: str, path: str, files: FileNames, spans: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int, str, str]]:
    """(start, end, path, label) of what a text names."""
    for link in links_outside_code(text):
        to = resolve_link(link, path, files)
        if to.state == "ok" and not to.folder and to.path != path:
            written = link.label in {link.target, link_target(to.path, path)}
            yield link.start, link.end, to.path, "" if written else link.label.strip()
    for line in scan(text).plain():
        if not any(low <= line.at < high for low, high in spans):
            continue
        for match in _CODE.finditer(line.text):
            for source in (path, "README.md"):
                to = resolve_path(match[1], source, files)
                if to.state == "ok" and to.way == "relative" and not to.added:
                    yield line.at + match.start(), line.at + match.end(), to.path, ""
                    break


def _about(text: str, end: int) -> str:
    """What stands behind a name on its line: `- Automated mount configuration`."""
    stop = re.compile(r"[\r\n]|\Z").search(text, end)
    match = _ABOUT.fullmatch(text, end, stop.start() if stop is not None else end)
    return match["about"].strip() if match is not None else ""
