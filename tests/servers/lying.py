"""A server that misbehaves (safety.md S12), chosen request by request."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from tests.servers.answers import Answer, error_answer
from tests.servers.omoios import Omoios

LOGIN = b"<!DOCTYPE html><html><title>Sign in</title><form>user, password</form></html>"
ELSEWHERE = {
    "host": "https://evil.example.net/api/v1/tickets",
    "port": "http://127.0.0.1:1/api/v1/tickets",
    "scheme": "http://api.omoios.dev/api/v1/tickets",
}
PASSING = ("slow", "slow-after", "429", "500", "500-after", "reset", "reset-after")
"""Faults that a push survives by trying again."""
Choose = Callable[[int, str, str], str]
"""(number of the request, method, path) -> a fault, "" for the truth."""


class Lying:
    """Stands before an Omoios. Faults that end in `-after` come once it was carried out."""

    def __init__(self, truth: Omoios, choose: Choose | str) -> None:
        self.truth = truth
        self._choose: Choose = choose if callable(choose) else (lambda *_: choose)
        self._numbers = itertools.count(1)

    def handle(self, method: str, target: str, headers: dict[str, str], body: bytes) -> Answer:
        """See Handles."""
        path = target.partition("?")[0]
        fault = self._choose(next(self._numbers), method, path)
        if fault == "429":
            return Answer(429, b'{"detail": "Too many requests"}', {"retry-after": "2"})
        if fault == "500":
            return error_answer(500, "Internal server error")
        if fault == "reset":
            raise ConnectionResetError
        if fault == "slow":
            raise TimeoutError
        if fault == "html":
            return Answer(200, LOGIN, {"content-type": "text/html"})
        if fault == "huge":
            return Answer(200, huge())
        if fault == "gzip-bomb":
            return Answer(200, bomb(), {"content-encoding": "gzip"})
        if fault.startswith("redirect-"):
            _, status, where = fault.split("-")
            return Answer(int(status), b"", {"location": ELSEWHERE[where]})
        if fault == "same-page":
            target = re.sub(r"offset=\d+", "offset=0", target)
        answer = self.truth.handle(method, target, headers, body)
        if fault == "500-after":
            return error_answer(500, "Internal server error")
        if fault == "reset-after":
            raise ConnectionResetError
        if fault == "slow-after":
            raise TimeoutError
        return self._twisted(fault, answer, method)

    def _twisted(self, fault: str, answer: Answer, method: str) -> Answer:
        """The true answer with one thing made wrong."""
        assert isinstance(answer.body, bytes)
        value = json.loads(answer.body)
        if fault == "wrong-id":
            value = _each(value, lambda one: {**one, "id": str(uuid.uuid4())})
        elif fault == "known-id" and method == "POST":
            value = _each(value, lambda one: {**one, "id": next(iter(self.truth.tickets))})
        elif fault == "foreign":
            value = _each(value, lambda one: {**one, "project_id": f"project-{uuid.uuid4()}"})
        elif fault == "error-body":
            value = {"detail": "Something went wrong"}
        elif fault == "control":
            value = _each(value, lambda one: {**one, "title": "\x1b]0;owned\x07\u202etxt"})
        elif fault == "endless" and isinstance(value, dict) and "total" in value:
            name = next(name for name, entries in value.items() if isinstance(entries, list))
            made = [_like(name, str(uuid.uuid4()), self.truth) for _ in range(100)]
            value = {name: made, "total": 10**9}
        elif fault == "same-page" and isinstance(value, dict) and "total" in value:
            value = {**value, "total": 10**9}
        return Answer(answer.status, json.dumps(value).encode(), answer.headers)


def huge() -> Iterator[bytes]:
    """10 GB, made while it is read."""
    piece = b'{"tickets": [' + b" " * (1 << 20)
    for _ in range(10_000):
        yield piece


def bomb() -> bytes:
    """64 KB of gzip that unpack to 64 MB."""
    return gzip.compress(b'"' + b"0" * (64 << 20), compresslevel=9)


def _each(value: Any, change: Callable[[Any], Any]) -> Any:
    """Change one item, or every item of a list of them."""
    if isinstance(value, list):
        return [change(one) for one in value]
    if isinstance(value, dict) and "id" in value:
        return change(value)
    if isinstance(value, dict):
        return {name: _each(inner, change) for name, inner in value.items()}
    return value


def _like(name: str, one: str, truth: Omoios) -> dict[str, Any]:
    project = next(iter(truth.projects))
    return {
        "id": one, "title": one, "name": one, "description": "", "status": "backlog",
        "priority": "LOW", "project_id": project,
    }  # fmt: skip
