"""The interview, key by key."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.events import Paste

from spec_tui.screens.finished import FinishedScreen
from spec_tui.screens.interview import InterviewScreen
from spec_tui.screens.review import ReviewScreen
from spec_tui.screens.strip import Strip
from tests.screens import fake_session as fake
from tests.screens.driving import driven
from tests.screens.fake_session import Draft, FakeSession, Outcome


def asked(*questions) -> FakeSession:
    return FakeSession(script=[*questions, fake.STEPS])


async def test_enter_saves_a_line_and_the_receipt_says_where() -> None:
    """One line, Enter, receipt, next question."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("300 ms")
        await one.press("enter")
        assert one.session.sent == [("answer", "NFR1", "300 ms", None, None, "", "refuse")]
        assert "✓ Saved to SPEC.md, §9 Performance. ctrl+r takes it back." in one.text()
        assert "What are the steps" in one.text()
        assert one.box.text == ""


async def test_enter_in_a_long_answer_makes_a_line_and_ctrl_s_saves() -> None:
    """Long fields are saved on purpose only."""
    async with driven(asked(fake.OVERVIEW)) as one:
        await one.type("one")
        await one.press("enter")
        assert one.box.text == "one\n"
        assert one.session.sent == []
        await one.press("ctrl+s")
        assert one.session.sent[0][2] == "one\n"


async def test_enter_is_ignored_for_a_moment_after_a_new_question() -> None:
    """A second Enter of the last answer cannot answer the next question."""
    async with driven(FakeSession(script=[fake.LATENCY, fake.LATENCY])) as one:
        await one.type("300 ms")
        one.app.interview.asked_at = one.clock.now
        await one.pilot.press("enter")
        await one.settle()
        assert one.session.sent == []
        one.clock.now += 0.31
        await one.pilot.press("enter")
        await one.settle()
        assert len(one.session.sent) == 1


async def test_enter_without_a_choice_answers_nothing() -> None:
    """Nothing is selected at the start, so a stray Enter does nothing but say so."""
    async with driven(asked(fake.SIGN_IN)) as one:
        await one.press("enter")
        assert one.session.sent == []
        assert "Choose a number first." in one.text()


async def test_number_then_enter_saves_a_choice() -> None:
    """Choosing and saving are two keys."""
    async with driven(asked(fake.SIGN_IN)) as one:
        await one.press("2")
        assert one.session.sent == []
        await one.press("enter")
        assert one.session.sent[0][3] == 2


async def test_something_else_opens_the_box_and_esc_closes_it() -> None:
    """The last choice takes words; esc goes back to the choices without losing them."""
    async with driven(asked(fake.SIGN_IN)) as one:
        await one.press("5")
        await one.type("Passkeys")
        await one.press("escape")
        assert one.app.focused is one.app.interview.view.options
        await one.press("enter", "enter")
        assert one.session.sent[0][2:4] == ("Passkeys", 5)


async def test_paste_with_line_breaks_never_saves_and_becomes_long() -> None:
    """A pasted paragraph in a field of one line stays in the box."""
    async with driven(asked(fake.LATENCY)) as one:
        one.box.post_message(Paste("300 ms\nat noon\n"))
        await one.settle()
        await one.press("enter")
        assert one.session.sent == []
        assert one.box.text.startswith("300 ms\nat noon\n")
        assert "ctrl+s" in one.rows()[-1]


