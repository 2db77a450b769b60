"""A questionnaire for somebody else, as Markdown, and back (issue of hand-over between people).

Each question has a space between two comment lines; whatever stands there is the answer, an empty
space is no answer. The file can be filled in any editor, in any order, and partly. The first
comment line carries a mark of what was shown, so that `1` and `yes` are taken for what they were
said to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha1

from spec_tui.documents.fold import fold
from spec_tui.documents.lines import in_one_line, line_body, split_lines
from spec_tui.interview.hints import OTHERS
from spec_tui.interview.model import Question

_BEGIN = re.compile(
    r"\s*<!--\s*answer\s+(?P<id>[^\s\[\]]+?)(?:\s+\[(?P<mark>\w+)\])?\s*(?::(?:\s[^>]*)?)?-->"
    r"(?P<words>.*)$",
    re.IGNORECASE,
)
_END = re.compile(r"\s*<!--\s*end\b[^>]*-->\s*$", re.IGNORECASE)
_BY = re.compile(r"\W*Answered by\b[\s*_]*:(?P<who>.*)$", re.IGNORECASE)
_NO_NAME = re.compile(r"<[^>]*>|\([^)]*\)|[*_`]+")
"""What stands around a name: an address, a remark, signs of Markdown and of a form."""
_TITLE = re.compile(r"# Questions(?: for \w+)?: (?P<project>.*\S)\s*$")
_HEADING = re.compile(r"##\s+\S")
_OURS = re.compile(
    r"\s*$|# Questions\b|\d{4}-\d\d-\d\d, \d+ open\b|##\s|\S+ · |Why: |Asked: |Drafted: "
    r"|It says “|\d{1,2}\. |Example: |<!--"
)
"""How the lines of a questionnaire begin that are no answer."""
_NAMELESS = "this project"
NOT_EXPORTED = frozenset({"stack", "overview", "close"})


@dataclass(frozen=True, slots=True)
class Filled:
    """One answer of a filled questionnaire."""

    question_id: str
    text: str
    line: int
    """1-based line where the answer begins."""
    mark: str = ""
    """Of the question as it was shown (`mark`)."""
    choices: int = 0
    """How many numbered choices were shown."""


@dataclass(frozen=True, slots=True)
class Stray:
    """Words that stand outside of the spaces for answers."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Returned:
    """A questionnaire that came back."""

    project: str
    """The project that it asks about, "" where the heading is gone."""
    who: str
    """The name behind `Answered by:` as it was written, "" for none."""
    answers: tuple[Filled, ...]
    """In the order they stand; empty spaces are left out."""
    twice: tuple[Filled, ...]
    """Different answers to one question: nobody knows which of them is meant."""
    strays: tuple[Stray, ...]

    @property
    def any(self) -> bool:
        """It is a questionnaire and not some other file."""
        return bool(self.project or self.answers or self.twice)


def for_role(questions: Iterable[Question], role: str) -> list[Question]:
    """The questions that a questionnaire can hold, of one role or (`""`) of all."""
    return [q for q in questions if q.kind not in NOT_EXPORTED and (not role or q.role == role)]


def mark(question: Question) -> str:
    """A few letters that change with anything an answer could lean on."""
    shown = (
        question.kind,
        question.text,
        question.quote,
        *(choice.label for choice in question.choices if choice.label != OTHERS),
        *(part for pick in question.picks for part in pick),
        *(part for side in question.sides for part in (side.text, side.place)),
    )
    return sha1("\0".join(shown).encode(), usedforsecurity=False).hexdigest()[:8]


def export(
    project: str,
    rows: Sequence[Question],
    today: date,
    role: str = "",
    asked: Mapping[str, str] | None = None,
) -> str:
    """The questionnaire over the open questions, one space for an answer each.

    `asked`: the question behind a draft that waits for a yes, by id.
    """
    for_whom = f" for {role}" if role else ""
    parts = [
        f"# Questions{for_whom}: {project or _NAMELESS}\n",
        f"\n{today.isoformat()}, {len(rows)} open. Write each answer between its comment lines: "
        "your own words, or the number of a choice. Leave a space empty to skip it. "
        "`n/a — reason`, `later` and `don't know` are answers too. "
        "Then: `spec-tui import-answers FILE`\n",
        "\nAnswered by: \n",
    ]
    return "".join([*parts, *(_block(row, (asked or {}).get(row.id, "")) for row in rows)])


