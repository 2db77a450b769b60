"""A PRD, requirements or design file as a form, and its changes as new texts. Pure.

What is not changed stays byte for byte. Raises `Refused` where a change cannot be made.
"""

from __future__ import annotations

from dataclasses import dataclass

from spec_tui.derive.regions import find, plain
from spec_tui.documents.blocks import heading, label, scan
from spec_tui.documents.frontmatter import Header, read
from spec_tui.documents.headeredit import apply, put, updated
from spec_tui.documents.lines import newline_of, split_lines, with_newline
from spec_tui.omoi_os.chain import STATUSES
from spec_tui.work import ears
from spec_tui.work.change import Moment, Refused
from spec_tui.work.item import Requirement

CHOICES = {
    "status": STATUSES,
    "category": ("functional", "non-functional", "constraint"),
    "priority": ("CRITICAL", "HIGH", "MEDIUM", "LOW"),
}
EDITABLE = ("title", "feature", "status", "category", "priority", "prd_ref", "design_ref", "author")
_STRUCTURE = ("```", "~~~", "<!--", "---", "***", "___", "**", ">")


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of the header."""

    name: str
    value: str
    """A list is shown with commas."""
    choices: tuple[str, ...] = ()
    fixed: bool = False
    """Cannot be set here: ids that others refer to, dates, lists."""


def form(text: str, path: str) -> tuple[FormField, ...]:
    """The fields of a file in their order."""
    found = []
    for name, field in _header(text, path).fields.items():
        value = field.value
        shown = ", ".join(one.text for one in value.items) if value.kind == "list" else value.text
        fixed = name not in EDITABLE or value.kind in {"list", "map"}
        found.append(FormField(name, shown.strip(), CHOICES.get(name, ()), fixed))
    return tuple(found)


def with_field(text: str, path: str, name: str, value: str, moment: Moment) -> str:
    """The text with one field set, and `updated` with it; the same text where nothing changes."""
    header = _header(text, path)
    field = header.fields.get(name)
    if name not in EDITABLE or (field is not None and field.value.kind in {"list", "map"}):
        raise Refused(f"{name} cannot be set here. Nothing was changed.")
    value = value.strip()
    if not value or not value.isprintable():
        raise Refused(f"{name} takes one line of text. Nothing was changed.")
    value = _chosen(name, value)
    before = header.text(name)
    if before == value:
        return text
    if name == "status":
        _move(before.lower(), value)
    return _dated(apply(text, put(text, header, name, value)), path, moment)


def body(text: str) -> str:
    """What stands behind the header."""
    header = read(text)
    return text[header.after :] if header is not None else text


def with_body(text: str, path: str, new: str, moment: Moment) -> str:
    """The text with another body; the header stays, with today as `updated`."""
    header = _header(text, path)
    whole = text[: header.after] + _fitted(new, text)
    return _checked(text, whole, path, moment)


def region(text: str, path: str, name: str) -> str:
    """The lines of one derived region."""
    found = find(text).get(name)
    if found is None:
        raise Refused(f"{path} has no region {name}. Nothing was changed.")
    return found.text(text)


def with_region(text: str, path: str, name: str, new: str, moment: Moment) -> str:
    """The text with other lines in one derived region; it is drift from then on."""
    found = find(text).get(name)
    if found is None:
        raise Refused(f"{path} has no region {name}. Nothing was changed.")
    newline = newline_of(text)
    lines = _fitted(new.rstrip("\r\n"), text)
    whole = text[: found.start] + lines + (newline if lines else "") + text[found.stop :]
    after = find(whole)
    kept = after.get(name)
    if (
        kept is None
        or kept.text(whole) != plain(lines)
        or [one.name for one in after.found] != [one.name for one in find(text).found]
    ):
        raise Refused("These lines hold a mark of spec-tui. Nothing was changed.")
    return _checked(text, whole, path, moment)


def with_requirement(text: str, one: Requirement, sentence: str, moment: Moment) -> str:
    """The text with another sentence for one requirement that has a heading of its own."""
    said = " ".join(sentence.split())
    if not said or not said.isprintable() or heading(said) or said.startswith(_STRUCTURE):
        raise Refused("A requirement is a sentence of plain words. Nothing was changed.")
    span = _sentence(text, one)
    if span is None:
        raise Refused(
            f"{one.path}:{one.line}: the sentence of {one.id} was not found there. "
            "Nothing was changed; edit the file itself."
        )
    start, stop = span
    return _dated(text[:start] + said + text[stop:], one.path, moment)


def requirement_words(text: str, one: Requirement) -> str:
    """The words that `with_requirement` would replace, whole sentence or not; "" where none are."""
    span = _sentence(text, one)
    return " ".join(text[span[0] : span[1]].split()) if span is not None else one.text


def _sentence(text: str, one: Requirement) -> tuple[int, int] | None:
    """Offsets of the paragraph that holds the sentence, without the bullet in front.

    Of a requirement that has no sentence yet it is the first paragraph.
    """
    header = read(text)
    scanned = scan(text, header.after if header is not None else 0)
    paragraph: list[tuple[int, int, str]] = []
    inside = False
    for line in (*scanned.plain(), None):
        head = heading(line.text) if line is not None else None
        marked = line is not None and "**" in line.text and label(line.text) is not None
        if inside and line is not None and line.text.strip() and head is None and not marked:
            paragraph.append((line.at, line.at + len(line.text), line.text))
            continue
        if paragraph and one.text in {"", ears.sentence(row[2] for row in paragraph)}:
            first = paragraph[0][2]
            lead = len(first) - len(first.lstrip())
            lead += 2 if first.lstrip().startswith("- ") else 0
            return paragraph[0][0] + lead, paragraph[-1][1]
        paragraph = []
        if line is not None and head is not None:
            inside = scanned.before + line.number + 1 == one.line
    return None


def _header(text: str, path: str) -> Header:
    header = read(text)
    if header is None:
        raise Refused(f"{path}:1:1: there is no header. Nothing was changed.")
    if header.broken:
        trouble = header.troubles[0].message if header.troubles else "It cannot be read."
        raise Refused(f"{path}:1:1: {trouble} Nothing was changed; `validate --fix` may help.")
    return header


def _chosen(name: str, value: str) -> str:
    choices = CHOICES.get(name, ())
    same = [one for one in choices if one.casefold() == value.casefold()]
    if choices and not same:
        raise Refused(f"{name} is one of {', '.join(choices)}. Nothing was changed.")
    return same[0] if same else value


def _move(before: str, value: str) -> None:
    """Draft, review, approved: forward one at a time, back at any time."""
    at = STATUSES.index(before) if before in STATUSES else 0
    if STATUSES.index(value) > at + 1:
        raise Refused(f"It goes to {STATUSES[at + 1]} first. Nothing was changed.")


def _fitted(new: str, text: str) -> str:
    return with_newline("".join(_lf(line) for line in split_lines(new)), newline_of(text))


def _lf(line: str) -> str:
    kept = line.rstrip("\r\n")
    return kept + "\n" if kept != line else kept


def _checked(text: str, whole: str, path: str, moment: Moment) -> str:
    if whole == text:
        return text
    if find(whole).broken - find(text).broken:
        raise Refused("A mark of spec-tui lost its other half. Nothing was changed.")
    return _dated(whole, path, moment)


def _dated(text: str, path: str, moment: Moment) -> str:
    header = _header(text, path)
    return apply(text, updated(text, header, moment.date))
