"""Changing an item of a tree: its status in the context file, the rest in the spec file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator

from spec_tui.documents.blocks import Line, heading, label, scan
from spec_tui.documents.frontmatter import Header, Value
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import Splice, apply, put, remove
from spec_tui.documents.lines import newline_of
from spec_tui.documents.links import Link, inside, links
from spec_tui.work.change import Change, Moment, Refused, as_status
from spec_tui.work.formats.ticking import tick
from spec_tui.work.formats.tree import DEPENDENCIES, id_of, named_in
from spec_tui.work.formats.tree_context import (
    DOWNSTREAM,
    JOURNAL,
    context_text,
    link_label,
    wikilink,
)
from spec_tui.work.formats.tree_seat import context_path, seat
from spec_tui.work.item import WorkItem
from spec_tui.work.vocabulary import offered, written_status

_DOWNSTREAM = frozenset({"downstream specs"})
_NONE = re.compile(r"[ \t]*(?:[-*+][ \t]+)?(?:_\(.*\)_|none|n/a|—|-)\.?[ \t]*", re.IGNORECASE)


def edit(text: str, item: WorkItem, change: Change, moment: Moment) -> str:
    """The text of the spec file after a change that is not one of status. Raises Refused."""
    match change.operation:
        case "tick":
            return apply(text, tick(text, change.line, change.done))
        case "title":
            return _title(text, item, change.value)
        case "add":
            return _add(text, item, change)
        case "remove":
            return _remove(text, item, change)
        case "priority" | "estimate":
            return _field(text, item, change.operation, change.value)
        case _:
            return text


def edit_context(
    text: str, item: WorkItem, value: str, moment: Moment, *, parent: WorkItem | None = None
) -> str:
    """The text of the context file with another status; "" makes a new one. Raises Refused."""
    word = _word(value)
    if not text:
        return new_context(item, word, moment, parent)
    changed = _with_field(text, "status", word)
    if changed is None:
        raise Refused("The context file has no line **Status**. Add it first.")
    if changed == text:
        return text
    dated = _with_field(changed, "updated", moment.minute)
    return changed if dated is None else dated


def own_status(text: str, value: str) -> str:
    """The text of a spec file that says a status itself, with another one; else as it is."""
    changed = _with_field(text, "status", _word(value))
    return text if changed is None else changed


def new_context(item: WorkItem, word: str, moment: Moment, parent: WorkItem | None = None) -> str:
    """The first text of a context file, with links that lead to the files of this layout."""
    context = context_path(item.path)
    return context_text(
        item.id,
        item.title,
        item.kind,
        parent.id if parent is not None else "",
        parent.title if parent is not None else "",
        word,
        moment,
        spec=link_target(item.path, context),
        parent=link_target(parent.path, context) if parent is not None else "",
    )


def with_context_line(text: str, path: str, context: str) -> str:
    """A spec file that links to its context file, below the title where it did not yet."""
    folder = posixpath.dirname(path)
    for link in links(text):
        where = inside(link.target, folder)
        if where is not None and context in {where, where + ".md"}:
            return text
    lines = list(scan(text).plain())
    numbers = [n for n, line in enumerate(lines) if (heading(line.text) or (0, ""))[0] == 1]
    if not numbers:
        return text
    newline = newline_of(text)
    entry = f"**Context**: {wikilink(link_target(context, path), JOURNAL)}"
    title = lines[numbers[0]]
    following = next((one for one in lines[numbers[0] + 1 :] if one.text.strip()), None)
    if following is not None and "**" in following.text and label(following.text) is not None:
        return apply(text, [(following.at, following.at, f"{entry}  {newline}")])
    end = title.at + len(title.text)
    return apply(text, [(end, end, f"{newline}{newline}{entry}")])


def link_target(to: str, path: str) -> str:
    """The target of a link in the file at `path` that leads to the file `to`, without .md."""
    return posixpath.relpath(to, posixpath.dirname(path)).removesuffix(".md")


def link_like(text: str, to: str, path: str, words: str) -> str:
    """A link in the manner of the others in a text: a wikilink where there is none."""
    relative = [link for link in links(text) if link.wiki or link.target.endswith(".md")]
    if relative and not any(link.wiki for link in relative):
        target = posixpath.relpath(to, posixpath.dirname(path)).replace(" ", "%20")
        return f"[{link_label(words)}]({target})"
    return wikilink(link_target(to, path), words)


def _word(value: str) -> str:
    status = as_status(value)
    word = written_status(status, "tree")
    if word is None:
        listed = ", ".join(offered("tree"))
        raise Refused(f"A tree knows no status {status}. There are: {listed}.")
    return word


def _with_field(text: str, name: str, value: str) -> str | None:
    """The text with another value of a bold field above the first `##`, else of the header.

    Where both say the same, both are changed. None where neither has it. A placeholder such as
    `{YYYY-MM-DD HH:MM}` of `updated` stays.
    """
    header = read_header(text)
    for line in scan(text).plain():
        if line.text.startswith("##"):
            break
        named = label(line.text) if "**" in line.text else None
        if named is None or named[0].lower() != name:
            continue
        if name == "updated" and "{" in named[1]:
            return text
        start = line.at + named[2]
        pad = "" if named[1] else " "
        splices = [(start, start + len(named[1]), pad + value)]
        if header is not None and not header.broken and header.text(name) == named[1] != "":
            splices += put(text, header, name, value)
        return apply(text, splices)
    if header is None or header.broken or name not in header.fields:
        return None
    return apply(text, put(text, header, name, value))


def _title(text: str, item: WorkItem, value: str) -> str:
    """The title in the heading, and in the header where it has one too."""
    if not value.strip() or re.search(r"[\r\n]", value):
        raise Refused("A title is one line with at least one character.")
    splices: list[Splice] = []
    header = read_header(text)
    if header is not None and not header.broken and header.text("title") == item.title:
        splices += put(text, header, "title", value)
    for line in scan(text).plain():
        at = heading(line.text)
        if at is not None and at[0] == 1:
            if at[1].endswith(item.title):
                start = line.at + line.text.rindex(item.title)
                splices.append((start, start + len(item.title), value))
            break
    if not splices:
        raise Refused(
            f"{item.path} has no heading with its title. Write `# {item.id}: Title` at its top "
            "first. Nothing was changed."
        )
    return apply(text, splices)


def relabelled(text: str, path: str, item: WorkItem, new: str) -> str:
    """A parent whose list links to an item under its old title, with the new one."""
    old = {item.title, link_label(item.title)}
    splices = []
    for link in links(text):
        if link.label in old and id_of(link.target, path) == _place_id(item):
            start = _label_at(text, link)
            splices.append((start, start + len(link.label), link_label(new)))
    return apply(text, splices)


def _label_at(text: str, link: Link) -> int:
    return link.end - 2 - len(link.label) if link.wiki else link.start + 1


def _place_id(item: WorkItem) -> str:
    """What a link to an item is read as: the id by its place."""
    place = seat(item.path)
    return place.id if place is not None else item.id


def _field(text: str, item: WorkItem, name: str, value: str) -> str:
    changed = _with_field(text, name, value)
    if changed is not None:
        return changed
    raise Refused(f"{item.id} has no {name} in its file. It can hold: status, title, depends_on.")


def listed(text: str, title: str, entry: str, level: int = 2, *, apart: bool = False) -> str:
    """A list below a heading with one entry more; the heading is added where it is missing.

    A derived list stays as it is: the entry goes below its last comment. `apart` keeps a blank
    line before it.
    """
    return _listed(text, {title.casefold()}, f"{'#' * level} {title}", entry, level, apart=apart)


def listed_below(text: str, names: Collection[str], shown: str, entry: str) -> str:
    """The list below the first heading of these names with one entry more, up to the next heading.

    `names` are in small letters; `shown` is the heading that is added where there is none, with
    its `#`.
    """
    return _listed(text, names, shown, entry)


def _listed(
    text: str,
    names: Collection[str],
    shown: str,
    entry: str,
    level: int = 0,
    *,
    apart: bool = False,
) -> str:
    """With `level` only a heading of that level counts, and deeper ones belong to the list."""
    newline = newline_of(text)
    body = scan(text)
    head, last, rows = -1, -1, 0
    for number in range(len(body.lines)):
        line = body.line(number)
        at = heading(line.text) if not body.code[number] else None
        if at is not None and (not level or at[0] <= level):
            if head >= 0:
                break
            if level in {0, at[0]} and at[1].strip(" :").casefold() in names:
                head = last = number
        elif head >= 0 and line.text.strip():
            last, rows = number, rows + 1
    if head < 0:
        gap = "" if text.endswith(("\n", "\r")) or not text else newline
        return f"{text}{gap}{newline if text else ''}{shown}{newline}{newline}{entry}{newline}"
    line = body.line(last)
    end = line.at + len(line.text)
    if rows == 1 and not body.code[last] and _NONE.fullmatch(line.text):
        return apply(text, [(line.at, end, entry)])
    lead = newline * 2 if apart or not rows or body.code[last] else newline
    return apply(text, [(end, end, lead + entry)])


def with_downstream(text: str, context: str, item: WorkItem) -> str:
    """A context file that says to whom its spec was delivered: `item` waits on that spec."""
    if item.path in _leading(text, context, _DOWNSTREAM):
        return text
    return with_downstream_line(text, f"- {link_like(text, item.path, context, item.title)}")


def with_downstream_line(text: str, line: str) -> str:
    """A context file with one line more in Downstream Specs; headings are added where missing."""
    heads = (heading(one.text) for one in scan(text).plain())
    if any(at is not None and at[1].strip(" :").lower() in _DOWNSTREAM for at in heads):
        return listed_below(text, _DOWNSTREAM, DOWNSTREAM, line)
    newline = newline_of(text)
    entry = f"{DOWNSTREAM}{newline}{newline}{line}"
    return listed(text, "Dependencies Delivered To", entry, apart=True)


def without_downstream(text: str, context: str, item: WorkItem) -> str:
    """A context file without the lines that say that its spec was delivered to `item`."""
    return _without(text, context, _DOWNSTREAM, {_place_id(item)})


def _leading(text: str, path: str, names: frozenset[str]) -> set[str]:
    """Files that links below a heading lead to."""
    found = set()
    folder = posixpath.dirname(path)
    for line in _below(text, names):
        for link in links(line.text):
            where = inside(link.target, folder)
            if where is not None:
                found |= {where, f"{where}.md"}
    return found


def _below(text: str, names: frozenset[str]) -> Iterator[Line]:
    """The lines below headings of these names, up to the next heading."""
    inside_section = False
    for line in scan(text).plain():
        at = heading(line.text)
        if at is not None:
            inside_section = at[0] <= 3 and at[1].strip(" :").lower() in names
        elif inside_section:
            yield line


def _add(text: str, item: WorkItem, change: Change) -> str:
    entry = f"- {link_like(text, change.target, item.path, change.label)}"
    return listed(text, "Dependencies", entry)


def _without(text: str, path: str, names: frozenset[str], wanted: set[str]) -> str:
    body = scan(text)
    splices = []
    for line in _below(text, names):
        if _names(line.text, path, wanted):
            start = body.offsets[line.number]
            splices.append((start, start + len(body.lines[line.number]), ""))
    return apply(text, splices)


def _remove(text: str, item: WorkItem, change: Change) -> str:
    """Without the lines below `## Dependencies`, and the entries of the header, that name it."""
    target = seat(change.target) if change.target else None
    wanted = {change.value, target.id if target is not None else change.value}
    text = _without(text, item.path, DEPENDENCIES, wanted)
    header = read_header(text)
    if header is None or header.broken:
        return text
    return apply(text, _from_header(text, header, item.path, wanted))


def _from_header(text: str, header: Header, path: str, wanted: set[str]) -> list[Splice]:
    for name in ("depends_on", "dependencies"):
        value: Value | None = header.get(name)
        if value is not None and value.kind in {"list", "text"}:
            found = remove(text, header, (name,), lambda one: _names(one, path, wanted))
            if found:
                return found
    return []


def _names(text: str, path: str, wanted: set[str]) -> bool:
    """Whether a line names one of these, as reading it does."""
    place = seat(path)
    found = named_in(text, 0, len(text), path, place) if place is not None else []
    if found:
        return any(one in wanted for one in found)
    return any(re.search(rf"(?<![\w-]){re.escape(one)}(?![\w-])", text) for one in wanted)
