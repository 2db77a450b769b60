"""What is written into SPEC.md is read back as it was said, whatever it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spec_tui.documents.markdown import parse
from spec_tui.interview.bank import load
from spec_tui.interview.reading import read
from spec_tui.interview.templates import spec_template
from spec_tui.interview.values import canonical
from spec_tui.interview.writing import Sheet

BANK = load()
TEMPLATE = parse(spec_template("Trial"))

HOSTILE = [
    "# heading",
    "## 4. Domain Model",
    "- bullet",
    "* star",
    "1. one",
    "3) three",
    "> quote",
    "<!-- comment",
    "<div>",
    "| a | b |",
    "---",
    "***",
    "===",
    "```",
    "~~~",
    "    code",
    "\tcode",
    "[a]: http://x",
    "- **Storage**: x",
    "*P95 latency*: 3 ms",
    "Errors: none",
    "Errors\\: none",
    "x _(assumption A4)_",
    "x \\_(assumption A4)_",
    "_(confirm, from a.md)_",
    "N/A — no",
    "See §9 Performance",
    "undecided",
    "Q7 (Storage): what?",
    "\\",
    "\\\\- x",
    "a\\",
    "`code`",
    "[[link|text]]",
    "é → 中文 🎉",
    "a: b: c",
    "**bold**: text",
    "+",
    "-",
    "_",
    "a\u00a0b",
]
line = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=20),
    st.sampled_from(HOSTILE).map(lambda s: "  " + s),
    st.sampled_from(["", "a", "- a", "  - b", "    - c", "```\ncode\n\n  x\n```", "1. x", "2. y"]),
)
answers = st.lists(line, min_size=1, max_size=8).map("\n".join)


@given(answer=answers, facet=st.sampled_from(sorted(BANK.facets)))
def test_every_answer_is_read_back_as_it_was_stored(answer, facet):
    """read(write(answer)) == answer for every facet and hostile Markdown."""
    chosen = BANK.facets[facet]
    stored = canonical(answer, one_item_a_line=chosen.kind == "list")
    if not stored or stored.casefold() == "none":
        return
    sheet = Sheet(TEMPLATE, BANK)
    sheet.set_value(chosen.key, stored)
    value = read(sheet.text, BANK).value(chosen.key)
    slot = BANK.slots[f"{chosen.section}/{chosen.slot}"]
    if chosen.lead and (stored.startswith("<") and stored.endswith(">") and "\n" not in stored):
        return  # a bare placeholder is refused before it is stored
    assert value is not None, sheet.text
    assert value.text == stored
    assert slot.key in value.key


@given(answer=answers, facet=st.sampled_from(sorted(BANK.facets)))
def test_an_answer_changes_nothing_outside_its_slot(answer, facet):
    """Every line of another place is still there, byte for byte, in its order."""
    chosen = BANK.facets[facet]
    stored = canonical(answer, one_item_a_line=chosen.kind == "list")
    if not stored:
        return
    sheet = Sheet(TEMPLATE, BANK)
    sheet.set_value(chosen.key, stored)
    slot = BANK.slots[f"{chosen.section}/{chosen.slot}"]
    before, after = TEMPLATE.text, sheet.text
    own = f"- **{slot.label}**:"
    if slot.optional:
        assert all(line in after.split("\n") for line in before.split("\n"))
        return
    head, rest = before.split(own, 1)
    tail = rest.partition("\n")[2]
    assert after.startswith(head)
    assert after.endswith(tail)


@given(answer=answers)
def test_canonical_text_loses_no_word(answer):
    """Bullets, numbering and control characters go; words stay in their order."""
    stored = canonical(answer)
    kept = [w for w in answer.split() if w.isalpha() and w.isascii()]
    words = stored.split()
    at = 0
    for word in kept:
        assert word in words[at:]
        at = words.index(word, at) + 1


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("- a\n- b", "a\nb"),
        ("1. a\n2. b", "a\nb"),
        ("1. a\n3. b", "1. a\n3. b"),
        ("a\n  - b\n    - c", "a\nb\n  - c"),
        ("- a\n  - b\n    - c\n- d", "a\n  - b\n    - c\nd"),
        ("a\r\n\r\n\r\nb", "a\n\nb"),
        ("- long words that\n  hang below", "long words that hang below"),
        ("```py\n  x = 1\n```", "```py\n  x = 1\n```"),
        ("\x1b[31mred\x00", "[31mred"),
    ],
)
def test_typed_text_is_brought_into_shape(typed, stored):
    """What a person typed or pasted, and what is stored of it."""
    assert stored == canonical(typed)
