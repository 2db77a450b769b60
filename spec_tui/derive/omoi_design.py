"""The design from the facts of SPEC.md (seed 003, phase 4): from facts only (B.10)."""

from __future__ import annotations

import json
import keyword

from spec_tui.derive.codex_tech import containers, context, example_body, state_diagram
from spec_tui.derive.domain import Entity, endpoints, entities, states
from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Fixed, Region
from spec_tui.derive.schemas import table_of
from spec_tui.derive.usecases import bare, edges, one_line, use_cases
from spec_tui.derive.writing import Lines, cell, inline


def design_parts(facts: Facts, name: str, gaps: list[str]) -> list[Fixed | Region]:
    """Headings and regions of the design."""

    def lines() -> Lines:
        return Lines(facts, gaps)

    overview = lines()
    overview.value("TYP", "Product type")
    for facet, label in (("STK1", "Language"), ("STK2", "Framework"), ("DEP6", "Runs on")):
        overview.value(facet, label, ask=False)

    return [
        Fixed(f"# {name} Design"),
        Fixed("## Overview"),
        overview.region("designs/overview"),
        Fixed("## Architecture\n\n### System Context"),
        _context(lines()),
        Fixed("### Component Diagram"),
        _components(lines()),
        Fixed("## Data Model\n\n### Database Schema"),
        _schema(lines()),
        Fixed("### Pydantic Models"),
        _models(lines()),
        Fixed("## API Specification\n\n### Endpoints"),
        _endpoints(lines()),
        Fixed("### Request/Response Examples"),
        _examples(lines()),
        Fixed("## Implementation Details\n\n### Algorithm/Logic"),
        _logic(lines()),
        Fixed("### State Machine (if applicable)"),
        _states(lines()),
        Fixed("## Integration Points"),
        _integrations(lines()),
        Fixed("## Configuration"),
        _configuration(lines()),
        Fixed("## Testing Strategy\n\n### Unit Tests"),
        _boxes(lines(), ("ACC3",), "unit-tests"),
        Fixed("### Integration Tests"),
        _integration_tests(lines()),
        Fixed("### E2E Tests"),
        _journeys(lines()),
        Fixed("## Security Considerations"),
        _boxes(
            lines(),
            ("SEC1", "SEC2", "SEC3", "SEC4", "SEC5", "SEC6", "SEC7", "SEC8", "CMP1"),
            "security-considerations",
        ),
        Fixed("## Performance Considerations"),
        _boxes(
            lines(),
            ("NFR1", "NFR2", "NFR3", "NFR4", "NFR5", "NFR6", "NFR7", "NFR8"),
            "performance-considerations",
        ),
    ]


def _context(lines: Lines) -> Region:
    lines.fence("mermaid", context(lines.facts))
    lines.source("personas/personas", "integrations/third-parties")
    return lines.region("designs/system-context")


def _components(lines: Lines) -> Region:
    facts = lines.facts
    lines.fence("mermaid", containers(facts))
    lines.say("")
    framework = facts.text("STK2") or facts.text("STK1")
    rows = []
    if "HTTP API" in facts.types:
        calls = ", ".join(f"{one.method} {one.path}" for one in endpoints(facts))
        rows.append(("API", calls or "_(not in SPEC.md: operations)_", framework))
    if facts.fact("UI1") is not None:
        rows.append(("Screens", "; ".join(map(one_line, facts.items("UI1"))), ""))
    if facts.fact("CLI1") is not None:
        rows.append(("Commands", "; ".join(map(one_line, facts.items("CLI1"))), framework))
    if facts.fact("DAT10") is not None:
        names = ", ".join(entity.name for entity in entities(facts))
        rows.append(("Store", names or "_(not in SPEC.md: entities)_", facts.text("DAT10")))
    if rows:
        lines.table(("Component", "Responsibility", "Technology"), rows)
    else:
        lines.missing("TYP", "")
    lines.source("interfaces/product-type")
    return lines.region("designs/component-diagram")


def _schema(lines: Lines) -> Region:
    facts = lines.facts
    found = [entity for entity in entities(facts) if entity.columns]
    if facts.standing("DAT10") == "na":
        lines.say(facts.missing("DAT10"))
    elif found:
        lines.fence("sql", "\n\n".join(table_of(entity) for entity in found))
    _unnamed(lines, facts.standing("DAT10") != "na")
    _sources(lines)
    return lines.region("designs/database-schema")


def _models(lines: Lines) -> Region:
    found = [entity for entity in entities(lines.facts) if entity.columns]
    if found:
        models = "\n\n\n".join(_model(entity) for entity in found)
        lines.fence("python", f"from pydantic import BaseModel, Field\n\n\n{models}")
    else:
        lines.say("_(not in SPEC.md: fields of the entities)_")
    _sources(lines)
    return lines.region("designs/pydantic-models")


def _model(entity: Entity) -> str:
    name = "".join(part.capitalize() for part in entity.identifier.split("_")) or "Item"
    rows = [f"class {name}(BaseModel):"]
    for column in entity.columns:
        about = json.dumps(bare(column.words), ensure_ascii=False)
        field = f"{column.name}_id" if column.refers else _attribute(column.name)
        rows.append(f"    {field}: str = Field(description={about})")
    return "\n".join(rows)


