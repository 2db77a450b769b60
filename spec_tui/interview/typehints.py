"""What kind of product it is, as the repository or the text shows it (interview.md B.3, B.6.6).

Such a question is not asked blank: the types are shown to be confirmed, or else the sentences that
seem to say it in other words (`a box on the wall, a hub basically`).
"""

from __future__ import annotations

from functools import lru_cache

from spec_tui.documents.prose import sentences
from spec_tui.interview import sketch
from spec_tui.interview.appendix import appendix_of
from spec_tui.interview.detecttype import ShownType
from spec_tui.interview.evidence import says_type
from spec_tui.interview.hints import OFFERED, Hints
from spec_tui.interview.hintsources import Hint, every
from spec_tui.interview.model import Facet
from spec_tui.interview.state import View

MOST_SHOWN = 4
LEAST = 0.02
"""Probability from which a sentence may say it."""


def shown(view: View, facet: Facet, found: ShownType) -> Hints:
    """The product types or the sentences to be confirmed, none where nothing tells."""
    below = view.loose_words.get(view.bank.section(facet.section).number, "").split("\n")
    named = sketch.product_types([said for line in below for _, said in sentences(line)])
    for text, place in ((found.text, found.source), (", ".join(named), "SPEC.md")):
        if text:
            return Hints((Hint(text, place, OFFERED),))
    return Hints(_imported(appendix_of(view.spec.text)))


@lru_cache(maxsize=4)
def _imported(appendix: str) -> tuple[Hint, ...]:
    """What the sentences of imported texts that most probably say it name of the closed list; the
    sentences themselves where they name none.
    """
    rows = [
        (says_type(said), said.text, source)
        for said, source in (every(appendix) if appendix else ())
    ]
    likely = sorted((row for row in rows if row[0] >= LEAST), key=lambda row: -row[0])
    hints: dict[str, Hint] = {}
    for _, text, source in likely[:MOST_SHOWN]:
        words = ", ".join(sketch.spoken_of(text)) or text
        hints.setdefault(words, Hint(words, source, OFFERED))
    return tuple(hints.values())
