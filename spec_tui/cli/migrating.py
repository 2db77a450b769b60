"""`migrate`: from older layouts of a tree to the one of seed 004, shown before it is written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from spec_tui.cli.options import Options, common
from spec_tui.cli.output import plural, say, say_json, talk
from spec_tui.cli.stop import Refused, speaking
from spec_tui.cli.tree_links import open_tree

if TYPE_CHECKING:
    from spec_tui.spec_tree.migration import Migration, Row


@click.command()
@click.option("--yes", is_flag=True, help="Write it without asking.")
@common()
def migrate(options: Options, yes: bool) -> None:
    """Bring the tree of specs into the new layout; what would be done is shown first.

    Nothing is written without --yes or a yes on the terminal, and `undo` takes it all back.
    """
    session = open_tree(options)
    found = session.migration()
    if not options.json:
        for line in table(found):
            say(line)
    for words in found.notices:
        talk(words)
    for words in found.collisions:
        talk(f"Collision: {words}")
    written = False
    if found.rows and not found.collisions and (yes or _agreed(options)):
        with speaking():
            done = session.migrate()
        written = True
        talk(done.receipt)
    if options.json:
        say_json(
            {
                "rows": [
                    {"old": row.old, "new": row.new, "links": row.rewritten, "added": row.added}
                    for row in found.rows
                ],
                "collisions": list(found.collisions),
                "notices": list(found.notices),
                "written": written,
            }
        )
    if found.collisions:
        raise Refused("Nothing was written. Rename or remove one of each first.")
    if found.rows and not written:
        talk("Nothing was written. --yes writes it; undo takes it back.")


def table(found: Migration) -> list[str]:
    """One line a file: old path, new path, links rewritten and added."""
    if not found.rows:
        return ["Nothing to migrate: every spec has its place."]
    old = max((len(row.old) for row in found.rows if row.old != row.new), default=0)
    new = max(len(row.new) for row in found.rows)
    lines = [
        f"{_first(row).ljust(old)}  ->  {row.new.ljust(new)}  {_words(row)}".rstrip()
        for row in found.rows
    ]
    moved = sum(row.old not in {"", row.new} for row in found.rows)
    made = sum(not row.old for row in found.rows)
    counts = [
        plural(moved, "file") + " moved",
        plural(made, "context file") + " made",
        plural(sum(row.rewritten for row in found.rows), "link") + " rewritten",
        plural(sum(row.added for row in found.rows), "link") + " added",
    ]
    return [*lines, "", ", ".join(counts) + "."]


def _first(row: Row) -> str:
    return "(new)" if not row.old else "(stays)" if row.old == row.new else row.old


def _words(row: Row) -> str:
    words = [plural(row.rewritten, "link")] if row.rewritten else []
    return ", ".join([*words, f"{row.added} added"] if row.added else words)


def _agreed(options: Options) -> bool:
    """Ask on a terminal; elsewhere, and where JSON is wanted, the answer is no."""
    if options.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    return click.confirm("Write this?", err=True)
