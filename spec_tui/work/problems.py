"""Collecting problems of one file, with line and column."""

from __future__ import annotations

from spec_tui.documents.blocks import place
from spec_tui.documents.frontmatter import PLACEHOLDER, Header
from spec_tui.work.item import NO_FIX, Fix, Problem, Severity


class Notes:
    """The problems seen while one file was read."""

    def __init__(self, text: str, path: str) -> None:
        self._text = text
        self._path = path
        self._found: list[Problem] = []

    def add(
        self, severity: Severity, code: str, offset: int, message: str, fix: Fix = NO_FIX
    ) -> None:
        """Note a problem at an offset of the text."""
        line, column = place(self._text, offset)
        self._found.append(Problem(severity, code, self._path, line, column, message, fix))

    @property
    def found(self) -> tuple[Problem, ...]:
        """All of them, in the order of the file."""
        return tuple(sorted(self._found, key=lambda one: (one.line, one.column)))


_SEVERITY: dict[str, Severity] = {"handle": "info", "placeholder": "info"}
_CODES = {"alias-node": "yaml-alias", "large": "yaml-size", "too-deep": "yaml-depth"}


def from_header(notes: Notes, header: Header) -> None:
    """What reading a header found: YAML that was repaired or refused, placeholders left."""
    told = set()
    for trouble in header.troubles:
        severity = _SEVERITY.get(trouble.code, "error")
        fix = NO_FIX
        if trouble.repair is not None and trouble.code != "placeholder":
            fix = Fix("quote", "Put the value in quotes.")
        code = _CODES.get(trouble.code, trouble.code)
        notes.add(severity, code, trouble.offset, trouble.message, fix)
        told.add(trouble.offset)
    for field in header.fields.values():
        value = field.value
        if value.start in told or value.kind == "none":
            continue
        if ("{" in value.text or "<" in value.text) and PLACEHOLDER.search(value.text):
            shown = PLACEHOLDER.search(value.text)
            assert shown is not None
            message = f"{field.key}: the placeholder {shown[0]} was not replaced."
            notes.add("info", "placeholder", value.start, message)
