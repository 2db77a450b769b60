"""Keys, key line, palette, menu and help are one thing."""

from __future__ import annotations

from itertools import product

import pytest

from spec_tui import messages
from spec_tui.app import SpecApp
from spec_tui.commands import COMMANDS, Context, command_for, footer, here, key_name
from spec_tui.screens.help import help_groups
from spec_tui.screens.menu import groups
from spec_tui.screens.palette import matches, reason_not
from spec_tui.screens.registry import CARDS, DIALOGS, SCREENS
from spec_tui.widgets.keyline import KeyLine, key_entries
from tests.screens.driving import Driven, driven
from tests.screens.fake_session import Outcome
from tests.screens.scenes import SCENES, Scene

REGIONS = {
    "interview": ("line", "box", "card", "options", "panel"),
    "review": ("sections", "findings", "text"),
    "finished": ("",),
    "tasks": ("list", "detail", "filter"),
    "graph": ("lanes", "focus", "search"),
    "traces": ("traces",),
    "packages": ("shelf", "documents", "gate", "execution", "build", "pane"),
    "artifacts": ("board", "form", "box", "build"),
    "sync": ("rows", "compare"),
    "journal": (
        "tree", "session", "links", "deliverables", "facts", "build", "entry-line", "entry-box",
        "entry-field", "entry-complete", "edit-box", "edit-complete", "edit-preview",
    ),
    "help": ("",),
    "dialog": ("rows", "filter"),
    "menu": ("",),
}  # fmt: skip
VIEWS = ("shelf", "documents", "gate", "execution", "build")
"""Views of Packages; they stand where cards have their kind."""
MOVES = {"up", "down", "j", "k", "home", "end", "pageup", "pagedown"}


def contexts() -> list[Context]:
    """Every place that a key can be pressed in."""
    found = []
    for place, regions in REGIONS.items():
        cards = CARDS if place == "interview" else VIEWS if place == "packages" else [""]
        for region, card in product(regions, cards):
            if place == "packages" and region not in {card, "pane"}:
                continue
            if place == "journal":
                card, _, region = region.partition("-")
                region = region or card
            typing = region in {"line", "box", "field", "complete", "filter", "search"}
            found.append(Context(place, typing, region, card, choices=5))
    return found


def test_no_key_has_two_meanings_in_one_place() -> None:
    """Wherever somebody is, each key belongs to one command at most."""
    for context in contexts():
        claimed: dict[str, str] = {}
        for command in here(context):
            for key in command.active_keys(context):
                assert key not in claimed, f"{key} in {context}: {claimed.get(key)}, {command.id}"
                claimed[key] = command.id


def test_no_letter_of_the_menu_has_two_meanings() -> None:
    """The F9 menu of each place has each letter once."""
    for context in contexts():
        letters = [letter for _, entries in groups(context) for letter, _, _ in entries]
        assert len(letters) == len(set(letters)), (context, letters)


def test_letters_are_text_while_typing() -> None:
    """No printable key is taken away from somebody who types."""
    for context in contexts():
        if context.typing:
            for command in here(context):
                assert not [key for key in command.active_keys(context) if len(key) == 1]


def test_every_command_is_reachable_without_function_keys_and_ctrl() -> None:
    """A letter of the menu, or a plain key, leads to each command."""
    for command in COMMANDS:
        plain = [
            key
            for key in (*command.keys, *command.letters)
            if not key.startswith("ctrl+") and not (key[0] == "f" and key[1:].isdigit())
        ]
        assert command.menu or plain or command.id in {"newline", "copy", "menu_letter"}, command.id


def test_every_command_of_a_key_line_can_be_clicked_or_chosen() -> None:
    """Each command that acts stands in the key line, the menu or the palette."""
    for command in COMMANDS:
        by_mouse = command.menu or command.rank or command.palette
        moves = set(command.letters) <= MOVES | set("abcd") and command.letters
        assert by_mouse or moves or command.id in {
            "copy", "newline", "next_region", "previous_region", "save_line", "menu_letter",
            "dialog_move",
        }, command.id  # fmt: skip


