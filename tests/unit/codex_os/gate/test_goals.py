"""Item 1: scope is explicit, non-goals are listed."""

from __future__ import annotations

import pytest

from tests.unit.codex_os.filled import item, line_of, part

NON_GOALS = "- NG1 No payments in this version\n- NG2 Video visits\n"
SCOPE = (
    "Search for a free slot, booking, moving, cancelling and one reminder by e-mail, "
    "for one clinic."
)


def test_listed_non_goals_pass_with_the_line_they_stand_on() -> None:
    """The evidence names file, line and words."""
    found = part("goals", "Non-goals").evidence[0]
    assert (found.line, found.text) == (line_of("srd", "NG1"), "NG1 No payments in this version")


def test_a_bullet_out_of_scope_lists_non_goals_as_well() -> None:
    """Another dialect: no heading of its own, but a label."""
    moved = ("srd", "## Non-Goals\n" + NON_GOALS, "")
    assert not part("goals", "Non-goals", moved).ok  # type: ignore[arg-type]
    label = ("srd", SCOPE, f"{SCOPE}\n\n- Out of scope: payments and video visits")
    assert part("goals", "Non-goals", moved, label).ok  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words",
    [
        "",
        "TBD\n",
        "- None\n",
        "- N/A\n",
        "- NG1 ...\n- NG2 ...\n",
        "- NG1 <What this will not do>\n",
        "- To be decided with the customer\n",
        "```\n- No payments\n```\n",
        "<!-- - No payments -->\n",
        "### Later\n",
        "- What about payments?\n",
        "_(not in SPEC.md: what is out of scope)_\n",
    ],
)
def test_a_heading_with_nothing_real_under_it_lists_no_non_goal(words: str) -> None:
    """Neither blanks nor TBD nor words of the template are non-goals."""
    assert not part("goals", "Non-goals", ("srd", NON_GOALS, words)).ok


def test_a_scope_of_template_words_fails_and_says_what_would_pass() -> None:
    """`In-scope features, flows, and boundaries.` is Appendix A, not a scope."""
    found = item("goals", ("srd", SCOPE, "In-scope features, flows, and boundaries."))
    assert found.state == "fail"
    assert found.reason.startswith("Scope: “In-scope features, flows, and boundaries.”")
    assert found.to_pass == ("Say under Scope in srd.md what is in and where it ends.",)


def test_dependencies_below_scope_are_no_scope() -> None:
    """The managed sub-heading inside Scope does not fill it."""
    assert not part("goals", "Scope", ("srd", SCOPE, "")).ok
