"""Links of a tree as problems of validation: dead and ambiguous ones are warnings.

What leads out of the repository may be meant, and what leads one way is no fault of the plan: both
are told, and count nowhere.
"""

from __future__ import annotations

from spec_tui.spec_tree.model import OneWay, TreeLink
from spec_tui.work.item import Problem


def problem_of_link(link: TreeLink) -> Problem:
    """A link that leads to no file, to several, or out of the repository."""
    if link.state == "outside":
        message = f"{link.target} leads out of the repository."
        return Problem("info", "link-outside", link.path, link.line, link.column, message)
    if link.state == "ambiguous":
        listed = ", ".join(link.candidates)
        message = f"{link.target} could be {listed}. Write the way to the one that is meant."
        return Problem("warning", "link-ambiguous", link.path, link.line, link.column, message)
    message = f"{link.target} leads to no file."
    return Problem("warning", "link-dead", link.path, link.line, link.column, message)


def problem_of_way(way: OneWay) -> Problem:
    """A pair of files of which only one links to the other."""
    message = f"A link to {way.to} is missing ({way.why}). spec-tui links --fix adds it."
    return Problem("info", "link-one-way", way.path, 1, 1, message)
