"""What the files of a repository already say about the stack (interview.md B.6, item 9).

Pure: texts in, facts out, each with the file that says so. A file that cannot be read is ignored.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Detected:
    """One value of stack.toml that a file of the repository shows."""

    key: str
    """Dotted key, e.g. `app.language`."""
    value: str
    source: str
    """Path of the file, relative to the root."""


_WORKFLOWS = ".github/workflows/"
_COMPOSE = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
_HOSTING = {
    "vercel.json": "vercel", "fly.toml": "fly.io", "netlify.toml": "netlify",
    "render.yaml": "render", "Procfile": "heroku", "railway.json": "railway",
    "railway.toml": "railway", "wrangler.toml": "cloudflare-workers", "app.yaml": "gcp-appengine",
    "serverless.yml": "aws-lambda",
}  # fmt: skip
_CI = {
    ".gitlab-ci.yml": "gitlab-ci", ".circleci/config.yml": "circleci", "Jenkinsfile": "jenkins",
    "azure-pipelines.yml": "azure-pipelines", ".travis.yml": "travis-ci",
    "bitbucket-pipelines.yml": "bitbucket-pipelines",
}  # fmt: skip
_LOCKS = {
    "python": {"uv.lock": "uv", "poetry.lock": "poetry", "pdm.lock": "pdm", "Pipfile": "pipenv",
               "requirements.txt": "pip"},
    "node": {"pnpm-lock.yaml": "pnpm", "yarn.lock": "yarn", "bun.lock": "bun",
             "package-lock.json": "npm"},
    "go": {"go.mod": "go-modules"},
    "rust": {"Cargo.toml": "cargo"},
    "java": {"build.gradle.kts": "gradle", "build.gradle": "gradle", "pom.xml": "maven"},
    "ruby": {"Gemfile": "bundler"},
    "php": {"composer.json": "composer"},
}  # fmt: skip
_FRAMEWORKS = {
    "python": {"fastapi": "fastapi", "django": "django", "flask": "flask", "litestar": "litestar",
               "starlette": "starlette", "aiohttp": "aiohttp", "textual": "textual"},
    "node": {"next": "nextjs", "nuxt": "nuxt", "@nestjs/core": "nestjs", "astro": "astro",
             "@sveltejs/kit": "sveltekit", "@angular/core": "angular", "express": "express",
             "fastify": "fastify", "hono": "hono", "koa": "koa", "vue": "vue", "svelte": "svelte",
             "react": "react"},
    "go": {"github.com/gin-gonic/gin": "gin", "github.com/labstack/echo": "echo",
           "github.com/gofiber/fiber": "fiber", "github.com/go-chi/chi": "chi"},
    "rust": {"axum": "axum", "actix-web": "actix-web", "rocket": "rocket", "warp": "warp"},
    "java": {"spring-boot": "spring", "quarkus": "quarkus", "micronaut": "micronaut"},
    "ruby": {"rails": "rails", "sinatra": "sinatra"},
    "php": {"laravel/framework": "laravel", "symfony/framework-bundle": "symfony"},
}  # fmt: skip
_MIGRATIONS = {
    "alembic": "alembic", "django": "django", "prisma": "prisma", "@prisma/client": "prisma",
    "drizzle-orm": "drizzle", "knex": "knex", "typeorm": "typeorm",
    "github.com/pressly/goose": "goose", "github.com/golang-migrate/migrate": "golang-migrate",
    "diesel": "diesel", "sqlx": "sqlx", "flyway": "flyway", "liquibase": "liquibase",
    "rails": "rails", "laravel/framework": "laravel",
}  # fmt: skip
_DRIVERS = {
    "psycopg": "postgres", "psycopg2": "postgres", "psycopg2-binary": "postgres",
    "asyncpg": "postgres", "pg": "postgres", "github.com/jackc/pgx": "postgres",
    "github.com/lib/pq": "postgres", "mysqlclient": "mysql", "pymysql": "mysql",
    "mysql2": "mysql", "pymongo": "mongodb", "motor": "mongodb", "mongoose": "mongodb",
    "mongodb": "mongodb", "better-sqlite3": "sqlite", "aiosqlite": "sqlite",
    "rusqlite": "sqlite", "github.com/mattn/go-sqlite3": "sqlite",
}  # fmt: skip
_OBSERVING = {
    "opentelemetry-sdk": "otel", "opentelemetry-api": "otel", "@opentelemetry/api": "otel",
    "@opentelemetry/sdk-node": "otel", "go.opentelemetry.io/otel": "otel", "opentelemetry": "otel",
    "ddtrace": "datadog", "dd-trace": "datadog", "newrelic": "newrelic", "sentry-sdk": "sentry",
    "@sentry/node": "sentry", "@sentry/nextjs": "sentry", "prometheus-client": "prometheus",
    "prom-client": "prometheus",
}  # fmt: skip
_IMAGES = {
    "postgres": "postgres", "postgis": "postgres", "timescaledb": "postgres", "mysql": "mysql",
    "mariadb": "mariadb", "mongo": "mongodb", "cockroach": "cockroachdb", "cassandra": "cassandra",
    "elasticsearch": "elasticsearch", "redis": "redis", "valkey": "redis",
}  # fmt: skip

WANTED: tuple[str, ...] = (
    "pyproject.toml", ".python-version", "package.json", "tsconfig.json", ".nvmrc", "go.mod",
    "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "Gemfile", "composer.json",
    *(name for locks in _LOCKS.values() for name in locks if name not in
      {"go.mod", "Cargo.toml", "pom.xml", "build.gradle", "build.gradle.kts", "Gemfile",
       "composer.json"}),
    "pubspec.yaml", "platformio.ini", "dbt_project.yml",
    "bun.lockb", "alembic.ini", "prisma/schema.prisma", "Dockerfile", *_COMPOSE, *_HOSTING, *_CI,
    *(_WORKFLOWS + name + end for name in
      ("ci", "main", "test", "tests", "build", "check", "deploy", "release", "python", "node", "go")
      for end in (".yml", ".yaml")),
)  # fmt: skip
"""Paths worth reading; any other file below `.github/workflows/` may be handed in too."""

_FROM = re.compile(
    r"^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)?([\w./-]+?)(?::([\w.-]+))?(?:[@\s]|$)", re.M | re.I
)
_REQUIRED = re.compile(r"^[ \t]*(?:require[ \t]+)?([\w.-]+/[\w./-]+)[ \t]+v", re.M)
_GEM = re.compile(r"^[ \t]*gem[ \t]+[\"']([\w-]+)", re.M)
_GO = re.compile(r"^go[ \t]+([\d.]+)", re.M)
_IMAGE = re.compile(r"^[ \t-]*image:[ \t]*[\"']?([\w./-]+)", re.M)
_VERSION = re.compile(r"(\d+)(?:\.(\d+))?")


def detect(files: Mapping[str, str]) -> tuple[Detected, ...]:
    """Return what `files` (path to text) shows, at most one value for each key.

    Where two files disagree, the one nearer to what runs leads: a Dockerfile before
    `requires-python`, a lock file before a manifest.
    """
    found: dict[str, Detected] = {}
    for detected in _all(files):
        found.setdefault(detected.key, detected)
    return tuple(found.values())


def project_name(files: Mapping[str, str], folder: str) -> str:
    """Name of the project: from pyproject.toml or package.json, else the name of the folder."""
    project = toml_of(files, "pyproject.toml")
    for name in (
        value_at(project, "project", "name"),
        value_at(project, "tool", "poetry", "name"),
        json_of(files, "package.json").get("name"),
    ):
        if isinstance(name, str) and name.strip():
            return " ".join(name.rpartition("/")[2].split()) or folder
    return folder


def _all(files: Mapping[str, str]) -> Iterator[Detected]:
    family, language, source = _language(files)
    if language:
        yield Detected("app.language", language, source)
    for name, origin in _known(_FRAMEWORKS.get(family, {}), dependencies(files, family)):
        yield Detected("app.framework", name, origin)
    for path, package in _LOCKS.get(family, {}).items():
        if path in files:
            yield Detected("app.package", package, path)
    yield from _declared_package(files, family)
    yield from _runtime(files, family)
    everything = [d for each in _FRAMEWORKS for d in dependencies(files, each)]
    for image, origin in _images(files):
        if image in _IMAGES and _IMAGES[image] != "redis":
            yield Detected("datastore.primary", _IMAGES[image], origin)
    for name, origin in _known(_DRIVERS, everything):
        yield Detected("datastore.primary", name, origin)
    for image, origin in _images(files):
        if image in _IMAGES:
            yield Detected("datastore.primary", _IMAGES[image], origin)
    if "alembic.ini" in files:
        yield Detected("datastore.migrations", "alembic", "alembic.ini")
    if "prisma/schema.prisma" in files:
        yield Detected("datastore.migrations", "prisma", "prisma/schema.prisma")
    for name, origin in _known(_MIGRATIONS, everything):
        yield Detected("datastore.migrations", name, origin)
    for path, hosting in _HOSTING.items():
        if path in files:
            yield Detected("infra.hosting", hosting, path)
    for path in sorted(files):
        if path.startswith(_WORKFLOWS) and path.endswith((".yml", ".yaml")):
            yield Detected("infra.ci", "github-actions", path)
    for path, ci in _CI.items():
        if path in files:
            yield Detected("infra.ci", ci, path)
    for name, origin in _known(_OBSERVING, everything):
        yield Detected("infra.observability", name, origin)


def _language(files: Mapping[str, str]) -> tuple[str, str, str]:
    """(family, language, file); the family chooses which lists apply."""
    project = toml_of(files, "pyproject.toml")
    if "project" in project or value_at(project, "tool", "poetry") is not None:
        return "python", "python", "pyproject.toml"
    for path, family, language in (
        ("go.mod", "go", "go"),
        ("Cargo.toml", "rust", "rust"),
        ("pom.xml", "java", "java"),
        ("build.gradle.kts", "java", "kotlin"),
        ("build.gradle", "java", "java"),
        ("Gemfile", "ruby", "ruby"),
        ("composer.json", "php", "php"),
    ):
        if path in files:
            return family, language, path
    if "tsconfig.json" in files:
        return "node", "typescript", "tsconfig.json"
    package = json_of(files, "package.json")
    if package:
        typed = "typescript" in dict(dependencies(files, "node"))
        return "node", "typescript" if typed else "javascript", "package.json"
    for path in ("requirements.txt", "Pipfile", "pyproject.toml"):
        if path in files:
            return "python", "python", path
    return "", "", ""


def dependencies(files: Mapping[str, str], family: str) -> list[tuple[str, str]]:
    """(name in lower case, file) of the packages that a repository of that family depends on."""
    if family == "python":
        return _python_dependencies(files)
    if family == "node":
        package = json_of(files, "package.json")
        groups = [package.get("dependencies"), package.get("devDependencies")]
        return [(str(n), "package.json") for g in groups if isinstance(g, dict) for n in g]
    if family == "rust":
        listed = toml_of(files, "Cargo.toml").get("dependencies")
        return [(str(name), "Cargo.toml") for name in listed] if isinstance(listed, dict) else []
    if family == "php":
        listed = json_of(files, "composer.json").get("require")
        return [(str(n), "composer.json") for n in listed] if isinstance(listed, dict) else []
    found: list[tuple[str, str]] = []
    if family == "go":
        names = _REQUIRED.findall(files.get("go.mod", ""))
        found += [(re.sub(r"/v\d+$", "", name), "go.mod") for name in names]
    if family == "ruby":
        found += [(name, "Gemfile") for name in _GEM.findall(files.get("Gemfile", ""))]
    if family == "java":
        for path in ("pom.xml", "build.gradle.kts", "build.gradle"):
            known = ("spring-boot", "quarkus", "micronaut", "flyway", "liquibase")
            found += [(name, path) for name in known if name in files.get(path, "")]
    return found


def _python_dependencies(files: Mapping[str, str]) -> list[tuple[str, str]]:
    project = toml_of(files, "pyproject.toml")
    listed: list[Any] = []
    for group in (value_at(project, "project", "dependencies"), *_optional(project)):
        listed += group if isinstance(group, list) else []
    poetry = value_at(project, "tool", "poetry", "dependencies")
    listed += list(poetry) if isinstance(poetry, dict) else []
    found = [(item, "pyproject.toml") for item in listed if isinstance(item, str)]
    found += [(line, "requirements.txt") for line in files.get("requirements.txt", "").split("\n")]
    names = ((re.match(r"[ \t]*([A-Za-z0-9][\w.-]*)", text), path) for text, path in found)
    return [(match[1].lower().replace("_", "-"), path) for match, path in names if match]


def _optional(project: Mapping[str, Any]) -> list[Any]:
    groups = value_at(project, "project", "optional-dependencies")
    return list(groups.values()) if isinstance(groups, dict) else []


def _known(
    table: Mapping[str, str], dependencies: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """(value, file) of the dependencies a table knows, in the order of the table."""
    present = dict(reversed(dependencies))
    for name, value in table.items():
        if name in present:
            yield value, present[name]


def _declared_package(files: Mapping[str, str], family: str) -> Iterator[Detected]:
    if family == "node":
        declared = json_of(files, "package.json").get("packageManager")
        if isinstance(declared, str) and re.match(r"[a-z]+", declared):
            yield Detected("app.package", declared.partition("@")[0], "package.json")
        if "bun.lockb" in files:
            yield Detected("app.package", "bun", "bun.lockb")
    if (
        family == "python"
        and value_at(toml_of(files, "pyproject.toml"), "tool", "poetry") is not None
    ):
        yield Detected("app.package", "poetry", "pyproject.toml")


def _runtime(files: Mapping[str, str], family: str) -> Iterator[Detected]:
    names = {"python": "python", "node": "node", "go": "golang", "rust": "rust", "java": "jdk"}
    shown = {"golang": "go", "rust": "rust"}
    wanted = names.get(family)
    if wanted is None:
        return
    name = shown.get(wanted, wanted)
    images = _FROM.findall(files.get("Dockerfile", ""))
    for image, tag in reversed(images):
        base = image.rpartition("/")[2].lower()
        is_java = wanted == "jdk" and base in {"openjdk", "eclipse-temurin", "amazoncorretto"}
        if (base == wanted or is_java) and (version := _version(tag, family)):
            yield Detected("app.runtime", name + version, "Dockerfile")
    project = toml_of(files, "pyproject.toml")
    go = _GO.search(files.get("go.mod", ""))
    for owner, path, text in (
        ("python", ".python-version", files.get(".python-version")),
        ("node", ".nvmrc", files.get(".nvmrc")),
        ("python", "pyproject.toml", value_at(project, "project", "requires-python")),
        ("node", "package.json", value_at(json_of(files, "package.json"), "engines", "node")),
        ("go", "go.mod", go[1] if go else None),
        ("rust", "Cargo.toml", value_at(toml_of(files, "Cargo.toml"), "package", "rust-version")),
    ):
        version = _version(text, family) if owner == family and isinstance(text, str) else ""
        if version:
            yield Detected("app.runtime", name + version, path)


def _version(text: str, family: str) -> str:
    """`3.12` of `3.12-slim` or `>=3.12`; `22` of `22.1` for Node and Java."""
    match = _VERSION.search(text)
    if match is None:
        return ""
    return match[0] if match[2] and family not in {"node", "java"} else match[1]


def _images(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for path in _COMPOSE:
        for image in _IMAGE.findall(files.get(path, "")):
            yield image.rpartition("/")[2].lower(), path


def toml_of(files: Mapping[str, str], path: str) -> dict[str, Any]:
    """A TOML file as tables; empty where it is absent or no TOML."""
    try:
        return tomllib.loads(files.get(path, ""))
    except (ValueError, RecursionError):
        return {}


def json_of(files: Mapping[str, str], path: str) -> dict[str, Any]:
    """A JSON file that holds an object; empty where it is absent or anything else."""
    try:
        found = json.loads(files.get(path) or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def value_at(found: Any, *keys: str) -> Any:
    """The value below nested keys, None where one of them is missing or no table."""
    for key in keys:
        if not isinstance(found, dict):
            return None
        found = found.get(key)
    return found
