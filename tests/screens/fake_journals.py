"""A desk of journals in memory, for the screens: it knows no rule and writes no file.

It has the methods of `spec_tui.journaldesk.JournalDesk`; what is sent to it is noted down.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from spec_tui.spec_tree.board import Branch, Forest, Offer, Page
from spec_tui.spec_tree.model import (
    Approval,
    Deliverable,
    Entry,
    Journal,
    LinkMap,
    Metric,
    OneWay,
    Session,
    TreeLink,
)
from spec_tui.tasks import Told
from spec_tui.work.item import Criterion

ZONE = timezone(timedelta(hours=2))
NOW = datetime(2025, 8, 23, 15, 44, tzinfo=ZONE)
BEGAN = NOW - timedelta(hours=1, minutes=42)
STORAGE = "specs/1000/1001"


def branch(id: str, kind: str, title: str, status: str, depth: int, done: int = 0, total: int = 0):
    """One row of the tree."""
    path = {
        "epic": f"specs/{id}/epic.md",
        "feature": f"specs/1000/{id}/spec.md",
        "task": f"{STORAGE}/{id}.spec.md",
    }[kind]
    context = path.replace("epic.md", "context.md").replace("spec.md", "context.md")
    written = {
        "pending": "planning", "in_progress": "implementing", "blocked": "blocked",
        "done": "completed",
    }[status]  # fmt: skip
    return Branch(
        id, id, kind, title, status, written, depth, path, context, done, total,  # type: ignore[arg-type]
        running=id == "1014",
    )  # fmt: skip


BRANCHES = (
    branch("1000", "epic", "Foundation", "in_progress", 0, 3, 7),
    branch("1001", "feature", "Storage", "in_progress", 1, 3, 5),
    branch("1011", "task", "Share layout", "done", 2, 2, 2),
    branch("1012", "task", "Quotas", "done", 2, 1, 1),
    branch("1013", "task", "Backup plan", "done", 2, 3, 3),
    branch("1014", "task", "Mount script", "in_progress", 2, 3, 4),
    branch("1015", "task", "Health check", "pending", 2, 0, 2),
    branch("1002", "feature", "Dev machines", "pending", 1),
    branch("2000", "epic", "Market data", "blocked", 0),
)
ENTRIES = (
    Entry("plan", "Use NFS, not SMB: simpler on Linux", "14:02", 20),
    Entry("change", "Added criterion: mount survives a reboot", "14:09", 24),
    Entry("implement", "scripts/nas-setup.sh, 84 lines", "14:31", 28),
    Entry("test", "12 of 12 unit tests pass", "15:10", 32),
    Entry(
        "issue", "No right to write on /mnt/nas", "15:22", 36,
        resolution="user added to group nas-users",
    ),
    Entry("commit", "Initial mount script", "15:44", 40, commit="a1b2c3d"),
)  # fmt: skip
FIRST = Session(
    1, "2025-08-20", "Three ways", 50, "0.9 hours", "@tom", "completed",
    (
        Entry("plan", "Three ways compared, see notes", "10:15", 55),
        Entry("implement", "Share layout written down", "10:48", 59),
    ),
    "The share is laid out.",
    datetime(2025, 8, 20, 10, tzinfo=ZONE), datetime(2025, 8, 20, 10, 55, tzinfo=ZONE), "0be5d42",
)  # fmt: skip
SECOND = Session(2, "2025-08-23", "", 16, "", "@tom", "", ENTRIES, "", BEGAN, None, "77ab3f0")
JOURNAL = Journal(
    "Mount script", "implementing", "2025-08-20 10:00", "2025-08-23 15:44",
    "Mounts the share at start.", (FIRST, SECOND),
    (
        Deliverable("Scripts", "deliverables/scripts/nas-setup.sh", "nas-setup.sh", "mounts", 70),
        Deliverable("Documentation", "deliverables/docs/guide.md", "guide.md", "for all", 74),
        Deliverable("Code Changes", "services/nas.ts", "services/nas.ts", "client", 78, code=True),
    ),
    (), (),
    (
        Metric("Implementation", "time", "2:37", "computed", 90),
        Metric("Implementation", "lines", "+84 −3", "computed", 91),
        Metric("Quality", "coverage", "92 %", "typed", 95),
    ),
    (), Approval("@maria", "2025-08-20T10:40:00+02:00", 21),
)  # fmt: skip
CRITERIA = (
    Criterion("mounts at start", True, 12),
    Criterion("works without root", True, 13),
    Criterion("1 GB/s write", True, 14),
    Criterion("survives a reboot", False, 15),
)


def _link(path: str, target: str, label: str, state: str, to: str = "", line: int = 3) -> TreeLink:
    return TreeLink(path, line, 1, target, label, state, to)  # type: ignore[arg-type]


SPEC = f"{STORAGE}/1014.spec.md"
LINKS = LinkMap(
    SPEC,
    (
        _link(SPEC, "1014.context", "Implementation Journal", "ok", f"{STORAGE}/1014.context.md"),
        _link(SPEC, "spec", "Storage", "ok", f"{STORAGE}/spec.md", 4),
        _link(SPEC, "../../9000/epic", "Backtesting", "dead", "", 22),
        _link(SPEC, "https://example.org/nfs", "NFS tuning", "web", "", 30),
    ),
    (_link(f"{STORAGE}/spec.md", "1014.spec", "Mount script", "ok", SPEC, 31),),
    (OneWay(f"{STORAGE}/1015.spec.md", SPEC, "dependency"),),
)
PAGE = Page(
    BRANCHES[5], "1001 Storage", JOURNAL, CRITERIA, JOURNAL.metrics, JOURNAL.deliverables,
    (Offer("d4e5f60", "Larger network buffers"),), LINKS,
)  # fmt: skip
TEXT = """\
# Context: Mount script

