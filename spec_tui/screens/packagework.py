"""Execution: the plan at the left, one task with its checklist and texts at the right."""

from __future__ import annotations

from textual.content import Content

from spec_tui import package_messages as words
from spec_tui.codex_os.dod import TICKED, Answer, Check, SpecLine
from spec_tui.codex_os.sequence import Step
from spec_tui.execution_results import Work
from spec_tui.packagedesk import TaskSheet
from spec_tui.screens.packageview import (
    Action,
    PaneRow,
    View,
    at_most,
    label_rows,
    text_rows,
    verbatim,
)
from spec_tui.widgets import itemlook
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, shown, spread, wrap

LINE_LOOK = {"done": ("✓", "$success"), "open": ("○", "$muted"), "look": ("!", "$warning")}
_ID = 8


def task_key(step: Step) -> str:
    """What a task is known by while its file is as it is."""
    return f"{step.item.id} {step.item.line}"


def state_of(step: Step) -> str:
    """Our word for where a task stands."""
    status = step.item.status.replace("_", " ")
    if status == "pending":
        return "waiting" if step.unmet or step.unknown else "ready"
    return status


class WorkView(View):
    """Tasks in the order of the plan, those out of scope, and the Definition of Done."""

    id = "execution"

    @property
    def work(self) -> Work | None:
        """The open package as it is carried out."""
        return self.room.opened.work if self.room.opened is not None else None

    @property
    def step(self) -> Step | None:
        """The selected task."""
        seat = self.seat
        return seat.value if seat is not None and seat.kind == "task" else None

    @property
    def sheet(self) -> TaskSheet | None:
        """What is known of the selected task; None until it is read."""
        step = self.step
        return self.room.sheets.get(task_key(step)) if step is not None else None

    def answers(self, step: Step) -> dict[int, Answer]:
        """What was said so far to the checklist of a task."""
        return self.room.answers.setdefault((self.room.name, step.item.id), {})

    def build(self) -> list[Seat]:
        """Seats of the plan."""
        work = self.work
        if work is None:
            return []
        seats = [Seat("task", f"task {task_key(one)}", one) for one in work.order.steps]
        if work.order.parked:
            seats += [Seat("air"), Seat("head", value=(words.PARKED, ""))]
            seats += [Seat("task", f"task {task_key(one)}", one) for one in work.order.parked]
        lines = work.done_of_spec
        done = sum(one.state == "done" for one in lines)
        count = words.DONE_OF.format(done=done, total=len(lines))
        if not seats:
            seats.append(Seat("head", value=("", words.NO_TASKS)))
        seats.append(Seat("air"))
        seats.append(Seat("head", value=(words.DEFINITION, count)))
        seats += [Seat("line", f"line {number}", one) for number, one in enumerate(lines)]
        return seats

    def take(self) -> None:
        """At first the task that somebody works on is selected, else the first one ready."""
        fresh = not self.seats
        super().take()
        if fresh:
            states = {
                state_of(seat.value): at
                for at, seat in reversed(list(enumerate(self.seats)))
                if seat.kind == "task"
            }
            self.at = states.get("in progress", states.get("ready", self.at))

    def empty(self) -> str:
        """Why there is nothing to carry out."""
        opened = self.room.opened
        return shown(opened.no_work) if opened is not None and opened.no_work else words.READING

    def top(self, width: int) -> list[Content]:
        """How much is done, and whether there is a plan.md."""
        work = self.work
        if work is None:
            return []
        left = line("  ", (words.PLAN, "bold"))
        steps = work.order.steps
        done = sum(step.done for step in steps)
        said = words.TASKS_DONE.format(done=done, total=len(steps))
        right = line((said, "$muted"), "  ")
        if not work.package.plan.exists:
            right = line((words.NO_PLAN, "$warning"), "  ", right)
        if left.cell_length + right.cell_length + 1 > width:
            right = line((said, "$muted"), "  ")
        return [spread(left, right, width)]

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        match seat.kind:
            case "task":
                return self._task(seat.value, width, here)
            case "line":
                return self._line(seat.value, width, here)
            case "head":
                title, count = seat.value
                return line((title, "bold"), "  ", (count, "$muted"))
            case _:
                return part("")

    def _task(self, step: Step, width: int, here: bool) -> Content:
        state = state_of(step)
        style = itemlook.style(state)
        row = line((itemlook.glyph(state), style), " ", (state.ljust(itemlook.WORD), style), "  ")
        row = line(row, (fit(shown(step.item.id), _ID).ljust(_ID), "$muted"), " ")
        risks = ", ".join(risk.kind for risk in step.risky)
        stage = shown(step.milestone.name) if step.milestone is not None else ""
        tail = part("")
        room = width - row.cell_length
        if risks and room < 48:
            risks = words.SOME_RISK
        if risks and room >= 28:
            tail = line(("! ", "$warning"), (fit(risks, 20), "$warning"))
        elif risks:
            tail = part("!", "$warning")
        if stage and room >= 32:
            tail = line(tail, "  " if tail.cell_length else "", (fit(stage, 10), "$muted"))
        space = room - (tail.cell_length + 2 if tail.cell_length else 0)
        title = fit(shown(step.item.title), space)
        row = line(row, (title, "bold" if here else itemlook.quiet(state)))
        if not tail.cell_length:
            return row
        return line(row.pad_right(max(2, width - row.cell_length - tail.cell_length)), tail)

    def _line(self, one: SpecLine, width: int, here: bool) -> Content:
        glyph, style = LINE_LOOK[one.state]
        row = line((glyph, style), " ", (one.state.ljust(6), style))
        text = fit(shown(one.text), width - row.cell_length)
        return line(row, (text, "bold" if here else ""))

    # pane

    def pane(self, width: int) -> list[PaneRow]:
        """One task with all that a person needs for it, or a line of the Definition of Done."""
        seat = self.seat
        if seat is None:
            return []
        if seat.kind == "line":
            one: SpecLine = seat.value
            rows: list[PaneRow] = [(part(p, "bold"), None) for p in wrap(shown(one.text), width)]
            glyph, style = LINE_LOOK[one.state]
            rows.append((line((f"{glyph} {one.state}", style)), None))
            return rows + text_rows(one.reason, width)
        step: Step = seat.value
        self.room.want_task(task_key(step), f"{step.item.path}#{step.item.id}")
        return self._task_rows(step, width)

    def _task_rows(self, step: Step, width: int) -> list[PaneRow]:
        item = step.item
        state = state_of(step)
        rows: list[PaneRow] = [
            (part(fit(shown(f"{item.id}  {item.type}"), width), "$muted"), None),
            *((part(piece, "bold"), None) for piece in wrap(shown(item.title), width)),
            (part(""), None),
        ]
        look = f"{itemlook.glyph(state)} {state}"
        rows += label_rows(words.STATE, look, width, style=itemlook.style(state))
        if step.milestone is not None:
            rows += label_rows(words.MILESTONE, step.milestone.title, width)
        if item.estimate:
            rows += label_rows(words.SIZE, item.estimate, width)
        waits = [f"{one.id} {one.title} ({one.status.replace('_', ' ')})" for one in step.unmet]
        waits += [f"{one} ({words.NO_SUCH})" for one in step.unknown]
        style = "$warning" if waits else "$muted"
        for at, one in enumerate(waits or [words.NOTHING_BEFORE]):
            rows += label_rows(words.WAITS_ON if not at else "", one, width, style=style)
        if step.risky:
            reasons = ", ".join(risk.reason for risk in step.risky)
            said = f"{reasons}: {words.REVIEW_TWICE}"
            rows += label_rows(words.RISKY, said, width, style="$warning")
        sheet = self.sheet
        if sheet is not None:
            rows += self._sheet_rows(step, sheet, width)
        where = words.BLOCK.format(path=item.path.rpartition("/")[2], line=item.line)
        rows += [
            (part(""), None),
            (part(shown(where), "bold"), Action("file", item.path, item.line)),
        ]
        rows += [(one, None) for one in verbatim(step.words.text, width)]
        if sheet is not None:
            rows += self._texts(sheet, width)
        return rows

    def _sheet_rows(self, step: Step, sheet: TaskSheet, width: int) -> list[PaneRow]:
        found = sheet.next
        rows: list[PaneRow] = []
        rows += label_rows(
            words.BRANCH, found.branch, width, Action("copy", ("branch", found.branch))
        )
        rows += label_rows(words.FROM, found.base, width, style="$muted")
        if not found.git.inside:
            rows += label_rows(words.GIT, words.NO_GIT, width, style="$muted")
        for at, command in enumerate(found.commands):
            label = words.GIT if not at else ""
            rows += label_rows(label, command.text, width, Action("command", command))
        dirty = len(found.git.dirty)
        if dirty:
            said = words.DIRTY_ONE if dirty == 1 else words.DIRTY.format(count=dirty)
            rows += label_rows("", said, width, style="$warning")
        if step.done:
            record = self._record(step)
            if record:
                rows += [(part(""), None), (part(words.RECORD, "bold"), None)]
                for one in record:
                    rows += text_rows(one, width)
            return rows
        if state_of(step) != "in progress":
            rows += [(part(""), None), (part(words.BEFORE_START, "bold"), None)]
            for number, one in enumerate(found.prepare, 1):
                rows += [
                    (line(f"{number}. " if not at else "   ", piece), None)
                    for at, piece in enumerate(wrap(one, width - 3))
                ]
        said_so_far = self.answers(step)
        wanted = [one for one in found.checklist if one.number != TICKED]
        answered = sum(one.number in said_so_far for one in wanted)
        count = words.ANSWERED.format(said=answered, total=len(wanted))
        rows += [(part(""), None), (line((words.CHECKLIST, "bold"), "  ", (count, "$muted")), None)]
        for check in found.checklist:
            rows += self._check(check, said_so_far.get(check.number), width)
        return rows

    def _check(self, check: Check, answer: Answer | None, width: int) -> list[PaneRow]:
        action = Action("check", check)
        if check.number == TICKED:
            glyph, style, said = "○", "$muted", words.CHECK_RECORD
            action = None  # type: ignore[assignment]
        elif answer is None:
            glyph, style, said = "○", "$muted", words.CHECK_OPEN
        elif answer.holds:
            glyph, style, said = "✓", "$success", words.CHECK_HOLDS
        else:
            glyph, style = "~", "$warning"
            said = words.CHECK_NOT_HERE.format(reason=answer.reason)
        mark = f"{check.number}. "
        rows: list[PaneRow] = []
        for at, piece in enumerate(wrap(shown(check.text), width - 2 - len(mark))):
            lead = line((glyph, style), " ", (mark, "")) if not at else line(" " * (2 + len(mark)))
            rows.append((line(lead, piece), action if not at else None))
        said = f"{said}; {check.hint}" if check.hint else said
        indent = " " * (2 + len(mark))
        rows += [
            (line(indent, (piece, "$muted")), None)
            for piece in wrap(shown(said), width - len(indent))
        ]
        return rows

    def _record(self, step: Step) -> tuple[str, ...]:
        work = self.work
        found = [one for one in work.records if one.id == step.item.id] if work is not None else []
        return found[-1].lines if found else ()

    @staticmethod
    def _texts(sheet: TaskSheet, width: int) -> list[PaneRow]:
        rows: list[PaneRow] = []
        request = sheet.pull_request
        both = f"{request.title}\n\n{request.body}"
        for title, text in ((words.COMMIT_MESSAGE, sheet.message), (words.PULL_REQUEST, both)):
            head = line((title, "bold"), "  ", (words.COPIES, "$muted"))
            rows += [(part(""), None), (head[:width], Action("copy", (title.lower(), text)))]
            rows += [(one, None) for one in verbatim(text.rstrip("\n"), width)]
        return rows

    def short(self, width: int) -> list[Content]:
        """The selected task in a few lines."""
        step = self.step
        if step is None:
            seat = self.seat
            if seat is None:
                return []
            one: SpecLine = seat.value
            said = at_most(shown(one.reason), width - 4, 3)
            return [part(""), *(line("  ", (piece, "$muted")) for piece in said)]
        rows = [part(""), line("  ", (fit(shown(step.item.title), width - 4), "bold"))]
        waits = [f"{one.id} ({one.status.replace('_', ' ')})" for one in step.unmet]
        waits += [f"{one} ({words.NO_SUCH})" for one in step.unknown]
        listed = ", ".join(shown(one) for one in waits) or words.NOTHING_BEFORE
        rows.append(_label(words.WAITS_ON, listed, width))
        if step.risky:
            reasons = ", ".join(risk.reason for risk in step.risky)
            rows.append(_label(words.RISKY, shown(reasons), width))
        sheet = self.sheet
        if sheet is not None:
            rows.append(_label(words.BRANCH, shown(sheet.next.branch), width))
        else:
            self.room.want_task(task_key(step), f"{step.item.path}#{step.item.id}")
        where = f"{step.item.path.rpartition('/')[2]}:{step.item.line}"
        rows.append(line("  ", (fit(shown(where), width - 4), "$muted")))
        return rows


def _label(label: str, text: str, width: int) -> Content:
    return line("  ", (label.ljust(11), "$muted"), fit(text, width - 15))
