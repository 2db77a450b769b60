# Spec: [[../../1024.spec|1024 - Agree on a frame and decode it]]
# Context: [[../../1024.context|Implementation Journal]]
"""Eleven bytes of a station as a reading.

- byte 0: station, 1 to 255
- bytes 1 to 3: counter
- bytes 4 and 5: distance in millimetres, less 2000
- byte 6: battery in steps of 0.1 V
- byte 7: quality
- bytes 8 and 9: rain counter, 0xFFFF where there is no bucket
- byte 10: checksum, all bytes before it added up, low eight bits
"""

from __future__ import annotations

from typing import NamedTuple

LENGTH = 11
NO_BUCKET = 0xFFFF


class Reading(NamedTuple):
    """What a station measured."""

    station: int
    counter: int
    distance_mm: int
    battery: float
    quality: int
    tips: int | None


def decode(frame: bytes) -> Reading:
    """The reading in a frame. Raises ValueError for a wrong length or checksum."""
    if len(frame) != LENGTH:
        raise ValueError(f"a frame has {LENGTH} bytes, this one {len(frame)}")
    if sum(frame[:-1]) % 256 != frame[-1]:
        raise ValueError("the checksum does not agree")
    tips = int.from_bytes(frame[8:10], "big")
    return Reading(
        station=frame[0],
        counter=int.from_bytes(frame[1:4], "big"),
        distance_mm=int.from_bytes(frame[4:6], "big") - 2000,
        battery=frame[6] / 10,
        quality=frame[7],
        tips=None if tips == NO_BUCKET else tips,
    )
