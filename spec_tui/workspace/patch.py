"""A unified diff that `git apply` and `patch` take, for what could not be written."""

from __future__ import annotations

from spec_tui.workspace.snapshot import Snapshot

NO_NEWLINE = "\\ No newline at end of file\n"


def unified(disk: Snapshot, text: str, name: str) -> bytes:
    r"""The diff from the file on disk to `text`; b"" where they are the same.

    Lines end at `\n` only, as for git, so `\r` stays part of its line.
    """
    import difflib

    before = _lines("\ufeff" + disk.text if disk.bom else disk.text)
    after = _lines("\ufeff" + text if disk.bom else text)
    old = f"a/{name}" if disk.exists else "/dev/null"
    body = list(difflib.unified_diff(before, after, old, f"b/{name}", n=3))
    if not body:
        return b""
    head = [] if disk.exists else [f"diff --git a/{name} b/{name}\n", "new file mode 100644\n"]
    lines = [line if line.endswith("\n") else f"{line}\n{NO_NEWLINE}" for line in body]
    return "".join([*head, *lines]).encode("utf-8")


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    ends = [line + "\n" for line in lines[:-1]]
    return [*ends, lines[-1]] if lines[-1] else ends
