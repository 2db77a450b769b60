"""A server that answers as the public OmoiOS server does, with its oddities, and keeps state.

Facts are those of sync-api.md. By hand: `python -m tests.servers.omoios [PORT]`; it prints the
environment to set. `lying.py` makes it misbehave; `serving.py` puts it on a port of 127.0.0.1 or
behind a transport in the same process.
"""

from __future__ import annotations

import json
import re
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.servers.answers import (
    Answer,
    Json,
    Request,
    Trouble,
    check_uuid,
    error_answer,
    needs,
    only,
    patch,
    public,
)
from tests.servers.specs import Specs

TOKEN = "eyJhbGciOiJIUzI1NiJ9.bWFyaWE.c2lnbmF0dXJl"
"""The access token of `maria`."""
TICKET_LIST = (
    "id", "title", "description", "status", "priority", "phase_id", "project_id",
    "approval_status", "created_at",
)  # fmt: skip
TICKET = ("id", "title", "description", "phase_id", "status", "priority", "project_id",
          "approval_status")  # fmt: skip
TASK_LIST = (
    "id", "ticket_id", "phase_id", "task_type", "title", "description", "priority", "status",
    "sandbox_id", "assigned_agent_id", "created_at",
)  # fmt: skip
TASK_NEW = (
    "id", "ticket_id", "phase_id", "task_type", "title", "description", "priority", "status",
    "dependencies", "execution_config", "created_at",
)  # fmt: skip
TASK_PATCHED = ("id", "ticket_id", "title", "description", "status", "priority", "updated_at")
PHASES = {"backlog": "PHASE_BACKLOG", "building": "PHASE_IMPLEMENTATION", "done": "PHASE_DONE"}


