"""Where links of a tree lead, which are dead, and which lead only one way."""

from __future__ import annotations

import pytest

from spec_tui.spec_tree.journal import read
from spec_tui.spec_tree.linking import Web, fixed
from spec_tui.spec_tree.linking_names import FileNames, Resolved, resolve_path
from spec_tui.spec_tree.model import OneWay
from tests.unit.spec_tree.linked import check, resolve
from tests.unit.work.plans import changed

FILES = FileNames(
    (
        "README.md",
        "docs/guide.md",
        "specs/1000/epic.md",
        "specs/1000/context.md",
        "specs/1000/1001/spec.md",
        "specs/1000/1001/context.md",
        "specs/1000/1001/1011.spec.md",
        "specs/1000/1001/deliverables/scripts/setup.sh",
        "specs/2000/epic.md",
        "services/api.ts",
        ".hidden/only.md",
    )
)
SPEC = "specs/1000/1001/spec.md"


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("context", "specs/1000/1001/context.md"),
        ("context.md", "specs/1000/1001/context.md"),
        ("./context", "specs/1000/1001/context.md"),
        ("../epic", "specs/1000/epic.md"),
        ("../../1000/epic", "specs/1000/epic.md"),
        ("../epic#Goals", "specs/1000/epic.md"),
        ("#Goals", SPEC),
        ("1011.spec", "specs/1000/1001/1011.spec.md"),
        ("deliverables/scripts/setup.sh", "specs/1000/1001/deliverables/scripts/setup.sh"),
        ("setup.sh", "specs/1000/1001/deliverables/scripts/setup.sh"),
        ("guide", "docs/guide.md"),
        ("2000/epic", "specs/2000/epic.md"),
        ("specs/1000/epic", "specs/1000/epic.md"),
        ("/docs/guide", "docs/guide.md"),
        ("file://services/api.ts:45", "services/api.ts"),
        ("../../../services/api.ts:45-60", "services/api.ts"),
    ],
)
def test_a_link_is_tried_as_written_then_with_md_then_by_its_name(target: str, path: str) -> None:
    assert (resolve(target, SPEC, FILES).state, resolve(target, SPEC, FILES).path) == ("ok", path)


@pytest.mark.parametrize(
    ("target", "state"),
    [
        ("nothing", "dead"),
        ("./guide", "dead"),
        ("../guide", "dead"),
        ("only", "dead"),
        ("1011.spec.md.md", "dead"),
        ("..", "dead"),
        ("https://example.org/x.md", "web"),
        ("mailto:a@b.c", "web"),
        ("../../../../etc/passwd", "outside"),
        ("/etc/passwd", "outside"),
        ("~/notes", "outside"),
        ("C:\\notes.md", "outside"),
        ("file:///etc/passwd", "outside"),
        ("a\0b", "outside"),
        ("Note: a thought", "dead"),
    ],
)
def test_what_leads_to_no_file_says_why(target: str, state: str) -> None:
    assert resolve(target, SPEC, FILES).state == state


def test_a_name_that_several_files_have_is_ambiguous() -> None:
    found = resolve("epic", "docs/guide.md", FILES)

    assert found == Resolved("ambiguous", candidates=("specs/1000/epic.md", "specs/2000/epic.md"))


def test_only_a_markdown_link_leads_to_a_folder() -> None:
    assert resolve_path("../1001/", SPEC, FILES, wiki=False).path == "specs/1000/1001"
    assert resolve_path("../1001/", SPEC, FILES).state == "dead"


def test_the_name_as_written_comes_before_the_one_with_md() -> None:
    files = FileNames(("a/plan", "a/plan.md", "a/x.md"))

    assert resolve("plan", "a/x.md", files).path == "a/plan"


def test_a_file_that_git_ignores_is_found_where_a_path_names_it() -> None:
    files = FileNames(("a/x.md",), there=lambda path: path == "a/build/out.log")

    assert resolve("build/out.log", "a/x.md", files).state == "ok"
    assert resolve("out.log", "a/x.md", files).state == "dead"


