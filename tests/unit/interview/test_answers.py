"""One answer applied: the rules of interview.md B.5, one by one."""

from __future__ import annotations

import pytest

from spec_tui.documents import toml
from spec_tui.interview.model import Intent
from spec_tui.interview.replies import intent_of
from tests.unit.interview.desks import BANK, REVISIT, TEMPLATE, Table, table

# -- 1 normalise, whole-answer intents ------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("skip", "skip"),
        (" Later. ", "later"),
        ("don't know", "unknown"),
        ("I don’t know", "unknown"),
        ("N/A", "na"),
        ("not applicable", "na"),
        ("back", "back"),
        ("why", "why"),
        ("example", "example"),
        ("stop!", "stop"),
        ("skip the first release", None),
        ("none", None),
        ("N/A for guests, but staff sign in", None),
        ("", None),
    ],
)
def test_only_whole_answers_are_commands(text: str, intent: Intent | None) -> None:
    """A command word inside an answer is content (B.5.1)."""
    assert intent_of(text) == intent


def test_not_applicable_for_some_is_an_answer() -> None:
    """ "N/A for guests, but staff …" is content (B.5.1)."""
    spot = table(("SEC1", "N/A for guests, but staff sign in with OIDC"))
    assert spot.words("SEC1") == "N/A for guests, but staff sign in with OIDC"
    assert spot.value("SEC1").form == "text"


def test_na_asks_for_its_reason() -> None:
    """Without a reason nothing is written."""
    spot = Table()
    assert "why" in spot.say("EVT1", "n/a").refused
    assert spot.text == TEMPLATE


@pytest.mark.parametrize("typed", ["n/a — no listeners", "N/A: no listeners", "na - no listeners"])
def test_na_with_its_reason_in_one_line(typed: str) -> None:
    """The reason may stand behind it."""
    spot = table(("EVT1", typed))
    assert "- **Events**: N/A — no listeners\n" in spot.text


@pytest.mark.parametrize("word", ["back", "why", "example", "stop"])
def test_commands_of_the_interview_are_no_answers(word: str) -> None:
    """They are refused where no shell took them."""
    assert Table().say("VIS1", word).refused


def test_controls_and_decomposed_letters_are_normalised() -> None:
    """NFC, no control characters (B.5.1)."""
    spot = table(("VIS1", "  Caf\u0065\u0301s lose \x1b[31mbookings\x07 "))
    assert spot.words("VIS1") == "Cafés lose [31mbookings"


# -- 2 kinds --------------------------------------------------------------------------------


def test_a_number_picks_a_choice() -> None:
    """By its number, by `choose`, or in words."""
    by_number, by_choose = table(("DAT10", "3")), Table()
    by_choose.say("DAT10", choose=3)
    assert by_number.words("DAT10") == by_choose.words("DAT10") == "SQLite"
    assert table(("DAT10", "CouchDB 3")).words("DAT10") == "CouchDB 3"


def test_a_choice_that_opens_the_box_needs_words() -> None:
    """Something else is not an answer by itself."""
    spot = Table()
    last = len(spot.question("DAT10").choices)
    assert spot.say("DAT10", choose=last).refused
    assert not spot.say("DAT10", "CouchDB", choose=last).refused
    assert spot.words("DAT10") == "CouchDB"


@pytest.mark.parametrize("number", [-1, 9, 99])
def test_a_choice_that_does_not_exist_is_refused(number: int) -> None:
    """With the range."""
    assert Table().say("DAT10", choose=number).refused.startswith("There is no choice")


def test_yes_and_no_are_written_as_sentences() -> None:
    """`no` reads "none" behind the label (B.1)."""
    assert table(("DAT7", "no")).words("DAT7") == "none"
    assert table(("DAT7", "Yes")).words("DAT7") == "has to be moved in before the first release"
    assert table(("DAT7", "4,000 patients from CSV")).words("DAT7") == "4,000 patients from CSV"


@pytest.mark.parametrize("words", ["none", "PostgreSQL 16", "5", "é"])
def test_short_answers_are_answers(words: str) -> None:
    """Only the four refusals of B.5.3 exist."""
    assert table(("TP1", words)).words("TP1") == words


