"""One interview in one repository: the object that every shell talks to.

The app, `--plain`, the commands and the tests all use this class and nothing below it. State is
never patched in place: after each commit the files are read again (architecture.md, "How an answer
travels").
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spec_tui import sessionlog, transcripts
from spec_tui.documents.lines import split_lines
from spec_tui.documents.secrets import redact
from spec_tui.interview import asking as questions
from spec_tui.interview import (
    cards,
    drafting,
    finish,
    handplacing,
    order,
    seeking,
    stackreview,
    waiving,
)
from spec_tui.interview.accepted import Waived, waived_in
from spec_tui.interview.answers import answer
from spec_tui.interview.book import Applied
from spec_tui.interview.errors import UnknownQuestion as UnknownQuestion
from spec_tui.interview.lookup import find
from spec_tui.interview.model import (
    Blocker,
    Depth,
    Facet,
    Intent,
    Outcome,
    Plan,
    Question,
)
from spec_tui.interview.order import Asking, plan
from spec_tui.interview.places import sign
from spec_tui.interview.replies import Reply, intent_of, picked, yes_or_no
from spec_tui.sessionbase import fallen, holds_a_secret, secret_kinds
from spec_tui.sessionhandover import TakesBack
from spec_tui.workspace.errors import Unreadable, WorkspaceError, home_path
from spec_tui.workspace.exports import create_new
from spec_tui.workspace.root import git_branch
from spec_tui.workspace.snapshot import merge_markers
from spec_tui.workspace.store import SPEC, STACK, Event


@dataclass(frozen=True, slots=True)
class Understanding:
    """The understanding card after an import (screens.md 6.6)."""

    source: str
    title: str
    sentence: str
    placed: int
    total: int
    points: tuple[tuple[str, str, str], ...]
    """(label, value, question id): Who, In scope, Out of scope, Entities, Interfaces."""
    unplaced: tuple[str, ...]


PLACE = "place"
"""Kind of a change in the journal: a sentence of an import was put somewhere by hand."""


class Session(TakesBack):
    """See the module. Raises nothing a user can cause except the errors of `workspace.errors`."""

    @classmethod
    def open(cls, root: Path, *, hold: bool = False, today: date | None = None) -> Session:
        """Roll forward what a killed process left, read the files, pick the question.

        `hold` takes the session lock (app and --plain), and opens what cannot be read for reading
        only, with the reason in `read_only`; without it Unreadable is raised. Writes neither
        SPEC.md nor stack.toml unless an earlier run had promised it.
        """
        return cls(root, hold=hold, today=today)

    def close(self) -> Path | None:
        """Release the lock. Returns the path of a .patch if something could not be written."""
        with contextlib.suppress(WorkspaceError):
            self._files.retry()
        path = self._files.write_patches() if self._owes or self._held else None
        self._workspace.release()
        return path

    def facet(self, question_id: str) -> Facet | None:
        """The bank entry behind a question, None for cards."""
        return self._bank.facets.get(question_id)

    def ask(self, question_id: str) -> Question:
        """The question of that id as it stands now. Raises UnknownQuestion."""
        present = self.plan.question
        if present is not None and present.id == question_id:
            return present
        around = self._around
        found = find(self._view, self.state, self._asking, question_id, around.rows, self._damage)
        if found is None:
            raise UnknownQuestion(question_id)
        return found

    def plan_at(self, depth: Depth) -> Plan:
        """The plan at another depth, for the depth dialog."""
        return plan(self._view, self.state, replace(self._present_asking(), depth=depth))

    # -- answering --------------------------------------------------------------------------

    def bootstrap(self) -> Outcome:
        """Create SPEC.md and stack.toml from the templates where absent (`init`).

        A complete SPEC.md gets no stack.toml.
        """
        if self.read_only:
            return Outcome(refused=self.read_only)
        missing = {}
        if not self._files.exists(SPEC):
            missing[SPEC] = self._document.text
        if not self._files.exists(STACK) and not self.state.complete:
            missing[STACK] = self._around.starter(self._view.spec.title)
        if not missing:
            return Outcome(receipt="SPEC.md and stack.toml are there already. Nothing was changed.")
        names = " and ".join(missing)
        receipt = f"Created {names} from the template{'s' if len(missing) > 1 else ''}."
        return self._commit(
            Applied(Outcome(receipt=receipt, texts=missing), self._asking), {"kind": "init"}
        )

    def answer(
        self,
        question_id: str,
        text: str = "",
        *,
        choose: int | None = None,
        intent: Intent | None = None,
        reason: str = "",
        secret: str = "refuse",
    ) -> Outcome:
        """Answer one question; durable when this returns without `refused`.

        `choose` is the 1-based number of a choice (with `text` where it opens the box). On a close
        card `choose` answers that line with `text`, and `choose=0` (or text "yes") takes them all.
        `secret`: "refuse" returns `Outcome.secrets`; "redact" and "keep" go on.
        """
        if self.read_only:
            return Outcome(refused=self.read_only)
        question = self.ask(question_id)
        found = secret_kinds(text) or secret_kinds(reason)
        if found and secret == "refuse":
            return holds_a_secret(found)
        if found and secret == "redact":
            text, reason = redact(text), redact(reason)
        ready = self._make_ready()
        if ready.refused:
            return ready
        if question.kind == "overview" and intent is None:
            return self._overview(text)
        reply = Reply(text, choose, intent, reason)
        if question.kind == "overview":
            asking = replace(self._asking, parked=self._asking.parked | {questions.OVERVIEW})
            applied = Applied(Outcome(receipt="Then I ask from the beginning."), asking)
        else:
            applied = answer(self._desk(), question, reply)
        if applied.outcome.refused:
            return applied.outcome
        outcome = self._commit(applied, self._entry(question, reply))
        if not outcome.refused:
            self._drop_draft(question_id)
        return outcome

    def seek(self, question_id: str, words: str) -> Outcome:
        """Look for the answer to the present question by words that stand in the text.

        What holds them becomes the question (`Question.picks`). Nothing is written, and `refused`
        says where nothing holds them, or where no sentence could answer.
        """
        question = self.plan.question
        if question is None or question.id != question_id:
            self.ask(question_id)  # an id that nobody knows is another mistake
            return Outcome(refused="Only the present question is looked for in your text.")
        applied = seeking.seek(self._desk(), question, words)
        if not applied.outcome.refused:
            self._remember(applied.asking)
            self._replan()
        return applied.outcome

    def set_stack(self, key: str, value: str) -> Outcome:
        """Give one key of stack.toml a reviewed value (stack review, "change some values")."""
        if self.read_only:
            return Outcome(refused=self.read_only)
        found = secret_kinds(value)
        if found:
            return holds_a_secret(found)
        ready = self._make_ready()
        if ready.refused:
            return ready
        applied = stackreview.set_value(self._desk(), key, value)
        entry = {"kind": "answer", "question": questions.STACK, "said": f"{key} = {value}"}
        return self._commit(applied, {**entry, "asked": "stack.toml", "section": "deployment"})

    def waive(self, rule: str, line: int, reason: str) -> Outcome:
        """Accept the wording of a finding, e.g. `G06` in a line of SPEC.md (1-based)."""
        if self.read_only:
            return Outcome(refused=self.read_only)
        found = secret_kinds(reason)
        if found:
            return holds_a_secret(found)
        applied = waiving.waive(self._desk(), rule, line, reason)
        entry = {"kind": "answer", "question": f"waive:{rule}", "said": reason}
        return self._commit(applied, {**entry, "asked": f"waive {rule} in line {line}"})

    def open_questions(self) -> tuple[Question, ...]:
        """Every open question of this depth in the order it would come, for a questionnaire."""
        return order.open_questions(self._view, self.state, self._present_asking())

    def undo(self) -> Outcome:
        """Take the last change back; `refused` says so if there is none."""
        return self._step(self._workspace.undoable, forward=False)

    def redo(self) -> Outcome:
        """Put the last undone change back."""
        return self._step(self._workspace.redoable, forward=True)

    def _step(self, present: Callable[[], Event | None], *, forward: bool) -> Outcome:
        """One change, or all answers that came in with one questionnaire."""
        event = present()
        outcome = self._step_back(event, forward=forward)
        batch = event.get("batch") if event is not None else None
        count = 1
        while batch and not outcome.refused:
            event = present()
            if event is None or event.get("batch") != batch:
                break
            further = self._step_back(event, forward=forward)
            if further.refused:
                return replace(outcome, notes=(*outcome.notes, further.refused))
            count += 1
            verb = "Put back" if forward else "Taken back"
            receipt = f"{verb}: {count} answers of {event.get('who', '')}."
            outcome = replace(further, receipt=receipt, prefill="")
        return outcome

    def import_text(self, name: str, data: bytes, *, secret: str = "refuse") -> Outcome:
        """Draft from an overview or adopt a canonical document (`import`)."""
        if self.read_only:
            return Outcome(refused=self.read_only)
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            return Outcome(refused=f"{name}:{line} is not UTF-8 text. Nothing was imported.")
        if not text.strip():
            return Outcome(refused=f"{name} is empty. Nothing was imported.")
        marked = merge_markers(text)
        if marked is not None:
            return Outcome(refused=f"{name}:{marked} holds merge markers. Nothing was imported.")
        found = secret_kinds(text)
        if found and secret == "refuse":
            return holds_a_secret(found)
        if found and secret == "redact":
            text = redact(text)
        if drafting.imported_already(self._document.text, text) or text == self._files.text(SPEC):
            return Outcome(receipt=f"{name} was imported already. Nothing was changed.")
        untouched = self._untouched()
        ready = self._make_ready()
        if ready.refused:
            return ready
        with contextlib.suppress(WorkspaceError):
            self._workspace.save_import(name, text.encode())
        applied = drafting.draft(self._desk(), name, text, untouched=untouched)
        entry = {"kind": "import", "question": questions.OVERVIEW, "said": text, "source": name}
        outcome = self._commit(
            applied,
            {**entry, "asked": f"import {name}", "section": "vision", "question_kind": "overview"},
        )
        if not outcome.refused:
            self._drop_draft(questions.OVERVIEW)
        return outcome

    def understanding(self) -> Understanding | None:
        """The card of the last import while nothing was answered since."""
        events = [e for e in self._workspace.events() if e["state"] != "aborted"]
        by_hand = {e["id"] for e in events if e.get("kind") == PLACE}
        last = next(
            (e for e in reversed(events) if not {e["id"], e.get("of")} & by_hand),
            None,
        )
        if last is None or last.get("kind") != "import":
            return None
        source, text = str(last.get("source", "")), str(last.get("said", ""))
        made = drafting.understood(self._view, source, text)
        return Understanding(
            source, made.title, made.sentence, made.placed, made.total, made.points, made.unplaced
        )

    def place(self, sentence: str, section: str) -> Outcome:
        """Put an unplaced sentence of the import into a section; "" drops it from SPEC.md."""
        if self.read_only:
            return Outcome(refused=self.read_only)
        ready = self._make_ready()
        if ready.refused:
            return ready
        desk = self._desk()
        applied = (
            handplacing.put(desk, section, sentence)
            if section
            else handplacing.drop(desk, sentence)
        )
        if applied.outcome.refused:
            return applied.outcome
        asked = "a sentence of the import"
        return self._commit(
            applied, {"kind": PLACE, "said": sentence, "asked": asked, "section": section}
        )

    def blockers(self) -> tuple[Blocker, ...]:
        """What stands in the way of finish with assumptions accepted (B.8)."""
        return finish.blockers(self._desk(), accept_assumptions=True)

    def finish_card(self) -> Question | None:
        """The close card over all sections; None where no place is open."""
        return cards.finish_card(self._view, self._asking.denied)

    def finish(self, *, accept_assumptions: bool = False) -> Outcome:
        """The finish protocol. `Outcome.closing` is the complete text; `blockers` if refused."""
        if self.read_only:
            return Outcome(refused=self.read_only)
        if self.state.complete and not finish.untidy(self._desk()):
            return Outcome(receipt="The specification is complete.", closing=self.closing_text())
        ready = self._make_ready()
        if ready.refused:
            return ready
        applied = finish.finish(self._desk(), accept_assumptions=accept_assumptions)
        outcome = self._commit(applied, {"kind": "finish"})
        if outcome.refused:
            return outcome
        return replace(outcome, closing=self.closing_text())

    def closing_text(self) -> str:
        """Recap, real path, closing text and bar."""
        events = list(self._workspace.events())
        rows = [row for row in sessionlog.transcript(events) if not row.undone]
        return finish.closing_text(
            self.state,
            self._view.spec,
            str(self.spec_path),
            asked=len(rows),
            people=len(sessionlog.people(events)),
            minutes=sessionlog.minutes(events),
        )

    # -- what changes outside ---------------------------------------------------------------

    def refresh(self) -> Outcome | None:
        """Read again what changed on disk; None if nothing did. Never touches a draft."""
        before = self._document.text
        state = self.state
        try:
            if not self._files.refresh() and not self._reread_needed:
                return None
        except Unreadable as error:
            if self.read_only == str(error):
                return None
            self.read_only = str(error)
            return Outcome(refused=self.read_only)
        self._read()
        if self.read_only:
            return Outcome(refused=self.read_only)
        if self._document.text == before and self.state == state:
            return None
        sections = tuple(
            new.section.id
            for old, new in zip(state.sections, self.state.sections, strict=True)
            if (old.state, old.to_go, old.facts) != (new.state, new.to_go, new.facts)
        )
        self._last = Outcome(
            receipt="SPEC.md changed on disk. Merged; your answer was not touched.",
            sections=sections,
            notes=fallen(state, self.state),
        )
        return self._last

    def retry(self) -> Outcome | None:
        """Try again to write what is only in the journal; None if nothing waits."""
        if not self._files.kept:
            return None
        try:
            done = self._files.retry()
        except WorkspaceError as error:
            return Outcome(refused=str(error))
        self._read()
        return (
            Outcome(receipt="Everything is on disk now.") if done else Outcome(refused=self.notice)
        )

    # -- review -----------------------------------------------------------------------------

    def spec_lines(self) -> tuple[str, ...]:
        """SPEC.md line by line, for Review only."""
        return tuple(line.rstrip("\r\n") for line in split_lines(self._document.text))

    def provenance(self, line: int) -> tuple[str, ...]:
        """Who said that line of SPEC.md, when, and whether it changed since: sentences."""
        return sessionlog.provenance(self._document, self._bank, self._workspace.events(), line)

    def waived(self) -> tuple[Waived, ...]:
        """Findings whose wording somebody accepted and that still stands so."""
        return waived_in(self._view.spec)

    def transcript_name(self) -> str:
        """The name a transcript gets, with today's date."""
        return f"transcript-{self._today or date.today():%Y%m%d}.md"

    def export_transcript(self, path: Path) -> Outcome:
        """Write the transcript as Markdown into a new file; a relative path is beside SPEC.md."""
        rows = self.transcript()
        if not rows:
            return Outcome(refused="Nobody has answered anything yet. Nothing was written.")
        target = self.spec_path.parent / path.expanduser()
        try:
            create_new(target, transcripts.markdown(self.state.title, rows) + "\n")
        except WorkspaceError as problem:
            return Outcome(refused=str(problem))
        count = "1 answer" if len(rows) == 1 else f"{len(rows)} answers"
        return Outcome(receipt=f"Wrote {home_path(target)} with {count}.")

    # -- inside -----------------------------------------------------------------------------

    def _make_ready(self) -> Outcome:
        """The branch is still the one on screen, and the files exist to be written into."""
        branch = git_branch(self.root)
        if branch != self._branch:
            self._branch = branch
            self.refresh()
            name = branch.removeprefix("refs/heads/")
            return Outcome(
                refused=f"The branch is {name} now. Nothing was written; save again to write there."
            )
        return Outcome() if self._files.exists(SPEC) else self.bootstrap()

    def _overview(self, text: str) -> Outcome:
        words = text.strip()
        if not words:
            return Outcome(refused="Nothing was typed. Nothing was changed.")
        return self.import_text("overview", words.encode(), secret="keep")

    def _entry(self, question: Question, reply: Reply) -> dict[str, object]:
        choose, said = (reply.choose, reply.text) if reply.choose else picked(question, reply.text)
        agrees = bool(question.choices) and yes_or_no(said) is not None
        no_words = agrees or question.kind == "close" or intent_of(reply.text) is not None
        typed = "" if no_words else said.strip()
        if choose and question.choices:
            choice = question.choices[choose - 1]
            said = typed if choice.opens_box else f"{choice.label} {typed}".strip()
        if reply.intent is not None:
            said = f"{reply.intent}: {reply.reason}" if reply.reason else reply.intent
        return {
            "kind": "answer",
            "question": question.id,
            "question_kind": question.kind,
            "section": question.section,
            "asked": f"{question.text} “{question.quote}”" if question.quote else question.text,
            "typed": typed,
            "said": said or ("yes" if question.kind == "close" else ""),
            "took": round(time.monotonic() - self._asked_at, 1) if self._held else 0,
        }

    def _step_back(self, event: Event | None, *, forward: bool) -> Outcome:
        if self.read_only:
            return Outcome(refused=self.read_only)
        if event is None or event.get("kind") == "init":
            what = "put back" if forward else "take back"
            return Outcome(refused=f"There is nothing to {what}.")
        texts, clashes = self._files.take_back(event, forward=forward)
        if clashes:
            named = dict.fromkeys(sign(self._bank, key) for key in clashes if self._known(key))
            place = ", ".join(named) or "SPEC.md"
            return Outcome(refused=f"{place} was changed since. Nothing was taken back.")
        verb = "Put back" if forward else "Taken back"
        sections = tuple(str(s) for s in event.get("sections", []))
        receipt = f"{verb}: {self._what(event)}."
        kept = Asking(**sessionlog.recall(str(event.get("asking", ""))))
        asking = self._asking if forward else kept
        outcome = Outcome(
            receipt=receipt,
            texts=texts,
            sections=sections,
            prefill_for=str(event.get("question", "")),
            prefill="" if forward or event.get("kind") != "answer" else _typed(event),
        )
        kind = "redo" if forward else "undo"
        return self._commit(Applied(outcome, asking), {"kind": kind, "of": event["id"]})

    def _known(self, key: str) -> bool:
        return "/".join(key.split("/")[:2]) in self._bank.slots

    def _what(self, event: Event) -> str:
        facet = self._bank.facets.get(str(event.get("question", "")))
        if facet is not None:
            return sign(self._bank, facet.key)
        if event.get("kind") == "import":
            return f"the import of {event.get('source', 'a text')}"
        if event.get("kind") == "finish":
            return "finish"
        return str(event.get("asked", "")) or "the last change"


def _typed(event: Event) -> str:
    """The words of an answer without the label of a choice; an old journal knows only both."""
    return str(event.get("typed", event.get("said", "")))