async def test_ctrl_j_makes_a_line_in_a_field_of_one_line() -> None:
    """ctrl+j always makes a line."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("300 ms")
        await one.press("ctrl+j")
        assert one.box.text == "300 ms\n"
        assert one.box.long


async def test_lists_go_on_with_the_next_number_and_end_on_an_empty_item() -> None:
    """Numbered and bulleted lines continue by themselves."""
    async with driven(asked(fake.STEPS)) as one:
        await one.type("1. first")
        await one.press("enter")
        assert one.box.text == "1. first\n2. "
        await one.press("enter")
        assert one.box.text == "1. first\n"
        one.box.load("- a", long=True)
        await one.press("enter")
        assert one.box.text == "- a\n- "


async def test_refused_answer_leaves_box_and_question_unchanged() -> None:
    """Only the receipt line changes, in the colour of an error, with an exclamation sign."""
    session = asked(fake.LATENCY)
    session.receipts = [Outcome(refused="I need a number with a unit, such as 300 ms.")]
    async with driven(session) as one:
        await one.type("fast")
        await one.press("enter")
        assert one.box.text == "fast"
        assert "! I need a number with a unit, such as 300 ms." in one.text()
        assert "What P95 latency" in one.text()


async def test_follow_up_comes_under_the_same_question_with_an_empty_box() -> None:
    """One pointed question follows vague words."""
    session = asked(fake.LATENCY)
    session.receipts = [Outcome(receipt="Saved.", follow_up="How many milliseconds?")]
    async with driven(session) as one:
        await one.type("fast")
        await one.press("enter")
        assert "How many milliseconds?" in one.text()
        assert "once more" in one.text()
        assert one.box.text == ""


async def test_half_typed_answer_is_kept_on_disk_and_shown_at_the_next_start() -> None:
    """The draft goes to the session, and a draft of the last run is in the box."""
    session = asked(fake.LATENCY)
    async with driven(session) as one:
        await one.type("P95 30")
        one.app.interview.flush_draft()
        one.app.close_pool()
        assert session.drafts[-1] == ("NFR1", "P95 30", 6)
    again = asked(fake.LATENCY)
    again.draft = Draft("NFR1", "P95 30", 3)
    async with driven(again) as one:
        assert one.box.text == "P95 30"
        assert one.box.cursor_location == (0, 3)


async def test_draft_of_a_choice_opens_its_box_again() -> None:
    """Words typed under "Something else" come back under it."""
    session = asked(fake.SIGN_IN)
    session.draft = Draft("SEC1", "Passkeys", 8)
    async with driven(session) as one:
        assert one.box.text == "Passkeys"
        await one.press("enter")
        assert one.session.sent[0][2:4] == ("Passkeys", 5)


@pytest.mark.parametrize(
    ("key", "intent"), [("f2", "skip"), ("f3", "later")], ids=["skip", "later"]
)
async def test_one_key_puts_a_question_off(key: str, intent: str) -> None:
    """F2 skips, F3 takes the default later."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press(key)
        assert one.session.sent[0][4] == intent


async def test_not_applicable_asks_for_the_reason() -> None:
    """F4 and a number give the reason; the last row takes words."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press("f4", "1")
        assert one.session.sent[0][4:6] == ("na", "not in v1")
    async with driven(asked(fake.LATENCY)) as one:
        await one.press("f4", "3", "x", "enter")
        assert one.session.sent[0][4:6] == ("na", "decided elsewhere: x")


async def test_an_answer_that_stands_in_the_text_is_found_by_its_words() -> None:
    """`/` asks for them; what holds them is asked next, and esc leaves everything as it was."""
    async with driven(asked(fake.CONFIRM)) as one:
        await one.press("slash", "escape")
        assert one.session.sent == []
        await one.press("slash", *"ice", "enter")
        assert one.session.sent == [("seek", fake.CONFIRM.id, "ice")]
        assert "What of this holds ice?" in one.text()


async def test_words_that_nothing_holds_leave_the_question() -> None:
    """The sentence says so; a half-typed answer stays, too."""
    async with driven(asked(fake.LATENCY)) as one:
        one.session.receipts.append(Outcome(refused="Nothing else in your text holds “ice”."))
        await one.type("300")
        await one.press("escape", "slash", *"ice", "enter")
        assert "Nothing else in your text holds" in one.text()
        assert one.app.interview.laid.text == "300"


async def test_not_knowing_offers_the_default_or_leaves_it_open() -> None:
    """F5 asks where a question of the bank stands, and acts at once on other cards."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press("f5", "1")
        assert one.session.sent[0][4] == "unknown"
    async with driven(asked(fake.CONFLICT)) as one:
        await one.press("f5")
        assert one.session.sent[0][4] == "unknown"