@pytest.mark.parametrize(
    "words",
    ["", "  \n ", "<why this matters>", "What problem does the product solve?", "<anything>"],
)
def test_empty_hint_and_the_question_itself_are_refused(words: str) -> None:
    """Nothing is written then."""
    spot = Table()
    assert spot.say("VIS1", words).refused
    assert spot.text == TEMPLATE


def test_the_hint_of_a_slot_is_refused_also_without_brackets() -> None:
    """§5 and 8 to 17 have bare hints (formats.md 26)."""
    assert Table().say("OBS1", "structure,  Redaction").refused


# -- 3 follow-ups ---------------------------------------------------------------------------


def test_a_number_without_unit_is_stored_and_asked_about_once() -> None:
    """The words stand at once; the unit joins them (B.5.3)."""
    spot = table(("TYP", "web app"))
    assert "unit" in spot.say("NFR1", "300").follow_up
    assert spot.words("NFR1") == "300"
    assert spot.next.id == "NFR1"
    assert spot.next.follow_up
    assert spot.say("NFR1", "ms").follow_up == ""
    assert spot.words("NFR1") == "300 ms"
    assert spot.asking.follow_up is None


def test_the_unit_may_come_with_more_words() -> None:
    """`300` and `ms for the search` are one quantity."""
    spot = table(("NFR1", "300"), ("NFR1", "ms for the free-slot search"))
    assert spot.words("NFR1") == "300 ms for the free-slot search"
    assert spot.records("outstanding") == []


def test_a_vague_answer_is_asked_about_once_then_it_is_a_question_in_17() -> None:
    """Never a third time."""
    spot = Table()
    assert spot.say("NFR1", "fast").follow_up
    second = spot.say("NFR1", "really fast")
    assert second.follow_up == ""
    assert spot.words("NFR1") == "fast; really fast"
    assert [r.partition(":")[0] for r in spot.records("outstanding")] == [
        "Q1 (Performance · P95 latency, major)"
    ]
    assert spot.say("NFR1", "very fast").follow_up == ""


def test_a_reply_joins_the_line_it_is_about() -> None:
    """Also where the answer has several."""
    spot = table(("TYP", "web app"), ("ACC1", "It has to be fast\nAll steps are told"))
    assert spot.say("ACC1", "2 s").follow_up == ""
    assert spot.words("ACC1") == "It has to be fast; 2 s\nAll steps are told"
    assert spot.records("outstanding") == []


def test_an_answer_to_the_question_in_17_closes_it() -> None:
    """It moves to Resolved."""
    spot = table(("NFR1", "fast"), ("NFR1", "really fast"), ("NFR1", "300 ms"))
    assert spot.words("NFR1") == "300 ms"
    assert spot.records("outstanding") == []
    assert spot.records("resolved")[0].startswith("Q1 (2026-11-20, @me):")


def test_putting_a_follow_up_off_keeps_the_answer() -> None:
    """The doubt is a question in §17."""
    spot = table(("NFR1", "300"))
    outcome = spot.say("NFR1", intent="skip")
    assert outcome.receipt == "Your answer stands. The rest stays open as Q1."
    assert spot.words("NFR1") == "300"


def test_vague_words_outside_metrics_are_not_asked_about() -> None:
    """Lexical smells create no questions on their own (B.2)."""
    assert table(("VIS1", "Booking is slow and clumsy")).last.follow_up == ""


def test_a_hedge_alone_is_asked_about() -> None:
    """ "maybe" says nothing yet."""
    assert Table().say("VIS1", "maybe").follow_up


# -- 4 placing ------------------------------------------------------------------------------


def test_one_value_and_nothing_else_is_set() -> None:
    """Every other line of the template is untouched."""
    spot = table(("NFR1", "300 ms"))
    before, after = TEMPLATE.split("\n"), spot.text.split("\n")
    assert [line for line in after if line not in before] == [
        "- **Performance**:",
        "  - *P95 latency*: 300 ms",
    ]
    assert [line for line in before if line not in after] == [
        "- **Performance**: SLAs/SLOs, peak loads"
    ]


