"""What the repository around an interview says about its name and stack (B.9, formats.md 17)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

from spec_tui.documents import toml
from spec_tui.interview import stack as stackfile
from spec_tui.interview.detect import WANTED, Detected, detect, project_name
from spec_tui.interview.detecttype import ShownType, shown_type
from spec_tui.interview.model import StackRow
from spec_tui.interview.templates import stack_template
from spec_tui.sessionfiles import Files
from spec_tui.workspace.peek import peek
from spec_tui.workspace.store import STACK


class Surroundings:
    """The files of the repository are looked at once; stack.toml is read as it stands."""

    def __init__(self, root: Path, files: Files) -> None:
        self._root = root
        self._files = files

    @cached_property
    def _peeked(self) -> Mapping[str, str]:
        return peek(self._root, WANTED)

    @cached_property
    def _detected(self) -> tuple[Detected, ...]:
        return detect(self._peeked)

    def project(self) -> str:
        """Name from pyproject.toml or package.json, else that of the folder."""
        return project_name(self._peeked, self._root.name)

    @cached_property
    def shown_type(self) -> ShownType:
        """The product types that the files show."""
        return shown_type(self._peeked)

    def starter(self, title: str) -> str:
        """The stack.toml to create."""
        return stackfile.starter(stack_template(), title or self.project(), self._detected)

    def review_due(self) -> bool:
        """The review comes next: starter values stand there, or would be written."""
        return not self._files.exists(STACK) or stackfile.needs_review(self._files.text(STACK))

    def rows(self) -> tuple[StackRow, ...]:
        """The rows of the review; none for a file that is not TOML."""
        text = self._files.text(STACK) if self._files.exists(STACK) else self.starter("")
        if isinstance(toml.parse(text), toml.TomlProblem):
            return ()
        return stackfile.review_rows(text, self._detected)

    def left_for_later(self) -> frozenset[str]:
        """Keys asked one by one after "decide later": the language, unless a file shows it."""
        text = self._files.text(STACK)
        if not text or not toml.put_off(text) or "app.language" not in toml.unreviewed(text):
            return frozenset()
        return frozenset({"app.language"}) - {found.key for found in self._detected}
