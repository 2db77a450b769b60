"""Conflict cards: two texts that cannot both stand (interview.md B.5.6).

A conflict is either a critical finding between two places or a choice left open in one, or a Q of
§17 that holds both texts: `"A" or "B"?`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec_tui.interview.model import Choice, Finding, Question, Side, State
from spec_tui.interview.places import place_name, sign
from spec_tui.interview.spec import Record
from spec_tui.interview.state import View

STACK = "stack.toml:"
"""How the key of a side in stack.toml begins."""
IMPORTED = "the imported text"
"""Where a side stands that is in no place yet."""
RULES = frozenset({"G12", "G15", "G16", "G17"})
_ALTERNATIVES = re.compile(r'"(?P<a>(?:[^"\\]|\\.)*)" or "(?P<b>(?:[^"\\]|\\.)*)"\?$', re.DOTALL)
CHOICES = ("Both are true; they differ because …", "Neither. It is …")


def quoted(a: str, b: str) -> str:
    """Two texts as the question of a Q-record; `alternatives` takes them apart again."""
    return f'"{_escape(a)}" or "{_escape(b)}"?'


def alternatives(text: str) -> tuple[str, str] | None:
    """The two texts of a Q-record that holds a conflict."""
    found = _ALTERNATIVES.fullmatch(text)
    return (_unescape(found["a"]), _unescape(found["b"])) if found else None


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text)


def open_conflicts(view: View, state: State) -> Iterator[Question]:
    """All conflict cards, records first."""
    seen: set[str] = set()
    for record in view.outstanding():
        question = record_conflict(view, record)
        if question is not None:
            yield question
    for finding in state.findings:
        if finding.rule in RULES and finding.severity == "critical":
            question = finding_conflict(view, finding)
            if question.id not in seen:
                seen.add(question.id)
                yield question


def record_conflict(view: View, record: Record) -> Question | None:
    """The card of a Q-record with two texts."""
    pair = alternatives(record.text)
    if pair is None:
        return None
    key = record.key or "open_questions/outstanding"
    section, slot = key.split("/")[:2]
    place = sign(view.bank, key)
    return Question(
        id=f"conflict:{record.id}",
        kind="conflict",
        section=section,
        slot=slot,
        text=f"Which one is right for {place_name(view.bank, key)}?",
        why="Two answers disagree.",
        lands_in=place,
        example="1",
        choices=_choices(*pair),
        sides=(Side(pair[0], place, "in SPEC.md now"), Side(pair[1], place, "said later")),
    )


def finding_conflict(view: View, finding: Finding) -> Question:
    """The card of a finding whose rule saw two texts."""
    (a, key_a), (b, key_b) = finding.sides
    asked = finding.question_id.removeprefix("conflict:")
    facet = view.bank.facets.get(asked)
    told = finding.sources or ("", "")
    spots = [
        IMPORTED if source else _place(view, key)
        for source, key in zip(told, (key_a, key_b), strict=True)
    ]
    return Question(
        id=f"conflict:{asked}",
        kind="conflict",
        section=finding.section,
        slot=facet.slot if facet is not None else finding.key.rpartition("/")[2],
        text=f"Which one is right for {facet.label}?" if facet else "Which one is right?",
        why=finding.message,
        lands_in=sign(view.bank, facet.key) if any(told) and facet else spots[0],
        example="1",
        choices=_scope_choices(a, b) if finding.rule == "G16" else _choices(a, b),
        sides=(Side(a, spots[0]), Side(b, spots[1], f"SPEC.md:{finding.line}")),
    )


def _place(view: View, key: str) -> str:
    """`§9 Performance`, or `stack.toml auth`."""
    if key.startswith(STACK):
        return f"stack.toml {key.rpartition('.')[2]}"
    return sign(view.bank, key) if "/" in key else "SPEC.md"


def _scope_choices(a: str, b: str) -> tuple[Choice, ...]:
    both, neither = _choices(a, b)[2:]
    return (Choice(f"“{a}” is in scope"), Choice(f"“{b}” is out of scope"), both, neither)


def _choices(a: str, b: str) -> tuple[Choice, ...]:
    return (
        Choice(f"Keep “{a}”"),
        Choice(f"Use “{b}”"),
        Choice(CHOICES[0], opens_box=True),
        Choice(CHOICES[1], opens_box=True),
    )