def test_lines_with_the_label_of_another_facet_go_there() -> None:
    """And the receipt says so (B.5.4)."""
    spot = table(("VIS6", "No-show rate\nTarget: 10 % or less\n**Baseline**: 19 %"))
    assert [spot.words(f) for f in ("VIS6", "VIS8", "VIS7")] == [
        "No-show rate",
        "10 % or less",
        "19 %",
    ]
    assert spot.last.notes[0] == "Also recorded: §1 Success Metrics."


def test_a_label_in_a_fence_or_below_an_item_is_content() -> None:
    """Only lines of the answer itself are spread."""
    words = "Rate\n```\nTarget: 5\n```\n- sub\n  - Target: 6"
    spot = table(("VIS6", words))
    assert spot.words("VIS8") == ""
    assert "Target: 5" in spot.words("VIS6")
    assert "Target: 6" in spot.words("VIS6")


def test_the_label_of_its_own_facet_is_dropped() -> None:
    """`P95 latency: 300 ms` typed for it is `300 ms`."""
    assert table(("NFR1", "P95 latency: 300 ms")).words("NFR1") == "300 ms"


def test_another_value_for_an_answered_facet_is_a_conflict() -> None:
    """The first stays, both wait in §17 (B.5.4)."""
    spot = table(("TYP", "web app"), ("VIS8", "10 %"), ("VIS6", "Rate\nTarget: 5 %"))
    assert spot.words("VIS8") == "10 %"
    assert spot.records("outstanding") == [
        'Q1 (Success Metrics · Target, critical): "10 %" or "5 %"?'
    ]
    assert spot.next.id == "conflict:Q1"


def test_the_same_value_again_is_no_conflict() -> None:
    """Compared after folding."""
    spot = table(("VIS8", "10 %"), ("VIS6", "Rate\nTarget: 10  %"))
    assert spot.records("outstanding") == []


# -- 5 already in the text ------------------------------------------------------------------


def test_a_cue_in_its_own_slot_settles_a_small_facet() -> None:
    """Impact 3 needs the cue only (B.5.5)."""
    spot = table(("WH1", "POST /hooks/sms, signed with HMAC-SHA256"))
    assert spot.view.settled("WH2")


def test_a_facet_of_impact_4_needs_a_typed_value_too() -> None:
    """A number and a unit, a date, a known name."""
    text = TEMPLATE.replace("SLAs/SLOs, peak loads", "{}")
    assert not Table(text.format("P95 latency matters a lot")).view.settled("NFR1")
    assert Table(text.format("P95 latency below 300 ms")).view.settled("NFR1")


# -- 7 later, don't know --------------------------------------------------------------------


@pytest.mark.parametrize("intent", ["later", "unknown"])
def test_later_takes_the_usual_answer_as_a_dated_assumption(intent: Intent) -> None:
    """Value, marker and A-record; revisit in 30 days (B.5.7)."""
    spot = Table()
    outcome = spot.say("NFR5", intent=intent)
    assert "- **Reliability**:\n  - *Uptime*: 99.9 % per month _(assumption A1)_\n" in spot.text
    assert (
        f"  - A1 (Reliability · Uptime): usual for a public service; revisit {REVISIT}" in spot.text
    )
    assert outcome.receipt == "Later. Assumption A1 in §13, look again on 20 Dec 2026."
    assert spot.view.settled("NFR5")


def test_without_a_usual_answer_it_is_undecided() -> None:
    """With the same record."""
    spot = Table()
    spot.say("USR4", intent="later")
    assert "- **Top Use Cases**: undecided _(assumption A1)_" in spot.text
    assert spot.view.settled("USR4")


def test_a_usual_answer_that_is_na_or_see_is_no_assumption() -> None:
    """N/A and See are written plainly."""
    spot = Table()
    spot.say("MIL1", intent="later")
    assert "  - *MVP*: See §2 In-scope\n" in spot.text
    assert spot.records("assumptions") == []


def test_nobody_guesses_an_answer_of_impact_5() -> None:
    """It is a critical question in §17 (B.5.7)."""
    spot = Table()
    spot.say("VIS1", intent="unknown")
    assert spot.records("outstanding") == [
        f"Q1 (Problem & Outcome, critical): {BANK.facets['VIS1'].text}"
    ]
    assert spot.words("VIS1") == ""
    spot.say("VIS1", intent="later")
    assert len(spot.records("outstanding")) == 1


