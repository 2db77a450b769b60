"""Changing a task of a tasks.md in the style of its file (work-items.md, "first bullet")."""

from __future__ import annotations

import re

from spec_tui.documents.blocks import Body, bullet, scan
from spec_tui.documents.frontmatter import Header
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import Splice, apply, updated
from spec_tui.documents.lines import newline_of
from spec_tui.work.change import Change, Moment, Refused, as_status
from spec_tui.work.formats.codex import Block, blocks, ids_of, status_of
from spec_tui.work.formats.lists import with_id, without_id
from spec_tui.work.formats.ticking import tick
from spec_tui.work.ids import ids_in, key
from spec_tui.work.item import PRIORITIES, Status, WorkItem
from spec_tui.work.vocabulary import hours, offered, written_status


def edit(text: str, item: WorkItem, change: Change, moment: Moment) -> str:
    """The text of a tasks.md after a change of one task. Raises Refused."""
    header, body, found, block = _opened(text, item)
    return _closed(text, header, _splices(text, body, found, block, change, moment), moment)


def finish(text: str, item: WorkItem, words: str, moment: Moment) -> str:
    """The text of a tasks.md after a task was done, with `words` behind its mark (seed 002, 4.6).

    Appendix C, section 9 and checkboxes get the line `- [x] done — words`, a `**Status:**` field
    the same words, a file that marks its titles both a mark and the line. Raises Refused.
    """
    header, body, found, block = _opened(text, item)
    return _closed(text, header, _status(text, body, found, block, "done", moment, words), moment)


def add_done_line(text: str, item: WorkItem, words: str, moment: Moment) -> str:
    """The text with the line `- [x] done — words` for a task that only a box or mark calls done.

    Raises Refused.
    """
    header, body, _, block = _opened(text, item)
    line = f"- {_note('done', moment, words)}"
    return _closed(text, header, [_inserted(text, body, block, line)], moment)


def done_words(text: str, item: WorkItem) -> tuple[int, int, str] | None:
    """(start, end, words) of what stands behind the `done` of a task; None where nothing can.

    An empty stretch is where words would go. Raises Refused.
    """
    _, _, _, block = _opened(text, item)
    if block.note is not None and block.note[2]:
        line, word, _ = block.note
        low = line.text.lower().index("] " + word.lower()) + 2 + len(word)
        at = line.at
        stretch = line.text.rstrip()
    elif block.note is None and "status" in block.fields and status_of(block)[0] == "done":
        span = block.fields["status"]
        at, stretch, low = span.start, span.text, 0
        found = re.search(r"(?i)done|completed?|closed|finished|merged", stretch)
        low = found.end() if found is not None else len(stretch)
    else:
        return None
    lead = re.match(r"[ \t]*[—–:-]?[ \t]*", stretch[low:])
    assert lead is not None
    return at + low, at + len(stretch), stretch[low + lead.end() :]


def _opened(text: str, item: WorkItem) -> tuple[Header | None, Body, list[Block], Block]:
    """The header, the body, its blocks and the one of the item. Raises Refused."""
    header = read_header(text)
    body = scan(text, header.after if header is not None else 0)
    found = blocks(body)
    same = [block for block in found if key(block.id) == key(item.id)]
    exact = [block for block in same if body.before + block.first + 1 == item.line]
    if not same:
        raise Refused(f"{item.id} is no longer in {item.path}. Nothing was changed.")
    return header, body, found, (exact or same)[0]


def _closed(text: str, header: Header | None, splices: list[Splice], moment: Moment) -> str:
    """The text with the splices, and `updated` where the header has it."""
    if not splices:
        return text
    return apply(text, splices + updated(text, header, moment.date))


