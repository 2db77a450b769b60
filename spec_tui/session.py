"""One interview in one repository: the object that every shell talks to.

The app, `--plain`, the commands and the tests all use this class and nothing below it. State is
never patched in place: after each commit the files are read again (architecture.md, "How an answer
travels").
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spec_tui import sessionlog
from spec_tui.documents import toml
from spec_tui.documents.lines import split_lines
from spec_tui.documents.markdown import Document, parse_near
from spec_tui.documents.secrets import find_secrets, redact
from spec_tui.interview import asking as questions
from spec_tui.interview import bank as question_bank
from spec_tui.interview import cards, drafting, finish, handover, order, stackreview, waiving
from spec_tui.interview import stack as stackfile
from spec_tui.interview.answers import Reply, answer
from spec_tui.interview.book import Applied, Desk
from spec_tui.interview.errors import UnknownQuestion as UnknownQuestion
from spec_tui.interview.lookup import find
from spec_tui.interview.model import (
    DEPTHS,
    Blocker,
    Depth,
    Facet,
    Intent,
    Outcome,
    Plan,
    Question,
    State,
)
from spec_tui.interview.order import Asking, plan
from spec_tui.interview.places import sign
from spec_tui.interview.reading import read
from spec_tui.interview.state import View, state_of
from spec_tui.interview.templates import spec_template
from spec_tui.sessionfiles import Files
from spec_tui.sessionlog import Answered
from spec_tui.surroundings import Surroundings
from spec_tui.workspace.errors import Unreadable, WorkspaceError
from spec_tui.workspace.root import git_branch, git_user, handle
from spec_tui.workspace.snapshot import merge_markers
from spec_tui.workspace.store import SPEC, STACK, Event, Workspace

_DEPTH, _WHO, _ASKING = "depth", "who", "asking"
_TOLD_BY_OVERVIEW = frozenset({"vision", "scope", "personas", "domain_model", "workflows"})
_SECRET = "This looks like a password or key ({}). Nothing was saved."
_KEPT = "Your answer is kept, but not in SPEC.md yet."
_MARKERS = "{} holds merge markers (line {}). Open read-only until they are gone."


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed answer."""

    question_id: str
    text: str
    cursor: int = 0


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


