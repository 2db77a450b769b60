"""The quality gate with its evidence, the sign-offs, the Definition of Done (screens.md 6.13)."""

from __future__ import annotations

from textual.content import Content

from spec_tui import package_messages as words
from spec_tui.codex_os.done_of_spec import DoneLine
from spec_tui.codex_os.gate.model import Evidence, Item
from spec_tui.codex_os.signoff import SignOff
from spec_tui.packagedesk import Opened
from spec_tui.screens.packagelist import counted_in
from spec_tui.screens.packageview import (
    Action,
    PaneRow,
    View,
    at_most,
    label_rows,
    text_rows,
)
from spec_tui.widgets.seats import Seat
from spec_tui.widgets.text import fit, line, part, shown, spread, wrap

ITEM_LOOK = {"pass": ("✓", "$success"), "fail": ("✗", "$error"), "waived": ("~", "$warning")}
ROLE_LOOK = {
    "signed": ("✓", "$success"),
    "rejected": ("✗", "$error"),
    "not needed": ("~", "$muted"),
    "open": ("○", "$muted"),
}


def place(one: Evidence) -> str:
    """`tech-spec.md:83`, without the folder."""
    return shown(f"{one.path.rpartition('/')[2]}:{one.line}")


def file_of(one: Evidence) -> Action:
    """Opens a line of evidence."""
    return Action("file", one.path, one.line)


