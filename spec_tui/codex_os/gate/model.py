"""What the gate says: items, the parts they are made of, and the evidence with file and line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from spec_tui.codex_os.waivers import Waiver

State = Literal["pass", "fail", "waived"]


class Evidence(NamedTuple):
    """A line that an item was judged by; `line` counts from 1."""

    path: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that an item asks for, such as the availability among the NFRs."""

    title: str
    ok: bool
    evidence: tuple[Evidence, ...] = ()
    """Of a passed part what fulfils it, of a failed one what does not, if anything was there."""
    reason: str = ""
    """Of a failed part: what is wrong, as a sentence without its full stop."""
    hint: str = ""
    """Of a failed part: what would pass, as a sentence."""


@dataclass(frozen=True, slots=True)
class Item:
    """One of the eleven items."""

    id: str
    number: int
    """From 1, in the order of seed 000."""
    title: str
    state: State
    parts: tuple[Part, ...]
    waiver: Waiver | None = None

    @property
    def passes(self) -> bool:
        """Whether every part is fulfilled, waived or not."""
        return all(part.ok for part in self.parts)

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """All lines that it was judged by, each once."""
        return tuple(dict.fromkeys(one for part in self.parts for one in part.evidence))

    @property
    def reason(self) -> str:
        """Why it fails, or who waived it and why; "" where it passes."""
        if self.state == "waived" and self.waiver is not None:
            return f"waived by {self.waiver.who}, {self.waiver.date}: {self.waiver.reason}"
        return "; ".join(f"{part.title}: {part.reason}" for part in self.parts if not part.ok)

    @property
    def to_pass(self) -> tuple[str, ...]:
        """What would make it pass, a sentence for each part that fails."""
        return tuple(dict.fromkeys(part.hint for part in self.parts if not part.ok and part.hint))


@dataclass(frozen=True, slots=True)
class Gate:
    """The eleven items of one package."""

    package: str
    """Name of its folder."""
    items: tuple[Item, ...]

    @property
    def ok(self) -> bool:
        """Whether every item passes or is waived."""
        return not self.failing

    @property
    def failing(self) -> tuple[Item, ...]:
        """Items that neither pass nor are waived."""
        return tuple(item for item in self.items if item.state == "fail")

    def count(self, state: State) -> int:
        """How many items are in a state."""
        return sum(item.state == state for item in self.items)

    @property
    def words(self) -> str:
        """`8 of 11 pass, 1 waived, 2 fail`; zeroes are left out."""
        found = [f"{self.count('pass')} of {len(self.items)} pass"]
        found += [f"{self.count(one)} {one}" for one in ("waived", "fail") if self.count(one)]
        return ", ".join(found)

    def item(self, name: str) -> Item | None:
        """The item that an id or a number from 1 means."""
        wanted = name.strip().lower()
        return next((one for one in self.items if wanted in {one.id, str(one.number)}), None)
