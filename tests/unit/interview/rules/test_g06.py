"""G06: a word that sounds like a requirement and cannot be tested."""

import pytest

from spec_tui.interview.rules.g06 import g06


@pytest.mark.parametrize(
    ("facet", "text", "word", "question"),
    [
        ("nfr/performance", "The search must be fast.", "fast", "Which P95 in ms is fast enough?"),
        ("NFR8", "It has to be robust", "robust", "Which failures must it survive?"),
        ("ACC1", "The page opens quickly", "quickly", "Which P95 in ms is fast enough?"),
        ("VIS6", "User-friendly booking", "User-friendly",
         "Within how many minutes must a new user finish the top task?"),
        ("nfr/reliability", "Up high of each month, back within 2 h", "high",
         "How high or low, as a number with a unit?"),
        ("nfr/reliability", "Uptime is high", "high", "How high or low, as a number with a unit?"),
("nfr/scalability", "many users", "many", "How many at most?"),
("NFR8", "as reliable as possible", "reliable", "How many failures per month are acceptable?"),
    ],
)  # fmt: skip
def test_a_vague_word_in_metrics_nfrs_and_acceptance_is_major(
    look, facet: str, text: str, word: str, question: str
) -> None:
    """The sentence is what it is about, and the message asks the one pointed question."""
    (found,) = look(g06, {facet: text})
    assert (found.rule, found.severity, found.text) == ("G06", "major", text)
    assert found.message == f"“{word}” cannot be tested. {question}"


def test_elsewhere_it_is_minor_and_only_in_a_demand(look) -> None:
    """Design prose uses such words freely."""
    (found,) = look(g06, {"SCP1": "Booking must be easy"})
    assert found.severity == "minor"
    assert look(g06, {"SCP1": "Easy booking", "DOM1": "A fast lane for regulars"}) == []


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("ALT1", "It must be fast and robust"),
        ("RSK1", "It should be fast, and is not"),
        ("VIS1", "Booking must be easy"),
        ("GLO1", "Quick — it must be fast"),
        ("NFR1", "fast: 300 ms at P95"),
        ("nfr/performance", "Broken requests fail fast"),
        ("nfr/scalability", "Clean-up is best effort, backups are best-effort cleanup"),
        ("ACC1", "The responsive layout works on three phones"),
        ("ACC1", "The tool is written in safe Rust"),
        ("ACC1", "Given some overdue loans, when the month ends, then a list is sent"),
        ("ACC1", 'The button "Quick search" is on each page'),
        ("NFR8", "`fast` mode"),
        ("NFR8", "One machine is enough"),
        ("ACC1", "When the link is slow, the page shows a note"),
        ("NFR5", "N/A — it need not be reliable"),
    ],
)  # fmt: skip
def test_idioms_quotes_numbers_scenes_and_rationale_are_left_alone(look, facet, text) -> None:
    """Text that explains or means something exact raises nothing."""
    assert look(g06, {facet: text}) == []


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("ACC1", "It has to be fast; P95 800 ms"),
        ("ACC1", "It has to be fast; The job list opens within 2 seconds on the old tablets"),
        ("NFR1", "fast; 800 ms"),
        ("ACC1", "It is robust; one disk may fail"),
    ],
)
def test_a_reply_behind_the_word_settles_it(look, facet: str, text: str) -> None:
    """It stands there as `first; second`, as the reply to a follow-up does."""
    assert look(g06, {facet: text}) == []


@pytest.mark.parametrize(
    ("facet", "text", "word"),
    [
        ("ACC1", "It has to be fast; really fast", "fast"),
        ("ACC1", "It has to be fast and user-friendly; P95 800 ms", "user-friendly"),
        ("ACC1", "It has to be fast; it is back within 4 h after a crash", "fast"),
        ("nfr/reliability", "Up high of each month; back within 2 h", "high"),
    ],
)
def test_words_behind_it_that_say_something_else_do_not(
    look, facet: str, text: str, word: str
) -> None:
    """Another measure, another vague word, or one number for two words."""
    assert [f.message.partition("”")[0] for f in look(g06, {facet: text})][:1] == [f"“{word}"]


def test_a_number_on_the_next_source_line_answers_it(look) -> None:
    """A paragraph is one text however it is wrapped."""
    text = (
        "## 9. Non-Functional Requirements (NFRs)\n\n- **Performance**: Search must be fast: it\n"
        "  answers within 300 ms.\n"
    )
    assert look(g06, text) == []


