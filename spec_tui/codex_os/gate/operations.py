"""Item 7: CI, lint and format, code owners, preview environments."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.topics import Topic, look, words

TITLE = "CI, owners, preview envs"
_HOME = frozenset({"operational readiness", "deployment"})


def _topic(title: str, pattern: str, example: str, tools: str = "") -> Topic:
    hint = f"Say it under `### Operational readiness` in tech-spec.md, such as `{example}`."
    return Topic(title, words(pattern), _HOME, hint, tools=words(tools) if tools else None)


_TOPICS = (
    _topic(
        "CI",
        r"ci(?!/cd, rollout)(?:/cd)?|continuous integration|pipelines?",
        "CI: GitHub Actions runs the tests on every pull request",
        r"github actions|gitlab|jenkins|buildkite|circleci",
    ),
    _topic(
        "Lint and format",
        r"lint(?:er|ers|ing|s)?(?:/format)?|format(?:ter|ters|ting)?",
        "Lint and format: ruff, in CI",
        r"ruff|eslint|prettier|gofmt|clippy|rubocop|golangci-lint|biome",
    ),
    _topic(
        "Code owners",
        r"code ?owners?|owners|reviewers?",
        "Code owners: @tom for booking/, in CODEOWNERS",
    ),
    _topic(
        "Preview environments",
        r"previews?(?: env(?:ironment)?s?| deploy(?:ment)?s?)?|review apps?|staging"
        r"|ephemeral env(?:ironment)?s?",
        "Preview environments: one per pull request, gone after the merge",
    ),
)


def parts(reading: Reading) -> tuple[Part, ...]:
    """The four, in the order of seed 000."""
    return look(_TOPICS, reading.tech)