@dataclass(frozen=True)
class Call:
    """One request, as it is logged."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    headers: dict[str, str]


class Omoios(Specs):
    """State and routes. `handle` may be called from several threads; calls run one at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.users = {TOKEN: "maria"}
        self.passwords = {"maria@example.org": ("Secret-1", TOKEN)}
        self.projects: dict[str, Json] = {}
        self.tickets: dict[str, Json] = {}
        self.tasks: dict[str, Json] = {}
        self.calls: list[Call] = []
        self.embeds = True
        """Whether the provider that finds duplicates is configured."""
        self._lock = threading.RLock()
        self._clock = datetime(2026, 11, 20, 16, 52, 45, tzinfo=UTC)

    # for tests

    def add_project(self, name: str = "Clinic", *, owner: str = "maria") -> str:
        """A new project; returns its id."""
        one = f"project-{uuid.uuid4()}"
        now = self._now("Z")
        self.projects[one] = {
            "id": one, "name": name, "description": None, "github_owner": None,
            "github_repo": None, "github_connected": False, "default_phase_id": "PHASE_BACKLOG",
            "status": "active", "settings": {}, "autonomous_execution_enabled": False,
            "created_at": now, "updated_at": now, "_owner": owner,
        }  # fmt: skip
        return one

    def tickets_of(self, project: str) -> list[Json]:
        """The tickets of a project, oldest first."""
        return [one for one in self.tickets.values() if one["project_id"] == project]

    def tasks_of(self, project: str, *, own: bool = False) -> list[Json]:
        """The tasks of a project, oldest first; `own` also those that the server made itself."""
        mine = {one["id"] for one in self.tickets_of(project)}
        return [
            one for one in self.tasks.values()
            if one["ticket_id"] in mine and (own or one["task_type"] != "analyze_requirements")
        ]  # fmt: skip

    def writes(self) -> list[Call]:
        """The calls that change something."""
        return [call for call in self.calls if call.method != "GET"]

    # requests

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """Answer one request; header names are lower case."""
        parts = urlsplit(target)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        with self._lock:
            try:
                value = json.loads(body) if body else None
            except ValueError:
                value = None
            self.calls.append(Call(method, parts.path, query, value, headers))
            try:
                status, found = self._route(method, parts.path, query, value, headers)
            except Trouble as error:
                return error_answer(error.status, error.detail)
            except Exception:
                return error_answer(500, "Internal server error")
            return Answer(status, json.dumps(found).encode())

    def _route(
        self, method: str, path: str, query: dict[str, str], body: Any, headers: dict[str, str]
    ) -> tuple[int, Any]:
        for verb, pattern, handler, free in ROUTES:
            match = pattern.fullmatch(path)
            if match is None or verb != method:
                continue
            user = "" if free else self._user(headers)
            return handler(self, Request(user, query, body, *map(unquote, match.groups())))
        raise Trouble(404, "Not Found")

    def _user(self, headers: dict[str, str]) -> str:
        """Only a Bearer token or the cookie count; X-API-Key is read nowhere."""
        given = headers.get("authorization", "")
        cookie = re.search(r"omoios_access_token=([^;\s]+)", headers.get("cookie", ""))
        if not given.startswith("Bearer ") and cookie is None:
            raise Trouble(401, "Missing authorization credentials")
        token = given.removeprefix("Bearer ") if given else cookie[1] if cookie else ""
        if token not in self.users:
            raise Trouble(401, "Invalid authentication token")
        return self.users[token]

    def _now(self, end: str = "+00:00") -> str:
        self._clock += timedelta(milliseconds=7)
        return self._clock.strftime("%Y-%m-%dT%H:%M:%S.%f") + end

    # projects and health

    def _health(self, _: Request) -> tuple[int, Any]:
        return 200, {"status": "healthy", "version": "0.1.0"}

    def _login(self, ask: Request) -> tuple[int, Any]:
        password, token = self.passwords.get(ask.body.get("email", ""), ("", ""))
        if not token or password != ask.body.get("password"):
            raise Trouble(401, "Invalid email or password")
        return 200, {
            "access_token": token, "refresh_token": "r", "token_type": "bearer",
            "expires_in": 900,
        }  # fmt: skip

    def _projects(self, ask: Request) -> tuple[int, Any]:
        mine = [one for one in self.projects.values() if one["_owner"] == ask.user][::-1]
        limit, offset = int(ask.query.get("limit", 100)), int(ask.query.get("offset", 0))
        return 200, {
            "projects": [public(one) for one in mine[offset : offset + limit]],
            "total": len(mine),
        }

    def _project(self, ask: Request) -> tuple[int, Any]:
        return 200, public(self._access(ask.user, ask.one))

    def _access(self, user: str, project: str | None) -> Json:
        if project not in self.projects:
            raise Trouble(404, "Project not found")
        if self.projects[project]["_owner"] != user:
            raise Trouble(403, "You don't have access to this project")
        return self.projects[project]

    # tickets

    def _tickets(self, ask: Request) -> tuple[int, Any]:
        query = ask.query
        mine = {one for one, project in self.projects.items() if project["_owner"] == ask.user}
        project = query.get("project_id")
        if project is not None and project not in mine:
            raise Trouble(403, "You don't have access to this project")
        limit, offset = int(query.get("limit", 10)), int(query.get("offset", 0))
        if limit < 0:
            raise Trouble(500, "Internal server error")
        found = [
            one for one in reversed(self.tickets.values())
            if one["project_id"] in ({project} if project else mine)
            and query.get("status", one["status"]) == one["status"]
            and query.get("search", "").lower() in (one["title"] or "").lower()
        ]  # fmt: skip
        return 200, {
            "tickets": [only(one, TICKET_LIST) for one in found[offset : offset + limit]],
            "total": len(found),
        }

    def _new_ticket(self, ask: Request) -> tuple[int, Any]:
        body = needs(ask.body, "title")
        if body.get("project_id") is not None:
            self._access(ask.user, body["project_id"])
        if len(body["title"]) > 500:
            raise Trouble(500, "Internal server error")
        if body.get("check_duplicates", True) and not body.get("force_create", False):
            if not self.embeds:
                raise Trouble(500, "Internal server error")
            twins = self._similar(body)
            if twins:
                return 200, {
                    "is_duplicate": True,
                    "message": f"Found {len(twins)} similar ticket(s). "
                    "Set force_create=true to create anyway.",
                    "candidates": twins,
                    "highest_similarity": twins[0]["similarity_score"],
                }
        one = str(uuid.uuid4())
        self.tickets[one] = {
            "id": one, "title": body["title"], "description": body.get("description"),
            "phase_id": body.get("phase_id", "PHASE_REQUIREMENTS"), "status": "backlog",
            "priority": body.get("priority", "MEDIUM"), "project_id": body.get("project_id"),
            "approval_status": "approved", "created_at": self._now(),
            "dependencies": body.get("dependencies"),
        }  # fmt: skip
        self._add_task(
            ticket_id=one, task_type="analyze_requirements",
            description=f"Analyze requirements for: {body['title']}",
        )  # fmt: skip
        return 200, only(self.tickets[one], TICKET)

    def _similar(self, body: Json) -> list[Json]:
        """Tickets of every project that share 85 % of the words: no filter, as on the server."""
        least = body.get("similarity_threshold", 0.85)
        words = _words(body)
        found = []
        for one in self.tickets.values():
            other = _words(one)
            score = len(words & other) / max(1, len(words | other))
            if score >= least:
                found.append(
                    {
                        "ticket_id": one["id"], "title": one["title"],
                        "description": one["description"], "status": one["status"],
                        "similarity_score": score,
                    }
                )  # fmt: skip
        return sorted(found, key=lambda one: -one["similarity_score"])

    def _ticket(self, ask: Request) -> tuple[int, Any]:
        return 200, only(self._my_ticket(ask), TICKET)

    def _my_ticket(self, ask: Request) -> Json:
        check_uuid(ask.one)
        if ask.one not in self.tickets:
            raise Trouble(404, "Ticket not found")
        found = self.tickets[ask.one]
        if found["project_id"] is not None:
            self._access(ask.user, found["project_id"])
        return found

    def _patch_ticket(self, ask: Request) -> tuple[int, Any]:
        found = self._my_ticket(ask)
        patch(found, ask.body, ("title", "description", "priority", "status"))
        found["phase_id"] = PHASES.get(found["status"], found["phase_id"])
        return 200, only(found, TICKET)

    # tasks

    def _tasks(self, ask: Request) -> tuple[int, Any]:
        query = ask.query
        mine = {one for one, project in self.projects.items() if project["_owner"] == ask.user}
        found = [
            only(one, TASK_LIST) for one in reversed(self.tasks.values())
            if self.tickets[one["ticket_id"]]["project_id"] in mine
            and query.get("ticket_id", one["ticket_id"]) == one["ticket_id"]
            and query.get("status", one["status"]) == one["status"]
        ]  # fmt: skip
        return 200, found[: int(query.get("limit", 100))]

    def _new_task(self, ask: Request) -> tuple[int, Any]:
        body = needs(ask.body, "ticket_id", "title", "description")
        if body["ticket_id"] not in self.tickets:
            raise Trouble(404, "Ticket not found")
        names = ("ticket_id", "title", "description", "task_type", "priority", "phase_id",
                 "dependencies", "execution_config")  # fmt: skip
        given = {name: body[name] for name in names if name in body}
        return 201, only(self._add_task(**given), TASK_NEW)

    def _add_task(self, **given: Any) -> Json:
        one, now = str(uuid.uuid4()), self._now()
        self.tasks[one] = {
            "id": one, "phase_id": "PHASE_IMPLEMENTATION", "task_type": "implementation",
            "title": None, "description": None, "priority": "MEDIUM", "status": "pending",
            "dependencies": None, "execution_config": None, "sandbox_id": None,
            "assigned_agent_id": None, "created_at": now, "updated_at": now, **given,
        }  # fmt: skip
        return self.tasks[one]

    def _my_task(self, ask: Request) -> Json:
        if ask.one not in self.tasks:
            raise Trouble(404, "Task not found")
        return self.tasks[ask.one]

    def _task(self, ask: Request) -> tuple[int, Any]:
        more = {
            "conversation_id": None, "result": None, "error_message": None,
            "timeout_seconds": None, "retry_count": 0, "max_retries": 3, "started_at": None,
            "completed_at": None,
        }  # fmt: skip
        return 200, {**self._my_task(ask), **more}

    def _patch_task(self, ask: Request) -> tuple[int, Any]:
        found = self._my_task(ask)
        patch(found, ask.body, ("title", "description", "priority", "status"))
        found["updated_at"] = self._now()
        return 200, only(found, TASK_PATCHED)

    def _put_edges(self, ask: Request) -> tuple[int, Any]:
        found = self._my_task(ask)
        given = needs(ask.body, "depends_on")["depends_on"]
        unknown = [one for one in given if one not in self.tasks]
        if unknown:
            raise Trouble(404, f"Dependency tasks not found: {', '.join(unknown)}")
        found["dependencies"] = {"depends_on": list(given)}
        return 200, self._edges_of(found)

    def _add_edges(self, ask: Request) -> tuple[int, Any]:
        """Adds without looking for cycles, as the server does."""
        found = self._my_task(ask)
        given = (found["dependencies"] or {}).get("depends_on", [])
        more = [one for one in needs(ask.body, "depends_on")["depends_on"] if one not in given]
        return self._put_edges(replace(ask, body={"depends_on": [*given, *more]}))

    def _drop_edge(self, ask: Request) -> tuple[int, Any]:
        found = self._my_task(ask)
        given = (found["dependencies"] or {}).get("depends_on", [])
        return self._put_edges(
            replace(ask, body={"depends_on": [one for one in given if one != ask.two]})
        )

    def _edges_of(self, found: Json) -> Json:
        given = (found["dependencies"] or {}).get("depends_on", [])
        complete = all(self.tasks[one]["status"] == "completed" for one in given)
        return {"task_id": found["id"], "depends_on": given, "dependencies_complete": complete}

    def _edges(self, ask: Request) -> tuple[int, Any]:
        found = self._my_task(ask)
        blocked = [
            only(one, ("id", "description", "status")) for one in self.tasks.values()
            if found["id"] in (one["dependencies"] or {}).get("depends_on", [])
        ]  # fmt: skip
        return 200, {**self._edges_of(found), "blocked_tasks": blocked}


