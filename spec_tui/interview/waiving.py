"""A finding's wording accepted by a person, readably in §17 Resolved (interview.md B.1, W-records).

Empty places are settled by N/A or an assumption, and a critical conflict only by "both, because";
everything else a rule saw can be waived, and comes back when the sentence changes.
"""

from __future__ import annotations

from spec_tui.interview import conflicts
from spec_tui.interview.book import Applied, Book, Desk, refuse
from spec_tui.interview.model import Finding
from spec_tui.interview.places import sign
from spec_tui.interview.state import CONFIRM, OPEN_PLACE
from spec_tui.interview.values import canonical


def waive(desk: Desk, rule: str, line: int, reason: str) -> Applied:
    """Accept what `rule` (e.g. `G06`) found in a line (1-based) of SPEC.md."""
    rule = rule.strip().upper()
    words = canonical(reason)
    if not words:
        return refuse(desk, "Say why the wording may stay. Nothing was changed.")
    here = [f for f in desk.state.findings if f.line == line and f.path == "SPEC.md"]
    finding = next((f for f in here if f.rule == rule), None)
    if finding is None:
        others = ", ".join(dict.fromkeys(f.rule for f in here))
        hint = f" There it has {others}." if others else ""
        return refuse(desk, f"SPEC.md:{line} has no finding {rule}.{hint} Nothing was changed.")
    problem = _not_waivable(finding)
    if problem:
        return refuse(desk, problem)
    book = Book.open(desk)
    ref = book.accept(rule, finding.key, finding.text, words)
    book.keys.append(finding.key)
    return book.close(
        f"Accepted as {ref} in §17 Resolved: {rule} in {sign(desk.bank, finding.key)}."
    )


def _not_waivable(finding: Finding) -> str:
    if finding.rule == CONFIRM:
        return f"It was drafted: answer {finding.question_id} with yes, or change it."
    if finding.rule in OPEN_PLACE:
        return (
            "An empty place is settled by N/A with a reason, or by an assumption, not by a waiver."
        )
    if finding.rule in conflicts.RULES and finding.severity == "critical":
        return (
            f"Two texts disagree. Say why both are right: spec-tui answer {finding.question_id} "
            "--choose 3 REASON"
        )
    if "/" not in finding.key:
        return f"{finding.rule} is about the structure of the file; change the line instead."
    return ""
