"""A conflict that each decision brings back ends in an open question (interview.md B.7)."""

from __future__ import annotations

from spec_tui.interview import conflicts
from tests.unit.interview.desks import Table

STACK = '[app]\nlanguage = "kotlin"\n'


def test_two_languages_that_replace_each_other_are_parked() -> None:
    """The text holds both, so whichever is kept, the other contradicts it."""
    table = Table(stack=STACK)
    table.say("STK1", "Kotlin")
    table.say("CLI1", "One command; it is written in Ruby.")
    receipts = []
    for _ in range(6):
        asked = [q for q in conflicts.open_conflicts(table.view, table.state)
                 if q.id not in table.asking.parked]  # fmt: skip
        if not asked:
            break
        receipts.append(table.say(asked[0].id, choose=1).receipt)
    assert len(receipts) == 3
    assert receipts[-1] == "Both stay in Q3 until you choose."
    assert [q.split(": ", 1)[1] for q in table.records("outstanding") if "Ruby" in q] == [
        '"Ruby" or "Kotlin"?'
    ]
