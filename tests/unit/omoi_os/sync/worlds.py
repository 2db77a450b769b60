"""A repository in a folder, a server in this process, and pushing from one to the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from spec_tui.omoi_os.sync.client import Client
from spec_tui.omoi_os.sync.model import Row, SyncPlan, Target
from spec_tui.omoi_os.sync.target import Key
from spec_tui.syncing import Syncing, What
from tests.servers.omoios import TOKEN, Omoios
from tests.servers.serving import Handles, InProcess

URL = "http://127.0.0.1:8000"


def target(project: str, url: str = URL) -> Target:
    """A target on this machine."""
    return Target(url, url, "flag", project, "flag")


def client(handles: Handles, waits: list[float] | None = None) -> Callable[[Target, Key], Client]:
    """Makes clients that reach the server without sockets and never sleep."""

    def wait(seconds: float) -> bool:
        if waits is not None:
            waits.append(seconds)
        return False

    return lambda where, key: Client(where, key, transport=InProcess(handles), wait=wait)


class World:
    """One repository, one server with one project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.server = Omoios()
        self.project = self.server.add_project()
        self.handles: Handles = self.server
        self.waits: list[float] = []

    def put(self, *files: tuple[str, str]) -> None:
        """Write files."""
        for path, text in files:
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        """Replace a text that is in a file."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert before in text
        file.write_text(text.replace(before, after), encoding="utf-8")

    def syncing(self, project: str = "", current: str = "") -> Syncing:
        """A sync with the server."""
        return Syncing(
            self.root, target(project or self.project), key=Key(TOKEN), current=current,
            client=client(self.handles, self.waits),
        )  # fmt: skip

    def plan(self, what: What = "items", project: str = "") -> SyncPlan:
        """What diff shows."""
        with self.syncing(project) as syncing:
            return syncing.plan(what)

    def push(
        self, what: What = "items", project: str = "", *, force: bool = False, title: str = ""
    ) -> SyncPlan:
        """Plan and push."""
        with self.syncing(project) as syncing:
            plan = syncing.plan(what, title=title)
            return syncing.push(plan, confirmed=True, force_create=force)

    def files(self) -> dict[str, bytes]:
        """All files but those of the ledger."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.root.rglob("*"))
            if path.is_file() and ".sync" not in path.parts
        }


def actions(plan: SyncPlan) -> dict[str, str]:
    """The action of each id that is not skipped."""
    return {row.id: row.action for row in plan.rows if row.action != "skip"}


def row(plan: SyncPlan, one: str) -> Row:
    """The row of an id."""
    return next(found for found in plan.rows if found.id == one)
