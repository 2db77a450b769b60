"""Specs of the OmoiOS server: requirements, criteria, and the one slot for a design."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from tests.servers.answers import Json, Request, Trouble, missing, needs, patch


class Specs:
    """The routes of specs; the projects are those of the whole server."""

    def __init__(self) -> None:
        self.specs: dict[str, Json] = {}
        self.links: dict[str, list[str]] = {}
        self.rewrites: Callable[[str], str] | None = None
        """Stands for the language model that rewrites title and description of a new spec."""

    def _access(self, user: str, project: str | None) -> Json:
        raise NotImplementedError

    def _now(self, end: str = "+00:00") -> str:
        raise NotImplementedError

    def _specs(self, ask: Request) -> tuple[int, Any]:
        self._access(ask.user, ask.one)
        if ask.query.get("include_archived", "false") != "true":
            return 200, {"specs": [], "total": 0}  # the bug of the real server
        found = [one for one in self.specs.values() if one["project_id"] == ask.one]
        return 200, {"specs": found, "total": len(found)}

    def _new_spec(self, ask: Request) -> tuple[int, Any]:
        body = needs(ask.body, "title", "project_id")
        if not 1 <= len(body["title"]) <= 500:
            raise Trouble(422, missing("title", "String should have at least 1 character"))
        self._access(ask.user, body["project_id"])
        title, about = body["title"], body.get("description")
        if self.rewrites is not None:
            title, about = self.rewrites(about or title), self.rewrites(about or title)
        one, now = f"spec-{uuid.uuid4()}", self._now("Z")
        self.specs[one] = {
            "id": one, "project_id": body["project_id"], "title": title, "description": about,
            "status": "draft", "phase": "Requirements", "current_phase": "explore",
            "progress": 0.0, "test_coverage": 0.0, "active_agents": 0, "linked_tickets": 0,
            "requirements": [], "design": None, "tasks": [], "execution": None,
            "created_at": now, "updated_at": now,
        }  # fmt: skip
        return 200, self.specs[one]

    def _my_spec(self, ask: Request) -> Json:
        if ask.one not in self.specs:
            raise Trouble(404, "Spec not found")
        return self.specs[ask.one]

    def _spec(self, ask: Request) -> tuple[int, Any]:
        return 200, self._my_spec(ask)

    def _patch_spec(self, ask: Request) -> tuple[int, Any]:
        found = self._my_spec(ask)
        patch(found, ask.body, ("title", "description", "status", "phase"))
        return 200, found

    def _archive(self, ask: Request) -> tuple[int, Any]:
        self._my_spec(ask)["status"] = "archived"
        return 200, {"message": "Spec archived"}

    def _new_requirement(self, ask: Request) -> tuple[int, Any]:
        body = needs(ask.body, "title", "condition", "action")
        found = {
            "id": f"req-{uuid.uuid4()}", "title": body["title"], "condition": body["condition"],
            "action": body["action"], "criteria": [],
            "linked_design": body.get("linked_design"), "status": "pending",
        }  # fmt: skip
        self._my_spec(ask)["requirements"].append(found)
        return 200, found

    def _my_requirement(self, ask: Request) -> Json:
        for found in self._my_spec(ask)["requirements"]:
            if found["id"] == ask.two:
                return found
        raise Trouble(404, "Requirement not found")

    def _patch_requirement(self, ask: Request) -> tuple[int, Any]:
        found = self._my_requirement(ask)
        patch(found, ask.body, ("title", "condition", "action", "status", "linked_design"))
        return 200, found

    def _new_criterion(self, ask: Request) -> tuple[int, Any]:
        text = needs(ask.body, "text")["text"]
        made = {"id": f"crit-{uuid.uuid4()}", "text": text, "completed": False}
        self._my_requirement(ask)["criteria"].append(made)
        return 200, made

    def _patch_criterion(self, ask: Request) -> tuple[int, Any]:
        for found in self._my_requirement(ask)["criteria"]:
            if found["id"] == ask.three:
                patch(found, ask.body, ("text", "completed"))
                return 200, found
        raise Trouble(404, "Criterion not found")

    def _drop_requirement(self, ask: Request) -> tuple[int, Any]:
        self._my_spec(ask)["requirements"].remove(self._my_requirement(ask))
        return 200, {"message": "Requirement deleted"}

    def _drop_criterion(self, ask: Request) -> tuple[int, Any]:
        criteria = self._my_requirement(ask)["criteria"]
        kept = [one for one in criteria if one["id"] != ask.three]
        if len(kept) == len(criteria):
            raise Trouble(404, "Criterion not found")
        criteria[:] = kept
        return 200, {"message": "Criterion deleted"}

    def _link(self, ask: Request) -> tuple[int, Any]:
        found = self._my_spec(ask)
        linked = self.links.setdefault(found["id"], [])
        given = needs(ask.body, "ticket_ids")["ticket_ids"]
        fresh = [one for one in given if one not in linked]
        linked += fresh
        found["linked_tickets"] = len(linked)
        return 200, {
            "spec_id": found["id"], "linked_count": len(fresh),
            "already_linked_count": len(given) - len(fresh), "ticket_ids": given,
        }  # fmt: skip

    def _linked(self, ask: Request) -> tuple[int, Any]:
        return 200, {"ticket_ids": self.links.get(self._my_spec(ask)["id"], [])}

    def _put_design(self, ask: Request) -> tuple[int, Any]:
        """Replaces the whole design; keys of endpoints that the model does not know are dropped."""
        known = ("method", "endpoint", "description", "path", "purpose", "request_schema",
                 "response_schema")  # fmt: skip
        body = ask.body or {}
        design = {
            "architecture": body.get("architecture"),
            "data_model": body.get("data_model"),
            "api_spec": [
                {name: one.get(name) for name in known} for one in body.get("api_spec") or []
            ],
        }
        self._my_spec(ask)["design"] = design
        return 200, design
