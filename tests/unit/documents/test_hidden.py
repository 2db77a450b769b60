"""Code in Markdown, found as CommonMark finds it."""

from __future__ import annotations

import random

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from spec_tui.documents.hidden import Hidden
from spec_tui.documents.links import links_outside_code

PARTS = (
    "text", "`", "``", "```\n", "\n```\n", "\n~~~\n", "```sh\n", "- ", "1. ", "\n", "\n\n", "  ",
    "\n\n    ", "# H\n", "\\", "[L%d](t%d.md)", "[L%d](t%d.md)", "![p](t%d.md)",
)  # fmt: skip


def document(seed: int) -> str:
    """A few fragments that code begins or ends with, and links among them."""
    draw = random.Random(seed)
    count = draw.randint(2, 8)
    return "".join(draw.choice(PARTS).replace("%d", str(number)) for number in range(count))


def by_markdown_it(text: str) -> list[str]:
    """What the links of a text lead to, as a whole parser of CommonMark sees it."""
    found: list[str] = []

    def walk(tokens: list[Token]) -> None:
        for token in tokens:
            found.extend(str(token.attrs[name]) for name in ("href", "src") if name in token.attrs)
            walk(token.children or [])

    walk(MarkdownIt("commonmark").parse(text))
    return sorted(found)


@pytest.mark.parametrize("lot", range(4))
def test_the_same_links_are_outside_code_as_for_a_whole_parser(lot: int) -> None:
    """500 documents each of fences, inline code, indented code and lists."""
    for seed in range(lot * 500, lot * 500 + 500):
        text = document(seed)
        ours = sorted(link.path for link in links_outside_code(text))
        assert (seed, text, ours) == (seed, text, by_markdown_it(text))


def test_a_fence_in_a_list_item_ends_with_the_item() -> None:
    text = "- ```\n  code\n- after\n"
    hidden = Hidden(text)

    assert hidden.at(text.index("code"))
    assert not hidden.at(text.index("after"))


def test_front_matter_is_no_code_and_its_end_is_known() -> None:
    text = "---\nid: 1\n---\n\n    code\n"
    hidden = Hidden(text)

    assert text[hidden.body :] == "\n    code\n"
    assert not hidden.at(4)
    assert hidden.at(text.index("code"))
