"""The comment that leads a deliverable back to its spec: in every syntax, in the right place."""

from __future__ import annotations

import ast
import io
import json
import tokenize
import tomllib
from xml.etree import ElementTree

import pytest
import yaml

from spec_tui.documents.links import links
from spec_tui.spec_tree.comment_styles import EXTENSIONS, NAMES, style_of
from spec_tui.spec_tree.traceback import Trace, new_text, traced

SPEC = Trace("Spec", "../../spec", "1001 - Storage")
CONTEXT = Trace("Context", "../../context", "Implementation Journal")
BOTH = (SPEC, CONTEXT)


def test_example_of_the_source_document_is_written_as_it_stands_there() -> None:
    """Seed 004: two comments of markup, each with one link."""
    assert traced("# Guide\n", "guide.md", BOTH) == (
        "<!-- Spec: [[../../spec|1001 - Storage]] -->\n"
        "<!-- Context: [[../../context|Implementation Journal]] -->\n"
        "# Guide\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        ("setup.sh", "#!/bin/sh\nset -e\n", "#!/bin/sh\n"),
        ("tool", "#!/usr/bin/env python3\nx = 1\n", "#!/usr/bin/env python3\n"),
        ("m.py", "#!/usr/bin/env python\n# -*- coding: latin-1 -*-\nx\n", "#!/usr/bin/env python\n"
         "# -*- coding: latin-1 -*-\n"),
        ("m.py", "# vim: set fileencoding=utf-8 :\nx\n", "# vim: set fileencoding=utf-8 :\n"),
        ("a.md", "---\ntitle: A\n---\n\n# A\n", "---\ntitle: A\n---\n"),
        ("a.md", "+++\ntitle = 'A'\n+++\n# A\n", "+++\ntitle = 'A'\n+++\n"),
        ("a.md", "---\nno header, a rule\n", ""),
        ("a.svg", "<?xml version='1.0'?>\n<svg/>\n", "<?xml version='1.0'?>\n"),
        ("a.xml", "<?xml version='1.0'?>\n<!DOCTYPE a>\n<a/>\n", "<?xml version='1.0'?>\n"
         "<!DOCTYPE a>\n"),
        ("a.html", "<!doctype html>\n<title>x</title>\n", "<!doctype html>\n"),
        ("a.php", "<?php\ndeclare(strict_types=1);\n", "<?php\n"),
        ("a.css", '@charset "utf-8";\na {}\n', '@charset "utf-8";\n'),
        ("Dockerfile", "# syntax=docker/dockerfile:1\n# escape=`\nFROM x\n",
         "# syntax=docker/dockerfile:1\n# escape=`\n"),
        ("a.feature", "# language: tr\nÖzellik: x\n", "# language: tr\n"),
        ("user-data.yaml", "#cloud-config\na: 1\n", "#cloud-config\n"),
        ("pkg.el", ";;; pkg.el --- x -*- lexical-binding: t -*-\n(a)\n",
         ";;; pkg.el --- x -*- lexical-binding: t -*-\n"),
        ("lib.rs", "#![allow(dead_code)]\nfn main() {}\n", ""),
        ("a.c", "/* -*- mode: c -*-\n * text */\nint a;\n", ""),
        ("a.go", "//go:build linux\n\npackage a\n", ""),
    ],
)  # fmt: skip
def test_what_has_to_come_first_stays_first(name: str, text: str, first: str) -> None:
    """Shebang, coding line, front matter, declarations and directives keep their place."""
    new = traced(text, name, BOTH)
    assert new is not None
    assert new.startswith(first)
    rest = new.removeprefix(first)
    assert "[[../../spec|" in rest.split("\n")[0]
    assert (
        new.replace("\n".join(rest.split("\n")[:2]) + "\n", "", 1)
        .replace("\n\n//go", "//go")
        .lstrip("\n")
        == text
    )


@pytest.mark.parametrize("name", ["a.json", "a.ipynb", "a.csv", "a.txt", "a.png", "LICENSE", "a.q"])
def test_formats_without_comments_get_none(name: str) -> None:
    """The registry alone names them."""
    assert style_of(name) is None
    assert traced('{"a": 1}', name, BOTH) is None


def test_sealed_file_is_left_alone() -> None:
    """A comment in an encrypted file would break it, whatever its name says."""
    assert traced("$ANSIBLE_VAULT;1.1;AES256\n6162\n", "secrets.yml", BOTH) is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["", "\n"])
def test_adopted_file_gains_its_lines_and_nothing_else(newline: str, bom: str, end: str) -> None:
    """Line ends, a mark at the beginning and a missing last line end stay as they are."""
    body = newline.join(["#!/bin/sh", "", "echo  ä \t", "# end"]) + end.replace("\n", newline)
    new = traced(bom + body, "run.sh", BOTH)
    assert new is not None
    added = (
        f"# Spec: [[../../spec|1001 - Storage]]{newline}"
        f"# Context: [[../../context|Implementation Journal]]{newline}"
    )
    assert new.count(added) == 1
    assert new.replace(added, "") == bom + body
    assert traced(new, "run.sh", BOTH) == new


def test_file_of_one_line_without_an_end_stays_without_one() -> None:
    """Only what has to be there is added."""
    assert (
        traced("#!/bin/sh", "a.sh", (SPEC,)) == "#!/bin/sh\n# Spec: [[../../spec|1001 - Storage]]"
    )


