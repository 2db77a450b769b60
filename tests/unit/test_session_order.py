"""How many questions are asked, in which order, and what "left" says (interview.md B.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from spec_tui.interview.model import Depth, Facet, Outcome, Question
from spec_tui.session import Session

WEB, CLI, LIBRARY = "web app, HTTP API", "command-line tool", "library"
OTHER_CARDS = frozenset({"stack:review", "overview"})


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and what was left before and after its answer."""

    question: Question
    outcome: Outcome
    left_before: int
    left_after: int


def open_session(root: Path) -> Session:
    """A session in an empty repository."""
    (root / ".git").mkdir(exist_ok=True)
    return Session.open(root, hold=True)


def usual(session: Session, question: Question, product: str) -> Outcome:
    """A plain person: the example of each question, yes to each card."""
    match question.kind:
        case "stack":
            return session.answer(question.id, choose=4)
        case "overview":
            return session.answer(question.id, intent="skip")
        case "close":
            return session.answer(question.id, "yes")
        case _ if question.id == "TYP":
            return session.answer(question.id, product)
        case _:
            return session.answer(question.id, question.example)


def interview(session: Session, product: str) -> Iterator[Turn]:
    """Answer until nothing is left; at most 250 turns."""
    for _ in range(250):
        question = session.plan.question
        if question is None:
            return
        before = session.plan.remaining
        outcome = usual(session, question, product)
        assert not outcome.refused, (question.id, outcome.refused)
        yield Turn(question, outcome, before, session.plan.remaining)
    raise AssertionError("more than 250 questions")


OVERVIEW = """\
Small clinics lose about one appointment in five because booking only works by phone and nobody is
reminded. Patients should book online, and the receptionists keep control of the calendar."""


def waits_elsewhere(session: Session, facet: Facet) -> bool:
    """The question opens with an answer to a question of another section."""
    words = [atom.partition(":")[2] for row in facet.ask_if for atom in row.split("|")]
    waited = [session.facet(word) for word in words]
    return any(other is not None and other.section != facet.section for other in waited)


def stands_alone(session: Session, question_id: str) -> bool:
    """No question of a section, or of impact 5, or one that another section opens."""
    facet = session.facet(question_id)
    return facet is None or facet.impact == 5 or waits_elsewhere(session, facet)


@dataclass(frozen=True, slots=True)
class Whole:
    """An interview from an empty repository to its end."""

    turns: tuple[Turn, ...]
    closing: str
    """What `finish` said."""
    alone: frozenset[str]
    """Ids of questions that may break into another section (`test_one_section_at_a_time`)."""


Play = Callable[..., Whole]


