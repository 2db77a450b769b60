"""Changing an artifact of .omoi_os: the one value, `updated:`, and the lists in the body."""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec_tui.documents.blocks import Body, heading, label, scan
from spec_tui.documents.frontmatter import Field, Header, bold_fields
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import Splice, add, apply, put, remove
from spec_tui.work.change import Change, Moment, Refused, as_status
from spec_tui.work.formats.lists import with_id, without_id
from spec_tui.work.formats.omoi import ALIASES, named_fields, texts
from spec_tui.work.formats.ticking import tick
from spec_tui.work.ids import key, split_list
from spec_tui.work.item import PRIORITIES, WorkItem
from spec_tui.work.vocabulary import hours, words_of, written_status

_SIDES = {"add": True, "remove": True, "blocks": False, "unblocks": False}


def edit(text: str, item: WorkItem, change: Change, moment: Moment) -> str:
    """The text of the item's file after a change. Raises Refused."""
    header = read_header(text)
    if header is not None and header.broken:
        raise Refused(f"The header of {item.path} cannot be read. Repair it first.")
    bold = bold_fields(text) if header is None else {}
    splices = _splices(text, header, bold, item, change)
    if not splices:
        return text
    return apply(text, [*splices, *_updated(text, header, bold, moment)])


def _splices(
    text: str, header: Header | None, bold: Mapping[str, Field], item: WorkItem, change: Change
) -> list[Splice]:
    match change.operation:
        case "tick":
            return tick(text, change.line, change.done)
        case "add" | "remove" | "blocks" | "unblocks":
            return _edges(text, header, bold, item, change)
        case "title":
            _one_line(change.value)
            return _title(text, header, bold, item, change.value)
        case _:
            name = change.operation
            return _field(text, header, bold, name, _word(item, change))


def _word(item: WorkItem, change: Change) -> str:
    """What to write for a value of ours, in the words and the case of the file."""
    if change.operation == "status":
        status = as_status(change.value)
        if status == item.status and item.status_as_written:
            return item.status_as_written
        word = written_status(status, words_of(item.kind, item.format))
        assert word is not None
        return word
    if change.operation == "priority":
        if change.value.lower() not in PRIORITIES:
            raise Refused(f"{change.value!r} is no priority. There are: {', '.join(PRIORITIES)}.")
        lower = item.priority_as_written.islower()
        return change.value.lower() if lower else change.value.upper()
    if hours(change.value, task=item.kind == "task") is None:
        raise Refused(f"{change.value!r} is no estimate. Use S, M, L, XL, or hours such as 4h, 3d.")
    return change.value


def _one_line(value: str) -> None:
    if not value.strip() or re.search(r"[\r\n]", value):
        raise Refused("A title is one line with at least one character.")


def _field(
    text: str, header: Header | None, bold: Mapping[str, Field], name: str, value: str
) -> list[Splice]:
    """One field, under the name that the file uses for it."""
    if header is not None:
        field = named_fields(header).get(name)
        return put(text, header, field.key if field else name, value)
    for candidate in (name, *ALIASES.get(name, ())):
        if candidate in bold:
            old = bold[candidate].value
            if old.kind == "none":
                return [(old.start, old.end, " " + value)]
            return [(old.start, old.end, value)]
    raise Refused(f"The file has no YAML header and no line **{name.capitalize()}**. Add it first.")


def _title(
    text: str, header: Header | None, bold: Mapping[str, Field], item: WorkItem, value: str
) -> list[Splice]:
    splices: list[Splice] = []
    if header is not None or "title" in bold:
        splices += _field(text, header, bold, "title", value)
    for line in scan(text, header.after if header else 0).plain():
        at = heading(line.text)
        if at is None:
            continue
        if at[0] == 1 and at[1].endswith(item.title):
            start = line.at + line.text.rindex(item.title)
            splices.append((start, start + len(item.title), value))
        break
    return splices


def retitled_in_list(text: str, one: str, old: str, new: str) -> str:
    """A ticket whose list of tasks names a task by its old title, with the new one."""
    splices: list[Splice] = []
    for line in scan(text).plain():
        match = re.fullmatch(
            r"([ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?" + re.escape(one) + r"[ \t]*[:.–—-][ \t]*)"
            + re.escape(old) + r"[ \t]*",
            line.text,
        )  # fmt: skip
        if match is not None:
            start = line.at + match.end(1)
            splices.append((start, start + len(old), new))
    return apply(text, splices)


