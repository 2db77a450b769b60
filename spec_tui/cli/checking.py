"""`check`: the validation pass as text, JSON, SARIF or annotations of GitHub (interview.md B.7)."""

from __future__ import annotations

from typing import Any

import click

from spec_tui import __version__
from spec_tui.cli.opening import opened, warn
from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json
from spec_tui.cli.stop import Refused
from spec_tui.interview.model import Finding
from spec_tui.session import Session

BLOCKING = frozenset({"critical", "major"})
SARIF_LEVEL = {"critical": "error", "major": "error", "minor": "warning", "info": "note"}
GITHUB_LEVEL = {"critical": "error", "major": "error", "minor": "warning", "info": "notice"}
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


@click.command()
@click.option("--sarif", is_flag=True, help="Print SARIF 2.1.0.")
@click.option("--github", is_flag=True, help="Print annotations for GitHub Actions.")
@click.option("--strict", is_flag=True, help="Minor findings end with exit code 1 too.")
@common()
def check(options: Options, sarif: bool, github: bool, strict: bool) -> None:
    """Check SPEC.md and stack.toml. The exit code is 1 where something critical or major stands."""
    if sarif + github + options.json > 1:
        raise click.UsageError("Choose one of --json, --sarif and --github.")
    with opened(options) as session:
        warn(session)
        findings = (*_merging(session), *session.state.findings, *_stack_findings(session))
        if options.json:
            say_json({"problems": [problem_json(finding) for finding in findings]})
        elif sarif:
            say_json(sarif_log(findings))
        elif github:
            for finding in findings:
                say(annotation(finding))
        else:
            for finding in findings:
                place = f"{finding.path}:{finding.line}:{finding.column}"
                say(f"{place}: {finding.severity} {finding.rule}: {finding.message}")
            say(_summary(findings))
        blocking = BLOCKING | {"minor"} if strict else BLOCKING
        if any(finding.severity in blocking for finding in findings):
            raise Refused()


def sarif_log(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The findings as one SARIF run; columns count characters, as SARIF allows to say."""
    rules = list(dict.fromkeys(finding.rule for finding in findings))
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "spec-tui",
                        "version": __version__,
                        "rules": [{"id": rule} for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, rules) for finding in findings],
            }
        ],
    }


def _result(finding: Finding, rules: list[str]) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": rules.index(finding.rule),
        "level": SARIF_LEVEL[finding.severity],
        "message": {"text": finding.message},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": finding.path},
                    "region": {"startLine": finding.line, "startColumn": finding.column},
                }
            }
        ],
        "properties": {"severity": finding.severity, "section": finding.section},
    }


def annotation(finding: Finding) -> str:
    """One workflow command: `::error file=SPEC.md,line=71,col=3,title=G06::message`."""
    place = f"file={_property(finding.path)},line={finding.line},col={finding.column}"
    level = GITHUB_LEVEL[finding.severity]
    return f"::{level} {place},title={_property(finding.rule)}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def problem_json(finding: Finding) -> dict[str, Any]:
    """One problem of `check --json`; `fix` is the command that settles it, "" if there is none."""
    return {
        "severity": finding.severity,
        "code": finding.rule,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "message": finding.message,
        "fix": f"spec-tui answer {finding.question_id} TEXT" if finding.question_id else "",
    }


def _merging(session: Session) -> list[Finding]:
    """SPEC.md in the middle of a merge: nothing else that is found in it counts before (G22)."""
    from spec_tui.workspace.snapshot import merge_markers

    line = merge_markers("\n".join(session.spec_lines()))
    if line is None:
        return []
    message = f"SPEC.md holds merge markers (line {line}). Nothing is written until they are gone."
    return [Finding("G22", "critical", line, 1, "<<<<<<<", message, "")]


def _stack_findings(session: Session) -> list[Finding]:
    """A stack.toml that is not TOML, as a finding: SPEC.md alone decides the state, so none of
    its rules looks there.
    """
    from spec_tui.documents import toml

    try:
        text = (session.root / "stack.toml").read_bytes().decode("utf-8")
    except FileNotFoundError:
        return []
    parsed = toml.parse(text)
    if not isinstance(parsed, toml.TomlProblem):
        return []
    message = f"{parsed.message} Nothing was overwritten."
    return [
        Finding("TOML", "critical", parsed.line, parsed.column, "", message, "", path="stack.toml")
    ]


def _summary(findings: tuple[Finding, ...]) -> str:
    """The last line of `check`: how many of which severity."""
    if not findings:
        return "Nothing found. SPEC.md and stack.toml are in order."
    severities = [finding.severity for finding in findings]
    listed = ", ".join(
        f"{severities.count(name)} {name}"
        for name in ("critical", "major", "minor", "info")
        if name in severities
    )
    return f"{plural(len(findings), 'finding')}: {listed}."
