"""One command: everything the key line, the palette, the F9 menu and help say about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Context:
    """Where somebody is when a key is pressed or a footer is drawn."""

    place: str
    """`interview`, `review`, `finished`, `help` or `dialog`."""
    typing: bool = False
    """An editor has the focus: letters are text."""
    focus: str = ""
    """Region with the focus: `line` or `box` (answer of one or of many lines), `card`, `options`,
    `panel`, `sections`, `findings`, `text`."""
    card: str = ""
    """Kind of the card on screen, `` where there is none."""
    choices: int = 0
    """How many numbered options are on screen."""
    off: str = ""
    """Why answering is off; `` where it is on."""
    deeper: bool = False
    """Another card lies below: esc goes back to it."""


def always(_context: Context) -> str:
    """Nothing stands against it."""
    return ""


def anywhere(_context: Context) -> bool:
    """Everywhere where the command works."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """One thing a person can do. Keys, key line, palette, F9 menu and help are drawn from it."""

    id: str
    """Name of the method `do_<id>` that a screen or the app has."""
    name: str
    """Whole sentence for the palette."""
    short: str
    """Words in the key line and the F9 menu."""
    about: str
    """One line of explanation for the palette."""
    places: frozenset[str]
    keys: tuple[str, ...] = ()
    """Keys that also work while typing, in Textual's spelling."""
    letters: tuple[str, ...] = ()
    """Keys that work only where no editor has the focus."""
    menu: str = ""
    """Its letter in the F9 menu; `` = not in the menu."""
    help: str = ""
    """Words on the help page; `` = `short`."""
    group: str = ""
    """Heading on the help page; `` = not on it."""
    cards: frozenset[str] = frozenset()
    """Kinds of card it is for; empty = all."""
    focus: frozenset[str] = frozenset()
    """Regions it is for; empty = all."""
    rank: int = 0
    """Place in the key line, lowest first; 0 = never in it."""
    weight: float = 0
    """The key line drops entries of the lowest weight first; 0 = minus the rank."""
    needs: Callable[[Context], str] = always
    """Why it cannot be done now, `` if it can."""
    palette: bool = True
    """False for keys that only move or choose."""
    key_words: str = ""
    """What help and the key line print instead of the first key, e.g. `↑↓`."""
    footer_words: str = ""
    """What the key line prints instead; `{choices}` are the numbers of the options on screen."""
    footer_when: Callable[[Context], bool] = anywhere
    """Tells whether the key line shows it here."""

    def here(self, context: Context) -> bool:
        """Tell whether the command belongs to this place at all."""
        return (
            context.place in self.places
            and (not self.cards or context.card in self.cards)
            and (not self.focus or context.focus in self.focus)
        )

    def footer_key(self, context: Context) -> str:
        """The key that the key line names here, `` where none works."""
        if self.footer_words or self.key_words:
            numbers = f"1-{context.choices}" if context.choices > 1 else "1"
            return (self.footer_words or self.key_words).format(choices=numbers)
        letters = () if context.typing else self.letters
        own = self.keys if context.place == "interview" else ()
        return next((key_name(key) for key in (*own, *letters, *self.keys)), "")

    def active_keys(self, context: Context) -> tuple[str, ...]:
        """Keys that call it here."""
        return self.keys if context.typing else (*self.keys, *self.letters)


_NAMES = {
    "question_mark": "?",
    "colon": ":",
    "at": "@",
    "slash": "/",
    "full_stop": ".",
    "escape": "esc",
    "up": "↑",
    "down": "↓",
}


def key_name(key: str) -> str:
    """Return a key as people write it: `f9` is `F9`, `question_mark` is `?`."""
    if key in _NAMES:
        return _NAMES[key]
    if len(key) in {2, 3} and key[0] == "f" and key[1:].isdigit():
        return key.upper()
    return key
