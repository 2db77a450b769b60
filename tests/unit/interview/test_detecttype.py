"""The product type that the files of a repository show (interview.md B.3, B.6 item 9)."""

from __future__ import annotations

import json

import pytest

from spec_tui.interview.detecttype import NONE, ShownType, shown_type

COMMAND = '[project]\nname = "x"\n[project.scripts]\nx = "x:main"\n'
GO = "module example.org/x\n\nrequire github.com/spf13/cobra v1.8.0\n"


@pytest.mark.parametrize(
    ("files", "kind", "source"),
    [
        ({"pyproject.toml": COMMAND}, "command-line tool", "pyproject.toml"),
        ({"pyproject.toml": '[project]\ndependencies = ["fastapi>=0.110"]\n'}, "HTTP API", None),
        (
            {"pyproject.toml": '[project]\nclassifiers = ["Topic :: Software :: Libraries"]\n'},
            "library",
            None,
        ),
        ({"package.json": json.dumps({"dependencies": {"next": "15"}})}, "web app", None),
        ({"package.json": json.dumps({"bin": {"x": "x.js"}})}, "command-line tool", None),
        ({"package.json": json.dumps({"exports": "./x.js"})}, "library", None),
        (
            {"package.json": json.dumps({"dependencies": {"express": "5", "react-dom": "19"}})},
            "web app, HTTP API",
            None,
        ),
        ({"Cargo.toml": '[dependencies]\nclap = "4"\n'}, "command-line tool", None),
        ({"Cargo.toml": '[package]\nname = "x"\n[lib]\n'}, "library", None),
        ({"go.mod": GO}, "command-line tool", "go.mod"),
        ({"pubspec.yaml": "dependencies:\n  flutter:\n    sdk: flutter\n"}, "mobile app", None),
        ({"platformio.ini": "[env:esp32]\n"}, "embedded", None),
    ],
)
def test_a_file_that_says_it_plainly_shows_the_type(
    files: dict[str, str], kind: str, source: str | None
) -> None:
    """With its path, so that the person sees where it comes from."""
    assert shown_type(files) == ShownType(kind, source or next(iter(files)))


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"pyproject.toml": '[project]\nname = "x"\n'},
        {"pyproject.toml": "not = [ toml"},
        {"package.json": '{"main": "index.js"}'},
        {"package.json": '{"exports": "./x.js", "private": true}'},
        {"Dockerfile": "FROM python:3.12\n", "Cargo.toml": "[lib]\n"},
        {"package.json": '{"bin": [], "dependencies": 4}'},
    ],
)
def test_what_is_not_plain_is_left_open(files: dict[str, str]) -> None:
    """A wrong type would switch questions off."""
    assert shown_type(files) == NONE
