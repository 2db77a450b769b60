"""G25: text that belongs to no place of the template."""

from spec_tui.interview.rules.g25 import g25


def test_a_heading_of_their_own_is_named_as_info(look) -> None:
    """It is kept, and no question is about it."""
    text = "# SPEC: X\n\n## Team\n\nWe.\n\n## 8. Data & Schema\n- **Storage**: SQLite\n"
    (found,) = look(g25, text)
    assert (found.rule, found.severity, found.line, found.text) == ("G25", "info", 3, "Team")
    assert (found.section, found.question_id) == ("", "")


def test_text_of_a_section_outside_its_slots_is_named_once(look) -> None:
    """At its first line."""
    text = "## 8. Data & Schema\n\nSome words.\n\nMore.\n\n- **Storage**: SQLite\n"
    (found,) = look(g25, text)
    assert (found.severity, found.line, found.section) == ("info", 3, "data_schema")
    assert found.message == "This text of §8 stands in none of its slots."


def test_the_template_filled_in_raises_nothing(look) -> None:
    """Every slot has a place."""
    assert look(g25, {"DAT10": "SQLite", "WF1": "a\nb", "SEC1": "none"}) == []
