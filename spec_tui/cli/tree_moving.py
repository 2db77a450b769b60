"""`move` and `rename`: another parent, another title, with every link rewritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from spec_tui.cli.options import Options, common
from spec_tui.cli.output import say, say_json
from spec_tui.cli.stop import speaking
from spec_tui.cli.tree_links import open_tree

if TYPE_CHECKING:
    from spec_tui.worksession import Done


@click.command()
@click.argument("id_", metavar="ID")
@click.option("--parent", required=True, metavar="ID", help="The epic or feature to move it to.")
@common()
def move(options: Options, id_: str, parent: str) -> None:
    """Move a feature or task of the tree below another parent; every link follows.

    A feature takes its folder, a task its spec, its journal and the deliverables that only it
    links.
    """
    session = open_tree(options)
    with speaking():
        done = session.move(id_, parent)
    _tell(done, options)


@click.command()
@click.argument("id_", metavar="ID")
@click.argument("title", metavar="TITLE")
@common()
def rename(options: Options, id_: str, title: str) -> None:
    """Give a spec of the tree another title: heading, lists, journal, labels that equal the old."""
    session = open_tree(options)
    with speaking():
        done = session.rename(id_, title)
    _tell(done, options)


def _tell(done: Done, options: Options) -> None:
    if options.json:
        say_json({"receipt": done.receipt, "paths": list(done.paths)})
    else:
        say(done.receipt)