**Spec**: [[1014.spec|1014 - Mount script]]

<!-- spec-tui:session start=2025-08-23T14:02 -->
- [x] **mounts** at start, with `mount.sh`
- [ ] survives a reboot
"""


@dataclass
class FakeDesk:
    """Pages in memory."""

    branches: tuple[Branch, ...] = BRANCHES
    pages: dict[str, Page] = field(default_factory=lambda: {"1014": PAGE})
    kept: tuple[str, str, str] | None = None
    sent: list[tuple[object, ...]] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    proposed: object = "There is no SPEC.md to derive from. `spec-tui init` writes one."
    fails: str = ""
    news: Forest | None = None

    def open(self) -> Forest:
        done = sum(one.status == "done" for one in self.branches)
        return Forest(self.branches, done, len(self.branches))

    def look(self) -> Forest | None:
        news, self.news = self.news, None
        return news

    def page(self, ref: str, *, links: bool = True) -> Page | None:
        found = next((one for one in self.branches if one.ref == ref), None)
        if found is None:
            return None
        kept = self.pages.get(ref)
        if kept is not None:
            return replace(kept, branch=found)
        return Page(found, "", None, (), (), (), (), LinkMap(found.path, (), (), ()))

    def types(self) -> tuple[str, ...]:
        return ("scripts", "docs", "config", "code", "tests", "data", "diagrams", "reports")

    def proposal(self) -> object:
        return self.proposed

    def text(self, path: str) -> str:
        return self.files.get(path, TEXT)

    def complete(self, prefix: str, path: str) -> tuple[str, ...]:
        targets = ("1014.context", "1014.spec", "1015.spec", "deliverables/docs/guide", "spec")
        return tuple(one for one in targets if prefix in one)

    def _did(self, *sent: object) -> Told:
        self.sent.append(sent)
        if self.fails:
            return Told(self.fails, changed=False)
        return Told(f"{str(sent[0]).capitalize()}: done.")

    def start(self, ref: str, title: str = "", secret: str = "") -> Told:
        page = self.page(ref)
        assert page is not None
        session = replace(SECOND, number=1, entries=(), title=title)
        journal = replace(JOURNAL, sessions=(session,), approval=None, deliverables=())
        told = self._did("start", ref, title, secret)
        if told.changed:
            self.pages[ref] = replace(page, journal=journal)
        return told

    def record(self, ref, kind, words, resolution="", commit="", secret="") -> Told:
        told = self._did("record", ref, kind, words, resolution, commit, secret)
        page = self.pages[ref]
        if told.changed and page.journal is not None and page.journal.current is not None:
            now = page.journal.current
            made = Entry(kind, words, "15:50", 44, resolution=resolution, commit=commit)
            entries = (*now.entries, made)
            others = tuple(one for one in page.journal.sessions if one is not now)
            journal = replace(page.journal, sessions=(*others, replace(now, entries=entries)))
            offers = tuple(one for one in page.offers if one.hash != commit)
            self.pages[ref] = replace(page, journal=journal, offers=offers)
        return told

    def resolve(self, ref, line, resolution, commit="", secret="") -> Told:
        return self._did("resolve", ref, line, resolution, commit, secret)

    def approve(self, ref: str) -> Told:
        told = self._did("approve", ref)
        page = self.pages[ref]
        assert page.journal is not None
        journal = replace(page.journal, approval=JOURNAL.approval)
        self.pages[ref] = replace(page, journal=journal)
        return told

    def deliver(self, ref, type, file, source="", about="", secret="") -> Told:
        return self._did("deliver", ref, type, file, source, about, secret)

    def close(self, ref, result, summary="", secret="") -> Told:
        return self._did("close", ref, result, summary, secret)

    def status(self, ref: str, value: str) -> Told:
        return self._did("status", ref, value)

    def tick(self, ref: str, index: int, done: bool) -> Told:
        page = self.pages[ref]
        criteria = list(page.criteria)
        criteria[index] = criteria[index]._replace(done=done)
        self.pages[ref] = replace(page, criteria=tuple(criteria))
        return self._did("tick", ref, index, done)

    def mend(self, path: str) -> Told:
        return self._did("mend", path)

    def new(self, kind: str, title: str, parent: str = "") -> Told:
        made = branch("3000", "epic", title, "pending", 0)
        self.branches = (*self.branches, made)
        self._did("new", kind, title, parent)
        return Told(f"3000 is written: {title}.", True, "3000")

    def write(self, path: str, text: str) -> Told:
        told = self._did("write", path, text)
        if told.changed:
            self.files[path] = text
        return told

    def build(self, proposal: object) -> Told:
        return self._did("build", proposal)

    def undo(self) -> Told:
        return self._did("undo")

    def redo(self) -> Told:
        return self._did("redo")

    def save_draft(self, ref: str, kind: str, words: str) -> None:
        self.kept = (ref, kind, words)

    def draft(self) -> tuple[str, str, str] | None:
        return self.kept

    def clear_draft(self) -> None:
        self.kept = None
