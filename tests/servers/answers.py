"""Requests, answers and errors of the OmoiOS server, as its routes word them."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass
class Answer:
    """Status, headers and a body, which may be made while it is sent."""

    status: int
    body: bytes | Iterable[bytes]
    headers: dict[str, str] = field(default_factory=lambda: {"content-type": "application/json"})


class Trouble(Exception):  # noqa: N818 - it becomes an answer
    """An error answer: a status and its `detail`."""

    def __init__(self, status: int, detail: Any) -> None:
        super().__init__(status, detail)
        self.status, self.detail = status, detail


@dataclass(frozen=True)
class Request:
    """What a route is given."""

    user: str
    query: dict[str, str]
    body: Any
    one: str = ""
    two: str = ""
    three: str = ""


def error_answer(status: int, detail: Any) -> Answer:
    """An error as the server words it; a 500 closes the connection."""
    headers = {"content-type": "application/json"}
    if status == 401:
        headers["www-authenticate"] = "Bearer"
    if status == 500:
        headers["connection"] = "close"
    return Answer(status, json.dumps({"detail": detail}).encode(), headers)


def needs(body: Any, *names: str) -> Json:
    lacking = [name for name in names if not isinstance(body, dict) or body.get(name) is None]
    if lacking:
        raise Trouble(422, missing(lacking[0], "Field required"))
    return body


def missing(name: str, words: str) -> list[Json]:
    return [{"type": "missing", "loc": ["body", name], "msg": words, "input": {}}]


def check_uuid(one: str) -> None:
    try:
        uuid.UUID(one)
    except ValueError:
        raise Trouble(422, missing("ticket_id", "Input should be a valid UUID")) from None


def patch(found: Json, body: Any, names: Iterable[str]) -> None:
    """null is ignored: nothing can be cleared."""
    for name in names:
        if (body or {}).get(name) is not None:
            found[name] = body[name]


def only(one: Json, names: Iterable[str]) -> Json:
    return {name: one[name] for name in names}


def public(one: Json) -> Json:
    return {name: value for name, value in one.items() if not name.startswith("_")}