def _block(question: Question, asked: str) -> str:
    paragraphs = [f"## {question.text}", f"{question.id} · {question.lands_in}"]
    if question.why:
        paragraphs.append(f"Why: {question.why}")
    if asked and fold(asked.rstrip("?")) not in fold(question.text):
        paragraphs.append(f"Asked: {asked}")
    if question.quote:
        paragraphs.append(f"Drafted: {in_one_line(question.quote)}")
    paragraphs += [
        f"It says “{in_one_line(side.text)}” in {side.place}." for side in question.sides
    ]
    choices = [choice for choice in question.choices if choice.label != OTHERS]  # it has no pages
    if choices:
        numbered = enumerate(choices, 1)
        paragraphs.append("\n".join(f"{n}. {in_one_line(choice.label)}" for n, choice in numbered))
    elif question.example:
        paragraphs.append(f"Example: {in_one_line(question.example)}")
    paragraphs.append(f"<!-- answer {question.id} [{mark(question)}]: write below this line -->")
    paragraphs.append(f"<!-- end {question.id} -->")
    return "\n" + "".join(f"{paragraph}\n\n" for paragraph in paragraphs).rstrip("\n") + "\n"


def read(text: str) -> Returned:
    """A filled questionnaire; whatever stands in it is an answer, ours, or stray."""
    lines = [line_body(line) for line in split_lines(text)]
    spaces = list(_spaces(lines))
    answers = [space.answer for space in spaces if space.answer.text.strip()]
    first: dict[str, Filled] = {}
    differing: set[str] = set()
    for one in answers:
        if first.setdefault(one.question_id, one).text.strip() != one.text.strip():
            differing.add(one.question_id)
    project, who = _head(lines[: spaces[0].begin] if spaces else lines)
    return Returned(
        project,
        who,
        tuple(one for name, one in first.items() if name not in differing),
        tuple(one for one in answers if one.question_id in differing),
        tuple(_strays(lines, spaces)),
    )


@dataclass(frozen=True, slots=True)
class _Space:
    """The lines of an answer, its comment lines included."""

    begin: int
    end: int
    """Behind the last."""
    answer: Filled


def _spaces(lines: Sequence[str]) -> Iterator[_Space]:
    begun = [(at, found) for at, line in enumerate(lines) if (found := _BEGIN.match(line))]
    heads = [_head_of(lines, at, found["id"]) for at, found in begun]
    stops = [*heads[1:], len(lines)][: len(heads)]
    for (at, found), head, stop in zip(begun, heads, stops, strict=True):
        end = next((n for n in range(at + 1, stop) if _END.match(lines[n])), stop)
        words = [found["words"].strip(), *lines[at + 1 : end]]
        first = next((n for n, line in enumerate(words) if line.strip()), 0)
        text = "\n".join(words).strip("\n")
        choices = sum(re.match(r"\d{1,2}\. ", line) is not None for line in lines[head:at])
        answer = Filled(found["id"], text, at + 1 + first, found["mark"] or "", choices)
        yield _Space(at, min(end + 1, stop), answer)


def _head_of(lines: Sequence[str], at: int, question_id: str) -> int:
    """The line of the heading above the space of a question, so that an answer before it which lost
    its last comment line ends there."""
    for number in range(at - 1, -1, -1):
        if _BEGIN.match(lines[number]):
            break
        below = next((line for line in lines[number + 1 : at] if line.strip()), "")
        if _HEADING.match(lines[number]) and below.startswith(f"{question_id} · "):
            return number
    return at


def _head(lines: Sequence[str]) -> tuple[str, str]:
    """Project and person as the first lines name them."""
    titles = (found["project"] for line in lines if (found := _TITLE.match(line)))
    names = (found["who"] for line in lines if (found := _BY.match(line)))
    project = next(titles, "")
    who = _NO_NAME.sub(" ", next(names, ""))
    return ("" if project == _NAMELESS else project), " ".join(who.split())


def _strays(lines: Sequence[str], spaces: Sequence[_Space]) -> Iterator[Stray]:
    inside = {number for space in spaces for number in range(space.begin, space.end)}
    for number, line in enumerate(lines):
        named = not spaces or number < spaces[0].begin
        if number in inside or _OURS.match(line) or (named and _BY.match(line)):
            continue
        yield Stray(number + 1, line.strip())
