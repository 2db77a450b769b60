"""How long the gap rules take over a large SPEC.md: once cold, and after one value changed."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from benchmarks.table import ms, percentile, print_table
from spec_tui.interview import rules
from spec_tui.interview.bank import Bank, load
from spec_tui.interview.reading import read
from spec_tui.interview.spec import Spec

SIZE = 1_000_000
ROUNDS = 15
STACK = {"datastore.primary": "postgresql", "app.language": "python", "infra.hosting": "aws"}


def judging(folder: Path) -> None:
    """Print what `rules.run` costs at 1 MB of answers. Reading the text is not counted."""
    cold = [_cold() for _ in range(3)]
    bank = load()
    text = large(bank, SIZE)
    rules.run(read(text, bank), bank, STACK)
    again = []
    for number in range(ROUNDS):
        changed = read(text.replace("300 ms", f"{300 + number} ms", 1), bank)
        again.append(_judged(changed, bank))
    rows = [
        ["cold", ms(percentile(cold, 50)), ms(max(cold)), "600 ms"],
        ["after one value changed", ms(percentile(again, 50)), ms(max(again)), "30 ms"],
    ]
    print_table("Gap rules over 1 MB", ["run", "p50", "worst", "aim"], rows)


def large(bank: Bank, size: int) -> str:
    """A SPEC.md in which every list slot has so many items, each with words of its own."""
    usual = sum(len(line) + 14 for line in _lines(bank))
    return _written(bank, -(-size // usual))


def _lines(bank: Bank) -> list[str]:
    return [line for facet in bank.facets.values() for line in facet.example.split("\n")]


def _written(bank: Bank, times: int) -> str:
    out = ["# SPEC: Clinic", ""]
    number = 0
    for section in bank.sections:
        if section.number != number:
            number = section.number
            out += ["", f"## {number}. {section.heading}"]
        for name in section.slots:
            key = f"{section.id}/{name}"
            out.append(f"- **{bank.slots[key].label}**:")
            for facet in sorted(bank.facets_of(key), key=lambda facet: not facet.lead):
                indent = "  "
                if not facet.lead:
                    out.append(f"  - *{facet.label}*:")
                    indent = "    "
                many = 1 if facet.kind == "quantity" else times
                out += [
                    f"{indent}- {line}" + (f" in case {turn}" if turn else "")
                    for turn in range(many)
                    for line in facet.example.split("\n")
                ]
    return "\n".join(out) + "\n"


def _judged(spec: Spec, bank: Bank) -> float:
    start = time.perf_counter()
    rules.run(spec, bank, STACK)
    return time.perf_counter() - start


def _cold() -> float:
    """Seconds of the first run in a fresh interpreter."""
    code = "from benchmarks import rules; print(rules.first())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(done.stdout)


def first() -> float:
    """Seconds of one run over a text that nobody judged before."""
    bank = load()
    rules.run(read("# SPEC: Small\n", bank), bank, STACK)
    return _judged(read(large(bank, SIZE), bank), bank)
