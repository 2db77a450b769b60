"""`check` speaks to people, scripts, code scanning and GitHub."""

import json
from pathlib import Path

import pytest

from spec_tui.cli import main
from spec_tui.cli.checking import annotation, sarif_log
from spec_tui.interview.model import Finding

DATA = Path(__file__).parents[2] / "data"
FINDING = Finding("G07", "major", 71, 3, "fast", "No number:\n50 % of it, at least.", "nfr")


def test_annotation_escapes_what_github_reads():
    """A message with line ends, percent signs and colons stays one annotation."""
    assert (
        annotation(FINDING)
        == "::error file=SPEC.md,line=71,col=3,title=G07::No number:%0A50 %25 of it, at least."
    )


def test_sarif_names_rule_level_and_place():
    """Code scanning shows the finding at its line."""
    log = sarif_log((FINDING,))
    (run,) = log["runs"]
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["G07"]
    assert (
        result["ruleId"],
        result["level"],
        region["startLine"],
        region["startColumn"],
    ) == ("G07", "error", 71, 3)


@pytest.fixture
def check(tmp_path, capsys):
    def run(*options):
        code = main(["--root", str(tmp_path), "check", *options])
        return code, capsys.readouterr().out

    return run


def test_sarif_of_a_repository_is_json(check):
    """Every finding of an empty repository has a place."""
    results = json.loads(check("--sarif")[1])["runs"][0]["results"]
    assert results
    assert all(len(result["locations"]) == 1 for result in results)


def test_formats_exclude_each_other(check):
    """Two formats at once are wrong use."""
    assert check("--sarif", "--github")[0] == 2


@pytest.mark.parametrize(("options", "code"), [((), 0), (("--strict",), 1)])
def test_strict_counts_minor_findings(check, tmp_path, options, code):
    """A marker without its record is minor: only strict minds it."""
    text = (DATA / "handwritten" / "SPEC.md").read_text(encoding="utf-8")
    at = text.index("\n", text.index("**Scalability**"))
    marked = f"{text[:at]} _(assumption A77)_{text[at:]}"
    (tmp_path / "SPEC.md").write_text(marked, encoding="utf-8")
    ended, printed = check(*options)
    assert "A77" in printed
    assert code == ended
