"""A transcript as Markdown for reading: who answered what, when, with what effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spec_tui.sessionlog import Answered


def markdown(title: str, rows: tuple[Answered, ...]) -> str:
    """The answers of an interview, oldest first, without a line break at the end."""
    blocks = [f"# Transcript: {title}" if title else "# Transcript"]
    for row in rows:
        quoted = "\n".join(f"> {line}".rstrip() for line in row.answer.splitlines())
        head = f"{row.at:%Y-%m-%d %H:%M}, {row.who}, {row.question_id}"
        parts = [f"## {row.number}. {row.question}", head, quoted, row.effect]
        if row.undone:
            parts.append("Taken back since.")
        if row.look_again:
            parts.append("Look again: an answer that this one was based on has changed since.")
        blocks += [part for part in parts if part]
    return "\n\n".join(blocks)
