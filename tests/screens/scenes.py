"""One scene per screen, card and dialog: a session and the keys that lead there."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace

from spec_tui.sessionbase import Draft
from tests.screens import fake_session as fake
from tests.screens.artifact_scenes import ARTIFACT_SCENES
from tests.screens.fake_session import FakeSession
from tests.screens.journal_scenes import JOURNAL_SCENES
from tests.screens.package_scenes import PACKAGE_SCENES
from tests.screens.plan_scenes import PLAN_SCENES
from tests.screens.sync_scenes import SYNC_SCENES


@dataclass(frozen=True)
class Scene:
    """How to get somewhere."""

    name: str
    """Name in the registry."""
    session: Callable[[], FakeSession]
    keys: tuple[str, ...] = ()
    variant: str = ""

    @property
    def id(self) -> str:
        return f"{self.name}-{self.variant}" if self.variant else self.name


def asking(*questions, **more) -> Callable[[], FakeSession]:
    return lambda: FakeSession(script=[*questions, fake.STEPS], **copy.deepcopy(more))


def finished() -> FakeSession:
    return FakeSession(script=[], state=fake.state_of(["final"] * 18, 100), first="")


def reviewed() -> FakeSession:
    return FakeSession(state=fake.state_of(findings=fake.FINDINGS), accepted=fake.WAIVED)


def bootstrapped() -> FakeSession:
    state = fake.state_of(["unknown"] * 18, 5, assumptions=())
    return FakeSession(
        script=[fake.STACK, fake.OVERVIEW],
        state=replace(state, exists=False, open_questions=0),
        number=1,
        change=0,
        last_changed=(),
    )


LONG_TEXT = "\n".join(
    f"{number}. The patient does step {number} and reception sees it at once"
    for number in range(1, 13)
)

NFR = ("f9", "r", "pagedown", "up", "enter")
"""The findings of section 9."""

SCENES: tuple[Scene, ...] = (
    Scene("question", asking(fake.LATENCY, draft=Draft("NFR1", "P95 ≤ 300 ms", 12))),
    Scene("question", asking(fake.LATENCY), ("f6",), "example"),
    Scene("question", asking(draft=Draft("WF1", LONG_TEXT, 0)), (), "long"),
    Scene("question", asking(fake.OVERVIEW), (), "overview"),
    Scene(
        "question",
        asking(
            fake.LATENCY,
            read_only="SPEC.md holds merge markers (line 88). Open read-only until they are gone.",
        ),
        (),
        "read-only",
    ),
    Scene(
        "question",
        asking(
            fake.LATENCY,
            notice="The disk is full. Your answer is safe in the journal; "
            "it is written as soon as there is room.",
        ),
        (),
        "disk-full",
    ),
    Scene(
        "question",
        asking(
            replace(
                fake.LATENCY,
                follow_up=True,
                text="How many milliseconds at P95 would be fast enough?",
            )
        ),
        (),
        "follow-up",
    ),
    Scene("choice", asking(fake.SIGN_IN)),
    Scene("choice", asking(fake.SIGN_IN), ("1",), "chosen"),
    Scene("choice", asking(fake.SIGN_IN), ("5",), "box"),
    Scene("confirm", asking(fake.CONFIRM)),
    Scene("conflict", asking(fake.CONFLICT), ("1",)),
    Scene("conflict", asking(fake.CONFLICT), ("3",), "because"),
    Scene("close", asking(fake.CLOSE)),
    Scene("close", asking(fake.CLOSE), ("1",), "line"),
    Scene("finish", asking(fake.LATENCY, finish_question=fake.FINISH), ("f8",)),
    Scene("stack", bootstrapped),
    Scene(
        "stack",
        asking(
            replace(
                fake.STACK,
                rows=(),
                notice="stack.toml:12:9 is not valid TOML. Nothing was overwritten.",
            )
        ),
        (),
        "broken",
    ),
    Scene("stack", asking(fake.STACK), ("3",), "own"),
    Scene("stack-values", asking(fake.STACK), ("2", "enter", "down")),
    Scene("stack-value", asking(fake.STACK), ("2", "enter", "down", "enter")),
    Scene("understanding", asking(fake.LATENCY, import_card=fake.UNDERSTOOD)),
    Scene(
        "understanding",
        asking(fake.LATENCY, import_card=replace(fake.UNDERSTOOD, placed=0, points=())),
        (),
        "empty",
    ),
    Scene("points", asking(fake.LATENCY, import_card=fake.UNDERSTOOD), ("2", "enter")),
    Scene("unplaced", asking(fake.LATENCY, import_card=fake.UNDERSTOOD), ("3", "enter")),
    Scene(
        "put",
        asking(fake.LATENCY, import_card=fake.UNDERSTOOD),
        ("3", "enter", "2", "enter"),
    ),
    Scene(
        "blockers",
        asking(fake.LATENCY, in_the_way=fake.BLOCKERS, finish_question=fake.FINISH),
        ("f8",),
    ),
    Scene(
        "off",
        lambda: FakeSession(script=[], read_only="SPEC.md is not UTF-8 (byte 120)."),
    ),
    Scene("finished", finished),
    Scene("review", reviewed, ("f9", "r", "pagedown", "up", "enter")),
    Scene("review", reviewed, ("f9", "r", "pagedown", "up", "2"), "text"),
    Scene("review", reviewed, ("f9", "r"), "sections"),
    Scene("review", reviewed, (*NFR, "end"), "waived"),
    Scene("review", reviewed, (*NFR, "f", "4"), "only"),
    Scene("waive", reviewed, (*NFR, "w")),
    Scene("severity", reviewed, (*NFR, "f")),
    Scene("transcript", finished, ("x",)),
    Scene("help", asking(fake.LATENCY), ("f1",)),
    Scene("help", reviewed, ("f9", "r", "question_mark"), "review"),
    Scene("menu", asking(fake.LATENCY), ("f9",)),
    Scene("menu", reviewed, ("f9", "r", "g"), "review"),
    Scene("palette", asking(fake.LATENCY), ("ctrl+p", "f", "i")),
    Scene("who", asking(fake.LATENCY), ("ctrl+n",)),
    Scene("who", asking(fake.LATENCY), ("ctrl+n", "3"), "someone"),
    Scene("not-applicable", asking(fake.LATENCY), ("f4",)),
    Scene("unknown", asking(fake.LATENCY), ("f5",)),
    Scene("unknown", asking(fake.LATENCY), ("f5", "3"), "somebody"),
    Scene("seek", asking(fake.CONFIRM), ("slash", *"ice")),
    Scene("depth", asking(fake.LATENCY), ("ctrl+t",)),
    Scene("answers", asking(fake.LATENCY), ("ctrl+l",)),
    Scene("answers", asking(fake.LATENCY), ("ctrl+l", "slash", "z"), "filter"),
    Scene(
        "secret",
        asking(fake.LATENCY, receipts=[fake.Outcome(secrets=("a key",))]),
        ("x", "enter"),
    ),
    *(Scene(*one) for one in (*PLAN_SCENES, *PACKAGE_SCENES, *ARTIFACT_SCENES)),
    *(Scene(*one) for one in (*SYNC_SCENES, *JOURNAL_SCENES)),
)