@pytest.fixture(scope="module")
def play(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """The whole interview of a plain person at one depth; the same one is played once."""

    @cache
    def whole(depth: Depth, product: str, overview: str = "") -> Whole:
        session = open_session(tmp_path_factory.mktemp("whole"))
        session.set_depth(depth)
        if overview:
            session.answer("overview", overview)
        turns = tuple(interview(session, product))
        alone = frozenset(t.question.id for t in turns if stands_alone(session, t.question.id))
        closing = session.finish(accept_assumptions=True).closing
        session.close()
        return Whole(turns, closing, alone)

    return whole


def counts(turns: Sequence[Turn]) -> tuple[int, int]:
    """(questions, close cards); stack review and overview are neither."""
    cards = sum(t.question.kind == "close" for t in turns)
    asked = sum(t.question.id not in OTHER_CARDS for t in turns)
    return asked - cards, cards


def near(wanted: int, *, by: float = 0.1) -> range:
    """Ten percent more or less, at least one."""
    room = max(1, round(wanted * by))
    return range(wanted - room, wanted + room + 1)


@pytest.mark.parametrize(
    ("depth", "product", "asked"),
    [
        ("quick", WEB, 10),
        ("quick", CLI, 9),
        ("quick", LIBRARY, 8),
        ("standard", WEB, 30),
        ("standard", CLI, 22),
        ("standard", LIBRARY, 21),
        ("thorough", WEB, 108),
        ("thorough", CLI, 56),
        ("thorough", LIBRARY, 45),
    ],
)
def test_questions_asked_per_depth_and_product(
    depth: Depth, product: str, asked: int, play: Play
) -> None:
    """The table of B.3, within ten percent, and it ends at 100 %."""
    whole = play(depth, product)
    assert counts(whole.turns)[0] in near(asked)
    assert whole.closing.endswith("100%")


@pytest.mark.parametrize(("product", "cards"), [(WEB, 10), (CLI, 6), (LIBRARY, 5)])
def test_close_cards_at_standard(product: str, cards: int, play: Play) -> None:
    """One key each, where the interview began with an overview."""
    assert counts(play("standard", product, OVERVIEW).turns)[1] in near(cards)


@pytest.mark.parametrize("product", [WEB, CLI, LIBRARY])
@pytest.mark.parametrize("depth", ["quick", "standard"])
def test_what_is_left_never_grows_by_an_answer(depth: Depth, product: str, play: Play) -> None:
    """Only a follow-up, a conflict or another product type may add a question (B.3)."""
    grown = [
        (t.question.id, t.left_before, t.left_after)
        for t in play(depth, product).turns
        if t.left_after > t.left_before and t.question.id != "TYP" and not t.outcome.follow_up
    ]
    assert grown == []


def test_what_is_left_counts_down_to_nothing(play: Play) -> None:
    """Once the product type is known, each question answered is one question less."""
    turns = play("standard", WEB).turns
    asked = [t for t in turns if t.question.kind != "close" and t.question.id not in OTHER_CARDS]
    typ = next(t for t in turns if t.question.id == "TYP")
    assert typ.left_after in near(len(asked) - 1)
    assert turns[-1].left_after == 0


@pytest.mark.parametrize("product", [WEB, CLI, LIBRARY])
@pytest.mark.parametrize("depth", ["standard", "thorough"])
def test_one_section_at_a_time(depth: Depth, product: str, play: Play) -> None:
    """Below impact 5 a section is left only when nothing of this depth is left in it."""
    whole = play(depth, product)
    order: list[str] = []
    for turn in whole.turns:
        if turn.question.id not in whole.alone and order[-1:] != [turn.question.section]:
            order.append(turn.question.section)
    assert len(order) > 4
    assert len(order) == len(set(order)), order


def test_impact_5_comes_first_in_template_order(play: Play) -> None:
    """After the cards and the product type; sign-in in its place while nothing names UI and API."""
    turns = play("quick", WEB).turns
    asked = [t.question.id for t in turns if t.question.kind != "close"]
    assert asked == [
        "stack:review", "overview", "TYP", "VIS1", "SCP1", "SCP2", "USR1", "DOM1", "WF1", "SEC1",
        "SEC6", "ACC1",
    ]  # fmt: skip


def test_sign_in_is_asked_first_where_ui_and_api_stand(tmp_path: Path) -> None:
    """001: how people sign in comes before all else then."""
    session = open_session(tmp_path)
    session.answer("stack:review", choose=4)
    session.answer("overview", intent="skip")
    session.answer("TYP", WEB)
    session.answer("UI1", "Booking page")
    assert session.plan.question is not None
    assert session.plan.question.id == "VIS1"
    session.answer("API5", "GET /slots")
    assert session.plan.question.id == "SEC1"


def test_sign_in_written_in_the_text_is_not_asked_first(tmp_path: Path) -> None:
    """A cue with a known name settles it."""
    session = open_session(tmp_path)
    session.answer("stack:review", choose=4)
    session.answer("overview", intent="skip")
    session.answer("TYP", WEB)
    session.answer("UI1", "Booking page")
    session.answer("API5", "GET /slots")
    session.answer("SEC1", "OIDC for staff")
    assert session.plan.question is not None
    assert session.plan.question.id == "VIS1"


def test_a_skipped_question_comes_back_at_the_end_of_its_step(tmp_path: Path) -> None:
    """Skipped once it is asked once more; skipped twice it is a question in §17."""
    session = open_session(tmp_path)
    session.set_depth("quick")
    session.answer("stack:review", choose=4)
    session.answer("overview", intent="skip")
    session.answer("TYP", WEB)
    session.answer("VIS1", intent="skip")
    seen = []
    while session.plan.question is not None and session.plan.question.id != "VIS1":
        seen.append(session.plan.question.id)
        usual(session, session.plan.question, WEB)
    assert seen == ["SCP1", "SCP2", "USR1", "DOM1", "WF1", "SEC1", "SEC6", "ACC1"]
    outcome = session.answer("VIS1", intent="skip")
    assert "Q1" in outcome.receipt
    assert session.state.open_questions == 1


def test_an_open_question_is_asked_once_more_per_session(tmp_path: Path) -> None:
    """Parked questions come last, once (B.3, 7)."""
    session = open_session(tmp_path)
    session.set_depth("quick")
    turns = []
    for _ in range(60):
        question = session.plan.question
        if question is None:
            break
        turns.append(question.id)
        if question.id == "VIS1":
            session.answer("VIS1", intent="unknown")
        else:
            usual(session, question, WEB)
    assert turns.count("VIS1") == 2
    assert turns[-1] == "VIS1"


def test_impact_3_waits_for_the_first_facet_of_its_slot(tmp_path: Path, play: Play) -> None:
    """No signature scheme before there are webhooks, and none where there are none."""
    ids = [t.question.id for t in play("thorough", WEB).turns]
    assert ids.index("WH1") < ids.index("WH2")
    session = open_session(tmp_path)
    session.set_depth("thorough")
    session.answer("TYP", WEB)
    assert open_webhooks(session) == {"WH1"}
    session.answer("WH1", intent="na", reason="none in v1")
    assert open_webhooks(session) == set()
    session.answer("WH1", "Booking changes to the clinic's calendar")
    assert "WH2" in open_webhooks(session)


def open_webhooks(session: Session) -> set[str]:
    """Ids of the questions about webhooks that would come."""
    return {q.id for q in session.open_questions() if q.id.startswith("WH")}


def test_every_question_takes_its_own_example(tmp_path: Path) -> None:
    """The example, plus any suffix, is accepted and raises no conflict (cli.md, small print)."""
    session = open_session(tmp_path)
    session.set_depth("thorough")
    for _ in range(250):
        question = session.plan.question
        if question is None:
            break
        assert question.kind != "conflict", question
        if question.kind in {"stack", "overview", "close"} or question.id == "TYP":
            usual(session, question, WEB)
            continue
        outcome = session.answer(question.id, f"{question.example} as agreed")
        assert not outcome.refused, (question.id, outcome.refused)
    assert session.plan.question is None


def test_the_first_choice_never_needs_words(tmp_path: Path) -> None:
    """Choice 1 alone is an answer, for every question with choices (cli.md, small print)."""
    session = open_session(tmp_path)
    session.set_depth("thorough")
    chosen = 0
    for _ in range(250):
        question = session.plan.question
        if question is None:
            break
        if question.choices and question.kind != "overview":
            outcome = session.answer(question.id, choose=1)
            chosen += 1
        else:
            outcome = usual(session, question, WEB)
        assert not outcome.refused, (question.id, outcome.refused)
    assert chosen > 10
    assert session.plan.question is None


def test_an_empty_folder_and_a_half_done_one_ask_the_same_next_question(tmp_path: Path) -> None:
    """The plan comes from the text: a second session goes on where the first stopped."""
    session = open_session(tmp_path)
    for _ in range(9):
        assert session.plan.question is not None
        usual(session, session.plan.question, WEB)
    wanted = session.plan
    session.close()
    assert open_session(tmp_path).plan == wanted
