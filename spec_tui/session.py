"""One interview in one repository: the object that every shell talks to.

The app, `--plain`, the commands and the tests all use this class and nothing below it. State is
never patched in place: after each commit the files are read again (architecture.md, "How an answer
travels").
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from spec_tui.interview.model import (
    Blocker,
    Depth,
    Facet,
    Intent,
    Outcome,
    Plan,
    Question,
    State,
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A half-typed answer."""

    question_id: str
    text: str
    cursor: int = 0


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
    look_again: bool = False
    """An answer that this one was based on has changed since."""


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

    root: Path
    spec_path: Path
    """Real path of SPEC.md (also when it does not exist yet)."""
    who: str
    """`@handle` of the person answering."""
    depth: Depth
    state: State
    plan: Plan
    read_only: str
    """Why nothing can be answered now ("" = it can): merge markers, invalid UTF-8, other window."""
    notice: str
    """A standing sentence for the receipt line: kept in the state folder, disk full, ..."""
    reopened: str
    """After a finished spec was opened again: by what."""

    @classmethod
    def open(cls, root: Path, *, hold: bool = False, today: date | None = None) -> Session:
        """Roll forward what a killed process left, read the files, pick the question.

        `hold` takes the session lock (app and --plain); without it only commits lock.
        Writes neither SPEC.md nor stack.toml.
        """
        raise NotImplementedError

    def close(self) -> Path | None:
        """Release the lock. Returns the path of a .patch if something could not be written."""
        raise NotImplementedError

    def bootstrap(self) -> Outcome:
        """Create SPEC.md and stack.toml from the templates where absent (`init`)."""
        raise NotImplementedError

    def ask(self, question_id: str) -> Question:
        """The question of that id as it stands now. Raises UnknownQuestion."""
        raise NotImplementedError

    def facet(self, question_id: str) -> Facet | None:
        """The bank entry behind a question, None for cards."""
        raise NotImplementedError

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
        raise NotImplementedError

    def set_stack(self, key: str, value: str) -> Outcome:
        """Give one key of stack.toml a reviewed value (stack review, "change some values")."""
        raise NotImplementedError

    def undo(self) -> Outcome:
        """Take the last change back; `refused` says so if there is none."""
        raise NotImplementedError

    def redo(self) -> Outcome:
        """Put the last undone change back."""
        raise NotImplementedError

    def import_text(self, name: str, data: bytes) -> Outcome:
        """Draft from an overview or adopt a canonical document (`import`)."""
        raise NotImplementedError

    def understanding(self) -> Understanding | None:
        """The card of the last import while nothing was answered since."""
        raise NotImplementedError

    def blockers(self) -> tuple[Blocker, ...]:
        """What stands in the way of finish with assumptions accepted (B.8)."""
        raise NotImplementedError

    def finish_card(self) -> Question | None:
        """The close card over all sections; None where no place is open."""
        raise NotImplementedError

    def finish(self, *, accept_assumptions: bool = False) -> Outcome:
        """The finish protocol. `Outcome.closing` is the complete text; `blockers` if refused."""
        raise NotImplementedError

    def refresh(self) -> Outcome | None:
        """Read again what changed on disk; None if nothing did. Never touches a draft."""
        raise NotImplementedError

    def retry(self) -> Outcome | None:
        """Try again to write what is only in the journal."""
        raise NotImplementedError

    @property
    def draft(self) -> Draft | None:
        """The half-typed answer of the last run."""
        raise NotImplementedError

    def save_draft(self, question_id: str, text: str, cursor: int = 0) -> None:
        """Keep a half-typed answer. Text that looks like a secret is not written."""
        raise NotImplementedError

    def answers(self) -> tuple[Answered, ...]:
        """Earlier answers, oldest first, without those taken back."""
        raise NotImplementedError

    def transcript(self) -> tuple[Answered, ...]:
        """Every event, also undone ones."""
        raise NotImplementedError

    @property
    def number(self) -> int:
        """Number of the present question in this interview (1-based)."""
        raise NotImplementedError

    @property
    def change(self) -> int:
        """Change of the number of open questions by the last answer."""
        raise NotImplementedError

    @property
    def last_changed(self) -> tuple[str, ...]:
        """Ids of the sections that the last answer changed."""
        raise NotImplementedError

    def welcome(self) -> str:
        """The first receipt: welcome back, created, imported, ..."""
        raise NotImplementedError

    def set_depth(self, depth: Depth) -> None:
        """Change how deep the interview goes; remembered."""
        raise NotImplementedError

    def plan_at(self, depth: Depth) -> Plan:
        """The plan at another depth, for the depth dialog."""
        raise NotImplementedError

    def set_who(self, handle: str) -> None:
        """Change who is answering; `@` is added where missing."""
        raise NotImplementedError

    def names(self) -> tuple[str, ...]:
        """Handles seen here, git name first."""
        raise NotImplementedError

    def spec_lines(self) -> tuple[str, ...]:
        """SPEC.md line by line, for Review only."""
        raise NotImplementedError

    def provenance(self, line: int) -> tuple[str, ...]:
        """Who said that line of SPEC.md, when, and whether it changed since: sentences."""
        raise NotImplementedError

    def preference(self, key: str, default: str = "") -> str:
        """A remembered choice of the app (side panel shown, theme)."""
        raise NotImplementedError

    def set_preference(self, key: str, value: str) -> None:
        """Remember a choice of the app."""
        raise NotImplementedError
