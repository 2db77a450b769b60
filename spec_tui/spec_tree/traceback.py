"""The comment in a deliverable that leads back to its spec, in the syntax of that file (seed 004).

It stands after what has to be the first line: a shebang, a coding line, front matter, an XML
declaration, a directive. Everything else in the file stays as it is. Formats without comments, and
those in which one could change a meaning, get none: the registry alone names such a file
(formats.md 97).
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from spec_tui.documents.frontmatter import span
from spec_tui.documents.lines import newline_of, split_lines
from spec_tui.documents.links import links
from spec_tui.work.formats.tree_context import link_label


@dataclass(frozen=True, slots=True)
class Trace:
    """One line of the comment: `Spec: [[../../spec|Storage]]`."""

    word: str
    target: str
    """Relative to the deliverable."""
    label: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a comment of one line is written."""

    open: str
    close: str = ""
    ends: tuple[str, ...] = ()
    """What would end the comment early, or begin one inside it."""


_HASH = Style("#")
_SLASHES = Style("//")
_DASHES = Style("--")
_SEMICOLON = Style(";")
_PERCENT = Style("%")
_BANG = Style("!")
_QUOTE = Style("'")
_DOUBLE_QUOTE = Style('"')
_MARKUP = Style("<!--", " -->", ("--",))
_BLOCK = Style("/*", " */", ("*/", "/*"))
_RST = Style("..")
_REM = Style("@rem", "", ("%",))
_JINJA = Style("{#", " #}", ("#}", "{#", "%}", "}}"))
_HANDLEBARS = Style("{{!--", " --}}", ("--", "}}"))
_ERB = Style("<%#", " %>", ("%>",))
_MDX = Style("{/*", " */}", ("*/", "/*"))
_PHP = Style("//", "", ("?>",))
_PHP_TAG = Style("<?php //", " ?>", ("?>",))


def _table(*rows: tuple[Style, str]) -> Mapping[str, Style]:
    return {name: style for style, names in rows for name in names.split()}


EXTENSIONS: Mapping[str, Style] = _table(
    (
        _HASH,
        "sh bash zsh fish ksh csh py pyi rb rake pl pm r jl ex exs nix tf tfvars hcl yaml yml toml "
        "cfg conf cnf properties env graphql gql coffee nim cr awk sed tcl ps1 psm1 psd1 mk mak "
        "cmake dockerfile containerfile service timer socket mount automount path target desktop "
        "feature http rego bzl bazel star ninja gitignore dockerignore npmignore gitattributes "
        "editorconfig org jq rules list sls",
    ),
    (
        _SLASHES,
        "c h cc cpp cxx hpp hh hxx java kt kts scala swift go rs js mjs cjs ts mts cts jsx tsx "
        "dart cs fs groovy gradle proto zig sol jsonc json5 dot gv adoc asciidoc sv php scss "
        "less glsl hlsl wgsl metal jsonnet libsonnet cue prisma thrift odin",
    ),
    (_BLOCK, "css"),
    (
        _MARKUP,
        "md markdown mkd html htm xhtml xml xsd xsl xslt svg vue svelte astro plist csproj fsproj "
        "props targets resx xaml wsdl",
    ),
    (_DASHES, "sql ddl lua hs elm adb ads vhd vhdl applescript psql"),
    (_SEMICOLON, "ini asm el lisp lsp clj cljs cljc edn scm rkt"),
    (_PERCENT, "tex sty bib erl hrl"),
    (_BANG, "f90 f95 f03 f08"),
    (_QUOTE, "vb vbs puml plantuml"),
    (_DOUBLE_QUOTE, "vim"),
    (Style("%%"), "mmd mermaid"),
    (_RST, "rst"),
    (_REM, "bat cmd"),
    (_JINJA, "j2 jinja jinja2"),
    (_HANDLEBARS, "hbs handlebars"),
    (_ERB, "erb"),
    (_MDX, "mdx"),
)
NAMES: Mapping[str, Style] = _table(
    (
        _HASH,
        "dockerfile containerfile makefile gnumakefile justfile vagrantfile gemfile rakefile "
        "brewfile podfile fastfile tiltfile snakefile cmakelists.txt requirements.txt "
        "constraints.txt requirements.in constraints.in robots.txt .gitignore .dockerignore "
        ".npmignore .gitattributes .eslintignore .prettierignore .editorconfig .env .npmrc .bashrc "
        ".bash_profile .profile .zshrc .inputrc .tool-versions .gitconfig .gitmodules .hgignore "
        ".mailmap crontab fstab hosts codeowners exports sudoers",
    ),
    (_SLASHES, "jenkinsfile go.mod"),
    (_DOUBLE_QUOTE, ".vimrc"),
)
"""By the whole name, in lower case."""
_TEMPLATES = frozenset({"example", "sample", "template", "tmpl", "tpl", "dist", "in", "default"})
"""Endings after which the real extension stands: `fstab.example`."""
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


