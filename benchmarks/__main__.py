"""`python -m benchmarks [NAME …]`: print the tables, all of them without a name."""

from __future__ import annotations

import compileall
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import answering, drawing, links, rules, screens, startup, sync, work

TABLES: dict[str, Callable[[Path], None]] = {
    "startup": startup.commands,
    "paint": startup.first_paint,
    "answer": answering.durable_write,
    "import": answering.importing,
    "typing": answering.typing,
    "rules": rules.judging,
    "work": work.plans,
    "plans": screens.plans,
    "drawing": lambda _: drawing.main(),
    "sync": sync.pushing,
    "links": links.checking,
}


def main(names: list[str]) -> int:
    """Run the named tables in a folder of their own; exit code 2 for a name that is none."""
    unknown = [name for name in names if name not in TABLES]
    if unknown:
        print(f"There is no table {unknown[0]!r}. There are: {', '.join(TABLES)}.", file=sys.stderr)
        return 2
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    # Beside the repository, not in /tmp: a folder in memory would make every write look free.
    # As installed: pip compiles what it installs, so the first run must not pay for that here.
    compileall.compile_dir("spec_tui", quiet=1)
    place = Path(".benchmarks").absolute()
    place.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        for name in names or TABLES:
            TABLES[name](Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