def test_every_command_has_a_method_where_it_works() -> None:
    """A key cannot lead to nothing."""
    for command in COMMANDS:
        for place in command.places:
            classes = [SpecApp] + [
                screen for screen in SCREENS.values()
                if getattr(screen, "place", "") == place or (place == "menu")
            ]  # fmt: skip
            assert any(hasattr(one, f"do_{command.id}") for one in classes), (command.id, place)


def test_key_line_drops_whole_entries_and_keeps_the_last() -> None:
    """However narrow, the key line ends in the way to everything else."""
    context = Context("interview", True, "line", "question")
    for width in range(12, 160):
        entries = key_entries(context, width)
        assert entries[-1][2] == "menu"
        text = "  ".join(f"{key} {words}" for key, words, _ in entries)
        assert len(text) + 1 <= width or len(entries) == 1


def test_help_names_every_grouped_command_of_the_interview() -> None:
    """Help is drawn from the commands and forgets none."""
    printed = {words for _, entries in help_groups("interview") for _, words in entries}
    wanted = {
        command.help or command.short
        for command in COMMANDS
        if command.group and "interview" in command.places
    }
    assert wanted == printed


def test_palette_finds_by_scattered_letters_and_says_what_cannot_run() -> None:
    """Typing some letters in order is enough; commands of other places are named with why."""
    context = Context("interview", True, "line", "question")
    assert matches("fin", context)[0][0].id == "finish"
    assert matches("hwdq", context)[0][0].id == "depth"
    accept = next(command for command, _ in matches("accept", context))
    assert reason_not(accept, context) == "works in Review"


@pytest.mark.parametrize("key", ["f9", "ctrl+g", "g", "question_mark"])
def test_key_names_are_written_as_people_write_them(key: str) -> None:
    """`f9` is F9, `question_mark` is ?."""
    assert key_name(key) == {"f9": "F9", "question_mark": "?"}.get(key, key)


def test_key_line_names_one_choice_without_a_range() -> None:
    """One option is `1`, four are `1-4`, on cards and in dialogs."""
    for place, focus, command_id in (
        ("interview", "options", "choose"),
        ("dialog", "rows", "dialog_choose"),
    ):
        keys = {
            count: command.footer_key(Context(place, focus=focus, card="points", choices=count))
            for count in (1, 4)
            for command in COMMANDS
            if command.id == command_id
        }
        assert keys == {1: "1", 4: "1-4"}


NOT_HERE = {
    "f2": "There is nothing to skip here.",
    "f3": "This cannot be put off; choose one of the answers.",
    "f4": "This cannot be not applicable; choose one of the answers.",
    "f5": "Choose one of the answers.",
    "f6": "This card has no example.",
}
"""What the keys of the help page say on cards that do not have what they are for."""


@pytest.mark.parametrize("name", sorted(CARDS))
async def test_no_key_that_help_lists_is_silent_on_any_card(name: str) -> None:
    """Where a card does not have what F2 to F6 are for, one quiet sentence says so."""
    scene = next(one for one in SCENES if one.name == name and not one.variant)
    async with driven(scene.session(), FULL) as one:
        await one.press(*scene.keys)
        context = one.app.screen.context
        shown = {command.id for command in footer(context)}
        for key, sentence in NOT_HERE.items():
            command = command_for(key, context)
            assert command is not None
            if command.id in shown:
                continue
            await one.press(key)
            receipt = one.app.interview.receipt.receipt
            assert receipt.text in {sentence, messages.ANSWERING_OFF}, (key, name)
            assert receipt.style == "$muted"
        assert one.session.sent == []


async def test_not_applicable_and_example_say_why_not_on_a_close_card() -> None:
    """The sentences themselves, and nothing is sent."""
    scene = next(one for one in SCENES if one.name == "close")
    async with driven(scene.session(), (140, 40)) as one:
        for key in ("f4", "f6"):
            await one.press(key)
            assert NOT_HERE[key] in one.text()
        assert one.session.sent == []


