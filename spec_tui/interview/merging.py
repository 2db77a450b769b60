"""Two people changed a file: values merge by key, and a value both changed becomes a question.

Nothing is lost: what does not fit stands in §17 as `"A" or "B"?`, which is a conflict card (B.1,
B.5.6).
"""

from __future__ import annotations

import re
from dataclasses import replace

from spec_tui.documents import toml
from spec_tui.interview import conflicts, segments
from spec_tui.interview.bank import Bank
from spec_tui.interview.places import place_name
from spec_tui.interview.segments import Change, Clash, Merged, Segments
from spec_tui.interview.writing import Sheet

SPEC = "SPEC.md"
_RECORD_KEY = re.compile(
    r"(?P<slot>risks/assumptions|open_questions/\w+)/(?P<kind>[AQW])(?P<number>\d+)$"
)


def cut(name: str, text: str, bank: Bank) -> Segments:
    """The keyed segments of one of the two files."""
    return segments.spec_segments(text, bank) if name == SPEC else toml.segments(text)


def difference(name: str, before: str, after: str, bank: Bank) -> list[Change]:
    """What turned one text into the other, by key: what the journal keeps of a change."""
    return segments.changes(cut(name, before, bank), cut(name, after, bank))


def patch(name: str, text: str, wanted: list[Change], bank: Bank) -> Merged:
    """Apply changes by key; those whose place says something else by now are reported."""
    merged = segments.apply(text, wanted, lambda t: cut(name, t, bank))
    heads = {clash.key for clash in merged.clashes if name == SPEC and clash.key.count("/") == 1}
    if not heads:
        return merged
    # the line of a slot stays as it is there, so its items do too
    rest = [change for change in wanted if _slot_of_item(change.key) not in heads]
    again = segments.apply(text, rest, lambda t: cut(name, t, bank))
    return Merged(again.text, merged.clashes)


def _slot_of_item(key: str) -> str:
    """The slot of an item of its text, or of the blank lines before one; "" for any other key."""
    slot, mark, _ = key.removeprefix(segments.BLANK).partition("/=")
    return slot if mark else ""


def merge(name: str, base: str, disk: str, ours: str, bank: Bank) -> str:
    """Our change on top of somebody else's text."""
    wanted = difference(name, base, ours, bank)
    if name != SPEC:
        return patch(name, disk, wanted, bank).text
    theirs = difference(name, base, disk, bank)
    sides = Sheet(base, bank), Sheet(disk, bank), Sheet(ours, bank)
    wanted = _renumbered(wanted, disk, bank)
    asked = []
    for slot in sorted(
        {_slot_of(c.key) for c in theirs} & {_slot_of(c.key) for c in wanted} - {""}
    ):
        wanted, clash = _own_text(slot, sides, wanted, disk)
        asked += [clash] if clash is not None else []
    wanted = _ours_last(wanted, cut(name, base, bank), cut(name, disk, bank))
    merged = patch(name, disk, wanted, bank)
    sheet = Sheet(settle_clashes(merged, wanted, bank), bank)
    for clash in asked:
        _open(sheet, _address(bank, clash.key), clash.theirs or "", clash.ours or "")
    return sheet.text


def _ours_last(wanted: list[Change], base: Segments, disk: Segments) -> list[Change]:
    """Items and records that both sides added in one place: theirs first. What has a label of its
    own stands behind the items of its slot, which it would part otherwise.
    """
    old = {key for key, _ in base}
    order = [key for key, _ in disk]
    moved = []
    for change in wanted:
        slot = _list_of(change.key) or _slot_of_label(change.key)
        nearest = change.behind[0] if change.behind else ""
        if slot and change.before is None and nearest in order:
            at = order.index(nearest) + 1
            while at < len(order) and order[at] not in old and _list_of(order[at]) == slot:
                nearest = order[at]
                at += 1
            change = replace(change, behind=(nearest, *change.behind))
        moved.append(change)
    return moved


def _list_of(key: str) -> str:
    """The slot that an item or a record stands in, "" for any other key."""
    record = _RECORD_KEY.match(key)
    return record["slot"] if record else _slot_of_item(key)


def _slot_of_label(key: str) -> str:
    """The slot that a labelled value stands in, "" for any other key."""
    slot, _, facet = key.rpartition("/")
    return slot if slot.count("/") == 1 and facet.isalnum() else ""


