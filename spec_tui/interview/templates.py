"""The two documents of seed 001 as they are shipped, byte for byte."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _template(name: str) -> str:
    return (files("spec_tui") / "templates" / name).read_text(encoding="utf-8")


def spec_template(project: str) -> str:
    """SPEC.md with the project's name in its title."""
    return _template("SPEC.md").replace("<Project Name>", project or "<Project Name>", 1)


def stack_template() -> str:
    """Appendix A of seed 001."""
    return _template("stack.toml")
