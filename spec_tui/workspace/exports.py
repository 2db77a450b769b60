"""Files written for somebody else: new ones only, never over what is there."""

from __future__ import annotations

from pathlib import Path

from spec_tui.workspace.errors import NotWritable


def create_new(path: Path, text: str) -> None:
    """Create a file with a text. Raises NotWritable where it exists or cannot be written."""
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(text)
    except FileExistsError:
        raise NotWritable(
            path, f"{path} exists already. Nothing was written; name another file."
        ) from None
    except OSError as error:
        raise NotWritable(path, f"{path} cannot be written ({error.strerror}).") from None