class GateView(View):
    """Eleven items, five roles, and what the Definition of Done still wants."""

    id = "gate"

    def build(self) -> list[Seat]:
        """Items, roles (one row where narrow), lines of the Definition of Done."""
        opened = self.room.opened
        if opened is None:
            return []
        seats = [Seat("item", item.id, item) for item in opened.gate.items]
        seats.append(Seat("air"))
        if self.narrow:
            seats.append(Seat("roles", "roles", opened.roles))
        else:
            seats.append(Seat("head", value=(words.SIGN_OFF, "")))
            seats += [Seat("role", f"role {role.role}", role) for role in opened.roles]
        seats.append(Seat("air"))
        ok = sum(one.ok for one in opened.done)
        count = words.DONE_OF.format(done=ok, total=len(opened.done))
        seats.append(Seat("head", value=(words.DEFINITION, count)))
        return seats + [Seat("done", f"done {one.id}", one) for one in opened.done]

    def top(self, width: int) -> list[Content]:
        """`Quality gate`, and how many items pass."""
        opened = self.room.opened
        if opened is None:
            return []
        left = line("  ", (words.QUALITY_GATE, "bold"))
        right = counted_in(opened.gate, width - left.cell_length - 3)
        return [spread(left, line(right, "  "), width)]

    def row(self, seat: Seat, width: int, here: bool) -> Content:
        """One row."""
        match seat.kind:
            case "item":
                return self._item(seat.value, width, here)
            case "role":
                return self._role(seat.value, width, here)
            case "roles":
                return self._roles(seat.value, width)
            case "done":
                return self._done(seat.value, width, here)
            case "head":
                title, count = seat.value
                return line((title, "bold"), "  ", (count, "$muted"))
            case _:
                return part("")

    def _item(self, item: Item, width: int, here: bool) -> Content:
        glyph, style = ITEM_LOOK[item.state]
        row = line((glyph, style), " ", (item.state.ljust(7), style), f"{item.number:>3}  ")
        room = width - row.cell_length
        beside = 26 if width >= 70 else 0
        title = fit(item.title, room - beside)
        row = line(row, (title, "bold" if here else ""))
        if not beside:
            return row
        row = row.pad_right(max(0, width - beside - row.cell_length))
        return line(row, (fit(self._beside(item), beside - 1), "$muted"))

    @staticmethod
    def _beside(item: Item) -> str:
        if item.state == "waived" and item.waiver is not None:
            return shown(item.waiver.who)
        if item.state == "pass":
            return place(item.evidence[0]) if item.evidence else ""
        if len(item.parts) > 1:
            ok = sum(one.ok for one in item.parts)
            return words.PARTS.format(ok=ok, total=len(item.parts))
        return shown(item.reason)

    def _role(self, role: SignOff, width: int, here: bool) -> Content:
        glyph, style = ROLE_LOOK[role.state]
        name = shown(role.role)
        row = line((glyph, style), " ", (fit(name, 14).ljust(14), "bold" if here else ""), " ")
        said = shown(role.who) if role.state == "signed" else role.state
        date = shown(role.date)
        row = line(row, (fit(said, 18).ljust(19), "$error" if role.state == "rejected" else ""))
        return line(row, (fit(date, width - row.cell_length), "$muted"))

    def _roles(self, roles: tuple[SignOff, ...], width: int) -> Content:
        head = line((words.SIGN_OFF, "bold"))
        row = head
        for role in roles:
            glyph, style = ROLE_LOOK[role.state]
            row = line(row, "  ", (glyph, style), f" {shown(role.role)}")
        if row.cell_length <= width:
            return row
        done = sum(role.state in {"signed", "not needed"} for role in roles)
        said = words.SIGNED_OF.format(done=done, total=len(roles))
        return line(head, "  ", (fit(said, width - head.cell_length - 2), "$muted"))

    def _done(self, one: DoneLine, width: int, here: bool) -> Content:
        glyph, style = ("✓", "$success") if one.ok else ("○", "$muted")
        row = line((glyph, style), " ", (fit(one.title, 30), "bold" if here else ""))
        room = width - row.cell_length - 2
        if one.ok or room < 8:
            return row
        return line(row, "  ", (fit(shown(one.reason), room), "$muted"))

    # pane

    def pane(self, width: int) -> list[PaneRow]:
        """All evidence, or why it fails and what would pass."""
        seat, opened = self.seat, self.room.opened
        if seat is None or opened is None:
            return []
        match seat.kind:
            case "item":
                return item_rows(seat.value, width)
            case "role":
                return role_rows(seat.value, width)
            case "roles":
                return [row for role in opened.roles for row in role_rows(role, width)]
            case _:
                return done_rows(seat.value, width)

    def short(self, width: int) -> list[Content]:
        """Why the selected row is as it is, and what would pass."""
        seat = self.seat
        if seat is None:
            return []
        said: list[tuple[str, str]] = []
        room = width - 4
        match seat.kind:
            case "item":
                item: Item = seat.value
                glyph = ITEM_LOOK[item.state][0]
                reason = shown(item.reason)
                title = f"{glyph} {item.title}: {reason}" if reason else f"{glyph} {item.title}"
                said = [(one, "") for one in at_most(title, room, 2)]
                hint = " ".join(shown(one) for one in item.to_pass)
                if item.state == "pass" and item.evidence:
                    first = item.evidence[0]
                    said.append((fit(f"“{shown(first.text)}”  {place(first)}", room), "$muted"))
                elif hint:
                    said += [(o, "$muted") for o in at_most(f"{words.TO_PASS}: {hint}", room, 2)]
            case "done":
                one: DoneLine = seat.value
                said = [(o, "") for o in at_most(shown(f"{one.title}: {one.reason}"), room, 3)]
                if one.ok:
                    said = [(one.title, ""), (words.PASSES, "$muted")]
            case _:
                roles: tuple[SignOff, ...] = seat.value
                open_ = [shown(one.role) for one in roles if one.state in {"open", "rejected"}]
                still = words.STILL.format(roles=", ".join(open_)) if open_ else ""
                said = [(o, "") for o in at_most(f"{still} {words.SIGNS}".strip(), room, 2)]
        return [part(""), *(line("  ", (text, style)) for text, style in said)]

    def foot(self, width: int) -> list[Content]:
        """What stands before approval."""
        opened = self.room.opened
        if opened is None or self.screen.arranged.folded:
            return []
        if self.narrow:
            return []
        rows = [line("  ", (piece, "$muted")) for piece in wrap(before(opened), width - 4)]
        return [part(""), *rows]