# checking


def tree(**changes: str) -> dict[str, str]:
    """An epic, a feature with a journal, a task, a deliverable: all linked both ways."""
    texts = {
        "specs/1000/epic.md": "# 1000: Base\n\n## Features\n\n- [[1001/spec|Storage]]\n",
        "specs/1000/1001/spec.md": (
            "# 1001: Storage\n\n**Context**: [[context|Journal]]  \n**Parent**: [[../epic|Base]]\n"
            "\n## Tasks\n\n- [[1011.spec|Mount]]\n\n## Deliverables\n\n"
            "- [[deliverables/scripts/setup.sh|Setup]]\n"
        ),
        "specs/1000/1001/context.md": (
            "# Context: Storage\n\n**Spec**: [[spec|1001 - Storage]]\n\n## Deliverables\n\n"
            "### Scripts\n\n- [[deliverables/scripts/setup.sh|Setup]]\n\n"
            "## Dependencies Delivered To\n\n### Downstream Specs\n\n- [[1011.spec|Mount]]\n"
        ),
        "specs/1000/1001/1011.spec.md": (
            "# 1011: Mount\n\n**Context**: [[1011.context|Journal]]  \n**Parent**: [[spec|Storage]]"
            "\n\n## Dependencies\n\n- [[spec|Storage]]\n"
        ),
        "specs/1000/1001/deliverables/scripts/setup.sh": (
            "#!/bin/sh\n# Spec: [[../../spec|1001 - Storage]]\nif [[ -d x ]]; then :; fi\n"
        ),
    }
    short = {"epic": "specs/1000/epic.md", "sh": "specs/1000/1001/deliverables/scripts/setup.sh"}
    for name, text in changes.items():
        path = short.get(name, f"specs/1000/1001/{name.replace('_', '.')}.md")
        texts[path] = text
    return texts


def checked(texts: dict[str, str]) -> tuple[list[str], list[OneWay]]:
    """(dead and ambiguous links as `path:line:column state`, what leads one way)."""
    problems, ways = check(texts)
    return [f"{one.path}:{one.line}:{one.column} {one.state}" for one in problems], list(ways)


def test_a_tree_that_is_linked_both_ways_has_no_problem() -> None:
    """Nor has the link to the journal that the first session of a task will make."""
    assert checked(tree()) == ([], [])


def test_a_dead_link_is_told_with_its_place() -> None:
    texts = tree(epic=tree()["specs/1000/epic.md"] + "\nSee [[gone|it]] `[[ -d x ]]`\n")

    assert checked(texts)[0] == ["specs/1000/epic.md:7:5 dead"]


