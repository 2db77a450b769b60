"""Links of Markdown texts: which there are, where their parts stand, and never in code."""

from __future__ import annotations

import pytest

from spec_tui.documents.links import (
    fits_wiki,
    inside,
    links_outside_code,
    scheme,
    trace_links,
    written_path,
)


def paths(text: str) -> list[str]:
    """What the links of a text lead to, as written."""
    return [link.path for link in links_outside_code(text)]


@pytest.mark.parametrize(
    ("text", "path", "heading", "label"),
    [
        ("[[spec]]", "spec", "", "spec"),
        ("[[spec.md|Storage]]", "spec.md", "", "Storage"),
        ("[[ ../epic#Goals and more | The epic ]]", "../epic", "#Goals and more", " The epic "),
        ("[[spec#^a1b2|x]]", "spec", "#^a1b2", "x"),
        ("[[#Goals]]", "", "#Goals", "#Goals"),
        (r"| a | [[spec\|Storage]] |", "spec", "", "Storage"),
        ("[[spec|a | b]]", "spec", "", "a | b"),
        ("[[spec|a ] b]]", "spec", "", "a ] b"),
        ("![[plan.png]]", "plan.png", "", "plan.png"),
        ("[Storage](spec.md)", "spec.md", "", "Storage"),
        ("[a [b] c](spec.md#goals)", "spec.md", "#goals", "a [b] c"),
        ('[x](<a b.md> "Title")', "a b.md", "", "x"),
        ("[x](a%20b%23c.md#L4)", "a b#c.md", "#L4", "x"),
        (r"[x](a\_b.md)", "a_b.md", "", "x"),
        ("[x](a_(b).md)", "a_(b).md", "", "x"),
        ("[two\nlines](spec.md)", "spec.md", "", "two\nlines"),
        ("![alt](img.png)", "img.png", "", "alt"),
        ("[spec]: ../epic.md 'The epic'", "../epic.md", "", "spec"),
        ("[`code`](spec.md)", "spec.md", "", "`code`"),
        ('<a href="../a%20b.md#goals">x</a>', "../a b.md", "#goals", "../a%20b.md#goals"),
        ('<IMG width="9"\n SRC="img.png">', "img.png", "", "img.png"),
    ],
)
def test_a_link_is_read_with_its_path_heading_and_label(
    text: str, path: str, heading: str, label: str
) -> None:
    (link,) = links_outside_code(text)

    assert (path, heading, label) == (link.path, link.heading, link.label)
    assert text[link.path_end :].startswith(link.heading)


@pytest.mark.parametrize(
    "text",
    [
        "```sh\nif [[ -d x ]]; then\n```\n",
        "~~~\n[[a]]\n",
        "```\n[[a]]\n## No heading\n[[b]]\n```\n",
        "````\n```\n[[a]]\n```\n[b](b)\n````\n",
        "- item\n  ```\n  [[a]]\n  ```\n",
        "> ```\n> [[a]]\n> ```\n",
        "Run `[[ -d x ]]` now",
        "``a ` [[b]]`` c",
        "`two\n[[lines]]` end",
        "Words\n\n    [[ -d x ]]\n\n    [a](b)\n",
        "- item\n\n      [[ -d x ]]\n",
        "<!-- [[a]] -->",
        "text <!-- [a](b)\n [[c]] --> text",
        "<pre>\n[[a]]\n</pre>",
        '<!-- <a href="a">x</a> -->',
        '`<img src="a">` <b href="a"> <abbr src="a"> <a id="href">',
        r"\[[a]]",
        r"\[a](b)",
        "---\nlist: [[a], [b]]\nother: [[a]]\n---\n",
    ],
)
def test_code_comments_and_escapes_hold_no_link(text: str) -> None:
    assert paths(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "```sh\nx\n```\n[[a]]",
        "- ```\n  x\n- [[a]]",
        "> ```\n> x\n\n[[a]]",
        "`x` [[a]] `y`",
        "an odd ` tick [[a]]",
        "one ` tick\n\n[[a]] and another `",
        "- item\n\n    [[a]]\n",
        "- item\n    - [[a]]\n",
        "Words\n    [[a]] goes on\n",
        "<!-- x --> [[a]]",
        "`<!--` [[a]] `-->`",
        '---\nup: "[[a]]"\n---\n',
        "\\\\[[a]]",
        "* * *\n[[a]]",
    ],
)
def test_beside_code_a_link_is_seen(text: str) -> None:
    assert paths(text) == ["a"]


def test_a_comment_that_leads_back_to_a_spec_is_a_link() -> None:
    text = "<!-- Spec: [[../../spec|S]] -->\n<!-- Generated from: [[a]] -->\n<!-- see [[b]] -->\n"

    assert paths(text) == ["../../spec", "a"]


def test_a_picture_that_is_a_link_is_two_links() -> None:
    found = list(links_outside_code("[![alt](img.png)](spec.md)"))

    assert [(link.path, link.embed) for link in found] == [("img.png", True), ("spec.md", False)]


def test_of_a_script_only_the_comment_at_its_head_is_read() -> None:
    text = "#!/bin/sh\n# Spec: [[../../spec|S]]\nif [[ -d Spec: ]]; then echo 'Spec: [[x]]'; fi\n"

    (link,) = trace_links(text)

    assert text[link.path_at : link.path_end] == "../../spec"


@pytest.mark.parametrize(
    "line",
    [
        "// Context: [[a|b]]",
        "{# Spec: [[a]] #}",
        '.\\" Spec: [[a]]',
        "<?php // Spec: [[a]] ?>",
        "@rem Spec: [[a]]",
        "{{!-- Generated from: [[a]] --}}",
        "/* Spec: [x](a) */",
        ".. Spec: [[a]]",
    ],
)
def test_the_comment_is_read_in_the_syntax_of_any_file_type(line: str) -> None:
    assert [link.path for link in trace_links(line + "\n")] == ["a"]


def test_a_path_is_written_as_its_place_needs_it() -> None:
    plain, angle = links_outside_code("[a](b) [a](<b>)")
    (wiki,) = links_outside_code("[[b]]")

    assert "x%20(1).md".replace("(", "%28").replace(")", "%29") == written_path("x (1).md", plain)
    assert written_path("x (1)#.md", angle) == "x (1)%23.md"
    assert written_path("x (1).md", wiki) == "x (1).md"
    assert [fits_wiki(one) for one in ("x (1).md", "x[1].md", "a#b")] == [True, False, False]


def test_many_links_and_much_code_cost_no_more_than_their_length() -> None:
    """Each of these took seconds with a scan back to the beginning for every link."""
    many = 3000
    for text in (
        "[a](b) `" * many,
        "    [a](b)\n" * many,
        "[[a|" * many,
        "```\n[a](b)\n" * many,
        "[" * many + "](b)" * many,
    ):
        assert len(list(links_outside_code(text))) <= many


@pytest.mark.parametrize(
    "target", ["/etc/passwd", "~/x", "../../x", "https://x", "C:\\x", "a\0b", "\\x", ""]
)
def test_what_leads_out_of_the_repository_is_no_path_of_it(target: str) -> None:
    assert inside(target, "specs") is None


def test_a_scheme_is_told_from_a_path() -> None:
    assert [scheme(one) for one in ("HTTPS://x", "C:\\x", "a/b:c", "file:///x")] == [
        "https",
        "c",
        "",
        "file",
    ]
