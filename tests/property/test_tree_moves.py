"""Specs moved about, renamed and migrated, over trees that nobody wrote by hand."""

from __future__ import annotations

import posixpath
import random
import re
from collections.abc import Mapping
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.spec_tree import moving
from spec_tui.spec_tree.forest import context_of
from spec_tui.spec_tree.linking_names import FileNames
from spec_tui.spec_tree.migration import plan_migration, proposed
from spec_tui.spec_tree.retitling import relabelled
from spec_tui.work.change import Moment, Refused
from spec_tui.work.formats.tree_seat import context_path
from spec_tui.work.item import WorkItem
from spec_tui.work.plan import Plan
from tests.property.test_links_properties import leads, without_paths, written
from tests.unit.spec_tree.linked import check
from tests.unit.work.plans import plan_of

SCOPE = re.compile(r"(?<=## Scope\n).*?(?=\n## End)", re.DOTALL)
MOMENT = Moment(datetime(2025, 8, 23, 14, 2), "@tom")


class Grown:
    """A tree in the new layout, or in the older one with a folder for each spec."""

    def __init__(self, draw: random.Random, *, old: bool) -> None:
        self._draw = draw
        self._old = old
        self.texts: dict[str, str] = {"README.md": "", "docs/guide.md": ""}
        self._ways: dict[str, str] = {}
        for epic in ("1000", "2000"):
            self._spec(epic, "epic", "")
            for number in range(draw.randint(1, 2)):
                feature = f"{epic[0]}00{number + 1}"
                self._spec(feature, "feature", epic)
                for step in range(draw.randint(0, 3)):
                    task = f"{epic[0]}0{number + 1}{step + 1}"
                    self._spec(task, "task", feature)
        for path in list(self.texts):
            self.texts[path] += self._scope(path)

    def _spec(self, one: str, kind: str, parent: str) -> None:
        path = self._path(one, kind, parent)
        self._ways[one] = path
        above = f"**Parent**: {self._link(path, parent)}\n" if parent else ""
        self.texts[path] = f"# {one}: Title {one}\n\n{above}"
        if parent:
            line = f"- {self._link(self._ways[parent], one)}\n"
            heading = "Tasks" if kind == "task" else "Features"
            text = self.texts[self._ways[parent]]
            start = "" if f"## {heading}" in text else f"\n## {heading}\n\n"
            self.texts[self._ways[parent]] = text + start + line
        if self._draw.random() < 0.5:
            folder, _, name = path.rpartition("/")
            inline = name[:4] == one and not self._old
            context = f"{folder}/{one + '.' if inline or self._old else ''}context.md"
            self.texts[context] = f"# Context: Title {one}\n"
            self.texts[context] += f"\n**Spec**: {self._to(context, path, one)}\n"
            head, _, rest = self.texts[path].partition("\n\n")
            link = self._to(path, context, "Journal")
            self.texts[path] = f"{head}\n\n**Context**: {link}  \n{rest}"
        if self._draw.random() < 0.5:
            self.texts[f"{path.rpartition('/')[0]}/deliverables/docs/{one}.md"] = f"# D {one}\n"
            if self._old:
                self.texts[path] += f"\n## Deliverables\n\n- [[deliverables/docs/{one}.md|D]]\n"
        if self._old and self._draw.random() < 0.5:
            head, _, rest = self.texts[path].partition("\n\n")
            self.texts[path] = f"{head}\n\n**Status**: completed\n{rest}"

    def _path(self, one: str, kind: str, parent: str) -> str:
        if self._old:
            name = f"{one}-{kind}-title"
            return f"specs/{name}/{name}.spec.md"
        if kind == "epic":
            return f"specs/{one}/epic.md"
        folder = self._ways[parent].rpartition("/")[0]
        return f"{folder}/{one}/spec.md" if kind == "feature" else f"{folder}/{one}.spec.md"

    def _link(self, source: str, one: str) -> str:
        return self._to(source, self._ways[one], f"Title {one}") if one in self._ways else ""

    @staticmethod
    def _to(source: str, target: str, label: str) -> str:
        way = posixpath.relpath(target, posixpath.dirname(source))
        return f"[[{way.removesuffix('.md')}|{label}]]"

    def _scope(self, path: str) -> str:
        paths = sorted(self.texts)
        words = []
        for _ in range(self._draw.randint(0, 4)):
            words.append(written(self._draw, path, self._draw.choice(paths)))
            words.append(
                self._draw.choice(["\n\n", "\r\n", " and `[[spec]]` ", "\n\n    [[x]]\n\n"])
            )
        return f"\n## Scope\n{''.join(words)}\n## End\n"


