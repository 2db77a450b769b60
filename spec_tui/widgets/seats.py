"""Rows of a list as data: which of them can be selected, and how the selection moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seat:
    """One row of a list; without a key it is a heading or air, and cannot be selected."""

    kind: str
    key: str = ""
    value: Any = None


class Seats:
    """The rows of one list, and the selected one."""

    def __init__(self) -> None:
        self.seats: tuple[Seat, ...] = ()
        self.at = 0

    @property
    def seat(self) -> Seat | None:
        """The selected seat, None where nothing can be selected."""
        if self.at < len(self.seats) and self.seats[self.at].key:
            return self.seats[self.at]
        return None

    def build(self) -> list[Seat]:
        """The seats of what was read last."""
        raise NotImplementedError

    def take(self) -> None:
        """Build the seats anew; the selection stays on its key, else at its place."""
        key = self.seat.key if self.seat is not None else ""
        self.seats = tuple(self.build())
        found = [at for at, seat in enumerate(self.seats) if seat.key]
        same = next((at for at in found if self.seats[at].key == key), None)
        if same is not None:
            self.at = same
        elif found:
            self.at = min(found, key=lambda at: abs(at - self.at))
        else:
            self.at = 0

    def move(self, key: str, page: int) -> None:
        """Move the selection over what can be selected."""
        found = [at for at, seat in enumerate(self.seats) if seat.key]
        if not found:
            return
        now = found.index(self.at) if self.at in found else 0
        steps = {"up": -1, "k": -1, "down": 1, "j": 1, "pageup": -page, "pagedown": page}
        ends = {"home": 0, "end": len(found) - 1}
        self.at = found[max(0, min(len(found) - 1, ends.get(key, now + steps.get(key, 0))))]
