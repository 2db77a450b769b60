"""The desk over the artifacts of a repository: what the screen of Artifacts talks to.

It reads frozen pictures and hands every change to the sessions of artifacts and of derivation; no
rule is decided here. Each change ends in a sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from spec_tui import artifact_messages as words
from spec_tui.artifacts import Artifacts
from spec_tui.omoi_os.chain import UNREADABLE, Chain, Entry, StepName
from spec_tui.tasks import NOTHING_TO_REDO, NOTHING_TO_UNDO, Told
from spec_tui.work.change import Refused
from spec_tui.work.editing import Unknown
from spec_tui.workspace.errors import WorkspaceError

if TYPE_CHECKING:
    from spec_tui.derivation import Derivation, Proposal
    from spec_tui.derive.omoi_forms import FormField
    from spec_tui.omoi_os.earshelp import Help
    from spec_tui.work.create import New
    from spec_tui.work.editing import Field
    from spec_tui.work.item import WorkItem
    from spec_tui.worksession import Done


@dataclass(frozen=True, slots=True)
class Sheet:
    """One artifact that is open: its header as a form, and the text that is edited."""

    step: StepName
    id: str
    title: str
    path: str
    line: int
    fields: tuple[FormField, ...]
    text: str
    """The body, or the sentence of a requirement."""
    traced: tuple[tuple[str, ...], ...] = ()
    """Ids of its requirements, designs, tickets and tasks, itself left out."""


@dataclass(frozen=True, slots=True)
class Building:
    """What building from SPEC.md would change, with the summary to confirm."""

    proposal: Proposal
    summary: str


class ArtifactDesk:
    """Artifacts of one repository. `who` names the `@handle` that changes are signed with."""

    def __init__(
        self, root: Path, *, who: Callable[[], str] = str, now: Callable[[], datetime] | None = None
    ) -> None:
        self.root = root
        self._who = who
        self._now = now
        self._made: Artifacts | None = None
        self._signed = ""

    # reading

    @property
    def artifacts(self) -> Artifacts:
        """The session over the artifacts, signing with who is here now."""
        who = self._who()
        if self._made is None or self._signed != who:
            self._made = Artifacts(self.root, who=who, now=self._now)
            self._signed = who
        return self._made

    def board(self) -> Chain:
        """The chain as it is on disk now. Raises WorkspaceError."""
        self.artifacts.refresh()
        return self.artifacts.chain()

    def stale(self) -> bool:
        """Whether something changed on disk since the last look."""
        return self._made is None or self._made.stale()

    def sheet(self, step: StepName, entry: Entry) -> Sheet | str:
        """A PRD, requirement or design as a form, or why there is none."""
        room = self.artifacts
        try:
            fields = room.form(entry.path)
            if step == "requirements":
                one = room.requirement(entry.id)
                text, title, line = room.words(entry.id), one.title, one.line
            else:
                text, title, line = room.body(entry.path), entry.text, entry.line
        except Unknown:
            return entry.help[0] if entry.verdict == UNREADABLE else words.GONE
        except Refused as problem:
            return str(problem)
        traced = self._traced(entry.id)
        return Sheet(step, entry.id, title, entry.path, line, fields, text, traced)

    def _traced(self, name: str) -> tuple[tuple[str, ...], ...]:
        found: tuple[list[str], ...] = ([], [], [], [])
        for row in self.artifacts.trace(name).rows:
            found[0].append(row.requirement.id)
            for ids, linked in zip(found[1:], (row.designs, row.tickets, row.tasks), strict=True):
                ids += [one.id for one in linked]
        return tuple(tuple(dict.fromkeys(one for one in ids if one != name)) for ids in found)

    def item(self, entry: Entry) -> WorkItem | None:
        """The ticket or task of an entry; None where it is gone."""
        plan = self.artifacts.work.plan
        return next(
            (one for one in plan.items if one.id == entry.id and one.path == entry.path), None
        )

    def help(self, sentence: str) -> Help:
        """What a requirement that is being typed lacks."""
        return self.artifacts.help(sentence)

    def building(self) -> Building | str:
        """What building would change, or why nothing can be built."""
        from spec_tui.derive.summary import feature_summary

        derivation = self._derivation
        try:
            proposal = derivation.propose("omoi")
            return Building(proposal, feature_summary(derivation.facts()))
        except (Refused, WorkspaceError) as problem:
            return str(problem)

    @property
    def _derivation(self) -> Derivation:
        from spec_tui.derivation import Derivation

        return Derivation(self.root, who=self._who(), now=self._now)

    # changing

    def set_field(self, sheet: Sheet, name: str, value: str) -> Told:
        """Set a field of the header."""
        return self._told(lambda room: room.set_field(sheet.path, name, value))

    def save(self, sheet: Sheet, text: str) -> Told:
        """Write the text that was edited, where nobody changed it meanwhile."""

        def change(room: Artifacts) -> Done:
            if sheet.step != "requirements":
                return room.set_body(sheet.path, text, before=sheet.text)
            if room.words(sheet.id) != sheet.text:
                raise Refused(
                    f"{sheet.id} was changed meanwhile. Nothing was changed. "
                    "Look at it and try again."
                )
            return room.set_requirement(sheet.id, text)

        return self._told(change)

    def set_item(self, ref: str, field: Field, value: str) -> Told:
        """Set status, priority or size of a ticket or task."""
        return self._told(lambda room: room.work.set(room.work.find(ref), field, value))

    def new(self, kind: New, title: str, parent: str = "") -> Told:
        """Write a new artifact or item from its template."""
        return self._told(lambda room: room.work.new(kind, title, parent=parent))

    def build(self, found: Building) -> Told:
        """Write what was shown and confirmed."""
        return self._told(lambda _: self._derivation.write(found.proposal))

    def undo(self) -> Told:
        """Take the last change of a plan back."""
        return self._told(lambda room: room.undo(), NOTHING_TO_UNDO)

    def redo(self) -> Told:
        """Put the last undone change back."""
        return self._told(lambda room: room.redo(), NOTHING_TO_REDO)

    def _told(self, change: Callable[[Artifacts], Done | None], nothing: str = "") -> Told:
        room = self.artifacts
        try:
            room.refresh()
            done = change(room)
        except (Refused, WorkspaceError) as problem:
            return Told(str(problem), False)
        if done is None:
            return Told(nothing, False)
        return Told(done.receipt, True, done.id)
