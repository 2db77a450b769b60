"""What is wrong in an imported text is put where it is seen, not left in the appendix (B.6)."""

from __future__ import annotations

import pytest

from spec_tui.interview.model import Finding
from tests.unit.interview.desks import Table

START = """\
# Berth board

Sleeping cars are sold out months ahead because nobody sees which berths are free.

The users are travellers and conductors. The first release must include a list of free berths.

"""
QUALITY = "The uptime is 99.5 % per month. The recovery time is 2 h. {}\n"


def drafted(text: str) -> Table:
    """A table after an import."""
    spot = Table()
    spot.draft(text, untouched=True)
    return spot


def found(spot: Table, rule: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in spot.state.findings if finding.rule == rule]


def test_two_values_of_one_metric_are_both_drafted_and_a_conflict() -> None:
    """The second would stand in the appendix, where no rule looks."""
    spot = drafted(
        START
        + "A search answers within 300 ms at P95.\n\n"
        + "A search answers within 900 ms at P95.\n"
    )
    (conflict,) = found(spot, "G15")
    assert conflict.text == "900 ms"


def test_speed_in_words_is_a_latency_without_a_number() -> None:
    """In a paragraph about quality `quickly` is a claim that wants a number."""
    spot = drafted(START + QUALITY.format("A search is answered quickly."))
    assert spot.words("NFR1") == "A search is answered quickly."
    assert [finding.key for finding in found(spot, "G07")] == ["nfr/performance/NFR1"]


def test_a_word_of_speed_alone_is_no_latency() -> None:
    """Elsewhere the same word describes, and nothing is drafted from it."""
    spot = drafted(START + "A conductor walks quickly from car to car.\n")
    assert spot.view.facet_value(spot.view.bank.facets["NFR1"]) is None


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("All of it goes somewhere in the database (TBD) Then it is printed.", "G03"),
        ("The database is [insert name here] on the same machine.", "G02"),
    ],
)
def test_open_work_in_a_sentence_is_seen(sentence: str, rule: str) -> None:
    """Even where the sentence would not be sure enough to be placed."""
    assert found(drafted(START + sentence + "\n"), rule)


def test_an_english_heading_finds_the_problem_of_a_text_in_another_language() -> None:
    """That much is certain; all else waits for a question."""
    text = (
        "# Vogelwarte\n\n## Problem\n\nDie Beobachter schreiben ihre Funde abends ab, und jeder "
        "zehnte Fund geht dabei verloren, weil die Zettel nass sind.\n\n## Scope\n\nDie App muss "
        "Funde mit Ort und Zeit aufnehmen, auch ohne Netz, und sie am Abend abgleichen.\n"
    )
    spot = drafted(text)
    assert [value.key for value in spot.view.drafted()] == ["vision/problem-outcome/VIS1"]
    assert "The text is not in English: only the title and the problem were drafted." in (
        spot.last.notes
    )


def test_a_language_without_blanks_is_no_short_text() -> None:
    """It has few words between blanks, and that says nothing about its length."""
    text = "# 朝の体操\n\n" + "公民館の体操は毎朝六時半に始まりますが、出席帳が雨で濡れます。" * 8
    assert any("not in English" in note for note in drafted(text).last.notes)
