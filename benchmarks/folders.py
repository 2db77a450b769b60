"""Repositories to measure in: a specification of about the wanted size."""

from __future__ import annotations

from pathlib import Path

from spec_tui.session import Session

SIZES = {"10 KB": 10_000, "100 KB": 100_000, "1 MB": 1_000_000}
_PARAGRAPH = (
    "Reception closes a day from the calendar view; every patient with a slot on that day gets a "
    "message, and the day keeps its history. See `src/calendar/close.py` for how it is done.\n\n"
)


def make_spec(folder: Path, size: int) -> Path:
    """Create SPEC.md and stack.toml in `folder`, with notes of our own up to `size` bytes.

    The notes stand under sub-headings of their own after the canonical sections, as people write
    them. Returns the folder.
    """
    folder.mkdir(parents=True)
    session = Session.open(folder)
    session.bootstrap()
    session.close()
    spec = folder / "SPEC.md"
    text = spec.read_text(encoding="utf-8") + "\n## Notes of the team\n\n"
    number = 0
    while len(text) < size:
        number += 1
        text += f"### Note {number}\n\n{_PARAGRAPH * 4}- one more point\n- and another\n\n"
    spec.write_text(text, encoding="utf-8")
    return folder


def make_text(size: int) -> str:
    """A foreign document of `size` characters with headings of its own, lists and prose."""
    text = "# Closing days of a clinic\n\nPatients lose time because nobody sees closed days.\n"
    number = 0
    while len(text) < size:
        number += 1
        text += (
            f"\n## Part {number}\n\n{_PARAGRAPH * 3}- Room {number} is closed on Monday\n"
            f"- Room {number} opens at 8\n\nA list answers within {number} ms at P95.\n"
        )
    return text
