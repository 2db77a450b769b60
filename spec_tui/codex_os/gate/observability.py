"""Item 5: logs, metrics, traces, alerts, runbooks."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.topics import Topic, look, words

TITLE = "Logs, metrics, traces, alerts"
_HOME = frozenset({"observability & sre"})


def _topic(title: str, pattern: str, example: str, tools: str = "") -> Topic:
    hint = f"Say it under Observability & SRE in tech-spec.md, such as `{example}`."
    return Topic(title, words(pattern), _HOME, hint, tools=words(tools) if tools else None)


_TOPICS = (
    _topic("Logs", r"logs?|logging|logged", "Logs: one JSON line per request, to stdout"),
    _topic(
        "Metrics",
        r"metrics?|counters?|gauges?|histograms?",
        "Metrics: requests, errors and latency by route",
        r"prometheus|statsd|grafana|datadog|cloudwatch metrics",
    ),
    _topic(
        "Traces",
        r"trac(?:es?|ing|ed)|spans?",
        "Traces: N/A — one process, the log holds the request id",
        r"opentelemetry|otel|jaeger|zipkin|x-ray",
    ),
    _topic(
        "Alerts",
        r"alert(?:s|ing|ed)?|pages?|paged|paging|on-?call|alarms?",
        "Alerts: error rate above 1 % for 5 minutes pages @tom",
        r"pagerduty|opsgenie|alertmanager",
    ),
    _topic("Runbooks", r"run-?books?|playbooks?", "Runbooks: docs/runbooks/search.md, first steps"),
)


def parts(reading: Reading) -> tuple[Part, ...]:
    """The five, in the order of seed 000."""
    return look(_TOPICS, reading.tech)