@pytest.mark.parametrize(
    ("path", "line", "missing"),
    [
        ("epic.md", "- [[1001/spec|Storage]]\n", OneWay("epic.md", "1001/spec.md", "child")),
        (
            "1001/spec.md",
            "**Parent**: [[../epic|Base]]\n",
            OneWay("1001/spec.md", "epic.md", "parent"),
        ),
        (
            "1001/spec.md",
            "**Context**: [[context|Journal]]  \n",
            OneWay("1001/spec.md", "1001/context.md", "context"),
        ),
        (
            "1001/context.md",
            "**Spec**: [[spec|1001 - Storage]]\n",
            OneWay("1001/context.md", "1001/spec.md", "spec"),
        ),
        (
            "1001/spec.md",
            "- [[deliverables/scripts/setup.sh|Setup]]\n",
            OneWay("1001/spec.md", "1001/deliverables/scripts/setup.sh", "deliverable"),
        ),
        (
            "1001/context.md",
            "- [[deliverables/scripts/setup.sh|Setup]]\n",
            OneWay("1001/context.md", "1001/deliverables/scripts/setup.sh", "deliverable"),
        ),
        (
            "1001/deliverables/scripts/setup.sh",
            "# Spec: [[../../spec|1001 - Storage]]\n",
            OneWay("1001/deliverables/scripts/setup.sh", "1001/spec.md", "deliverable"),
        ),
        (
            "1001/context.md",
            "- [[1011.spec|Mount]]\n",
            OneWay("1001/context.md", "1001/1011.spec.md", "dependency"),
        ),
        (
            "1001/1011.spec.md",
            "## Dependencies\n\n- [[spec|Storage]]\n",
            OneWay("1001/1011.spec.md", "1001/spec.md", "dependency"),
        ),
    ],
)
def test_each_pair_that_leads_one_way_is_seen_and_mended(
    path: str, line: str, missing: OneWay
) -> None:
    texts = tree()
    full = f"specs/1000/{path}"
    assert line in texts[full]
    texts[full] = texts[full].replace(line, "")
    wanted = OneWay(f"specs/1000/{missing.path}", f"specs/1000/{missing.to}", missing.why)

    problems, ways = check(texts)
    new = fixed(texts, ways)

    assert (problems, ways) == ((), (wanted,))
    # and mending it adds to that one file, and takes nothing away
    assert list(new) == [full]
    assert not [line for line in changed(texts[full], new[full]) if line.startswith("-")]
    assert check({**texts, **new}) == ((), ())


def test_a_deliverable_that_takes_no_comment_needs_none() -> None:
    texts = tree(
        spec=tree()[SPEC].replace("setup.sh", "data.json"),
        context=tree()["specs/1000/1001/context.md"].replace("setup.sh", "data.json"),
    )
    del texts["specs/1000/1001/deliverables/scripts/setup.sh"]
    texts["specs/1000/1001/deliverables/scripts/data.json"] = "{}"

    assert checked(texts) == ([], [])


def test_files_that_do_not_link_each_other_are_no_pair() -> None:
    texts = {"specs/1000/epic.md": "# 1000: A\n", "specs/1000/1001/spec.md": "# 1001: B\n"}

    assert checked(texts) == ([], [])


def test_a_link_map_says_what_leads_there_and_what_is_missing() -> None:
    texts = tree(epic="# 1000: Base\n")
    texts["docs/guide.md"] = "See [storage](../specs/1000/1001/spec.md#scope)\n"

    found = Web(texts, FileNames(texts)).link_map(SPEC)

    assert [(one.line, one.target, one.state) for one in found.out] == [
        (3, "context", "ok"),
        (4, "../epic", "ok"),
        (8, "1011.spec", "ok"),
        (12, "deliverables/scripts/setup.sh", "ok"),
    ]
    assert next((one.path, one.label) for one in found.back) == ("docs/guide.md", "storage")
    assert [one.why for one in found.missing] == ["child"]


def test_a_journal_to_come_is_waited_for_and_no_problem() -> None:
    texts = tree()

    (link, _, _) = Web(texts, FileNames(texts)).link_map("specs/1000/1001/1011.spec.md").out

    assert (link.state, link.waiting, link.to) == (
        "dead",
        True,
        "specs/1000/1001/1011.context.md",
    )


def test_texts_outside_the_tree_only_lead_to_it() -> None:
    texts = {**tree(), "docs/guide.md": "[[gone]] [[../specs/1000/epic|E]]"}

    web = Web(texts, FileNames(texts), tree=tree().keys())

    assert web.problems() == ()
    assert "docs/guide.md" in [one.path for one in web.link_map("specs/1000/epic.md").back]


# mending


def mended(text: str, why: str, path: str = "context") -> str:
    """A file of `tree` with a link that it lacked."""
    texts = tree(**{path: text})
    full = {"context": "specs/1000/1001/context.md", "spec": SPEC}[path]
    to = {
        "deliverable": "specs/1000/1001/deliverables/scripts/setup.sh",
        "dependency": "specs/1000/1001/1011.spec.md",
        "child": "specs/1000/1001/1011.spec.md",
        "parent": "specs/1000/epic.md",
        "spec": SPEC,
    }[why]
    return fixed(texts, [OneWay(full, to, why)])[full]