def test_a_parked_question_is_asked_once_more_not_for_ever() -> None:
    """Whatever is said then, the session goes on (B.3, 7)."""
    for intent in ("later", "unknown", "skip"):
        spot = Table()
        spot.say("VIS1", intent="unknown")
        assert "Q1" not in spot.asking.asked_again
        spot.say("VIS1", intent=intent)
        assert "Q1" in spot.asking.asked_again


# -- 8 not applicable -----------------------------------------------------------------------


def test_na_on_a_lead_covers_its_slot() -> None:
    """The facets of the slot are settled with it."""
    spot = Table()
    spot.say("WH1", intent="na", reason="none in v1")
    assert "- **Webhooks**: N/A — none in v1\n" in spot.text
    assert all(spot.view.settled(f) for f in ("WH1", "WH2", "WH3"))


def test_na_against_text_in_the_slot_is_a_conflict() -> None:
    """Both stand in §17 until somebody chooses (B.5.8)."""
    spot = table(("EVT3", "JSON with id and time"))
    spot.say("EVT1", intent="na", reason="no listeners")
    assert spot.words("EVT3") == "JSON with id and time"
    assert spot.next.kind == "conflict"


def test_an_answer_in_a_slot_that_is_na_takes_the_line_away() -> None:
    """And the receipt says so (B.5.8)."""
    spot = Table()
    spot.say("EVT1", intent="na", reason="no listeners")
    outcome = spot.say("EVT3", "JSON with id and time")
    assert "- **Events**:\n  - *Event schema*: JSON with id and time\n" in spot.text
    assert "§5 Events is no longer N/A." in outcome.notes


# -- 9 answered later -----------------------------------------------------------------------


def test_a_value_for_an_assumed_place_settles_the_assumption() -> None:
    """Marker gone, A-record in Resolved (B.5.9)."""
    spot = Table()
    spot.say("NFR5", intent="later")
    spot.say("NFR5", "99.5 % per month")
    assert "_(assumption" not in spot.text
    assert spot.records("assumptions") == []
    assert spot.records("resolved") == [
        "A1 (2026-11-20, @me): Reliability · Uptime → 99.5 % per month"
    ]


def test_a_facet_settles_the_undecided_of_its_slot() -> None:
    """The assumption of the slot's line goes to Resolved too."""
    text = TEMPLATE.replace("authZ/authN, secrets, PII handling", "undecided _(assumption A3)_")
    text = text.replace(
        "- **Assumptions**: rationale, revisit date",
        "- **Assumptions**:\n  - A3 (Security & Privacy): why; revisit 2026-01-01",
    )
    spot = table(("SEC1", "OIDC"), text=text)
    assert "undecided" not in spot.text
    assert spot.records("resolved")[0].startswith("A3 (2026-11-20, @me)")


# -- 10 Resolved ----------------------------------------------------------------------------


def test_an_ordinary_answer_is_not_logged_in_resolved() -> None:
    """The transcript has it (B.5.10)."""
    assert table(("VIS1", "Lost visits"), ("NFR1", "300 ms")).records("resolved") == []


def test_a_closed_question_is() -> None:
    """With its decision."""
    spot = Table()
    spot.say("VIS1", intent="unknown")
    spot.say("VIS1", "Lost visits")
    assert spot.records("outstanding") == []
    assert spot.records("resolved") == ["Q1 (2026-11-20, @me): Problem & Outcome → Lost visits"]
    assert "- **Outstanding**: None\n" in spot.text


def test_a_long_answer_is_pointed_at_in_resolved() -> None:
    """Resolved repeats no paragraphs."""
    spot = Table()
    spot.say("SCP1", intent="unknown")
    spot.say("SCP1", "\n".join(f"Part number {n} of the first release" for n in range(20)))
    assert spot.records("resolved") == ["Q1 (2026-11-20, @me): In-scope → see §2 In-scope"]


# -- 11 skip --------------------------------------------------------------------------------


def test_two_skips_make_a_question() -> None:
    """The first one only asks again (B.3)."""
    spot = Table()
    assert spot.say("NFR1", intent="skip").receipt == "Skipped. I will ask once more."
    assert spot.text == TEMPLATE
    assert spot.say("NFR1", intent="skip").receipt == "Skipped twice. It stays open as Q1."
    assert spot.records("outstanding") == [
        f"Q1 (Performance · P95 latency, major): {BANK.facets['NFR1'].text}"
    ]


