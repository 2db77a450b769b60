"""Putting a line or a section into a document that a person wrote, without touching what is there.

A managed region (`<!-- spec-tui:begin … -->` to `<!-- spec-tui:end -->`) is never written into:
new lines stand behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.codex_os.documents import Document, Section, read
from spec_tui.documents.blocks import bullet, heading
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import apply, updated
from spec_tui.documents.lines import newline_of, with_newline
from spec_tui.work.change import Moment, Refused

_ACTING = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_OPENS = re.compile(r"[ \t]*(?:<!-- spec-tui:(?:begin|detached) .*)?")
LONGEST = 500


def one_line(words: str, what: str, most: int = LONGEST) -> str:
    """The words as they may stand in a line of a Markdown file.

    `<!--` is written `\\<!--`, which reads the same and opens no comment. Raises Refused for no
    words, for several lines and for characters that act on a terminal.
    """
    text = words.strip()
    if not text:
        raise Refused(f"The {what} is empty. Nothing was changed.")
    if re.search(r"[\r\n]", text):
        raise Refused(f"The {what} is one line. Nothing was changed.")
    if _ACTING.search(text):
        raise Refused(f"The {what} holds a control character. Nothing was changed.")
    if len(text) > most:
        raise Refused(
            f"The {what} has {len(text)} characters, {most} are the most. Nothing was changed."
        )
    return re.sub(r"(?<!\\)<!--", r"\\<!--", text)


def add_line(text: str, name: str, title: str, words: str) -> str:
    """The text with `- words` as the last bullet of the section known as `name`: see add_lines."""
    return add_lines(text, name, title, [words])


def add_lines(text: str, name: str, title: str, lines: Sequence[str]) -> str:
    """The text with bullets behind the last one of the section known as `name`.

    They look like those before. Where no such section is, `## title` comes last.
    """
    if not lines:
        return text
    document = read("plan", "", text)
    section = document.section(name)
    if section is None:
        return add_section(text, f"## {title}", [f"- {words}" for words in lines])
    last = _last(document, section)
    marker = "-"
    for number in range(section.first, last + 1):
        item = bullet(document.body.line(number).text)
        if item is not None and item.marker in {"-", "*", "+"} and item.indent == 0:
            marker = item.marker
    block = [f"{marker} {words}" for words in lines]
    if last < section.first:
        return _after(document, section.first - 1, ["", *block])
    before = document.body.line(last).text
    list_goes_on = bullet(before) is not None or before.startswith(("<!--", " ", "\t"))
    return _after(document, last, block if list_goes_on else ["", *block])


def add_section(text: str, head: str, lines: Sequence[str]) -> str:
    """The text with a heading and lines at its end."""
    newline = newline_of(text)
    block = newline.join([head, "", *lines]) + newline
    if not text.strip():
        return text + block
    gap = "" if re.search(r"(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)$", text) else newline
    end = "" if text.endswith(("\n", "\r")) else newline
    return f"{text}{end}{gap}{block}"


def add_below(text: str, name: str, title: str, head: str, lines: Sequence[str]) -> str:
    """The text with a sub-heading and lines at the end of the section known as `name`.

    Where no such section is, `## title` is made at the end.
    """
    document = read("plan", "", text)
    section = document.section(name)
    if section is None:
        return add_section(text, f"## {title}", [head, "", *lines])
    last = max(_filled(document, section.first, section.last), section.first - 1)
    return _after(document, last, ["", head, "", *lines])


def next_number(document: Document, letter: str) -> int:
    """The number behind the highest `A7` that begins a bullet of a document."""
    pattern = re.compile(rf"[*_]*{letter}(\d{{1,6}})\b")
    found = [
        int(match[1])
        for line in document.body.plain()
        if (item := bullet(line.text)) is not None and (match := pattern.match(item.text))
    ]
    return max(found, default=0) + 1


def touched(text: str, moment: Moment) -> str:
    """The text with `updated` of its header set to today, where it has that."""
    return apply(text, updated(text, read_header(text), moment.date))


def _last(document: Document, section: Section) -> int:
    """The last line with words of a section itself, without its sub-headings."""
    stop = section.last
    for line in document.body.plain(section.first, section.last):
        if heading(line.text) is not None:
            stop = line.number
            break
    return _filled(document, section.first, stop)


def _filled(document: Document, first: int, stop: int) -> int:
    """The last line before `stop` that belongs to what is above it: `first - 1` where none does.

    The mark that opens a region belongs to what follows.
    """
    last = stop - 1
    while last >= first and _OPENS.fullmatch(document.body.line(last).text):
        last -= 1
    return last


def _after(document: Document, number: int, lines: Sequence[str]) -> str:
    """The text with lines behind one of its lines."""
    text = document.text
    newline = newline_of(text)
    old = document.body.lines[number]
    at = document.body.offsets[number] + len(old)
    block = with_newline("\n".join(lines), newline)
    if not old.endswith(("\n", "\r")):
        return f"{text[:at]}{newline}{block}{text[at:]}"
    following = text[at:]
    close = newline if lines[0] == "" and following.strip() and not _blank_first(following) else ""
    return f"{text[:at]}{block}{newline}{close}{following}"


def _blank_first(text: str) -> bool:
    return re.match(r"[ \t]*(?:\r\n|\r|\n)", text) is not None
