"""openapi.yaml and schema.sql, offered only where every endpoint or entity has fields (B.10)."""

from __future__ import annotations

import json
import re

from spec_tui.derive.domain import Column, Entity, endpoints, entities
from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Extra
from spec_tui.derive.usecases import bare

_PARAMETER = re.compile(r"\{([^{}]*)\}|<([^<>]*)>|:(\w+)")
_SQL_WORDS = frozenset(
    ("all", "and", "as", "asc", "by", "case", "check", "column", "create", "date", "default",
     "delete", "desc", "distinct", "end", "from", "grant", "group", "having", "in", "index",
     "insert", "into", "is", "join", "key", "like", "limit", "not", "null", "on", "or", "order",
     "primary", "references", "select", "set", "start", "table", "then", "time", "to", "union",
     "unique", "update", "user", "using", "values", "when", "where")
)  # fmt: skip


def openapi(facts: Facts, folder: str) -> Extra | None:
    """api/openapi.yaml, None unless every named endpoint speaks of an entity with fields."""
    found = endpoints(facts)
    by_name = {entity.identifier: entity for entity in entities(facts)}
    if not found or any(not e.entity or not by_name[e.entity].columns for e in found):
        return None
    paths: dict[str, dict[str, object]] = {}
    used: dict[str, Entity] = {}
    for endpoint in found:
        entity = used.setdefault(endpoint.entity, by_name[endpoint.entity])
        ref = {"$ref": f"#/components/schemas/{entity.identifier}"}
        body = {"application/json": {"schema": ref}}
        operation: dict[str, object] = {"summary": endpoint.about or endpoint.words}
        if endpoint.parameters:
            operation["parameters"] = [
                {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
                for name in endpoint.parameters
            ]
        if endpoint.method in {"POST", "PUT", "PATCH"}:
            operation["requestBody"] = {"content": body}
        answer: dict[str, object] = {"description": "SPEC.md names no status"}
        if endpoint.method != "DELETE":
            answer["content"] = body
        operation["responses"] = {"default": answer}
        path = _PARAMETER.sub(lambda m: "{" + (m[1] or m[2] or m[3]) + "}", endpoint.path)
        paths.setdefault(path.split("?")[0], {})[endpoint.method.lower()] = operation
    schemas = {
        entity.identifier: {
            "type": "object",
            "properties": {column.name: _property(column) for column in entity.columns},
        }
        for entity in used.values()
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": bare(facts.name) or "API", "version": "0.1.0"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    return Extra(f"{folder}/api/openapi.yaml", _yaml(document))


def schema(facts: Facts, folder: str) -> Extra | None:
    """models/schema.sql, None unless things are stored and every entity has fields."""
    found = entities(facts)
    if not found or facts.fact("DAT10") is None or any(not one.columns for one in found):
        return None
    tables = [f"-- {bare(entity.words)}\n{table_of(entity)}" for entity in found]
    return Extra(f"{folder}/models/schema.sql", "\n\n".join(tables) + "\n", "--")


def table_of(entity: Entity) -> str:
    """The table of an entity with the columns that SPEC.md names; without a type it is TEXT."""
    rows = ["    id UUID PRIMARY KEY"]
    rows += [f"    {_sql(column)}" for column in entity.columns if column.name != "id"]
    return f"CREATE TABLE {_name(entity.identifier)} (\n" + ",\n".join(rows) + "\n);"


def _sql(column: Column) -> str:
    if column.refers:
        return f"{_name(column.name + '_id')} UUID REFERENCES {_name(column.refers)} (id)"
    kind = (
        column.type.upper()
        if re.fullmatch(r"[A-Za-z]\w*(?:\(\d+(?:,\s*\d+)?\))?", column.type)
        else ""
    )
    return f"{_name(column.name)} {kind or 'TEXT'}"


def _name(identifier: str) -> str:
    return f'"{identifier}"' if identifier in _SQL_WORDS else identifier


def _property(column: Column) -> dict[str, object]:
    made: dict[str, object] = {"type": "string"}
    if column.type:
        made["description"] = column.type
    return made


def _yaml(value: object, indent: int = 0) -> str:
    """A document as YAML with every string in double quotes."""
    lead = "  " * indent
    rows: list[str] = []
    if isinstance(value, dict):
        for key, inner in value.items():
            name = key if re.fullmatch(r"[A-Za-z_][\w-]*", key) else json.dumps(key)
            rows.append(_entry(f"{lead}{name}:", inner, indent))
    elif isinstance(value, list):
        for inner in value:
            text = _yaml(inner, indent + 1)
            rows.append(f"{lead}- {text.lstrip()}")
    return "".join(rows)


def _entry(head: str, inner: object, indent: int) -> str:
    if isinstance(inner, dict | list) and inner:
        return f"{head}\n{_yaml(inner, indent + 1)}"
    return f"{head} {json.dumps(inner, ensure_ascii=False)}\n"
