"""What git says about the sessions of journals: commits, lines and files (formats.md 104)."""

from __future__ import annotations

import re
from pathlib import Path

from spec_tui.spec_tree.board import Offer
from spec_tui.spec_tree.metrics import Changes
from spec_tui.spec_tree.model import Journal, Session
from spec_tui.work.change import Refused
from spec_tui.workspace import gitlog
from spec_tui.workspace.git import read

_COMMIT = re.compile(
    r"`?(?P<hash>[0-9a-fA-F]{7,40})`?(?:[ \t]*[:–—-]?[ \t]+(?P<rest>\S.*))?", re.DOTALL
)
_HASH = re.compile(r"[0-9a-f]{7,40}")


class Facts:
    """What git says in one repository; nothing of it is written anywhere."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._past: dict[tuple[object, ...], tuple[int, int, int, int]] = {}
        """What sessions that are over changed, as git said it."""

    @property
    def head(self) -> str:
        """The commit that is checked out, "" without git."""
        return gitlog.head(self.root)

    def history(self, journal: Journal) -> Changes | None:
        """What git says changed in all sessions together; None where it says nothing."""
        found = [self._changes(one) for one in journal.sessions]
        known = [one for one in found if one is not None]
        if not known:
            return None
        added, removed, created, modified = (sum(column) for column in zip(*known, strict=True))
        return Changes(added, removed, created, modified)

    def offers(self, journal: Journal, session: Session) -> tuple[Offer, ...]:
        """Commits since the session began that no entry names."""
        if session.started is None:
            return ()
        named = tuple(
            word.lower()
            for one in journal.sessions
            for entry in one.entries
            for word in (entry.commit, *_HASH.findall(entry.text.lower()))
            if len(word) >= 7
        )
        return tuple(
            Offer(one.hash[:7], one.subject)
            for one in gitlog.commits(self.root, session.head, session.started, None)
            if not one.hash.startswith(named)
        )

    def hash_(self, commit: str) -> tuple[str, str]:
        """(the hash, a remark where git does not know it). Raises Refused for what is none."""
        if not commit:
            return "", ""
        known = commit.strip("`").lower()
        if _HASH.fullmatch(known) is None:
            raise Refused(f"{commit} is no commit: 7 to 40 hex digits. Nothing was changed.")
        return known, self._unknown(known)

    def named(self, words: str) -> tuple[str, str, str]:
        """(words, hash, remark) of `a1b2c3d: words`; words without a hash stay as they are."""
        match = _COMMIT.fullmatch(words)
        if match is None or not re.search(r"\d", match["hash"]):
            return words, "", ""
        commit, rest = match["hash"].lower(), (match["rest"] or "").strip()
        return rest, commit, self._unknown(commit)

    def subject(self, commit: str) -> str:
        """The first line of a commit, "" where git does not know it."""
        if not commit:
            return ""
        return read(self.root, "log", "-1", "--format=%s", commit, "--").strip()

    # inside

    def _changes(self, session: Session) -> tuple[int, int, int, int] | None:
        """(lines added, removed, files created, modified) of one session, None without git."""
        started, ended = session.started, session.ended
        if started is None or not gitlog.head(self.root):
            return None
        if ended is None:
            return gitlog.changes(self.root, session.head, since=started)
        key = (session.head, started, ended)
        if key not in self._past:
            to = session.to
            if not to:
                found = gitlog.commits(self.root, session.head, started, ended)
                to = found[-1].hash if found else session.head
            self._past[key] = gitlog.changes(
                self.root, session.head, to, since=started, until=ended
            )
        return self._past[key]

    def _unknown(self, commit: str) -> str:
        if not gitlog.head(self.root) or gitlog.verified(self.root, commit):
            return ""
        return f" git does not know {commit} here."
