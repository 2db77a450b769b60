"""How comments are written in files of every kind, by their names (seed 004).

Formats without comments, and those in which one could change a meaning, are not here.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from spec_tui.documents.lines import split_lines


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
MARKUP = Style("<!--", " -->", ("--",))
_BLOCK = Style("/*", " */", ("*/", "/*"))
_RST = Style("..")
_REM = Style("@rem", "", ("%",))
_JINJA = Style("{#", " #}", ("#}", "{#", "%}", "}}"))
_HANDLEBARS = Style("{{!--", " --}}", ("--", "}}"))
_ERB = Style("<%#", " %>", ("%>",))
_MDX = Style("{/*", " */}", ("*/", "/*"))
PHP = Style("//", "", ("?>",))
PHP_TAG = Style("<?php //", " ?>", ("?>",))


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
        MARKUP,
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
    if not dot and has_shebang(text):
        return _SLASHES if re.search(r"\b(?:node|deno|bun)\b", split_lines(text)[0]) else _HASH
    return None


def has_shebang(text: str) -> bool:
    """Whether a text says what runs it; `#![attribute]` of Rust does not."""
    first = text.removeprefix("\ufeff")
    return first.startswith("#!") and not first.startswith("#![")
