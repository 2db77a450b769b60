"""`links`: what is dead, ambiguous or one way in the tree of specs, and the links of one file."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import CouldNotRun, Refused, speaking
from spec_tui.cli.work_opening import plan_root

if TYPE_CHECKING:
    from spec_tui.spec_tree.model import LinkMap, OneWay, TreeLink
    from spec_tui.trees import TreeSession


@click.command()
@click.argument("path", metavar="[PATH]", default="")
@click.option("--fix", is_flag=True, help="Add the missing direction of what links one way.")
@common()
def links(options: Options, path: str, fix: bool) -> None:
    """Check the links of the tree of specs, or show those of one file or spec.

    The exit code is 1 where links are dead or ambiguous, or lead only one way.
    """
    session = open_tree(options)
    place = _place(session, path) if path else ""
    if fix:
        with speaking():
            done = session.fix(place)
        talk(done.receipt)
    if place and not (session.root / place).is_dir():
        _show_map(session.link_map(place), options)
    else:
        _show_check(session, place, options)


def open_tree(options: Options) -> TreeSession:
    """The tree of the chosen folder."""
    from spec_tui.trees import TreeSession

    return TreeSession(plan_root(options))


def _place(session: TreeSession, words: str) -> str:
    """The path, relative to the repository, of a file, a folder or a spec that was named."""
    from spec_tui.work.change import Refused as No

    try:
        for base in (Path.cwd(), session.root):
            full = Path(os.path.realpath(base / words))
            if full.exists() and full.is_relative_to(session.root):
                place = full.relative_to(session.root).as_posix()
                return "" if place == "." else place
    except (OSError, ValueError):
        pass
    try:
        return session.find(words).path
    except No:
        raise CouldNotRun(f"{words} is no file and no spec of this repository.") from None


def _show_check(session: TreeSession, folder: str, options: Options) -> None:
    problems, ways = session.check(folder)
    if options.json:
        say_json(
            {
                "problems": [link_json(one) for one in problems],
                "one_ways": [way_json(one) for one in ways],
            }
        )
    else:
        for one in problems:
            say(f"{one.path}:{one.line}:{one.column}: {trouble(one)}")
        for way in ways:
            say(f"{way.path}: one way: lacks a link to {way.to} ({way.why}).")
        say(_closing(session, problems, ways))
    if ways or any(one.state != "outside" for one in problems):
        raise Refused()


def _closing(session: TreeSession, problems: tuple[TreeLink, ...], ways: tuple[OneWay, ...]) -> str:
    files, count = session.looked_at
    if not files:
        return "There is no tree of specs: no file below specs/."
    looked = f"{plural(count, 'link')} in {plural(files, 'file')}"
    if not problems and not ways:
        return f"{looked}: all lead somewhere, and back."
    states = [one.state for one in problems]
    counts = [(states.count("dead"), "dead"), (states.count("ambiguous"), "ambiguous")]
    counts += [(states.count("outside"), "outside the repository"), (len(ways), "one way")]
    listed = ", ".join(f"{number} {word}" for number, word in counts if number)
    hint = " --fix adds the missing direction." if ways else ""
    return f"{looked}: {listed}.{hint}"


def _show_map(found: LinkMap, options: Options) -> None:
    if options.json:
        say_json(
            {
                "path": found.path,
                "out": [link_json(one) for one in found.out],
                "back": [link_json(one) for one in found.back],
                "missing": [way_json(one) for one in found.missing],
            }
        )
    else:
        say(found.path)
        for title, rows in (
            ("Leads to", [f"{one.line}: {_led(one)}" for one in found.out]),
            ("Leads here", [f"{one.path}:{one.line}: {one.label}" for one in found.back]),
            (
                "Missing",
                [f"{one.path} lacks a link to {one.to} ({one.why})" for one in found.missing],
            ),
        ):
            if rows:
                say(f"\n{title}")
                for row in rows:
                    say(f"  {row}")
    if found.missing or any(_counts(one) for one in found.out):
        raise Refused()


def _led(one: TreeLink) -> str:
    if one.waiting:
        return f"{one.to}, which the first session makes"
    return one.to if one.state == "ok" else trouble(one)


def _counts(one: TreeLink) -> bool:
    return one.state in {"dead", "ambiguous"} and not one.waiting


def trouble(one: TreeLink) -> str:
    """What is wrong with a link, in words."""
    match one.state:
        case "dead":
            return f"dead: {one.target} leads to no file."
        case "ambiguous":
            return f"ambiguous: {one.target} could be {', '.join(one.candidates)}."
        case "outside":
            return f"outside: {one.target} leads out of the repository."
        case "web":
            return f"web: {one.target}"
        case _:
            return one.to


def link_json(one: TreeLink) -> dict[str, Any]:
    """One link."""
    return {
        "path": one.path,
        "line": one.line,
        "column": one.column,
        "target": one.target,
        "label": one.label,
        "state": "waiting" if one.waiting else one.state,
        "to": one.to,
        "candidates": list(one.candidates),
    }


def way_json(one: OneWay) -> dict[str, Any]:
    """One pair that leads only one way: `path` lacks a link to `to`."""
    return {"path": one.path, "to": one.to, "why": one.why}
