"""Every screen, card and dialog as text, at the sizes people have, with nothing cut."""

from __future__ import annotations

import re

import pytest
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.screen import Screen

from spec_tui.screens import registry
from spec_tui.widgets.cards import Card
from spec_tui.widgets.lines import Lines
from tests.screens.driving import Driven, drawn, driven
from tests.screens.scenes import SCENES, Scene

PICTURED = ((80, 24), (140, 40), (50, 16))
SIZES = (*PICTURED, (100, 30), (40, 12))
PROGRESS = "Spec Creation Progress: "


class TextPicture(SingleFileSnapshotExtension):
    """One plain text file per picture, so that a change can be read in a diff."""

    file_extension = "txt"
    _write_mode = WriteMode.TEXT


@pytest.fixture
def picture(snapshot):
    """Pictures of the screen in plain characters."""
    return snapshot.use_extension(TextPicture)


@pytest.mark.parametrize("scene", SCENES, ids=[scene.id for scene in SCENES])
async def test_scene_looks_as_agreed_and_nothing_is_cut(scene: Scene, picture) -> None:
    """The text of the screen is the agreed one, and every line fits at five sizes."""
    async with driven(scene.session()) as one:
        await one.press(*scene.keys)
        for width, height in SIZES:
            await one.resize(width, height)
            rows = one.rows()
            nothing_is_cut(one, rows, scene, width, height)
            if (width, height) in PICTURED:
                text = "\n".join(rows) + "\n"
                if scene.name == "palette":
                    # whether the box behind it scrolls depends on which of two layouts came last
                    text = re.sub(r" +[▁▂▃▄▅▆▇]$", "", text, flags=re.MULTILINE)
                assert text == picture(name=f"{width}x{height}")


def nothing_is_cut(one: Driven, rows: list[str], scene: Scene, width: int, height: int) -> None:
    """No line wider than its place, none below its place, progress and keys where they belong."""
    where = f"{scene.id} at {width}x{height}"
    assert len(rows) == height
    if scene.name != "palette":
        assert PROGRESS in rows[-2], where
        assert rows[-1].strip(), where
    for widget in drawn(one.app):
        lines = widget.lines(widget.size.width)
        widest = max((content.cell_length for content in lines), default=0)
        assert widest <= widget.size.width, f"{where}: {widget!r} has a line of {widest}"
        assert fits(widget, len(lines)), f"{where}: {widget!r} hides rows"
        seen = one.app.screen.find_widget(widget).visible_region
        if seen.height:
            assert seen.width == widget.size.width, f"{where}: {widget!r} hides columns"


def fits(widget: Lines, rows: int) -> bool:
    """All rows are seen, or can be scrolled to."""
    if widget.size.height >= rows:
        return True
    return any(
        node.styles.overflow_y == "auto" for node in widget.ancestors_with_self if node.is_container
    ) or (widget.styles.overflow_y == "auto")


def test_every_screen_card_and_dialog_has_a_scene() -> None:
    """A new screen, card or dialog cannot be left out of the pictures."""
    assert {scene.name for scene in SCENES} == set(registry.names())


def leaves(base: type) -> set[type]:
    """The classes of ours below a class that nothing is derived from."""
    found = set()
    for one in base.__subclasses__():
        if one.__subclasses__():
            found |= leaves(one)
        elif one.__module__.startswith("spec_tui"):
            found.add(one)
    return found


def test_every_class_of_screen_and_card_is_registered() -> None:
    """Whoever writes a new one is reminded."""
    screens = {one for one in leaves(Screen) if one not in registry.SCREENS.values()}
    cards = {one for one in leaves(Card) if one not in registry.CARDS.values()}
    assert screens | cards == set()


async def test_below_the_least_size_one_sentence_remains() -> None:
    """A window that is too small says so, and that everything is saved."""
    async with driven(size=(39, 11)) as one:
        assert "This window is too small. Everything is saved." in " ".join(one.text().split())


async def test_resize_keeps_focus_text_and_cursor() -> None:
    """Making the window small and large again loses nothing that was typed."""
    async with driven() as one:
        await one.type("P95 300 ms")
        one.box.move_cursor((0, 3))
        for size in ((40, 12), (20, 5), (140, 40), (80, 24)):
            await one.resize(*size)
        assert one.box.text == "P95 300 ms"
        assert one.box.cursor_location == (0, 3)
        assert one.app.focused is one.box
