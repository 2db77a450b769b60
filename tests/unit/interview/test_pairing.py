"""Use cases and what proves them, where a text refers from one to the other."""

from __future__ import annotations

import pytest

from spec_tui.documents.markdown import parse
from spec_tui.interview.pairing import unproven
from spec_tui.interview.sayings import sayings
from spec_tui.interview.sentences import MOST_UNITS, units


def missing(text: str) -> list[str] | None:
    """The words of the cases that nothing proves."""
    cases = unproven(text, sayings(units(parse(text), MOST_UNITS)))
    return None if cases is None else [case.words for case in cases]


CASES = ("hang a coat", "fetch a coat", "help a guest")
PROOFS = ("a hundred hang by noon", "fifty of fifty are right", "it is picked from photos")


@pytest.mark.parametrize(
    ("case", "proof"),
    [
        ("- UC-{n}: {words}", "- AC-{n} (UC-{n}): {words}"),
        ("- ({letter}) {words}", "- {letter}: {words}"),
        ("- Case {letter}: {words}", "- {letter} passes if {words}"),
        ("- W{n} {words}", "- W{n}: {words}"),
        ("{n}. {words}", "{n}. {words}"),
        ("{n}. {words}", "- Case {n}: {words}"),
        ("| Moment {n} | {words} |", "| Proof of {n} | {words} |"),
        ("- `c{n} --all` to {words}", "- `c{n}`: {words}"),
    ],
)
@pytest.mark.parametrize("gone", [None, 0, 1])
def test_a_criterion_names_its_case(case: str, proof: str, gone: int | None) -> None:
    """By number, letter or command; which of them is gone can be told from the others."""

    def rows(form: str, words: tuple[str, ...], without: int | None = None) -> str:
        made = [
            form.format(n=at + 1, letter="ABC"[at], words=said)
            for at, said in enumerate(words)
            if at != without
        ]
        head = ["| | |", "|---|---|"] if form.startswith("|") else []
        return "\n".join([*head, *made])

    text = f"## At work\n{rows(case, CASES)}\n\n## Tests\n{rows(proof, PROOFS, gone)}\n"
    found = missing(text)
    assert found is not None
    assert len(found) == (gone is not None)
    assert all(CASES[gone or 0] in words for words in found)


def test_cases_that_head_what_proves_them() -> None:
    """The proof stands right below each of the others."""
    told = "**S{n}** A referee scans seal {n}\n{below}\n"
    below = ["- Given a seal, when it is scanned, then it is red"] * 3
    text = "\n".join(told.format(n=at, below=words) for at, words in enumerate(below, 1))
    assert missing(text) == []
    gone = text.replace(below[0], "", 1)
    assert missing(gone) == ["**S1** A referee scans seal 1"]


def test_cases_that_are_counted_in_sentences() -> None:
    """`there is (a) declaring a pitch unfit`; the criteria say `(b)` and `(c)`."""
    told = "Ann opens it and there is (a) closing a pitch. Bob has (b) moving a match."
    text = (
        f"{told} Mine is (c) finding a referee.\n\n## Tests\n\n- (b) it is moved\n- (c) it rings\n"
    )
    assert missing(text) == ["(a) closing a pitch."]


def test_proofs_as_items_below_their_cases() -> None:
    """In a list, or in several of which each has its own heading."""
    first = (
        "- *As a bidder* I leave a limit\n- *As a bidder* I raise it\n  - Accepted when it is 410\n"
    )
    second = "- *As the clerk* I put it right\n  - Accepted when both names stay\n"
    text = f"**Morning**\n\n{first}\n**Evening**\n\n{second}"
    assert missing(text) == ["*As a bidder* I leave a limit"]


def test_cases_with_names_of_their_own() -> None:
    """The same short name stands before a case and before its proof."""
    cases = "- **Early hire.** Warm\n- **Overrun.** An hour more\n- **Cancelled.** Cold\n"
    proofs = "- **Overrun:** oil burns on\n- **Cancelled:** the relay is open\n"
    assert missing(f"## Cases\n{cases}\n## Tests\n{proofs}") == ["**Early hire.** Warm"]


@pytest.mark.parametrize(
    "text",
    [
        # a shorter list that also begins with 1
        "## Jobs\n1. hang\n2. fetch\n3. help\n\n## Tests\n1. all green\n2. on every commit\n",
        # words that are no names
        "## Done\nA phase is done when it works. I test it.\n\n## Tests\nA run passes. I sign.\n",
        "## Jobs\n- hang a coat\n- fetch a coat\n\n## Tests\n- a hundred hang by noon\n",
    ],
)
def test_nothing_refers(text: str) -> None:
    """Lists that do not speak of each other tell nothing."""
    assert missing(text) is None
