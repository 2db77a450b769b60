"""Text from files and people is shown literally everywhere and acts on nothing (safety.md C.6)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from textual.events import Paste

from spec_tui.documents.visible import visible
from spec_tui.interview.model import Question
from spec_tui.screens.registry import CARDS
from spec_tui.session import Understanding
from spec_tui.widgets.box import AnswerBox
from spec_tui.widgets.cards import (
    BlockersCard,
    Card,
    FinishCard,
    OffCard,
    PointsCard,
    PutCard,
    Room,
    StackValueCard,
    StackValuesCard,
    UnderstandingCard,
    UnplacedCard,
    card_for,
)
from spec_tui.widgets.text import fit, plain, shown
from tests.screens import fake_session as fake
from tests.screens.driving import driven, everything, squeezed
from tests.screens.fake_session import FakeSession, Outcome
from tests.screens.scenes import SCENES, Scene

ESC = "\x1b"
PAYLOADS = (
    "x [/] y",
    "[/bold]",
    "[link=https://a]b",
    "[@click=app.quit]x[/]",
    "[ID-001] t",
    "[x] done",
    "[[context|J]]",
    "owners: [@alice, @bob]",
    f"a{ESC}[2Jb",
    f"a{ESC}]52;c;ZXZpbA=={ESC}\\b",
    f"a{ESC}]8;;http://evil{ESC}\\b",
    f"a{ESC}]0;title\x07b",
    "a\x9b31mb",
    "a\u202eb\u2066c",
    "a\u200bb\ufeffc",
    "<placeholder>",
    "a\rb\x00c\x08d",
    "$primary [bold $error]no[/]",
    "tag\U000e0041end",
)
KEPT = {"id", "kind", "section", "slot", "key", "severity", "path", "question_id", "state", "role"}
"""Fields that are addresses or closed lists, never words of a person."""


def poisoned(value, payload: str):
    """The same data with the payload in every field that holds words."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            item.name: poisoned(getattr(value, item.name), payload)
            for item in dataclasses.fields(value)
            if item.name not in KEPT
        }
        return dataclasses.replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(poisoned(item, payload) for item in value)
    return payload if isinstance(value, str) else value


def cards(payload: str) -> Iterator[Card]:
    """One card of every kind, full of the payload."""
    asked: list[Question] = [
        fake.LATENCY, fake.SIGN_IN, fake.CONFIRM, fake.CONFLICT, fake.CLOSE, fake.STACK,
    ]  # fmt: skip
    for question in asked:
        yield card_for(poisoned(dataclasses.replace(question, notice=""), payload), 3)
    stack = poisoned(fake.STACK, payload)
    yield StackValuesCard(stack, number=1)
    yield StackValueCard(stack, stack.rows[0])
    yield FinishCard(poisoned(fake.FINISH, payload), {})
    understood = Understanding(
        payload, payload, payload, 1, 2, ((payload, payload, "VIS1"),), (payload,)
    )
    yield UnderstandingCard(understood)
    yield PointsCard(understood)
    yield UnplacedCard(understood)
    yield PutCard(payload)
    yield BlockersCard((poisoned(fake.BLOCKERS[0], payload),), others=True)
    yield OffCard(payload, payload)


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_every_card_shows_hostile_words_literally(payload: str) -> None:
    """Brackets, escapes and hidden characters stand on the card as visible text."""
    kinds = set()
    for card in cards(payload):
        kinds.add(card.kind)
        room = Room(76, 0, 200, example=True)
        rows = card.head(room) + card.foot(room)
        for chosen in range(len(card.options) + 1):
            rows += card.option_rows(room, chosen)[0]
        text = "\n".join(content.plain for content in rows)
        assert squeezed(visible(payload)) in squeezed(text), card.kind
        assert not [char for char in text if ord(char) < 32 and char != "\n"]
        assert not any("@click" in str(span.style) for content in rows for span in content.spans)
    assert kinds == set(CARDS)


