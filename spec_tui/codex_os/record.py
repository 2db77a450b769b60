"""What is kept of a finished task: its line in tasks.md, the answers in plan.md (seed 002, 4.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from spec_tui.codex_os.documents import Document, Section, read
from spec_tui.codex_os.dod import TASK_LINES, TICKED, Answer, Check
from spec_tui.codex_os.placing import add_below, one_line
from spec_tui.codex_os.sequence import same
from spec_tui.documents.headeredit import apply
from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats.codex_edit import add_done_line, done_words, finish
from spec_tui.work.ids import ids_in
from spec_tui.work.item import WorkItem

PENDING = "hash pending"
_HASH = re.compile(r"[0-9a-f]{7,40}")


@dataclass(frozen=True, slots=True)
class Result:
    """What a person says of a finished task."""

    summary: str = ""
    pull_request: str = ""
    commit: str = ""


def checked(summary: str, pull_request: str = "", commit: str = "") -> Result:
    """The parts of a done line as they may be written.

    A commit is 7 to 40 hex digits (formats.md 102), a pull request an http or https address, or
    `#12`. Raises Refused.
    """
    words = one_line(summary, "summary") if summary.strip() else ""
    link = pull_request.strip()
    if link and re.fullmatch(r"[#!]\d{1,9}", link) is None:
        try:
            parts = urlsplit(link)
            host = parts.hostname
        except ValueError:
            parts, host = None, None
        bad = re.search(r"[\s<>\"'`|·\\]|[\x00-\x1f\x7f-\x9f]", link)
        if parts is None or parts.scheme not in {"http", "https"} or not host or bad:
            raise Refused(
                f"{link} is no link to a pull request: it begins with https:// or is a number "
                "such as #12. Nothing was changed."
            )
        if parts.username is not None or parts.password is not None:
            raise Refused("The link holds a name or password. Nothing was changed.")
    digits = commit.strip().lower()
    if digits and _HASH.fullmatch(digits) is None:
        raise Refused(
            f"{commit.strip()} is no commit: 7 to 40 of the digits 0-9 and a-f. "
            "Nothing was changed."
        )
    return Result(words, link, digits)


def done_line(result: Result) -> str:
    """`<summary> · PR <link> · <hash>`; the hash is pending where there is none (formats.md 58)."""
    parts = [result.summary]
    if result.pull_request:
        parts.append(f"PR {result.pull_request}")
    parts.append(result.commit or PENDING)
    return " · ".join(parts)


def mark_done(text: str, item: WorkItem, result: Result, moment: Moment) -> str:
    """tasks.md with the task done. Raises Refused."""
    if not result.summary:
        raise Refused("A finished task needs a summary of one line. Nothing was changed.")
    return finish(text, item, done_line(result), moment)


def complete(text: str, item: WorkItem, result: Result, moment: Moment) -> str:
    """tasks.md with the link and the hash of a task that is done already (formats.md 59).

    What its line says stays; a pending hash is replaced, the rest is added. A task that only a box
    or mark calls done gets the line. Raises Refused.
    """
    found = done_words(text, item)
    if found is None:
        words = [f"PR {result.pull_request}"] if result.pull_request else []
        return add_done_line(text, item, " · ".join([*words, result.commit or PENDING]), moment)
    start, end, words_ = found
    parts = [words_] if words_ else []
    tail = [result.commit] if result.commit and result.commit not in words_ else []
    if words_.endswith(PENDING):
        head = words_.removesuffix(PENDING).removesuffix(" · ")
        parts = [head] if head else []
        tail = [result.commit or PENDING]
    if result.pull_request and result.pull_request not in words_:
        parts.append(f"PR {result.pull_request}")
    new = " · ".join([*parts, *tail])
    if new == words_:
        raise Refused(f"{item.id} is done already and says all this. Nothing was changed.")
    if words_:
        return apply(text, [(end - len(words_), end, new)])
    return apply(text, [(start, end, f" — {new}")])


def links_of(text: str, item: WorkItem) -> Result:
    """The summary, link and hash that the done line of a task holds."""
    found = done_words(text, item)
    if found is None:
        return Result()
    parts = found[2].split(" · ")
    link = next((part[3:] for part in parts[1:] if part.startswith("PR ")), "")
    commit = parts[-1] if len(parts) > 1 and _HASH.fullmatch(parts[-1]) else ""
    return Result(parts[0], link, commit)


def entry(
    text: str,
    item: WorkItem,
    result: Result,
    checks: Sequence[Check],
    given: Sequence[Answer],
    before: str,
    moment: Moment,
) -> str:
    """plan.md with the answers of a task below `## Record`; `before` is its old status line."""
    who = f" by {moment.who}" if moment.who else ""
    title = one_line(item.title, "title", 4000) if item.title.strip() else ""
    head = f"### {item.id} {title}".rstrip() + f" — done {moment.date}{who}"
    lines = [f"- Summary: {result.summary}"]
    if before:
        lines.append(f"- Before: {before}")
    said = {answer.number: answer for answer in given}
    for check in checks:
        if check.number == TICKED:
            lines.append(_own_line(check.text, result))
            continue
        answer = said[check.number]
        words = check.text
        if answer.holds and check.written:
            words += f" — by {moment.who}, {moment.date}"
        elif answer.holds and check.hint:
            words += f" ({check.hint})"
        elif not answer.holds:
            words += f" — not here: {answer.reason}"
        lines.append(f"- [{'x' if answer.holds else ' '}] {words}")
    return add_below(text, "record", "Record", head, lines)


def _own_line(text: str, result: Result) -> str:
    parts = []
    if result.pull_request:
        parts.append(f"PR {result.pull_request}")
    if result.commit:
        parts.append(f"commit {result.commit}")
    missing = [
        word
        for word, value in (("link", result.pull_request), ("hash", result.commit))
        if not value
    ]
    if missing:
        parts.append(f"{' and '.join(missing)} pending")
    return f"- [{' ' if missing else 'x'}] {text} — {', '.join(parts)}"


def follow_up(text: str, item: WorkItem, result: Result) -> str:
    """plan.md with the link and hash in the record of a task; unchanged where it has none."""
    document = read("plan", "", text)
    section = record_of(text, item)
    if section is None:
        return text
    words = TASK_LINES[TICKED - 1]
    for line in document.lines(section):
        at = line.text.find(f"] {words}")
        if at >= 0 and line.text.startswith("- ["):
            start = line.at
            return text[:start] + _own_line(words, result) + text[start + len(line.text) :]
    return text


def record_of(text: str, item: WorkItem) -> Section | None:
    """The newest record of a task in a plan.md."""
    document = read("plan", "", text)
    found = None
    for section in document.under("record"):
        ids = ids_in(section.title.split(" ")[0])
        if ids and same(ids[0]) == same(item.id):
            found = section
    return found


@dataclass(frozen=True, slots=True)
class Record:
    """What plan.md keeps of a finished task, as it stands there."""

    id: str
    title: str
    """The whole heading."""
    line: int
    lines: tuple[str, ...]
    """Without blank ones."""


def records(document: Document) -> tuple[Record, ...]:
    """The records of a plan.md in the order of the file."""
    found = []
    for section in document.under("record"):
        ids = ids_in(section.title.split(" ")[0])
        if ids:
            lines = [line.text for line in document.lines(section) if line.text.strip()]
            found.append(Record(ids[0], section.title, section.line, tuple(lines)))
    return tuple(found)
