"""Lines as Markdown sees them: split on CR LF, CR and LF only.

`str.splitlines` also splits on form feed and U+2028, which would shift the line maps of tokens.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def split_lines(text: str) -> list[str]:
    """Lines with their ends; `"".join(split_lines(t)) == t`."""
    return _LINE.findall(text)


def line_body(line: str) -> str:
    """The line without its end."""
    return line.rstrip("\r\n")


def in_one_line(text: str) -> str:
    """The lines of a text behind each other, without the blank ones: `a; b`."""
    return "; ".join(line.strip() for line in text.split("\n") if line.strip())


def newline_of(text: str) -> str:
    r"""The newline that most lines use: `"\n"`, `"\r\n"` or `"\r"`; `"\n"` for one line."""
    crlf = text.count("\r\n")
    lf = text.count("\n") - crlf
    cr = text.count("\r") - crlf
    best = max(crlf, lf, cr)
    if best == 0 or best == lf:
        return "\n"
    return "\r\n" if best == crlf else "\r"


def newlines_in(text: str) -> frozenset[str]:
    r"""The kinds of newline that a text holds, of `"\r\n"`, `"\n"` and `"\r"`."""
    crlf = text.count("\r\n")
    counts = {"\r\n": crlf, "\n": text.count("\n") - crlf, "\r": text.count("\r") - crlf}
    return frozenset(kind for kind, count in counts.items() if count)


def with_newline(text: str, newline: str) -> str:
    r"""Text that we wrote with `"\n"`, in the newline of the file it goes into."""
    return text if newline == "\n" else text.replace("\n", newline)
