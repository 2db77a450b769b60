"""Read and align: what is missing becomes a question with a proposed answer."""

from __future__ import annotations

import pytest

from spec_tui.codex_os.align import align, sources, troubles
from spec_tui.codex_os.create import template
from tests.unit.codex_os.carrying import HEADER, MOMENT, SRD, TASKS, TECH, order_of, package
from tests.unit.work.plans import changed


def aligned(taken: int = 0, **texts: str):
    """What reading a package gives."""
    one = package(**texts)
    return align(one, order_of(one), (), taken, MOMENT)


def test_a_complete_package_asks_nothing() -> None:
    """And changes nothing."""
    done = aligned()
    assert done.asked == ()
    assert done.troubles == ()
    assert done.text == SRD


def test_missing_details_become_open_questions() -> None:
    """Behind the highest Q of the file and of SPEC.md; one line each, `updated` follows."""
    tasks = TASKS.replace("   - Test Plan: unit, e2e of the page\n", "").replace(
        "     - [ ] the page is linked\n", ""
    )
    done = aligned(taken=11, tasks=tasks)
    assert changed(SRD, done.text) == [
        "-updated: 2026-01-05",
        "+updated: 2026-03-01",
        "+- Q12 How is ID-002 tested? Proposed: unit tests beside the change, "
        "and an e2e test of what the user sees",
        "+- Q13 By which criteria is ID-003 accepted? Proposed: its test plan passes",
    ]


def test_the_same_question_is_never_asked_twice() -> None:
    """Also where somebody has written an answer behind it, or moved it."""
    tasks = TASKS.replace("   - Test Plan: unit, e2e of the page\n", "")
    first = aligned(tasks=tasks).text
    edited = first.replace(
        "- Q5 How is ID-002 tested?", "### Resolved\n* **Q5** How is ID-002 tested?"
    )
    again = aligned(tasks=tasks, srd=edited)
    assert again.text == edited
    assert [(one.id, one.new) for one in again.asked] == [("Q5", False)]


def test_lines_go_behind_a_managed_region() -> None:
    """Never into it; the bullet looks like those before."""
    srd = SRD.replace(
        "- Q4 Which avatars?\n",
        "<!-- spec-tui:begin srd/open-questions from=x sha=1a2b3c -->\n* Q4 Which?\n"
        "<!-- spec-tui:end -->\n\n## Last\n",
    )
    done = aligned(srd=srd, tasks=TASKS.replace("   - Test Plan: links are checked\n", ""))
    assert "<!-- spec-tui:end -->\n* Q5 How is ID-003 tested?" in done.text


def test_lines_stay_in_front_of_the_region_that_comes_next() -> None:
    """The mark that opens it belongs to it, also where the heading stands inside."""
    region = (
        "\n<!-- spec-tui:begin srd/last from=x sha=1a2b3c -->\n## Last\n<!-- spec-tui:end -->\n"
    )
    done = aligned(srd=SRD + region, tasks=TASKS.replace("   - Test Plan: links are checked\n", ""))
    question = "- Q5 How is ID-003 tested? Proposed: unit tests beside the change\n"
    assert done.text.endswith("- Q4 Which avatars?\n" + question + region)


@pytest.mark.parametrize("goal", ["- G1 <What will be true>", "- G1 TBD", "- ...", ""])
def test_a_placeholder_is_no_goal(goal) -> None:
    """The template says nothing."""
    srd = SRD.replace("- G1 Show profiles.", goal).replace(
        "- Success metrics: 80 % of profiles filled after a month, from the database\n", ""
    )
    questions = [one.gap.question for one in aligned(srd=srd).asked]
    assert questions == [
        "Which goals does this have?",
        "By which number is success seen?",
    ]


def test_files_that_are_not_there_are_not_asked_about() -> None:
    """A package of another kind is carried out as it is; the questions go where they can."""
    done = aligned(srd="", tech="", tasks="### T1: a\n")
    assert done.path.endswith("/plan.md")
    assert done.text.startswith("## Open Questions\n\n- Q1 By which criteria is T1 accepted?")


def test_numbering_and_dependencies_are_confirmed() -> None:
    """Doubled, unknown, in a circle, left out; with the line."""
    text = (
        "### T1: a\n**Depends on:** T9\n### T1: b\n### T3: c\n**Depends on:** T4\n"
        "### T4: d\n**Depends on:** T3\n"
    )
    one = package(tasks=text)
    found = [(t.severity, t.line, t.message) for t in troubles(one, order_of(one))]
    assert found == [
        ("error", 1, "T1 waits on T9, which does not exist."),
        ("error", 3, "T1 stands twice: also in line 1."),
        ("error", 4, "In a circle: T3 -> T4 -> T3."),
        ("warning", 1, "No task has the number 2."),
    ]


def test_the_project_comes_before_the_home_folder() -> None:
    """Seed 000: project-local, then global."""
    found = sources(
        ("product/stack.md", "product/mission.md", "standards/code-style.md"),
        lambda path: path.endswith("stack.md"),
        lambda path: path.endswith(("stack.md", "mission.md")),
    )
    assert [(one.where, one.path) for one in found] == [
        ("project", ".codex-os/product/stack.md"),
        ("home", "~/.codex-os/product/mission.md"),
        ("", ""),
    ]


def test_a_section_is_made_where_none_is() -> None:
    """At the end, with the newlines of the file."""
    srd = (HEADER + "## Problem Statement\nSlow.").replace("\n", "\r\n")
    done = aligned(srd=srd)
    assert done.text.startswith(srd.replace("updated: 2026-01-05", "updated: 2026-03-01"))
    assert "\r\n\r\n## Open Questions\r\n\r\n- Q1 Who uses this" in done.text
    assert done.text.count("\n") == done.text.count("\r\n")


def test_a_fresh_template_is_asked_about_whole() -> None:
    """Labels in front of placeholders say nothing."""
    texts = {kind: HEADER + template(kind) for kind in ("srd", "tech-spec", "tasks")}
    done = aligned(srd=texts["srd"], tech=texts["tech-spec"], tasks=texts["tasks"])
    assert len(done.asked) == 9


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- GET /users/<id>", True), ("- Metric: <KPI, target>", False), ("- TBD", False),
        ("- R1 <risk>: mitigated by <how>", False), ("- users.bio", True), ("...", False),
    ],
)  # fmt: skip
def test_what_counts_as_said(line, said) -> None:
    """An endpoint with a parameter is no placeholder."""
    done = aligned(tech=TECH.replace("- GET /profile gives the bio", line))
    assert [one.gap.question for one in done.asked] == (
        [] if said else ["Which interfaces are added or changed?"]
    )


def test_a_fact_that_spec_md_lacks_is_not_asked_for_twice() -> None:
    """The derivation has put its question already."""
    line = "- _(not in SPEC.md: Interfaces)_"
    assert aligned(tech=TECH.replace("- GET /profile gives the bio", line)).asked == ()
