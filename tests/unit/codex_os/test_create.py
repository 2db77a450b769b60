"""A new package: folder, headers, templates, and a PRD of which nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from spec_tui.codex_os.create import Created, create, slug, template
from spec_tui.codex_os.documents import SPEC, read
from spec_tui.codex_os.prd import fill
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.change import Refused

SEEDS = Path(__file__).parents[2] / "data" / "work" / "seeds"
APPENDICES = SEEDS / "000" / ".codex-os/specs/2025-08-23-user-profiles"


def _create(title: str = "User Profiles", taken: Iterable[str] = ()) -> Created:
    there = set(taken)
    return create(
        title,
        "2025-08-23",
        today="2025-08-24",
        owners=("@alice", "@bob"),
        taken=there.__contains__,
    )


def _headings(text: str) -> list[str]:
    return [one.title for one in read("srd", "x.md", text).sections if one.level == 2]


def test_a_package_is_three_files_and_a_first_file_of_decisions() -> None:
    """Folder and id as in seed 000, section 3; the links have to lead somewhere."""
    made = _create()
    assert (made.name, made.spec_id) == ("2025-08-23-user-profiles", "20250823-user-profiles")
    assert sorted(made.texts) == [
        ".codex-os/product/decisions.md",
        ".codex-os/specs/2025-08-23-user-profiles/srd.md",
        ".codex-os/specs/2025-08-23-user-profiles/tasks.md",
        ".codex-os/specs/2025-08-23-user-profiles/tech-spec.md",
    ]


@pytest.mark.parametrize("kind", SPEC)
def test_headings_are_those_of_the_appendix_in_their_order(kind: str) -> None:
    """No H1 and no further `##` (formats.md 46 and 53)."""
    appendix = (APPENDICES / f"{kind}.md").read_text()
    assert _headings(template(kind)) == _headings(appendix)  # type: ignore[arg-type]
    assert not re.search(r"^# ", template(kind), re.MULTILINE)  # type: ignore[arg-type]


def test_headers_are_yaml_with_quoted_handles_and_links_that_resolve() -> None:
    """The header of seed 000, section 3, as YAML reads it (formats.md 38 and 40)."""
    text = _create().texts[".codex-os/specs/2025-08-23-user-profiles/tech-spec.md"]
    header = read_header(text)
    assert header is not None
    found = yaml.load(text[header.start : header.end], Loader=yaml.BaseLoader)
    assert found == {
        "spec_id": "20250823-user-profiles",
        "title": "User Profiles — Technical Spec",
        "owners": ["@alice", "@bob"],
        "status": "draft",
        "updated": "2025-08-24",
        "links": {"prd": "./srd.md", "decisions": "../../product/decisions.md"},
    }
    assert 'owners: ["@alice", "@bob"]' in text


def test_the_same_title_on_the_same_day_gets_a_number() -> None:
    """`-2`, then `-3`; the id follows the folder (formats.md 54)."""
    first = ".codex-os/specs/2025-08-23-user-profiles"
    assert _create(taken=[first]).spec_id == "20250823-user-profiles-2"
    assert _create(taken=[first, f"{first}-2"]).name == "2025-08-23-user-profiles-3"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../x", "x"),
        ("Ünïcode / ../ç", "unicode-c"),
        ("a" * 80, "a" * 60),
        ("C:\\con\\x", "c-con-x"),
        ("Pay 💳 now", "pay-now"),
        ("%2e%2e%2fetc", "2e-2e-2fetc"),
    ],
)
def test_a_hostile_title_names_a_harmless_folder(title: str, name: str) -> None:
    """Separators, dots and accents do not reach the disk."""
    assert slug(title) == name


@pytest.mark.parametrize(
    "title",
    ["", "  ", "[/]", "😀", "con", "NUL", "lpt1", "x\ny", "x\0y", "x\x1b[2J", "x\u202ey", "\udcff"],
)
def test_a_title_that_cannot_name_a_folder_is_refused(title: str) -> None:
    """Nothing is guessed for it."""
    with pytest.raises(Refused, match="Nothing was written"):
        _create(title)


@given(st.text(max_size=80))
@example("a: b # c")
@example('"quoted" \\ & *x')
@example("{not} [a] - list")
def test_every_title_that_is_taken_is_read_back_from_the_header(title: str) -> None:
    """YAML reads the very words, and the folder stays inside specs/ (safety.md S1)."""
    try:
        made = _create(title)
    except Refused:
        return
    path, text = next(iter(made.texts.items()))
    assert re.fullmatch(r"\.codex-os/specs/2025-08-23-[a-z0-9][a-z0-9-]*/srd\.md", path)
    header = read_header(text)
    assert header is not None
    assert header.text("title") == title.strip()


PRD = """\
---
product: x
---
# Profiles

Words before any section.

## Problem Statement
Nobody finds anybody.

### Why now
Growth.

## Goals
- G1 find people

## Success Metrics
- 80 % find whom they look for

## Timeline
Soon.

```
## Non-Goals
```

Outlook
-------
Good.
"""


def test_known_sections_of_a_prd_go_where_they_belong() -> None:
    """The others stand in an appendix; no heading of the PRD opens a section of srd.md."""
    text = fill(template("srd"), "prd.md", PRD)
    known = _headings(template("srd"))
    assert _headings(text) == [*known, "Appendix: PRD (prd.md)"]
    document = read("srd", "srd.md", text)
    goals = document.section("goals")
    assert goals is not None
    words = text[goals.body : goals.end]
    assert "- G1 find people" in words
    assert "### Success Metrics" in words
    assert "<What will be true" not in words


_WORDS = ["### Deep", "## Timeline", "- one", "words here", "| a | b |", "#### Scope"]
_MARKS = ["# A", "## Goals", "# Goals", "```", "===", "---", "<!-- x", "-->", ""]


@given(st.lists(st.sampled_from([*_WORDS, *_MARKS]), max_size=14))
def test_no_line_of_a_prd_is_lost(lines: list[str]) -> None:
    """Every word of it is in srd.md once, whatever Markdown makes of the lines around it."""
    numbered = [
        f"{line} w{number}w" if line in _WORDS else line for number, line in enumerate(lines)
    ]
    text = fill(template("srd"), "prd.md", "\n".join(numbered))
    for line in numbered:
        if line.endswith("w"):
            assert text.count(line.lstrip("# ")) == 1, line


def test_a_fence_that_never_closes_swallows_no_section_of_srd() -> None:
    """Then the whole PRD stands at the end."""
    text = fill(template("srd"), "prd.md", "## Goals\n- G1 x\n```\ncode\n")
    assert text.index("## Open Questions") < text.index("## Appendix") < text.index("```")