# -- ids, open questions, confirm -----------------------------------------------------------


def test_ids_are_never_used_twice() -> None:
    """max + 1 over the whole file, Resolved and W-records too."""
    text = TEMPLATE.replace(
        "decisions & dates",
        "\n  - Q7 (2026-01-01, @a): old → gone"
        '\n  - W3 (2026-01-01, @a): G07 accepted in Events: "x"',
    )
    spot = Table(text)
    spot.say("VIS1", intent="unknown")
    spot.say("NFR5", intent="later")
    assert spot.records("outstanding")[0].startswith("Q8 ")
    assert spot.records("assumptions")[0].startswith("A1 ")
    spot.say("NFR5", "99 %")
    spot.say("DEP4", intent="later")
    assert spot.records("assumptions")[0].startswith("A2 ")


def test_an_answer_to_an_open_question_goes_into_its_place() -> None:
    """And the record to Resolved."""
    text = TEMPLATE.replace(
        "tracked until resolved", "\n  - Q4 (Compliance, major): Does the CCPA apply?"
    )
    spot = table(("CMP1", "GDPR"), text=text)
    spot.say("Q4", "No, only Europe")
    assert spot.words("CMP1") == "GDPR; No, only Europe"
    assert spot.records("resolved") == [
        "Q4 (2026-11-20, @me): Does the CCPA apply → No, only Europe"
    ]


CONFIRM = TEMPLATE.replace(
    "- **In-scope**: <what will be built>",
    "- **In-scope**: Booking _(confirm, from notes.md)_",
)


def test_yes_takes_the_confirm_marker_away() -> None:
    """1 yes (B.5.3b)."""
    spot = Table(CONFIRM)
    assert spot.question("SCP1").kind == "confirm"
    spot.say("SCP1", choose=1)
    assert "- **In-scope**: Booking\n" in spot.text


def test_another_text_replaces_the_drafted_one() -> None:
    """2 change it."""
    spot = Table(CONFIRM)
    assert spot.say("SCP1", choose=2).refused
    spot.say("SCP1", "Booking and moving")
    assert spot.words("SCP1") == "Booking and moving"
    assert "_(confirm" not in spot.text


def test_what_is_taken_out_is_kept_at_the_end() -> None:
    """3 take it out: the hint comes back, the words move to the appendix."""
    spot = Table(CONFIRM)
    spot.say("SCP1", choose=3)
    assert "- **In-scope**: <what will be built>\n" in spot.text
    appendix = spot.text.partition("## Appendix: Imported material (notes.md)")[2]
    assert "Booking" in appendix
    assert spot.view.spec.value("scope/in-scope/SCP1") is None


# -- stack.toml -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("Written in Rust, one executable file, built for Windows and Linux.", "Rust"),
        ("Rust or Go, whichever the team can still read in two years", None),
        ("Rust 1.80", "Rust 1.80"),
    ],
)
def test_a_sentence_is_mirrored_by_the_name_in_it(said: str, value: str | None) -> None:
    """stack.toml holds names; two of them are left for a person to part."""
    spot = table(("STK1", said), stack='[app]\nlanguage = "x"\n')
    assert toml.values(spot.stack)["app.language"] == (value or said)
    assert spot.words("STK1") == said


def test_a_reason_for_having_none_is_no_value_of_stack_toml() -> None:
    """`primary = "N/A — no data"` would name a product."""
    spot = table(("TYP", "library"), stack='[datastore]\nprimary = "x"\n')
    spot.say("DAT10", "n/a — nothing is stored")
    assert "N/A — nothing is stored" in spot.text
    assert toml.values(spot.stack)["datastore.primary"] == "x"


def test_an_answer_is_mirrored_in_stack_toml() -> None:
    """Verbatim, and the key counts as reviewed (B.9)."""
    stack = '# spec-tui: decide later: datastore.primary\n[datastore]\nprimary = "x"  # why\n'
    spot = table(("DAT10", "PostgreSQL 16"), stack=stack)
    assert spot.stack == '[datastore]\nprimary = "PostgreSQL 16" # why\n'