def test_a_wrapped_sentence_is_named_where_it_begins(look) -> None:
    """Line and column are those of the source."""
    text = "## 9. NFRs\n\n- **Performance**: Peak load is 9 rps. Search\n  must be\n  fast.\n"
    (found,) = look(g06, text)
    assert (found.line, found.column) == (3, 40)
    assert found.text == "Search must be fast."


def test_a_word_that_the_glossary_defines_is_exact(look) -> None:
    """Somebody said what it means here."""
    answers = {"NFR8": "Fast at all times"}
    assert [f.text for f in look(g06, answers)] == ["Fast at all times"]
    assert look(g06, {**answers, "GLO1": "Fast — P95 below 300 ms"}) == []


def test_two_vague_words_in_one_sentence_are_one_finding(look) -> None:
    """One sentence, one question."""
    assert len(look(g06, {"NFR8": "Fast and robust. Also scalable"})) == 2


def test_a_metric_in_words_is_left_to_g07(look) -> None:
    """One place, one finding."""
    assert look(g06, {"NFR1": "very fast", "NFR5": "high", "ACC3": "good"}) == []


def test_speed_is_asked_for_wherever_it_stands(look) -> None:
    """Outside of the quality requirements as a minor finding."""
    (found,) = look(g06, {"CLI1": "A command is answered quickly."})
    assert found.severity == "minor"
    assert look(g06, {"CLI1": "A clerk who walks quickly opens it."}) == []


def test_a_draft_is_doubted_only_where_it_is_about_a_measure(look) -> None:
    """What a person wrote themselves is judged by every word."""
    marker = " _(confirm, from notes.md)_"
    said = "Whoever hands out a protected unit is recorded with the hour"
    assert look(g06, {"CMP2": said})
    assert look(g06, {"CMP2": f"{said}{marker}"}) == []
    assert look(g06, {"NFR1": f"The response time is 3 s on a bad line; answers come fast{marker}"})


def test_each_percentile_has_its_own_number(look) -> None:
    """The number of another one does not make a word measurable."""
    (found,) = look(g06, {"NFR1": "Search: 90 ms at P50, fast at the 95th percentile"})
    assert "fast" in found.message
    assert look(g06, {"NFR1": "Fast, 90 ms at P50, 250 ms at P95"}) == []


def test_a_value_in_words_is_vague_whatever_the_row_is_called(look) -> None:
    """`high` behind a colon, or in a cell of its own, is the whole answer."""
    (found,) = look(g06, {"nfr/reliability": "Service up: high of each month"})
    assert (found.severity, found.rule) == ("major", "G06")
    assert look(g06, {"nfr/reliability": "The high shelf is lit"}) == []


def test_a_target_with_its_number_is_exact(look) -> None:
    """The metric beside it says what is counted."""
    assert look(g06, {"VIS6": "minutes to lend", "VIS8": "12 is what a good store does"}) == []


def test_a_number_of_what_happens_otherwise_explains_nothing(look) -> None:
    """`high uptime, and if it falls, it is back in 4 h`."""
    text = "We hold it to high uptime, and should it fall over, it is back in 6 h"
    (found,) = look(g06, {"NFR5": text})
    assert "high" in found.message


def test_the_middle_does_not_say_how_quickly(look) -> None:
    """Half of the cases may take for ever."""
    assert look(g06, {"NFR1": "Shown quickly inside the EU, 60 ms at p50"}) != []
    assert look(g06, {"NFR1": "90 ms at P50, 300 ms at P95"}) == []


def test_idioms_and_lengths(look) -> None:
    """`small talk` is no size, and a curve of 30 days is none of the speed."""
    assert look(g06, {"VIS6": "One number, the rest is small talk"}) == []
    assert look(g06, {"nfr/performance": "fast for the curve of 30 days"}) != []
    assert look(g06, {"nfr/performance": "fast, at most 300 ms"}) == []


def test_a_word_of_size_that_begins_the_reliability_is_all_it_says(look) -> None:
    """`high is what partners get by contract`."""
    assert look(g06, {"nfr/reliability": "high is what partners get by contract"}) != []


@pytest.mark.parametrize(
    ("facet", "text"),
    [
        ("nfr/scalability", "three stations make one small server no warmer"),
        ("VIS6", "Share of order lines delivered short"),
        ("VIS9", "Habits form quickly on tour"),
        ("ACC1", "And one test for each of the three easy things:"),
        ("nfr/performance", "And the three that must go smoothly?"),
        ("NFR8", "a faster PC with more memory"),
    ],
)
def test_what_is_promised_to_nobody(look, facet: str, text: str) -> None:
    """Things that are there, metrics, habits, and words that only lead to others."""
    assert look(g06, {facet: text}) == []
