"""The interview line by line: screen readers, dumb terminals, pipes, CI (cli.md, last block).

Everything goes to stdout in one stream that reads well aloud. Text of an answer is one line, or
what stands between two lines of three double quotes.
"""

from __future__ import annotations

import re
from typing import TextIO

from spec_tui.cli.output import plural, say
from spec_tui.cli.report import NAMED
from spec_tui.interview.model import DEPTHS, Blocker, Depth, Intent, Outcome, Question
from spec_tui.interview.replies import intent_of, labels, picked
from spec_tui.session import Session

SOURCES = {"starter": "a starter value", "yours": "yours"}
FENCE = '"""'
HELP = """\
One line is one answer; a number picks a choice. Three double quotes alone open and close a longer \
answer.
:skip  :later  :unknown  :na REASON  instead of an answer
:undo  :redo  :back  :edit ID  to change what was said
:find WORDS  shows what holds them, where the answer stands in the text
:why  :example  to hear more
:as @name  :depth quick, standard or thorough
:finish  completes SPEC.md, :stop leaves. Two colons begin an answer with one colon."""

_PLACE = re.compile(r"§(\d+)(?P<name> (?=[A-Z]))?")


class EndOfInput(Exception):  # noqa: N818 - no error: how an interview ends
    """Stdin is at its end, or the person typed `stop`."""


