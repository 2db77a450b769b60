"""Words that are given to a command."""

from __future__ import annotations

import sys

from spec_tui.cli.stop import Refused


def typed(text: str | None, what: str) -> str:
    """Words as typed, read from stdin for `-`. Raises Refused for bytes that are not UTF-8.

    `what` they are: `answer`, `text`.
    """
    if text == "-":
        try:
            return sys.stdin.buffer.read().decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refused(
                f"The {what} is not UTF-8 (byte {error.start + 1}). Nothing was written."
            ) from None
    words = text or ""
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        raise Refused(f"The {what} is not UTF-8. Nothing was written.") from None
    return words
