"""What the journal says about an interview: earlier answers, who, when, how long."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from spec_tui.documents.fold import fold
from spec_tui.documents.markdown import Document
from spec_tui.interview.bank import Bank
from spec_tui.interview.dependants import depends_on
from spec_tui.interview.model import Facet, Question
from spec_tui.interview.order import Asking
from spec_tui.interview.places import facet_id, sign
from spec_tui.interview.reading import read
from spec_tui.interview.segments import same, spec_segments
from spec_tui.interview.values import canonical
from spec_tui.sessionfiles import values_of

Event = Mapping[str, Any]
ANSWERS = frozenset({"answer", "import"})
_PAUSE = timedelta(minutes=10)
_REMEMBERED = (
    "skips", "parked", "followed", "doubted", "follow_up", "last_section", "asked_again", "denied",
    "sought",
)  # fmt: skip
_SETS = frozenset({"parked", "followed", "doubted", "asked_again", "denied"})
_PAIRS = frozenset({"follow_up", "sought"})


@dataclass(frozen=True, slots=True)
class Answered:
    """One row of "my answers" and of the transcript."""

    number: int
    at: datetime
    who: str
    question_id: str
    section: str
    question: str
    answer: str
    effect: str
    """The receipt."""
    undone: bool = False
    look_again: bool = False
    """An answer that this one was based on has changed since."""


def transcript(events: Iterable[Event]) -> tuple[Answered, ...]:
    """Every answer, oldest first, also those taken back."""
    rows = [event for event in events if event["state"] != "aborted"]
    gone = taken_back(rows)
    out: list[Answered] = []
    for event in rows:
        if event.get("kind") in ANSWERS:
            out.append(_row(len(out) + 1, event, undone=event["id"] in gone))
    return tuple(out)


def answers(events: Iterable[Event]) -> tuple[Answered, ...]:
    """The answers that stand; of several to one question the last."""
    rows = [row for row in transcript(events) if not row.undone]
    last = {row.question_id: row.number for row in rows}
    return tuple(
        replace(row, look_again=_outdated(row, rows))
        for row in rows
        if last[row.question_id] == row.number
    )


def _outdated(row: Answered, rows: list[Answered]) -> bool:
    """An answer that this one was based on was given before it and another one after it."""
    for other in depends_on(row.question_id):
        said = [earlier for earlier in rows if earlier.question_id == other]
        before = [earlier.answer for earlier in said if earlier.number < row.number]
        after = [later.answer for later in said if later.number > row.number]
        if before and after and before[-1] != after[-1]:
            return True
    return False


def _row(number: int, event: Event, *, undone: bool) -> Answered:
    return Answered(
        number=number,
        at=_at(event),
        who=str(event.get("who", "")),
        question_id=str(event.get("question", "")),
        section=str(event.get("section", "")),
        question=str(event.get("asked", "")),
        answer=str(event.get("said", "")),
        effect=str(event.get("receipt", "")),
        undone=undone,
    )


def _at(event: Event) -> datetime:
    try:
        return datetime.fromisoformat(str(event.get("at", "")))
    except ValueError:
        return datetime.fromtimestamp(0).astimezone()


def taken_back(events: Iterable[Event]) -> frozenset[int]:
    """Ids of events that stand undone."""
    gone: set[int] = set()
    for event in events:
        of = event.get("of")
        if event.get("kind") == "undo" and isinstance(of, int):
            gone.add(of)
        elif event.get("kind") == "redo" and isinstance(of, int):
            gone.discard(of)
    return frozenset(gone)


def with_sources(question: Question, rows: tuple[Answered, ...]) -> Question:
    """A conflict card whose sides say who said them, when, and as which answer, where known."""
    said = {fold(canonical(row.answer)): row for row in rows}
    sides = []
    for side in question.sides:
        row = said.get(fold(side.text))
        source = f"{row.who}, {row.at.day} {row.at:%b}, answer {row.number}" if row else side.source
        sides.append(replace(side, source=source))
    return replace(question, sides=tuple(sides))


def reopened(events: Iterable[Event]) -> str:
    """What came after a finish that stands; "" where there was none."""
    rows = [event for event in events if event["state"] != "aborted"]
    gone = taken_back(rows)
    standing = [event for event in rows if event["id"] not in gone]
    ends = [at for at, event in enumerate(standing) if event.get("kind") == "finish"]
    if not ends:
        return ""
    for event in standing[ends[-1] + 1 :]:
        if event.get("kind") in ANSWERS and event.get("files"):
            return f"Reopened by {event.get('who', '')}: {event.get('asked', '')}"
    return "Reopened by a change of SPEC.md."


def minutes(events: Iterable[Event]) -> int:
    """Time spent answering, pauses of over ten minutes left out; at least 1."""
    times = [_at(event) for event in events if event.get("kind") in ANSWERS]
    gaps = [b - a for a, b in pairwise(times)]
    spent = sum((gap for gap in gaps if timedelta() <= gap <= _PAUSE), timedelta())
    return max(1, round(spent.total_seconds() / 60))


def seconds(events: Iterable[Event]) -> dict[str, float]:
    """Median seconds by kind of question, where at least three were timed."""
    taken: dict[str, list[float]] = {}
    for event in events:
        took = event.get("took")
        if isinstance(took, int | float) and 0 < took <= _PAUSE.total_seconds():
            taken.setdefault(str(event.get("question_kind", "")), []).append(float(took))
    return {kind: sorted(rows)[len(rows) // 2] for kind, rows in taken.items() if len(rows) >= 3}


def people(events: Iterable[Event]) -> tuple[str, ...]:
    """Handles that answered, in the order they came."""
    return tuple(dict.fromkeys(str(e["who"]) for e in events if e.get("who")))


def provenance(
    document: Document, bank: Bank, events: Iterable[Event], line: int
) -> tuple[str, ...]:
    """Who said a line (1-based) of SPEC.md, when, and whether it changed since: sentences."""
    key = _key_at(document, bank, line)
    if not key:
        return ()
    place = sign(bank, key)
    facet = bank.facets.get(facet_id(key))
    segment = _segment(key, facet)
    found = _last_change(list(events), segment)
    if found is None:
        return (place, "Not said in this interview.")
    number, event, raw = found
    when = str(event.get("at", ""))[:16].replace("T", " ")
    stands = _stands(document, bank, segment, raw)
    since = "has not changed since" if stands else "was changed by hand since"
    return (place, f"{event.get('who', '')}, {when}, answer {number}", f"SPEC.md {since}.")


def left_by(document: Document, bank: Bank, events: Iterable[Event], facet: Facet) -> str:
    """Who said what stands in the place of a facet now; "" where nobody did, or where it was
    changed by hand since."""
    segment = _segment(facet.key, facet)
    found = _last_change(list(events), segment)
    if found is None:
        return ""
    _, event, raw = found
    return str(event.get("who", "")) if _stands(document, bank, segment, raw) else ""


def handed_already(events: Iterable[Event], who: str, question_id: str, text: str) -> bool:
    """The last answer that this person handed in to a question is this very one, and was not taken
    back."""
    rows = [event for event in events if event["state"] != "aborted"]
    gone = taken_back(rows)
    handed = [
        event["handed"]
        for event in rows
        if event["id"] not in gone
        and "handed" in event
        and (event.get("who"), event.get("question")) == (who, question_id)
    ]
    return handed[-1:] == [text]


def _stands(document: Document, bank: Bank, segment: str, raw: str | None) -> bool:
    """A place still is as a change left it."""
    return same(dict(spec_segments(document, bank)).get(segment), raw)


def _segment(key: str, facet: Facet | None) -> str:
    return "/".join(key.split("/")[:2]) if facet is not None and facet.lead else key


def _key_at(document: Document, bank: Bank, line: int) -> str:
    best = ""
    for slot in read(document, bank).slots.values():
        if slot.line <= line <= slot.end_line:
            best = slot.body.key if slot.body is not None else slot.key
            for value in slot.facets.values():
                inside = value.line <= line <= value.end_line
                if inside and value is not slot.body:
                    return value.key
    return best


def _last_change(rows: list[Event], key: str) -> tuple[int, Event, str | None] | None:
    """(number of the answer, event, raw text it left) of the last change of one key."""
    number = 0
    found = None
    gone = taken_back(rows)
    for event in rows:
        if event.get("kind") in ANSWERS:
            number += 1
        if event["id"] in gone or event.get("kind") in {"undo", "redo", "init"}:
            continue  # nobody said what the template says
        for change in values_of(event).get("SPEC.md", []):
            if change.key == key:
                found = (number, event, change.after)
    return found


def remember(asking: Asking) -> str:
    """The part of the preferences that lives across runs, as text for session.toml."""
    return json.dumps(
        {
            name: sorted(value) if isinstance(value, frozenset) else value
            for name in _REMEMBERED
            if (value := getattr(asking, name))
        },
        ensure_ascii=False,
    )


def recall(text: str) -> dict[str, Any]:
    """The reverse of `remember`; anything odd is forgotten."""
    try:
        raw = json.loads(text) if text else {}
    except ValueError:
        return {}
    known = {field.name for field in fields(Asking)}
    return dict(_recalled(raw, known)) if isinstance(raw, dict) else {}


def _recalled(raw: dict[str, Any], known: set[str]) -> Iterator[tuple[str, Any]]:
    for name, value in raw.items():
        if name not in known:
            continue
        if name == "skips" and isinstance(value, dict):
            yield name, {str(k): int(n) for k, n in value.items() if isinstance(n, int)}
        elif name in _SETS and isinstance(value, list):
            yield name, frozenset(str(v) for v in value)
        elif name in _PAIRS and isinstance(value, list) and len(value) == 2:
            yield name, (str(value[0]), str(value[1]))
        elif name == "last_section" and isinstance(value, str):
            yield name, value
