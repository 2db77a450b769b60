"""Item 6: test strategy with unit, integration and end-to-end tests, test data and fixtures."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.topics import Topic, look, words

TITLE = "Test strategy and fixtures"
_HOME = frozenset({"test strategy", "test data & fixtures"})


def _topic(title: str, pattern: str, example: str) -> Topic:
    hint = f"Say it under `### Test strategy` in tech-spec.md, such as `{example}`."
    return Topic(title, words(pattern), _HOME, hint)


_TOPICS = (
    _topic("Unit", r"units?(?: tests?)?", "Unit: every rule of booking, 90 % of lines"),
    _topic(
        "Integration",
        r"integration(?: tests?)?|contract tests?|component tests?",
        "Integration: API against a real database",
    ),
    _topic(
        "End to end",
        r"e2e(?: tests?)?|end[ -]to[ -]end(?: tests?)?|acceptance tests?|browser tests?",
        "End to end: book, move, cancel",
    ),
    _topic(
        "Test data and fixtures",
        r"fixtures?|test data|seed data|factor(?:y|ies)|sample data|synthetic data",
        "Test data: one clinic with three doctors, made by a factory",
    ),
)


def parts(reading: Reading) -> tuple[Part, ...]:
    """The four; a list named `Integration` elsewhere (APIs, partners) is no test."""
    found = [
        one
        for one in (*reading.tech, *reading.srd, *reading.plan, *reading.around)
        if _HOME & set(one.names) or any("test" in label for label in one.label_or_parent)
    ]
    return look(_TOPICS, found)
