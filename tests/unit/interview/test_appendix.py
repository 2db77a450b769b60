"""The imported material at the end of SPEC.md."""

from __future__ import annotations

import pytest

from spec_tui.interview.appendix import appendix_of, lines_in, materials, start_of

SPEC = "# SPEC: a\n\n## Appendix: Imported material (a.md)\n\nOne.\n\n"
MORE = "## Appendix: Imported material (b (2).md)\n\nTwo.\n"


def test_each_text_is_found_with_its_lines() -> None:
    """By its name, up to the next one."""
    appendix = appendix_of(SPEC + MORE)
    assert appendix.startswith("## Appendix")
    first, second = materials(appendix)
    assert (first.source, first.text.strip(), first.line) == ("a.md", "One.", 0)
    assert (second.source, second.text.strip(), second.line) == ("b (2).md", "Two.", 4)


def test_a_file_without_imports_has_none() -> None:
    """Nor has one that only speaks of it."""
    text = "# SPEC: a\n\nSee the ## Appendix: Imported material (a.md)\n"
    assert start_of(text) == -1
    assert appendix_of(text) == ""


@pytest.mark.parametrize(("text", "count"), [("a\nb", 1), ("a\r\nb\r\n", 2), ("a\rb", 1), ("", 0)])
def test_line_ends_are_counted_as_markdown_sees_them(text: str, count: int) -> None:
    """Not as `str.splitlines` does."""
    assert lines_in(text) == count


def test_a_heading_shortened_by_hand_still_begins_a_text() -> None:
    """Nobody has to write where it came from."""
    (material,) = materials(appendix_of("# SPEC: a\n\n## Appendix: Imported material\n\nOne.\n"))
    assert (material.source, material.text.strip()) == ("appendix: imported material", "One.")
    assert materials("## Appendix: Imported materials\n\nOne.\n") == ()