class PlainInterview:
    """One run of `interview --plain`.

    Reads answers from `lines`, where end of input leaves; prints to stdout. `run` returns when the
    person leaves or nothing is left to ask.
    """

    def __init__(self, session: Session, lines: TextIO) -> None:
        self.session = session
        self.lines = lines
        self.edited: Question | None = None
        """An earlier question that is answered again, or the card of `:finish`."""
        self.finishing = False
        self.heard: Question | None = None
        """The question that was asked last; after a refusal it is not read out again."""
        self.held: tuple[Question, str, int | None] | None = None
        """An answer that looks like a secret, until the person says what to do with it."""
        self.echoed = lines.isatty()

    def run(self) -> None:
        """Ask until nothing is left or the input ends."""
        try:
            if self.session.welcome():
                self.tell(self.session.welcome())
            while self.turn():
                pass
        except Finished:
            return
        except EndOfInput:
            self.leave()

    def turn(self) -> bool:
        """Ask one question and deal with one answer; False when the interview is over."""
        question = self.edited or self.session.plan.question
        if question is None and self.session.state.complete:
            self.tell("Nothing is unclear. SPEC.md is complete.")
            self.progress()
            return False
        if question is None:
            say("No question is left at this depth.")
            say(":finish completes SPEC.md, :depth thorough asks more, :stop leaves.")
        elif question != self.heard:
            self.ask(question)
        self.heard = question
        self.take(question)
        return True

    def ask(self, question: Question) -> None:
        """Print the question as cli.md shows it."""
        place = spoken(question.lands_in)
        if place.startswith("section"):
            place = f"S{place[1:]}"
        head = f"Question {self.session.number}."
        say(f"{head} {place}." if place else head)
        say(question.text)
        if question.why:
            say(f"Why: {question.why}")
        if question.example:
            say(f"Example: {one_line(question.example)}")
        if question.quote:
            say(f"Drafted: {question.quote}")
        for row in question.rows:
            say(f"{row.name}: {row.value}, {SOURCES.get(row.source, f'from {row.source}')}.")
        if question.notice:
            self.tell(question.notice)
        for number, label in enumerate(labels(question), start=1):
            say(f"{number}. {label}")
        if question.kind == "close":
            say("Empty line or yes takes them all; a number and words answer one.")
        draft = self.session.draft
        if draft is not None and draft.question_id == question.id and draft.text.strip():
            say(f"Half-typed: {draft.text}")

    def take(self, question: Question | None) -> None:
        """Read one answer or command and carry it out."""
        text, literal = self.read(question)
        if not literal and text.startswith(":") and not text.startswith("::"):
            self.command(question, text[1:].strip())
            return
        if not literal and text.startswith("::"):
            text, literal = text[1:], True
        if question is None:
            self.tell("There is no question to answer now.")
            return
        intent = None if literal else intent_of(text)
        if intent is not None:
            self.command(question, intent)
        else:
            self.answer(question, text, literal)

    def answer(self, question: Question, text: str, literal: bool) -> None:
        """Give the session the answer, with a choice where the person picked one."""
        choose, words = (None, text) if literal else picked(question, text)
        if self.finishing and choose == 0:
            self.finish()
            return
        self.give(question, words, choose)

    def give(
        self, question: Question, text: str, choose: int | None, secret: str = "refuse"
    ) -> None:
        """Answer `question` and report."""
        outcome = self.session.answer(question.id, text, choose=choose, secret=secret)
        if outcome.secrets:
            self.held = (question, text, choose)
            self.tell(
                f"This looks like a password or key ({', '.join(outcome.secrets)}). Nothing was "
                "written. Answer without it, or type :redact to take it out, :keep to keep it."
            )
            return
        self.report(outcome)

    def command(self, question: Question | None, command: str) -> None:
        """Carry out a colon command or a typed word."""
        name, _, rest = command.partition(" ")
        rest = rest.strip()
        match name.casefold():
            case "skip" | "later" | "unknown" as intent if question is not None:
                self.intend(question, intent)
            case "na" | "n/a" if question is not None:
                self.not_applicable(question, rest)
            case "undo" | "redo" as step:
                self.edited, self.finishing = None, False
                self.report(self.session.undo() if step == "undo" else self.session.redo())
            case "back":
                self.back()
            case "edit":
                self.edit(rest)
            case "find" if question is not None:
                self.seek(question, rest)
            case "why" if question is not None:
                say(question.why or "There is no more to say about this one.")
            case "example" if question is not None:
                say(one_line(question.example) or "There is no example for this one.")
            case "finish":
                self.start_finish()
            case "as" if rest:
                self.session.set_who(rest)
                self.tell(f"{self.session.who} is answering.")
            case "depth" if rest in DEPTHS:
                self.set_depth(rest)
            case "redact" | "keep" as secret if self.held is not None:
                held, self.held = self.held, None
                self.give(*held, secret=secret)
            case "help":
                say(HELP)
            case "stop" | "quit" | "q":
                raise EndOfInput
            case _:
                self.tell(f"There is no command :{command} here. :help lists them.")

    def intend(self, question: Question, intent: Intent, reason: str = "") -> None:
        """Skip, later, don't know, or not applicable with its reason."""
        if self.finishing:
            self.edited, self.finishing = None, False
            self.tell("Not finished. Nothing was written.")
            return
        self.report(self.session.answer(question.id, intent=intent, reason=reason))

    def not_applicable(self, question: Question, reason: str) -> None:
        """N/A needs a reason; ask for it where it is missing."""
        if not reason:
            say("Why does it not apply?")
            reason = self.read(question)[0].strip()
        if reason:
            self.intend(question, "na", reason)
        else:
            self.tell("Without a reason nothing was written.")

    def seek(self, question: Question, words: str) -> None:
        """Show what holds these words, as the question that is asked now."""
        outcome = self.session.seek(question.id, words)
        if not outcome.refused:
            self.heard = None
        self.tell(outcome.refused or outcome.receipt)

    def back(self) -> None:
        """Ask the last answered question again."""
        answers = self.session.answers()
        if answers:
            self.edit(answers[-1].question_id)
        else:
            self.tell("There is no earlier answer.")

    def edit(self, question_id: str) -> None:
        """Ask an earlier question again."""
        from spec_tui.interview.errors import UnknownQuestion

        try:
            self.edited = self.session.ask(question_id)
        except UnknownQuestion as error:
            self.tell(str(error))
            return
        self.finishing = False
        if self.edited.prefill:
            say(f"Your answer so far: {self.edited.prefill}")

    def set_depth(self, depth: Depth) -> None:
        """Change the depth and say what is left now."""
        self.session.set_depth(depth)
        left = plural(self.session.plan.remaining, "question")
        self.tell(f"Depth {depth}. {left} left, about {self.session.plan.minutes} minutes.")

    def start_finish(self) -> None:
        """Show the close card over all sections, or finish at once where no place is open."""
        blockers = self.session.blockers()
        if blockers:
            self.blocked("Not finished. This is in the way:", blockers)
            return
        self.edited = self.session.finish_card()
        self.finishing = self.edited is not None
        if not self.finishing:
            self.finish()

    def finish(self) -> None:
        """Run the finish protocol; leave when it went through."""
        outcome = self.session.finish(accept_assumptions=True)
        self.edited, self.finishing = None, False
        if outcome.blockers or outcome.refused:
            self.blocked(outcome.refused, outcome.blockers)
            return
        say(outcome.closing)
        raise Finished

    def blocked(self, sentence: str, blockers: tuple[Blocker, ...]) -> None:
        """Say what stands in the way of finish, the first three by name."""
        self.tell(sentence)
        for blocker in blockers[:NAMED]:
            edit = f" :edit {blocker.question_id} settles it." if blocker.question_id else ""
            self.tell(f"{blocker.title}. {blocker.place}.{edit}")
        if len(blockers) > NAMED:
            say(f"And {len(blockers) - NAMED} more.")

    def report(self, outcome: Outcome) -> None:
        """Receipt, notes and follow-up, then how far it is."""
        if outcome.refused:
            for sentence in (outcome.refused, *outcome.notes):
                self.tell(sentence)
            return
        self.held = self.heard = None
        if self.finishing:
            self.edited = self.session.finish_card()
            self.finishing = self.edited is not None
        else:
            self.edited = None
        for sentence in (outcome.receipt, *outcome.notes, self.session.notice):
            if sentence:
                self.tell(sentence)
        if outcome.prefill:
            say(f"Your text was: {outcome.prefill}")
        self.progress()

    def progress(self) -> None:
        """The bar in words, then the literal line."""
        say(f"Progress {self.session.state.percent} percent.")
        say(self.session.state.line)

    def leave(self) -> None:
        """Say that everything is saved; the progress line is the last one."""
        answered = len(self.session.answers())
        say(f"Saved. {answered} answered, {self.session.plan.remaining} left.")
        self.progress()

    def tell(self, sentence: str) -> None:
        """Print one sentence with its places spelled out."""
        say(spoken(sentence))

    def read(self, question: Question | None) -> tuple[str, bool]:
        """Return one answer, and whether it came between quotes. Raises EndOfInput."""
        say("> ", end="")
        line = self.line()
        if line.strip() != FENCE:
            return line, False
        collected: list[str] = []
        while (inner := self.next_line()) is not None:
            if inner.strip() == FENCE:
                return "\n".join(collected), True
            collected.append(inner)
        if question is not None:
            self.session.save_draft(question.id, "\n".join(collected))
            say("The longer answer was not closed. It is kept and shown next time.")
        raise EndOfInput

    def line(self) -> str:
        """One line of input, without its end. Raises EndOfInput."""
        line = self.next_line()
        if line is None:
            say()
            raise EndOfInput
        if not self.echoed:
            say()
        return line

    def next_line(self) -> str | None:
        """The next line, None at the end of input; a line that is not UTF-8 is read again."""
        while True:
            line = self.lines.readline()
            if not line:
                return None
            try:
                line.encode("utf-8")
            except UnicodeEncodeError:
                say("That line is not UTF-8. Nothing was saved; type it again.")
                continue
            return line.rstrip("\r\n")


class Finished(EndOfInput):
    """The finish protocol went through; its text is the last one."""


def spoken(text: str) -> str:
    """Return `text` with `§9 Performance` as `section 9, Performance`."""
    return _PLACE.sub(lambda m: f"section {m[1]}" + (", " if m["name"] else ""), text)


def one_line(text: str) -> str:
    """An example of several lines as one that reads well aloud."""
    return "; ".join(line.strip() for line in text.splitlines() if line.strip())
