"""Facts as lines of Markdown: escaped where they would become structure, told where missing.

A fact keeps its key only where its words go in unchanged, so that an edit can be pushed back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from spec_tui.derive.facts import Fact, Facts
from spec_tui.derive.model import Piece, Region
from spec_tui.derive.regions import FENCE, after_fence
from spec_tui.derive.usecases import one_line, unfenced

_STRUCTURE = re.compile(r"[ \t]*(?:#{1,6}(?:[ \t]|$)|<!--|[|>]|(?:---+|===+|\*\*\*+|___+)[ \t]*$)")
_CELL = re.compile(r"\\?\|")


class Lines:
    """Collects the pieces of one region, and the questions for what SPEC.md does not say."""

    def __init__(self, facts: Facts, gaps: list[str]) -> None:
        self.facts = facts
        self.pieces: list[Piece] = []
        self.sources: dict[str, None] = {}
        # a list goes back whole: with one item escaped, the others would come back without it
        self._escaped: set[str] = set()
        self._gaps = gaps

    def region(self, name: str) -> Region:
        """The region with everything that was collected."""
        pieces = (
            piece._replace(key="") if piece.key in self._escaped else piece for piece in self.pieces
        )
        return Region(name, tuple(self.sources), tuple(pieces))

    def say(self, text: str) -> None:
        """Our own words."""
        self.pieces.append(Piece(text))

    def gap(self, question: str) -> None:
        """Remember a question, each once."""
        if question not in self._gaps:
            self._gaps.append(question)

    def value(self, facet: str, label: str, *, ask: bool = True) -> bool:
        """`- Label: words`, or one bullet below the label for each item; the placeholder where
        there are none (with `ask` False nothing). Returns whether there are words.
        """
        found = self.facts.fact(facet)
        if found is None:
            if ask:
                self.missing(facet, f"- {label}: ")
            return False
        items = found.items
        if len(items) == 1:
            self._put(items[0], found, f"- {label}: ", "  ", _tail(found))
            return True
        self.say(f"- {label}:{_tail(found)}")
        for item in items:
            self._put(item, found, "  - ", "    ")
        return True

    def items(
        self, facet: str, sign: str = "", *, ask: bool = True, tails: Sequence[str] = ()
    ) -> bool:
        """A bullet for each item, numbered `G1`, `NG1` where `sign` is given.

        `tails` are words of ours behind each of them.
        """
        found = self.facts.fact(facet)
        if found is None:
            if ask:
                self.missing(facet, f"- {sign}1 " if sign else "- ")
            return False
        for number, item in enumerate(found.items, 1):
            lead = f"- {sign}{number} " if sign else "- "
            own = tails[number - 1] if tails else ""
            last = _tail(found) if number == len(found.items) else ""
            self._put(item, found, lead, "  ", own + last)
        return True

    def paragraph(self, facet: str) -> bool:
        """The words as a paragraph of their own."""
        found = self.facts.fact(facet)
        if found is None:
            self.missing(facet, "")
            return False
        self._put(found.text, found, "", "", _tail(found))
        return True

    def numbered(self, facet: str) -> bool:
        """`1. words` for each item."""
        found = self.facts.fact(facet)
        if found is None:
            self.missing(facet, "1. ")
            return False
        for number, item in enumerate(found.items, 1):
            last = _tail(found) if number == len(found.items) else ""
            self._put(item, found, f"{number}. ", "   ", last)
        return True

    def missing(self, facet: str, lead: str) -> None:
        """The visible placeholder, and its question; of N/A the reason."""
        self.say(lead + self.facts.missing(facet))
        if self.facts.standing(facet) != "na":
            self.gap(self.facts.question(facet))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table; cells are escaped."""
        self.say(f"| {' | '.join(columns)} |")
        self.say(f"|{'|'.join('---' for _ in columns)}|")
        for row in rows:
            self.say(f"| {' | '.join(cell(text) for text in row)} |")

    def fence(self, language: str, text: str) -> None:
        """A fenced block, longer than any fence inside."""
        longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
        mark = "`" * max(3, longest + 1)
        self.say(f"{mark}{language}\n{text}\n{mark}")

    def source(self, *keys: str) -> None:
        """Name keys of SPEC.md that the region is made of."""
        for key in keys:
            self.sources.setdefault(key)

    def _put(self, text: str, found: Fact, lead: str, indent: str, tail: str = "") -> None:
        self.source(found.key)
        safe = contained(text)
        # a whole block at the end of a value leaves no room for a marker on its line
        if "\n" in text and FENCE.match(safe.rsplit("\n", 1)[-1]):
            tail = ""
        if lead.strip() and FENCE.match(safe.split("\n", 1)[0]):
            # a fence opens on a line of its own, or its end would open another
            self.say(lead.rstrip())
            lead = indent
        if safe != text:
            self._escaped.add(found.key)
        self.pieces.append(Piece(safe, found.key, lead, indent, tail))


def _tail(found: Fact) -> str:
    return f" _(assumption {found.assumption})_" if found.assumption else ""


def contained(text: str) -> str:
    """Words that begin no heading, table, quote, rule or comment, with every fence closed.

    A fence sign on the last line has nothing to fence: it is words.
    """
    *above, last = text.split("\n")
    lines = []
    fence = ""
    for line in above:
        fence = after_fence(line, fence)
    last = last if fence else unfenced(last)
    fence = ""
    for line in (*above, last):
        before, fence = fence, after_fence(line, fence)
        if not before and not fence:
            if _STRUCTURE.match(line):
                stripped = line.lstrip()
                line = f"{line[: len(line) - len(stripped)]}\\{stripped}"
            line = line.replace("-->", "--\\>")
        lines.append(line)
    if fence:
        lines.append(fence)
    return "\n".join(lines)


def inline(text: str) -> str:
    """Words on one line that begin nothing and end no comment, wherever they stand."""
    words = one_line(text).replace("<!--", "<\\!--").replace("-->", "--\\>")
    return f"\\{words}" if _STRUCTURE.match(words) else words


def cell(text: str) -> str:
    """Words in a cell of a table."""
    return _CELL.sub(r"\\|", one_line(text)) or " "


def node(text: str, longest: int = 60) -> str:
    """Words in a box of a Mermaid diagram, quoted."""
    words = re.sub(r"[`\[\]{}<>|;]", "", one_line(text)).replace('"', "#quot;")
    if len(words) > longest:
        words = words[: longest - 1].rstrip() + "…"
    return f'"{words or " "}"'
