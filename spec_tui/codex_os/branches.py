"""Names of branches and the commands that make them, as suggestions (seed 002 sections 3 and 4.1).

Nothing here runs a command. Names hold only letters, digits, dashes, dots and slashes.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from spec_tui.work.item import WorkItem

_KINDS = {
    "feat": "feat", "feature": "feat", "infra": "infra", "docs": "docs", "doc": "docs",
    "tests": "tests", "test": "tests", "migration": "migration", "fix": "fix", "bug": "fix",
    "chore": "chore", "refactor": "refactor",
}  # fmt: skip
LONGEST_SLUG = 40


@dataclass(frozen=True, slots=True)
class Command:
    """One command of git that a person may run, or confirm."""

    arguments: tuple[str, ...]
    """Without `git` itself."""
    why: str

    @property
    def text(self) -> str:
        """As it is typed."""
        return "git " + " ".join(self.arguments)


def slug(title: str) -> str:
    """`add-login` for `Add login`: ASCII, at most 40 characters, whole words; "" for no letters."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    found = ""
    for word in words:
        longer = f"{found}-{word}" if found else word[:LONGEST_SLUG]
        if len(longer) > LONGEST_SLUG:
            break
        found = longer
    return found


def safe(name: str) -> str:
    """A part of a branch name: what git or a shell could read otherwise becomes a dash."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", plain)
    plain = re.sub(r"\.{2,}", ".", plain).strip("-.")
    return re.sub(r"\.lock$", "-lock", plain) or "spec"


def spec_branch(name: str) -> str:
    """`spec/2025-08-23-user-profiles` for the folder of a package (formats.md 39)."""
    return f"spec/{safe(name)}"


def kind_of(item: WorkItem) -> str:
    """`feat`, `docs`, ... : what the branch and the commit of a task begin with."""
    return _KINDS.get(item.type.strip().lower(), "feat")


def task_branch(item: WorkItem) -> str:
    """`feat/T3-add-login`; docs, infra, tests and migrations by their type (formats.md 64)."""
    name = slug(item.title)
    one = safe(item.id)
    return f"{kind_of(item)}/{one}-{name}" if name else f"{kind_of(item)}/{one}"


def base_line(default: str) -> str:
    """`from `main``, or what to choose where no main branch is known."""
    return f"from `{default}`" if default else "from the main branch"


def commands(
    package: str, item: WorkItem, branches: frozenset[str], current: str, default: str
) -> tuple[Command, ...]:
    """What gets a person onto the branch of a task, each with an explicit base.

    `branches` exist already, `current` is checked out, `default` is the main branch ("" where none
    is known: then the spec branch starts where one is).
    """
    spec, own = spec_branch(package), task_branch(item)
    found: list[Command] = []
    if current == own:
        return ()
    if own in branches:
        return (Command(("checkout", own), "the branch of the task"),)
    if spec not in branches:
        base = default or current
        found.append(
            Command(("checkout", "-b", spec, *((base,) if base else ())), "the branch of the spec")
        )
    found.append(Command(("checkout", "-b", own, spec), "the branch of the task"))
    return tuple(found)
