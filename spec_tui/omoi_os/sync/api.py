"""The calls of the OmoiOS API that sync needs, each with its answer checked (sync-api.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import quote
from uuid import uuid4

from spec_tui.omoi_os.sync import wire
from spec_tui.omoi_os.sync.client import BadAnswer, Rejected
from spec_tui.omoi_os.sync.marker import marks
from spec_tui.omoi_os.sync.model import Candidate, Remote, Wanted, digest
from spec_tui.omoi_os.sync.requirements import canonical_criteria, canonical_design
from spec_tui.omoi_os.sync.statuses import canonical

V1 = "/api/v1"
PAGE = 100
MOST_PAGES = 200
MOST_TASKS = 1000
ANALYZE = "analyze_requirements"
"""The server adds one such task per ticket; it is none of ours (fault 10)."""


class Sender(Protocol):
    """What sends one request and gives the JSON back; see Client.send."""

    def send(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, str | int] | None = None,
        body: Any = None,
        headers: Mapping[str, str] | None = None,
        look: Callable[[], Any] | None = None,
    ) -> Any:
        """Raises SyncError."""


class Api:
    """One project of one server."""

    def __init__(self, sender: Sender, project: str = "") -> None:
        self._send = sender.send
        self.project_id = project

    def health(self) -> None:
        """Raises SyncError where the server is not healthy."""
        answer = self._send("GET", "/health")
        if not isinstance(answer, dict) or "status" not in answer:
            raise BadAnswer("The server does not answer /health as an OmoiOS server does.")

    # projects

    def projects(self) -> list[wire.Project]:
        """All projects of the user, newest first."""
        return list(self._pages(wire.Projects, f"{V1}/projects", {}, "the list of projects"))

    def project(self, one: str) -> wire.Project:
        """One project. Raises Rejected, BadAnswer."""
        what = "for the project"
        answer = self._send("GET", f"{V1}/projects/{quote(one)}")
        found = wire.read(wire.Project, answer, what)
        _same(found.id, one, what)
        return found

    # tickets

    def tickets(self) -> list[Remote]:
        """All tickets of the project."""
        query = {"project_id": self.project_id}
        pages = self._pages(wire.Tickets, f"{V1}/tickets", query, "the list of tickets")
        return [self._ticket(one) for one in pages]

    def ticket(self, one: str) -> Remote | None:
        """One ticket, None where it is gone."""
        answer = self._or_none(f"{V1}/tickets/{quote(one)}")
        if answer is None:
            return None
        found = wire.read(wire.Ticket, answer, "for a ticket")
        _same(found.id, one, "for a ticket")
        return self._ticket(found)

    def create_ticket(
        self, wanted: Wanted, dependencies: Mapping[str, list[str]], known: frozenset[str],
        *, force: bool = False,
    ) -> Remote | tuple[Candidate, ...]:  # fmt: skip
        """The new ticket, or the candidates where the server thinks that it is there already.

        `known` are the tickets that were there before, to find a new one after a broken answer.
        """
        body: dict[str, Any] = {
            **{name: wanted.fields[name] for name in ("title", "description", "priority")},
            "phase_id": "PHASE_IMPLEMENTATION",
            "project_id": self.project_id,
            "dependencies": dict(dependencies),
        }
        if force:
            body["force_create"] = True
        answer = self._send(
            "POST", f"{V1}/tickets", body=body, headers=self._once(wanted),
            look=lambda: self._look(wanted, self.tickets(), known),
        )  # fmt: skip
        if isinstance(answer, Remote):
            return answer
        if isinstance(answer, dict) and answer.get("is_duplicate") is True:
            twins = wire.read(wire.Duplicates, answer, "for a new ticket").candidates
            return tuple(
                Candidate(one.ticket_id, one.title or "", one.similarity_score) for one in twins
            )
        found = self._ticket(wire.read(wire.Ticket, answer, "for a new ticket"))
        self._is_new(found, wanted, known)
        return found

    def update_ticket(self, one: str, changes: Mapping[str, str]) -> Remote:
        """The ticket after a change of title, description, priority or status."""
        answer = self._send("PATCH", f"{V1}/tickets/{quote(one)}", body=dict(changes))
        found = wire.read(wire.Ticket, answer, "for a changed ticket")
        _same(found.id, one, "for a changed ticket")
        return self._ticket(found)

    # tasks

    def tasks(self, ticket: str) -> list[Remote]:
        """The tasks of one ticket without the server's own; there is no offset, so the limit grows.

        Raises BadAnswer where the list does not end.
        """
        what, limit = "the list of tasks", MOST_TASKS
        while True:
            query: dict[str, str | int] = {"ticket_id": ticket, "limit": limit}
            answer = wire.read_list(wire.Task, self._send("GET", f"{V1}/tasks", query=query), what)
            if len(answer) < limit:
                break
            limit *= 4
            if limit > PAGE * MOST_PAGES:
                raise BadAnswer("The list of tasks of one ticket does not end. It was not read.")
        for one in answer:
            if one.ticket_id != ticket:
                raise BadAnswer(f"The server answered {what} with tasks of another ticket.")
        return [_task(one) for one in answer if one.task_type != ANALYZE]

    def task(self, one: str) -> Remote | None:
        """One task with its dependencies, None where it is gone."""
        answer = self._or_none(f"{V1}/tasks/{quote(one)}")
        if answer is None:
            return None
        found = wire.read(wire.Task, answer, "for a task")
        _same(found.id, one, "for a task")
        return _task(found, detail=True)

    def create_task(
        self, wanted: Wanted, ticket: str, depends_on: tuple[str, ...], known: frozenset[str]
    ) -> Remote:
        """The new task below a ticket; `depends_on` are remote ids."""
        body = {
            "ticket_id": ticket,
            **{name: wanted.fields[name] for name in ("title", "description", "priority")},
            "task_type": wanted.type,
            "phase_id": "PHASE_IMPLEMENTATION",
            "dependencies": {"depends_on": list(depends_on)} if depends_on else None,
        }
        answer = self._send(
            "POST", f"{V1}/tasks", body=body, headers=self._once(wanted),
            look=lambda: self._look(wanted, self.tasks(ticket), known),
        )  # fmt: skip
        if isinstance(answer, Remote):
            return answer
        what = "for a new task"
        read = wire.read(wire.Task, answer, what)
        _same(read.ticket_id or "", ticket, what)
        found = _task(read, detail=True)
        self._is_new(found, wanted, known)
        return found

    def update_task(self, one: str, changes: Mapping[str, str]) -> Remote:
        """The task after a change of title, description, priority or status."""
        answer = self._send("PATCH", f"{V1}/tasks/{quote(one)}", body=dict(changes))
        found = wire.read(wire.Task, answer, "for a changed task")
        _same(found.id, one, "for a changed task")
        return _task(found)

    def set_dependencies(self, one: str, depends_on: tuple[str, ...]) -> None:
        """What a task waits on, as remote ids."""
        answer = self._send(
            "PUT", f"{V1}/tasks/{quote(one)}/dependencies", body={"depends_on": list(depends_on)}
        )
        found = wire.read(wire.Edges, answer, "for dependencies")
        _same(found.task_id, one, "for dependencies")
        if set(found.depends_on) != set(depends_on):
            raise BadAnswer("The server holds other dependencies than it was given.")

    # specs

    def specs(self) -> list[wire.Spec]:
        """The specs of the project. The archived ones have to be asked for and are dropped here."""
        path = f"{V1}/specs/project/{quote(self.project_id)}"
        what = "the list of specs"
        answer = self._send("GET", path, query={"include_archived": "true"})
        found = wire.read(wire.Specs, answer, what).specs
        for one in found:
            _same(one.project_id or "", self.project_id, what)
        return [one for one in found if not one.archived and one.status != "archived"]

    def create_spec(self, wanted: Wanted, known: frozenset[str]) -> wire.Spec:
        """A new spec; its title may come back otherwise, so only its id counts."""
        body = {
            "title": wanted.fields["title"],
            "project_id": self.project_id,
            "description": wanted.fields["description"],
        }
        what = "for a new spec"
        answer = self._send(
            "POST", f"{V1}/specs", body=body, headers=self._once(wanted),
            look=lambda: self._one_new(wanted, known),
        )  # fmt: skip
        found = answer if isinstance(answer, wire.Spec) else wire.read(wire.Spec, answer, what)
        _same(found.project_id or "", self.project_id, what)
        if found.id in known:
            raise BadAnswer(f"The server answered {what} with one that was there before.")
        return found

    def update_spec(self, one: str, changes: Mapping[str, str]) -> wire.Spec:
        """The spec after a change of title or description."""
        answer = self._send("PATCH", f"{V1}/specs/{quote(one)}", body=dict(changes))
        found = wire.read(wire.Spec, answer, "for a changed spec")
        _same(found.id, one, "for a changed spec")
        return found

    def create_requirement(
        self, spec: str, fields: Mapping[str, str], known: frozenset[str]
    ) -> wire.Requirement:
        """A new requirement of a spec, without criteria."""
        names = ("title", "condition", "action", "linked_design")
        body = {name: fields[name] for name in names if name in fields}

        def look() -> wire.Requirement | None:
            found = next((one for one in self.specs() if one.id == spec), None)
            hits = found.requirements if found is not None else []
            return next((r for r in hits if r.id not in known and r.title == body["title"]), None)

        path = f"{V1}/specs/{quote(spec)}/requirements"
        answer = self._send("POST", path, body=body, look=look)
        if isinstance(answer, wire.Requirement):
            return answer
        return wire.read(wire.Requirement, answer, "for a new requirement")

    def update_requirement(
        self, spec: str, one: str, changes: Mapping[str, str]
    ) -> wire.Requirement:
        """The requirement after a change."""
        path = f"{V1}/specs/{quote(spec)}/requirements/{quote(one)}"
        found = wire.read(
            wire.Requirement, self._send("PATCH", path, body=dict(changes)), "for a requirement"
        )
        _same(found.id, one, "for a changed requirement")
        return found

    def create_criterion(
        self, spec: str, requirement: str, text: str, known: frozenset[str]
    ) -> wire.Criterion:
        """A new criterion of a requirement; it is not ticked."""
        path = f"{V1}/specs/{quote(spec)}/requirements/{quote(requirement)}/criteria"

        def look() -> wire.Criterion | None:
            of_spec = next((one for one in self.specs() if one.id == spec), None)
            below = of_spec.requirements if of_spec is not None else []
            criteria = [c for r in below if r.id == requirement for c in r.criteria]
            return next((c for c in criteria if c.id not in known and c.text == text), None)

        answer = self._send("POST", path, body={"text": text}, look=look)
        if isinstance(answer, wire.Criterion):
            return answer
        return wire.read(wire.Criterion, answer, "for a new criterion")

    def update_criterion(
        self, spec: str, requirement: str, one: str, changes: Mapping[str, Any]
    ) -> wire.Criterion:
        """The criterion after a change of text or tick."""
        base = f"{V1}/specs/{quote(spec)}/requirements/{quote(requirement)}"
        answer = self._send("PATCH", f"{base}/criteria/{quote(one)}", body=dict(changes))
        found = wire.read(wire.Criterion, answer, "for a criterion")
        _same(found.id, one, "for a changed criterion")
        return found

    def put_design(self, spec: str, design: Mapping[str, Any]) -> None:
        """Replace the whole design of a spec."""
        answer = self._send("PUT", f"{V1}/specs/{quote(spec)}/design", body=dict(design))
        if not isinstance(answer, dict):
            raise BadAnswer("The server answered a design with something else.")

    # inside

    def _pages(
        self, model: type[wire.M], path: str, query: Mapping[str, str], what: str
    ) -> Iterator[Any]:
        """Every entry of a paged list. Raises BadAnswer for one that does not end or repeats."""
        seen: set[str] = set()
        offset = 0
        for _ in range(MOST_PAGES):
            asked: dict[str, str | int] = {**query, "limit": PAGE, "offset": offset}
            answer: Any = wire.read(model, self._send("GET", path, query=asked), what)
            entries = answer.tickets if isinstance(answer, wire.Tickets) else answer.projects
            fresh = [one for one in entries if one.id not in seen]
            seen.update(one.id for one in fresh)
            yield from fresh
            offset += len(entries)
            if not entries or offset >= answer.total:
                return
            if not fresh:
                raise BadAnswer(f"The server answered {what} with the same page again.")
        raise BadAnswer(f"The server answered {what} with more than {MOST_PAGES} pages.")

    def _ticket(self, one: wire.Ticket) -> Remote:
        if one.project_id != self.project_id:
            raise BadAnswer(
                f"The server answered with ticket {one.id} of another project "
                f"({one.project_id}). Nothing of it was used."
            )
        fields = {
            "title": one.title or "",
            "description": one.description or "",
            "priority": one.priority,
            "status": one.status,
        }
        return Remote("ticket", one.id, fields)

    def _or_none(self, path: str) -> Any:
        try:
            return self._send("GET", path)
        except Rejected as error:
            if error.status in {404, 422}:
                return None
            raise

    def _look(self, wanted: Wanted, there: list[Remote], known: frozenset[str]) -> Remote | None:
        """The item that a broken answer may have made."""
        for one in there:
            if one.id not in known and marks(one.fields["description"]).get("id") == wanted.id:
                return one
        return None

    def _one_new(self, wanted: Wanted, known: frozenset[str]) -> wire.Spec | None:
        """The spec that a broken answer may have made: its words may be the server's own."""
        fresh = [one for one in self.specs() if one.id not in known]
        titled = [one for one in fresh if is_spec_of(one, wanted)]
        if titled or not fresh:
            return titled[0] if titled else None
        if len(fresh) > 1:
            raise BadAnswer("Several new specs are on the server, and which is ours is not known.")
        return fresh[0]

    def _is_new(self, found: Remote, wanted: Wanted, known: frozenset[str]) -> None:
        if found.id in known:
            raise BadAnswer(
                f"The server answered for the new {wanted.kind} {wanted.id} with the id of "
                f"another ({found.id})."
            )
        if marks(found.fields["description"]).get("id") not in {None, wanted.id}:
            raise BadAnswer(f"The server answered for {wanted.id} with another {wanted.kind}.")

    def _once(self, wanted: Wanted) -> dict[str, str]:
        """A key by which a server may know a repeated POST (safety.md S10): object, hash, push."""
        what = digest([self.project_id, wanted.key, wanted.hash])[:32]
        return {"Idempotency-Key": f"{what}-{uuid4().hex[:16]}"}