def _splices(
    text: str, body: Body, found: list[Block], block: Block, change: Change, moment: Moment
) -> list[Splice]:
    match change.operation:
        case "tick":
            return tick(text, change.line, change.done)
        case "status":
            return _status(text, body, found, block, as_status(change.value), moment)
        case "title":
            if not change.value.strip() or re.search(r"[\r\n]", change.value):
                raise Refused("A title is one line with at least one character.")
            return [(block.title.start, block.title.end, change.value)]
        case "priority":
            if change.value.lower() not in PRIORITIES:
                listed = ", ".join(PRIORITIES)
                raise Refused(f"{change.value!r} is no priority. There are: {listed}.")
            return _value(block, "priority", "Priority", change.value)
        case "estimate":
            if hours(change.value, task=False) is None:
                raise Refused(
                    f"{change.value!r} is no estimate. Use S, M, L, XL, or hours such as 4h, 3d."
                )
            return _value(block, "estimate", "Est", change.value)
        case "add":
            return _add(text, body, block, "depends", change.value)
        case "remove":
            return _remove(text, body, block, "depends", change.value)
        case "blocks":
            # the other side is only kept where it is written already
            written = "blocks" in block.fields
            return _add(text, body, block, "blocks", change.value) if written else []
        case "unblocks":
            return _remove(text, body, block, "blocks", change.value)


def _value(block: Block, name: str, label: str, value: str) -> list[Splice]:
    """A value where it stands, else in the parentheses of Appendix C; 002 holds none."""
    span = block.fields.get(name)
    if span is not None:
        word = value.upper() if span.text.isupper() and name == "priority" else value
        pad = " " if span.start == span.end else ""
        return [(span.start, span.end, pad + word)]
    if block.style != "000":
        raise Refused(
            f"{block.id} has no {name} in its file. It can hold: status, title, depends_on."
        )
    if block.parens is not None:
        at = block.parens.end
        return [(at, at, f", {label}: {value}")]
    at = block.title.end
    return [(at, at, f" ({label}: {value})")]


def _status(
    text: str,
    body: Body,
    found: list[Block],
    block: Block,
    status: Status,
    moment: Moment,
    words: str = "",
) -> list[Splice]:
    if status not in offered("codex"):
        listed = ", ".join(offered("codex"))
        raise Refused(f"A tasks.md knows no status {status}. There are: {listed}.")
    if status_of(block)[0] == status:
        return []
    if block.note is not None:
        return [*_noted(body, block, status, moment, words), *_boxed(block, status)]
    if "status" in block.fields and block.fields["status"].text:
        span = block.fields["status"]
        word = written_status(status, "codex") or status
        word = word.capitalize() if span.text[:1].isupper() else word
        new = f"{word} — {words}" if words else word
        return [(span.start, span.end, new), *_boxed(block, status)]
    line = f"- {_note(status, moment, words)}"
    if block.mark is not None or _marks_titles(found, block.style):
        splices = [*_marked(block, status, moment), *_boxed(block, status)]
        return [*splices, _inserted(text, body, block, line)] if words else splices
    if block.box is not None and status in {"pending", "done"} and not words:
        return _boxed(block, status)
    return [*_boxed(block, status), _inserted(text, body, block, line)]


def _noted(body: Body, block: Block, status: Status, moment: Moment, words: str) -> list[Splice]:
    """The status line becomes another one, or goes; a mark behind the title follows."""
    assert block.note is not None
    line = block.note[0]
    marked = _marked(block, status, moment) if block.mark is not None else []
    if status == "pending":
        return [(*_whole_line(body, line.number), ""), *marked]
    item = bullet(line.text)
    assert item is not None
    start = line.at + line.text.index(item.box)
    end = line.at + len(line.text.rstrip())
    return [(start, end, _note(status, moment, words)), *marked]


def _marks_titles(found: list[Block], style: str) -> bool:
    """The file says `*(Done …)*` behind titles of this style."""
    kin = [block for block in found if block.style == style]
    return any(block.mark is not None for block in kin) and all(
        block.box is None and (block.note is None or block.mark is not None) for block in kin
    )


