"""Edits inside derived documents: what goes back to SPEC.md is the one fact that was edited."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spec_tui.derive.merging import CannotSettle, fresh, merge
from spec_tui.derive.model import Region, Rendered, Sheet
from spec_tui.derive.pushing import pushed
from spec_tui.derive.regions import find, fingerprint, plain
from tests.property.test_derive_properties import specs
from tests.unit.derive.deriving import again, artifacts, facts, files_of, of, package, specs_tree

ALL = (package, artifacts, specs_tree)
SCOPE = "# SPEC: x\n\n## 2. Scope & Non-Goals\n"
LINES = st.text(alphabet="ab -*|#`<>:[]x", max_size=12)


def _regions(rendered: Rendered) -> list[Region]:
    return [region for sheet in rendered.sheets for region in sheet.regions]


def _reworded(region: Region, at: int) -> str:
    """The region with ` and more` put behind the first line of one piece."""
    lines: list[str] = []
    for number, piece in enumerate(region.pieces):
        mine = list(piece.lines)
        if number == at:
            first, _, _ = piece.text.partition("\n")
            mine[0] = mine[0].replace(piece.lead + first, piece.lead + first + " and more", 1)
        lines += mine
    return "\n".join(lines)


@pytest.mark.parametrize("name", ["clinic", "backup"])
@pytest.mark.parametrize("render", ALL)
def test_one_reworded_line_is_one_fact_that_changes(name, render) -> None:
    """Every line that holds words of a fact can be edited, and just that fact has the new words."""
    tried = 0
    for region in _regions(render(facts(name))):
        for at, piece in enumerate(region.pieces):
            first = piece.text.partition("\n")[0]
            if not piece.key or not first.strip() or first.startswith("```"):
                continue
            items = [one.text for one in region.pieces if one.key == piece.key]
            nth = sum(one.key == piece.key for one in region.pieces[:at])
            items[nth] = piece.text.replace(first, first + " and more", 1)
            changed = pushed(region, _reworded(region, at), fingerprint(region.text))
            assert changed == {piece.key: "\n".join(items)}, region.name
            tried += 1
    assert tried > 5


@settings(max_examples=60)
@given(specs(), st.data())
def test_any_edit_is_taken_back_or_refused_in_words(spec, data) -> None:
    """Lines of a region are replaced, taken out and put in: facts come back, or one sentence."""
    render = data.draw(st.sampled_from(ALL))
    region = data.draw(st.sampled_from(_regions(render(of(spec)))))
    lines = region.text.split("\n")
    start = data.draw(st.integers(0, len(lines)))
    stop = data.draw(st.integers(start, min(len(lines), start + 3)))
    new = data.draw(st.lists(LINES, max_size=3))
    current = "\n".join([*lines[:start], *new, *lines[stop:]])
    keys = {piece.key for piece in region.pieces if piece.key}
    changed, refusal = _pushed(region, current)
    if refusal:
        assert region.name in refusal
        return
    assert set(changed) <= keys
    assert all(text.strip() for text in changed.values())
    left = iter(plain(current).split("\n"))
    ours = [line for piece in region.pieces if not piece.key for line in piece.lines]
    assert all(line in left for line in ours), "words of ours were changed and nobody said so"


def _pushed(region: Region, current: str) -> tuple[dict[str, str], str]:
    """The facts that change, or the sentence of the refusal."""
    try:
        return pushed(region, current, fingerprint(region.text)), ""
    except CannotSettle as refusal:
        return {}, str(refusal)


@pytest.mark.parametrize("name", ["clinic", "backup"])
def test_ticks_of_people_stay_and_are_no_drift(name) -> None:
    """Every criterion is ticked: deriving again changes nothing and tells nothing."""
    files = files_of(package(facts(name)))
    (path,) = (one for one in files if one.endswith("tasks.md"))
    files[path] = files[path].replace("- [ ]", "- [x]")
    ticks = files[path].count("- [x]")
    rendered = package(facts(name), files)
    assert again(rendered, files) == files
    assert not _drift(rendered, path, files[path])
    assert ticks == again(rendered, files)[path].count("- [x]") > 5


def _drift(rendered: Rendered, path: str, text: str) -> tuple[object, ...]:
    (sheet,) = (one for one in rendered.sheets if one.path == path)
    return merge(text, sheet).drift


@settings(max_examples=40)
@given(specs(), specs(), st.data())
def test_an_edited_region_stays_and_is_told_whatever_spec_says_next(before, after, data) -> None:
    """Words changed inside a region are there after SPEC.md became another one, and are drift."""
    first = package(of(before))
    sheet: Sheet = data.draw(st.sampled_from(first.sheets))
    text = fresh(sheet)
    region = data.draw(st.sampled_from(find(text).found))
    # not the first end mark behind its start: that one may be words, inside a fence
    end = region.stop
    edited = text[:end] + "- Mine, and mine alone.\n" + text[end:]
    files = files_of(first) | {sheet.path: edited}
    for next_sheet in package(of(after), files).sheets:
        if next_sheet.path == sheet.path:
            merged = merge(edited, next_sheet)
            assert "- Mine, and mine alone." in merged.text.split("\n")
            if any(one.name == region.name for one in next_sheet.regions):
                assert region.name in {one.region for one in merged.drift}


def test_a_list_with_an_escaped_item_goes_back_whole_or_not_at_all() -> None:
    """An edit beside an item that had to be escaped is refused: it would take the item out."""
    spec = f"{SCOPE}- **Out-of-scope**:\n  - Cash <!-- y --> z\n  - Cards\n"
    region = next(r for r in _regions(package(of(spec))) if r.name == "srd/non-goals")
    edited = region.text.replace("Cards", "Cards of any kind")
    with pytest.raises(CannotSettle, match="not about words of SPEC"):
        pushed(region, edited, fingerprint(region.text))
