"""How `work ID --status` and `--deliverables` show a spec and its journal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spec_tui.cli.output import plural, say, say_json
from spec_tui.spec_tree.board import Page
from spec_tui.spec_tree.deliverables import files_of
from spec_tui.spec_tree.model import Deliverable, Session

if TYPE_CHECKING:
    from spec_tui.journals import JournalSession


def status(page: Page) -> None:
    """Print the spec as it stands, the open session first."""
    branch, journal = page.branch, page.journal
    state = branch.written or branch.status.replace("_", " ")
    say(f"{branch.id} {branch.title} ({branch.kind}): {state}")
    if page.parent:
        say(f"Parent: {page.parent}")
    say(f"Spec: {branch.path}")
    if journal is None:
        say("Journal: none yet. A first entry makes it.")
    else:
        say(f"Journal: {branch.context}")
        approval = journal.approval
        if approval is not None:
            say(f"Plan: approved by {approval.by}, {approval.at}")
        else:
            say("Plan: not approved yet")
        for one in reversed(journal.sessions):
            say(_session(one))
    if page.criteria:
        met = sum(one.done for one in page.criteria)
        say(f"Criteria: {met} of {len(page.criteria)}")
        for criterion in page.criteria:
            say(f"  [{'x' if criterion.done else ' '}] {criterion.text}")
    if branch.kind != "task" and branch.total and not page.criteria:
        say(f"Below: {branch.done} of {branch.total} done")
    if page.deliverables:
        say(f"Deliverables: {len(page.deliverables)}")
    for metric in page.metrics:
        say(f"{metric.name}: {metric.value} ({metric.source})")
    for offer in page.offers:
        say(f"Not recorded yet: {offer.hash} {offer.subject}")


def _session(one: Session) -> str:
    title = f": {one.title}" if one.title else ""
    people = f", {one.participants}" if one.participants else ""
    if one.open and one.started is not None:
        state = f"open since {one.started:%Y-%m-%d %H:%M}"
    else:
        state = ", ".join(word for word in (one.status, one.duration) if word) or "closed"
    count = plural(len(one.entries), "entry", "entries")
    return f"Session {one.number}, {one.date}{people}{title} ({state}, {count})"


def page_json(page: Page) -> dict[str, Any]:
    """A spec with its journal, for programs."""
    branch, journal = page.branch, page.journal
    approval = journal.approval if journal is not None else None
    return {
        "id": branch.id,
        "ref": branch.ref,
        "kind": branch.kind,
        "title": branch.title,
        "status": branch.status,
        "status_as_written": branch.written,
        "parent": page.parent,
        "path": branch.path,
        "context": branch.context,
        "exists": journal is not None,
        "running": branch.running,
        "summary": journal.summary if journal is not None else "",
        "approval": {"by": approval.by, "at": approval.at} if approval is not None else None,
        "sessions": [session_json(one) for one in (journal.sessions if journal else ())],
        "criteria": {
            "done": sum(one.done for one in page.criteria),
            "total": len(page.criteria),
            "items": [{"text": one.text, "done": one.done} for one in page.criteria],
        },
        "metrics": [
            {"group": one.group, "name": one.name, "value": one.value, "source": one.source}
            for one in page.metrics
        ],
        "deliverables": [_deliverable_json(one) for one in page.deliverables],
        "offers": [{"commit": one.hash, "subject": one.subject} for one in page.offers],
    }


def session_json(one: Session) -> dict[str, Any]:
    """A session with its entries, for programs."""
    return {
        "number": one.number,
        "date": one.date,
        "title": one.title,
        "open": one.open,
        "status": one.status,
        "started": one.started.isoformat() if one.started is not None else None,
        "ended": one.ended.isoformat() if one.ended is not None else None,
        "duration": one.duration,
        "participants": one.participants,
        "summary": one.summary,
        "entries": [
            {
                "kind": entry.kind,
                "time": entry.time,
                "text": entry.text,
                "details": list(entry.details),
                "resolution": entry.resolution,
                "commit": entry.commit,
                "line": entry.line,
            }
            for entry in one.entries
        ],
    }


def deliverables(session: JournalSession, page: Page, *, as_json: bool) -> None:
    """Print what a spec, and the specs below it, delivered, by heading."""
    found = [
        (one.branch.id, row, *_file(session, row, one.branch.context))
        for one in (page, *_below(session, page))
        for row in one.deliverables
    ]
    if as_json:
        rows = [
            {**_deliverable_json(row), "spec": spec, "path": path, "exists": there}
            for spec, row, path, there in found
        ]
        say_json({"id": page.branch.id, "deliverables": rows})
        return
    if not found:
        say(f"{page.branch.id} {page.branch.title} has no deliverables yet.")
        return
    for heading in dict.fromkeys(row.heading for _, row, _, _ in found):
        say(f"{heading}:")
        for spec, row, path, there in found:
            if row.heading == heading:
                gone = "" if there else " (not there)"
                about = f" - {row.about}" if row.about else ""
                say(f"  {spec}  {row.target if row.code else path}{gone}{about}")


def _below(session: JournalSession, page: Page) -> Iterator[Page]:
    branches = session.forest().branches
    at = next((n for n, one in enumerate(branches) if one.ref == page.branch.ref), len(branches))
    for one in branches[at + 1 :]:
        if one.depth <= branches[at].depth:
            return
        yield session.page(one.ref, links=False)


def _file(session: JournalSession, row: Deliverable, context: str) -> tuple[str, bool]:
    """(the file of a row, relative to the repository; whether it is there)."""
    paths = files_of(row, context)
    there = next((one for one in paths if (session.root / one).is_file()), "")
    return there or next(iter(paths), row.target), bool(there)


def _deliverable_json(row: Deliverable) -> dict[str, Any]:
    return {
        "heading": row.heading,
        "target": row.target,
        "label": row.label,
        "about": row.about,
        "code": row.code,
        "line": row.line,
    }
