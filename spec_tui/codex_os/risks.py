"""Which tasks are risky, with the words that say so (seed 002, sections 2 and 7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spec_tui.documents.blocks import LONGEST_LINE
from spec_tui.documents.lines import split_lines
from spec_tui.work.formats.codex_parts import TaskText
from spec_tui.work.item import WorkItem

Kind = Literal["migration", "auth", "external API", "destructive", "flag", "config"]

RISKY: frozenset[Kind] = frozenset({"migration", "auth", "external API", "destructive"})
"""These want extra review; a flag or a secret only adds a check."""

_WORDS: dict[Kind, re.Pattern[str]] = {
    "migration": re.compile(
        r"\bmigrat(?:e[sd]?|ions?|ing)\b|\bbackfill\w*|\bschema changes?\b|\balter table\b"
        r"|\b(?:add|drop|rename|remove)s? (?:a |an |the )?(?:\w+ )?columns?\b",
        re.IGNORECASE,
    ),
    "auth": re.compile(
        r"\b(?:auth|authn|authz|authenticat\w+|authori[sz]ation|oauth2?|oidc|sso|saml|log-?in"
        r"|sign(?:ing)?[- ]in|sign-?up|passwords?|jwt|permissions?|rbac|access control"
        r"|credentials?|2fa|mfa|session tokens?)\b",
        re.IGNORECASE,
    ),
    "external API": re.compile(
        r"\b(?:external (?:api|service|system)s?|third[- ]party|3rd[- ]party|webhooks?"
        r"|(?:payment|sms|e-?mail|mail) (?:gateway|provider|service)s?|stripe|twilio|paypal"
        r"|sendgrid|mailgun|s3 bucket)\b",
        re.IGNORECASE,
    ),
    "destructive": re.compile(
        r"\b(?:drop(?:s|ping)? (?:the |a )?(?:\w+ )?(?:tables?|databases?|columns?|ind(?:ex|ices))"
        r"|truncat\w+ (?:the |all )?(?:\w+ )?(?:tables?|databases?|data|rows)"
        r"|(?:mass|bulk)[- ]delet\w+|delet\w+ (?:all|old|every)\b|purg(?:e[sd]?|ing)"
        r"|wip(?:e[sd]?|ing)|force[- ]push\w*|rm -rf|irreversibl\w+|eras(?:e[sd]?|ing|ure))\b",
        re.IGNORECASE,
    ),
    "flag": re.compile(r"\b(?:feature[- ](?:flag|toggle)s?|behind a flag)\b", re.IGNORECASE),
    "config": re.compile(
        r"\b(?:secrets?|api keys?|env(?:ironment)? variables?|new (?:setting|config\w*))\b"
        r"|\.env\b",
        re.IGNORECASE,
    ),
}
_NEGATED = re.compile(
    r"\b(?:no|not|without|never|neither|instead of)\b[^.;,]{0,24}$", re.IGNORECASE
)
_VISIBLE = re.compile(
    r"\b(?:ui|ux|pages?|screens?|forms?|buttons?|views?|dashboards?|dialogs?|frontend|front[- ]end"
    r"|cli|command line|endpoints?|end[- ]to[- ]end|users? (?:can|sees?)|shows?|displays?"
    r"|notif(?:y|ies|ications?)|reports?|exports?)\b",
    re.IGNORECASE,
)
_QUIET = frozenset({"infra", "docs", "doc", "tests", "test", "migration", "chore", "ci", "spike"})


@dataclass(frozen=True, slots=True)
class Risk:
    """One kind of risk of a task, and the words of its block that say so."""

    kind: Kind
    words: str
    line: int

    @property
    def reason(self) -> str:
        """`migration (“add a column”)`, or the kind where the type of the task says it."""
        return f"{self.kind} (“{self.words}”)" if self.words else self.kind


def risks(item: WorkItem, words: TaskText) -> tuple[Risk, ...]:
    """The risks of a task, one per kind, in the order of the kinds; also flags and config.

    Words that are denied (`no migration needed`) do not count, nor does the status line.
    """
    found: dict[Kind, Risk] = {}
    if item.type.lower() == "migration":
        found["migration"] = Risk("migration", "", words.line)
    for number, whole in enumerate(split_lines(words.text), words.line):
        line = whole[:LONGEST_LINE]
        if words.status_line and words.status_line in line:
            continue
        for kind, pattern in _WORDS.items():
            if kind in found:
                continue
            for match in pattern.finditer(line):
                if _NEGATED.search(line[max(0, match.start() - 40) : match.start()]) is None:
                    found[kind] = Risk(kind, match[0], number)
                    break
    return tuple(found[kind] for kind in _WORDS if kind in found)


def risky(found: tuple[Risk, ...]) -> tuple[Risk, ...]:
    """Those that want extra review."""
    return tuple(risk for risk in found if risk.kind in RISKY)


def visibility(item: WorkItem, words: TaskText) -> int:
    """0 where a user sees what the task makes, 1 where that may be, 2 where not.

    The type decides first: infra, docs, tests and migrations are never seen.
    """
    if item.type.lower() in _QUIET:
        return 2
    criteria = " ".join(criterion.text for criterion in item.criteria)
    if _VISIBLE.search(f"{item.title} {criteria}"):
        return 0
    return 1 if item.type.lower() in {"feat", "feature"} else 2
