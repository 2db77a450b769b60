#!/usr/bin/env python3
# Spec: [[../../2012.spec|2012 - Take in frames from the gateways]]
# Context: [[../../2012.context|Implementation Journal]]
"""Stores the frames of a gateway that are new and says which counters are there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta

EARLY = timedelta(minutes=2)
Row = tuple[int, int, datetime, int, float, int]


def store(database: sqlite3.Connection, rows: Iterable[Row], now: datetime) -> list[int]:
    """Counters that are stored afterwards, also those that were there before."""
    there: list[int] = []
    for station, counter, measured, distance, battery, quality in rows:
        if measured > now + EARLY:
            database.execute(
                "insert into rejected values (?, ?, ?, ?)",
                (now.isoformat(), str(station), b"", "from the future"),
            )
            continue
        database.execute(
            "insert or ignore into reading values (?, ?, ?, ?, ?, ?, null, ?)",
            (station, counter, measured.isoformat(), distance, battery, quality, now.isoformat()),
        )
        there.append(counter)
    database.commit()
    return there
