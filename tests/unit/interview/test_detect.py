"""Files of a repository answer questions about the stack, with their path as the source."""

import pytest

from spec_tui.interview.detect import WANTED, detect, project_name


def seen(files: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Value and source by key."""
    return {found.key: (found.value, found.source) for found in detect(files)}


PYTHON = {
    "pyproject.toml": "[project]\nname = 'x'\nrequires-python = '>=3.11'\n"
    "dependencies = ['FastAPI>=0.1', 'asyncpg', 'opentelemetry-sdk']\n",
    "uv.lock": "",
    "Dockerfile": "FROM python:3.12-slim AS base\nRUN x\n",
    "compose.yaml": "services:\n  db:\n    image: postgres:16\n  c:\n    image: redis:7\n",
    "alembic.ini": "",
    ".github/workflows/any.yml": "on: push",
    "fly.toml": "",
}


def test_a_python_service_is_recognised() -> None:
    """Every key that the files show has a value and the file that shows it."""
    assert seen(PYTHON) == {
        "app.language": ("python", "pyproject.toml"),
        "app.framework": ("fastapi", "pyproject.toml"),
        "app.package": ("uv", "uv.lock"),
        "app.runtime": ("python3.12", "Dockerfile"),
        "datastore.primary": ("postgres", "compose.yaml"),
        "datastore.migrations": ("alembic", "alembic.ini"),
        "infra.hosting": ("fly.io", "fly.toml"),
        "infra.ci": ("github-actions", ".github/workflows/any.yml"),
        "infra.observability": ("otel", "pyproject.toml"),
    }


@pytest.mark.parametrize(
    ("files", "key", "value", "source"),
    [
        ({"package.json": '{"dependencies": {"next": "1", "react": "1"}}'},
         "app.framework", "nextjs", "package.json"),
        ({"package.json": '{"devDependencies": {"typescript": "5"}}'},
         "app.language", "typescript", "package.json"),
        ({"package.json": '{"name": "x"}'}, "app.language", "javascript", "package.json"),
        ({"package.json": "{}", "tsconfig.json": ""},
         "app.language", "typescript", "tsconfig.json"),
        ({"package.json": '{"engines": {"node": ">=20.1"}}'}, "app.runtime", "node20",
         "package.json"),
        ({"package.json": '{"name": "x"}', "pnpm-lock.yaml": ""}, "app.package", "pnpm",
         "pnpm-lock.yaml"),
        ({"package.json": '{"packageManager": "yarn@4.1"}'}, "app.package", "yarn",
         "package.json"),
        ({"go.mod": "module x\n\ngo 1.22\n\nrequire (\n\tgithub.com/jackc/pgx/v5 v5.1\n)\n"},
         "datastore.primary", "postgres", "go.mod"),
        ({"go.mod": "module x\ngo 1.22\n"}, "app.runtime", "go1.22", "go.mod"),
        ({"Cargo.toml": "[package]\nname = 'x'\n[dependencies]\naxum = '1'\n"},
         "app.framework", "axum", "Cargo.toml"),
        ({"pom.xml": "<x>spring-boot-starter</x>"}, "app.framework", "spring", "pom.xml"),
        ({"Gemfile": "gem 'rails', '~> 8'\n"}, "app.framework", "rails", "Gemfile"),
        ({"requirements.txt": "Django==5\n"}, "app.framework", "django", "requirements.txt"),
        ({"pyproject.toml": "[tool.poetry]\nname = 'x'\n"}, "app.package", "poetry",
         "pyproject.toml"),
        ({"docker-compose.yml": "  image: docker.io/library/mysql:8\n"},
         "datastore.primary", "mysql", "docker-compose.yml"),
        ({".gitlab-ci.yml": ""}, "infra.ci", "gitlab-ci", ".gitlab-ci.yml"),
        ({"vercel.json": "{}"}, "infra.hosting", "vercel", "vercel.json"),
    ],
)  # fmt: skip
def test_a_file_shows_a_value(files: dict[str, str], key: str, value: str, source: str) -> None:
    """Manifests, lock files, images and settings files each answer what they can."""
    assert seen(files)[key] == (value, source)


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pyproject.toml": "[[["},
        {"package.json": "{"},
        {"package.json": "[1]", "Cargo.toml": "x", "composer.json": "null"},
        {"package.json": '{"dependencies": 3, "engines": [], "packageManager": 1, "name": {}}'},
        {"pyproject.toml": "project = 3\n[tool]\npoetry = 1\n"},
        {"pyproject.toml": "[project]\ndependencies = 1\nrequires-python = 3\n"},
        {"package.json": "[" * 100_000},
    ],
)
def test_a_broken_file_is_ignored(files: dict[str, str]) -> None:
    """Nothing raises, and nothing but the language is concluded."""
    assert set(seen(files)) <= {"app.language", "app.package"}
    assert project_name(files, "folder") == "folder"


def test_settings_of_tools_make_no_python_project() -> None:
    """A pyproject.toml without a project beside a package.json belongs to a linter."""
    files = {"pyproject.toml": "[tool.ruff]\n", "package.json": '{"name": "x"}'}
    assert seen(files)["app.language"] == ("javascript", "package.json")


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"pyproject.toml": "[project]\nname = 'clinic'\n"}, "clinic"),
        ({"pyproject.toml": "[tool.poetry]\nname = 'clinic'\n"}, "clinic"),
        ({"package.json": '{"name": "@acme/clinic"}'}, "clinic"),
        ({"package.json": '{"name": " "}'}, "folder"),
        ({}, "folder"),
    ],
)
def test_the_project_is_named_by_its_manifest_or_its_folder(
    files: dict[str, str], name: str
) -> None:
    """Without a scope, and never empty."""
    assert project_name(files, "folder") == name


def test_every_wanted_file_is_listed_once() -> None:
    """The list names relative paths only."""
    assert len(WANTED) == len(set(WANTED))
    assert not any(path.startswith("/") or ".." in path for path in WANTED)