def scope(text: str) -> str:
    """The part of a text that no move of a spec has a reason to touch but for links."""
    found = SCOPE.search(text)
    return found[0] if found is not None else ""


def same_links(
    before: Mapping[str, str], after: Mapping[str, str], moves: Mapping[str, str]
) -> None:
    """Every link in the words of each file leads to the same file; every other byte is there."""
    old_files, new_files = FileNames(before), FileNames(after)
    for path, text in before.items():
        there = moves.get(path, path)
        was, now = scope(text), scope(after[there])
        if path.endswith(".md"):
            assert without_paths(there, now) == without_paths(path, was)
            pairs = zip(leads(path, was, old_files), leads(there, now, new_files), strict=True)
            for one, other in pairs:
                if one.state == "ok":
                    assert (other.state, other.path) == ("ok", moves.get(one.path, one.path))


def proposed_context(plan: Plan, item: WorkItem) -> str:
    """Where the journal of a spec lies in the new layout."""
    new = proposed(plan, item)
    assert new is not None
    return context_path(new)


def specs(texts: Mapping[str, str]) -> dict[str, str]:
    """Those that the plan is read from."""
    return {path: text for path, text in texts.items() if path.startswith("specs/")}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_moves_and_titles_keep_every_link_and_both_directions(seed: int) -> None:
    draw = random.Random(seed)
    texts = Grown(draw, old=False).texts
    assert check(texts)[1] == ()
    for _ in range(4):
        plan = plan_of(specs(texts))
        item, parent = draw.choice(plan.items), draw.choice(plan.items)
        files = FileNames(texts)
        try:
            done = moving.move(plan, item, parent, texts, files)
        except Refused:
            title = f"Title {draw.random()}"
            headed = {**texts, item.path: texts[item.path].replace(item.title, title, 1)}
            context = context_of(plan, item)
            after = {**headed, **relabelled(item, title, context, headed, files)}
            same_links(headed, after, {})
            assert f"|{item.title}]]" not in "".join(SCOPE.sub("", one) for one in after.values())
        else:
            moves = done.moves
            after = {moves.get(path, path): text for path, text in texts.items()} | {**done.texts}

            assert plan_of(specs(after)).item(item.id).parent == parent.id
            same_links(texts, after, moves)
        assert check(after)[1] == ()
        assert not [one for one in check(after)[0] if one.label.startswith("Title")]
        texts = after


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_a_migration_keeps_every_link_and_both_directions(seed: int) -> None:
    draw = random.Random(seed)
    texts = Grown(draw, old=True).texts
    plan = plan_of(specs(texts))

    done = plan_migration(plan, texts, FileNames(texts), MOMENT)

    assert not done.collisions
    after = {done.moves.get(path, path): text for path, text in texts.items()} | {**done.texts}
    assert sorted((item.id, item.kind, item.parent) for item in plan_of(specs(after)).items) == (
        sorted((item.id, item.kind, item.parent) for item in plan.items)
    )
    assert all("-title" not in path for path in after)
    same_links(texts, after, done.moves)
    assert check(after)[1] == ()
    completed = [item for item in plan.items if item.status == "done"]
    assert all(proposed_context(plan, item) in after for item in completed)
