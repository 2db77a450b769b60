"""Artifacts: the chain as a board, one artifact as a form, and building from SPEC.md (6.14)."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import TextArea

from spec_tui import artifact_messages as words
from spec_tui.artifactdesk import Building, Sheet
from spec_tui.commands import Context
from spec_tui.derive.omoi_forms import FormField
from spec_tui.modes import MODES
from spec_tui.omoi_os.chain import Entry, Step, StepName
from spec_tui.screens import artifacts_dialogs as dialogs
from spec_tui.screens.artifactsedits import ArtifactEdits, View
from spec_tui.screens.artifactslist import BoardFoot, BoardRows, BoardTop
from spec_tui.screens.artifactsroom import ArtifactRoom
from spec_tui.screens.page import is_in
from spec_tui.screens.plans import redraw_lines
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.receipt import Receipt
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import cut, fit, line, part, plain, shown, wrap

STEPS: tuple[StepName, ...] = ("prd", "requirements", "designs", "tickets", "tasks")
_FORM = {"wide": 10, "middle": 9, "narrow": 6}
"""Rows of a form at most; the text takes the others."""
_FEW = 3
"""Ids that are named; more are counted."""


class ArtifactsScreen(ArtifactEdits):
    """← → picks a step of the chain, its items below; Enter opens one."""

    CSS_PATH = "artifacts.tcss"
    mode = "artifacts"
    place = "artifacts"

    def __init__(self) -> None:
        super().__init__()
        self.view: View = "board"
        self.at_step: StepName = "prd"
        self.at = 0
        self.kept = 0
        """The selection of the board while something is open."""
        self.sheet: Sheet | None = None
        """What is edited; its text is the one that the editing began with."""
        self.loaded = ""
        """What the box showed when the text was loaded."""
        self.plan: Building | str | None = None
        self.built: list[tuple[str, str]] = []
        self._reads = -1
        self._closing = False
        self.top = BoardTop(self)
        self.list = BoardRows(self)
        self.box = AnswerBox()
        self.box.id = "text"
        self.foot = BoardFoot(self)

    def body(self) -> ComposeResult:
        """The chain, the items of a step or a form with its text, what is wrong."""
        with Vertical(id="body"):
            yield self.top
            yield self.list
            yield self.box
            yield self.foot

    @property
    def room(self) -> ArtifactRoom:
        """What the app knows of the artifacts."""
        return self.spec.artifacts

    @property
    def context(self) -> Context:
        """Where the person is now."""
        typing = is_in(self.focused, self.box)
        focus = "box" if typing else "form" if self.view == "item" else self.view
        return Context(
            place=self.place,
            typing=typing,
            focus=focus,
            card=self.view,
            deeper=self.view != "board",
        )

    # what is shown

    @property
    def step(self) -> Step | None:
        """The step that is picked."""
        return self.room.chain.step(self.at_step) if self.room.chain is not None else None

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The items of that step."""
        return self.step.entries if self.step is not None else ()

    @property
    def entry(self) -> Entry | None:
        """The selected item of the board."""
        at = self.at if self.view == "board" else self.kept
        return self.entries[at] if at < len(self.entries) else None

    @property
    def fields(self) -> tuple[FormField, ...]:
        """The form of what is open."""
        return self.sheet.fields if self.sheet is not None else ()

    @property
    def count(self) -> int:
        """Rows of the list."""
        return {"board": len(self.entries), "item": len(self.fields), "build": len(self.built)}[
            self.view
        ]

    @property
    def changed(self) -> bool:
        """The text was changed and is not saved."""
        return self.sheet is not None and self.box.answer != self.loaded

    @property
    def editable(self) -> bool:
        """The text survives the box as it is."""
        return self.sheet is not None and self.loaded == self.sheet.text.replace("\r\n", "\n")

    def empty_words(self) -> str:
        """What stands in an empty list."""
        if self.room.failed:
            return self.room.failed
        if self.view == "build":
            return shown(self.plan) if isinstance(self.plan, str) else words.BUILDING
        return words.READING if self.room.chain is None else words.NOTHING

    def sheet_rows(self, width: int) -> list[Content]:
        """Name and place of what is open."""
        one = self.sheet
        if one is None:
            return []
        name, title = shown(one.id), " ".join(shown(one.title).split())
        rows = [line("  ", (fit(f"{name}  {title}", width - 4), "bold"))]
        if not self.arranged.folded:
            rows.append(line("  ", (fit(shown(f"{one.path}:{one.line}"), width - 4), "$muted")))
            rows.append(line("  ", (fit(_traced(one), width - 4), "$muted")))
            rows += [part("")] if self.arranged.tall else []
        return rows

    def build_rows(self, width: int) -> list[Content]:
        """What is about to be written, and how."""
        rows = [line("  ", (words.BUILD, "bold"))]
        if isinstance(self.plan, Building) and self.plan.proposal.texts:
            rows += [line("  ", (one, "$muted")) for one in wrap(words.BUILD_WRITES, width - 4)]
        return rows

    def build_row(self, number: int, width: int) -> Content:
        """One row of what building would change."""
        kind, text = self.built[number]
        safe = plain(text).plain.replace("\n", " ")
        safe = safe if len(safe) <= width else cut(safe, max(1, width - 1)) + "…"
        if kind == "diff":
            style = {"+": "$success", "-": "$error", "@": "$muted"}.get(safe[:1], "")
            return part(safe, style)
        return part(safe, "bold" if kind == "head" else "")

    def foot_words(self) -> list[tuple[str, str, str]]:
        """(lead, sentence, style) of the foot."""
        if self.view == "build":
            return []
        if self.view == "item":
            return self._typed()
        entry, chain = self.entry, self.room.chain
        if entry is not None and entry.help:
            bad = ("! ", "$error") if entry.mark == "bad" else ("", "$muted")
            first = (bad[0], entry.help[0], bad[1])
            return [first, *(("", one, "$muted") for one in entry.help[1:3])]
        if chain is None:
            return []
        return [("", words.NEXT.format(sentence=chain.next.replace("`", "")), "$muted")]

    def _typed(self) -> list[tuple[str, str, str]]:
        """What a requirement that is being typed lacks."""
        one = self.sheet
        if one is None:
            return []
        if not self.editable:
            return [("! ", words.ONLY_EDITOR, "$warning")]
        if one.step != "requirements":
            return [("◐ ", words.UNSAVED, "$warning")] if self.changed else []
        found = self.room.desk.help(self.box.answer)
        if found.complete:
            return [("✓ ", words.WHOLE.format(pattern=found.pattern), "$success")]
        rows = [("! ", " ".join(found.missing), "$error")]
        return [*rows, ("", found.suggestion, "$muted")] if found.suggestion else rows

    # drawing

    def draw_body(self, picture: Shown) -> None:
        """Draw the view that is shown."""
        if self._reads != self.room.reads:
            self._reads = self.room.reads
            self._take()
        self.draw_view()

    def _take(self) -> None:
        """Something was read: the selection stays, a text that is being edited too."""
        if self.view == "item":
            found = self.room.sheet
            if isinstance(found, str):
                if not self.changed:
                    self.to_board()
                    self.say(Receipt(shown(found), "!", "$warning"))
            elif self.changed and self.sheet is not None:
                self.sheet = replace(found, text=self.sheet.text)
            else:
                self._load(found)
        self.at = max(0, min(self.at, self.count - 1))
        self.kept = max(0, min(self.kept, len(self.entries) - 1))

    def _load(self, sheet: Sheet) -> None:
        before, self.sheet = self.sheet, sheet
        same = before is not None and (before.id, before.path) == (sheet.id, sheet.path)
        if same and before is not None and before.text == sheet.text:
            return
        # after saving, the cursor stays where it was
        self.box.load(sheet.text, long=True, cursor=self.box.cursor_offset if same else 0)
        self.loaded = self.box.answer
        self.box.read_only = not self.editable

    def draw_view(self) -> None:
        """Draw everything between header and progress line."""
        item = self.view == "item"
        thing = shown(self.sheet.id) if item and self.sheet is not None else words.HERE
        thing = "" if self.arranged.folded and not item else thing
        if self.header.thing != thing:
            self.header.thing = thing
            self.header.redraw()
        self.box.display = item
        most = min(len(self.fields), _FORM.get(self.arranged.size, 3))
        self.list.styles.height = most if item else "1fr"
        for one in (self.top, self.foot):
            redraw_lines(one)
        self.list.redraw()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self.list.redraw()
        self.list.show_row(self.at, around=1)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Say what the sentence lacks now."""
        if self.view == "item":
            redraw_lines(self.foot)

    # moving

    def select(self, number: int) -> None:
        """Select a row."""
        self.at = max(0, min(number, self.count - 1))
        self.draw_view()
        self.draw_keys()

    def do_move_artifacts(self, key: str) -> None:
        """Move the selection."""
        page = max(1, self.list.size.height - 2)
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        ends = {"home": 0, "end": self.count - 1}
        self.select(ends.get(key, self.at + steps.get(key, 0)))

    def pick(self, name: str) -> None:
        """Pick a step of the chain."""
        if self.view == "board":
            self.at_step = cast("StepName", name)
            self.select(0)

    def do_pick_step(self, key: str) -> None:
        """Pick the step at the left or right."""
        at = STEPS.index(self.at_step) + (1 if key in {"right", "l"} else -1)
        self.pick(STEPS[max(0, min(len(STEPS) - 1, at))])

    def do_open_artifact(self, key: str) -> None:
        """Open an item; in a form set a field."""
        if self.view == "item":
            self.set_field()
            return
        entry = self.entry
        if self.view != "board" or entry is None:
            self.say(words.NOTHING_HERE)
            return
        if self.at_step in {"tickets", "tasks"}:
            item = self.room.desk.item(entry)
            if item is None:
                self.say(Receipt(shown(next(iter(entry.help), words.GONE)), "!", "$error"))
            else:
                self.spec.plans.selected = item.ref
                self.spec.plans.came_from.append(self.mode)
                self.spec.switch_mode("tasks")
            return
        self.kept = self.at

        def then() -> None:
            sheet = self.room.sheet
            if isinstance(sheet, str):
                self.say(Receipt(shown(sheet), "!", "$error"))
                return
            self.view, self.at = "item", 0
            self._load(sheet)
            self.set_focus(self.box if sheet.step == "requirements" else self.list)

        self.room.show(self.at_step, entry, then)

    def do_next_region(self, key: str) -> None:
        """From the form to the text and back."""
        if self.view == "item":
            self.set_focus(self.list if is_in(self.focused, self.box) else self.box)
            self.draw_keys()

    def do_previous_region(self, key: str) -> None:
        """The same the other way round."""
        self.do_next_region(key)

    def do_step_back(self, key: str) -> None:
        """Back to the board; a changed text is asked about."""
        if self.view == "board":
            return
        if self.changed:
            dialogs.ask_unsaved(self.spec, lambda: self.save(close=True), self.to_board)
        else:
            self.to_board()

    def to_board(self) -> None:
        """Show the board again."""
        self.view, self.at = "board", self.kept
        self.sheet, self.plan, self.built = None, None, []
        self.room.shut()
        self.set_focus(self.list)
        self.draw_view()
        self.draw_keys()

    def go_view(self, mode: str) -> None:
        """Go to another view of the artifacts."""
        if self.changed:
            self.say(words.NOT_SAVED_YET)
        elif mode == self.mode:
            self.to_board()
        elif any(one.id == mode for one in MODES):
            item = self.picked_item()
            if item is not None:
                self.spec.plans.selected = item.ref
            if mode == "traceability":
                self.spec.plans.came_from.append(self.mode)
            self.spec.switch_mode(mode)
        else:
            self.say(words.NOT_HERE.format(view=mode))

    def do_artifact_board(self, key: str) -> None:
        """Show the board."""
        self.go_view("artifacts")

    def do_artifact_traces(self, key: str) -> None:
        """Show the traces."""
        self.go_view("traceability")

    def do_artifact_sync(self, key: str) -> None:
        """Show what a push would change."""
        self.go_view("sync")


def _traced(sheet: Sheet) -> str:
    """What an artifact leads to: the ids where there are few, else how many."""
    found = []
    for (one, several), ids in zip(words.KINDS, sheet.traced, strict=True):
        if len(ids) > _FEW:
            found.append(f"{len(ids)} {several}")
        elif ids:
            found.append(f"{one if len(ids) == 1 else several} {', '.join(map(shown, ids))}")
    return words.TRACED_TO.format(what="; ".join(found)) if found else words.LEADS_NOWHERE
