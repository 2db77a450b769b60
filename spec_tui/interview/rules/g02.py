"""G02: a placeholder that somebody meant to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import Span, at
from spec_tui.interview.rules.looking import Words, everywhere, look
from spec_tui.interview.spec import Spec

_FILL = "insert|your|add|describe|todo|tbd|fill|replace|enter|placeholder|name of|specify"
_FILLING = re.compile(_FILL, re.IGNORECASE)
_PLACEHOLDER = re.compile(
    # behind a letter it is a generic, behind a slash or an equals sign a parameter
    rf"(?<![\w/=:&?-])<(?:(?:{_FILL})\b[^<>\n@]{{0,80}}"
    rf"|[A-Za-z][^<>\n@=]{{0,60}} [^<>\n@=]{{1,60}})>"
    rf"|(?<![\w/$=])\{{(?:(?:{_FILL})\b[^{{}}\n]{{0,80}}"
    rf"|[A-Z][\w-]{{0,30}}(?: [A-Z][\w-]{{0,30}}){{1,4}})\}}"
    rf"|\[(?:{_FILL})\b[^\[\]\n]{{0,80}}\](?!\()",
    re.IGNORECASE,
)


def g02(spec: Spec, bank: Bank, stack: Mapping[str, str]) -> Iterator[Finding]:
    """Find `<several words>`, `{Feature Name}` and `[insert …]` in prose.

    Code, HTML tags, generics (`List<String>`), path parameters (`/users/<id>`) and arguments of
    commands (`restore <file>`) are none.
    """
    for passage, spans in everywhere(spec, _placeholders):
        for start, end, message in spans:
            yield at(bank, "G02", "major", passage, start, end, message)


@look
def _placeholders(words: Words) -> list[Span]:
    return placeholders(words.text, words.prose)


def placeholders(text: str, prose: str) -> list[Span]:
    """The placeholders of a text; `prose` is the same text with code blanked."""
    if not any(sign in prose for sign in "<{["):
        return []
    found: list[Span] = []
    for match in _PLACEHOLDER.finditer(prose):
        said = match[0]
        if said[0] == "{" and not (said[1].isupper() or _FILLING.search(said)):
            continue
        if text[max(0, match.start() - 1) : match.start()] in {"/", "="}:
            continue
        found.append((match.start(), match.end(), f"{said} is a placeholder."))
    return found
