"""A W-record accepts a finding by rule, place and words."""

from spec_tui.interview.reading import read
from spec_tui.interview.rules import run

TEXT = """\
## 9. Non-Functional Requirements (NFRs)
- **Performance**:
  - *P95 latency*: barely felt
## 17. Open Questions
- **Resolved (history)**:
  - W1 (2026-11-20, @bob): {}
"""


def rules(bank, record: str) -> list[str]:
    """Ids of the rules that still see something in Performance."""
    found = run(read(TEXT.format(record), bank), bank, {})
    return [f.rule for f in found if f.key.startswith("nfr/performance")]


def test_accepted_words_are_no_finding(bank) -> None:
    """Compared after folding."""
    assert rules(bank, 'G07 accepted in Performance · P95 latency: "Barely  felt"') == []


def test_another_rule_place_or_wording_is_not_accepted(bank) -> None:
    """A changed wording is a new finding."""
    for record in (
        'G08 accepted in Performance · P95 latency: "barely felt"',
        'G07 accepted in Reliability · Uptime: "barely felt"',
        'G07 accepted in Performance · P95 latency: "hardly felt"',
        "uptime → barely felt",
    ):
        assert rules(bank, record) == ["G07"]


def test_either_side_accepts_a_conflict(bank) -> None:
    """A card that said both leaves a record with the words of one of them."""
    text = (
        "## 8. Data & Schema\n- **Storage**: Postgres or MySQL\n"
        "## 17. Open Questions\n- **Resolved (history)**:\n"
        '  - W1 (2026-11-20, @bob): G12 accepted in Storage: "Postgres or MySQL"\n'
    )
    assert [f.rule for f in run(read(text, bank), bank, {}) if f.rule == "G12"] == []
