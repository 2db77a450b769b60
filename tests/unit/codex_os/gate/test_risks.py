"""Item 8: risks with mitigations, and an alternative with its trade-offs."""

from __future__ import annotations

import pytest

from tests.unit.codex_os.filled import Change, parts, text_of

_LINES = text_of("tech-spec").splitlines(keepends=True)
_START = next(i for i, line in enumerate(_LINES) if line.startswith("- R1 "))
SECTION = "".join(_LINES[_START : _START + 3])
ALTERNATIVE = _LINES[_START + 2]
RISK = "- R1 Opening hours are wrong (mitigation: receptionists confirm them)\n"


def _open(words: str) -> list[str]:
    change: Change = ("tech-spec", SECTION, words)
    return [one.title for one in parts("risks", change) if not one.ok]


@pytest.mark.parametrize(
    "risks",
    [
        RISK,
        "- R1: opening hours are wrong — mitigation: receptionists confirm them\n",
        "- Opening hours are wrong\n  - Mitigation: receptionists confirm them\n",
        "- Opening hours are wrong → receptionists confirm them\n",
        "| Risk | Impact | Mitigation |\n|---|---|---|\n| Wrong hours | high | asked daily |\n\n",
        "- **Known risks**:\n  - Opening hours are wrong\n- *Mitigation*:\n"
        "  - Opening hours: confirmed by receptionists\n",
    ],
)
def test_a_risk_is_answered_in_brackets_below_it_in_a_column_or_in_a_list(risks: str) -> None:
    """The ways in which people write it."""
    assert _open(risks + ALTERNATIVE) == []


@pytest.mark.parametrize(
    ("risks", "missing"),
    [
        ("", ["Risks", "Mitigations"]),
        ("- R1 (mitigation)\n", ["Risks", "Mitigations"]),
        ("- None\n", ["Risks", "Mitigations"]),
        ("- R1 TBD (mitigation: none)\n", ["Risks", "Mitigations"]),
        ("- R1 Opening hours are wrong\n", ["Mitigations"]),
        ("- R1 Opening hours are wrong (mitigation: TBD)\n", ["Risks", "Mitigations"]),
        ("- R1 Opening hours are wrong (mitigation: none)\n", ["Mitigations"]),
        (RISK + "- R2 Reminders land in spam\n", ["Mitigations"]),
        ("| Risk | Mitigation |\n|---|---|\n| Wrong hours | |\n\n", ["Mitigations"]),
    ],
)
def test_a_risk_without_an_answer_fails(risks: str, missing: list[str]) -> None:
    """One that is left open is enough, however many are answered."""
    assert _open(risks + ALTERNATIVE) == missing


@pytest.mark.parametrize(
    "words",
    [
        "",
        "- Alternative A vs B (trade-offs)\n",
        "- Alternative: a product\n",
        "- Alternatives: none\n",
        "- Alternative: TBD, because nobody looked\n",
        "### Alternatives\n",
    ],
)
def test_an_alternative_has_to_say_why_it_was_not_taken(words: str) -> None:
    """A name alone weighs nothing."""
    assert _open(RISK + words) == ["Alternative"]


def test_an_alternative_below_its_own_heading_with_bullets_of_trade_offs_passes() -> None:
    """`### Alternatives considered` in another dialect."""
    words = (
        "\n### Alternatives considered\n\n- Buy a product\n  - Pro: no code; con: no waiting list\n"
    )
    assert _open(RISK + words) == []
