"""Status and date in the header of a document, in whatever form it has one."""

from __future__ import annotations

import re

from spec_tui.codex_os.documents import Document
from spec_tui.documents.blocks import place
from spec_tui.documents.frontmatter import Field, bold_fields
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.documents.headeredit import Splice, apply, put, updated
from spec_tui.documents.lines import newline_of
from spec_tui.work.change import Refused

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def touched(text: str, date: str) -> str:
    """A document with `updated` on a day; one whose header has no such line stays as it is."""
    return apply(text, _updated(text, date))


def with_status(document: Document, status: str, date: str) -> str:
    """A document with its status set, and `updated`.

    A file without YAML that says `**Status**: …` keeps that form; one that says nothing gets a
    header of two lines. Raises Refused where the header cannot be read.
    """
    text = document.text
    header = document.header
    if header is not None and header.broken:
        line, column = place(text, header.troubles[0].offset)
        raise Refused(
            f"{document.path}:{line}:{column}: {header.troubles[0].message} "
            "Nothing was changed. Mend the header first."
        )
    if header is not None:
        splices = put(text, header, "status", status) if document.value("status") != status else []
        return apply(text, splices + _updated(text, date))
    fields = bold_fields(text)
    if "status" in fields:
        word = status.capitalize() if fields["status"].value.text[:1].isupper() else status
        splices = [_spliced(fields["status"], word)] if document.value("status") != word else []
        return apply(text, splices + _updated(text, date))
    newline = newline_of(text)
    lines = ["---", f"status: {status}", f"updated: {date}", "---", "", ""]
    return newline.join(lines) + text


def _updated(text: str, date: str) -> list[Splice]:
    header = read_header(text)
    if header is not None:
        return updated(text, header, date)
    fields = bold_fields(text)
    found = next((fields[key] for key in ("updated", "last_updated") if key in fields), None)
    if found is None or not _is_date(found.value.text) or found.value.text == date:
        return []
    return [_spliced(found, date)]


def _is_date(text: str) -> bool:
    return not text or _DATE.match(text) is not None


def _spliced(field: Field, value: str) -> Splice:
    return (field.value.start, field.value.end, value)
