"""The stack review: what stack.toml says, who said so, and what is still to be decided (B.9).

Who decided is remembered in the file itself, in its first line, and nowhere else:

- `# spec-tui: not reviewed: app.language, …` names the keys that nobody has decided. The review is
  due while one of them stands outside `[security]`.
- `# spec-tui: decide later: app.language, …` names them after the review was put off. They are
  asked one by one where needed, and the review is not due again.
- Without such a line the file is reviewed, so a file that a person brought is never questioned.

A general "yes" never covers `[security]`: sign-in and secrets are questions of their own
(formats.md 16). At finish, what is still open becomes `""  # not decided`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from spec_tui.documents import toml
from spec_tui.documents.prose import content_words
from spec_tui.documents.toml_scan import dotted, statements
from spec_tui.interview.detect import Detected
from spec_tui.interview.lexicon import named, technologies
from spec_tui.interview.model import StackRow

ORDER: tuple[str, ...] = (
    "app.language", "app.framework", "app.package", "app.runtime", "datastore.primary",
    "datastore.migrations", "infra.hosting", "infra.ci", "infra.observability", "security.auth",
    "security.secrets", "name.project",
)  # fmt: skip
"""Keys of the review, in the order of its rows."""

CLASS_OF: Mapping[str, str] = {
    "app.language": "language", "app.framework": "framework", "app.package": "package",
    "app.runtime": "runtime", "datastore.primary": "datastore",
    "datastore.migrations": "migrations", "infra.hosting": "hosting", "infra.ci": "ci",
    "infra.observability": "observability", "security.auth": "auth",
}  # fmt: skip
"""Class of technologies that a key names."""

STARTER = "starter"
YOURS = "yours"
_LONGEST_NAME = 3
NOT_DECIDED = "# not decided"

_SECURITY = "security."
_ANY = {
    "app.language": ("python", "typescript", "go", "rust", "java"),
    "datastore.primary": ("postgres", "mysql", "sqlite", "mongodb", "none"),
    "infra.hosting": ("aws-ecs", "gcp-cloudrun", "azure", "fly.io", "own-servers"),
    "infra.ci": ("github-actions", "gitlab-ci", "circleci", "jenkins"),
    "infra.observability": ("otel+grafana", "datadog", "newrelic", "sentry", "none"),
    "security.auth": ("oauth2+rbac", "oidc", "email+password", "api-keys", "none"),
    "security.secrets": ("aws-kms+ssm", "vault", "sops", "environment", "none"),
}
_FITTING: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "app.framework": {
        "python": ("fastapi", "django", "flask", "none"),
        "typescript": ("nextjs", "express", "nestjs", "none"),
        "go": ("gin", "echo", "chi", "none"),
        "rust": ("axum", "actix-web", "none"),
        "java": ("spring", "quarkus", "none"),
        "ruby": ("rails", "sinatra", "none"),
        "php": ("laravel", "symfony", "none"),
        "c#": ("asp.net", "none"),
    },
    "app.package": {
        "python": ("uv", "poetry", "pip"),
        "typescript": ("pnpm", "npm", "yarn", "bun"),
        "go": ("go-modules",),
        "rust": ("cargo",),
        "java": ("gradle", "maven"),
        "ruby": ("bundler",),
        "php": ("composer",),
        "c#": ("nuget",),
    },
    "app.runtime": {
        "python": ("python3.12", "python3.13", "python3.11"),
        "typescript": ("node22", "node24", "bun", "deno"),
        "go": ("go1.24", "go1.23"),
        "rust": ("rust-stable",),
        "java": ("jdk21", "jdk25", "jdk17"),
        "ruby": ("ruby3.4", "ruby3.3"),
        "php": ("php8.4", "php8.3"),
        "c#": ("dotnet9", "dotnet8"),
    },
    "datastore.migrations": {
        "python": ("alembic", "django", "none"),
        "typescript": ("prisma", "drizzle", "knex", "none"),
        "go": ("goose", "golang-migrate", "none"),
        "rust": ("sqlx", "diesel", "none"),
        "java": ("flyway", "liquibase", "none"),
        "ruby": ("rails", "none"),
        "php": ("laravel", "none"),
        "c#": ("ef-core", "none"),
    },
}
_SAME_CHOICES = {"javascript": "typescript", "kotlin": "java"}


def review_rows(stack_text: str, detected: Iterable[Detected]) -> tuple[StackRow, ...]:
    """Return the rows of the review, in the order of `ORDER`; keys the file lacks have no row.

    The source of a row is `yours` for a decided key, the file that shows the value, or `starter`.
    A text that is not TOML has no rows.
    """
    values = toml.values(stack_text)
    undecided = toml.unreviewed(stack_text)
    shown = {found.key: found for found in detected}
    rows: list[StackRow] = []
    for key in (*ORDER[:-1], project_key(values)):
        if key not in values:
            continue
        found = shown.get(key)
        if key not in undecided:
            source = YOURS
        elif found is not None and _same(key, found.value, values[key]):
            source = found.source
        else:
            source = STARTER
        rows.append(
            StackRow(key, values[key], source, choices(key, values.get("app.language", "")))
        )
    return tuple(rows)


def choices(key: str, language: str) -> tuple[str, ...]:
    """Values to choose from for one key, fitting the language; none where no list is defensible."""
    if key in _ANY:
        return _ANY[key]
    for name in named(language, "language"):
        return _FITTING.get(key, {}).get(_SAME_CHOICES.get(name, name), ())
    return ()


def project_key(values: Mapping[str, str]) -> str:
    """Key of the project's name: `name.project`, or `project.name` where a file says it so."""
    return "project.name" if "project.name" in values and ORDER[-1] not in values else ORDER[-1]


