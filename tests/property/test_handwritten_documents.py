"""SPEC.md as somebody wrote it by hand: a new answer takes nothing of it away."""

from hypothesis import assume, example, given
from hypothesis import strategies as st

from spec_tui.documents.markdown import parse
from spec_tui.interview.bank import load
from spec_tui.interview.reading import read
from spec_tui.interview.writing import Sheet
from tests.property.test_values import line

BANK = load()
HEADINGS = list(dict.fromkeys((s.number, s.heading) for s in BANK.sections))
LABELS = [slot.label for slot in BANK.slots.values()]

own = st.lists(
    st.one_of(
        line,
        st.sampled_from(
            ["C# on .NET 8, by NuGet.", "  - out by 2027", "", "  | a | b |", "    - deeper"]
        ),
    ),
    max_size=4,
)
label = st.sampled_from(LABELS)
slot = st.one_of(
    label.map(lambda name: [f"- **{name}**: words"]),
    label.map(lambda name: [f"**{name}**: words"]),
    label.map(lambda name: [f"### {name}", "words"]),
)


def written_by_hand(slots):
    """Documents of one to three sections, each with words of its own around a slot."""
    section = st.tuples(st.sampled_from(HEADINGS), own, slots, own).map(
        lambda drawn: [f"## {drawn[0][0]}. {drawn[0][1]}", *drawn[1], *drawn[2], *drawn[3]]
    )
    return st.lists(section, min_size=1, max_size=3).map(
        lambda sections: "\n".join(line.replace("\r", "") for rows in sections for line in rows)
    )


@given(text=written_by_hand(slot | st.just([])), facet=st.sampled_from(sorted(BANK.facets)))
@example(text="## 11. Deployment & Environments\nC# on .NET 8, by NuGet.", facet="DEP1")
@example(text="## 15. Milestones & Phases\n  - out by 2027\n  - all by 2028", facet="MIL6")
@example(text="## 15. Milestones & Phases\n\n  | a | b |\n  |---|---|\n  | c | d |", facet="MIL2")
@example(text="## 15. Milestones & Phases\n  - out by 2027\n```\nopen", facet="MIL2")
@example(text="## 15. Milestones & Phases\n<!-- open", facet="MIL2")
def test_a_slot_that_was_not_there_takes_no_line_of_others(text, facet):
    """Every line stays, in its order, and the answer is read back."""
    chosen = BANK.facets[facet]
    assume(chosen.home not in read(text, BANK).slots)
    assume(read(text, BANK).value(chosen.key) is None)
    sheet = Sheet(parse(text), BANK)
    sheet.set_value(chosen.key, "qqq zzz")
    written = iter(sheet.text.split("\n"))
    for said in filter(str.strip, text.split("\n")):
        assert said in written, sheet.text
    value = read(sheet.text, BANK).value(chosen.key)
    assert value is not None, sheet.text
    assert value.text == "qqq zzz"


@given(text=written_by_hand(slot), data=st.data())
def test_an_answer_leaves_what_stands_outside_of_its_slot(text, data):
    """Every line of other slots and of none stays, in its order."""
    slots = read(text, BANK).slots
    facets = [facet for facet in BANK.facets.values() if facet.home in slots]
    assume(facets)
    chosen = data.draw(st.sampled_from(facets))
    present = slots[chosen.home]
    sheet = Sheet(parse(text), BANK)
    sheet.set_value(chosen.key, "qqq zzz")
    written = iter(sheet.text.split("\n"))
    for number, said in enumerate(text.split("\n"), 1):
        if said.strip() and not present.line <= number <= present.end_line:
            assert said in written, sheet.text
