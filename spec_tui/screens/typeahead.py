"""Keys that were typed before the person could see the question they would act on.

While an answer is written, somebody may go on typing. What they type is meant for a question that
nobody has seen yet, so it may begin that answer, but never end it: the first words go into the box
where it is empty, keys that save are left out, and everything else is kept aside. Typing that began
like this goes on like this until it pauses, so that no word is cut in two.
"""

from __future__ import annotations

from typing import Literal

Fate = Literal["usual", "keep", "drop"]
"""It goes its usual way, its words are kept aside, or it is left out."""
Kind = Literal["words", "acts", "goes", "edits"]
"""Text; a command that acts on the question; any other command; any other key."""

PAUSE = 0.3
"""Seconds between two keys that are no longer one piece of typing."""
UNSEEN = 1.0
"""Seconds after which a question counts as seen that nobody said is painted."""


class TypeAhead:
    """What becomes of each key, told by when it was typed; times are seconds of one clock."""

    def __init__(self) -> None:
        self.goes_on = False
        """What is kept now continues what was kept last."""
        self._seen = 0.0
        """When the question could be seen."""
        self._painting = False
        self._last = 0.0
        self._running = False
        self._worded = False
        self._in_box: bool | None = None
        """Whether words go into the box, None before the first key."""

    def begin(self, now: float, *, over: bool = False) -> None:
        """Something else comes on the screen; `over`: what is being typed was for what went."""
        self._seen, self._painting = now + UNSEEN, True
        self._running, self._worded, self.goes_on = over, False, False
        self._in_box = False if over else None

    def painted(self, now: float) -> None:
        """It can be seen from now on."""
        if self._painting:
            self._seen, self._painting = now, False

    def too_soon(self, *, words: bool) -> None:
        """A key that saves came too soon; with `words` in the box, others are for a later one."""
        self._running, self._worded = True, False
        if words:
            self._in_box, self.goes_on = False, False

    def judge(self, at: float, kind: Kind, *, empty_box: bool) -> Fate:
        """Return what becomes of a key typed `at`; `empty_box`: it would go into an empty box."""
        blind = at < self._seen or (self._running and at - self._last < PAUSE)
        self._last, self._running = at, blind
        if not blind:
            self.goes_on = False
            return "usual"
        if kind == "goes":
            # Whoever goes somewhere by a key knows where: what follows is meant for that place.
            self._seen, self._painting, self._running, self.goes_on = 0.0, False, False, False
            return "usual"
        if kind == "acts":
            return self._act(at)
        if self._in_box is None:
            self._in_box = empty_box
        self._worded = self._worded or kind == "words"
        if self._in_box:
            return "usual"
        return "keep" if kind == "words" or self.goes_on else "drop"

    def _act(self, at: float) -> Fate:
        if at >= self._seen and not self._worded:
            return "usual"
        if self._worded:
            self._in_box, self.goes_on = False, False
        return "drop"
