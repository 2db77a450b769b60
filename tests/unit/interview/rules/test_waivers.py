"""A W-record accepts a finding by rule, place and words."""

from pathlib import Path

import pytest

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.places import place_name
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


BAD = Path(__file__).with_name("bad.md").read_text(encoding="utf-8")
STACK = {"datastore.primary": "sqlite"}


def waivable(bank: Bank) -> list[Finding]:
    """Findings of the bad example that are about words in a place."""
    return [
        finding
        for finding in run(read(BAD, bank), bank, STACK)
        if "/" in finding.key and finding.rule not in {"G01", "G04", "G20"}
    ]


def accepted(bank: Bank, finding: Finding, text: str = BAD) -> str:
    """The file with the record that accepts a finding, as the app writes it."""
    words = " ".join(finding.text.split())
    return (
        f"{text}\n## 17. Open Questions\n- **Resolved (history)**:\n  - W1 (2026-11-20, @bob): "
        f'{finding.rule} accepted in {place_name(bank, finding.key)}: "{words}"; because "I" say so'
    )


def still(bank: Bank, text: str, finding: Finding) -> bool:
    """The same finding is seen in another text."""
    return any(
        (f.rule, f.key, f.line, f.severity)
        == (finding.rule, finding.key, finding.line, finding.severity)
        for f in run(read(text, bank), bank, STACK)
    )


def test_every_rule_about_words_can_be_waived(bank) -> None:
    """The record of one finding takes that finding away and no other."""
    found = waivable(bank)
    assert {f.rule for f in found} >= {
        "G02", "G03", "G06", "G07", "G08", "G09", "G10", "G11", "G12", "G13", "G14", "G15", "G16",
        "G17", "G18", "G19", "G21", "G22",
    }  # fmt: skip
    for finding in found:
        assert still(bank, BAD, finding)
        assert not still(bank, accepted(bank, finding), finding), finding


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        ("G06", "The list must be fast.", "The list must be fast at night."),
        ("G09", "Search latency is 300 ms.", "Search latency is 300 ms on phones."),
        ("G10", "It never stops, as", "It never stops working, as"),
        ("G11", "Letters, leaflets etc.", "Letters, photos etc."),
        ("G13", "Errors will be handled, as", "Errors and losses will be handled, as"),
        ("G07", "clearly lower", "clearly lower than now"),
        ("G12", "Postgres or MySQL", "Postgres or MariaDB"),
        ("G21", "Partner is late", "Partner is very late"),
    ],
)
def test_a_changed_sentence_revives_the_finding(bank, rule: str, old: str, new: str) -> None:
    """What was accepted is those words and no others."""
    finding = next(f for f in waivable(bank) if f.rule == rule and old[:9] in f.text)
    text = accepted(bank, finding)
    assert not still(bank, text, finding)
    assert still(bank, text.replace(old, new, 1), finding)