@pytest.mark.parametrize("word", ["n/a", "back", "why", "example", "stop"])
async def test_words_typed_alone_act_and_are_not_sent(word: str) -> None:
    """What a person would say instead of an answer does what it says."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type(word)
        before = one.text()
        await one.press("enter")
        assert one.session.sent == []
        if word == "stop":
            assert one.app._exit
        else:
            assert one.text() != before


async def test_skip_typed_alone_goes_to_the_session() -> None:
    """Words that write are the session's own to know."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("skip")
        await one.press("enter")
        assert one.session.sent[0][2] == "skip"


async def test_back_reopens_the_last_answer_and_esc_goes_on() -> None:
    """F7 puts the last answer into the box; esc returns to the question that was due."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("half")
        await one.press("f7")
        assert one.box.text == "Patients on the phone"
        assert "Question 2" in one.text()
        await one.press("escape")
        assert "What P95 latency" in one.text()
        assert one.box.text == "half"


async def test_esc_leaves_the_box_first_and_enter_goes_back_into_it() -> None:
    """One step at a time; letters are commands where no editor has the focus."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("half")
        await one.press("escape")
        assert one.app.focused is one.app.interview.view
        await one.press("g")
        assert one.app.screen.context.place == "menu"
        await one.press("escape", "enter")
        assert one.app.focused is one.box
        assert one.box.text == "half"


async def test_my_answers_filter_and_reopen() -> None:
    """ctrl+l lists, / filters, Enter reopens."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press("ctrl+l", "slash", "s", "t", "e", "p", "enter")
        assert one.box.text.startswith("1. The patient searches")


async def test_panel_lists_the_answers_of_a_section() -> None:
    """Tab to the panel, Enter on a section."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press("tab", "home", "enter")
        assert "Answers in Vision" in one.text()
        assert "Who feels the pain most?" in one.text()
        assert "What are the steps" not in "\n".join(one.rows()[15:])


async def test_secret_is_saved_only_in_the_chosen_way() -> None:
    """Nothing is sent again until somebody says how."""
    session = asked(fake.LATENCY)
    session.receipts = [Outcome(secrets=("a key",), refused="x")]
    async with driven(session) as one:
        await one.type("sk-123")
        await one.press("enter")
        assert isinstance(one.app.screen, Strip)
        await one.press("3")
        assert one.box.text == "sk-123"
        assert len(one.session.sent) == 1
        session.receipts = [Outcome(secrets=("a key",), refused="x")]
        await one.press("enter", "1")
        assert one.session.sent[-1][6] == "redact"


async def test_a_secret_in_the_reason_of_na_keeps_the_reason() -> None:
    """Saving from the dialog says `n/a` again, with the words that were typed."""
    session = asked(fake.LATENCY)
    session.receipts = [Outcome(secrets=("a key",), refused="x")]
    async with driven(session) as one:
        await one.press("f4", "3", "x", "enter", "1")
        assert one.session.sent[-1][4:] == ("na", "decided elsewhere: x", "redact")


async def test_close_card_takes_all_on_enter_and_one_line_by_number() -> None:
    """Enter saves the whole card; a number answers that line."""
    async with driven(asked(fake.CLOSE)) as one:
        await one.press("enter")
        assert one.session.sent[0][2:4] == ("", 0)
    async with driven(asked(fake.CLOSE)) as one:
        await one.press("2")
        await one.type("spans")
        await one.press("enter")
        assert one.session.sent[0][2:4] == ("spans", 2)