def before(opened: Opened) -> str:
    """What is missing before a package can be approved, as a sentence."""
    failing = [str(item.number) for item in opened.gate.failing]
    open_ = [shown(one.role) for one in opened.roles if one.state in {"open", "rejected"}]
    said = []
    if opened.package.approved:
        said.append(words.IS_APPROVED)
    if failing:
        listed = failing[0] if len(failing) == 1 else f"{', '.join(failing[:-1])} and {failing[-1]}"
        form = words.ITEM if len(failing) == 1 else words.ITEMS
        said.append(words.BEFORE.format(items=form.format(numbers=listed)))
    elif not opened.package.approved:
        said.append(words.CAN_APPROVE)
    if open_:
        said.append(words.STILL.format(roles=", ".join(open_)))
    return " ".join(said)


def item_rows(item: Item, width: int) -> list[PaneRow]:
    """An item with its parts: the line that fulfils each, or why none does."""
    glyph, style = ITEM_LOOK[item.state]
    title = f"{item.number}  {item.title}"
    rows: list[PaneRow] = [(part(piece, "bold"), None) for piece in wrap(title, width)]
    lacking = sum(not one.ok for one in item.parts)
    said = ""
    if lacking and len(item.parts) > 1:
        form = words.PARTS_LACKING if lacking == 1 else words.PARTS_LACKING_MANY
        said = form.format(count=lacking, total=len(item.parts))
    rows.append((line((f"{glyph} {item.state}", style), "   ", (said, "$muted")), None))
    if item.waiver is not None:
        waiver = item.waiver
        by = shown(words.WAIVED_BY.format(who=waiver.who, date=waiver.date))
        action = Action("file", waiver.path, waiver.line)
        rows += [(part(""), None), (part(fit(by, width), "$warning"), action)]
        rows += text_rows(waiver.reason, width)
    rows.append((part(""), None))
    for one in item.parts:
        rows += [(part(piece), None) for piece in wrap(shown(one.title), width)]
        mark, colour = ("✓", "$success") if one.ok else ("✗", "$error")
        if not one.ok:
            for at, piece in enumerate(wrap(shown(one.reason), width - 4)):
                rows.append((line("  ", (mark if not at else " ", colour), " ", piece), None))
        for evidence in one.evidence:
            # what is wrong with a line is said by the reason, in its own words
            pieces = at_most(shown(evidence.text), width - 4, 3) if one.ok else []
            for at, piece in enumerate(pieces):
                rows.append((line("  ", (mark if not at else " ", colour), " ", piece), None))
            spot = fit(place(evidence), width - 4)
            rows.append((line("    ", (spot, "$muted")), file_of(evidence)))
    if item.to_pass and item.state != "pass":
        rows += [(part(""), None), (part(words.TO_PASS, "bold"), None)]
        for hint in item.to_pass:
            rows += [(line("  ", piece), None) for piece in wrap(shown(hint), width - 2)]
    return rows


def role_rows(role: SignOff, width: int) -> list[PaneRow]:
    """What a role said."""
    glyph, style = ROLE_LOOK[role.state]
    rows: list[PaneRow] = [(part(fit(shown(role.role), width), "bold"), None)]
    rows.append((line((f"{glyph} {role.state}", style)), None))
    if not role.line:
        return [*rows, (part(words.SIGNS, "$muted"), None), (part(""), None)]
    by = shown(f"{role.who}, {role.date}".strip(", "))
    spot = shown(f"{role.path.rpartition('/')[2]}:{role.line}")
    rows.append((part(fit(by, width)), None))
    rows += label_rows(words.DECISION, role.decision or words.NOT_DECIDED, width)
    rows.append((part(spot, "$muted"), Action("file", role.path, role.line)))
    return [*rows, (part(""), None)]


def done_rows(one: DoneLine, width: int) -> list[PaneRow]:
    """A line of the Definition of Done, with the places it speaks of."""
    glyph, style = ("✓", "$success") if one.ok else ("○", "$muted")
    state = words.PASSES if one.ok else words.OPEN
    rows: list[PaneRow] = [(part(piece, "bold"), None) for piece in wrap(shown(one.title), width)]
    rows.append((line((f"{glyph} {state}", style)), None))
    if one.reason:
        rows += [(part(""), None), *text_rows(one.reason, width)]
    for evidence in one.evidence:
        if evidence.text:
            rows += text_rows(f"“{evidence.text}”", width)
        rows.append((part(fit(place(evidence), width), "$muted"), file_of(evidence)))
    return rows