def _attribute(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _unnamed(lines: Lines, stored: bool) -> None:
    """A line and a question for each entity of which SPEC.md names no field."""
    found = entities(lines.facts)
    if not found:
        lines.missing("DOM1", "")
        return
    bare_ones = [entity for entity in found if not entity.columns] if stored else []
    if bare_ones and len(bare_ones) < len(found):
        lines.say("")
    for entity in bare_ones:
        lines.say(f"- Fields of {entity.name}: _(not in SPEC.md)_")
        lines.gap(f"Which fields does {entity.name} have?")


def _sources(lines: Lines) -> None:
    lines.source("domain_model/entities", "data_schema/storage")


def _endpoints(lines: Lines) -> Region:
    facts = lines.facts
    found = endpoints(facts)
    if found:
        auth = facts.text("SEC1")
        rows = [
            (one.method, one.path, one.about or one.words, "SPEC.md §9" if auth else "—")
            for one in found
        ]
        lines.table(("Method", "Path", "Description", "Auth"), rows)
        lines.source("interfaces/api")
        lines.value("API2", "Errors", ask=False)
    elif "HTTP API" in facts.types:
        lines.missing("API5", "")
    else:
        lines.say("N/A — no HTTP API")
    return lines.region("designs/endpoints")


def _examples(lines: Lines) -> Region:
    facts = lines.facts
    by_name = {entity.identifier: entity for entity in entities(facts)}
    found = endpoints(facts)
    for number, one in enumerate(found):
        if number:
            lines.say("")
        lines.say(f"#### {one.method} {cell(one.path)}\n")
        body = example_body(by_name.get(one.entity))
        if one.method in {"POST", "PUT", "PATCH"}:
            lines.say("**Request:**")
            lines.fence("json", body)
            lines.say("")
        lines.say("**Response:**")
        lines.fence("json", body if one.method != "DELETE" else '"status: not in SPEC.md"')
    if found:
        lines.source("interfaces/api", "domain_model/entities")
    else:
        lines.say("N/A — SPEC.md names no call with method and path")
    return lines.region("designs/request-response-examples")


def _logic(lines: Lines) -> Region:
    facts = lines.facts
    lines.value("WF1", "Primary flow")
    lines.value("WF2", "Branches", ask=False)
    if edges(facts):
        lines.value("WF3", "Edge cases", ask=False)
    lines.value("WF4", "Long-running work", ask=False)
    lines.value("DOM3", "Invariants", ask=False)
    return lines.region("designs/algorithm-logic")


def _states(lines: Lines) -> Region:
    names, moves = states(lines.facts)
    if names:
        lines.fence("mermaid", state_diagram(names, moves))
        lines.source("states/state-machines")
        lines.value("ST2", "Irreversible", ask=False)
    else:
        lines.missing("ST1", "")
    return lines.region("designs/state-machine")


def _integrations(lines: Lines) -> Region:
    facts = lines.facts
    found = facts.fact("TP1")
    if found is None:
        lines.missing("TP1", "")
    else:
        rows = [
            (bare(one_line(item)), "_(not in SPEC.md)_", "_(not in SPEC.md)_")
            for item in found.items
        ]
        lines.table(("System", "Integration Type", "Purpose"), rows)
        lines.source(found.key)
    for facet, label in (("EVT1", "Events"), ("WH1", "Webhooks"), ("TP4", "Fallback")):
        lines.value(facet, label, ask=False)
    return lines.region("designs/integration-points")


def _configuration(lines: Lines) -> Region:
    lines.value("DEP4", "Configuration")
    lines.value("SEC3", "Secrets", ask=False)
    return lines.region("designs/configuration")


def _boxes(lines: Lines, facets: tuple[str, ...], name: str) -> Region:
    """A box for each facet with words."""
    facts = lines.facts
    for facet in facets:
        found = facts.fact(facet)
        if found is not None:
            lines.source(found.key)
            label = facts.bank.facets[facet].label
            words = inline("; ".join(one_line(item) for item in found.items))
            lines.say(f"- [ ] {label}: {words}")
    if not lines.pieces:
        lines.missing(facets[0], "")
    return lines.region(f"designs/{name}")


def _integration_tests(lines: Lines) -> Region:
    found = lines.facts.fact("TP1")
    if found is None:
        lines.missing("TP1", "")
    else:
        lines.source(found.key)
        for item in found.items:
            lines.say(f"- [ ] {inline(bare(one_line(item)))} - answers and errors")
    return lines.region("designs/integration-tests")


def _journeys(lines: Lines) -> Region:
    for case in use_cases(lines.facts):
        lines.source(case.fact)
        lines.say(f"- [ ] {inline(bare(case.words))} - from its first step to its last")
    for edge in edges(lines.facts):
        if edge.response:
            lines.source(edge.fact)
            lines.say(f"- [ ] {inline(edge.condition)} - {inline(edge.response)}")
    if not lines.pieces:
        lines.missing("USR4", "")
    return lines.region("designs/e2e-tests")
