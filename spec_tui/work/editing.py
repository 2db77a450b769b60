"""One change of a plan as new texts of files: both sides of an edge, a title with its lists.

Pure: texts come in through `read`, new texts go out, and the caller makes them durable as one
transaction (architecture.md, "How an answer travels").
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from typing import Literal

from spec_tui.work import graph
from spec_tui.work.change import Change, Moment, Refused
from spec_tui.work.formats import codex_edit, omoi_edit, tree, tree_edit
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan

Read = Callable[[str], str]
"""The text of a file of the repository by its path; "" for one that does not exist."""

Field = Literal["status", "title", "priority", "estimate", "depends_on+", "depends_on-"]


def set_field(
    plan: Plan, item: WorkItem, field: Field, value: str, read: Read, moment: Moment
) -> dict[str, str]:
    """New texts by path after one field of one item was set; {} where nothing changes.

    Raises Refused.
    """
    match field:
        case "depends_on+":
            return _depend(plan, item, one_item(plan, value, item), read, moment, adding=True)
        case "depends_on-":
            return _release(plan, item, value, read, moment)
        case "status" if item.format == "tree":
            return _status_of_tree(plan, item, value, read, moment)
        case "title":
            return _retitle(plan, item, value, read, moment)
        case _:
            return _alone(item, Change(field, value), read, moment)


def _status_of_tree(
    plan: Plan, item: WorkItem, value: str, read: Read, moment: Moment
) -> dict[str, str]:
    """The status in the context file, which is made where it is missing, and linked.

    A spec file that says a status itself says the new one too.
    """
    path = tree.context_of(item.path, plan.paths)
    old = {path: read(path), item.path: read(item.path)}
    spec = tree_edit.own_status(old[item.path], value)
    context = tree_edit.edit_context(old[path], item, value, moment, parent=plan.parent(item))
    if not old[path]:
        spec = tree_edit.with_context_line(spec, item.path, path)
    return _changed(old, {path: context, item.path: spec})


def tick(item: WorkItem, index: int, done: bool, read: Read, moment: Moment) -> dict[str, str]:
    """New texts after criterion `index` (from 0) of an item was ticked or not. Raises Refused."""
    if not 0 <= index < len(item.criteria):
        raise Refused(f"{item.ref} has {len(item.criteria)} criteria.")
    change = Change("tick", line=item.criteria[index].line, done=done)
    return _alone(item, change, read, moment)


def edit(text: str, item: WorkItem, change: Change, moment: Moment) -> str:
    """The text of the item's own file after a change, in the style of its format."""
    if item.format == "omoi":
        return omoi_edit.edit(text, item, change, moment)
    if item.format == "codex":
        return codex_edit.edit(text, item, change, moment)
    return tree_edit.edit(text, item, change, moment)


def one_item(plan: Plan, name: str, near: WorkItem | None = None) -> WorkItem:
    """The one item that a name means. Raises Refused with the addresses, or with a near name."""
    found = plan.find(name)
    if len(found) > 1 and near is not None:
        same = [item for item in found if item.space == near.space]
        found = tuple(same) if len(same) == 1 else found
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(item.ref for item in found)
        raise Ambiguous(f"{name} means several items: {listed}. Name one of them.")
    close = get_close_matches(name.upper(), [item.ref for item in plan.items], n=1)
    hint = f" Did you mean {close[0]}?" if close else ""
    raise Unknown(f"There is no item {name}.{hint}")


class Unknown(Refused):
    """An id that nothing has."""


class Ambiguous(Refused):
    """An id that several items have."""


def _alone(item: WorkItem, change: Change, read: Read, moment: Moment) -> dict[str, str]:
    text = read(item.path)
    return _changed({item.path: text}, {item.path: edit(text, item, change, moment)})


def _changed(old: dict[str, str], new: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in new.items() if text != old[path]}


def _retitle(plan: Plan, item: WorkItem, value: str, read: Read, moment: Moment) -> dict[str, str]:
    changed = _alone(item, Change("title", value), read, moment)
    parent = plan.parent(item)
    if not changed or parent is None or item.format == "codex":
        return changed
    text = read(parent.path)
    if item.format == "omoi":
        new = omoi_edit.retitled_in_list(text, item.id, item.title, value)
    else:
        new = tree_edit.relabelled(text, parent.path, item, value)
    return changed | _changed({parent.path: text}, {parent.path: new})


def _depend(
    plan: Plan, item: WorkItem, other: WorkItem, read: Read, moment: Moment, *, adding: bool
) -> dict[str, str]:
    if other.ref == item.ref:
        raise Refused(f"{item.ref} cannot wait on itself.")
    if other.space != item.space:
        raise Refused(
            f"{other.ref} is in {other.space}, {item.ref} in {item.space}. "
            "Dependencies stay inside one package, one .omoi_os, one tree."
        )
    if adding and graph.reachable(plan.after, [plan.number(item)])[plan.number(other)]:
        raise Refused(
            f"{other.ref} already waits on {item.ref}; this would make a circle. "
            "Nothing was changed."
        )
    one, mirror = ("add", "blocks") if adding else ("remove", "unblocks")
    texts = {item.path: read(item.path), other.path: read(other.path)}
    new = dict(texts)
    first = Change(one, other.id, label=other.title, target=other.path)  # type: ignore[arg-type]
    new[item.path] = edit(new[item.path], item, first, moment)
    second = Change(mirror, item.id)  # type: ignore[arg-type]
    new[other.path] = edit(new[other.path], other, second, moment)
    if item.format == "tree":
        context = tree.context_of(other.path, plan.paths)
        if context in plan.paths:
            texts[context] = read(context)
            change = tree_edit.with_downstream if adding else tree_edit.without_downstream
            new[context] = change(texts[context], context, item)
    return _changed(texts, new)


def _release(plan: Plan, item: WorkItem, value: str, read: Read, moment: Moment) -> dict[str, str]:
    if value in plan.missing(item):
        return _alone(item, Change("remove", value), read, moment)
    other = one_item(plan, value, item)
    if all(known.ref != other.ref for known in plan.waits_on(item)):
        raise Refused(f"{item.ref} does not wait on {other.ref}. Nothing was changed.")
    return _depend(plan, item, other, read, moment, adding=False)


def mirror(plan: Plan, path_texts: dict[str, str], read: Read, moment: Moment) -> int:
    """Write the missing side of every one-sided edge into `path_texts`; how many there were."""
    count = 0
    for edge in plan.one_sided():
        before, after = plan.items[edge.before], plan.items[edge.after]
        item, change = (
            (after, Change("add", before.id))
            if edge.missing == "depends_on"
            else (before, Change("blocks", after.id))
        )
        text = path_texts.get(item.path) or read(item.path)
        try:
            new = edit(text, item, change, moment)
        except Refused:
            continue
        if new != text:
            path_texts[item.path] = new
            count += 1
    return count