async def test_word_example_says_so_where_the_card_has_none() -> None:
    """Typed alone, it does what F6 does."""
    scene = next(one for one in SCENES if one.id == "confirm")
    async with driven(scene.session(), (140, 40)) as one:
        await one.press("2")
        await one.type("example")
        await one.press("enter")
        assert NOT_HERE["f6"] in one.text()
        assert one.session.sent == []


OTHER_KEY = {
    "move_lanes": "down",
    "walk": "right",
    "trace_column": "right",
    "choose": "2",
    "scroll": "down",
    "dialog_move": "down",
}
"""Keys of a command that do something at the start of a list, too."""
FULL = (160, 24)
LOW = (60, 14)


ONE_OF_EACH = {"not-applicable", "answers", "waive"}
"""Strips with numbers, with a filter, of one line: all others have the keys of one of these."""
PRESSED = [
    scene
    for scene in SCENES
    if not scene.variant and (scene.name not in DIALOGS or scene.name in ONE_OF_EACH)
]
SAME_EVERYWHERE = {
    "menu", "help", "undo", "back", "answers", "finish", "skip", "later", "unknown", "save_choice",
    "step_back", "who",
}  # fmt: skip
"""Commands that do the same on every card: pressed on the first two."""


@pytest.mark.parametrize("scene", PRESSED, ids=[scene.id for scene in PRESSED])
async def test_every_key_a_footer_shows_does_something(scene: Scene) -> None:
    """Each entry of the key line, pressed, changes the screen, the session or the app."""
    waiting: list[str] | None = None
    while waiting is None or waiting:
        session = scene.session()
        session.receipts.append(Outcome(receipt="Taken back: §9.")) if not scene.keys else None
        async with driven(session, LOW if scene.name == "help" else FULL) as one:
            await one.press(*scene.keys)
            if waiting is None:
                waiting = to_press(one, scene)
            before = state_of(one)
            while waiting:
                context = one.app.screen.query(KeyLine).first().context
                command_id = waiting.pop(0)
                key = key_of(command_id, one, scene)
                await one.press(key)
                assert state_of(one) != before, f"{key} ({command_id}) does nothing in {scene.id}"
                assert command_for(key, context) is not None
                if not one.app.is_running or not await came_back(one, before):
                    break  # the next key has an app of its own


def to_press(one: Driven, scene: Scene) -> list[str]:
    """The commands of the key line, without those that others of the same kind have pressed."""
    shown = one.app.screen.query(KeyLine)
    entries = key_entries(shown.first().context, one.app.size.width) if shown else []
    same = scene.name in CARDS and scene.name not in {"question", "choice", "blockers"}
    return [
        command_id
        for _, _, command_id in entries
        if command_id != "menu_letter" and not (same and command_id in SAME_EVERYWHERE)
    ]


def key_of(command_id: str, one: Driven, scene: Scene) -> str:
    """The key of a command that does something where the scene begins."""
    context = one.app.screen.query(KeyLine).first().context
    if scene.name == "unplaced" and command_id == "choose":
        return "1"
    if command_id == "view":
        return "2" if getattr(one.app.screen, "view", "") == "1" else "1"
    if command_id == "column" and context.focus == "text":
        return "left"
    command = next(item for item in footer(context) if item.id == command_id)
    return OTHER_KEY.get(command_id, command.active_keys(context)[0])


async def came_back(one: Driven, before: tuple[object, ...]) -> bool:
    """Whether esc leads back to where the scene began."""
    await one.press("escape")
    return state_of(one) == before


def state_of(one: Driven) -> tuple[object, ...]:
    """What a key can change."""
    app = one.app
    return (
        one.text(),
        len(app.screen_stack),
        app.screen.__class__,
        len(one.session.sent),
        app._exit,
        str(app.focused),
        getattr(app.screen.context, "focus", ""),
        getattr(getattr(app.screen, "scroller", None), "scroll_y", 0),
    )
