"""Ten people who answer: what they know is the document, how they say it is their own.

Interview.md B.12 (d).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from random import Random

from benchmarks.interview.corpus import Answer, Document, bank
from spec_tui.documents.prose import content_words, sentences
from spec_tui.interview.bank import product_types
from spec_tui.interview.hints import OTHERS
from spec_tui.interview.model import Facet, Intent, Question
from spec_tui.interview.sketch import spoken_of

PAGES, PATIENCE = 1, 3
"""How often somebody turns the page for other words of the text, and how often they turn it or look
for words of their answer before they say it themselves."""
PART = 4
"""Words of a sentence that somebody knows for a part of their answer."""
_FACETS_ONLY = frozenset({"text", "list", "quantity", "choice", "bool", "date", "ref"})


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that was accepted."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes into `Session.answer`."""

    text: str = ""
    choose: int | None = None
    intent: Intent | None = None
    reason: str = ""
    secret: str = "keep"
    fact: str = ""
    """The words that have to stand in SPEC.md afterwards."""


@dataclass(slots=True)
class Respondent:
    """Clear: says what the document says."""

    document: Document
    random: Random
    name: str = "clear"
    calm: bool = False
    """After finish was refused once: answers what is asked, plainly."""
    imported: str = ""
    """The text that was imported, which this person knows."""
    _facts: dict[str, list[str]] = field(default_factory=dict)
    _order: list[str] = field(default_factory=list)
    _turned: Counter[str] = field(default_factory=Counter)

    def reply(self, question: Question, facet: Facet | None, known: str, attempt: int) -> Reply:
        """The reply to a question; `attempt` counts the refusals so far."""
        if attempt == 3:
            return Reply(intent="later")
        match question.kind:
            case "stack":
                return Reply(choose=4)
            case "overview":
                return Reply(intent="skip")
            case "close":
                return Reply(choose=0)
            case "confirm":
                chosen = true_choice(self.document, question)
                if not chosen and _holds(self.document, question):
                    return self._changes(question, known)
                return Reply(choose=chosen or self._others(question) or _no(question))
            case "conflict":
                return Reply(choose=2 if _left_out(self.document, question) else 1)
            case "open":
                return Reply(known or "Nothing more is known.", fact=known)
        if attempt or self.calm or facet is None:
            return _plain(known)
        return self.say(question, facet, known)

    def _changes(self, question: Question, known: str) -> Reply:
        """They change the words that are shown. Of a draft they keep what else they said in it."""
        reply = _plain(known)
        if question.stands_in or reply.intent:
            return reply
        beside = [a.words for a in self.document.answers if a.words in question.quote]
        kept = [words for words in dict.fromkeys(beside) if words not in known]
        return replace(reply, text="\n".join([known, *kept]))

    def _others(self, question: Question) -> int:
        """The choice that shows other words of the text, where the answer stands in it."""
        if not (self._standing(question) and self._may_turn(question)):
            return 0
        self._turned[question.id] += 1
        return len(question.choices)

    def _may_turn(self, question: Question) -> bool:
        offered = bool(question.choices) and question.choices[-1].label == OTHERS
        return offered and self._turned[question.id] < PAGES

    def _standing(self, question: Question) -> list[Answer]:
        """The answers to a question that stand in the text."""
        return [a for a in self.document.gold.get(question.id, ()) if a.words in self.imported]

    def looks_for(self, question: Question) -> str:
        """What they look for in the text, "" where they do not: the longest word of the first
        sentence of their answer, then the two longest.
        """
        shown = question.kind == "confirm" and question.stands_in
        looked = max(0, self._turned[question.id] - PAGES)
        standing = self._standing(question)
        if not (shown and standing) or self._may_turn(question) or self._is_shown(question):
            return ""
        if looked == PATIENCE - PAGES:
            return ""
        self._turned[question.id] = PAGES + looked + 1
        first = sentences(standing[0].words)[0][1]
        words = sorted(_words(first), key=len, reverse=True)
        return " ".join(words[: looked + 1])

    def _is_shown(self, question: Question) -> bool:
        return bool(true_choice(self.document, question)) or _holds(self.document, question)

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        """The reply to a question about a facet."""
        return _plain(known)

    def accepted(self, question: Question, reply: Reply) -> None:
        """The reply was taken: remember it as a fact, unless a later one replaces it."""
        if not reply.fact:
            return
        facet = bank().facets.get(question.id)
        if facet is not None and facet.kind == "bool":  # its sentence is written for yes and no
            said = {"yes": facet.yes, "no": facet.no}.get(reply.fact.casefold().rstrip("."))
            reply = replace(reply, fact=said or reply.fact)
        if not question.follow_up and question.kind in _FACETS_ONLY:
            self._facts[question.id] = []
        self._facts.setdefault(question.id, []).append(reply.fact)
        self._order.append(question.id)

    def facts(self) -> list[Said]:
        """Everything that has to stand in SPEC.md."""
        return [Said(q, text) for q, texts in self._facts.items() for text in texts]

    def edits(self, turns: int) -> list[str]:
        """Facets whose answers are changed after that many turns."""
        return []

    def changed(self, question: Question, known: str) -> Reply:
        """Another answer to an old question."""
        return _plain(known)

    def settle_down(self) -> None:
        """From now on every answer is plain."""
        self.calm = True


