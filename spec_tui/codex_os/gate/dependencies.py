"""Item 11: dependencies and external teams."""

from __future__ import annotations

import re

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import Topic, look, words

TITLE = "Dependencies, other teams"
_TEAMS = (
    r"(?:external |other )?teams?|departments?|squads?|vendors?|suppliers?|agenc(?:y|ies)"
    r"|contractors?|external partners?"
)
_TEAM = Topic(
    "External teams",
    words(_TEAMS),
    frozenset({"dependencies"}),
    "Name who else is needed: `External teams: …`, or `External teams: none — why`.",
)
_DEPENDENCY = Topic(
    "Dependencies",
    words(r"(?:external )?dependenc(?:y|ies)|depends? on|waits? (?:on|for)|third[ -]part(?:y|ies)"),
    frozenset({"dependencies"}),
    "Name the systems and decisions this waits on under `### Dependencies and external teams`.",
)


def parts(reading: Reading) -> tuple[Part, ...]:
    """What it waits on, and whom."""
    found = [*reading.srd, *reading.tech, *reading.plan, *reading.around]
    teams = [one for one in found if not _is_task_list(one)]
    others = [one for one in teams if not _speaks_of_teams(one)]
    (dependencies,) = look((_DEPENDENCY,), others)
    # below a heading for both a statement has to speak of teams itself
    (team,) = look((_TEAM,), [one.outside("dependencies") for one in teams])
    return dependencies, team


def _is_task_list(statement: Statement) -> bool:
    return statement.path.endswith("tasks.md") and "dependencies" not in statement.names


def _speaks_of_teams(statement: Statement) -> bool:
    return any(re.match(_TEAMS, label) for label in statement.label_or_parent)