Route = tuple[str, re.Pattern[str], Callable[[Omoios, Request], tuple[int, Any]], bool]


def _routes() -> Iterator[Route]:
    table: list[tuple[str, str, Callable[[Omoios, Request], tuple[int, Any]], bool]] = [
        ("GET", "/health", Omoios._health, True),
        ("POST", "/api/v1/auth/login", Omoios._login, True),
        ("GET", "/api/v1/projects", Omoios._projects, False),
        ("GET", "/api/v1/projects/*", Omoios._project, False),
        ("GET", "/api/v1/tickets", Omoios._tickets, False),
        ("GET", "/api/v1/tickets/list", Omoios._tickets, False),
        ("POST", "/api/v1/tickets", Omoios._new_ticket, False),
        ("GET", "/api/v1/tickets/*", Omoios._ticket, False),
        ("PATCH", "/api/v1/tickets/*", Omoios._patch_ticket, False),
        ("GET", "/api/v1/tasks", Omoios._tasks, False),
        ("POST", "/api/v1/tasks", Omoios._new_task, False),
        ("GET", "/api/v1/tasks/*", Omoios._task, False),
        ("PATCH", "/api/v1/tasks/*", Omoios._patch_task, False),
        ("PUT", "/api/v1/tasks/*/dependencies", Omoios._put_edges, False),
        ("GET", "/api/v1/tasks/*/dependencies", Omoios._edges, False),
        ("POST", "/api/v1/tasks/*/dependencies", Omoios._add_edges, False),
        ("DELETE", "/api/v1/tasks/*/dependencies/*", Omoios._drop_edge, False),
        ("POST", "/api/v1/specs/*/link-tickets", Omoios._link, False),
        ("GET", "/api/v1/specs/*/linked-tickets", Omoios._linked, False),
        ("DELETE", "/api/v1/specs/*/requirements/*", Omoios._drop_requirement, True),
        ("DELETE", "/api/v1/specs/*/requirements/*/criteria/*", Omoios._drop_criterion, True),
        ("GET", "/api/v1/specs/project/*", Omoios._specs, False),
        ("POST", "/api/v1/specs", Omoios._new_spec, False),
        ("GET", "/api/v1/specs/*", Omoios._spec, False),
        ("PATCH", "/api/v1/specs/*", Omoios._patch_spec, False),
        ("DELETE", "/api/v1/specs/*", Omoios._archive, False),
        ("POST", "/api/v1/specs/*/requirements", Omoios._new_requirement, True),
        ("PATCH", "/api/v1/specs/*/requirements/*", Omoios._patch_requirement, True),
        ("POST", "/api/v1/specs/*/requirements/*/criteria", Omoios._new_criterion, True),
        ("PATCH", "/api/v1/specs/*/requirements/*/criteria/*", Omoios._patch_criterion, True),
        ("PUT", "/api/v1/specs/*/design", Omoios._put_design, True),
    ]
    for method, path, handler, free in table:
        yield method, re.compile(re.escape(path).replace(r"\*", "([^/]+)")), handler, free


ROUTES: list[Route] = list(_routes())


def _words(ticket: Json) -> set[str]:
    text = f"{ticket.get('title') or ''} {ticket.get('description') or ''}"
    return set(re.findall(r"\w+", re.sub(r"<!--.*?-->", "", text).lower()))


if __name__ == "__main__":
    import sys

    from tests.servers.serving import serve_by_hand

    serve_by_hand(int(sys.argv[1]) if len(sys.argv) > 1 else 8099)
