#!/usr/bin/env python3
# Spec: [[../../1013.spec|1013 - Read the radar sensor]]
# Context: [[../../1013.context|Implementation Journal]]
"""Reads recorded answers of the radar sensor and prints what a station would send."""

from __future__ import annotations

import statistics
import sys

LOWEST_QUALITY = 60
FEWEST = 5


def median_of(lines: list[str]) -> int | None:
    """The median distance in millimetres of lines `1234 87`, None with too few good ones."""
    good = []
    for line in lines:
        distance, quality = line.split()
        if int(quality) >= LOWEST_QUALITY:
            good.append(int(distance))
    return round(statistics.median(good)) if len(good) >= FEWEST else None


if __name__ == "__main__":
    found = median_of([line for line in sys.stdin if line.strip()])
    print("no reading" if found is None else f"{found} mm")
