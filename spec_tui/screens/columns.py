"""The three columns of Review: sections, findings, the lines of SPEC.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.content import Content

from spec_tui import messages
from spec_tui.interview.accepted import Waived
from spec_tui.interview.model import Finding, SectionStatus, State
from spec_tui.screens.assumed import Assumed, day
from spec_tui.widgets import glyphs
from spec_tui.widgets.lines import Lines
from spec_tui.widgets.panel import section_row
from spec_tui.widgets.text import line, part, plain, selected, shown, spread, wrap, wrapped

if TYPE_CHECKING:
    from spec_tui.screens.review import ReviewScreen

_SEVERITY = {"critical": "$error", "major": "$warning", "minor": "$muted", "info": "$muted"}
_ORDER = ("critical", "major", "minor", "info")
_SLOT = 18


def findings_of(state: State, status: SectionStatus) -> list[Finding]:
    """Return the findings of a section, the gravest first."""
    listed = [finding for finding in state.findings if finding.section == status.section.id]
    return sorted(listed, key=lambda finding: (_ORDER.index(finding.severity), finding.line))


def span_of(state: State, status: SectionStatus, lines: tuple[str, ...]) -> tuple[int, int]:
    """Return the first and last line of a section in SPEC.md, (0, 0) where it has none.

    It reaches from the heading above its first slot to the line before the next section's slots.
    """
    own = [slot.line for slot in status.slots if slot.line]
    if not own:
        return (0, 0)
    first, last_slot = min(own), max(own)
    if last_slot > len(lines):
        return (0, 0)
    others = [
        slot.line
        for section in state.sections
        if section.section.id != status.section.id
        for slot in section.slots
        if slot.line > last_slot
    ]
    end = min([*(number - 1 for number in others), len(lines)])
    for number in range(last_slot + 1, end + 1):
        if lines[number - 1].startswith("## "):
            end = number - 1
            break
    while end > last_slot and not lines[end - 1].strip():
        end -= 1
    above = first
    while above > 1 and first - above < 4 and not lines[above - 1].startswith("#"):
        above -= 1
    if lines[above - 1].startswith("#"):
        first = above
    return (first, end)


class Pane(Lines, can_focus=True):
    """One column of Review."""

    DEFAULT_CSS = "Pane { width: 1fr; height: auto; min-height: 100%; }"

    def __init__(self, review: ReviewScreen, *, id: str) -> None:
        super().__init__(id=id)
        self.review = review
        self.spots: dict[int, int] = {}

    def on_focus(self) -> None:
        """Show where the selection is."""
        self.redraw()

    def on_blur(self) -> None:
        """Show that the selection is elsewhere."""
        self.redraw()


class SectionList(Pane):
    """The 18 sections."""

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        review = self.review
        picture = review.spec.picture
        if picture is None:
            return []
        state = picture.state
        final = messages.FINAL_OF.format(final=state.final, total=len(state.sections))
        rows = [
            spread(line("  ", (messages.SECTIONS, "bold")), line((final, "$muted"), " "), width)
        ]
        if review.arranged.tall:
            rows = [part(""), *rows, part("")]
        self.spots = {}
        for at, status in enumerate(state.sections):
            is_chosen = at == review.at
            bar = glyphs.SELECTED if self.has_focus else glyphs.HERE
            row = section_row(
                status,
                width,
                mark=(bar, "$primary") if is_chosen else (" ", ""),
                strong=is_chosen,
                name=18 if width >= 36 else 15,
            )
            self.spots[len(rows)] = at
            rows.append(selected(row, width) if is_chosen else row)
        return rows

    def on_click(self, event: events.Click) -> None:
        """Select the clicked section."""
        at = self.spots.get(event.y)
        if at is not None:
            self.review.select_section(at)


class FindingList(Pane):
    """Slots of the section, then its findings."""

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        review = self.review
        status = review.status
        if status is None:
            return []
        rows = self._title(status, width)
        for slot in status.slots:
            found = sum(finding.key.startswith(slot.slot.key) for finding in review.found)
            words = []
            if found:
                words.append(_count(found, messages.ONE_FINDING, messages.FINDING_COUNT))
            if slot.missing:
                words.append(messages.MISSING_COUNT.format(count=len(slot.missing)))
            if slot.facts:
                words.append(_count(slot.facts, messages.ONE_FACT, messages.FACTS))
            name = min(_SLOT, max(12, width // 3))
            label = wrap(slot.slot.label, name - 1)
            for number, piece in enumerate(label):
                if number:
                    rows.append(line("   ", piece))
                    continue
                rows.append(
                    line(
                        " ",
                        (glyphs.STATES[slot.state], glyphs.STATE_STYLES[slot.state]),
                        " ",
                        piece.ljust(name),
                        (slot.state.ljust(11), _word(slot.state)),
                        (_words(words, width - name - 14), "$muted"),
                    )
                )
        rows.append(part(""))
        counts = []
        if review.findings:
            counts.append(messages.OPEN_COUNT.format(count=len(review.findings)))
        if review.assumed:
            counts.append(messages.ASSUMED_COUNT.format(count=len(review.assumed)))
        if review.waived:
            counts.append(messages.WAIVED_COUNT.format(count=len(review.waived)))
        only = messages.FINDINGS_ONLY.format(severity=review.severity)
        title = part(only if review.severity else messages.FINDINGS, "bold")
        rows.append(spread(title, line((", ".join(counts), "$muted"), " "), width))
        rows.append(part(""))
        return rows + self._findings(len(rows), width)

    def _title(self, status: SectionStatus, width: int) -> list[Content]:
        review = self.review
        first, last = review.span
        where = messages.LINES_TO.format(first=first, last=last) if first else ""
        if review.one_pane:
            rows = [review.views(where, width), part("")]
        else:
            name = f"§{status.section.number} {status.section.heading}"
            heading = wrapped(name, width - len(where) - 3, "bold")
            rows = [
                spread(heading[0], line((where, "$muted"), " "), width),
                *heading[1:],
                part(""),
            ]
        return [part(""), *rows] if review.arranged.tall else rows

    def _findings(self, start: int, width: int) -> list[Content]:
        review = self.review
        rows: list[Content] = []
        self.spots = {}
        if not review.findings:
            rows = wrapped(self._nothing(), width - 1, "$muted")
        for at, finding in enumerate(review.findings):
            if at:
                rows.append(part(""))
            is_chosen = at == review.chosen
            bar = glyphs.SELECTED if self.has_focus else glyphs.HERE
            mark = (bar, "$primary") if is_chosen else (" ", "")
            style = _SEVERITY[finding.severity]
            place = f"{shown(finding.path)}:{finding.line}"
            head = line(mark, ("! ", style), (finding.severity, style))
            contents = [spread(head, line((place, "$muted"), " "), width)]
            side = mark if self.has_focus else (" ", "")
            words = wrap(shown(finding.message), width - 5)
            contents += [line(side, "  ", piece) for piece in words]
            asked = review.question_text(finding.question_id)
            if asked:
                words = wrap(messages.QUESTION_IS.format(text=shown(asked)), width - 5)
                contents += [line(side, "  ", (piece, "$muted")) for piece in words]
            for content in contents:
                self.spots[start + len(rows)] = at
                rows.append(selected(content, width) if is_chosen else content)
        for at, assumed in enumerate(review.assumed, len(review.findings)):
            rows.append(part(""))
            for content in self._assumed(assumed, at == review.chosen, width):
                self.spots[start + len(rows)] = at
                rows.append(selected(content, width) if at == review.chosen else content)
        for at, waived in enumerate(review.waived, review.rows - len(review.waived)):
            rows.append(part(""))
            for content in self._waived(waived, at == review.chosen, width):
                self.spots[start + len(rows)] = at
                rows.append(selected(content, width) if at == review.chosen else content)
        return rows

    def _nothing(self) -> str:
        review = self.review
        picture = review.spec.picture
        if review.found:
            return messages.NO_FINDINGS_OF.format(severity=review.severity)
        if picture is not None and not picture.state.findings:
            return messages.NO_FINDINGS_AT_ALL
        return messages.NO_FINDINGS

    def _assumed(self, assumed: Assumed, is_chosen: bool, width: int) -> list[Content]:
        """Rows of an assumption: its place with the day to look again, and its question."""
        bar = glyphs.SELECTED if self.has_focus else glyphs.HERE
        mark = (bar, "$primary") if is_chosen else (" ", "")
        side = mark if self.has_focus else (" ", "")
        place = f"SPEC.md:{assumed.line}" if assumed.line else ""
        head = line(mark, ("~ ", "$muted"), (messages.ASSUMED, "$muted"))
        rows = [spread(head, line((place, "$muted"), " "), width)]
        words = f"{shown(assumed.id)}  {assumed.words}"
        rows += [line(side, "  ", piece) for piece in wrap(words, width - 5)]
        asked = messages.QUESTION_IS.format(text=shown(assumed.question))
        pieces = wrap(asked, width - 5) if assumed.question else []
        return rows + [line(side, "  ", (piece, "$muted")) for piece in pieces]

    def _waived(self, waived: Waived, is_chosen: bool, width: int) -> list[Content]:
        """Rows of a finding that somebody accepted: muted, with the reason where selected."""
        bar = glyphs.SELECTED if self.has_focus else glyphs.HERE
        mark = (bar, "$primary") if is_chosen else (" ", "")
        head = line(mark, ("~ ", "$muted"), (messages.WAIVED, "$muted"))
        rows = [spread(head, line((f"SPEC.md:{waived.line}", "$muted"), " "), width)]
        words = messages.WAIVED_WORDS.format(
            words=shown(waived.words), who=shown(waived.who), day=day(waived.day)
        )
        if is_chosen and waived.reason:
            words += f" {messages.WAIVED_BECAUSE.format(reason=shown(waived.reason))}"
        side = mark if self.has_focus else (" ", "")
        rows += [line(side, "  ", (piece, "$muted")) for piece in wrap(words, width - 5)]
        return rows

    def on_click(self, event: events.Click) -> None:
        """Select the clicked finding; a second click opens its question."""
        at = self.spots.get(event.y)
        if at is not None:
            self.review.select_finding(at)
            if event.chain > 1:
                self.review.do_answer_finding("")
        elif self.review.one_pane and event.y <= 1:
            self.review.do_view("2" if event.x > len(messages.VIEW_FINDINGS) else "1")


class TextPane(Pane):
    """SPEC.md as on disk: the lines of the section, and who said the selected one."""

    def lines(self, width: int) -> list[Content]:
        """Return the rows."""
        review = self.review
        first, last = review.span
        where = messages.LINES_TO.format(first=first, last=last) if first else ""
        if review.one_pane:
            rows = [review.views(where, width), part("")]
        else:
            right = line((messages.AS_ON_DISK, "$muted"), " ")
            rows = [spread(part("SPEC.md", "bold"), right, width), part("")]
        if review.arranged.tall:
            rows.insert(0, part(""))
        if not first:
            return [*rows, *wrapped(messages.NOT_IN_FILE, width - 1, "$muted")]
        self.spots = {}
        digits = len(str(last))
        for number in range(first, min(last, len(review.text)) + 1):
            is_chosen = number == review.line
            content = plain(review.text[number - 1].rstrip("\r\n"))
            style = "bold" if content.plain.startswith("#") else ""
            words = content.plain.lstrip(" ")
            indent = min(len(content.plain) - len(words), width // 2)
            pieces = wrap(words, width - digits - 4 - indent)
            for at, piece in enumerate(pieces):
                lead = str(number).rjust(digits) if not at else " " * digits
                row = line(" ", (lead, "$muted"), "  ", " " * indent, (piece, style))
                self.spots[len(rows)] = number
                rows.append(selected(row, width) if is_chosen else row)
        return rows + self._provenance(width)

    def _provenance(self, width: int) -> list[Content]:
        review = self.review
        if not review.line:
            return []
        rows = [part(""), part(messages.LINE.format(line=review.line), "$muted")]
        for sentence in review.provenance:
            rows += [line("  ", piece) for piece in wrap(shown(sentence), width - 3)]
        return rows

    def on_click(self, event: events.Click) -> None:
        """Select the clicked line."""
        number = self.spots.get(event.y)
        if number is not None:
            self.review.select_line(number)
        elif self.review.one_pane and event.y <= 1:
            self.review.do_view("2" if event.x > len(messages.VIEW_FINDINGS) else "1")


def _count(count: int, one: str, many: str) -> str:
    return one if count == 1 else many.format(count=count)


def _words(words: list[str], width: int) -> str:
    """Join as many words as fit, the most important ones come first."""
    while words and len(", ".join(words)) > width:
        words.pop()
    return ", ".join(words)


def _word(state: str) -> str:
    return {"drafted": "$warning", "clarified": ""}.get(state, "$muted")
