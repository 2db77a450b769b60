"""Item 4: access, secrets, personal data, and a sketch of the threats."""

from __future__ import annotations

import re

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import Topic, look, quoted, words
from spec_tui.codex_os.gate.words import said

TITLE = "Security, PII, threat sketch"
_HOME = frozenset({"security & privacy", "threat sketch"})
_SKETCH = 4
"""Words: what is attacked, how, and what stands against it."""


def _sketched(statement: Statement, _words: re.Pattern[str]) -> str:
    enough = said(" ".join((statement.label, statement.value))) >= _SKETCH
    return "" if enough else f"{quoted(statement)} is no threat with its counter-measure"


_TOPICS = (
    Topic(
        "Access",
        words(
            r"auth[nz]?|authenticat\w*|authori[sz]\w*|access(?: control)?|permissions?|rbac|oidc"
            r"|oauth2?|sign-?in|log-?in|roles?|sessions?"
        ),
        _HOME,
        "Say who may do what and how they prove who they are: `AuthN/AuthZ: …`.",
    ),
    Topic(
        "Secrets",
        words(r"secrets?|keys?|key rotation|credentials?|vault|kms|tokens?|passwords?"),
        _HOME,
        "Say where secrets are kept and how often keys change: `Secrets, key rotation: …`.",
    ),
    Topic(
        "Personal data",
        words(
            r"pii|personal(?:ly)?(?: identifiable)?(?: data| information)?|privacy|gdpr|retention"
            r"|data (?:retention|protection|classification)|anonymi[sz]\w*"
        ),
        _HOME,
        "Say which personal data are held, for how long, who sees them: `PII handling: …`.",
    ),
    Topic(
        "Threat sketch",
        words(r"threats?(?: sketch| model(?:l?ing)?)?|attack(?:s|ers?)?|abuse|stride"),
        _HOME,
        "Write what could be attacked, how, and what stands against it, under "
        "`### Threat sketch` in Security & Privacy.",
        _sketched,
    ),
)


def parts(reading: Reading) -> tuple[Part, ...]:
    """Access, secrets, personal data, threats."""
    # the heading of the section names both and tells nothing about one of them
    return look(_TOPICS, [one.outside("security & privacy") for one in reading.spec])