def hostile(scene: Scene, shift: int) -> FakeSession:
    """The session of a scene with another payload in each place."""
    session = scene.session()
    payload = iter(PAYLOADS[shift:] + PAYLOADS[:shift])
    session.script = [poisoned(question, next(payload)) for question in session.script]
    session.who = next(payload)
    session.read_only = next(payload) if session.read_only else ""
    session.notice = next(payload) if session.notice else ""
    session.first = next(payload)
    session.root = session.root / "".join(char for char in next(payload) if char not in "/\x00")
    state = session.state
    session.state = dataclasses.replace(
        state,
        title=next(payload),
        findings=poisoned(state.findings, next(payload)),
        assumptions=poisoned(state.assumptions, next(payload)),
    )
    session.given = [poisoned(answer, next(payload)) for answer in session.given]
    session.import_card = session.import_card and poisoned(session.import_card, next(payload))
    session.in_the_way = poisoned(session.in_the_way, next(payload))
    session.finish_question = session.finish_question and poisoned(
        session.finish_question, next(payload)
    )
    session.lines = tuple(next(payload) if line else "" for line in session.spec_lines()[:8])
    return session


FIRST = [scene for scene in SCENES if not scene.variant]


@pytest.mark.parametrize("scene", FIRST, ids=[scene.id for scene in FIRST])
async def test_hostile_words_reach_no_screen_as_anything_but_text(scene: Scene) -> None:
    """No scene raises, and no row that is painted holds a control character or an action."""
    async with driven(hostile(scene, len(scene.id) % len(PAYLOADS)), (140, 40)) as one:
        await one.press(*scene.keys)
        assert one.app.is_running
        for strip in one.app.screen._compositor.render_strips():
            assert strip.text == visible(strip.text)
            for segment in strip:
                assert "@click" not in (segment.style.meta if segment.style else {})


async def test_question_header_receipt_and_panel_show_what_was_written() -> None:
    """The words of the session stand on the screen, visible and complete."""
    for payload in PAYLOADS[::4]:
        session = FakeSession(script=[poisoned(fake.LATENCY, payload)], who=payload, first=payload)
        async with driven(session, (140, 40)) as one:
            text = squeezed(everything(one.app))
            assert text.count(squeezed(visible(payload))) >= 4, payload


async def test_review_shows_the_lines_of_the_file_literally() -> None:
    """SPEC.md's own text cannot act either."""
    session = FakeSession(lines=("# SPEC", "## 1. Vision", *PAYLOADS))
    async with driven(session, (140, 40)) as one:
        await one.press("f9", "r", "2")
        text = squeezed(everything(one.app))
        for payload in PAYLOADS[:6]:
            assert squeezed(visible(payload)) in text


async def test_pasted_control_characters_are_seen_and_kept() -> None:
    """A paste shows what it holds; the answer that is sent is what was pasted."""
    async with driven(FakeSession(receipts=[Outcome(refused="no")])) as one:
        pasted = f"300 ms{ESC}]52;c;AAAA{ESC}\\ \u202eok"
        one.box.post_message(Paste(pasted))
        await one.settle()
        assert ESC not in one.box.text
        assert "␛]52" in one.box.text
        assert one.box.answer == pasted
        await one.press("ctrl+s")
        assert one.session.sent[-1][2] == pasted


def test_plain_and_shown_never_read_markup() -> None:
    """The two gates give back visible text, and plain has no span of its own."""
    for payload in PAYLOADS:
        assert plain(payload).plain == visible(payload)
        assert plain(payload).spans == []
        assert squeezed(shown(payload)) == squeezed(visible(payload))


def test_fit_never_takes_more_cells_than_it_may() -> None:
    """A shortened title ends in an ellipsis and fits, wide characters included."""
    from rich.cells import cell_len

    for width in range(1, 12):
        short = fit("日本語 and more", width)
        assert cell_len(short) <= width
        assert short.endswith("…")


def test_typed_picture_of_a_control_character_stays_what_was_typed() -> None:
    """Only characters that were hidden by the box itself are turned back."""
    box = AnswerBox()
    box.load("a ␛ b", long=True)
    assert box.answer == "a ␛ b"