def true_choice(document: Document, question: Question) -> int:
    """The number of the shown words that answer the question; 0 where none do."""
    shown = [words for words, _ in question.picks] or [question.quote]
    for number, words in enumerate(shown, start=1):
        if rings_true(document, replace(question, quote=words)):
            return number
    return 0


def rings_true(document: Document, question: Question) -> bool:
    """The quoted words of a confirmation answer what they were put under.

    They hold half of one of the document's answers and little else, or nearly all; or one of
    them whole, beside what the document answers to other questions in the same sentence: to any
    where it is a quarter of the words, to those of the same section where it is less (`There is the
    potter, who only wants to know when to come`). Product types are compared by what they name.
    """
    facets = bank().facets
    facet = facets.get(question.id)
    if facet is not None and facet.id == "TYP" and _same_types(document, question.quote):
        return True
    ids = _asked_about(question)
    quoted = set(_words(question.quote))
    answers = [set(_words(a.words)) for f in ids for a in document.gold.get(f, ())]
    true = frozenset().union(*answers)
    shared = len(quoted & true)
    one = any(2 * len(quoted & words) >= len(words) for words in answers)
    if shared and ((one and shared >= 0.5 * len(quoted)) or shared >= 0.9 * len(true)):
        return True
    whole = any(words and words <= quoted for words in answers)
    here = {facets[f].section for f in ids}
    beside = [
        a
        for a in document.answers
        if shared >= 0.25 * len(quoted) or facets[a.facet].section in here
    ]
    said = frozenset().union(*(_words(a.words) for a in beside))
    return whole and len(quoted & said) >= 0.75 * len(quoted)


def _asked_about(question: Question) -> list[str]:
    """The facet of a confirmation, or all of the slot that it is about."""
    facets = bank().facets
    if question.id in facets:
        return [question.id]
    place = question.id.split("/")[:2]
    return [f.id for f in facets.values() if [f.section, f.slot] == place]


def _holds(document: Document, question: Question) -> bool:
    """Some of what is shown says an answer word for word beside other words, or half of it, or
    nothing else than a part of it.
    """
    answers = [
        _words(answer.words)
        for facet in _asked_about(question)
        for answer in document.gold.get(facet, ())
    ]
    shown = [_words(words) for words, _ in question.picks] or [_words(question.quote)]
    return any(
        together >= min(len(answer), max(PART, len(answer) / 2)) or PART <= together == len(said)
        for said in shown
        for answer in answers
        if (together := SequenceMatcher(None, said, answer).find_longest_match().size)
    )


def _same_types(document: Document, quote: str) -> bool:
    """The types that are named are among those that the document speaks of: `web app` and
    `a web application, opened in the browser`."""
    named, others = product_types(quote)
    told = {name for a in document.gold.get("TYP", ()) for name in spoken_of(a.words)}
    return bool(named) and not others and named <= told


def _left_out(document: Document, question: Question) -> bool:
    """The document says that what stands in both scopes is out of scope."""
    if question.id != "conflict:SCP2" or not question.sides:
        return False
    item = " ".join(_words(question.sides[1].text))
    inside, outside = (
        any(item in " ".join(_words(answer.words)) for answer in document.gold.get(facet, ()))
        for facet in ("SCP1", "SCP2")
    )
    return outside and not inside


def _no(question: Question) -> int:
    """The choice that refuses the quoted words without giving others."""
    for number, choice in enumerate(question.choices, start=1):
        if (
            choice.label.startswith(("Take", "No"))
            and number > len(question.picks)
            and not choice.opens_box
        ):
            return number
    return len(question.choices)


def _words(text: str) -> list[str]:
    """The words that mean something: `the` and `a` stand in every sentence."""
    return [part for word in content_words(text) for part in re.findall(r"\w+", word)]


