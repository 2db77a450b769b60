"""A questionnaire for somebody else, as Markdown, and back (issue of hand-over between people).

Each question has a space between two comment lines; whatever stands there is the answer, an empty
space is no answer. The file can be filled in any editor, in any order, and partly.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from spec_tui.documents.lines import line_body, split_lines
from spec_tui.interview.hints import OTHERS
from spec_tui.interview.model import Question

_BEGIN = re.compile(r"\s*<!--\s*answer\s+(?P<id>\S+?)\s*(?::[^>]*)?-->\s*$")
_END = re.compile(r"\s*<!--\s*end\s+\S+\s*-->\s*$")
_BY = re.compile(
    r"\s*(?:\*\*)?Answered by(?:\*\*)?\s*:\s*(?:\*\*)?\s*(?P<who>@?[^\s*<][^<]*?)\s*$",
    re.IGNORECASE,
)
NOT_EXPORTED = frozenset({"stack", "overview", "close"})


@dataclass(frozen=True, slots=True)
class Filled:
    """One answer of a filled questionnaire."""

    question_id: str
    text: str
    line: int
    """1-based line where the answer's space begins."""


def for_role(questions: Iterable[Question], role: str) -> list[Question]:
    """The questions that a questionnaire can hold, of one role or (`""`) of all."""
    return [q for q in questions if q.kind not in NOT_EXPORTED and (not role or q.role == role)]


def export(project: str, rows: list[Question], today: date, role: str = "") -> str:
    """The questionnaire over the open questions, one space for an answer each."""
    for_whom = f" for {role}" if role else ""
    parts = [
        f"# Questions{for_whom}: {project or 'this project'}\n",
        f"\n{today.isoformat()}, {len(rows)} open. Write each answer between its comment lines; "
        "leave a space empty to skip it. `n/a — reason`, `later` and `don't know` are answers too. "
        "Then: `spec-tui import-answers FILE`\n",
        "\nAnswered by: \n",
    ]
    parts += [_block(question) for question in rows]
    return "".join(parts)


def _block(question: Question) -> str:
    paragraphs = [f"## {question.text}", f"{question.id} · {question.lands_in}"]
    if question.why:
        paragraphs.append(f"Why: {question.why}")
    if question.quote:
        paragraphs.append(f"Drafted: {_flat(question.quote)}")
    paragraphs += [f"It says “{_flat(side.text)}” in {side.place}." for side in question.sides]
    choices = [choice for choice in question.choices if choice.label != OTHERS]  # it has no pages
    if choices:
        numbered = enumerate(choices, 1)
        paragraphs.append("\n".join(f"{n}. {_flat(choice.label)}" for n, choice in numbered))
    elif question.example:
        paragraphs.append(f"Example: {_flat(question.example)}")
    paragraphs.append(f"<!-- answer {question.id}: write below this line -->")
    paragraphs.append(f"<!-- end {question.id} -->")
    return "\n" + "".join(f"{paragraph}\n\n" for paragraph in paragraphs).rstrip("\n") + "\n"


def _flat(text: str) -> str:
    return "; ".join(line.strip() for line in text.split("\n") if line.strip())


def answered_by(text: str) -> str:
    """The name behind `Answered by:`, "" where nobody wrote one."""
    for line in split_lines(text):
        found = _BY.match(line_body(line))
        if found:
            return found["who"]
        if _BEGIN.match(line_body(line)):
            return ""
    return ""


def filled(text: str) -> tuple[Filled, ...]:
    """The answers of a questionnaire, in the order they stand; empty spaces are left out."""
    return tuple(_filled(text))


def _filled(text: str) -> Iterator[Filled]:
    current, start = "", 0
    words: list[str] = []
    for number, line in enumerate([*split_lines(text), ""], 1):
        body = line_body(line)
        begun = _BEGIN.match(body)
        ends = bool(current) and (begun is not None or _END.match(body) is not None or not line)
        if ends:
            answer = "\n".join(words).strip("\n")
            if answer.strip():
                yield Filled(current, answer, start)
            current = ""
        if begun:
            current, start, words = begun["id"], number + 1, []
        elif current:
            words.append(body)
