"""The gate over a package that says everything in sentences, without the labels of Appendix B."""

from __future__ import annotations

from spec_tui.packages import PackageSession
from tests.unit.codex_os.filled import PACKAGES


def test_sentences_under_common_headings_pass_and_the_one_gap_is_found() -> None:
    """Only the second risk is left without an answer."""
    session = PackageSession(PACKAGES / "prose")
    gate = session.gate(session.find())
    assert [one.id for one in gate.failing] == ["risks"]
    assert gate.failing[0].reason == (
        "Mitigations: “Avatars may be huge; we limit uploads to 2 MB.” has none"
    )


def test_goals_below_a_heading_for_both_are_no_non_goals() -> None:
    """The nearest heading says which it is."""
    session = PackageSession(PACKAGES / "prose")
    item = session.gate(session.find()).item("goals")
    assert item is not None
    assert [one.text for one in item.parts[1].evidence] == [
        "Social graph",
        "Messaging between users",
        "Out of scope: messaging.",
    ]


def test_a_line_that_ends_in_a_colon_names_the_list_below_it() -> None:
    """`Threat model:` and two bullets."""
    session = PackageSession(PACKAGES / "prose")
    item = session.gate(session.find()).item("security")
    assert item is not None
    assert [one.line for one in item.parts[3].evidence] == [17, 18]