def _own_text(
    slot: str, sides: tuple[Sheet, Sheet, Sheet], wanted: list[Change], disk: str
) -> tuple[list[Change], Clash | None]:
    """What of our changes to a slot's own text goes on, where the other side changed it too."""
    base, there, here = (_text(sheet, slot) for sheet in sides)
    rest = [change for change in wanted if _slot_of(change.key) != slot]
    if not here or here == there:
        return rest, None  # only a hint went here, or both say the same
    if not there and not base:  # there only the hint went: our words go where it stood
        head = dict(segments.spec_segments(disk, sides[1].bank)).get(slot)
        moved = [replace(c, before=head) if c.key == slot else c for c in wanted]
        return moved, None
    lead = sides[1].bank.lead(slot)
    if (lead is None or lead.kind == "list") and _as_items(sides[1], slot) == _as_items(
        sides[2], slot
    ):
        return wanted, None  # items merge as a set
    return rest, Clash(slot, there, here)


def _text(sheet: Sheet, slot: str) -> str:
    value = sheet.value(slot)
    return value.text if value is not None else ""


def _as_items(sheet: Sheet, slot: str) -> bool:
    """The text of a slot stands as items below its line."""
    found = sheet.value(slot)
    return found is not None and "\n" in found.text


def _slot_of(key: str) -> str:
    """The slot whose own text a key is part of, "" for a facet, a record or anything else."""
    if key.count("/") == 1 and "~" not in key and not key.startswith((segments.BLANK, "head/")):
        return key
    return _slot_of_item(key)


def _address(bank: Bank, slot: str) -> str:
    lead = bank.lead(slot)
    return lead.key if lead is not None else slot


def settle_clashes(merged: Merged, wanted: list[Change], bank: Bank) -> str:
    """The merged SPEC.md with a question for every value that both sides changed."""
    sheet = Sheet(merged.text, bank)
    for clash in merged.clashes:
        _ask(sheet, clash, wanted)
    return sheet.text


def _ask(sheet: Sheet, clash: Clash, wanted: list[Change]) -> None:
    key = clash.key
    if clash.ours is None:
        return  # taken out here, changed there: the change stays
    parts = key.split("/")
    if "/".join(parts[:2]) not in sheet.bank.slots:
        theirs, ours = (clash.theirs or "").strip(), clash.ours.strip()
    else:
        address = _address(sheet.bank, key) if len(parts) == 2 else key
        ours = _our_value(sheet.bank, address, wanted)
        there = sheet.value(address)
        theirs = there.text if there is not None else ""
        if not ours or theirs == ours:
            return  # only a hint went here, or both say the same
        _open(sheet, address, theirs, ours)
        return
    _open(sheet, "", theirs, ours)


def _open(sheet: Sheet, address: str, theirs: str, ours: str) -> None:
    """Write the question that holds both texts."""
    place = place_name(sheet.bank, address) if address else "Outstanding"
    ref = sheet.next_id("Q")
    sheet.add_record(
        "open_questions/outstanding", f"{ref} ({place}, critical): {conflicts.quoted(theirs, ours)}"
    )


def _our_value(bank: Bank, address: str, wanted: list[Change]) -> str:
    """What our changes say at an address: read from them alone, under a bare heading."""
    section = address.split("/")[0]
    slot_key = "/".join(address.split("/")[:2])
    heading = next(s for s in bank.sections if s.id == section)
    rows = [c for c in wanted if c.after is not None and c.key.startswith(slot_key)]
    head = next((c.after for c in rows if c.key == slot_key), None)
    label = f"- **{bank.slots[slot_key].label}**:\n"
    rest = "".join(c.after or "" for c in rows if c.key != slot_key)
    text = f"## {heading.number}. {heading.heading}\n{head or label}{rest}"
    value = Sheet(text, bank).value(address)
    return value.text if value is not None else ""


def _renumbered(wanted: list[Change], disk: str, bank: Bank) -> list[Change]:
    """Records that both sides gave the same number: ours gets the next one, with its marker."""
    taken = dict(segments.spec_segments(disk, bank))
    sheet = Sheet(disk, bank)
    names: dict[str, str] = {}
    for change in wanted:
        found = _RECORD_KEY.match(change.key)
        if not found or change.before is not None or change.after is None:
            continue
        old = f"{found['kind']}{found['number']}"
        used = any(key.endswith(f"/{old}") for key in taken)
        if used and not segments.same(taken.get(change.key), change.after) and old not in names:
            names[old] = sheet.next_id(found["kind"])
    if not names:
        return wanted
    pattern = re.compile(rf"\b(?:{'|'.join(names)})\b")

    def renamed(text: str) -> str:
        return pattern.sub(lambda m: names[m[0]], text)

    return [
        replace(
            change,
            key=renamed(change.key) if change.before is None else change.key,
            after=renamed(change.after) if change.after is not None else None,
        )
        for change in wanted
    ]
