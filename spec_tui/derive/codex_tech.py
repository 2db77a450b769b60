"""tech-spec.md from the facts of SPEC.md (seed 000, Appendix B; interview.md B.10)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from spec_tui.derive.domain import Endpoint, Entity, endpoints, entities, mitigations, states
from spec_tui.derive.facts import Facts
from spec_tui.derive.model import Fixed, Region
from spec_tui.derive.usecases import bare, edges, one_line
from spec_tui.derive.writing import Lines, cell, inline, node


def tech_parts(facts: Facts, gaps: list[str]) -> list[Fixed | Region]:
    """Headings and regions of tech-spec.md."""

    def lines() -> Lines:
        return Lines(facts, gaps)

    return [
        Fixed("## Architecture Overview"),
        _overview(lines()),
        Fixed("## Components"),
        _components(lines()),
        Fixed("## Data Model"),
        _data_model(lines()),
        Fixed("### Migrations and rollback"),
        _migrations(lines()),
        Fixed("- Rollback: <How to go back, and what is lost then>"),
        Fixed("## APIs"),
        _apis(lines()),
        Fixed("## Security & Privacy"),
        _security(lines()),
        Fixed("- Key rotation: <How often keys and secrets change, and who changes them>"),
        Fixed("### Threat sketch"),
        _threats(lines()),
        Fixed("## Observability & SRE"),
        _observability(lines()),
        Fixed(
            "- Dashboards: <Where they are, and what each of them shows>\n"
            "- Runbooks: <Where they are, and what to do first>"
        ),
        Fixed("## Performance & NFRs"),
        _performance(lines()),
        Fixed("- Resource limits: <Memory, CPU, money per month>"),
        Fixed("### Test strategy"),
        _tests(lines()),
        Fixed(
            "- Integration: <Which parts together>\n"
            "- Test data and fixtures: <Where they come from>"
        ),
        Fixed("## Risks & Alternatives"),
        _risks(lines()),
        Fixed("## Deployment"),
        _deployment(lines()),
        Fixed("- Rollback strategy: <How a release is taken back>"),
        Fixed("### Operational readiness"),
        _operations(lines()),
        Fixed(
            "- Lint and format: <Which tools>\n"
            "- Code owners: <Who reviews what>\n"
            "- Preview environments: <How a change can be seen before it is merged>"
        ),
    ]


def _overview(lines: Lines) -> Region:
    facts = lines.facts
    lines.value("TYP", "Product type")
    stack = [facts.fact(one) for one in ("STK1", "STK2", "STK3", "STK4")]
    if any(stack):
        for facet, label in (
            ("STK1", "Language"),
            ("STK2", "Framework"),
            ("STK3", "Package manager"),
            ("STK4", "Runtime"),
        ):
            lines.value(facet, label, ask=False)
    else:
        lines.missing("STK1", "- Stack: ")
    lines.value("DEP6", "Runs on")
    lines.value("CON1", "Hard limit", ask=False)
    lines.say("")
    lines.fence("mermaid", context(facts))
    lines.say("")
    lines.fence("mermaid", containers(facts))
    lines.source("personas/personas", "integrations/third-parties")
    return lines.region("tech-spec/architecture-overview")


def context(facts: Facts) -> str:
    """Who uses the system, and what it uses."""
    name = node(facts.name or "The system")
    rows = ["flowchart LR", f"    system[{name}]"]
    for number, item in enumerate(facts.items("USR1") or facts.items("TGT1"), 1):
        rows += [f"    user{number}([{node(item)}])", f"    user{number} --> system"]
    for number, item in enumerate(facts.items("TP1"), 1):
        rows += [f"    other{number}[/{node(item)}/]", f"    system --> other{number}"]
    return "\n".join(rows)


def _parts_of(facts: Facts) -> list[tuple[str, str, str]]:
    """(id, name, technology) of the containers that SPEC.md gives reason for."""
    framework = _framework(facts)
    types = facts.types
    found = []
    if types & {"web app", "mobile app"}:
        kind = "Mobile app" if "mobile app" in types and "web app" not in types else "Web app"
        found.append(("ui", kind, ""))
    if "HTTP API" in types:
        found.append(("api", "HTTP API", framework))
    if "command-line tool" in types:
        found.append(("cli", "Command line", framework))
    for name, one in (("library", "lib"), ("data pipeline", "jobs"), ("embedded", "device")):
        if name in types:
            found.append((one, name.capitalize(), framework))
    if facts.standing("CLI1") == "known" and "command-line tool" not in types:
        found.append(("jobs", "Jobs", ""))
    if facts.fact("DAT10") is not None:
        found.append(("store", "Store", facts.text("DAT10")))
    return found


def _framework(facts: Facts) -> str:
    """The framework, the language where there is none."""
    framework = facts.text("STK2")
    return framework if framework and framework.lower() != "none" else facts.text("STK1")


def containers(facts: Facts) -> str:
    """What the system consists of, as far as product type and stack tell."""
    parts = _parts_of(facts)
    rows = ["flowchart TB", f"    subgraph system[{node(facts.name or 'The system')}]"]
    for one, name, technology in parts:
        words = node(f"{name}: {one_line(technology)}" if technology else name)
        rows.append(f"        {one}[({words})]" if one == "store" else f"        {one}[{words}]")
    rows.append("    end")
    ids = [one for one, _, _ in parts if one != "store"]
    if "ui" in ids and "api" in ids:
        rows.append("    ui --> api")
    last = "api" if "api" in ids else ids[-1] if ids else ""
    if last and any(one == "store" for one, _, _ in parts):
        rows.append(f"    {last} --> store")
    for number, item in enumerate(facts.items("TP1"), 1):
        rows.append(f"    other{number}[/{node(item)}/]")
        if last:
            rows.append(f"    {last} --> other{number}")
    return "\n".join(rows)


def _components(lines: Lines) -> Region:
    facts = lines.facts
    parts = _parts_of(facts)
    found = entities(facts)
    if parts:
        calls = tuple(f"{one.method} {one.path}" for one in endpoints(facts))
        commands = facts.items("CLI1")
        about = {"ui": facts.items("UI1"), "api": calls, "cli": commands, "jobs": commands}
        rows = [
            (name, "; ".join(bare(one_line(i)) for i in about.get(one, ())) or "—", technology)
            for one, name, technology in parts
        ]
        lines.table(("Container", "Interfaces", "Technology"), rows)
        lines.source("interfaces/product-type")
        lines.say("")
    if found:
        rows_of = ["flowchart LR"]
        rows_of += [f"    {entity.identifier}[{node(entity.name)}]" for entity in found]
        for entity in found:
            rows_of += [
                f"    {entity.identifier} --> {column.refers}"
                for column in entity.columns
                if column.refers
            ]
        lines.fence("mermaid", "\n".join(rows_of))
        lines.say("")
    lines.value("WF1", "Primary flow")
    lines.value("WF2", "Branches", ask=False)
    if edges(facts):
        lines.value("WF3", "Failure modes")
    else:
        lines.missing("WF3", "- Failure modes: ")
    lines.value("WF4", "Long-running work", ask=False)
    return lines.region("tech-spec/components")


def _data_model(lines: Lines) -> Region:
    facts = lines.facts
    lines.value("DAT10", "Storage")
    lines.value("DOM1", "Entities")
    stored = entities(facts) if facts.standing("DAT10") != "na" else ()
    for entity in stored:
        if not entity.columns:
            lines.say(f"- Fields of {entity.name}: _(not in SPEC.md)_")
            lines.gap(f"Which fields does {entity.name} have?")
    names = {entity.identifier: entity.name for entity in stored}
    for entity in stored:
        if entity.columns:
            lines.say("")
            lines.table((entity.name, "Type", "Refers to"), _column_rows(entity, names))
    if any(entity.columns for entity in stored):
        lines.say("")
    lines.value("DOM4", "Relationships")
    lines.value("DOM3", "Invariants")
    lines.value("DOM2", "Derived", ask=False)
    reached, moves = states(facts)
    if reached:
        lines.value("ST1", "States")
        if moves:
            lines.say("")
            lines.fence("mermaid", state_diagram(reached, moves))
            lines.say("")
    lines.value("ST2", "Irreversible", ask=False)
    for facet, label in (
        ("DAT1", "Source of truth"),
        ("DAT3", "Required fields"),
        ("DAT4", "Size limits"),
        ("DAT5", "Checked formats"),
        ("DAT6", "Fast queries"),
    ):
        lines.value(facet, label, ask=False)
    return lines.region("tech-spec/data-model")


def _column_rows(entity: Entity, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (column.words, column.type or "_(not in SPEC.md)_", names.get(column.refers, "—"))
        for column in entity.columns
    ]


def state_diagram(names: tuple[str, ...], moves: tuple[tuple[str, str], ...]) -> str:
    """The states, and the transitions that SPEC.md names."""
    ids = {name: f"s{number}" for number, name in enumerate(names, 1)}
    rows = ["stateDiagram-v2"]
    rows += [f"    state {node(name)} as {one}" for name, one in ids.items()]
    rows += [f"    {ids[a]} --> {ids[b]}" for a, b in moves]
    return "\n".join(rows)


def _migrations(lines: Lines) -> Region:
    lines.value("DAT7", "Migrations, existing data")
    lines.value("DAT8", "Migrations, schema versions", ask=False)
    lines.value("STK5", "Migrations, tool", ask=False)
    return lines.region("tech-spec/migrations-and-rollback")


def _apis(lines: Lines) -> Region:
    facts = lines.facts
    found = endpoints(facts)
    lines.value("API5", "Operations", ask="HTTP API" in facts.types)
    lines.value("LIB1", "Public calls", ask=False)
    lines.value("API1", "Callers", ask=False)
    lines.value("API2", "Errors", ask="HTTP API" in facts.types)
    lines.value("LIB2", "Compatibility", ask=False)
    lines.value("CLI1", "Commands and jobs", ask=False)
    for facet, label in (
        ("EVT1", "Events"),
        ("EVT2", "Events consumed"),
        ("EVT3", "Event schema"),
        ("WH1", "Webhooks"),
        ("WH2", "Webhook signature"),
        ("WH3", "Webhook retries"),
    ):
        lines.value(facet, label, ask=False)
    if not lines.pieces:
        lines.missing("API5", "- ")
    by_name = {entity.identifier: entity for entity in entities(facts)}
    for endpoint in found:
        lines.say("")
        lines.say(f"#### {endpoint.method} {cell(endpoint.path)}")
        lines.say("")
        lines.fence("http", _example(endpoint, by_name.get(endpoint.entity)))
    return lines.region("tech-spec/apis")


def _example(endpoint: Endpoint, entity: Entity | None) -> str:
    """One request and one answer, of the fields that SPEC.md names; no value is made up."""
    rows = [f"{endpoint.method} {endpoint.path}"]
    body = example_body(entity)
    if endpoint.method in {"POST", "PUT", "PATCH"}:
        rows += ["", body]
    rows += ["", "HTTP/1.1 <status: not in SPEC.md>"]
    if endpoint.method != "DELETE":
        rows += ["", body]
    return "\n".join(rows)


def example_body(entity: Entity | None) -> str:
    """The fields of an entity as JSON, each with its own words for a value."""
    if entity is None or not entity.columns:
        return '"body: not in SPEC.md"'
    fields = {column.name: f"<{column.words}>" for column in entity.columns}
    return json.dumps(fields, indent=2, ensure_ascii=False)


def _security(lines: Lines) -> Region:
    lines.value("SEC1", "AuthN")
    lines.value("SEC2", "AuthZ")
    lines.value("SEC3", "Secrets")
    lines.value("SEC6", "PII handling")
    lines.value("SEC7", "Data retention")
    lines.value("SEC4", "Encryption at rest", ask=False)
    lines.value("SEC5", "Encryption in transit", ask=False)
    lines.value("DAT2", "Data residency", ask=False)
    lines.value("CMP1", "Compliance")
    lines.value("CMP2", "Audit", ask=False)
    return lines.region("tech-spec/security-privacy")


def _threats(lines: Lines) -> Region:
    lines.value("SEC8", "Main threat")
    return lines.region("tech-spec/threat-sketch")


def _observability(lines: Lines) -> Region:
    lines.value("OBS1", "Logs")
    lines.value("OBS2", "Redaction", ask=False)
    lines.value("OBS3", "Metrics")
    lines.value("STK7", "Tooling", ask=False)
    lines.value("OBS7", "Traces")
    lines.value("OBS4", "Alerts")
    lines.value("NFR5", "SLO, availability", ask=False)
    lines.value("NFR1", "SLO, P95 latency", ask=False)
    return lines.region("tech-spec/observability-sre")


def _performance(lines: Lines) -> Region:
    lines.value("NFR1", "Latency budget, P95")
    lines.value("NFR2", "Latency budget, P50", ask=False)
    lines.value("NFR3", "Throughput budget, peak load")
    lines.value("NFR4", "Data growth", ask=False)
    lines.value("NFR5", "Availability target")
    lines.value("NFR6", "RTO", ask=False)
    lines.value("NFR7", "RPO", ask=False)
    lines.value("NFR8", "Scalability", ask=False)
    lines.value("CLI3", "Run-time limit", ask=False)
    return lines.region("tech-spec/performance-nfrs")


def _tests(lines: Lines) -> Region:
    lines.value("ACC1", "Acceptance")
    lines.value("ACC3", "Unit")
    lines.value("ACC5", "End to end")
    return lines.region("tech-spec/test-strategy")


def _risks(lines: Lines) -> Region:
    facts = lines.facts
    answers = mitigations(facts)
    tails = [f" (mitigation: {inline(one)})" if one else "" for one in answers]
    lines.items("RSK1", "R", tails=tails)
    if not all(answers):
        lines.value("RSK2", "Mitigation")
    lines.value("VIS10", "Failure despite release", ask=False)
    lines.value("ALT1", "Alternative")
    if facts.fact("ALT1") is not None:
        lines.value("ALT2", "Trade-offs of the alternative")
    lines.value("RSK3", "Decided trade-off", ask=False)
    lines.value("RSK4", "Why decided so", ask=False)
    return lines.region("tech-spec/risks-alternatives")


def _deployment(lines: Lines) -> Region:
    lines.value("DEP1", "Environments")
    lines.value("DEP6", "Runs on", ask=False)
    lines.value("DEP2", "Parity", ask=False)
    lines.value("DEP3", "CI/CD, rollout")
    lines.value("DEP4", "Configuration", ask=False)
    lines.value("LIB4", "Publishing", ask=False)
    return lines.region("tech-spec/deployment")


def _operations(lines: Lines) -> Region:
    lines.value("STK6", "CI")
    lines.value("DEP5", "Release gate", ask=False)
    return lines.region("tech-spec/operational-readiness")
