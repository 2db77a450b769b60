"""The form of one entry: the words, and for some kinds a line or two more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from spec_tui import journal_messages as words
from spec_tui.widgets.box import AnswerBox, LineInput
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.markdownbox import MarkdownBox
from spec_tui.widgets.text import line, part, shown, wrapped

FIELDS: dict[str, tuple[str, ...]] = {
    "issue": ("words", "resolution", "commit"),
    "resolve": ("words", "commit"),
    "commit": ("words", "commit"),
    "deliver": ("file", "about", "source"),
}
"""Fields of each kind; the others have `words` alone."""
_LINES = ("resolution", "commit", "file", "about", "source")
_BETWEEN = "\x1f"
"""Between the fields of a draft."""
_LABEL = 12


class Wanted(NamedTuple):
    """What is being written."""

    ref: str
    name: str
    """`1014 Mount script`, safe to show."""
    kind: str
    """A kind of entry, `resolve` or `close`."""
    value: str = ""
    """The type of a deliverable, the result of a session, the line of an issue."""

    @property
    def kept(self) -> str:
        """Its kind as a draft names it."""
        return f"{self.kind}:{self.value}" if self.value else self.kind


class FormTitle(Lines):
    """What the form is for, or what the keys do in it."""

    def __init__(self, form: EntryForm, *, id: str) -> None:
        super().__init__(id=id)
        self.form = form

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        if self.id == "formtitle":
            return [line("  ", one) for one in wrapped(self.form.title_words, width - 4, "bold")]
        hint = self.form.hint()
        if len(hint) > width - 4:
            hint = words.HINT_SHORT
        return [line("  ", (hint, "$muted"))]


class FieldLabel(Lines):
    """The name of a field, in a column of its own."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.styles.width = _LABEL
        self.words = words.FIELDS[name]

    def lines(self, width: int) -> list[Content]:
        """Return the one row."""
        return [part(self.words, "$muted")]


class EntryForm(Vertical):
    """A strip above the progress line in which an entry is typed."""

    DEFAULT_CSS = """
    EntryForm { height: auto; background: $panel; padding: 1 0; display: none; }
    EntryForm MarkdownBox { height: auto; min-height: 1; max-height: 8; margin: 0 2; }
    EntryForm .field { height: 1; margin: 0 4; }
    EntryForm .field LineInput { width: 1fr; }
    EntryForm.-low { padding: 0; }
    EntryForm.-low MarkdownBox { max-height: 3; }
    """

    class Typed(Message):
        """Something was typed."""

    def __init__(self) -> None:
        super().__init__(id="form")
        self.wanted: Wanted | None = None
        self.said = ""
        """Why nothing was saved."""
        self.title = FormTitle(self, id="formtitle")
        self.box = MarkdownBox(id="entry")
        self.inputs = {name: LineInput(placeholder=words.OPTIONAL.get(name, "")) for name in _LINES}
        self.rows = {
            name: Horizontal(FieldLabel(name), one, classes="field")
            for name, one in self.inputs.items()
        }
        self.foot = FormTitle(self, id="formhint")

    def compose(self) -> ComposeResult:
        """Title, box, fields, keys."""
        yield self.title
        yield self.box
        yield from self.rows.values()
        yield self.foot

    @property
    def title_words(self) -> str:
        """What the form is for, or why nothing was saved."""
        one = self.wanted
        if one is None:
            return ""
        form = words.KIND_TITLES[one.kind]
        title = form.format(spec=one.name, value=shown(one.value))
        return f"{title}. {self.said}" if self.said else title

    @property
    def names(self) -> tuple[str, ...]:
        """The fields of what is being written."""
        kind = self.wanted.kind if self.wanted is not None else ""
        return FIELDS.get(kind, ("words",))

    @property
    def widgets(self) -> list[Widget]:
        """Where they are typed."""
        return [self.box if name == "words" else self.inputs[name] for name in self.names]

    def hint(self) -> str:
        """What the keys do here."""
        if len(self.names) > 1:
            return words.HINT_FIELDS
        return words.HINT_BOX if self.box.long else words.HINT_LINE

    def open(self, wanted: Wanted, kept: str = "") -> None:
        """Begin to write; `kept` is what was typed before."""
        self.wanted = wanted
        self.said = ""
        found = dict(zip(self.names, kept.split(_BETWEEN), strict=False))
        text = found.get("words", "")
        self.box.load(text, long="\n" in text)
        for name, one in self.inputs.items():
            one.value = found.get(name, "")
            self.rows[name].display = name in self.names
        is_commit = wanted.kind == "commit"
        hint = words.HASH if is_commit else words.OPTIONAL["commit"]
        self.inputs["commit"].placeholder = hint
        self.box.display = "words" in self.names
        self.display = True
        self.fit_window()
        self.screen.set_focus(self.widgets[0])

    def shut(self) -> None:
        """Nothing is being written any more."""
        self.wanted = None
        self.display = False

    def fit_window(self) -> None:
        """Take as little room as a low window needs, and draw."""
        self.set_class(self.app.size.height < 20, "-low")
        for one in (self.title, self.foot):
            one.redraw(layout=True)

    @property
    def values(self) -> dict[str, str]:
        """What was typed, by field."""
        found = {name: self.inputs[name].value.strip() for name in self.names if name != "words"}
        if "words" in self.names:
            found["words"] = self.box.answer
        return found

    @property
    def kept(self) -> str:
        """What was typed, as a draft keeps it; "" where nothing was."""
        values = self.values
        joined = _BETWEEN.join(values[name] for name in self.names)
        return joined if joined.strip(f"{_BETWEEN} \n") else ""

    def without(self, saved: Mapping[str, str]) -> None:
        """Keep what was typed behind values that are saved by now, so that none is saved twice."""
        for name, value in saved.items():
            if name != "words" and self.inputs[name].value.strip() == value:
                self.inputs[name].value = ""
        rest = self.box.answer.removeprefix(saved.get("words", ""))
        if rest != self.box.answer:
            self.box.load(rest.lstrip(), long=self.box.long)

    def next_field(self, widget: Widget | None, step: int = 1) -> bool:
        """Go to another field; False at the last one."""
        there = self.widgets
        at = there.index(widget) if widget in there else -1
        if not 0 <= at + step < len(there):
            return False
        self.screen.set_focus(there[at + step])
        return True

    def refuse(self, why: str) -> None:
        """Say why nothing was saved."""
        self.said = why
        self.title.redraw(layout=True)

    def _typed(self) -> None:
        if self.said:
            self.refuse("")
        self.post_message(self.Typed())

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Something was typed into the box."""
        event.stop()
        self._typed()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Something was typed into a field."""
        event.stop()
        self._typed()

    def on_answer_box_resized(self, event: AnswerBox.Resized) -> None:
        """One line has become many."""
        event.stop()
        self.foot.redraw(layout=True)


def all_lines(kept: str) -> str:
    """Everything that a draft keeps, field below field."""
    return kept.replace(_BETWEEN, "\n")


def first_line(kept: str) -> str:
    """The first words of a draft, for one line."""
    return shown(next((piece for piece in kept.split(_BETWEEN) if piece.strip()), ""))
