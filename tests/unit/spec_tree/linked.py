"""Short ways to say what the links of some texts are."""

from __future__ import annotations

from collections.abc import Mapping

from spec_tui.documents.links import links_outside_code
from spec_tui.spec_tree.linking import Web
from spec_tui.spec_tree.linking_names import FileNames, Resolved, resolve_link
from spec_tui.spec_tree.model import OneWay, TreeLink


def check(texts: Mapping[str, str]) -> tuple[tuple[TreeLink, ...], tuple[OneWay, ...]]:
    """(links with trouble, what leads one way) where there are no other files."""
    web = Web(texts, FileNames(texts))
    return web.problems(), web.one_ways()


def resolve(target: str, source: str, files: FileNames) -> Resolved:
    """Where a wikilink with this target leads."""
    (link,) = links_outside_code(f"[[{target}]]")
    return resolve_link(link, source, files)
