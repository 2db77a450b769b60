"""The finish protocol: ordinary edits in one transaction, then the closing text (B.8). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spec_tui.documents import toml
from spec_tui.interview import cards, conflicts, grammar, progress
from spec_tui.interview.book import ASSUMPTIONS, OUTSTANDING, RESOLVED, Applied, Book, Desk
from spec_tui.interview.model import Blocker, Finding, Outcome, State
from spec_tui.interview.places import facet_id, place_name, sign
from spec_tui.interview.spec import Spec
from spec_tui.interview.stack import finish_values
from spec_tui.interview.state import CONFIRM, OPEN_PLACE, View, state_of

_LEFT = "it stood like this when the specification was finished"
CLOSING = """\
✅ SPEC complete. The canonical spec lives at /SPEC.md.
Included: Vision, Scope, Personas, Domain Model, Interfaces (API/UI/CLI/Events), Workflows, \
State, Data/Schema, NFRs, Security/Privacy, Integrations, Deployment, Observability, \
Risks/Trade-offs, Acceptance & Test Plan, Milestones, Terminology, and a closed Open Questions log.

"""
"""Seed 001 section 8, word for word; the progress line follows and nothing after it."""


def blockers(desk: Desk, *, accept_assumptions: bool) -> tuple[Blocker, ...]:
    """What stands in the way, worst first."""
    return tuple(_blockers(desk, accept_assumptions=accept_assumptions))


def _blockers(desk: Desk, *, accept_assumptions: bool) -> Iterator[Blocker]:
    view, state = desk.view, desk.state
    for question in conflicts.open_conflicts(view, state):
        both = " or ".join(side.text for side in question.sides)
        yield Blocker(f"Two answers disagree: {both}", question.lands_in, question.id)
    for finding in state.findings:
        asked_otherwise = OPEN_PLACE | conflicts.RULES
        if finding.severity == "critical" and finding.rule not in asked_otherwise:
            yield _from_finding(view, finding)
    for key in _missing(view):
        facet = view.bank.facets.get(facet_id(key))
        if facet is not None and facet.impact == 5:
            yield Blocker(
                f"{place_name(view.bank, key)} has no answer", sign(view.bank, key), facet.id
            )
    for record in view.outstanding():
        facet = view.bank.facets.get(facet_id(record.key)) if record.key else None
        open_place = facet is not None and not view.settled(facet.id)
        if (
            record.severity == "critical"
            and not open_place
            and not conflicts.alternatives(record.text)
        ):
            yield Blocker(f"{record.id} is open: {record.text}", "§17 Outstanding", record.id)
    for value in view.drafted():
        source = value.marker.ref if value.marker is not None else ""
        yield Blocker(
            f"{place_name(view.bank, value.key)} waits for a yes",
            f"{sign(view.bank, value.key)}, drafted from {source}",
            value.facet or value.key,
        )
    if desk.stack is not None:
        parsed = toml.parse(desk.stack)
        if isinstance(parsed, toml.TomlProblem):
            yield Blocker(
                f"stack.toml:{parsed.line}:{parsed.column} is not valid TOML", "stack.toml", ""
            )
    if not accept_assumptions:
        for finding in state.findings:
            if finding.severity == "major" and finding.rule != CONFIRM and not finding.sources:
                yield _from_finding(view, finding)


def _from_finding(view: View, finding: Finding) -> Blocker:
    place = f"{finding.path}:{finding.line}"
    return Blocker(finding.message.rstrip("."), place, finding.question_id, finding.severity)


def _missing(view: View) -> Iterator[str]:
    for slot in view.bank.slots.values():
        yield from view.missing(slot)


def untidy(desk: Desk) -> bool:
    """A complete SPEC.md still holds a hint, or stack.toml a value that nobody decided."""
    hints = any(slot.hint for slot in desk.view.spec.slots.values())
    return hints or (desk.stack is not None and bool(toml.unreviewed(desk.stack)))


def finish(desk: Desk, *, accept_assumptions: bool) -> Applied:
    """Write what lets every section be Final, or name what is in the way."""
    stops = blockers(desk, accept_assumptions=accept_assumptions)
    if stops:
        return Applied(
            Outcome(refused="The specification cannot be finished yet.", blockers=stops),
            desk.asking,
        )
    book = Book.open(desk)
    _settle_places(book)
    _settle_questions(book)
    _accept_wording(book)
    for key in (ASSUMPTIONS, RESOLVED, OUTSTANDING):
        if _blank(book, key):
            book.sheet.set_none(key)
    if book.stack is not None and toml.unreviewed(book.stack):
        book.stack = finish_values(book.stack)
    if book.sheet.text != desk.document.text:
        book.keys.append(OUTSTANDING)
    applied = book.close("The specification is complete.")
    outcome = replace(applied.outcome, notes=())
    return Applied(outcome, replace(applied.asking, follow_up=None, parked=frozenset()))


def _settle_places(book: Book) -> None:
    """Every open place gets its usual answer, or `undecided`, as a dated assumption."""
    for _ in range(4):  # a value may open a place that waited for it
        view = book.view()
        lines = [
            line
            for section in view.bank.sections
            for line in cards.close_lines(view, section.id, frozenset(), book.asking.denied)
        ]
        if not lines:
            return
        for line in lines:
            if grammar.form_of(line.value) in {"na", "see"}:
                book.line(line.key, line.value)
            elif line.key == ASSUMPTIONS or line.value == "None":
                continue
            else:
                book.assume(line.key, line.value, cards.default_why(view, line.key, line.value))


def _settle_questions(book: Book) -> None:
    """Each open Q that is not critical becomes an assumption with a line in Resolved."""
    spec = book.sheet.spec()
    view = book.view()
    for record in spec.records:
        if record.kind != "Q" or record.where != "outstanding" or view.answered(record):
            continue
        place = place_name(book.bank, record.key) if record.key else record.place
        ref = book.sheet.next_id("A")
        book.sheet.add_record(
            ASSUMPTIONS,
            f"{ref} ({place}): {record.text.rstrip('?')}: left as it stands; "
            f"revisit {book.revisit.isoformat()}",
        )
        book.resolve(record, place, f"assumption {ref}")


def _accept_wording(book: Book) -> None:
    """Wording that a major finding is about is let through, readably and in nobody's name."""
    view = book.view()
    for finding in state_of(view).findings:
        if finding.severity == "major" and finding.rule not in OPEN_PLACE and "/" in finding.key:
            book.accept(finding.rule, finding.key, finding.text, _LEFT, by="finish")


