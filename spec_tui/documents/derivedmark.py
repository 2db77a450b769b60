"""The comment of a header that remembers what was derived last, each value as a short hash (B.10).

`# spec-tui: derived title=1a2b3c4d depends_on=5e6f7a8b`
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

LEAD = "# spec-tui: derived"
COMMENT = re.compile(r"^# spec-tui: derived(?P<pairs>(?: [\w.-]+=[0-9a-f]+)*)[ \t]*$", re.MULTILINE)


def remembered(header: str) -> dict[str, str] | None:
    """Hash by name of field, None where the text has no such comment."""
    found = COMMENT.search(header) if LEAD in header else None
    return dict(pair.split("=") for pair in found["pairs"].split()) if found is not None else None


def value_hash(value: str | Sequence[str]) -> str:
    """Eight hexadecimal digits; a list is a set here, and an empty one is like no value."""
    words = value if isinstance(value, str) else "\n".join(sorted(value))
    return hashlib.sha256(words.encode()).hexdigest()[:8]
