"""The documentation cannot disagree with the program: commands, options, and the tests it names."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import click
import pytest

from spec_tui.cli.group import COMMANDS
from spec_tui.cli.running import spec_tui

TOP = Path(__file__).resolve().parents[3]
COMMON = {"--root", "--json", "--help"}
NAMED_TEST = re.compile(r"`(tests/[\w/.-]+\.py)::(\w+)(?:\[[^`]*\])?`")


def sections() -> dict[str, str]:
    """The text of docs/commands.md below each heading that names a command."""
    text = (TOP / "docs" / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^## `spec-tui ?([^`]*)`$", text, flags=re.MULTILINE)
    return {head.split(" ")[0]: body for head, body in zip(parts[1::2], parts[2::2], strict=True)}


def options(command: click.Command) -> set[str]:
    """The long options of a command and its own subcommands, without those that all have."""
    parameters = list(command.params)
    if isinstance(command, click.Group) and command is not spec_tui:
        context = click.Context(command)
        below = [command.get_command(context, name) for name in command.list_commands(context)]
        parameters += [p for one in below if one is not None for p in one.params]
    names = {
        name
        for parameter in parameters
        if isinstance(parameter, click.Option)
        for name in parameter.opts
    }
    return names - COMMON


def command(name: str) -> click.Command:
    """A command of the tree; the root for ""."""
    if not name:
        return spec_tui
    found = spec_tui.get_command(click.Context(spec_tui), name)
    assert found is not None
    return found


def named_tests() -> list[tuple[str, str, str]]:
    """Every test that README.md and docs/ name: (document, file, function)."""
    documents = [TOP / "README.md", *sorted((TOP / "docs").glob("*.md"))]
    return [
        (document.name, *found)
        for document in documents
        for found in NAMED_TEST.findall(document.read_text(encoding="utf-8"))
    ]


@cache
def functions_in(path: Path) -> frozenset[str]:
    """Names of the test functions of one file, also those of classes and state machines."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
    }
    assigned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return frozenset(functions | assigned)


def test_every_command_is_documented_and_no_other() -> None:
    """docs/commands.md has one section per command."""
    assert set(sections()) == {"", *COMMANDS}


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_every_option_of_a_command_is_documented(name: str) -> None:
    """The section of a command names each of its options."""
    missing = {option for option in options(command(name)) if f"`{option}" not in sections()[name]}
    assert missing == set()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_option_is_documented_that_does_not_exist(name: str) -> None:
    """A bullet about an option names one that the command has."""
    bullets = re.findall(r"^- `(--[\w-]+)", sections()[name], flags=re.MULTILINE)
    assert set(bullets) <= options(command(name)) | COMMON


def test_every_test_that_the_documents_name_exists() -> None:
    """A promise whose test is gone is no promise."""
    missing = [
        f"{document}: {file}::{function}"
        for document, file, function in named_tests()
        if not (TOP / file).is_file() or function not in functions_in(TOP / file)
    ]
    assert missing == []


@pytest.mark.parametrize("promise", ["P1", "P2", "P3", "P4", "P5", "P6", "P7"])
def test_every_promise_names_a_test(promise: str) -> None:
    """P1 to P7 of safety.md each have a section with at least one test."""
    text = (TOP / "docs" / "promises.md").read_text(encoding="utf-8")
    body = re.search(rf"^### {promise}\b(.*?)(?=^##)", text, flags=re.MULTILINE | re.DOTALL)
    assert body is not None
    assert NAMED_TEST.search(body[1])


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_names_a_test_in_the_promises(name: str) -> None:
    """What each command does for a person stands in docs/promises.md beside the test of it."""
    text = (TOP / "docs" / "promises.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| `{name}` \|(.*)$", text, flags=re.MULTILINE)
    assert row is not None
    assert NAMED_TEST.search(row[1])


def test_page_of_keys_is_the_one_the_commands_make() -> None:
    """docs/keys.md cannot disagree with the keys: `python -m tools.keys_page` writes it."""
    from tools.keys_page import page

    assert (TOP / "docs" / "keys.md").read_text(encoding="utf-8") == page()
