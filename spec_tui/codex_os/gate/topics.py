"""What an item asks for, looked up among the statements: by label, by heading, by its words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.words import hollow, nothing, said
from spec_tui.documents.fold import fold

MOST_EVIDENCE = 3

Judge = Callable[[Statement, re.Pattern[str]], str]
"""Gives "" for a statement that fulfils a topic, else what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing to be said."""

    title: str
    words: re.Pattern[str]
    """What it is called, on folded text."""
    home: frozenset[str]
    """Names of sections in which a mention within a sentence counts."""
    hint: str
    """What would pass."""
    judge: Judge | None = None
    """None: any words that say something."""
    tools: re.Pattern[str] | None = None
    """Names of tools for it: they are about it as well, and saying one says something."""

    def named(self, text: str) -> bool:
        """Whether folded words name it."""
        if self.words.search(text) is not None:
            return True
        return self.tools is not None and self.tools.search(text) is not None


def words(pattern: str) -> re.Pattern[str]:
    """A pattern on whole words of folded text."""
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")


def look(topics: Sequence[Topic], found: Iterable[Statement]) -> tuple[Part, ...]:
    """The parts of an item, one for each topic in its order."""
    kept = tuple(found)
    return tuple(_part(topic, topics, kept) for topic in topics)


def _part(topic: Topic, topics: Sequence[Topic], found: Sequence[Statement]) -> Part:
    good: list[Statement] = []
    bad: list[tuple[Statement, str]] = []
    for statement in found:
        where = _stands(topic, topics, statement)
        if not where:
            continue
        trouble = _trouble(topic, topics, statement, where)
        if trouble:
            bad.append((statement, trouble))
        else:
            good.append(statement)
    if good:
        return Part(topic.title, True, tuple(one.evidence for one in good[:MOST_EVIDENCE]))
    if bad:
        # what speaks of it in words is nearer to an answer than a placeholder
        bad.sort(key=lambda one: (hollow(one[0].value), not topic.words.match(one[0].label)))
        statement, trouble = bad[0]
        return Part(topic.title, False, (statement.evidence,), trouble, topic.hint)
    return Part(topic.title, False, (), "nothing is said about it", topic.hint)


def _stands(topic: Topic, topics: Sequence[Topic], statement: Statement) -> str:
    """`label` where the statement is about the topic alone, `text` where its words name it."""
    said_in = fold(statement.text if not statement.label else statement.value)
    for words_above in (*reversed(statement.label_or_parent), *_titles(statement)):
        if not topic.named(words_above):
            continue
        shared = [one for one in topics if one.named(words_above)]
        if len(shared) == 1:
            return "label"
        # `Logs/metrics/traces: …` is about all of them; each has to be named behind it
        if topic.named(said_in) or nothing(statement.value):
            return "shared"
        return ""
    # a line with the name of another topic is about that one, whatever it mentions
    taken = any(one.named(statement.label) for one in topics if one is not topic)
    if topic.home & set(statement.names) and not taken and topic.named(said_in):
        return "text"
    return ""


def _titles(statement: Statement) -> tuple[str, ...]:
    return tuple(fold(title) for title in reversed(statement.headings))


def _trouble(topic: Topic, topics: Sequence[Topic], statement: Statement, where: str) -> str:
    if hollow(statement.value) or hollow(statement.text):
        return _empty(statement)
    reason = nothing(statement.value)
    if reason is not None:
        return "" if reason else f"{quoted(statement)} gives no reason"
    if topic.judge is not None:
        return topic.judge(statement, topic.words)
    if where == "label":
        # one word of the topic itself may say all: `Traces: OpenTelemetry`
        enough = said(statement.value) >= 1
    elif where == "shared":
        enough = said(statement.value, topic.words) >= 1
    else:
        # naming all that there should be says nothing of any of it
        others = "|".join(one.words.pattern for one in topics)
        enough = said(statement.value, re.compile(others)) >= 2
    return "" if enough else f"{quoted(statement)} says nothing about it"


def _empty(statement: Statement) -> str:
    if not statement.value.strip():
        return "nothing stands behind it"
    return f"{quoted(statement)} is not filled in"


def quoted(statement: Statement) -> str:
    """The words of a statement for a sentence, at most 60 characters."""
    text = statement.text if len(statement.text) <= 60 else statement.text[:59].rstrip() + "…"
    return f"“{text}”"
