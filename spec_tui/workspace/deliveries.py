"""Files that somebody hands over: read once, from anywhere."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from spec_tui.workspace.errors import Unreadable
from spec_tui.workspace.oslayer import RealOs
from spec_tui.workspace.snapshot import read_bytes, unreadable

LARGEST = 64 << 20


def take(path: Path) -> tuple[bytes, bool]:
    """(all bytes of a file, whether its owner may run it). Raises Unreadable.

    Links are followed: a person named this file. Pipes and devices are refused, not waited for.
    """
    real = os.path.realpath(path)
    try:
        size = os.stat(real).st_size
        if size > LARGEST:
            raise Unreadable(
                path, f"{path} is larger than {LARGEST >> 20} MB. Nothing was written."
            )
        data, _ = read_bytes(RealOs(), real)
        return data, bool(os.stat(real).st_mode & stat.S_IXUSR)
    except ValueError:
        raise Unreadable(path, "The path holds a NUL byte. Nothing was written.") from None
    except OSError as error:
        raise unreadable(path, error) from None
