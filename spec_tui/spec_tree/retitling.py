"""Another title for a spec: every label that says the old one says the new one.

Files keep their names: in the layout of seed 004 they are ids, and a name in an older one is only
a name.
"""

from __future__ import annotations

from collections.abc import Mapping

from spec_tui.documents.blocks import heading, scan
from spec_tui.documents.headeredit import Splice, apply
from spec_tui.spec_tree.comment_styles import style_of
from spec_tui.spec_tree.linking_names import FileNames, resolve_link
from spec_tui.spec_tree.linking_text import title_of
from spec_tui.spec_tree.relinking import MARKDOWN, links_of
from spec_tui.work.formats.tree_context import link_label
from spec_tui.work.item import WorkItem

FORMS = ("{title}", "{id} - {title}", "{id} – {title}", "{id}: {title}", "{id} {title}")


def relabelled(
    item: WorkItem, title: str, context: str, texts: Mapping[str, str], files: FileNames
) -> dict[str, str]:
    """New texts by path after a spec got another title: labels that equal the old one, and the
    title of its context file. Its own heading is not touched here.
    """
    forms = {
        form.format(id=item.id, title=link_label(item.title)): form.format(
            id=item.id, title=link_label(title)
        )
        for form in FORMS
    }
    changed: dict[str, str] = {}
    for path, text in texts.items():
        splices: list[Splice] = []
        for link in links_of(path, text):
            new = forms.get(link_label(link.label))
            if new is None or link.label_at < 0:
                continue
            to = resolve_link(link, path, files)
            if to.path not in {item.path, context} or to.way == "own":
                continue
            splices.append(_label(text, path, link.label_at, link.label_end, new))
        if path == context:
            splices += _context_title(text, item.title, title)
        if splices:
            changed[path] = apply(text, splices)
    return {path: text for path, text in changed.items() if text != texts[path]}


def _label(text: str, path: str, start: int, end: int, new: str) -> Splice:
    """A new label in the place of an old one; it ends no comment that it stands in."""
    style = style_of(path, text) if not path.endswith(MARKDOWN) else None
    for one in (*(style.ends if style is not None else ()), "-->", "<!--"):
        while one in new:
            new = new.replace(one, "–" if "--" in one else " ")
    old = text[start:end]
    lead = old[: len(old) - len(old.lstrip())]
    tail = old[len(old.rstrip()) :]
    return (start, end, lead + new + tail)


def _context_title(text: str, old: str, new: str) -> list[Splice]:
    """`# Context: Old` with the new title."""
    if title_of(text) != old:
        return []
    for line in scan(text).plain():
        found = heading(line.text)
        if found is not None and found[0] == 1 and old in line.text:
            start = line.at + line.text.rindex(old)
            return [(start, start + len(old), new)]
    return []
