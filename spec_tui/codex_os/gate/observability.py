"""Item 5: logs, metrics, traces, alerts, runbooks."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.topics import Topic, look, words

TITLE = "Logs, metrics, traces, alerts"
_HOME = frozenset({"observability & sre"})


def _topic(title: str, pattern: str, example: str) -> Topic:
    hint = f"Say it under Observability & SRE in tech-spec.md, such as `{example}`."
    return Topic(title, words(pattern), _HOME, hint)


_TOPICS = (
    _topic("Logs", r"logs?|logging|logged", "Logs: one JSON line per request, to stdout"),
    _topic(
        "Metrics",
        r"metrics?|counters?|gauges?|histograms?|prometheus|statsd",
        "Metrics: requests, errors and latency by route",
    ),
    _topic(
        "Traces",
        r"trac(?:es?|ing|ed)|spans?|opentelemetry|otel|jaeger|zipkin",
        "Traces: N/A — one process, the log holds the request id",
    ),
    _topic(
        "Alerts",
        r"alert(?:s|ing|ed)?|pages?|paged|paging|pagerduty|on-?call|alarms?",
        "Alerts: error rate above 1 % for 5 minutes pages @tom",
    ),
    _topic("Runbooks", r"run-?books?|playbooks?", "Runbooks: docs/runbooks/search.md, first steps"),
)


def parts(reading: Reading) -> tuple[Part, ...]:
    """The five, in the order of seed 000."""
    return look(_TOPICS, reading.tech)