async def test_conflict_takes_letters_too_and_asks_why_both() -> None:
    """a and b keep a side; 3 asks for the reason."""
    async with driven(asked(fake.CONFLICT)) as one:
        await one.press("b", "enter")
        assert one.session.sent[0][3] == 2
    async with driven(asked(fake.CONFLICT)) as one:
        await one.press("3")
        await one.type("one is a week")
        await one.press("enter")
        assert one.session.sent[0][2:4] == ("one is a week", 3)


async def test_stack_values_are_changed_one_by_one() -> None:
    """The rows become a list; Enter gives choices that fit; the list comes back."""
    async with driven(asked(fake.STACK)) as one:
        await one.press("2", "enter", "down", "enter", "2", "enter")
        assert one.session.sent == [("set_stack", "app.language", "go")]
        assert "Which value do you want to change?" in one.text()
        await one.press("escape")
        assert "Is this the stack you build on?" in one.text()


async def test_own_stack_is_read_from_a_path(tmp_path) -> None:
    """A path instead of the text works; a wrong one changes nothing."""
    (tmp_path / "mine.toml").write_text("[app]\nlanguage = 'go'\n", encoding="utf-8")
    session = asked(fake.STACK)
    session.root = tmp_path
    async with driven(session) as one:
        await one.press("3")
        await one.type("nowhere.toml")
        await one.press("ctrl+s")
        assert "nowhere.toml cannot be read. Nothing was changed." in one.text()
        one.box.load("mine.toml", long=True)
        await one.press("ctrl+s")
        assert one.session.sent[0][2:4] == ("[app]\nlanguage = 'go'\n", 3)


async def test_broken_stack_file_switches_the_first_choice_off() -> None:
    """1 says why it cannot be taken; 4 works."""
    question = replace(fake.STACK, rows=(), notice="stack.toml:12:9 is not valid TOML.")
    async with driven(asked(question)) as one:
        await one.press("1", "enter")
        assert one.session.sent == []
        await one.press("4", "enter")
        assert one.session.sent[0][3] == 4


async def test_understanding_card_opens_a_point_and_yes_goes_on() -> None:
    """y goes on; 2 lists the points and Enter asks one."""
    session = asked(fake.LATENCY)
    session.import_card = fake.UNDERSTOOD
    async with driven(session) as one:
        await one.press("2", "enter", "1", "enter")
        assert "Who uses it?" in one.text()
        await one.press("escape", "escape")
        assert "What I understood" in one.text()
        await one.press("y")
        assert "What P95 latency" in one.text()
        assert one.session.sent == []


async def test_finish_names_what_is_in_the_way_and_asks_it() -> None:
    """F8 writes nothing while something stands in the way."""
    session = asked(fake.LATENCY)
    session.in_the_way, session.finish_question = fake.BLOCKERS, fake.FINISH
    async with driven(session) as one:
        await one.press("f8")
        assert "Three things stand in the way." in one.text()
        assert "Nothing was changed." in one.text()
        await one.press("1", "enter")
        assert "How long may booking be down" in one.text()
        assert one.session.sent == []


async def test_finish_card_takes_everything_and_shows_the_finished_screen() -> None:
    """F8, Enter, and the spec is complete."""
    session = asked(fake.LATENCY)
    session.finish_question = fake.FINISH
    async with driven(session) as one:
        await one.press("f8", "enter")
        await one.wait_until(lambda: isinstance(one.app.screen, FinishedScreen))
        assert one.session.sent == [("finish", True)]
        assert "Spec Creation Progress: ████████████ 100%" in one.text()


async def test_last_answer_leads_to_the_finish_card() -> None:
    """When nothing is left to ask, what is open is shown at once."""
    session = FakeSession(script=[fake.LATENCY], finish_question=fake.FINISH)
    async with driven(session) as one:
        await one.type("300 ms")
        await one.press("enter")
        assert "Finish now" in one.text()


