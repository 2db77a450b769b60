"""The artifacts of .omoi_os of one repository: the board, forms and edits that screens show.

Reads through `WorkSession` and writes through `PackageSession`; both keep one journal, so undo
takes back the last change, whoever made it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from spec_tui.derive import omoi_forms as forms
from spec_tui.omoi_os.chain import SPACE, Chain, chain
from spec_tui.omoi_os.earshelp import Help, ears_help
from spec_tui.packages import PackageSession
from spec_tui.work.change import Refused
from spec_tui.work.editing import Unknown
from spec_tui.work.ids import key
from spec_tui.work.item import Artifact, Requirement
from spec_tui.work.traceability import Row, trace
from spec_tui.worksession import Done, WorkSession


@dataclass(frozen=True, slots=True)
class Trace:
    """What one artifact or item belongs to, along the chain."""

    id: str
    rows: tuple[Row, ...]
    """Requirements with their designs, tickets and tasks; none where nothing leads here."""


class Artifacts:
    """See the module. Changes raise Refused and WorkspaceError; nothing was changed then."""

    def __init__(
        self, root: Path, *, who: str = "", now: Callable[[], datetime] | None = None
    ) -> None:
        self.work = WorkSession(root, who=who, now=now)
        """Statuses, titles and edges of tickets and tasks are set through it."""
        self._files = PackageSession(root, who=who, now=now)
        self.root = self.work.root

    def chain(self) -> Chain:
        """The board as of the last reading."""
        return chain(self.work.plan, self.work.problems())

    def refresh(self) -> bool:
        """Read again; True if something is another."""
        return self.work.refresh()

    def stale(self) -> bool:
        """Whether a file came, went or changed. Cheap: may be asked every second."""
        return self.work.stale()

    def help(self, sentence: str) -> Help:
        """What a requirement that is being typed lacks."""
        return ears_help(sentence)

    def form(self, path: str) -> tuple[forms.FormField, ...]:
        """The header of a PRD, requirements or design file."""
        return forms.form(self.work.text(self._artifact(path).path), path)

    def body(self, path: str) -> str:
        """What stands behind the header."""
        return forms.body(self.work.text(self._artifact(path).path))

    def set_field(self, path: str, name: str, value: str) -> Done:
        """Set a field; status goes draft, review, approved, one at a time, and back freely."""
        one = self._artifact(path)
        text = self._files.text(path)
        new = forms.with_field(text, path, name, value, self._files.moment())
        return self._commit(path, text, new, f"{one.id} has {name} {value.strip()}.")

    def set_body(self, path: str, body: str, *, before: str) -> Done:
        """Put another body behind the header; `before` is the body that was edited."""
        one = self._artifact(path)
        text = self._files.text(path)
        _same(path, before, forms.body(text))
        new = forms.with_body(text, path, body, self._files.moment())
        return self._commit(path, text, new, f"The text of {one.id} is changed.")

    def region(self, path: str, region: str) -> str:
        """The lines of one derived region. Raises Refused where there is none."""
        return forms.region(self.work.text(self._artifact(path).path), path, region)

    def set_region(self, path: str, region: str, lines: str, *, before: str) -> Done:
        """Put other lines into one derived region; `derive omoi` lists it as drift then.

        `before` is what `region` gave when the editing began.
        """
        one = self._artifact(path)
        text = self._files.text(path)
        _same(path, before, forms.region(text, path, region))
        new = forms.with_region(text, path, region, lines, self._files.moment())
        return self._commit(path, text, new, f"{region} of {one.id} is changed.")

    def set_requirement(self, name: str, sentence: str) -> Done:
        """Give a requirement another sentence. What it lacks is shown on the board."""
        one = self.requirement(name)
        text = self._files.text(one.path)
        new = forms.with_requirement(text, one, sentence, self._files.moment())
        return self._commit(one.path, text, new, f"{one.id} says something else now.")

    def words(self, name: str) -> str:
        """What a requirement says now, also where that is no whole sentence. Raises Unknown."""
        one = self.requirement(name)
        return forms.requirement_words(self.work.text(one.path), one)

    def requirement(self, name: str) -> Requirement:
        """The requirement of an id. Raises Unknown."""
        for artifact in self.work.plan.artifacts:
            for one in artifact.inline:
                if artifact.space == SPACE and key(one.id) == key(name):
                    return one
        raise Unknown(f"There is no requirement {name}.")

    def trace(self, name: str) -> Trace:
        """The chain through a requirement, PRD, design, ticket or task, by id."""
        wanted = key(name)
        whole = {
            key(one.id): {one.path, *(ref for field, ref, _ in one.refs if field)}
            for one in self.work.plan.artifacts
            if one.space == SPACE and one.kind == "requirements"
        }
        prd = {one.path for one in self._all() if one.kind == "prd" and key(one.id) == wanted}
        found = []
        for row in trace(self.work.plan).rows:
            one = row.requirement
            linked = {key(design.id) for design in row.designs}
            linked |= {key(item.id) for item in (*row.tickets, *row.tasks)}
            refs = whole.get(key(one.file_id), set())
            above = any(path == ref or path == f"{SPACE}/{ref}" for path in prd for ref in refs)
            if above or wanted in {key(one.id), key(one.file_id)} | linked:
                found.append(row)
        return Trace(name, tuple(found))

    def undo(self) -> Done | None:
        """Take the last change back; None where there is none."""
        return self.work.undo()

    def redo(self) -> Done | None:
        """Put the last undone change back; None where there is none."""
        return self.work.redo()

    def _all(self) -> tuple[Artifact, ...]:
        return tuple(one for one in self.work.plan.artifacts if one.space == SPACE)

    def _artifact(self, path: str) -> Artifact:
        found = next((one for one in self._all() if one.path == path), None)
        if found is None:
            raise Unknown(f"{path} is no PRD, requirements or design file of {SPACE}.")
        return found

    def _commit(self, path: str, text: str, new: str, receipt: str) -> Done:
        if new == text:
            return Done("Nothing is different. Nothing was changed.")
        self._files.commit({path: new}, receipt)
        self.work.refresh()
        return Done(receipt, (path,))


def _same(path: str, before: str, now: str) -> None:
    """Nobody's text is overwritten that was not seen."""
    if before != now:
        raise Refused(
            f"{path} was changed meanwhile. Nothing was changed. Look at it and try again."
        )