def is_spec_of(spec: wire.Spec, wanted: Wanted) -> bool:
    """Whether a spec carries the mark of a feature."""
    return marks(spec.description or "").get("id") == wanted.id


def remote_spec(one: wire.Spec) -> Remote:
    """A spec as it is compared."""
    fields = {"title": one.title or "", "description": one.description or ""}
    return Remote("spec", one.id, fields, design=one.design or {})


def remote_requirement(spec: str, one: wire.Requirement) -> Remote:
    """A requirement as it is compared; its criteria are compared by text and tick."""
    fields = {
        "title": one.title,
        "condition": one.condition or "",
        "action": one.action or "",
        "linked_design": one.linked_design or "",
        "criteria": canonical_criteria([(c.text, c.completed) for c in one.criteria]),
    }
    criteria = tuple((c.id, c.text, c.completed) for c in one.criteria)
    return Remote("requirement", one.id, fields, parent=spec, criteria=criteria)


def remote_design(spec: str, design: Mapping[str, Any]) -> Remote:
    """The one design of a spec as it is compared."""
    return Remote("design", spec, canonical_design(design), parent=spec, design=design)


def _task(one: wire.Task, *, detail: bool = False) -> Remote:
    fields = {
        "title": one.title or "",
        "description": one.description or "",
        "priority": one.priority or "",
        "status": canonical("task", one.status),
    }
    given = tuple(one.dependencies.depends_on) if one.dependencies is not None else ()
    return Remote("task", one.id, fields, one.ticket_id or "", given if detail else None)


def _same(found: str, asked: str, what: str) -> None:
    """Raises BadAnswer where an answer is about something else than was asked for."""
    if found != asked:
        raise BadAnswer(f"The server answered {what} with another id ({found}, not {asked}).")
