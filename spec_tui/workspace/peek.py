"""Small text files of the repository, read to see what is there; nothing is followed out of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

LARGEST = 256 * 1024
MOST = 40


def peek(root: Path, patterns: Iterable[str]) -> dict[str, str]:
    """Texts by relative path for names or one-level globs (`.github/workflows/*.yml`).

    What is missing, no regular file, too large, outside the repository or no text is left out.
    """
    found: dict[str, str] = {}
    real_root = Path(os.path.realpath(root))
    for pattern in patterns:
        try:
            paths = sorted(root.glob(pattern)) if "*" in pattern else [root / pattern]
        except (OSError, ValueError):
            continue
        for path in paths[:MOST]:
            text = _text(path, real_root)
            if text is not None:
                found[path.relative_to(root).as_posix()] = text
    return found


def _text(path: Path, root: Path) -> str | None:
    try:
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(root):
            return None
        status = os.stat(real)
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
            return None
        return real.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
