"""G05: a canonical heading that stands twice, is missing or has the wrong number."""

from spec_tui.interview.rules.g05 import g05
from spec_tui.interview.templates import spec_template

WHOLE = spec_template("Clinic")


def messages(found) -> list[str]:
    """The sentences of the findings."""
    assert all(f.severity == "minor" and f.rule == "G05" for f in found)
    return [f.message for f in found]


def test_the_template_has_every_heading_once(look) -> None:
    """Nothing to say."""
    assert look(g05, WHOLE) == []


def test_a_heading_that_stands_twice_names_the_first(look) -> None:
    """Two `## 3.` were seen in a real file."""
    text = WHOLE + "\n## 3. Personas & Use Cases\nmore\n"
    assert messages(look(g05, text)) == ["3. Personas & Use Cases stands twice, first in line 12."]


def test_an_imported_text_repeats_a_numbered_heading(look) -> None:
    """Headings without a number, and those in code, are its own business."""
    text = "\n## Appendix: Imported material (notes.md)\n\n## 2. Scope\na\n\n## Notes\nb\n\n"
    again = "## Notes\nc\n\n```\n## 2. Scope\n```\n"
    assert look(g05, WHOLE + text + again) == []
    (found,) = look(g05, WHOLE + text + again + "\n## 2. Scope\nd\n")
    line = (WHOLE + text).count("\n") + again.count("\n") + 2
    assert (found.line, found.severity) == (line, "minor")
    assert "2. Scope stands twice in the imported text, first in line" in found.message


def test_a_wrong_number_is_told(look) -> None:
    """The title says which section it is."""
    text = WHOLE.replace("## 12. Observability", "## 14. Observability")
    assert messages(look(g05, text)) == ["14. Observability has number 12 in the template."]


def test_a_missing_heading_is_told(look) -> None:
    """At the last heading of the file, with the section it belongs to."""
    text = WHOLE.replace("## 16. Terminology\n- **Glossary**: project-specific terms\n", "")
    (found,) = look(g05, text)
    assert found.message == "The heading 16. Terminology is missing."
    assert found.section == "terminology"


def test_a_document_of_its_own_is_never_renumbered(look) -> None:
    """Foreign numbers and missing sections are its own business."""
    text = "# Design\n\n## 1. Scope\ntext\n\n## 2. Vision\ntext\n\n## 7. Deployment\ntext\n"
    assert look(g05, text) == []


def test_an_empty_text_has_no_findings(look) -> None:
    """Nothing is missing from nothing."""
    assert look(g05, "") == []
