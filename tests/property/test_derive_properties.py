"""Whatever SPEC.md says: what is derived from it is whole, stable, and loses nobody's words."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from spec_tui.derive.merging import merge
from spec_tui.derive.regions import find
from spec_tui.documents.frontmatter import read as read_header
from spec_tui.work.repository import read_text
from tests.unit.derive.deriving import again, artifacts, files_of, of, package, specs_tree

WORDS = st.lists(
    st.sampled_from(
        ["Book", "a slot", "when", "fails: retry", "—", "name, phone", "`code`", "```", "<!--",
         "-->", "|", "#", "[x]", "- [ ] done", "(Type: feat, Est: M)", "ID-001", "SHALL", "{x}",
         '"q"', "'", ": ", "---", "É", "\\", "<!-- spec-tui:end -->", "~~~", "1.", "§9", "N/A", "%"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)  # fmt: skip
ITEMS = st.lists(WORDS, min_size=1, max_size=4)
SLOTS = {
    "## 1. Vision & Goals": ["Problem & Outcome"],
    "## 2. Scope & Non-Goals": ["In-scope", "Out-of-scope"],
    "## 3. Personas & Use Cases": ["Personas", "Top Use Cases"],
    "## 4. Domain Model": ["Entities"],
    "## 6. Workflows": ["Primary flows", "Edge cases"],
    "## 7. States & Transitions": ["State machine(s)"],
    "## 10. Integrations": ["Third-parties"],
    "## 13. Risks, Assumptions & Trade-offs": ["Known risks"],
    "## 14. Acceptance Criteria & Test Plan": ["User acceptance"],
}


@st.composite
def specs(draw: st.DrawFn) -> str:
    """A SPEC.md with some of its slots filled with anything."""
    lines = ["# SPEC: Berth planner", ""]
    for title, labels in SLOTS.items():
        lines.append(title)
        for label in labels:
            if draw(st.booleans()):
                lines.append(f"- **{label}**:")
                lines += [f"  - {item}" for item in draw(ITEMS)]
        lines.append("")
    return "\n".join(lines)


def _use_case(words: str) -> str:
    return f"# SPEC: Berth\n\n## 3. Personas & Use Cases\n- **Top Use Cases**:\n  - {words}\n"


@given(specs())
@example(_use_case("~~~"))
@example(_use_case("~~~ Book"))
@example(_use_case("```"))
@example(_use_case("***"))
def test_what_is_derived_is_whole_and_stays_as_it_is(spec) -> None:
    """Marks are paired, headers are read, every task is found, the second time changes nothing."""
    known = of(spec)
    for render in (package, artifacts, specs_tree):
        files = files_of(render(known))
        for path, text in files.items():
            assert not find(text).broken, path
            if render is specs_tree:
                (spec,) = read_text(text, path).items
                assert find(text).found[0].name == f"{spec.id}/head"
                continue
            header = read_header(text)
            assert header is not None
            assert not header.broken
            marked = [one.name for one in find(text).found if one.name.startswith("tasks/ID-")]
            if marked:
                items = read_text(text, path).items
                assert [f"tasks/{item.id}" for item in items] == marked
        assert again(render(known, files), files) == files


@given(specs(), specs(), st.data())
def test_lines_of_people_survive_any_change_of_spec(before, after, data) -> None:
    """A line put in anywhere is there after SPEC.md became another one."""
    first, then = of(before), of(after)
    for render in (package, artifacts, specs_tree):
        files = files_of(render(first))
        path = data.draw(st.sampled_from(sorted(files)))
        lines = files[path].split("\n")
        start = 0 if render is specs_tree else lines.index("---", 1) + 1
        at = data.draw(st.integers(start, len(lines)))
        files[path] = "\n".join([*lines[:at], "Mine, and mine alone.", *lines[at:]])
        for sheet in render(then, files).sheets:
            if sheet.path == path:
                assert "Mine, and mine alone." in merge(files[path], sheet).text.split("\n")
