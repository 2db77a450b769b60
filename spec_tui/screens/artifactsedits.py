"""What a person changes on the screen of artifacts: fields, texts, new ones, building, undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from spec_tui import artifact_messages as words
from spec_tui.artifactdesk import Building, Sheet
from spec_tui.derive.omoi_forms import FormField
from spec_tui.omoi_os.chain import Entry, StepName
from spec_tui.screens import artifacts_dialogs as dialogs
from spec_tui.screens import editor, plan_dialogs
from spec_tui.screens.artifactsbuild import rows_of
from spec_tui.screens.deskpage import DeskPage
from spec_tui.tasks import Told
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.text import shown
from spec_tui.work.item import WorkItem

if TYPE_CHECKING:
    from spec_tui.screens.artifactsroom import ArtifactRoom

View = Literal["board", "item", "build"]


class ArtifactEdits(DeskPage):
    """What a person changes on the screen of artifacts."""

    view: View
    at_step: StepName
    at: int
    kept: int
    sheet: Sheet | None
    loaded: str
    plan: Building | str | None
    built: list[tuple[str, str]]
    box: AnswerBox

    @property
    def room(self) -> ArtifactRoom:
        """What the app knows of the artifacts."""
        raise NotImplementedError

    @property
    def entry(self) -> Entry | None:
        """The selected item of the board."""
        raise NotImplementedError

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The form of what is open."""
        raise NotImplementedError

    @property
    def changed(self) -> bool:
        """The text was changed and is not saved."""
        raise NotImplementedError

    @property
    def editable(self) -> bool:
        """The text survives the box as it is."""
        raise NotImplementedError

    def draw_view(self) -> None:
        """Draw everything between header and progress line."""
        raise NotImplementedError

    def to_board(self) -> None:
        """Show the board again."""
        raise NotImplementedError

    # fields

    def picked_item(self) -> WorkItem | None:
        """The selected ticket or task."""
        entry = self.entry
        if entry is None or self.view != "board" or self.at_step not in {"tickets", "tasks"}:
            return None
        return self.room.desk.item(entry)

    def set_field(self) -> None:
        """Ask for the value of the selected field."""
        sheet = self.sheet
        if sheet is None or self.at >= len(self.fields):
            return
        field = self.fields[self.at]
        if field.fixed:
            self.say(words.FIXED.format(name=shown(field.name)))
            return
        self._ask_field(sheet, field)

    def _ask_field(self, sheet: Sheet, field: FormField) -> None:
        dialogs.choose_field(
            self.spec,
            sheet.id,
            field,
            lambda value: self.room.change(lambda desk: desk.set_field(sheet, field.name, value)),
        )

    def do_artifact_status(self, key: str) -> None:
        """Move the status of a document, ticket or task."""
        item = self.picked_item()
        if item is None:
            self._field_of_selected("status")
            return
        ref = item.ref
        plan_dialogs.choose_status(
            self.spec,
            item,
            lambda value: self.room.change(lambda desk: desk.set_item(ref, "status", value)),
        )

    def do_artifact_priority(self, key: str) -> None:
        """Set the priority of a document, ticket or task."""
        item = self.picked_item()
        if item is None:
            self._field_of_selected("priority")
            return
        ref = item.ref
        plan_dialogs.choose_priority(
            self.spec,
            item,
            lambda value: self.room.change(lambda desk: desk.set_item(ref, "priority", value)),
        )

    def _field_of_selected(self, name: str) -> None:
        sheet, entry = self.sheet, self.entry
        if sheet is not None:
            self._ask_named(sheet, name)
        elif entry is None or self.at_step in {"tickets", "tasks"}:
            self.say(words.NOTHING_HERE)
        else:
            step = self.at_step
            self.room.call(
                lambda: self.room.desk.sheet(step, entry), lambda one: self._ask_named(one, name)
            )

    def _ask_named(self, sheet: Sheet | str, name: str) -> None:
        if isinstance(sheet, str):
            self.say(Receipt(shown(sheet), "!", "$error"))
            return
        field = next((one for one in sheet.fields if one.name == name), None)
        if field is None or field.fixed:
            self.say(words.FIXED.format(name=name))
        else:
            self._ask_field(sheet, field)

    # texts

    def do_save_artifact(self, key: str) -> None:
        """Save the text, or write what building would change."""
        if self.view == "build":
            found = self.plan
            if not isinstance(found, Building) or not found.proposal.texts:
                self.say(words.CANNOT_BUILD)
                return
            self.to_board()
            self.room.change(lambda desk: desk.build(found))
        elif self.view == "item":
            self.save(close=False)
        else:
            self.say(words.NO_FORM)

    def save(self, *, close: bool) -> None:
        """Save the text of the form, then perhaps leave it."""
        sheet = self.sheet
        if sheet is None or not self.editable:
            self.say(words.ONLY_EDITOR)
            return
        if not self.changed:
            self.say(words.SAME)
            return
        text = self.box.answer

        def then(told: Told) -> None:
            if told.changed and self.sheet is not None:
                self.loaded = text
                if close:
                    self.to_board()

        self.room.change(lambda desk: desk.save(sheet, text), then)

    def do_new_artifact(self, key: str) -> None:
        """Ask for kind and title, and write it from its template."""
        item = self.picked_item()
        ticket = item.ref if item is not None and item.kind == "ticket" else ""
        dialogs.choose_made(
            self.spec,
            ticket,
            lambda kind, title, parent: self.room.change(
                lambda desk: desk.new(kind, title, parent)
            ),
        )

    def do_build_artifacts(self, key: str) -> None:
        """Show what building from SPEC.md would change."""
        if self.view == "item":
            self.say(words.NOT_SAVED_YET if self.changed else words.NOTHING_HERE)
            return
        self.kept = self.at if self.view == "board" else self.kept
        self.view, self.at, self.plan, self.built = "build", 0, None, []

        def took(found: Building | str) -> None:
            if self.view == "build":
                self.plan = found
                width = max(20, self.app.size.width - 6)
                self.built = rows_of(found, width) if isinstance(found, Building) else []

        self.room.call(self.room.desk.building, took)
        self.draw_view()

    def do_edit_artifact(self, key: str) -> None:
        """Open the file in the editor, at its line."""
        entry = self.entry
        if entry is None:
            self.say(words.NOTHING_HERE)
        elif self.changed:
            self.say(words.NOT_SAVED_YET)
        else:
            path = str(self.spec.session.root / entry.path)
            problem = editor.open_file(self.spec, path, entry.line)
            if problem:
                self.say(Receipt(problem, "!", "$error"))
            self.room.look()

    def do_read_artifacts(self, key: str) -> None:
        """Read the files now."""
        self.room.look(aloud=True)

    def do_undo(self, key: str) -> None:
        """Take the last change back; a text that is not saved stands in the way."""
        if self.changed:
            self.say(words.NOT_SAVED_YET)
        else:
            super().do_undo(key)

    def do_redo(self, key: str) -> None:
        """Put the last undone change back; a text that is not saved stands in the way."""
        if self.changed:
            self.say(words.NOT_SAVED_YET)
        else:
            super().do_redo(key)
