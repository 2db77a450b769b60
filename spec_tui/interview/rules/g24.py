"""G24: text that went through the wrong encoding, or hides something."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from spec_tui.documents.lines import split_lines
from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.spec import Spec

_HIGH = "".join(
    dict.fromkeys(
        char
        for page in ("cp1252", "cp1254")
        for byte in range(0x80, 0xC0)
        for char in bytes([byte]).decode(page, "replace").replace("\ufffd", chr(byte))
    )
)
"""What the second and further bytes of UTF-8 look like in Windows-1252 and Windows-1254."""
_LEADS = "ÂÃÄÅÎÏĞÐâãäåæçèéêëìíîïðğ"
_SHREDS = re.compile(rf"[{_LEADS}][{re.escape(_HIGH)}]{{1,3}}")
_QUOTES = frozenset("‘’“”„‚–—…•»«")
_HIDDEN = {
    "\0": "a NUL character",
    "\ufeff": "a byte order mark inside the text",
    **dict.fromkeys("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
                    "a control character for the direction of writing"),
    "\ufffd": "a character that could not be read",
}  # fmt: skip
_PAGES = ("cp1252", "cp1254")


def g24(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find UTF-8 that was read as Windows-1252 or Windows-1254 (`Ã¼`, `â€™`, `ğŸ”´`), NUL, byte
    order marks inside the text and bidi controls: the first place of each kind, as minor.

    Nothing is repaired by itself (formats.md 68).
    """
    text = spec.text
    if text.isascii() and "\0" not in text:
        return
    places: list[tuple[int, str, str]] = []
    shreds = list(_shreds(text))
    if shreds:
        again = f", and {len(shreds) - 1} times more" if len(shreds) > 1 else ""
        words = shreds[0][0]
        message = f"{words} should be {_read_back(words)}: UTF-8 was read in another encoding"
        places.append((shreds[0].start(), words, f"{message}{again}."))
    said: dict[str, tuple[int, str]] = {}
    for char, name in _HIDDEN.items():
        at = text.find(char, 1 if char == "\ufeff" else 0)
        if at >= 0 and (name not in said or at < said[name][0]):
            said[name] = (at, char)
    places += [(at, char, f"Here is {name}.") for name, (at, char) in said.items()]
    if not places:
        return
    starts = [0]
    for line in split_lines(text):
        starts.append(starts[-1] + len(line))
    for at, words, message in sorted(places):
        row = bisect_right(starts, at)
        yield Finding(
            rule="G24",
            severity="minor",
            line=row,
            column=at - starts[row - 1] + 1,
            text=words,
            message=message,
            section=_section(spec, row),
            key=_section(spec, row),
        )


def _section(spec: Spec, line: int) -> str:
    """The section of the last heading above a line, "" above the first and below a foreign one."""
    found = ""
    for heading in spec.headings:
        if heading.line > line:
            break
        if heading.level <= 2:
            found = heading.section
    return found


def _shreds(text: str) -> Iterator[re.Match[str]]:
    """Runs that are UTF-8 once they are written back in the encoding they were read in."""
    if not any(lead in text for lead in _LEADS):
        return
    for match in _SHREDS.finditer(text):
        quoted = len(match[0]) == 2 and match[0][1] in _QUOTES
        # “CAFÉ” is a word in quotes, and its last two characters are UTF-8 by chance.
        if quoted and (match.start() == 0 or text[match.start() - 1].isalpha()):
            continue
        if _read_back(match[0]):
            yield match


def _read_back(shred: str) -> str:
    """The character that a shred was, "" where it is none."""
    for page in _PAGES:
        try:
            raw = b"".join(
                char.encode(page, "strict") if ord(char) > 0x9F else bytes([ord(char)])
                for char in shred
            )
        except UnicodeEncodeError:
            continue
        for end in range(len(raw), 1, -1):
            try:
                found = raw[:end].decode("utf-8")
            except UnicodeDecodeError:
                continue
            if len(found) == 1:
                return found
    return ""
