"""Review: sections, slots and findings, and the lines of SPEC.md (screens.md 6.9).

The only screen that shows prose of SPEC.md, and only the lines of one section.
"""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.geometry import Region

from spec_tui import messages
from spec_tui.commands import Context
from spec_tui.interview.accepted import Waived
from spec_tui.interview.model import Finding, Outcome, SectionStatus
from spec_tui.screens import editor
from spec_tui.screens.assumed import Assumed, assumptions_of
from spec_tui.screens.columns import FindingList, Pane, SectionList, TextPane, findings_of, span_of
from spec_tui.screens.dialogs import export_transcript, my_answers, which_findings, why_waive
from spec_tui.screens.page import Page, is_in
from spec_tui.widgets.receipt import Receipt, receipt_of
from spec_tui.widgets.shown import Shown
from spec_tui.widgets.text import line, spread


class ReviewScreen(Page):
    """What is known, what is doubtful, and where it stands."""

    CSS_PATH = "review.tcss"
    mode = "review"
    place = "review"

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.chosen = 0
        self.line = 0
        self.view = "1"
        self.text: tuple[str, ...] = ()
        self.span = (0, 0)
        self.found: list[Finding] = []
        """Findings of the section, whatever their severity."""
        self.findings: list[Finding] = []
        """Those of them that are shown."""
        self.assumed: tuple[Assumed, ...] = ()
        """Assumptions of the section; shown after the findings."""
        self.waived: list[Waived] = []
        """What was waived in the section; shown last."""
        self.severity = ""
        """The only severity that is shown, "" for all; kept while the app runs."""
        self._all_waived: tuple[Waived, ...] = ()
        self.provenance: tuple[str, ...] = ()
        self._questions: dict[str, str] = {}
        self._drawn: Shown | None = None
        self.sections = SectionList(self, id="sections")
        self.list = FindingList(self, id="findings")
        self.prose = TextPane(self, id="text")

    def body(self) -> ComposeResult:
        """Sections, findings, text."""
        with Horizontal(id="body"):
            yield VerticalScroll(self.sections, id="left", can_focus=False)
            yield VerticalScroll(self.list, id="middle", can_focus=False)
            yield VerticalScroll(self.prose, id="right", can_focus=False)

    def on_mount(self) -> None:
        """Start in the sections."""
        super().on_mount()
        self.set_focus(self.sections)

    @property
    def context(self) -> Context:
        """Where the person is now."""
        picture = self.spec.picture
        return Context(
            place=self.place,
            focus=self._region(),
            off=picture.read_only if picture else "",
            choices=int(bool(self._asked)),
        )

    def _region(self) -> str:
        if is_in(self.focused, self.list):
            return "findings"
        return "text" if is_in(self.focused, self.prose) else "sections"

    @property
    def status(self) -> SectionStatus | None:
        """The selected section."""
        picture = self.spec.picture
        return picture.state.sections[self.at] if picture is not None else None

    @property
    def finding(self) -> Finding | None:
        """The selected finding; None where there is none, or it is waived."""
        return self.findings[self.chosen] if self.chosen < len(self.findings) else None

    @property
    def _row_line(self) -> int:
        """Line of SPEC.md of the selected row, of whatever kind; 0 where there is none."""
        lines = [one.line for one in self.findings]
        lines += [one.line for one in self.assumed]
        lines += [one.line for one in self.waived]
        return lines[self.chosen] if self.chosen < len(lines) else 0

    @property
    def _asked(self) -> str:
        """Id of the question behind the selected row; "" where there is none."""
        asked = [one.question_id for one in self.findings]
        asked += [one.question_id for one in self.assumed]
        return asked[self.chosen] if self.chosen < len(asked) else ""

    @property
    def one_pane(self) -> bool:
        """Findings and text share one place."""
        return self.arranged.size != "wide"

    def views(self, right: str, width: int) -> Content:
        """Return the row that names the two views."""
        tabs = line(
            (messages.VIEW_FINDINGS, "bold $primary" if self.view == "1" else "$muted"),
            "  ",
            (messages.VIEW_TEXT, "bold $primary" if self.view == "2" else "$muted"),
        )
        return spread(tabs, line((right, "$muted"), " "), width)

    def question_text(self, question_id: str) -> str:
        """Return the words of a question, asked for once."""
        if question_id and question_id not in self._questions:
            question = self.spec.try_ask(question_id)
            self._questions[question_id] = question.text if question is not None else ""
        return self._questions.get(question_id, "")

    def draw_body(self, picture: Shown) -> None:
        """Draw the three columns; reads SPEC.md's lines where the picture is new."""
        if picture is not self._drawn:
            self._drawn = picture
            self._questions.clear()
            self.text = self.spec.session.spec_lines()
            self._all_waived = self.spec.session.waived()
            self._look_up()
        folded = self.arranged.folded
        region = self._region()
        self.query_one("#left").display = not folded or region == "sections"
        both = not self.one_pane
        beside = not folded or region != "sections"
        self.query_one("#middle").display = beside and (both or self.view == "1")
        self.query_one("#right").display = beside and (both or self.view == "2")
        self.set_class(folded, "-folded")
        for pane in (self.sections, self.list, self.prose):
            pane.redraw(layout=True)
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Scroll each column to its selection."""
        chosen = ((self.sections, self.at), (self.list, self.chosen), (self.prose, self.line))
        for pane, wanted in chosen:
            rows = [row for row, spot in pane.spots.items() if spot == wanted]
            if rows and isinstance(pane.parent, VerticalScroll):
                top = 0 if wanted == 0 and pane is not self.prose else min(rows)
                region = Region(0, top, 1, max(rows) - top + 1)
                pane.parent.scroll_to_region(region, animate=False, force=True)

    def _look_up(self) -> None:
        picture = self._drawn
        status = self.status
        if picture is None or status is None:
            return
        kept = self.finding
        self.found = findings_of(picture.state, status)
        only = self.severity
        self.findings = [one for one in self.found if not only or one.severity == only]
        section = status.section.id
        self.assumed = () if only else assumptions_of(picture.state, section)
        self.waived = [one for one in self._all_waived if one.section == section and not only]
        if kept in self.findings:
            self.chosen = self.findings.index(kept)
        self.chosen = max(0, min(self.chosen, self.rows - 1))
        self.span = span_of(picture.state, status, self.text)
        self.select_line(self._row_line, draw=False)

    @property
    def rows(self) -> int:
        """How many rows of findings can be selected."""
        return len(self.findings) + len(self.assumed) + len(self.waived)

    def select_section(self, at: int) -> None:
        """Show another section."""
        picture = self.spec.picture
        if picture is None:
            return
        self.at = max(0, min(len(picture.state.sections) - 1, at))
        self.chosen = 0
        self._look_up()
        self.draw()

    def select_finding(self, at: int) -> None:
        """Show another finding."""
        self.chosen = max(0, min(self.rows - 1, at))
        self.select_line(self._row_line)

    def select_line(self, number: int, *, draw: bool = True) -> None:
        """Highlight a line and say where it comes from."""
        first, last = self.span
        self.line = number if first <= number <= last else 0
        self.provenance = self.spec.session.provenance(self.line) if self.line else ()
        if draw:
            self.draw()

    def do_move_review(self, key: str) -> None:
        """Move the selection of the column with the focus."""
        step = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -9, "pagedown": 9}.get(key, 0)
        region = self._region()
        if region == "sections":
            ends = {"home": 0, "end": 99}
            self.select_section(ends.get(key, self.at + step))
        elif region == "findings":
            ends = {"home": 0, "end": self.rows}
            self.select_finding(ends.get(key, self.chosen + step))
        else:
            first, last = self.span
            now = self.line or first
            ends = {"home": first, "end": last}
            self.select_line(max(first, min(last, ends.get(key, now + step))))

    def do_column(self, key: str) -> None:
        """Go to the next or previous column."""
        if self.arranged.folded:
            target = self.sections if key == "left" else self._second()
            self._show_column(target)
        elif key == "left":
            self.focus_previous()
        else:
            self.focus_next()
        self.draw_keys()

    def _second(self) -> Pane:
        return self.prose if self.view == "2" else self.list

    def _show_column(self, target: Pane) -> None:
        left = target is self.sections
        self.query_one("#left").display = left
        self.query_one("#middle").display = not left and self.view == "1"
        self.query_one("#right").display = not left and self.view == "2"
        self.set_focus(target)
        self.call_after_refresh(self.draw)

    def do_next_region(self, key: str) -> None:
        """Go to the next column."""
        if self.arranged.folded:
            self._show_column(self._second() if self._region() == "sections" else self.sections)
        else:
            super().do_next_region(key)

    def do_previous_region(self, key: str) -> None:
        """Go to the previous column."""
        if self.arranged.folded:
            self.do_next_region(key)
        else:
            super().do_previous_region(key)

    def do_open_findings(self, key: str) -> None:
        """Go to the findings of the section."""
        self.view = "1"
        if self.arranged.folded:
            self._show_column(self.list)
        else:
            self.draw()
            self.set_focus(self.list)

    def do_view(self, key: str) -> None:
        """Show the findings or the text."""
        self.view = key if key in {"1", "2"} else "2" if self.view == "1" else "1"
        self.draw()
        if self.arranged.folded:
            self._show_column(self._second())
        elif self.one_pane:
            self.set_focus(self._second())
        else:
            self.set_focus(self.list if self.view == "1" else self.prose)
        self.draw_keys()

    def do_answer_finding(self, key: str) -> None:
        """Open the question that settles the finding or assumption; esc comes back here."""
        if self._asked:
            self._ask(self._asked)
        else:
            self.say(messages.NO_QUESTION_LIST)

    def _ask(self, question_id: str, number: int = 0) -> None:
        self.spec.answer_from(self.mode, question_id, number)

    def do_change_answer(self, key: str) -> None:
        """List answers and assumptions; esc comes back here from the one taken."""
        my_answers(self.spec, "", self._ask)

    def do_accept(self, key: str) -> None:
        """Say yes to a drafted value and go to the next finding."""
        finding = self.finding
        question = self.spec.try_ask(finding.question_id) if finding is not None else None
        if question is None or question.kind != "confirm":
            self.say(messages.NO_DRAFT_HERE)
            return
        session, question_id = self.spec.session, question.id
        self.spec.call(lambda: session.answer(question_id, choose=1), self._accepted)

    def _accepted(self, outcome: Outcome) -> None:
        receipt = receipt_of(outcome)
        if receipt is not None:
            self.say(receipt)
        self.spec.interview.changed_on_disk(Outcome())

    def do_waive_finding(self, key: str) -> None:
        """Ask why the words of the selected finding may stay."""
        finding = self.finding
        if finding is None:
            waived = self.chosen >= self.rows - len(self.waived)
            self.say(messages.WAIVED_ALREADY if waived else messages.NO_FINDING_HERE)
            return
        session = self.spec.session

        def waive(reason: str) -> None:
            self.spec.call(
                lambda: session.waive(finding.rule, finding.line, reason), self._accepted
            )

        why_waive(self.spec, finding, waive)

    def do_severity(self, key: str) -> None:
        """Ask which findings to show."""
        listed = ("", "critical", "major", "minor")
        counts = {
            one: sum(not one or finding.severity == one for finding in self.found) for one in listed
        }
        which_findings(self.spec, counts, self.show_only)

    def show_only(self, severity: str) -> None:
        """Show the findings of one severity, "" for all."""
        self.severity = severity
        self._look_up()
        self.draw()
        words = messages.ONLY_FINDINGS.format(severity=severity)
        self.say(words if severity else messages.ALL_FINDINGS)

    def do_export_transcript(self, key: str) -> None:
        """Write the transcript into a new file."""
        export_transcript(self.spec)

    def do_edit_file(self, key: str) -> None:
        """Open SPEC.md in the editor, at the line of the selection."""
        picture = self.spec.picture
        if picture is None:
            return
        number = self.line or self.span[0]
        path = str(self.spec.session.spec_path)
        problem = editor.open_file(self.spec, path, number)
        if problem:
            self.say(Receipt(problem, "!", "$error"))
        self.spec.look()

    def do_step_back(self, key: str) -> None:
        """All findings again; then from the other columns to the sections."""
        if self.severity:
            self.show_only("")
        elif self._region() != "sections":
            if self.arranged.folded:
                self._show_column(self.sections)
            else:
                self.set_focus(self.sections)
