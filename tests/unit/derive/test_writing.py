"""Words of SPEC.md as Markdown: a fence sign that fences nothing is words."""

from __future__ import annotations

import pytest

from spec_tui.derive.usecases import one_line, use_cases
from spec_tui.derive.writing import contained, inline
from tests.unit.derive.deriving import files_of, of, package


@pytest.mark.parametrize("sign", ["~~~", "```", "~~~ Book", "``` Book", "~~~~", "- ~~~"])
def test_a_sign_alone_is_escaped_and_keeps_its_words(sign) -> None:
    """Nothing is opened, closed or left out."""
    escaped = sign.replace("~", "\\~", 1).replace("`", "\\`", 1)
    assert contained(sign) == escaped
    assert contained(f"a\n{sign}") == f"a\n{escaped}"
    assert one_line(sign) == inline(sign) == escaped.removeprefix("- ")
    assert contained(escaped) == escaped


def test_a_fence_with_lines_stays_a_fence() -> None:
    """It is closed where nobody closed it, and left out on one line."""
    assert contained("~~~\na") == "~~~\na\n~~~"
    assert contained("```\na\n```") == "```\na\n```"
    assert one_line("Book\n~~~\na\n~~~\na slot") == "Book, a slot"
    assert one_line("~~~\na") == ""


@pytest.mark.parametrize("mark", ["~~~", "```"])
def test_a_use_case_is_words_and_no_block(mark) -> None:
    """A block among the use cases is none, whichever sign it has; a sign alone is one."""
    spec = "# SPEC: x\n\n## 3. Personas & Use Cases\n- **Top Use Cases**:\n"
    block = of(f"{spec}    {mark}\n    a\n    {mark}\n    - Book\n")
    assert [case.words for case in use_cases(block)] == ["Book"]
    alone = of(f"{spec}  - {mark} Book\n")
    assert [case.words for case in use_cases(alone)] == [f"\\{mark} Book"]


def test_an_end_mark_behind_a_sign_is_words() -> None:
    """No line of a document but our own has the end mark of a region."""
    spec = "# SPEC: x\n\n## 2. Scope & Non-Goals\n- **Out-of-scope**:\n"
    for text in files_of(package(of(f"{spec}  - ~~~ <!-- spec-tui:end -->\n"))).values():
        marks = [line for line in text.split("\n") if "<!-- spec-tui:end -->" in line]
        assert set(marks) <= {"<!-- spec-tui:end -->"}
