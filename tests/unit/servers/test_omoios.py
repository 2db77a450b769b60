"""The server of the tests has the oddities of the real one (sync-api.md)."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.servers.omoios import TOKEN, Omoios


class Caller:
    """Asks a server that holds one project."""

    def __init__(self) -> None:
        self.server = Omoios()
        self.project = self.server.add_project()

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """(status, JSON)."""
        given = headers or {"authorization": f"Bearer {TOKEN}"}
        data = json.dumps(body).encode() if body is not None else b""
        answer = self.server.handle(method, f"/api/v1{path}", given, data)
        assert isinstance(answer.body, bytes)
        return answer.status, json.loads(answer.body)

    def ticket(self, title: str, **more: Any) -> Any:
        """A new ticket of the project."""
        body = {"title": title, "project_id": self.project, **more}
        return self("POST", "/tickets", body)[1]

    def task(self, title: str, ticket: str) -> str:
        """The id of a new task."""
        body = {"title": title, "ticket_id": ticket, "description": "d"}
        status, made = self("POST", "/tasks", body)
        assert status == 201
        return str(made["id"])


@pytest.fixture
def ask() -> Caller:
    """A server with one project."""
    return Caller()


def test_only_bearer_tokens_count(ask: Caller) -> None:
    """X-API-Key is read nowhere, and an API key is no token."""
    missing = (401, {"detail": "Missing authorization credentials"})
    assert ask("GET", "/projects", **{"x-api-key": TOKEN}) == missing
    invalid = (401, {"detail": "Invalid authentication token"})
    assert ask("GET", "/projects", authorization="Bearer sk_live_1") == invalid
    assert ask("GET", "/projects", cookie=f"omoios_access_token={TOKEN}")[0] == 200


def test_tickets_come_by_ten_and_total_ignores_it(ask: Caller) -> None:
    """Newest first, without dependencies."""
    for n in range(12):
        ask.ticket(f"alpha{n} beta{n}")
    status, page = ask("GET", f"/tickets?project_id={ask.project}")
    assert (status, len(page["tickets"]), page["total"]) == (200, 10, 12)
    assert page["tickets"][0]["title"] == "alpha11 beta11"
    assert "dependencies" not in page["tickets"][0]
    assert ask("GET", "/tickets?project_id=project-x")[0] == 403


def test_tasks_are_a_bare_list_of_all_projects(ask: Caller) -> None:
    """With the analyze task that every ticket brings along, whose title is null."""
    first = ask.ticket("one")["id"]
    other = ask.server.add_project()
    second = ask("POST", "/tickets", {"title": "two", "project_id": other})[1]["id"]
    ask.task("a task", second)
    listed = ask("GET", "/tasks")[1]
    assert [one["ticket_id"] for one in listed] == [second, second, first]
    assert [one["title"] for one in listed] == ["a task", None, None]


def test_a_similar_ticket_of_any_project_is_a_200_that_creates_nothing(ask: Caller) -> None:
    """Unless it is forced."""
    other = ask.server.add_project()
    ask("POST", "/tickets", {"title": "Send mails", "project_id": other})
    assert ask.ticket("send mails")["is_duplicate"] is True
    assert len(ask.server.tickets) == 1
    assert "id" in ask.ticket("send mails", force_create=True)


def test_null_clears_nothing_and_a_status_is_free_text(ask: Caller) -> None:
    """PATCH of a ticket."""
    one = ask.ticket("one", description="words")["id"]
    body = {"description": None, "status": "waiting for tom"}
    found = ask("PATCH", f"/tickets/{one}", body)[1]
    assert (found["description"], found["status"]) == ("words", "waiting for tom")


def test_dependencies_are_not_checked_on_create_but_on_put(ask: Caller) -> None:
    """Local ids go through once, and a cycle of two through POST."""
    ticket = ask.ticket("one")["id"]
    body = {"title": "t", "ticket_id": ticket, "description": "d"}
    body["dependencies"] = {"depends_on": ["TSK-001"]}
    assert ask("POST", "/tasks", body)[1]["dependencies"] == {"depends_on": ["TSK-001"]}
    a, b = ask.task("a", ticket), ask.task("b", ticket)
    status, found = ask("PUT", f"/tasks/{a}/dependencies", {"depends_on": ["TSK-001"]})
    assert (status, found["detail"]) == (404, "Dependency tasks not found: TSK-001")
    assert ask("POST", f"/tasks/{a}/dependencies", {"depends_on": [b]})[0] == 200
    assert ask("POST", f"/tasks/{b}/dependencies", {"depends_on": [a]})[0] == 200


def test_specs_are_only_listed_with_the_archived_ones(ask: Caller) -> None:
    """The bug of the real server, and what PUT does to a design."""
    body = {"title": "Booking", "project_id": ask.project}
    spec = ask("POST", "/specs", body)[1]["id"]
    assert ask("GET", f"/specs/project/{ask.project}")[1] == {"specs": [], "total": 0}
    listed = ask("GET", f"/specs/project/{ask.project}?include_archived=true")[1]
    assert [one["id"] for one in listed["specs"]] == [spec]
    ask("PUT", f"/specs/{spec}/design", {"architecture": "a", "data_model": "d"})
    again = ask("PUT", f"/specs/{spec}/design", {"api_spec": [{"method": "GET", "auth": True}]})[1]
    assert (again["architecture"], again["data_model"]) == (None, None)
    assert "auth" not in again["api_spec"][0]


def test_a_body_without_its_fields_is_a_422_with_the_place(ask: Caller) -> None:
    """As the framework words it."""
    status, found = ask("POST", "/tickets", {})
    assert (status, found["detail"][0]["loc"]) == (422, ["body", "title"])
