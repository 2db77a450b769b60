"""Cases and proofs in the same order, without a number or a name in common (G18)."""

from __future__ import annotations

import pytest

from spec_tui.interview.inorder import unproven
from spec_tui.interview.sayings import said_in

CASES = """# Claims

## The tasks of an artist

1. Claim a file
2. Give a claimed file back
3. Find out who holds what
4. Break an abandoned claim

"""
PROOFS = (
    "claim: a free path exits 0 and a second member is refused",
    "give back: the file is read-only afterwards",
    "find out: all 50 holders are printed, each with a note",
    "break: a lapsed claim ends, and the breaker is named",
)


def left(text: str) -> list[str] | None:
    """The cases without proof."""
    found = unproven(said_in(text))
    return None if found is None else [row.words for row in found]


def proved(proofs: list[str], sign: str = "- ") -> str:
    """The cases, and a list of what proves them."""
    return f"{CASES}## Acceptance\n\n" + "".join(f"{sign}{proof}\n" for proof in proofs)


def test_every_case_has_a_proof() -> None:
    """In fewer words than its own."""
    assert left(proved([*PROOFS])) == []


@pytest.mark.parametrize("at", range(4))
def test_the_case_that_no_proof_is_about_is_found(at: int) -> None:
    """The others find theirs in the same order."""
    proofs = [proof for number, proof in enumerate(PROOFS) if number != at]
    case = [line[3:] for line in CASES.split("\n") if line[:1].isdigit()][at]
    assert left(proved(proofs)) == [case]


def test_other_lines_of_acceptance_among_the_proofs_prove_no_case() -> None:
    """Where the proofs bear the names of the cases."""
    general = [
        "a month of use without a lost file",
        "two artists have worked with the one-page guide",
    ]
    assert left(proved([*general, *PROOFS])) == []
    assert left(proved([*general, *PROOFS[1:]])) == ["Claim a file"]


def test_cases_counted_up_in_a_sentence_are_cases() -> None:
    """With proofs that say the same in other words."""
    text = (
        "# Quotes\n\n## What it is used for\n\nImplementations are judged by three use cases:"
        " price one parcel, lock a quote and replace a tariff.\n\n## Conformance\n\n"
        "- a locked quote survives a new tariff\n- a new tariff is replaced within 60 s\n"
    )
    assert left(text) == ["price one parcel"]


def test_numbers_with_a_gap_say_which_case_is_missing() -> None:
    """Whatever the words of the proofs are."""
    text = (
        "# Pits\n\n## Duties\n\n| No | Duty |\n|---|---|\n| D1 | Record a pit |\n"
        "| D2 | Report a slide |\n| D3 | Send what waits |\n\n## Tests\n\n"
        "| No | Shown by |\n|---|---|\n"
        "| T2 | An outline lies within 100 m of the track |\n"
        "| T3 | A queue of 12 empties within 2 minutes |\n"
    )
    assert [words[:2] for words in left(text) or ()] == ["D1"]


def test_lists_that_have_nothing_in_common_say_nothing() -> None:
    """Acceptance need not be told by cases."""
    assert left(proved(["forty days pass without a fault", "the auditor signs the report"])) is None


def test_labels_of_the_template_are_no_proofs() -> None:
    """They stand in one list with them in a document written by hand."""
    text = proved(
        ["**QA plan**: 80 % of the lines of claim and break", "**Automation**: give and find"]
    )
    assert left(text) is None


def test_a_gate_at_the_end_of_the_proofs_proves_no_case() -> None:
    """As many lines as cases are not enough, where the odd one stands elsewhere."""
    gate = "the whole studio works for a month without the old sheet"
    assert left(proved([*PROOFS[1:], gate])) == ["Claim a file"]


def test_proofs_with_the_names_of_the_cases_tell_which_list_these_are() -> None:
    """Whatever stands above it."""
    cases = (
        "# C\n\n## At the front\n\nBefore all else: record a door, assign a block, send help.\n\n"
    )
    proofs = (
        "## Acceptance\n\n- Assign a block (B2): given a team, then it is shown within 5 s\n"
        "- Send help: given a unit, then its phone rings within 10 s\n"
    )
    assert left(cases + proofs) == ["record a door"]


def test_a_proof_in_other_words_stands_where_its_case_stands() -> None:
    """`Setup:` proves `Set it up once`, before the next one and with a name like its."""
    cases = ("Set it up once", "Bring one file back", "Check that the store is sound")
    proofs = (
        "A tree of a million files comes back identical",
        "Setup: an empty disk will do",
        "Restore: one file is named, and it is back",
        "Check: a flipped bit is found in the store",
    )
    text = "# B\n\n## Use cases\n\n" + "".join(f"- {case}\n" for case in cases)
    assert not left(f"{text}\n## Acceptance\n\n" + "".join(f"- {proof}\n" for proof in proofs))
