"""G02: a placeholder that somebody meant to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from spec_tui.interview.bank import Bank
from spec_tui.interview.model import Finding
from spec_tui.interview.rules.base import at, passages, prose
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
    for passage in passages(spec):
        text = prose(passage.text)
        if not any(sign in text for sign in "<{["):
            continue
        for match in _PLACEHOLDER.finditer(text):
            words = match[0]
            if words[0] == "{" and not (words[1].isupper() or _FILLING.search(words)):
                continue
            if passage.text[max(0, match.start() - 1) : match.start()] in {"/", "="}:
                continue
            yield at(
                bank, "G02", "major", passage, match.start(), match.end(),
                f"{words} is a placeholder.",
            )  # fmt: skip
