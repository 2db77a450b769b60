"""The paragraph of AGENTS.md that points an assistant to .codex-os/ (seed 002, section 8)."""

from __future__ import annotations

from spec_tui.documents.blocks import scan
from spec_tui.documents.lines import newline_of, with_newline

PATH = "AGENTS.md"
PARAGRAPH = """\
## Specs

Work in this repository follows the spec packages under `.codex-os/specs/`. Before changing code,
read `srd.md`, `tech-spec.md` and `tasks.md` of the package at hand, the guidance under
`.codex-os/product/` (mission, roadmap, decisions, stack) and the standards under
`.codex-os/standards/`. Where a document is missing there, `~/.codex-os/` holds the common one.
"""


def points(text: str) -> bool:
    """Whether an AGENTS.md names .codex-os/ outside comments."""
    return any(".codex-os" in line.text for line in scan(text).plain())


def pointed(text: str) -> str:
    """The AGENTS.md with the paragraph at its end; as it is where it points there already."""
    if points(text):
        return text
    newline = newline_of(text)
    words = with_newline(PARAGRAPH, newline)
    if not text.strip():
        return text + words
    end = "" if text.endswith(("\n", "\r")) else newline
    return f"{text}{end}{newline}{words}"
