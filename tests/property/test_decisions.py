"""A decision between two values changes the characters of the loser and no others."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from spec_tui.interview import conflicts
from tests.unit.interview.desks import Table, table

VALUES = ("2 s", "500 ms", "1.5 s", "12 s", "3 seconds", "0.2 s")
AROUND = (
    "Step 12 shows the list",
    "A mechanic finds 2 spare tubes",
    "Tablets of 1.5 stone; 12 seconds-hand ones",
    "x2 s, 500 msx and 3 secondsy",
    "é中🎉 \\ and `2 s`",
    "| a | b |",
    "",
)
around = st.sampled_from(AROUND)
lists = st.lists(around.filter(bool), max_size=2)


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, str]:
    """What stands before and behind a value: on its line, and on lines above and below it."""
    before, behind = draw(around), draw(around)
    above, below = draw(lists), draw(lists)
    before = f"{before}; P95 " if before else "P95 "
    behind = f". {behind}" if behind else ""
    return "\n".join([*above, before]), "\n".join([behind, *below])


@given(st.data(), st.sampled_from([1, 2, 4]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_only_the_losing_value_is_replaced(data: st.DataObject, choose: int, newline: str) -> None:
    """Whatever stands around it in both places, and the conflict is gone afterwards."""
    first, second = data.draw(
        st.lists(st.sampled_from(VALUES), min_size=2, max_size=2, unique=True)
    )
    one, other = data.draw(texts()), data.draw(texts())
    spot = table(("NFR1", _items(first.join(one))), ("ACC1", _items(second.join(other))))
    spot.text = spot.text.replace("\n", newline)
    assume([f.text for f in spot.state.findings if f.rule == "G15"] == [second])
    before = _rest(spot, newline)
    new = {1: first, 2: second}.get(choose, "7 s")
    outcome = spot.say("conflict:NFR1", "7 s" if choose == 4 else "", choose=choose)
    assert outcome.refused == ""
    assert spot.words("NFR1") == new.join(one)
    assert spot.words("ACC1") == new.join(other)
    assert _rest(spot, newline) == before
    assert not list(conflicts.open_conflicts(spot.view, spot.state))


def _items(text: str) -> str:
    """Each line an item of its own."""
    return "\n".join(f"- {line}" for line in text.split("\n"))


def _rest(spot: Table, newline: str) -> list[str]:
    """All lines of other places but those of §17."""
    view = spot.view
    own = [view.slot(key) for key in ("nfr/performance", "acceptance/user-acceptance")]
    lines = spot.text.partition("## 17.")[0].split(newline)
    taken = {n for slot in own if slot is not None for n in range(slot.line, slot.end_line + 1)}
    return [line for n, line in enumerate(lines, 1) if n not in taken]
