"""`status` and `next`: the commands that write nothing."""

from __future__ import annotations

from typing import Any

import click

from spec_tui.cli.opening import opened, warn
from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json
from spec_tui.interview.model import Finding, Plan, Question, SectionStatus, State
from spec_tui.session import Session

GLYPH = {"unknown": "○", "drafted": "◐", "clarified": "●", "final": "✓"}


@click.command()
@common(depth=True)
def status(options: Options) -> None:
    """Show the 18 sections with their state and what is missing; the progress line is last."""
    with opened(options) as session:
        warn(session)
        plan = _plan(session, options)
        if options.json:
            say_json(status_json(session.state, plan))
            return
        for section in session.state.sections:
            say(_row(session, section))
        say()
        say(counts(session.state, plan))
        say(session.state.line)


@click.command("next")
@common(depth=True)
def next_(options: Options) -> None:
    """Show the single next question. Nothing is written."""
    with opened(options) as session:
        warn(session)
        plan = _plan(session, options)
        if options.json:
            question = question_json(plan.question) if plan.question else None
            say_json({"question": question, "remaining": plan.remaining, "cards": plan.cards})
        elif plan.question is None:
            say(_nothing_to_ask(session.state))
        else:
            _print_question(plan.question)
            say()
            say(f"{left(plan)}. Answer with: spec-tui answer {_how(plan.question)}")


def status_json(state: State, plan: Plan) -> dict[str, Any]:
    """The data of `status --json` (cli.md)."""
    return {
        "percent": state.percent,
        "line": state.line,
        "sections": [
            {
                "id": section.section.id,
                "title": section.section.title,
                "state": section.state,
                "slots": [
                    {"id": slot.slot.id, "label": slot.slot.label, "state": slot.state}
                    for slot in section.slots
                ],
            }
            for section in state.sections
        ],
        "findings": [finding_json(finding) for finding in state.findings],
        "open_questions": state.open_questions,
        "remaining": plan.remaining,
        "final": state.final,
        "floor": state.floor,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """One finding as cli.md names its fields."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "text": finding.text,
        "message": finding.message,
        "section": finding.section,
        "question_id": finding.question_id,
    }


def question_json(question: Question) -> dict[str, Any]:
    """The question of `next --json`; the choices of a close card are its lines."""
    choices = [choice.label for choice in question.choices]
    if question.kind == "close":
        choices = [f"{line.label}: {line.value}" for line in question.lines]
    return {
        "id": question.id,
        "section": question.section,
        "slot": question.slot,
        "text": question.text,
        "why": question.why,
        "lands_in": question.lands_in,
        "kind": question.kind,
        "choices": choices,
        "example": question.example,
    }


def counts(state: State, plan: Plan) -> str:
    """The honest second line: `2 Final, 5 Clarified, …; 14 questions left, about 9 min`."""
    states = [section.state for section in state.sections]
    words = ", ".join(
        f"{states.count(name)} {name.capitalize()}"
        for name in ("final", "clarified", "drafted", "unknown")
        if name in states
    )
    return f"{words}; {left(plan)}"


def left(plan: Plan) -> str:
    """What is left to ask: `9 questions left, 4 one-key cards, about 7 min`."""
    parts = [f"{plural(plan.remaining, 'question')} left"]
    if plan.cards:
        parts.append(plural(plan.cards, "one-key card"))
    if plan.remaining or plan.cards:
        parts.append(f"about {plan.minutes} min")
    return ", ".join(parts)


def _plan(session: Session, options: Options) -> Plan:
    """The plan at the depth asked for, without remembering it where nothing may be written."""
    if options.depth is None or session.depth == options.depth:
        return session.plan
    return session.plan_at(options.depth)


def _row(session: Session, section: SectionStatus) -> str:
    """One row as in the panel of the app, with the names of what is missing."""
    row = f"{GLYPH[section.state]} {section.section.title:<16}  {section.state:<9}"
    if not section.to_go:
        return row.rstrip()
    names = [_name(session, key) for slot in section.slots for key in slot.missing]
    listed = f": {', '.join(names)}" if names else ""
    return f"{row}  {section.to_go} to go{listed}"


def _name(session: Session, key: str) -> str:
    """The label of a missing facet or slot."""
    facet = session.facet(key.rpartition("/")[2])
    if facet is not None:
        return facet.label
    for section in session.state.sections:
        for slot in section.slots:
            if slot.slot.key == key:
                return slot.slot.label
    return key


def _how(question: Question) -> str:
    """The words after `answer` that settle a question."""
    if question.kind == "close":
        return f"{question.id} yes, or --choose N TEXT"
    return f"{question.id} {'--choose N' if question.choices else 'TEXT'}"


def _nothing_to_ask(state: State) -> str:
    """What `next` says when no question is left."""
    if state.complete:
        return "Nothing is unclear. SPEC.md is complete."
    return "No question is left at this depth. spec-tui finish completes SPEC.md."


def _print_question(question: Question) -> None:
    """The question as text: id and place, question, why, example, what can be chosen."""
    say(f"{question.id}  {question.lands_in}".rstrip())
    say(question.text)
    if question.why:
        say(f"Why: {question.why}")
    if question.example:
        say(f"Example: {question.example}")
    if question.quote:
        say(f"Drafted: {question.quote}")
    for row in question.rows:
        say(f"  {row.name} = {row.value} ({row.source})")
    for number, choice in enumerate(question_json(question)["choices"], start=1):
        say(f"{number}. {choice}")
