"""Changes of a package: building, waiving, signing, approving, carrying out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec_tui import package_messages as words
from spec_tui.codex_os.branches import Command
from spec_tui.codex_os.dod import TICKED, Answer, Check, unanswered
from spec_tui.codex_os.gate.model import Item
from spec_tui.codex_os.signoff import SignOff
from spec_tui.derive.model import Drift
from spec_tui.packagedesk import Opened
from spec_tui.screens import package_dialogs as dialogs
from spec_tui.screens.deskpage import DeskPage
from spec_tui.screens.dialogs import safely
from spec_tui.screens.page import is_in
from spec_tui.screens.strip import Picked, open_strip
from spec_tui.tasks import Told
from spec_tui.widgets.text import shown
from spec_tui.work.secrecy import Secret

if TYPE_CHECKING:
    from spec_tui.codex_os.sequence import Step
    from spec_tui.derivation import How, Proposal
    from spec_tui.screens.packagebuild import BuildView
    from spec_tui.screens.packageroom import PackageRoom
    from spec_tui.screens.packageview import PackagePane, View
    from spec_tui.screens.packagework import WorkView


class PackageEdits(DeskPage):
    """What a person changes on the screen of packages."""

    DEFAULT_CSS = "PackageEdits > ReceiptLine { display: none; }"

    view: View
    work: WorkView
    building: BuildView
    pane: PackagePane

    @property
    def room(self) -> PackageRoom:
        """What the app knows of the packages."""
        raise NotImplementedError

    def quiet(self) -> None:
        """A key was pressed: the last sentence has been read."""
        raise NotImplementedError

    def draw_view(self) -> None:
        """Draw list and pane."""
        raise NotImplementedError

    def show_proposal(self, found: Proposal | str) -> None:
        """Show what building would change."""
        raise NotImplementedError

    def open_building(self) -> None:
        """Go to the view of what building would change."""
        raise NotImplementedError

    def do_step_back(self, key: str) -> None:
        """Go one step back."""
        raise NotImplementedError

    @property
    def _package(self) -> Opened | None:
        if self.room.opened is None:
            self.say(words.GONE if self.room.shelf else words.EMPTY)
        return self.room.opened

    # packages

    def do_new_package(self, key: str) -> None:
        """Ask for a title and make the package."""

        def then(title: str, _secret: Secret) -> None:
            def made(told: Told) -> None:
                if told.id:
                    self.view.take()
                    seats = [seat.key for seat in self.view.seats]
                    self.view.at = seats.index(told.id) if told.id in seats else self.view.at
                    self._offer_agents()

            self.room.change(lambda desk: desk.new(title), made)

        dialogs.ask_words(self.spec, dialogs.new_dialog(), then)

    def _offer_agents(self) -> None:
        """After the first package: offer the paragraph of AGENTS.md, never silently, once."""

        def asked(points: bool) -> None:
            if not points and not self.room.offered:
                self.room.offered = True
                open_strip(self.spec, dialogs.agents_dialog(), picked)

        def picked(result: Picked) -> None:
            if result.index == 0:
                self.room.change(lambda desk: desk.point_agents())

        self.room.call(self.room.desk.agents_point, asked)

    def do_build_package(self, key: str) -> None:
        """Show what building from SPEC.md would change."""
        seat = self.view.seat
        name = self.room.name or (seat.key if seat is not None and seat.kind == "book" else "")
        self.open_building()
        self.room.call(lambda: self.room.desk.proposal(name), self.show_proposal)

    def do_save_build(self, key: str) -> None:
        """Write what is shown."""
        proposal = self.building.proposal
        if proposal is None or not proposal.texts:
            self.say(words.BUILD_NOTHING)
            return
        made = bool(proposal.new) and not self.room.shelf
        self.do_step_back(key)
        self.room.change(
            lambda desk: desk.build(proposal), lambda _: self._offer_agents() if made else None
        )

    def settle(self, drift: Drift) -> None:
        """Ask how a drift is settled."""
        if not drift.region:
            self.say(shown(drift.message))
            return
        name = self.room.name
        region = f"{drift.path}#{drift.region}"

        def then(how: How) -> None:
            self.room.change(lambda desk: desk.settle(name, region, how))

        dialogs.ask_settle(self.spec, drift, then)

    # gate

    def do_waive_item(self, key: str) -> None:
        """Ask for reason and name, and let the item pass."""
        opened, seat = self._package, self.view.seat
        if opened is None:
            return
        item = seat.value if seat is not None and seat.kind == "item" else None
        if not isinstance(item, Item):
            self.say(words.NOTHING_HERE)
            return
        if item.state != "fail":
            form = words.PASSES_ALREADY if item.passes else words.WAIVED_ALREADY
            self.say(form.format(number=item.number))
            return
        name, number = opened.package.name, item.id
        dialog = dialogs.waive_dialog(item)
        what = dialog.title_text

        def because(reason: str, secret: Secret) -> None:
            def by(who: str) -> None:
                self.room.change(lambda desk: desk.waive(name, number, reason, who, secret))

            dialogs.ask_who(self.spec, what, by)

        dialogs.ask_words(self.spec, dialog, because)

    def do_sign_off(self, key: str) -> None:
        """Ask who signs and what; a decision is offered as an ADR."""
        opened, seat = self._package, self.view.seat
        if opened is None:
            return
        roles = opened.roles
        if seat is not None and isinstance(seat.value, SignOff):
            self._sign(opened, seat.value.role)
            return
        open_strip(
            self.spec,
            dialogs.role_dialog(roles),
            lambda picked: self._sign(opened, roles[picked.index].role),
        )

    def _sign(self, opened: Opened, role: str) -> None:
        name = opened.package.name

        def says(decision: str) -> None:
            safely(self.spec, decision, lambda secret: named(decision, secret))

        def named(decision: str, secret: Secret) -> None:
            what = words.SIGN_TITLE.format(role=shown(role))
            dialogs.ask_who(self.spec, what, lambda who: signed(decision, secret, who))

        def signed(decision: str, secret: Secret, who: str) -> None:
            def write(adr: bool) -> None:
                self.room.change(
                    lambda desk: desk.sign_off(name, role, who, decision, adr=adr, secret=secret)
                )

            if self.room.desk.is_decision(role, who, decision):
                dialogs.ask_adr(self.spec, decision, write)
            else:
                write(False)

        dialogs.ask_sign(self.spec, role, says)

    def do_approve(self, key: str) -> None:
        """Approve the package, or say what is missing."""
        opened = self._package
        if opened is None:
            return
        name = opened.package.name
        who = self.spec.session.who
        if who and (not opened.gate.ok or opened.package.approved):
            # the session says what stands against it, or that it is approved
            self.room.change(lambda desk: desk.approve(name, who))
            return
        what = words.APPROVE_WHAT.format(title=shown(opened.package.title))
        dialogs.ask_who(
            self.spec, what, lambda who: self.room.change(lambda desk: desk.approve(name, who))
        )

    # execution

    def _step(self) -> Step | None:
        step = self.work.step
        if step is None:
            self.say(words.SELECT_TASK)
        return step

    def do_task_status(self, key: str) -> None:
        """Begin or finish the selected task."""
        step = self._step()
        if step is not None:
            dialogs.ask_status(
                self.spec, step, lambda done: self.finish(step) if done else self.begin(step)
            )

    def begin(self, step: Step) -> None:
        """Begin a task; where it waits on something, ask first."""
        name, task = self.room.name, f"{step.item.path}#{step.item.id}"

        def start(*, anyway: bool = False) -> None:
            self.room.change(lambda desk: desk.start(name, task, anyway=anyway))

        open_ = step.item.status not in {"done", "in_progress"}
        if open_ and (step.unmet or step.unknown or step.words.parked):
            dialogs.ask_anyway(self.spec, step, lambda: start(anyway=True))
        else:
            start()

    def finish(self, step: Step) -> None:
        """Finish a task: its checklist must be answered, then summary, link and commit."""
        sheet = self.work.sheet
        if sheet is None:
            return
        given = tuple(self.work.answers(step).values())
        open_ = () if step.done else unanswered(sheet.next.checklist, given)
        if open_:
            form = words.ANSWER_ONE if len(open_) == 1 else words.ANSWER_FIRST
            self._to_check(open_[0])
            self.say(form.format(task=shown(step.item.id), count=len(open_)))
            return
        name, task = self.room.name, f"{step.item.path}#{step.item.id}"
        key = (name, step.item.id)

        def finished(told: Told) -> None:
            if told.changed:
                self.room.answers.pop(key, None)

        def then(summary: str, link: str, commit: str, secret: Secret) -> None:
            if step.done and not (link or commit):
                self.say(words.NOTHING_ADDED.format(task=shown(step.item.id)))
                return
            self.room.change(
                lambda desk: desk.finish(name, task, given, summary, link, commit, secret), finished
            )

        dialogs.ask_result(self.spec, step, sheet.next.git, then)

    def _to_check(self, check: Check) -> None:
        """Go to a line of the checklist."""
        if not is_in(self.focused, self.pane):
            self.do_next_region("")
        self.pane.lines(max(20, self.pane.size.width))
        for at, (_, action) in enumerate(self.pane.actions):
            if action.kind == "check" and action.value.number == check.number:
                self.pane.at = at

    def do_tick_row(self, key: str) -> None:
        """Answer a line of the checklist; on a task in the list, finish it."""
        self.quiet()
        if not is_in(self.focused, self.pane):
            step = self._step()
            if step is not None:
                self.finish(step)
            return
        action = self.pane.action
        if action is None or action.kind != "check":
            self.say(words.SELECT_CHECK)
            return
        self.tick(action.value)

    def tick(self, check: Check) -> None:
        """A line holds; again takes that back."""
        step = self.work.step
        if step is None or check.number == TICKED:
            return
        answers = self.work.answers(step)
        before = answers.pop(check.number, None)
        if before is None or not before.holds:
            if check.written and not self.spec.session.who:
                self.say(words.NEEDS_NAME)
                return
            answers[check.number] = Answer(check.number, True)
        self._next_check()

    def _next_check(self) -> None:
        """After an answer the next line of the checklist is selected."""
        at = self.pane.at + 1
        actions = self.pane.actions
        if at < len(actions) and actions[at][1].kind == "check":
            self.pane.at = at
        self.draw_view()

    def do_skip_check(self, key: str) -> None:
        """Ask why a line of the checklist does not apply."""
        action, step = self.pane.action, self.work.step
        if action is None or action.kind != "check" or step is None:
            self.say(words.SELECT_CHECK)
            return
        check: Check = action.value

        def then(reason: str, _secret: Secret) -> None:
            self.work.answers(step)[check.number] = Answer(check.number, False, reason)
            self._next_check()

        dialogs.ask_words(self.spec, dialogs.skip_dialog(check), then)

    def do_new_entry(self, key: str) -> None:
        """Write a note, a decision or a checkpoint."""
        opened = self._package
        if opened is None:
            return
        name = opened.package.name
        task = self.work.step.item.id if self.work.step is not None else ""

        def then(kind: str, said: str, secret: Secret) -> None:
            if kind == "checkpoint":
                self.room.change(lambda desk: desk.checkpoint(name))
            elif kind == "decision":
                dialogs.ask_words(
                    self.spec,
                    dialogs.decision_dialog(said),
                    lambda decision, other: self.room.change(
                        lambda desk: desk.decide(name, said, decision, task, secret or other)
                    ),
                )
            else:
                trade = kind == "trade-off"
                self.room.change(lambda desk: desk.note(name, said, trade_off=trade, secret=secret))

        dialogs.ask_entry(self.spec, opened.package.title, then)

    def do_write_plan(self, key: str) -> None:
        """Write the Execution Plan, or ask for what is missing."""
        opened = self._package
        if opened is None:
            return
        name = opened.package.name

        def then(picked: Picked) -> None:
            if picked.index == 0:
                self.room.change(lambda desk: desk.plan(name))
            else:
                self.room.change(lambda desk: desk.align(name))

        open_strip(self.spec, dialogs.plan_dialog(opened.package.title), then)

    def do_copy_issue(self, key: str) -> None:
        """Copy the text of the tracking issue."""
        opened = self._package
        if opened is None:
            return
        name, title = opened.package.name, opened.package.title

        def took(text: str) -> None:
            self.app.copy_to_clipboard(text)
            self.say(words.COPIED_ISSUE.format(title=shown(title)))

        self.room.call(lambda: self.room.desk.handover(name), took)

    def offer_command(self, command: Command) -> None:
        """Show a command of git in full; it runs after a yes to this very command."""

        def then(picked: Picked) -> None:
            if picked.index == 0:
                self.room.change(lambda desk: desk.run(command), undoable=False)
            elif picked.index == 1:
                self.app.copy_to_clipboard(command.text)
                self.say(words.COPIED.format(what=shown(command.text)))

        open_strip(self.spec, dialogs.git_dialog(command), then)
