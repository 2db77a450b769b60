"""The lines between two layers: which sources share a track, and in which column it stands.

Sources with the same targets share one track. A line runs from its source to the right until its
track, along the track to the rows of its targets and from there to the right again, so that nobody
who follows it ever goes back to the left. Every track enters a target on a row of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spec_tui.work.drawing.layers import Slot


@dataclass(slots=True, eq=False)
class Track:
    """The lines of the sources that lead to the same targets."""

    sources: tuple[Slot, ...]
    targets: tuple[Slot, ...]
    entries: dict[int, int] = field(default_factory=dict)
    """The row on which it enters each target, by the number of the target in `targets`."""
    column: int = -1
    """Counted from the left; -1 for a straight line, which needs none."""

    @property
    def rows(self) -> list[int]:
        """All rows it starts or ends in, ascending."""
        return sorted({*(slot.y for slot in self.sources), *self.entries.values()})


def tracks_of(layer: list[Slot]) -> list[Track]:
    """Group the sources of a layer by their targets."""
    groups: dict[tuple[int, ...], list[Slot]] = {}
    for slot in layer:
        if slot.after:
            groups.setdefault(tuple(sorted(map(id, slot.after))), []).append(slot)
    return [
        Track(tuple(group), tuple(sorted(group[0].after, key=lambda slot: slot.place)))
        for group in groups.values()
    ]


def entering(tracks: list[Track], slot: Slot) -> list[Track]:
    """The tracks that enter a target."""
    return [track for track in tracks if slot in track.targets]


def route(tracks: list[Track], following: list[Slot]) -> int:
    """Give every track its column, moving targets down where lines would run into each other.

    Where a source and an entry of another track share a row, the source's track must stand left of
    the other. Where such demands would go round in a circle, the target moves down row by row.
    Returns the number of columns.
    """
    starts = {slot.y: track for track in tracks for slot in track.sources}
    left_of: dict[int, set[int]] = {id(track): set() for track in tracks}
    free = 0
    for slot in following:
        slot.y = max(slot.y, free)
        group = entering(tracks, slot)
        group.sort(key=lambda track: (_height(track), track.sources[0].y))
        while True:
            demands = [
                (starts[row], track)
                for row, track in enumerate(group, slot.y)
                if row in starts and starts[row] is not track
            ]
            trial = {key: set(others) for key, others in left_of.items()}
            for first, second in demands:
                trial[id(first)].add(id(second))
            if not demands or not _circular(trial):
                left_of = trial
                break
            slot.y += 1
        for row, track in enumerate(group, slot.y):
            track.entries[track.targets.index(slot)] = row
        free = slot.y + slot.height + 1
    return _columns([track for track in tracks if len(track.rows) > 1], left_of)


def _height(track: Track) -> float:
    return sum(slot.y for slot in track.sources) / len(track.sources)


def _circular(left_of: dict[int, set[int]]) -> bool:
    waiting = {key: set(others) for key, others in left_of.items()}
    while waiting:
        done = [key for key, others in waiting.items() if not others]
        if not done:
            return True
        for key in done:
            del waiting[key]
        for others in waiting.values():
            others.difference_update(done)
    return False


def _columns(tracks: list[Track], left_of: dict[int, set[int]]) -> int:
    """Order the tracks so that few lines cross, and let those that never meet share a column."""
    spans = {id(track): (track.rows[0], track.rows[-1]) for track in tracks}
    price = {(id(a), id(b)): _crossed(a, b, spans) for a in tracks for b in tracks if a is not b}
    left = list(tracks)
    placed: list[Track] = []
    while left:
        ready = [
            track
            for track in left
            if not any(id(track) in left_of[id(o)] for o in left if o != track)
        ]
        best = min(
            ready,
            key=lambda track: sum(
                price[id(track), id(o)] - price[id(o), id(track)] for o in left if o is not track
            ),
        )
        left.remove(best)
        low, high = spans[id(best)]
        best.column = max(
            (
                other.column + 1
                for other in placed
                if id(best) in left_of[id(other)]
                or not (spans[id(other)][1] < low or high < spans[id(other)][0])
            ),
            default=0,
        )
        placed.append(best)
    return 1 + max((track.column for track in tracks), default=-1)


def _crossed(left: Track, right: Track, spans: dict[int, tuple[int, int]]) -> int:
    """How often two tracks cross if the first stands left of the second."""
    low, high = spans[id(right)]
    out = sum(low < row < high for row in left.entries.values())
    low, high = spans[id(left)]
    return out + sum(low < slot.y < high for slot in right.sources)