async def test_change_on_disk_that_settles_the_question_keeps_the_half_typed_words() -> None:
    """Somebody else answered: the next question comes, and the words are under ctrl+l."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("P95 30")
        one.session.script.pop(0)
        one.session.on_disk = Outcome(receipt="SPEC.md changed on disk.", keys=("x",))
        one.app.look()
        await one.wait_until(lambda: "What are the steps" in one.text())
        assert "half-typed answer is kept under ctrl+l." in " ".join(one.text().split())
        await one.press("ctrl+l")
        assert "P95 30" in one.text()


async def test_change_elsewhere_on_disk_never_touches_the_box() -> None:
    """The same question stays with what was typed."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.type("P95 30")
        one.session.on_disk = Outcome(receipt="SPEC.md changed on disk. Merged.")
        one.app.look()
        await one.wait_until(lambda: "Merged." in one.text())
        assert one.box.text == "P95 30"


async def test_side_panel_is_hidden_by_one_key_and_this_is_remembered() -> None:
    """ctrl+b gives the card the full width."""
    session = asked(fake.LATENCY)
    async with driven(session) as one:
        await one.press("ctrl+b")
        assert "Sections" not in one.text()
        one.app.close_pool()
        assert session.preferences == {"panel": "hidden"}
    async with driven(session) as one:
        assert "Sections" not in one.text()


async def test_panel_covers_the_card_in_a_small_window() -> None:
    """ctrl+b works at any size."""
    async with driven(asked(fake.LATENCY), (50, 16)) as one:
        await one.press("ctrl+b")
        assert "✓ Vision" in one.text()
        await one.press("escape")
        assert "What P95 latency" in one.text()


async def test_read_only_folder_can_be_read_and_nothing_is_sent() -> None:
    """Answering is off, and the header says so."""
    session = asked(fake.LATENCY)
    session.read_only = "Another spec-tui is open here (@tom, process 4711)."
    async with driven(session, (100, 30)) as one:
        await one.press("f2", "ctrl+s")
        assert one.session.sent == []
        assert "read-only" in one.rows()[0]
        await one.press("f9", "r")
        assert isinstance(one.app.screen, ReviewScreen)


async def test_depth_and_who_are_one_key_each() -> None:
    """The dialogs change the session and say so."""
    async with driven(asked(fake.LATENCY)) as one:
        await one.press("ctrl+t", "3")
        assert one.session.depth == "thorough"
        await one.press("ctrl+n", "2")
        assert one.session.who == "@tom"
        assert "@tom is answering now." in one.text()


async def test_new_folder_is_made_ready_before_the_first_question() -> None:
    """Without SPEC.md the templates are written, then the stack is reviewed."""
    from tests.screens.scenes import bootstrapped

    async with driven(bootstrapped()) as one:
        assert "Created SPEC.md and stack.toml from the templates." in one.text()
        assert "Is this the stack you build on?" in one.text()


async def test_interview_screen_never_shows_prose_of_the_file() -> None:
    """Only Review shows lines of SPEC.md."""
    session = asked(fake.LATENCY)
    session.lines = ("# SPEC", "## 1. Vision", "a secret sentence of the file") * 30
    async with driven(session, (140, 40)) as one:
        assert isinstance(one.app.screen, InterviewScreen)
        assert "secret sentence" not in one.text()
        await one.press("f9", "r", "2")
        assert "secret sentence" in one.text()


async def test_pause_is_suggested_after_fifteen_answers() -> None:
    """A long interview says that everything is saved."""
    async with driven(asked(fake.LATENCY)) as one:
        one.app.done = 14
        await one.type("300 ms")
        await one.press("enter")
        text = " ".join(one.text().split())
        assert "15 questions done." in text


async def test_r_tries_again_to_write_what_is_only_in_the_journal() -> None:
    """The sentence about a folder that cannot be written names a key that works."""
    notice = "This folder cannot be written. Answers are kept elsewhere. r tries again."
    session = asked(fake.LATENCY)
    session.notice = notice
    async with driven(session) as one:
        await one.press("escape", "r")
        assert one.session.sent == [("retry",)]
        await one.press("f9", "r", "r")
        assert one.session.sent == [("retry",), ("retry",)]