def listed_task(text: str, one: str, title: str) -> str:
    """A ticket with one more line in its list of tasks; unchanged where it has no such list."""
    body = scan(text)
    inside, last, newline = False, None, "\r\n" if "\r\n" in text else "\n"
    for line in body.plain():
        head = heading(line.text)
        if head is not None:
            inside = head[1].strip().lower() == "tasks"
        elif inside and re.match(r"[ \t]*[-*+][ \t]", line.text):
            if one in line.text:
                return text
            last = line
    if last is None:
        return text
    if "{" in last.text:
        return apply(text, [(last.at, last.at + len(last.text), f"- {one}: {title}")])
    at = last.at + len(last.text)
    return apply(text, [(at, at, f"{newline}- {one}: {title}")])


def _edges(
    text: str, header: Header | None, bold: Mapping[str, Field], item: WorkItem, change: Change
) -> list[Splice]:
    waits = _SIDES[change.operation]
    adding = change.operation in {"add", "blocks"}
    one = change.value
    splices: list[Splice] = []
    if header is not None:
        splices += _header_edge(text, header, item, one, waits=waits, adding=adding)
    else:
        names = ("depends_on", "dependencies", "blocked_by") if waits else ("blocks",)
        found = next((bold[name].value for name in names if name in bold), None)
        if found is None:
            if adding:
                raise Refused(f"{item.path} has no header to put the dependency into.")
        else:
            new = with_id(found.text, one) if adding else without_id(found.text, one)
            if new != found.text:
                pad = " " if found.kind == "none" else ""
                splices.append((found.start, found.end, pad + new))
        return splices
    for start, end, value in _body_lists(scan(text, header.after), waits=waits):
        named = {key(other) for other in split_list([value])}
        if adding and key(one) not in named:
            splices.append((start, end, with_id(value, one)))
        elif not adding and key(one) in named:
            splices.append((start, end, without_id(value, one)))
    return splices


def _header_edge(
    text: str, header: Header, item: WorkItem, one: str, *, waits: bool, adding: bool
) -> list[Splice]:
    names = ("depends_on", "blocked_by") if waits else ("blocks",)
    paths = [("dependencies", name) for name in names] + [(name,) for name in names]
    outer = header.get("dependencies")
    if waits and outer is not None and outer.kind in {"list", "text"}:
        paths.insert(0, ("dependencies",))
    present = [path for path in paths if header.get(*path) is not None]

    def means(entry: str) -> bool:
        return key(one) in {key(other) for other in split_list([entry])}

    if not adding:
        found: list[Splice] = []
        for path in present:
            value = header.get(*path)
            if value is None:
                continue
            several = [
                entry
                for entry in (value.items if value.kind == "list" else (value,))
                if means(entry.text) and len(split_list([entry.text])) > 1
            ]
            found += [(e.start, e.end, _rewritten(text, e.start, e.end, one)) for e in several]
            if not several:
                found += remove(text, header, path, means)
        return found
    for path in present:
        if any(means(entry) for entry in texts(header.get(*path))):
            return []
    name = "blocked_by" if waits and item.kind == "ticket" else names[0]
    if present:
        return add(text, header, present[0], one)
    if outer is not None and outer.kind in {"list", "text"}:
        # `dependencies` is the list of what it waits on; the mirror gets a line of its own
        return add(text, header, (name,), one)
    flat = outer is None and ("depends_on" in header.fields or "blocked_by" in header.fields)
    return add(text, header, (name,) if flat else ("dependencies", name), one)


def _rewritten(text: str, start: int, end: int, one: str) -> str:
    source = text[start:end]
    quote = source[0] if source[0] in "\"'" else ""
    inside = source[1:-1] if quote else source
    return quote + without_id(inside, one) + quote


def _body_lists(body: Body, *, waits: bool) -> list[Splice]:
    """The lists `**Depends On**: …` of the body that stand in one line: (start, end, value)."""
    names = {"depends on", "blocked by"} if waits else {"blocks"}
    found: list[Splice] = []
    for line in body.plain():
        if "**" not in line.text:
            continue
        named = label(line.text)
        if named is not None and named[0].lower() in names and named[1]:
            start = line.at + named[2]
            found.append((start, start + len(named[1]), named[1]))
    return found


def _updated(
    text: str, header: Header | None, bold: Mapping[str, Field], moment: Moment
) -> list[Splice]:
    """`updated:` follows, in the precision that stands there; it is never added."""
    field = header.fields.get("updated") if header is not None else bold.get("updated")
    if field is None or field.value.kind != "text":
        return []
    old = field.value.text
    if "{" in old or "<" in old:
        return []
    new = moment.minute if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", old) else moment.date
    if re.match(r"\d{4}-\d\d-\d\dT", old):
        new = moment.now.isoformat(timespec="seconds")
    if new == old:
        return []
    if header is not None:
        return put(text, header, "updated", new)
    return [(field.value.start, field.value.end, new)]
