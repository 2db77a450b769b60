"""What every deed of a session stands on: the files, the preferences, one way to commit.

State is never patched in place: after each commit the files are read again.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from spec_tui import sessionlog
from spec_tui.documents import toml
from spec_tui.documents.markdown import Document, parse_near
from spec_tui.documents.secrets import find_secrets
from spec_tui.interview import asking as questions
from spec_tui.interview import bank as question_bank
from spec_tui.interview import stack as stackfile
from spec_tui.interview.book import Applied, Desk
from spec_tui.interview.model import (
    DEPTHS,
    Depth,
    Outcome,
    Plan,
    State,
)
from spec_tui.interview.order import Asking, plan
from spec_tui.interview.reading import read
from spec_tui.interview.state import View, state_of
from spec_tui.interview.templates import spec_template
from spec_tui.sessionfiles import Files
from spec_tui.sessionlog import Answered
from spec_tui.surroundings import Surroundings
from spec_tui.workspace.errors import Unreadable, WorkspaceError
from spec_tui.workspace.root import git_branch, git_user, handle
from spec_tui.workspace.sidecar import KEPT
from spec_tui.workspace.snapshot import merge_markers
from spec_tui.workspace.store import SPEC, STACK, Workspace

_DEPTH, _WHO, _ASKING = "depth", "who", "asking"
_TOLD_BY_OVERVIEW = frozenset({"vision", "scope", "personas", "domain_model", "workflows"})
_KEPT = "Your answer is kept, but not in SPEC.md yet."
_MARKERS = "{} holds merge markers (line {}). Open read-only until they are gone."


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed answer."""

    question_id: str
    text: str
    cursor: int = 0


class SessionBase:
    """Files, state and plan of one interview; `Session` adds what a person can do."""

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

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """(question, half-typed words) that were put aside in the last run, oldest first."""
        rows = (self._workspace.load_draft(KEPT) or {}).get("kept")
        if not isinstance(rows, list):
            return ()
        pairs = (row for row in rows if isinstance(row, list) and len(row) == 2)
        return tuple((str(question), str(text)) for question, text in pairs)

    def keep(self, rows: Iterable[tuple[str, str]]) -> None:
        """Put half-typed words aside; those that look like a secret are not written."""
        if self.read_only:
            return
        safe = [row for row in rows if not find_secrets(row[1])]
        with contextlib.suppress(WorkspaceError):
            if safe:
                self._workspace.save_draft({"kept": safe}, KEPT)
            else:
                self._workspace.clear_draft(KEPT)

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
        changed = depth != self.depth
        self.depth = depth
        self.set_preference(_DEPTH, depth)
        if changed:
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
        if self._preferences.get(key) == value:
            return
        self._preferences[key] = value
        if not self.read_only:
            with contextlib.suppress(WorkspaceError):
                self._workspace.set_preference(key, value)

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
            shown_type=around.shown_type,
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
            with contextlib.suppress(Unreadable):
                self._files.refresh()
                self._read()
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
        self._last = replace(outcome, notes=(*outcome.notes, *merged, *fallen(before, self.state)))
        return self._last

    def _remember(self, asking: Asking) -> None:
        self._asking = asking
        text = sessionlog.remember(asking)
        if text != self._preferences.get(_ASKING, "{}"):
            self.set_preference(_ASKING, text)


def secret_kinds(text: str) -> tuple[str, ...]:
    """Kinds of secret that a text seems to hold."""
    return tuple(dict.fromkeys(found.kind for found in find_secrets(text)))


def holds_a_secret(kinds: tuple[str, ...]) -> Outcome:
    """Refused, with the kinds of secret that the words seem to hold."""
    told = f"This looks like a password or key ({', '.join(kinds)}). Nothing was saved."
    return Outcome(refused=told, secrets=kinds)


def fallen(before: State, after: State) -> tuple[str, ...]:
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
