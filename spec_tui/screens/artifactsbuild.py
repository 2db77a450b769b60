"""What building from SPEC.md would change, row by row, before anything is written."""

from __future__ import annotations

import re

from spec_tui import artifact_messages as words
from spec_tui.artifactdesk import Building
from spec_tui.widgets.text import shown, wrap

_LABEL = re.compile(r"^\*\*([^*]+)\*\*:")
LONGEST_DIFF = 4000
"""Lines of a diff that are drawn."""


def rows_of(found: Building, width: int) -> list[tuple[str, str]]:
    """(`head`, `words`, `air` or `diff`, text): losses and drift first, then the summary."""
    proposal = found.proposal
    rows: list[tuple[str, str]] = []

    def group(title: str, lines: list[str]) -> None:
        if lines:
            rows.extend([("air", "")] * bool(rows) + [("head", title)])
            for one in lines:
                rows.extend(("words", piece) for piece in wrap(shown(one), width))

    if not proposal.texts:
        rows.append(("words", words.BUILD_NOTHING))
    drift = [f"{one.path}:{one.line}: {one.region} {one.message}" for one in proposal.drift]
    group(words.BUILD_LOST, list(proposal.lost))
    group(words.BUILD_DRIFT, drift)
    if proposal.texts:
        group(words.BUILD_SUMMARY, _summary(found.summary))
        files = []
        for path in proposal.texts:
            word = words.BUILD_NEW if path in proposal.new else words.BUILD_CHANGED
            files.append(f"{word.ljust(8)} {path}")
        group(words.BUILD_FILES, files)
    group(words.BUILD_GAPS, list(proposal.gaps))
    group(words.BUILD_NOTES, list(proposal.notes))
    diff = proposal.diff().splitlines()
    if diff:
        rows += [("air", ""), ("head", words.BUILD_DIFF)]
        rows += [("diff", one) for one in diff[:LONGEST_DIFF]]
    return rows


def _summary(text: str) -> list[str]:
    """The summary without the marks of Markdown that are ours."""
    rows = [one for one in text.splitlines() if one.strip() and not one.startswith("## ")]
    return [_LABEL.sub(r"\1:", one) for one in rows]
