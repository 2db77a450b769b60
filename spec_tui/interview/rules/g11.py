"""G11: a list without an end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, at, sentence
from spec_tui.interview.rules.g06 import PROSE
from spec_tui.interview.rules.looking import Words, look, seen
from spec_tui.interview.spec import Spec

_SIGNS = frozenset({"etc", "so", "and", "not", "or", "among"})
_OPEN = re.compile(
    r"(?<![\w/.])etc\b(?!/)\.?|\band so (?:on|forth)\b|\band the like\b|\band/or\b"
    r"|,? and more(?=\s*[.;]|\s*$)"
    r"|\b(?:including )?but not limited to\b|\bamong others\b|\bor similar\b|\band others\b",
    re.I,
)
_BRACKETS = re.compile(r"\([^()]*\)|“[^”]*”|\"[^\"]*\"")


def g11(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find `etc.`, `and so on`, `and/or` where something is demanded, as minor.

    Not inside the parentheses of examples, in quotes, nor in prose that explains.
    """
    for passage, spans in seen(spec, _ends):
        for start, end, message in spans:
            yield at(bank, "G11", "minor", passage, start, end, message)


@look
def _ends(words: Words) -> list[Span]:
    if words.section in PROSE or words.parts.isdisjoint(_SIGNS):
        return []
    if (words.section, words.slot) == ("vision", "problem-outcome"):
        return []
    if _OPEN.search(words.prose) is None:
        return []
    text = _BRACKETS.sub(lambda match: " " * len(match[0]), words.prose)
    found: list[Span] = []
    ended = 0
    for match in _OPEN.finditer(text):
        if match.start() < ended:
            continue
        start, ended = sentence(words.text, match.start())
        ended = max(ended, match.end())
        said = match[0].strip(" ,")
        says = "means two things" if said.lower() == "and/or" else "leaves the list open"
        found.append((start, ended, f"“{said}” {says}."))
    return found
