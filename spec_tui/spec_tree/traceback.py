"""The comment in a deliverable that leads back to its spec, in the syntax of that file (seed 004).

It stands after what has to be the first line: a shebang, a coding line, front matter, an XML
declaration, a directive. Everything else in the file stays as it is. Formats without comments, and
those in which one could change a meaning, get none: the registry alone names such a file
(formats.md 97).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import dataclass

from spec_tui.documents.frontmatter import span
from spec_tui.documents.lines import newline_of, split_lines
from spec_tui.documents.links import links
from spec_tui.spec_tree.comment_styles import MARKUP, PHP, PHP_TAG, Style, has_shebang, style_of
from spec_tui.spec_tree.wording import unbroken
from spec_tui.work.formats.tree_context import JOURNAL, link_label
from spec_tui.work.formats.tree_edit import link_target


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the comment: `Spec: [[../../spec|Storage]]`."""

    word: str
    target: str
    """Relative to the deliverable."""
    label: str


def traces_of(path: str, spec: str, words: str, context: str = "") -> tuple[Trace, ...]:
    """The lines for a deliverable at `path`: to its spec, and to the context file if there is one.

    `words` name the spec, such as `1001 - Storage`.
    """
    own = Trace("Spec", link_target(spec, path), words)
    if not context:
        return (own,)
    return own, Trace("Context", link_target(context, path), JOURNAL)


_AFTER = frozenset({".rst", ".go"})
"""Where a blank line has to follow, or the next lines would belong to the comment."""

