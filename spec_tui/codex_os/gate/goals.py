"""Item 1: scope is explicit; non-goals are listed."""

from __future__ import annotations

from collections.abc import Sequence

from spec_tui.codex_os.documents import ALIASES
from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import MOST_EVIDENCE, quoted, words
from spec_tui.codex_os.gate.words import hollow, nothing, said
from spec_tui.documents.fold import fold

TITLE = "Non-goals are listed"
_OUT = words(r"non-?goals?|out[ -]of[ -]scope|not in scope|will not do|excluded|exclusions")
_IN = words(r"in[ -]scope|scope")
_NESTED = frozenset({"dependencies", "open questions"})


def parts(reading: Reading) -> tuple[Part, ...]:
    """Scope, then non-goals; both in srd.md, non-goals also in a bullet `Out of scope: …`."""
    out = [_is_out(one) for one in reading.srd]
    outside = [one for one, is_out in zip(reading.srd, out, strict=True) if is_out]
    inside = [
        one
        for one, is_out in zip(reading.srd, out, strict=True)
        if not is_out
        and not _NESTED & set(one.names)
        and ("scope" in one.names or any(_IN.search(words_) for words_ in one.label_or_parent))
    ]
    return (
        _listed("Scope", inside, "Say under Scope in srd.md what is in and where it ends."),
        _listed("Non-goals", outside, "List under Non-Goals in srd.md what this will not do."),
    )


def _is_out(statement: Statement) -> bool:
    if any(_OUT.search(label) for label in statement.label_or_parent):
        return True
    for title, name in zip(reversed(statement.headings), reversed(statement.names), strict=True):
        if name in ALIASES:
            # below `Goals and Non-Goals` the sub-heading says which it is
            return name == "non-goals"
        if _OUT.search(fold(title)):
            return True
    return False


def _listed(title: str, found: Sequence[Statement], hint: str) -> Part:
    good = [
        one
        for one in found
        if not hollow(one.text)
        and not hollow(one.value)
        and said(one.value)
        and nothing(one.value) is None
    ]
    # `No payments` in a list of non-goals names one
    good = good or [one for one in found if _names_one(one)]
    if good:
        return Part(title, True, tuple(one.evidence for one in good[:MOST_EVIDENCE]))
    if found:
        trouble = "is not filled in" if hollow(found[0].text) else "names none"
        return Part(title, False, (found[0].evidence,), f"{quoted(found[0])} {trouble}", hint)
    return Part(title, False, (), "nothing is listed", hint)


def _names_one(statement: Statement) -> bool:
    """`No payments in v1`, but neither `None` nor `N/A`."""
    text = fold(statement.value)
    return text.startswith("no ") and said(text[3:]) >= 1 and not hollow(statement.text)