def test_second_spec_gets_a_line_of_its_own() -> None:
    """A file that two tasks deliver leads to both."""
    once = traced("x = 1\n", "a.py", (SPEC,))
    assert once is not None
    other = Trace("Spec", "../../1011.spec", "1011 - Mount")
    twice = traced(once, "a.py", (other, SPEC))
    assert twice is not None
    assert [link.target for link in links(twice)] == ["../../1011.spec", "../../spec"]


def test_link_in_the_text_of_a_document_is_no_traceback() -> None:
    """Only a comment is one; `Generated from` of the source document counts."""
    new = traced("See [[../../spec|the spec]].\n", "a.md", (SPEC,))
    assert new is not None
    assert new.startswith("<!-- Spec")
    generated = "<!-- Generated from: [[../../spec|Cold Storage Spec]] -->\n# A\n"
    assert traced(generated, "a.md", (SPEC,)) == generated


HOSTILE = (
    "--> <script>", "*/ evil(); /*", "]] x", "a | b", "?> <b>", "#} {{ 7*7 }}", "--}} {{x}}",
    "\n import os", "\r\nimport os", "\u2028alert(1)", "\x0bimport os", "\\u000a evil();",
    "coding: utf-7", "Encoding: choose", "vim: set shell=sh:", "-*- eval: (x) -*-", "%PATH%",
    "\u202ednoc", "\0", "'\"\"\"'''", "${x} $(x) `x`", "--!>", "<!--", "", "😀 größer ≥ 3",
)  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE)
@pytest.mark.parametrize("name", ["a.xml", "a.md", "a.js", "a.py", "a.css", "a.toml", "a.yaml",
                                  "a.php", "a.j2", "a.hbs", "a.bat", "a.java"])  # fmt: skip
def test_no_title_breaks_out_of_its_comment(title: str, name: str) -> None:
    """Whatever a title holds, the comment is one line that ends where it should."""
    body = {"a.xml": "<a/>\n", "a.php": "<?php\necho 1;\n"}.get(name, "")
    new = traced(body, name, (Trace("Spec", "../spec", title), Trace("Context", "../c", title)))
    assert new is not None
    lines = [line for line in new.splitlines() if line and line not in body.splitlines()]
    assert len(lines) == 2
    style = style_of(name)
    assert style is not None
    for line in lines:
        assert line.startswith(style.open + " ")
        assert line.endswith("]]" + style.close)
        inner = line.removeprefix(style.open).removesuffix(style.close)
        assert not any(end in inner for end in (*style.ends, "?>" if name == "a.php" else "\0"))
        assert "\\u" not in inner
        assert next(links(line)).target in {"../spec", "../c"}
    if name == "a.py":
        assert ast.parse(new).body == []
        assert tokenize.detect_encoding(io.BytesIO(new.encode()).readline)[0] == "utf-8"
    elif name == "a.xml":
        assert ElementTree.fromstring(new).tag == "a"
    elif name == "a.toml":
        assert tomllib.loads(new) == {}
    elif name == "a.yaml":
        assert yaml.safe_load(new) is None


def test_path_that_would_end_the_comment_is_written_encoded() -> None:
    """`--` cannot stand in markup: the link says the same as a Markdown link."""
    new = traced("<a/>", "a.xml", (Trace("Spec", "../../1001-a--b/spec", "A"),))
    assert new is not None
    assert ElementTree.fromstring(new).tag == "a"
    assert [link.target for link in links(new)] == ["../../1001-a--b/spec"]


def test_more_than_fifty_endings_and_names_are_known() -> None:
    """The table of the issue; each style writes something that is found again."""
    assert len(EXTENSIONS) > 50
    assert len(NAMES) > 20
    for name in [*(f"a.{one}" for one in EXTENSIONS), *NAMES]:
        new = traced("", name, (SPEC,))
        assert new is not None, name
        assert traced(new, name, (SPEC,)) == new, name


@pytest.mark.parametrize(
    ("name", "opens"),
    [("Dockerfile.dev", "#"), ("Makefile", "#"), (".gitignore", "#"), ("fstab.example", "#"),
     ("storage.config.ts.sample", "//"), (".env.example", "#"), ("go.mod", "//"),
     ("CMakeLists.txt", "#"), ("nginx.conf.tmpl", "#")],
)  # fmt: skip
def test_names_without_a_telling_end_are_known(name: str, opens: str) -> None:
    """By the whole name, or by the end before `.example`."""
    style = style_of(name)
    assert style is not None
    assert style.open == opens


def test_new_files_begin_with_what_they_need() -> None:
    """A shebang for a script, a title for a document, an object for JSON."""
    assert new_text("d/setup.sh", (SPEC,), "x") == (
        "#!/bin/sh\n# Spec: [[../../spec|1001 - Storage]]\n"
    )
    assert new_text("d/guide.md", (SPEC,), "Guide") == (
        "<!-- Spec: [[../../spec|1001 - Storage]] -->\n\n# Guide\n"
    )
    assert json.loads(new_text("d/a.json", BOTH, "x")) == {}
    assert new_text("d/a.csv", BOTH, "x") == ""