class Session:
    """See the module. Raises nothing a user can cause except the errors of `workspace.errors`."""

    def __init__(self, root: Path, *, hold: bool = False, today: date | None = None) -> None:
        self._workspace = Workspace(root)
        self.root = self._workspace.root
        self._bank = question_bank.load()
        self._files = Files(self._workspace, self._bank)
        self._around = Surroundings(self.root, self._files)
        self._branch = git_branch(self.root)
        self._owes = False
        self._today = today
        self._held = hold
        self.read_only = ""
        self._document: Document = Document(())
        self._last: Outcome = Outcome()
        self._change = 0
        self._asked_at = time.monotonic()
        self._greeting = ""
        self._damage = ""
        self._preferences: dict[str, object] = {}
        self._workspace.recover()
        self._preferences = self._workspace.preferences()
        self.who = str(self._preferences.get(_WHO, "")) or git_user(self.root) or "@me"
        depth = str(self._preferences.get(_DEPTH, "standard"))
        self.depth: Depth = next((d for d in DEPTHS if d == depth), "standard")
        self._asking = Asking(**sessionlog.recall(str(self._preferences.get(_ASKING, ""))))
        if hold:
            self._asking = replace(self._asking, asked_again=frozenset())
            self._hold()
        self._load()

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

    # -- what a shell draws -----------------------------------------------------------------

    @property
    def spec_path(self) -> Path:
        """Real path of SPEC.md, also when it does not exist yet."""
        return self._workspace.spec_path

    @property
    def notice(self) -> str:
        """A standing sentence: kept in the journal, disk full, a damaged stack.toml, …"""
        return self._files.reason or self._damage

    @property
    def number(self) -> int:
        """Number of the present question in this interview (1-based)."""
        return sum(not row.undone for row in sessionlog.transcript(self._workspace.events())) + 1

    @property
    def change(self) -> int:
        """Change of the number of open questions by the last answer."""
        return self._change

    @property
    def last_changed(self) -> tuple[str, ...]:
        """Ids of the sections that the last answer changed."""
        return self._last.sections

    def welcome(self) -> str:
        """The first receipt: welcome back with what is left, or "" in a new interview."""
        if self._greeting:
            return self._greeting
        count = len(self.answers())
        if not count:
            return ""
        draft = " Your half-typed answer is in the box." if self.draft is not None else ""
        return f"Welcome back, {self.who}. {count} answered, {self.plan.remaining} left.{draft}"

    @property
    def reopened(self) -> str:
        """What opened a finished specification again, as a sentence; "" where nothing did."""
        if self.state.complete:
            return ""
        return sessionlog.reopened(self._workspace.events())

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
        found = _secrets(text) or _secrets(reason)
        if found and secret == "refuse":
            return Outcome(refused=_SECRET.format(", ".join(found)), secrets=found)
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

    def set_stack(self, key: str, value: str) -> Outcome:
        """Give one key of stack.toml a reviewed value (stack review, "change some values")."""
        if self.read_only:
            return Outcome(refused=self.read_only)
        found = _secrets(value)
        if found:
            return Outcome(refused=_SECRET.format(", ".join(found)), secrets=found)
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
        found = _secrets(reason)
        if found:
            return Outcome(refused=_SECRET.format(", ".join(found)), secrets=found)
        applied = waiving.waive(self._desk(), rule, line, reason)
        entry = {"kind": "answer", "question": f"waive:{rule}", "said": reason}
        return self._commit(applied, {**entry, "asked": f"waive {rule} in line {line}"})

    def open_questions(self) -> tuple[Question, ...]:
        """Every open question of this depth in the order it would come, for a questionnaire."""
        return order.open_questions(self._view, self.state, self._present_asking())

    def answer_for(self, who: str, question_id: str, text: str, secret: str = "refuse") -> Outcome:
        """An answer that another person gave elsewhere.

        Where somebody else has said something different, both stand in a question until one is
        chosen: nobody's words are overwritten by a file.
        """
        own, self.who = self.who, handle(who) or self.who
        try:
            said = self._said_by_others(question_id)
            facet = self._bank.facets.get(question_id)
            if not said or facet is None or (secret == "refuse" and _secrets(text)):
                return self.answer(question_id, text, secret=secret)
            applied = handover.disagree(self._desk(), facet, text)
            if applied is None:
                return self.answer(question_id, text, secret=secret)
            entry = {"kind": "answer", "question": question_id, "said": text, "asked": facet.text}
            return self._commit(applied, {**entry, "section": facet.section})
        finally:
            self.who = own

    def _said_by_others(self, question_id: str) -> bool:
        rows = [row for row in self.answers() if row.question_id == question_id]
        return not rows or rows[-1].who != self.who

    def undo(self) -> Outcome:
        """Take the last change back; `refused` says so if there is none."""
        return self._step_back(self._workspace.undoable(), forward=False)

    def redo(self) -> Outcome:
        """Put the last undone change back."""
        return self._step_back(self._workspace.redoable(), forward=True)

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
        found = _secrets(text)
        if found and secret == "refuse":
            return Outcome(refused=_SECRET.format(", ".join(found)), secrets=found)
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
        last = events[-1] if events else None
        if last is None or last.get("kind") != "import":
            return None
        source, text = str(last.get("source", "")), str(last.get("said", ""))
        made = drafting.understood(self._view, source, text)
        return Understanding(
            source, made.title, made.sentence, made.placed, made.total, made.points, made.unplaced
        )

    def blockers(self) -> tuple[Blocker, ...]:
        """What stands in the way of finish with assumptions accepted (B.8)."""
        return finish.blockers(self._desk(), accept_assumptions=True)

    def finish_card(self) -> Question | None:
        """The close card over all sections; None where no place is open."""
        return cards.finish_card(self._view)

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
            notes=_fallen(state, self.state),
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

    # -- drafts, people, preferences --------------------------------------------------------

    @property
    def draft(self) -> Draft | None:
        """The half-typed answer of the last run."""
        raw = self._workspace.load_draft()
        if not raw or not raw.get("text"):
            return None
        cursor = raw.get("cursor", 0)
        return Draft(
            str(raw.get("question", "")), str(raw["text"]), cursor if isinstance(cursor, int) else 0
        )

    def save_draft(self, question_id: str, text: str, cursor: int = 0) -> None:
        """Keep a half-typed answer. Text that looks like a secret is not written."""
        if self.read_only:
            return
        with contextlib.suppress(WorkspaceError):
            if not text.strip():
                self._workspace.clear_draft()
            elif not find_secrets(text):
                self._workspace.save_draft(
                    {"question": question_id, "text": text, "cursor": cursor}
                )

    def _drop_draft(self, question_id: str) -> None:
        draft = self.draft
        if draft is not None and draft.question_id == question_id:
            with contextlib.suppress(WorkspaceError):
                self._workspace.clear_draft()

    def answers(self) -> tuple[Answered, ...]:
        """Earlier answers, oldest first, without those taken back."""
        return sessionlog.answers(self._workspace.events())

    def transcript(self) -> tuple[Answered, ...]:
        """Every answer, also those taken back."""
        return sessionlog.transcript(self._workspace.events())

    def people(self) -> int:
        """How many people have answered."""
        return len(sessionlog.people(self._workspace.events()))

    def minutes_spent(self) -> int:
        """Minutes of answering so far."""
        return sessionlog.minutes(self._workspace.events())

    def set_depth(self, depth: Depth) -> None:
        """Change how deep the interview goes; remembered."""
        self.depth = depth
        self.set_preference(_DEPTH, depth)
        self._replan()

    def set_who(self, name: str) -> None:
        """Change who is answering; `@` is added where missing."""
        self.who = handle(name) or self.who
        self.set_preference(_WHO, self.who)

    def names(self) -> tuple[str, ...]:
        """Handles seen here, git name first."""
        own = git_user(self.root)
        seen = sessionlog.people(self._workspace.events())
        return tuple(dict.fromkeys([*([own] if own else []), self.who, *seen]))

    def preference(self, key: str, default: str = "") -> str:
        """A remembered choice of the app (side panel shown, theme)."""
        return str(self._preferences.get(key, default))

    def set_preference(self, key: str, value: str) -> None:
        """Remember a choice of the app."""
        self._preferences[key] = value
        if not self.read_only:
            with contextlib.suppress(WorkspaceError):
                self._workspace.set_preference(key, value)

    # -- review -----------------------------------------------------------------------------

    def spec_lines(self) -> tuple[str, ...]:
        """SPEC.md line by line, for Review only."""
        return tuple(line.rstrip("\r\n") for line in split_lines(self._document.text))

    def provenance(self, line: int) -> tuple[str, ...]:
        """Who said that line of SPEC.md, when, and whether it changed since: sentences."""
        return sessionlog.provenance(self._document, self._bank, self._workspace.events(), line)

    # -- inside -----------------------------------------------------------------------------

    def _hold(self) -> None:
        try:
            other = self._workspace.hold(self.who)
        except WorkspaceError:
            return  # nobody can lock where nobody can write
        if other is not None:
            self.read_only = (
                f"Another spec-tui is open here ({other}). You can read; answering is off."
            )

    def _load(self) -> None:
        self._reread_needed = False
        try:
            self._files.load()
        except Unreadable as error:
            if not self._held:
                raise
            self.read_only = str(error)
            self._reread_needed = True
            self._show("", "")
            return
        self._read()

    def _read(self) -> None:
        """Everything again from the texts: what is on screen is what is on disk."""
        spec = self._files.text(SPEC)
        marked = merge_markers(spec)
        if marked is not None:
            self.read_only = _MARKERS.format("SPEC.md", marked)
        elif self.read_only.startswith("SPEC.md holds merge markers"):
            self.read_only = ""
        stack = self._files.text(STACK)
        if not self._files.exists(SPEC):
            spec = spec_template(self._around.project())
        self._show(spec, stack)

    def _show(self, spec: str, stack: str) -> None:
        self._document = parse_near(spec)
        parsed = toml.parse(stack)
        reviewed: Mapping[str, str] = {}
        self._damage = ""
        if isinstance(parsed, toml.TomlProblem):
            where = f"stack.toml:{parsed.line}:{parsed.column}"
            self._damage = f"{where} is not valid TOML. Nothing was overwritten."
        else:
            reviewed = stackfile.reviewed(stack) if self._files.exists(STACK) else {}
        self._view = View(read(self._document, self._bank), self._bank, reviewed)
        self.state: State = state_of(self._view, exists=self._files.exists(SPEC))
        self._replan()

    def _replan(self) -> None:
        self.plan: Plan = plan(self._view, self.state, self._present_asking())
        present = self.plan.question
        if present is not None and present.sides:
            told = sessionlog.with_sources(present, self.transcript())
            self.plan = replace(self.plan, question=told)
        self._asked_at = time.monotonic()

    def _present_asking(self) -> Asking:
        """The remembered preferences with what the files say today."""
        around, done = self._around, self.state.complete
        review = around.review_due() and not done and not self._damage
        damaged = self._damage and not done and questions.STACK not in self._asking.parked
        return replace(
            self._asking,
            depth=self.depth,
            overview_due=not done and self._overview_due(),
            stack_rows=around.rows() if review else (),
            stack_notice=self._damage if damaged else "",
            stack_asked=around.left_for_later(),
            stack_told=frozenset(
                key
                for key, facet in self._bank.stack_keys.items()
                if self._view.stack.get(key)
                and not key.startswith("security.")
                and not self._view.settled(facet.id)
            ),
            seconds=sessionlog.seconds(self._workspace.events()),
        )

    def _overview_due(self) -> bool:
        if questions.OVERVIEW in self._asking.parked:
            return False
        return not any(
            self._view.slot_settled(slot)
            for slot in self._bank.slots.values()
            if slot.section in _TOLD_BY_OVERVIEW
        )

    def _untouched(self) -> bool:
        """SPEC.md is absent, or the template with nothing but a title in it."""
        if not self._files.exists(SPEC):
            return True
        bare = spec_template(self._view.spec.title or "<Project Name>")
        return self._document.text.split() == bare.split()

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

    def _desk(self) -> Desk:
        return Desk(
            document=self._document,
            bank=self._bank,
            stack=self._files.text(STACK) if self._files.exists(STACK) else None,
            view=self._view,
            state=self.state,
            asking=self._present_asking(),
            today=self._today or date.today(),
            who=self.who,
        )

    def _entry(self, question: Question, reply: Reply) -> dict[str, object]:
        said = reply.text
        if reply.choose is not None and question.choices and reply.choose:
            label = question.choices[reply.choose - 1].label
            said = f"{label} {said}".strip()
        if reply.intent is not None:
            said = f"{reply.intent}: {reply.reason}" if reply.reason else reply.intent
        return {
            "kind": "answer",
            "question": question.id,
            "question_kind": question.kind,
            "section": question.section,
            "asked": question.text,
            "said": said or ("yes" if question.kind == "close" else ""),
            "took": round(time.monotonic() - self._asked_at, 1) if self._held else 0,
        }

    def _commit(self, applied: Applied, entry: Mapping[str, object]) -> Outcome:
        """Make what was applied durable, then read everything again."""
        outcome = applied.outcome
        if outcome.refused:
            return outcome
        before = self.state
        full = {
            **entry,
            "who": self.who,
            "receipt": outcome.receipt,
            "sections": list(outcome.sections),
            "asking": sessionlog.remember(self._asking),
        }
        try:
            done = self._files.commit(outcome.texts, full)
        except WorkspaceError as error:
            return Outcome(refused=str(error))
        if done.conflict is not None:
            self.refresh()
            return Outcome(
                refused=f"{done.conflict.name} was deleted meanwhile. Nothing was written; "
                "save again to start it anew."
            )
        self._remember(applied.asking)
        self._read()
        self._change = self.state.open_questions - before.open_questions
        merged = ("SPEC.md had changed on disk. Both are in it now.",) if done.merged else ()
        if done.kept:
            self._owes = True
            outcome = replace(outcome, receipt=_KEPT)
        self._last = replace(outcome, notes=(*outcome.notes, *merged, *_fallen(before, self.state)))
        return self._last

    def _remember(self, asking: Asking) -> None:
        self._asking = asking
        text = sessionlog.remember(asking)
        if text != self._preferences.get(_ASKING, "{}"):
            self.set_preference(_ASKING, text)

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
            prefill="" if forward or event.get("kind") != "answer" else str(event.get("said", "")),
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


def _secrets(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found.kind for found in find_secrets(text)))


def _fallen(before: State, after: State) -> tuple[str, ...]:
    """Why the percent fell, in one sentence (formats.md 12)."""
    if after.percent >= before.percent:
        return ()
    opened = [
        f"§{new.section.number} {new.section.title}"
        for old, new in zip(before.sections, after.sections, strict=True)
        if old.state == "final" != new.state
    ]
    verb = "are" if len(opened) > 1 else "is"
    what = ", ".join(opened) or "a section"
    return (f"{before.percent} → {after.percent} %: {what} {verb} open again.",)
