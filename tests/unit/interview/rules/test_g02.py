"""G02: a placeholder that somebody meant to fill in."""

import pytest

from spec_tui.interview.rules.g02 import g02


@pytest.mark.parametrize(
    "words",
    ["<name of clinic>", "<why this matters>", "{Feature Name}", "{insert number}", "[insert date]",
     "[TBD by legal]", "<your city>"],
)  # fmt: skip
def test_a_placeholder_is_found_at_its_place(look, words: str) -> None:
    """The finding names line, column and words."""
    (found,) = look(g02, {"VIS1": f"Clinics in {words} lose visits."})
    assert (found.severity, found.text, found.question_id) == ("major", words, "VIS1")
    line = "- **Problem & Outcome**: Clinics in "
    assert found.column == len(line) + 1


@pytest.mark.parametrize(
    "text",
    [
        "returns List<String> or Map<String, Item value>", "GET /users/<id>", "press <kbd>x</kbd>",
        "`<name of clinic>`", "mail <a b@c.de>", "if a < b and c > d", "[a link](https://x.y)",
        "DELETE /appointments/{id}", '{ "name": "x" }', "restore <file>", "[insert](#anchor)",
        "between <5 ms and >9 ms", "see https://x.y/<your name>",
    ],
)  # fmt: skip
def test_code_tags_generics_and_parameters_are_no_placeholders(look, text: str) -> None:
    """Angle brackets have other uses."""
    assert look(g02, {"VIS1": text}) == []


def test_na_and_foreign_headings_are_not_judged(look) -> None:
    """Only text of the 18 sections is."""
    assert look(g02, {"OBS7": "N/A — <why this matters>"}) == []
    assert look(g02, "## Notes\nWrite to <your name here>.\n") == []