def style_of(path: str, text: str = "") -> Style | None:
    """How a comment is written in a file of this name; None where there is no way.

    A file without an ending is judged by its shebang.
    """
    name = posixpath.basename(path).lower()
    while True:
        if name in NAMES:
            return NAMES[name]
        stem, dot, ending = name.rpartition(".")
        if dot and stem and ending in EXTENSIONS:
            return EXTENSIONS[ending]
        if name.startswith(("dockerfile.", "containerfile.", "makefile.", ".env.")):
            return _HASH
        if not (dot and stem and ending in _TEMPLATES):
            break
        name = stem
    if not dot and _shebang(text):
        return _SLASHES if re.search(r"\b(?:node|deno|bun)\b", split_lines(text)[0]) else _HASH
    return None


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
        style = _PHP_TAG
    elif path.lower().endswith(".php"):
        style = _PHP
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
    plain = "".join(" " if _breaks(char) else char for char in words)
    for end in style.ends:
        while end in plain:
            plain = plain.replace(
                end, "–" if end == "--" else " ".join(end) if len(end) > 1 else ""
            )
    plain = plain.replace("\\", "/").replace("-*-", "*")
    plain = re.sub(r"(?i)(coding)\s*[:=]", r"\1 -", plain)
    plain = re.sub(r"(?i)\b(vim?|ex)\s*:", r"\1 -", plain)
    return link_label(plain) or "Spec"


def _breaks(char: str) -> bool:
    """Whether a tool may end a line here, or a reader see another order than the tool does."""
    if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Cs"} or char == "\ufeff":
        return True
    return "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069"


def _leads(text: str, trace: Trace, style: Style) -> bool:
    """Whether one of the first lines leads there already; in markup, a line of a comment."""
    wanted = _plain_target(trace.target)
    head = "".join(split_lines(text)[:_LINES_LOOKED_AT])
    if style is _MARKUP:
        head = "\n".join(_COMMENT.findall(head))
    return any(_plain_target(link.target) == wanted for link in links(head))


def _plain_target(target: str) -> str:
    return posixpath.normpath(target.partition("#")[0]).removesuffix(".md")


def _shebang(text: str) -> bool:
    # `#![attribute]` of Rust is none
    first = text.removeprefix("\ufeff")
    return first.startswith("#!") and not first.startswith("#![")


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
    if _shebang(text):
        at = _after_line(text, at)
    if extension in {".md", ".markdown", ".mkd", ".mdx", ".astro", ".mmd", ".mermaid", ".hbs"}:
        found = span(text[at:])
        if found is not None:
            return at + found[2]
        pluses = _PLUSES.match(text, at)
        return _after_line(text, pluses.end()) if pluses is not None else at
    for pattern in (_XML, _DOCTYPE):
        match = pattern.match(text, at)
        if match is not None and style_of(path) is _MARKUP:
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
