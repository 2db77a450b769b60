"""Whole interviews, played through the real session in a temporary folder."""

from __future__ import annotations

import re
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.interview.corpus import Document
from benchmarks.interview.respondents import Respondent, Said
from spec_tui.interview.model import Depth, Facet, Outcome, Question
from spec_tui.session import Session

TODAY = date(2026, 11, 20)
MOST_TURNS = 400
ROUNDS_OF_BLOCKERS = 6
_MEMORY = Path("/dev/shm")
_TOKENS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was asked, and what was said."""

    question: Question
    said: str
    percent: int
    """Before the answer."""
    finding: bool
    """Asked because a rule stumbled over words that stand there."""
    looked_for: bool = False
    """No answer was given: `said` is what somebody looked for in the text instead."""

    @property
    def in_own_words(self) -> bool:
        """It was answered in words: blank, or instead of those that were shown."""
        return self.question.kind != "confirm" or not (self.looked_for or self.said.isdigit())


@dataclass(slots=True)
class Played:
    """What came of an interview."""

    turns: list[Turn] = field(default_factory=list)
    text: str = ""
    """SPEC.md at the end."""
    imported: str = ""
    """SPEC.md right after the import."""
    lost: list[str] = field(default_factory=list)
    """Statements that were accepted and are not in SPEC.md."""
    complete: bool = False
    stuck: str = ""
    """Why the interview did not end, "" if it did."""

    @property
    def questions(self) -> int:
        """How many questions were asked, without cards, stack review and overview."""
        return sum(t.question.kind not in {"close", "stack", "overview"} for t in self.turns)

    @property
    def cards(self) -> int:
        """How many close cards were shown."""
        return sum(t.question.kind == "close" for t in self.turns)


@contextmanager
def opened(stack: Mapping[str, str] | None = None) -> Iterator[Session]:
    """A session in a folder of its own; `stack` is a reviewed stack.toml by dotted key."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder:
        root = Path(folder)
        (root / ".git").mkdir()
        if stack is not None:
            (root / "stack.toml").write_text(_toml(stack), encoding="utf-8")
        session = Session.open(root, today=TODAY)
        try:
            yield session
        finally:
            session.close()


def _toml(stack: Mapping[str, str]) -> str:
    tables: dict[str, list[str]] = {}
    for key, value in stack.items():
        table, _, name = key.partition(".")
        tables.setdefault(table, []).append(f'{name} = "{value}"')
    text = "\n\n".join("\n".join([f"[{table}]", *rows]) for table, rows in tables.items()) + "\n"
    tomllib.loads(text)
    return text


def play(
    document: Document,
    text: str,
    respondent: Respondent,
    *,
    depth: Depth = "standard",
    stack: Mapping[str, str] | None = None,
    finish: bool = False,
    watch: Callable[[Session], None] | None = None,
) -> Played:
    """Import `text` ("" starts from nothing), answer everything, finish where asked to.

    The respondent knows what `document` says. `watch` sees the session after the import.
    """
    played = Played()
    with opened(stack) as session:
        session.set_depth(depth)
        if text:
            _import(session, text, respondent, played)
        if watch is not None:
            watch(session)
        _answer_all(session, document, respondent, played)
        if finish and not played.stuck:
            _finish(session, document, respondent, played)
        played.text = _spec(session)
        played.complete = session.state.complete
        played.lost += missing(respondent.facts(), played.text)
        if respondent.name == "clear":  # they take nothing back that the text says
            said = [Said(a.facet, a.words) for a in document.answers if a.words in text]
            played.lost += missing(said, played.text)
    return played


def _import(session: Session, text: str, respondent: Respondent, played: Played) -> None:
    outcome = session.import_text("overview.md", text.encode(), secret="keep")
    if outcome.refused:
        played.stuck = f"import refused: {outcome.refused}"
    played.imported = _spec(session)
    respondent.imported = text
    lines = [line for line in text.split("\n") if line.strip()]
    played.lost += missing([Said("", line) for line in lines], played.imported)


def _spec(session: Session) -> str:
    path = session.spec_path
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _answer_all(
    session: Session, document: Document, respondent: Respondent, played: Played
) -> None:
    while not played.stuck:
        question = session.plan.question
        if question is None:
            return
        if len(played.turns) >= MOST_TURNS:
            played.stuck = f"still asking {question.id} after {MOST_TURNS} turns"
            return
        percent = session.state.percent
        words = respondent.looks_for(question)
        if words:
            if not session.seek(question.id, words).refused:
                played.turns.append(Turn(question, words, percent, False, looked_for=True))
            continue
        said = _turn(session, document, respondent, question)
        if said is None:
            played.stuck = f"no answer to {question.id} was accepted"
            return
        facet = session.facet(question.id)
        finding = (
            facet is not None
            and not question.follow_up
            and question.kind not in {"confirm", "conflict"}
            and question.why != facet.why
        )
        played.turns.append(Turn(question, said, percent, finding))
        for again in respondent.edits(len(played.turns)):
            facet = session.facet(again)
            if facet is not None:
                _change(session, document, respondent, facet)


def _turn(
    session: Session, document: Document, respondent: Respondent, question: Question
) -> str | None:
    """Answer one question; None where every reply is refused."""
    facet = session.facet(question.id)
    known = document.known(facet) if facet is not None else question.example
    for attempt in range(4):
        reply = respondent.reply(question, facet, known, attempt)
        outcome = session.answer(
            question.id,
            reply.text,
            choose=reply.choose,
            intent=reply.intent,
            reason=reply.reason,
            secret=reply.secret,
        )
        if not outcome.refused:
            respondent.accepted(question, reply)
            return reply.text or str(reply.intent or reply.choose)
    return None


def _change(session: Session, document: Document, respondent: Respondent, facet: Facet) -> Outcome:
    question = session.ask(facet.id)
    reply = respondent.changed(question, document.known(facet))
    outcome = session.answer(question.id, reply.text, secret=reply.secret)
    if not outcome.refused:
        respondent.accepted(question, reply)
    return outcome


def _finish(session: Session, document: Document, respondent: Respondent, played: Played) -> None:
    """Finish with assumptions; what stands in the way is answered, by whoever it is."""
    for _ in range(ROUNDS_OF_BLOCKERS):
        outcome = session.finish(accept_assumptions=True)
        if not outcome.refused:
            return
        if not outcome.blockers:
            played.stuck = f"finish refused: {outcome.refused}"
            return
        respondent.settle_down()
        for blocker in outcome.blockers:
            if not blocker.question_id:
                played.stuck = f"finish: {blocker.title} ({blocker.place})"
                return
            if blocker.question_id not in {b.question_id for b in session.blockers()}:
                continue
            question = session.ask(blocker.question_id)
            if _turn(session, document, respondent, question) is None:
                played.stuck = f"no answer to {question.id} was accepted at finish"
                return
        _answer_all(session, document, respondent, played)
    blockers = session.blockers()
    played.stuck = f"finish: {blockers[0].title if blockers else 'refused'}"


def tokens(text: str) -> str:
    """Words and numbers only, in lower case, so that signs, wraps and escapes do not matter."""
    return " ".join(_TOKENS.findall(text.casefold()))


def missing(facts: list[Said], text: str) -> list[str]:
    """The statements of which a line does not stand in `text`."""
    there = f" {tokens(text)} "
    gone = []
    for fact in facts:
        for line in fact.text.split("\n"):
            words = tokens(re.sub(r"^\s*(?:[-*+]|\d+[.)])\s", "", line))
            if words and f" {words} " not in there:
                gone.append(f"{fact.facet}: {line.strip()}" if fact.facet else line.strip())
    return gone
