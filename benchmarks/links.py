"""How long the links of a large tree take to check, beside only reading its files for links."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import ms, percentile, print_table, ratio

EPICS, FEATURES, TASKS = 4, 20, 24
"""4 epics with 20 features of 24 tasks: 2,004 spec files."""
LINKS = 10
ROUNDS = 5
AIM = 1.5


def checking(folder: Path) -> None:
    """Print what `spec-tui links` costs with 2,000 specs and 20,000 links in them."""
    root = folder / "links"
    files, count = write(root)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    bare = [_run(["-c", _BARE, str(root)]) for _ in range(ROUNDS)]
    whole = [_run(["-m", "spec_tui", "links", "--root", str(root)]) for _ in range(ROUNDS)]
    inside = [float(_out(["-c", _INSIDE, str(root)])) for _ in range(ROUNDS)]
    baseline = percentile(bare, 50)
    rows = [
        [name, ms(percentile(series, 50)), ms(max(series)), ratio(percentile(series, 50), baseline)]
        for name, series in (
            ("a bare process that reads the files and searches them", bare),
            ("checking, without starting Python", inside),
            ("spec-tui links", whole),
        )
    ]
    title = f"{count:,} links in {files:,} spec files (aim {AIM * 1000:.0f} ms)"
    print_table(title, ["run", "p50", "worst", "of the bare one"], rows)
    shutil.rmtree(root)


def write(root: Path) -> tuple[int, int]:
    """Write a tree without a problem; (files, links) in it."""
    files = links = 0
    for epic in range(1, EPICS + 1):
        top = root / f"specs/{epic}000"
        features = [f"{epic}{number:03d}" for number in range(1, FEATURES + 1)]
        listed = "".join(f"- [[{one}/spec|Feature {one}]]\n" for one in features)
        _put(top / "epic.md", f"# {epic}000: Epic\n\n## Features\n\n{listed}")
        files, links = files + 1, links + len(features)
        for one in features:
            tasks = [f"{one}{number:02d}" for number in range(1, TASKS + 1)]
            listed = "".join(f"- [[{task}.spec|Task {task}]]\n" for task in tasks)
            head = f"# {one}: Feature {one}\n\n**Parent**: [[../epic|Epic]]\n\n"
            _put(top / one / "spec.md", f"{head}## Tasks\n\n{listed}")
            files, links = files + 1, links + 1 + len(tasks)
            for number, task in enumerate(tasks):
                _put(top / one / f"{task}.spec.md", _task(task, number, one, tasks))
                files, links = files + 1, links + LINKS
    return files, links


def _task(task: str, number: int, feature: str, tasks: list[str]) -> str:
    others = [tasks[(number + step) % len(tasks)] for step in range(1, LINKS)]
    prose = "\n\n".join(
        f"The words of a paragraph name [[{other}.spec#Scope|Task {other}]] and `code` in it,\n"
        "and go on for a second line that holds no link at all."
        for other in others
    )
    head = f"# {task}: Task {task}\n\n**Parent**: [[spec|Feature {feature}]]\n\n"
    return (
        f"{head}## Scope\n\n{prose}\n\n"
        "```sh\nif [[ -d x ]]; then echo yes; fi\n```\n\n## Acceptance Criteria\n\n"
        "- [ ] It works\n- [ ] It is tested\n"
    )


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


_BARE = """
import os, re, sys
wiki = re.compile(r"\\[\\[([^\\[\\]|\\n]+)(?:\\|([^\\n]*?))?\\]\\]|\\]\\(([^()\\s]+)\\)")
found = 0
for folder, _, names in os.walk(sys.argv[1] + "/specs"):
    for name in names:
        with open(folder + "/" + name, encoding="utf-8") as file:
            found += len(wiki.findall(file.read()))
"""
_INSIDE = """
import sys, time
from pathlib import Path
from spec_tui.trees import TreeSession
start = time.perf_counter()
problems, ways = TreeSession(Path(sys.argv[1])).check()
assert not problems and not ways, (problems[:3], ways[:3])
print(time.perf_counter() - start)
"""


def _run(arguments: list[str]) -> float:
    start = time.perf_counter()
    _out(arguments)
    return time.perf_counter() - start


def _out(arguments: list[str]) -> str:
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout
