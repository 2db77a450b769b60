"""Words in which something looks like a secret: refused, blacked out or kept (safety.md S5)."""

from __future__ import annotations

from typing import Literal

from spec_tui.documents.blocks import place
from spec_tui.documents.secrets import find_secrets, redact
from spec_tui.work.change import Refused

Secret = Literal["", "keep", "redact"]
"""What becomes of a secret; "" refuses the words."""


def safe(words: str, what: str, secret: Secret) -> str:
    """The words as they may be written. Raises Refused, not naming them."""
    found = find_secrets(words)
    if not found or secret == "keep":
        return words
    if secret == "redact":
        return redact(words)
    raise Refused(
        f"The {what} holds what looks like a secret ({found[0].kind}). Name the place where it is "
        "kept instead, or say --secret redact or --secret keep. Nothing was changed."
    )


def safe_file(text: str, name: str, secret: Secret) -> str:
    """The text of a file as it may be written. Raises Refused, naming the first place."""
    found = find_secrets(text)
    if found and not secret:
        line, column = place(text, found[0].start)
        raise Refused(
            f"{name}:{line}:{column}: this looks like a secret ({found[0].kind}). Nothing was "
            "written. Name the place where it is kept instead, or say --secret redact or "
            "--secret keep."
        )
    return redact(text) if secret == "redact" else text
