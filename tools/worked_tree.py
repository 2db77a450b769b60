"""A tree of specs that somebody works on, for the pictures: one session closed, one running."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path

from spec_tui.journals import JournalSession

SPEC = "1027"
"""The spec that is worked on."""
NOW = datetime(2025, 6, 10, 10, 31, tzinfo=timezone(timedelta(hours=2)))
"""When the picture is taken."""
RIVER = Path(__file__).resolve().parent.parent / "tests" / "data" / "tree" / "river"


class Work:
    """Journal and git of a copy of the river, with a clock that is set by hand."""

    def __init__(self, root: Path) -> None:
        shutil.copytree(RIVER, root)
        self.root = root
        self.now = NOW
        self.at(9, 14, 0)
        self._git("init", "--quiet")
        self.commit("River levels")
        self.journal = JournalSession(root, who="@maria", now=lambda: self.now)

    def at(self, day: int, hour: int, minute: int) -> None:
        """Set the clock."""
        self.now = NOW.replace(day=day, hour=hour, minute=minute)

    def write(self, path: str, lines: int) -> None:
        """Write a file of code."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text("pass\n" * lines, encoding="utf-8")

    def tick(self, words: str) -> None:
        """Tick a criterion of the spec."""
        path = next(self.root.glob(f"specs/*/*/{SPEC}.spec.md"))
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(f"- [ ] {words}", f"- [x] {words}"), encoding="utf-8")

    def commit(self, subject: str) -> str:
        """Commit everything; its short hash."""
        self._git("add", "--all")
        self._git("commit", "--quiet", "--message", subject)
        return self._git("rev-parse", "--short=7", "HEAD")

    def _git(self, *words: str) -> str:
        who = {"NAME": "Maria", "EMAIL": "maria@example.org", "DATE": self.now.isoformat()}
        named = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER")
                 for key, value in who.items()}  # fmt: skip
        command = ["git", *words]
        done = subprocess.run(
            command, cwd=self.root, env={**os.environ, **named}, check=True, capture_output=True
        )
        return done.stdout.decode().strip()


def grow(root: Path) -> None:
    """Make the tree in a new folder, and work on one spec of it for a day and a half."""
    work = Work(root)
    journal = work.journal
    work.at(9, 14, 2)
    journal.start(SPEC, "One alarm for one station")
    journal.record(SPEC, "plan", "The upper gateway watches; the lower one stands in for it")
    journal.approve(SPEC, "@tom")
    work.at(9, 14, 40)
    work.write("services/gateway/silence.py", 84)
    journal.deliver(SPEC, "code", "services/gateway/silence.py", about="the watch itself")
    work.at(9, 15, 10)
    journal.record(SPEC, "test", "Station unplugged for an hour: ✅ one report")
    work.tick("A station that is silent")
    work.at(9, 15, 44)
    found = work.commit("Report a silent station once")
    journal.record(SPEC, "commit", "", commit=found)
    journal.deliver(SPEC, "docs", "silent-station.md", about="What to do when one is reported")
    work.at(9, 16, 2)
    journal.close(SPEC, "One report for one silent station; muting is open")
    work.at(10, 9, 5)
    journal.start(SPEC, "Mute by name")
    journal.record(SPEC, "plan", "A line with name and date in stations.json, read every minute")
    work.at(10, 9, 48)
    journal.record(SPEC, "implement", "Muted stations are skipped until their date")
    work.at(10, 10, 2)
    journal.record(SPEC, "issue", "Both gateways reported the mill")
    work.at(10, 10, 20)
    solved = "The lower one waits two minutes"
    journal.record(SPEC, "issue", "Both gateways reported the mill", solved)
    work.write("services/gateway/muting.py", 41)
    work.commit("Mute a station by name until a date")