@pytest.mark.parametrize(
    "before",
    [
        "# C\n",
        "# C\n\n## Deliverables\n\n## Metrics\n",
        "# C\r\n\r\n## Deliverables\r\n\r\n### Scripts\r\n\r\n- x\r\n\r\n### Docs\r\n",
        "# C\n\n## Deliverables\n\n### Docs\n\n- y",
    ],
)
def test_the_registry_gets_a_line_below_the_heading_of_its_type(before: str) -> None:
    new = mended(before, "deliverable")

    found = next(one for one in read(new).deliverables if one.label == "setup.sh")
    assert (found.heading, found.target) == ("Scripts", "deliverables/scripts/setup.sh")
    assert not [
        line for line in changed(before + "\n", new) if line[:1] == "-" and line[1:].strip()
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# T\n\n**Parent**: \n", "# T\n\n**Parent**: [[../epic|Base]]\n"),
        ("# T\n\n**Parent**:\n", "# T\n\n**Parent**: [[../epic|Base]]\n"),
        ("# T\n\n**Parent**: {Epic}\n", "# T\n\n**Parent**: [[../epic|Base]]\n"),
        ("# T\n\n**Parent**: The base\n", "# T\n\n**Parent**: [[../epic|The base]]\n"),
        (
            "# T\n\n**Parent**: [[gone]]\n",
            "# T\n\n**Parent**: [[../epic|Base]]  \n**Parent**: [[gone]]\n",
        ),
        (
            "# T\n\n**Status**: open\n",
            "# T\n\n**Parent**: [[../epic|Base]]  \n**Status**: open\n",
        ),
        ("# T\r\nWords\r\n", "# T\r\n\r\n**Parent**: [[../epic|Base]]\r\nWords\r\n"),
        ("Words", "**Parent**: [[../epic|Base]]\n\nWords"),
        ("---\nid: 1\n---\nWords", "---\nid: 1\n---\n**Parent**: [[../epic|Base]]\n\nWords"),
    ],
)
def test_a_field_is_filled_or_added_and_no_word_of_a_person_lost(before: str, after: str) -> None:
    assert mended(before, "parent", "spec") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# T\n\n## Tasks\n\nNone\n", "# T\n\n## Tasks\n\n- [[1011.spec|Mount]]\n"),
        (
            "# T\n\n## Tasks\n\n- a\n  - b\n",
            "# T\n\n## Tasks\n\n- a\n  - b\n- [[1011.spec|Mount]]\n",
        ),
        ("# T\n\n## Tasks\n\n## End\n", "# T\n\n## Tasks\n\n- [[1011.spec|Mount]]\n\n## End\n"),
        ("# T", "# T\n\n## Tasks\n\n- [[1011.spec|Mount]]\n"),
        (
            "# T\n\n```\n## Tasks\n```\n",
            "# T\n\n```\n## Tasks\n```\n\n## Tasks\n\n- [[1011.spec|Mount]]\n",
        ),
        (
            # what is derived stays as it is
            "## Tasks\n\n<!-- spec-tui:begin x -->\n- a\n<!-- spec-tui:end x -->\n",
            "## Tasks\n\n<!-- spec-tui:begin x -->\n- a\n<!-- spec-tui:end x -->\n\n"
            "- [[1011.spec|Mount]]\n",
        ),
    ],
)
def test_a_child_is_listed_below_the_heading_for_its_kind(before: str, after: str) -> None:
    assert mended(before, "child", "spec") == after


def test_a_dependency_goes_under_downstream_specs_which_is_added_where_missing() -> None:
    before = "# C\n\n## Dependencies Delivered To\n\n## Metrics\n"

    assert mended(before, "dependency") == (
        "# C\n\n## Dependencies Delivered To\n\n### Downstream Specs\n\n"
        "- [[1011.spec|Mount]]\n\n## Metrics\n"
    )