def starter(template_text: str, project: str, detected: Iterable[Detected]) -> str:
    """Return the stack.toml to create: the template with what is known, all of it unreviewed."""
    text = toml.set_value(template_text, "name.project", project)
    for found in detected:
        if found.key in ORDER:
            text = toml.set_value(text, found.key, found.value)
    return toml.set_unreviewed(text, toml.values(text), later=False)


def needs_review(text: str) -> bool:
    """True while the file holds undecided keys that a review covers and that were not put off."""
    open_keys = toml.unreviewed(text)
    return not toml.put_off(text) and any(not key.startswith(_SECURITY) for key in open_keys)


def accept(text: str) -> str:
    """Count every value as decided except those of `[security]`."""
    rest = {key for key in toml.unreviewed(text) if key.startswith(_SECURITY)}
    return toml.set_unreviewed(text, rest, later=False)


def decide_later(text: str) -> str:
    """Put the review off: the open keys stay open, and the review is not due again."""
    return toml.set_unreviewed(text, toml.unreviewed(text), later=True)


def reviewed(text: str) -> dict[str, str]:
    """Values that somebody decided, by dotted key; empty ones are undecided and left out."""
    undecided = toml.unreviewed(text)
    return {
        key: value for key, value in toml.values(text).items() if value and key not in undecided
    }


def own(text: str, pasted: str) -> str:
    """Return the person's own file in place of ours, with its own bytes and in our newline style.

    It counts as reviewed unless it brings a review mark of its own.
    """
    plain = pasted.replace("\r\n", "\n")
    if not plain.endswith("\n"):
        plain += "\n"
    return plain.replace("\n", "\r\n") if "\r\n" in text else plain


def finish_values(text: str) -> str:
    """Turn every undecided key into `""  # not decided` and take the review mark away.

    A comment on the line stays, behind ours. The project's name is no guess and stays. A text that
    is not TOML comes back as it is.
    """
    if isinstance(toml.parse(text), toml.TomlProblem):
        return text
    values = toml.values(text)
    for key in sorted((toml.unreviewed(text) & set(values)) - {project_key(values)}):
        text = _undecided(toml.set_value(text, key, ""), key)
    return toml.set_unreviewed(text, ())


def _undecided(text: str, key: str) -> str:
    for statement in statements(text):
        if statement.kind == "value" and dotted(statement.path) == key:
            end = statement.value[1]
            rest = text[end : statement.end]
            words = rest.strip()
            joined = f"; {words.lstrip('# ')}" if words.startswith("#") else ""
            newline = rest[len(rest.rstrip("\r\n")) :]
            return f"{text[:end]}  {NOT_DECIDED}{joined}{newline}{text[statement.end :]}"
    return text


def is_a_name(text: str) -> bool:
    """`Python 3.12`, and not what it must run on."""
    return "\n" not in text and len(content_words(text)) <= _LONGEST_NAME


def stated(key: str, text: str) -> str:
    """What an answer is in stack.toml: its words, of a sentence the one technology it names."""
    cls = CLASS_OF.get(key, "")
    named_here = {t.name: text[t.start : t.end] for t in technologies(text) if t.cls == cls}
    if not is_a_name(text) and len(named_here) == 1:
        return next(iter(named_here.values()))
    return ", ".join(line.strip() for line in text.split("\n") if line.strip())


def _same(key: str, one: str, other: str) -> bool:
    cls = CLASS_OF.get(key, "")
    return one == other or (bool(cls) and named(one, cls) == named(other, cls))