_CODING = re.compile(r"[ \t\f]*#.*?coding[:=][ \t]*[-\w.]+|.*-\*-.*-\*-")
_UNFINISHED = re.compile(r"\s*(?:/\*(?!.*\*/)|<!--(?!.*-->)|\{-(?!.*-\}))")
"""A comment of several lines begins: nothing can stand after its first."""
_DIRECTIVE = re.compile(r"#\s*(?:syntax|escape|check)\s*=", re.IGNORECASE)
_XML = re.compile(r"<\?xml\b[^>]*\?>[ \t]*", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype\b[^>\[]*>[ \t]*", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CHARSET = re.compile(r'@charset\s+"[^"]*";[ \t]*', re.IGNORECASE)
_PLUSES = re.compile(
    r"\+\+\+[ \t]*(?:\r\n|\r|\n).*?(?<=[\r\n])\+\+\+[ \t]*(?=[\r\n]|\Z)", re.DOTALL
)
_WELL_KNOWN = re.compile(r"#cloud-config\b|#cloud-boothook\b|#n$|#compdef\b|#autoload\b")
_GHERKIN = re.compile(r"\s*#\s*language\s*:", re.IGNORECASE)
_SEALED = ("$ANSIBLE_VAULT;", "-----BEGIN ", "age-encryption.org/")
_LINES_LOOKED_AT = 80


def traced(text: str, path: str, traces: Sequence[Trace]) -> str | None:
    """A text with the comment that leads back; None where its format takes no comment.

    Lines that lead there already are not written again, so a second time changes nothing.
    """
    style = style_of(path, text)
    if style is None or text.lstrip("\ufeff").startswith(_SEALED):
        return None
    wanted = [trace for trace in traces if not _leads(text, trace, style)]
    if not wanted:
        return text
    if path.lower().endswith(".php") and not _opens_php(text):
        style = PHP_TAG
    elif path.lower().endswith(".php"):
        style = PHP
    newline = newline_of(text)
    lines = [_line(style, trace) for trace in wanted]
    at = _place(text, path)
    following = text[at:]
    if posixpath.splitext(path.lower())[1] in _AFTER and following.strip():
        first = split_lines(following)[0]
        lines += [""] if first.strip() else []
    block = newline.join(lines)
    if at and text[at - 1] not in "\r\n\ufeff":
        return text[:at] + newline + block + following
    return text[:at] + block + newline + following


def new_text(path: str, traces: Sequence[Trace], title: str) -> str:
    """The first text of a deliverable that did not exist: a shebang, the comment, a title."""
    extension = posixpath.splitext(path.lower())[1]
    shebang = _SHEBANGS.get(extension, "")
    if extension == ".json":
        return "{}\n"
    text = f"{shebang}\n" if shebang else "<?php\n" if extension == ".php" else ""
    found = traced(text, path, traces)
    text = text if found is None else found
    if extension in {".md", ".markdown"}:
        text += f"\n# {link_label(title)}\n"
    return text


def needs_bytes(path: str) -> bool:
    """Whether a file of this name is no text, so that an empty one would be none of its kind."""
    return posixpath.splitext(path.lower())[1] in _BINARY


def runs(path: str) -> bool:
    """Whether a new file of this name is a script to run."""
    return posixpath.splitext(path.lower())[1] in _SHEBANGS


_BINARY = frozenset(
    {
        ".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".bmp", ".tif", ".tiff", ".pdf", ".zip",
        ".gz", ".tgz", ".xz", ".bz2", ".7z", ".tar", ".jar", ".war", ".whl", ".exe", ".dll", ".so",
        ".dylib", ".bin", ".class", ".o", ".wasm", ".docx", ".xlsx", ".pptx", ".odt", ".ods",
        ".mp3", ".mp4", ".mov", ".wav", ".ttf", ".otf", ".woff", ".woff2", ".sqlite", ".db",
        ".parquet", ".p12", ".pfx",
    }
)  # fmt: skip
_SHEBANGS = {
    ".sh": "#!/bin/sh",
    ".bash": "#!/usr/bin/env bash",
    ".zsh": "#!/usr/bin/env zsh",
    ".fish": "#!/usr/bin/env fish",
    ".py": "#!/usr/bin/env python3",
    ".rb": "#!/usr/bin/env ruby",
    ".pl": "#!/usr/bin/env perl",
}


def _line(style: Style, trace: Trace) -> str:
    target, label = trace.target, _label(style, trace.label)
    if any(end in target for end in style.ends) or re.search(r"[\[\]|]", target):
        # such a path cannot stand in the comment as it is; a Markdown link reads it encoded
        odd = "".join(style.ends) + "[]()|<> "
        href = "".join(
            f"%{byte:02X}" if char in odd else char for char in target for byte in char.encode()[:1]
        )
        return f"{style.open} {trace.word}: [{label}]({href}){style.close}"
    return f"{style.open} {trace.word}: [[{target}|{label}]]{style.close}"


def _label(style: Style, words: str) -> str:
    """A label that stays one: no end of a comment, no line end, no instruction to a tool."""
    plain = unbroken(words)
    for end in style.ends:
        while end in plain:
            plain = plain.replace(
                end, "–" if end == "--" else " ".join(end) if len(end) > 1 else ""
            )
    plain = plain.replace("\\", "/").replace("-*-", "*")
    plain = re.sub(r"(?i)(coding)\s*[:=]", r"\1 -", plain)
    plain = re.sub(r"(?i)\b(vim?|ex)\s*:", r"\1 -", plain)
    return link_label(plain) or "Spec"


def _leads(text: str, trace: Trace, style: Style) -> bool:
    """Whether one of the first lines leads there already; in markup, a line of a comment."""
    wanted = _plain_target(trace.target)
    head = "".join(split_lines(text)[:_LINES_LOOKED_AT])
    if style is MARKUP:
        head = "\n".join(_COMMENT.findall(head))
    return any(_plain_target(link.target) == wanted for link in links(head))


def _plain_target(target: str) -> str:
    return posixpath.normpath(target.partition("#")[0]).removesuffix(".md")


def _opens_php(text: str) -> bool:
    """Whether the first line of code opens PHP and leaves it open."""
    for line in split_lines(text.removeprefix("\ufeff"))[:2]:
        if line.startswith("<?php") and "?>" not in line:
            return True
        if not line.startswith("#!"):
            return False
    return False


def _place(text: str, path: str) -> int:
    """The offset at which the comment goes: the first that may be anything."""
    at = 1 if text.startswith("\ufeff") else 0
    extension = posixpath.splitext(path.lower())[1]
    if has_shebang(text):
        at = _after_line(text, at)
    if extension in {".md", ".markdown", ".mkd", ".mdx", ".astro", ".mmd", ".mermaid", ".hbs"}:
        found = span(text[at:])
        if found is not None:
            return at + found[2]
        pluses = _PLUSES.match(text, at)
        return _after_line(text, pluses.end()) if pluses is not None else at
    for pattern in (_XML, _DOCTYPE):
        match = pattern.match(text, at)
        if match is not None and style_of(path) is MARKUP:
            at = _after_words(text, match.end())
    match = _CHARSET.match(text, at)
    if match is not None and extension in {".css", ".scss"}:
        return _after_words(text, match.end())
    if extension == ".php" and _opens_php(text):
        return _after_line(text, at)
    return _after_first_words(text, at, path)


def _after_first_words(text: str, at: int, path: str) -> int:
    """Past lines that mean something only as the first ones."""
    name = posixpath.basename(path).lower()
    docker = "dockerfile" in name or "containerfile" in name
    for number in range(3):
        end = _after_line(text, at)
        line = text[at:end].rstrip("\r\n")
        known = _CODING.match(line) if number < 2 and not _UNFINISHED.match(line) else None
        if docker:
            known = known or _DIRECTIVE.match(line)
        elif name.endswith(".feature"):
            known = known or _GHERKIN.match(line)
        if number == 0:
            known = known or _WELL_KNOWN.match(line)
        if known is None:
            break
        at = end
    return at


def _after_words(text: str, at: int) -> int:
    """The offset after the line where nothing more stands on it, else that of what follows."""
    end = _after_line(text, at)
    return at if text[at:end].strip() else end


def _after_line(text: str, at: int) -> int:
    """The offset after the line that `at` is in."""
    match = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)").match(text, at)
    return match.end() if match is not None else len(text)