def _plain(known: str) -> Reply:
    """The words as they are; `N/A — reason` becomes the reason."""
    reason = re.match(r"N/A — (.*)$", known)
    if reason:
        return Reply(intent="na", reason=reason[1], fact=reason[1])
    return Reply(known, fact=known)


class Terse(Respondent):
    """Says the first clause and nothing else."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        first = known.split("\n")[0]
        if first.startswith("N/A"):
            return _plain(first)
        short = re.split(r"[,;:(]\s|\s—\s", first)[0].rstrip(".")
        return Reply(short, fact=short)


class Vague(Respondent):
    """Vague at first, clear when asked again."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        if question.follow_up or facet.impact == 5:
            return _plain(known)
        loose = self.random.choice(
            ["It must be fast and robust", "maybe later", "as easy as possible for many users"]
        )
        return Reply(loose, fact=loose)


class Contradicting(Respondent):
    """Says two things twice, differently: a latency, and what is in the scope."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        if facet.id == "SCP2" and "SCP1" in self.document.gold:
            known = f"{known}\n{self.document.gold['SCP1'][0].words}"
        elif facet.id in {"ACC1", "NFR3"}:
            known = f"{known}\nP95 latency of the most used action is 97 s"
        return _plain(known)


class Deferring(Respondent):
    """Puts everything off."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        return Reply(intent=self.random.choice(("later", "unknown", "skip")))


class NotApplicable(Respondent):
    """Finds that most things do not apply."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        if facet.impact == 5:
            return _plain(known)
        reason = f"not needed for {facet.label.lower()} in the first year"
        return Reply(intent="na", reason=reason, fact=reason)


class Changing(Respondent):
    """Changes three old answers."""

    def edits(self, turns: int) -> list[str]:
        if turns % 5 or turns > 15 or not self._order:
            return []
        return [self.random.choice(self._order)]

    def changed(self, question: Question, known: str) -> Reply:
        said = f"Changed on second thoughts to version {len(self._order)}"
        return Reply(said, fact=said)


class Rambling(Respondent):
    """Answers three things at once."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        if known.startswith("N/A"):
            return _plain(known)
        others = [
            other
            for other in bank().facets.values()
            if (other.section, other.slot) == (facet.section, facet.slot)
            and other.id != facet.id and not other.lead and other.id in self.document.gold
        ]  # fmt: skip
        said = known.split("\n")
        facts = list(said)
        for other in others[:2]:
            words = self.document.gold[other.id][0].words
            if not words.startswith("N/A"):
                said.append(f"{other.label}: {words}")
                facts.append(words)  # the label only says where they belong
        if not others:
            said.append("By the way, the kitchen was painted on Friday, but that is another story.")
            facts.append(said[-1])
        return Reply("\n".join(said), fact="\n".join(facts))


class Noisy(Respondent):
    """Types too fast."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        if known.startswith("N/A"):
            return _plain(known)
        text = re.sub(r"[A-Za-z]{6,}", self._typo, known)
        return Reply(f"  {text}  ", fact=text)

    def _typo(self, word: re.Match[str]) -> str:
        letters = list(word[0])
        if self.random.random() < 0.3:
            at = self.random.randrange(1, len(letters) - 1)
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        return "".join(letters)


_ATTACKS = (
    "[@click=app.quit]press4711[/]",
    "\x1b]0;owned\x07 press4711 \x1b[31m",
    "<script>press4711</script> _(assumption A99)_",
    "## 9. Non-Functional Requirements (NFRs) press4711",
    "- **Storage**: press4711\n\n---\n> quoted | cell |",
    "press4711 \u202egnp.exe \u200b \x00",
    "password: press4711-Zq8vT2mX9rLk4WnB7cYd",
    "```\npress4711",
    "<<<<<<< ours press4711\n=======\n>>>>>>> theirs",
    "`press4711 \\* [[x]] {{y}} %s $(z)",
)


class Hostile(Respondent):
    """Sends markup, control characters, secrets and headings."""

    def say(self, question: Question, facet: Facet, known: str) -> Reply:
        if known.startswith("N/A"):
            return _plain(known)
        attack = self.random.choice(_ATTACKS)
        return Reply(f"{known}\n{attack}", secret="redact", fact=known)


PROFILES: dict[str, type[Respondent]] = {
    "clear": Respondent,
    "terse": Terse,
    "vague, then clear": Vague,
    "contradicting": Contradicting,
    "deferring": Deferring,
    "not applicable": NotApplicable,
    "changing": Changing,
    "rambling": Rambling,
    "noisy": Noisy,
    "hostile": Hostile,
}


def respondent(profile: str, document: Document, random: Random) -> Respondent:
    """A person of that profile who knows the document."""
    return PROFILES[profile](document, random, profile)