def _boxed(block: Block, status: Status) -> list[Splice]:
    """The checkbox of the task itself follows."""
    if block.box is None:
        return []
    box = "[x]" if status == "done" else "[ ]"
    return [] if block.box.text.lower() == box else [(block.box.start, block.box.end, box)]


def _marked(block: Block, status: Status, moment: Moment) -> list[Splice]:
    who = f" {moment.who}" if moment.who else ""
    words = {
        "done": f" *(Done {moment.date})*",
        "in_progress": f" *(In progress since {moment.date}{who})*",
        "blocked": " *(Blocked)*",
    }
    new = words.get(status, "")
    if block.mark is not None:
        return [(block.mark.start, block.mark.end, new)]
    at = block.parens.end + 1 if block.parens is not None else block.title.end
    return [(at, at, new)]


def _note(status: Status, moment: Moment, words: str = "") -> str:
    """The status line behind its bullet."""
    if status == "done":
        return f"[x] done — {words}" if words else "[x] done"
    if status == "in_progress":
        who = f" {moment.who}" if moment.who else ""
        return f"[ ] in progress — since {moment.date}{who}"
    return "[ ] blocked"


def _inserted(text: str, body: Body, block: Block, words: str, trailing: str = "") -> Splice:
    """A new first line of a block, indented as what follows it."""
    newline = newline_of(text)
    indent = ""
    if block.style != "002":
        indent = " " * (block.indent + 2)
        own = bullet(body.line(block.first).text)
        if own is not None and own.marker[0].isdigit():
            indent = " " * (block.indent + len(own.marker) + 1)
        for line in body.plain(block.first + 1, block.last):
            inner = bullet(line.text)
            if inner is not None:
                indent = line.text[: len(line.text) - len(line.text.lstrip())]
                break
    number = block.wrapped
    head = body.lines[number]
    at = body.offsets[number] + len(head)
    if not head.endswith(("\n", "\r")):
        return (at, at, f"{newline}{indent}{words}{trailing}")
    return (at, at, f"{indent}{words}{trailing}{newline}")


def _whole_line(body: Body, number: int) -> tuple[int, int]:
    start = body.offsets[number]
    return start, start + len(body.lines[number])


_LABELS = {"depends": "Depends on", "blocks": "Blocks"}


def _add(text: str, body: Body, block: Block, name: str, one: str) -> list[Splice]:
    if key(one) in {key(other) for other in ids_of(block, name)}:
        return []
    listed = block.listed.get(name)
    if listed:
        last = listed[-1]
        start = last.at + len(last.text)
        item = bullet(last.text)
        assert item is not None
        lead = last.text[: item.text_at]
        return [(start, start, f"{newline_of(text)}{lead}{one}")]
    span = block.fields.get(name)
    if span is not None:
        pad = " " if span.start == span.end and not text[span.start - 1].isspace() else ""
        return [(span.start, span.end, pad + with_id(span.text, one))]
    if block.style == "002":
        return [_inserted(text, body, block, f"**{_LABELS[name]}:** {one}", "  ")]
    at = _inserted(text, body, block, f"- {_LABELS[name]}: {one}")
    if block.note is not None:
        number = block.note[0].number
        end = body.offsets[number] + len(body.lines[number])
        words = at[2]
        return [(end, end, words)]
    return [at]


def _remove(text: str, body: Body, block: Block, name: str, one: str) -> list[Splice]:
    if key(one) not in {key(other) for other in ids_of(block, name)}:
        return []
    splices: list[Splice] = []
    span = block.fields.get(name)
    if span is not None and key(one) in {key(other) for other in ids_in(span.text)}:
        splices.append((span.start, span.end, without_id(span.text, one)))
    listed = block.listed.get(name, [])
    gone = [line for line in listed if key(one) in {key(other) for other in ids_in(line.text)}]
    splices += [(*_whole_line(body, line.number), "") for line in gone]
    if gone and len(gone) == len(listed) and span is not None and not span.text:
        pad = "" if text[span.start - 1].isspace() else " "
        splices.append((span.start, span.end, pad + "None"))
    return splices
