"""What every command understands: `--root`, `--json` and, where named, `--depth`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

import click

from spec_tui.interview.model import DEPTHS, Depth


@dataclass(frozen=True, slots=True)
class Options:
    """The options that stand before or after a subcommand's arguments, joined."""

    root: Path | None = None
    json: bool = False
    depth: Depth | None = None

    def over(self, root: Path | None, json: bool, depth: Depth | None) -> Options:
        """Return these options with what the subcommand was given in front."""
        return Options(root or self.root, json or self.json, depth or self.depth)


def root_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--root DIR`."""
    return click.option(
        "--root",
        type=click.Path(path_type=Path),
        metavar="DIR",
        help="Folder to work in. Default: the git top level, else this folder.",
    )(command)


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--json`."""
    return click.option("--json", "json", is_flag=True, help="Print JSON instead of text.")(command)


def depth_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--depth quick|standard|thorough`."""
    return click.option(
        "--depth",
        type=click.Choice(list(DEPTHS)),
        help="How much to ask. The last choice is kept.",
    )(command)


def secret_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--secret redact|keep`: what to do with text that looks like a password or key."""
    return click.option(
        "--secret",
        type=click.Choice(["redact", "keep"]),
        help="Store text that looks like a secret: without the secret, or as it stands.",
    )(command)


def known_handle(_ctx: click.Context, _option: click.Parameter, name: str | None) -> str | None:
    """The `@handle` that a name is known by. Raises BadParameter where nothing of it is left."""
    if name is None:
        return None
    from spec_tui.workspace.root import handle

    known = handle(name)
    if known is None:
        raise click.BadParameter(f"{name!r} holds no latin letter or digit.")
    return known


def handle_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--as @HANDLE`."""
    return click.option(
        "--as",
        "handle",
        metavar="@HANDLE",
        callback=known_handle,
        help="The name that is written down.",
    )(command)


def common(*, depth: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add `--root` and `--json` (and `--depth`) to a command, whose function takes `Options` first.

    The same options given before the subcommand are taken over; the nearer one wins.
    """

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def call(*, root: Path | None, json: bool, depth: Depth | None = None, **rest: Any) -> Any:
            before = click.get_current_context().find_object(Options) or Options()
            return function(before.over(root, json, depth), **rest)

        decorated: Callable[..., Any] = root_option(json_option(call))
        return depth_option(decorated) if depth else decorated

    return decorate
