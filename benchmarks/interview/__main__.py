"""`python -m benchmarks.interview`: how well the interview asks, as one table.

--split train|test   one split only; both without it
--only MEASURE       one measure only (may be given more than once)
--failures           list what went wrong in the split that rules are tuned on
--seed N             another draw of masks and defects
--left-out           tuning split: read each document by the words of the others alone
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence

from benchmarks.interview.corpus import SPLITS
from benchmarks.interview.lab import Lab
from benchmarks.interview.learning import LeftOut
from benchmarks.interview.measures import MEASURES, Row
from benchmarks.table import print_table

_SHOWN = 40


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; exit code 0 whatever it says: aims are read by people."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interview")
    parser.add_argument("--split", choices=SPLITS, action="append")
    parser.add_argument("--only", choices=sorted(MEASURES), action="append")
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--left-out", action="store_true")
    chosen = parser.parse_args(arguments)
    began = time.perf_counter()
    for split in chosen.split or SPLITS:
        lab = Lab(split, chosen.seed)
        if chosen.left_out and split == "train":
            lab.documents = LeftOut(lab.documents)
        wanted = [name for name in MEASURES if not chosen.only or name in chosen.only]
        rows = [row for name in wanted for row in MEASURES[name](lab)]
        texts = f"{len(lab.documents)} documents, seed {chosen.seed}"
        print_table(
            f"Interview, {'tuning' if split == 'train' else 'test'} split: {texts}",
            ["measure", "value", "aim", "held"],
            [[row.measure, row.value, row.aim, _held(row)] for row in rows],
        )
        if chosen.failures:
            _list(split, rows)
    print(f"\n{time.perf_counter() - began:.0f} s")
    return 0


def _held(row: Row) -> str:
    if row.held is None:
        return ""
    return "yes" if row.held else "NO"


def _list(split: str, rows: Sequence[Row]) -> None:
    if split == "test":
        print("\nWhat went wrong in the test split is not listed: nobody tunes on it.")
        return
    for row in rows:
        if row.failures:
            print(f"\n{row.measure}: {len(row.failures)}")
            for failure in row.failures[:_SHOWN]:
                print(f"- {failure}")


if __name__ == "__main__":
    raise SystemExit(main())
