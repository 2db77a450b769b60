"""G04: a slot with a name and nothing behind it."""

from spec_tui.interview.rules.g04 import g04


def test_a_label_alone_is_found(look) -> None:
    """A bullet without text, and one at a third-level heading."""
    text = "## 1. Vision & Goals\n- **Problem & Outcome**:\n### Target Users\n"
    found = look(g04, text)
    assert [(f.key, f.severity, f.line) for f in found] == [
        ("vision/problem-outcome", "critical", 2),
        ("vision/target-users", "major", 3),
    ]


def test_facets_count_as_text(look) -> None:
    """A slot without a lead needs no words of its own."""
    assert look(g04, {"NFR1": "300 ms"}) == []


def test_record_slots_may_be_empty(look) -> None:
    """Assumptions and questions come and go."""
    assert look(g04, "## 17. Open Questions\n- **Outstanding**:\n- **Resolved (history)**:\n") == []
