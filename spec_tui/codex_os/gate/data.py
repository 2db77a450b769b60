"""Item 3: data model, migrations and rollback paths."""

from __future__ import annotations

from spec_tui.codex_os.gate.model import Part
from spec_tui.codex_os.gate.reading import Reading
from spec_tui.codex_os.gate.statements import Statement
from spec_tui.codex_os.gate.topics import Topic, look, words

TITLE = "Data model, migrations, rollback"
_HOME = frozenset({"data model", "migrations", "rollback", "deployment", "risks & alternatives"})

_MODEL = Topic(
    "Data model",
    words(
        r"data ?models?|data design|entit(?:y|ies)|tables?|(?:data(?:base)? )?schema|erd"
        r"|data ?base(?: design)?$"
    ),
    frozenset({"data model"}),
    "Name the entities with their fields under Data Model in tech-spec.md, or say N/A — why.",
)
_ENGINE = frozenset({"storage", "database", "engine", "db"})
_CHANGES = (
    Topic(
        "Migrations",
        words(r"migrat(?:ions?|es?|ed|ing)|back-?fills?|schema changes?"),
        _HOME,
        "Say how schema and data get there: `Migrations: …` under Data Model in tech-spec.md.",
        tools=words(r"alembic|flyway|liquibase|prisma migrate"),
    ),
    Topic(
        "Rollback",
        words(
            r"roll(?:ed|s|ing)?[ -]?backs?|revert(?:s|ed|ing)?|restor(?:e|es|ed|ing)"
            r"|down[ -](?:scripts?|migrations?)|reversible|back out|previous (?:version|release)"
            r"|go(?:es|ing)? back|undo(?:ne)?|backwards?"
        ),
        _HOME,
        "Say how to go back and what is lost then: `Rollback: …` under Data Model or Deployment.",
    ),
)


def _is_model(statement: Statement) -> bool:
    """Below Data Model; elsewhere `Database: PostgreSQL` names a product, not the data."""
    if "data model" in statement.names:
        return statement.label not in _ENGINE
    return any(
        "data" not in label and _MODEL.words.search(label) for label in statement.label_or_parent
    )


def parts(reading: Reading) -> tuple[Part, ...]:
    """The model, then what changes it and takes it back."""
    # what is said of migrations is no model
    model = [
        one
        for one in reading.tech
        if _is_model(one)
        and not {"migrations", "rollback"} & set(one.names)
        and not any(
            topic.words.search(words_) for topic in _CHANGES for words_ in one.label_or_parent
        )
    ]
    return (*look((_MODEL,), model), *look(_CHANGES, reading.tech))
