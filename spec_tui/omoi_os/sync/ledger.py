"""What was sent where: `.omoi_os/.sync/<project-id>.json`, written durably after every item.

One file per project, inside it one table per origin, so that a local test server and the real one
never mix. Whatever cannot be read as a ledger stops a sync before anything is sent.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from spec_tui.omoi_os.sync.model import SyncError

VERSION = 1
_PROJECT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}")
_REMOTE = re.compile(r"[A-Za-z0-9_.:-]{1,100}")


class Store(Protocol):
    """Where one ledger lies; workspace implements it."""

    @property
    def name(self) -> str:
        """Its path, for a person."""

    def read(self) -> str:
        """Its text, "" where there is none yet. Raises WorkspaceError."""

    def write(self, text: str) -> None:
        """Replace it, durably. Raises WorkspaceError."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What is known of one item since it was last sent or found in step."""

    remote_id: str = ""
    """"" for an item about to be created."""
    hash: str = ""
    """Of what was wanted then; "" while a push is at it, so that a cut off one goes on."""
    fields: Mapping[str, str] = field(default_factory=dict)
    """A short hash by field of what the server answered."""
    depends_on: tuple[str, ...] = ()
    """Remote ids that the server was given."""
    parts: tuple[str, ...] = ()
    """Remote ids of the criteria of a requirement, in their order here."""
    before: tuple[str, ...] = ()
    """For a spec about to be created: the specs that were there already."""
    at: str = ""
    """When, in ISO 8601."""


class Book:
    """The ledger of one project and one origin in memory; every `put` is on disk when it returns.

    Several threads may put at the same time: those that wait share one write.
    """

    def __init__(self, store: Store, origin: str) -> None:
        self._store = store
        self._origin = origin
        self._others: dict[str, Any] = {}
        self._items: dict[str, Sent] = {}
        self._lines: dict[str, str] = {}
        self._changed: set[str] = set()
        self._mutex = threading.Lock()
        self._writing = threading.Lock()
        self._version = self._written = 0
        text = store.read()
        if text:
            self._load(text)

    @property
    def items(self) -> Mapping[str, Sent]:
        """Everything known, by key."""
        return dict(self._items)

    def get(self, key: str) -> Sent | None:
        """What is known of one item."""
        return self._items.get(key)

    def text(self) -> str:
        """The ledger as it is written."""
        with self._mutex:
            return self._dump()

    def put(self, key: str, sent: Sent) -> None:
        """Remember one item. Raises WorkspaceError; a later put tries again."""
        with self._mutex:
            self._items[key] = sent
            self._changed.add(key)
            self._version += 1
            mine = self._version
        with self._writing:
            if self._written >= mine:
                return
            with self._mutex:
                version, text = self._version, self._dump()
            self._store.write(text)
            self._written = version

    def check(self) -> None:
        """Write it as it is, to know that it can be written. Raises WorkspaceError."""
        with self._writing:
            self._store.write(self.text())

    def _dump(self) -> str:
        """JSON with one line an item; only what changed is encoded again."""
        for key in self._changed:
            self._lines[key] = f"{_encoded(key)}: {_encoded(_row(self._items[key]))}"
        self._changed.clear()
        items = ",\n".join(self._lines[key] for key in sorted(self._lines))
        mine = f'{{"items": {{\n{items}\n}}}}' if items else '{"items": {}}'
        tables = {origin: _encoded(table) for origin, table in self._others.items()}
        tables[self._origin] = mine
        origins = ",\n".join(f"{_encoded(one)}: {tables[one]}" for one in sorted(tables))
        return f'{{"version": {VERSION}, "origins": {{\n{origins}\n}}}}\n'

    def _load(self, text: str) -> None:
        try:
            value = json.loads(text)
            if value["version"] != VERSION:
                raise ValueError("it has another version")
            for origin, table in value["origins"].items():
                items = {str(key): _sent(row) for key, row in table["items"].items()}
                if origin == self._origin:
                    self._items = items
                    self._changed = set(items)
                else:
                    self._others[origin] = table
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            raise SyncError(
                f"{self._store.name} is no ledger of sync, so it is not known what is on the "
                "server. Nothing was sent. Restore it from a backup, or remove it: items are "
                "then found again by their ids."
            ) from None


def project_id(text: str) -> str:
    """A project id that may stand in a path and a URL. Raises SyncError."""
    if _PROJECT.fullmatch(text) is None or text.endswith("."):
        raise SyncError(
            f"{text[:60]!r} is no project id: letters, digits, dots, - and _ are allowed. "
            "Nothing was sent."
        )
    return text


def _encoded(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _row(sent: Sent) -> dict[str, Any]:
    full = {
        "remote_id": sent.remote_id,
        "hash": sent.hash,
        "fields": dict(sent.fields),
        "depends_on": list(sent.depends_on),
        "parts": list(sent.parts),
        "before": list(sent.before),
        "at": sent.at,
    }
    return {name: value for name, value in full.items() if value}


def _sent(row: dict[str, Any]) -> Sent:
    remote = row.get("remote_id", "")
    ids = [*row.get("depends_on", []), *row.get("parts", []), *row.get("before", [])]
    for one in [*ids, *([remote] if remote else [])]:
        if not isinstance(one, str) or _REMOTE.fullmatch(one) is None:
            raise ValueError("an id cannot be one")
    fields = row.get("fields", {})
    texts = [row.get("hash", ""), row.get("at", ""), *fields.keys(), *fields.values()]
    if not all(isinstance(one, str) for one in texts):
        raise TypeError("a text is none")
    return Sent(
        remote,
        row.get("hash", ""),
        dict(fields),
        tuple(row.get("depends_on", [])),
        tuple(row.get("parts", [])),
        tuple(row.get("before", [])),
        row.get("at", ""),
    )