def _blank(book: Book, key: str) -> bool:
    spec = book.sheet.spec()
    where = {ASSUMPTIONS: "assumptions", RESOLVED: "resolved", OUTSTANDING: "outstanding"}[key]
    slot = spec.slots.get(key)
    return (slot is None or slot.empty) and not any(r.where == where for r in spec.records)


def recap(state: State, spec: Spec, *, asked: int, people: int, minutes: int) -> str:
    """18 ticks with counts, assumptions, decisions and the N/A list: no prose of SPEC.md."""
    lines = [
        f"[x] {row.section.title} — {_counts(row.facts, row.assumptions, row.not_applicable)}"
        for row in state.sections
    ]
    lines += ["", "Assumptions:"]
    lines += [
        f"- {ref} {place}, revisit {due or 'when needed'}" for ref, place, due in state.assumptions
    ] or ["- none"]
    decided = [r for r in spec.records if r.where == "resolved" and r.kind == "Q"]
    lines += ["", "Decisions:"]
    lines += [f"- {r.id} ({r.place}{', ' + r.who if r.who else ''})" for r in decided] or ["- none"]
    absent = [
        f"§{row.section.number} {slot.slot.label}"
        for row in state.sections
        for slot in row.slots
        if (text := spec.slots.get(slot.slot.key)) is not None
        and text.body is not None
        and text.body.form == "na"
    ]
    lines += ["", "Not applicable:"]
    lines += [f"- {name}" for name in absent] or ["- none"]
    minor = sum(finding.severity == "minor" for finding in state.findings)
    if minor:
        what = "1 minor finding is" if minor == 1 else f"{minor} minor findings are"
        lines += ["", f"{what} left. `spec-tui check` names them."]
    persons = f", {people} people" if people > 1 else ""
    lines += ["", f"{asked} questions, {minutes} min{persons}"]
    return "\n".join(lines)


def _counts(facts: int, assumptions: tuple[str, ...], absent: int) -> str:
    parts = [f"{facts} fact{'s' if facts != 1 else ''}"] if facts or not absent else []
    if assumptions:
        parts.append(f"{len(assumptions)} assumption{'s' if len(assumptions) != 1 else ''}")
    if absent:
        parts.append(f"{absent} N/A")
    return ", ".join(parts)


def closing_text(
    state: State, spec: Spec, path: str, *, asked: int, people: int, minutes: int
) -> str:
    """Everything finish prints: recap, real path, closing text, bar."""
    summary = recap(state, spec, asked=asked, people=people, minutes=minutes)
    return f"{summary}\n\n{path}\n\n{CLOSING}{progress.line(state.percent)}"
