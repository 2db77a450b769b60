"""What kind of product the files of a repository show (interview.md B.3 step 1, B.6 item 9).

Only what a file says plainly counts; a person confirms it. Pure: texts in, types out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spec_tui.interview.conditions import TYPES
from spec_tui.interview.detect import dependencies, json_of, toml_of, value_at


@dataclass(frozen=True, slots=True)
class ShownType:
    """Product types, with the file that shows them."""

    text: str
    """As written in SPEC.md: `web app, HTTP API`; "" where the files do not say."""
    source: str


NONE = ShownType("", "")

_BY_DEPENDENCY: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "python": {
        "HTTP API": ("fastapi", "litestar", "starlette", "flask-restful", "djangorestframework"),
        "command-line tool": ("textual", "prompt-toolkit"),
        "data pipeline": ("apache-airflow", "dagster", "prefect", "luigi", "dbt-core"),
    },
    "node": {
        "web app": (
            "next", "nuxt", "astro", "@sveltejs/kit", "@angular/core", "react-dom", "vue", "svelte",
        ),
        "HTTP API": ("express", "fastify", "@nestjs/core", "koa", "hono", "@hapi/hapi"),
        "mobile app": ("react-native", "expo", "@capacitor/core"),
    },
    "go": {
        "HTTP API": (
            "github.com/gin-gonic/gin", "github.com/labstack/echo", "github.com/gofiber/fiber",
            "github.com/go-chi/chi",
        ),
        "command-line tool": (
            "github.com/spf13/cobra", "github.com/urfave/cli", "github.com/alecthomas/kong",
        ),
    },
    "rust": {
        "HTTP API": ("axum", "actix-web", "rocket", "warp"),
        "command-line tool": ("clap", "structopt", "argh", "ratatui"),
        "embedded": ("cortex-m-rt", "embassy-executor", "esp-hal", "riscv-rt"),
    },
}  # fmt: skip
_BY_FILE = {
    "pubspec.yaml": "mobile app", "platformio.ini": "embedded", "dbt_project.yml": "data pipeline",
}  # fmt: skip
_RUNS = ("Dockerfile", "compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml",
         "Procfile", "fly.toml", "vercel.json", "app.yaml")  # fmt: skip
"""Files that say that something runs as a service: the repository is no mere library."""


def shown_type(files: Mapping[str, str]) -> ShownType:
    """The product types that `files` (path to text) show; `NONE` where they leave it open."""
    found: dict[str, str] = {}
    for kind, path in (*_used(files), *_commands(files)):
        found.setdefault(kind, path)
    if not found:
        found = dict(_libraries(files))
    types = [kind for kind in TYPES if kind in found]
    return ShownType(", ".join(types), found[types[0]]) if types else NONE


def _used(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """By the frameworks that are depended on, and by files that only one type has."""
    for family, table in _BY_DEPENDENCY.items():
        present = dict(dependencies(files, family))
        for kind, names in table.items():
            for name in names:
                if name in present:
                    yield kind, present[name]
    for path, kind in _BY_FILE.items():
        if path in files and (path != "pubspec.yaml" or "flutter" in files[path]):
            yield kind, path
    for path in ("build.gradle", "build.gradle.kts"):
        if "com.android.application" in files.get(path, ""):
            yield "mobile app", path


def _commands(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """By the commands that a package installs."""
    project = toml_of(files, "pyproject.toml")
    for place in (("project", "scripts"), ("tool", "poetry", "scripts")):
        if value_at(project, *place):
            yield "command-line tool", "pyproject.toml"
    if json_of(files, "package.json").get("bin"):
        yield "command-line tool", "package.json"
    if toml_of(files, "Cargo.toml").get("bin"):
        yield "command-line tool", "Cargo.toml"


def _libraries(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """By a package that is published, installs no command and is run nowhere."""
    if any(path in files for path in _RUNS):
        return
    project = toml_of(files, "pyproject.toml")
    classified = value_at(project, "project", "classifiers")
    if isinstance(classified, list) and any("Libraries" in str(row) for row in classified):
        yield "library", "pyproject.toml"
    package = json_of(files, "package.json")
    offers = any(package.get(key) for key in ("exports", "module", "types"))  # not npm's own `main`
    if offers and package.get("private") is not True:
        yield "library", "package.json"
    if toml_of(files, "Cargo.toml").get("lib") is not None:
        yield "library", "Cargo.toml"
