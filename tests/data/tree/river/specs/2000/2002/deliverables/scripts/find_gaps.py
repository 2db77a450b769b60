#!/usr/bin/env python3
# Spec: [[../../2024.spec|2024 - Find gaps]]
# Context: [[../../2024.context|Implementation Journal]]
"""Lists the counters that are missing, as spans."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator


def gaps(counters: Iterable[int]) -> Iterator[tuple[int, int]]:
    """(first, last) of each span of missing counters, in order."""
    before: int | None = None
    for counter in sorted(set(counters)):
        if before is not None and counter > before + 1:
            yield before + 1, counter - 1
        before = counter


if __name__ == "__main__":
    for first, last in gaps(int(line) for line in sys.stdin):
        print(f"{first}-{last}" if last > first else first)
