"""Words of people in a journal: written so that they stay words, read back as they were said.

In a journal a line may open a heading, a fence or a comment. What a person records must not, so
such a beginning gets a backslash, as Markdown has it, and reading takes that backslash off again.
`read_line(written_line(x)) == x` for every line.
"""

from __future__ import annotations

import re
import unicodedata

from spec_tui.work.change import Refused

LONGEST_TITLE = 200
_CONTAINERS = r"[ \t]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++(?=[^ \t])|>[ \t]*+)*+"
_OPENS = r"(?:#{1,6}(?=[ \t]|\Z)|`{3,}|~{3,}|=+[ \t]*\Z|-+[ \t]*\Z)"
_AT_START = re.compile(rf"({_CONTAINERS})(?=\\*{_OPENS})")
_AT_START_WRITTEN = re.compile(rf"({_CONTAINERS})\\(?=\\*{_OPENS})")
_COMMENT = re.compile(r"(?=(?<!\\)\\*<!--)")
_COMMENT_WRITTEN = re.compile(r"(?<!\\)\\(?=\\*<!--)")
_CLOSING = re.compile(r"(?:(?<=[ \t])|\A)(?=\\*#+\Z)")
_CLOSING_WRITTEN = re.compile(r"(?:(?<=[ \t])|\A)\\(?=\\*#+\Z)")
_HASH = r"`[^`\s]{1,100}`(?::|[ \t]+[-–—][ \t]|[ \t]*\Z)"
_HASHED = re.compile(rf"\A(?=\\*{_HASH})")
_HASHED_WRITTEN = re.compile(rf"\A\\(?=\\*{_HASH})")
_PLACEHOLDER = re.compile(r"\{[^{}\n]*\}[ \t]*")


def said(words: str) -> tuple[str, ...]:
    """Words as lines: any newline ends one, blanks around the whole are cut. Raises Refused."""
    if not words.strip():
        raise Refused("There are no words to record.")
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [line if line.strip(" \t") else "" for line in lines]
    while not lines[0]:
        lines.pop(0)
    while not lines[-1]:
        lines.pop()
    lines[0] = lines[0].lstrip(" \t")
    lines[-1] = lines[-1].rstrip(" \t")
    return tuple(lines)


def one_line(words: str) -> str:
    """Words on one line."""
    return re.sub(r"[ \t\r\n]+", " ", words).strip(" ")


def unbroken(words: str) -> str:
    """Words with a blank for what may end a line for a tool, or turns their direction around."""
    return "".join(" " if _breaks(char) else char for char in words)


def written_start(line: str) -> str:
    """Words that stand behind something else on their line, such as a time."""
    return _COMMENT.sub(r"\\", line)


def read_start(line: str) -> str:
    """What `written_start` was given."""
    return _COMMENT_WRITTEN.sub("", line)


def written_line(line: str) -> str:
    """Words that stand on a line of their own, indented or not."""
    return written_start(_AT_START.sub(r"\1\\", line, count=1) if _AT_START.match(line) else line)


def read_line(line: str) -> str:
    """What `written_line` was given."""
    line = read_start(line)
    match = _AT_START_WRITTEN.match(line)
    return match[1] + line[match.end() :] if match is not None else line


def written_subject(line: str) -> str:
    """The words of a commit without a hash, which must not look like one."""
    return written_start(_HASHED.sub(r"\\", line))


def read_subject(line: str) -> str:
    """What `written_subject` was given."""
    return _HASHED_WRITTEN.sub("", read_start(line))


def written_title(words: str) -> str:
    """Words at the end of a heading. Raises Refused for more than 200 characters."""
    title = one_line(words)
    if len(title) > LONGEST_TITLE:
        raise Refused(f"A title has at most {LONGEST_TITLE} characters.")
    return written_start(_CLOSING.sub(r"\\", title))


def read_title(words: str) -> str:
    """What `written_title` was given."""
    return _CLOSING_WRITTEN.sub("", read_start(words))


def paragraph(words: str) -> tuple[str, ...]:
    """Words as the lines of paragraphs. Raises Refused where there are none."""
    return tuple(map(written_line, said(words)))


def known(value: str) -> str:
    """A value as written, "" for a placeholder of the template such as `{X hours}`."""
    return "" if _PLACEHOLDER.fullmatch(value) else value


def _breaks(char: str) -> bool:
    if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} or char == "\ufeff":
        return True
    return "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"
