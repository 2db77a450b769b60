"""Which items a focus graph shows, and in which layer and order they stand."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Iterator
from dataclasses import dataclass, field

from spec_tui.work.drawing.model import Index
from spec_tui.work.drawing.order import blocks

_SWEEPS = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """The nodes that are shown, and how many within the hops had to be left out."""

    nodes: tuple[int, ...]
    folded_before: int
    folded_after: int


@dataclass(slots=True, eq=False)
class Slot:
    """A place in a layer: an item, or an edge on its way past the layer."""

    source: int
    """The item itself, or the item that the passing edge comes from."""
    layer: int
    targets: tuple[int, ...] = ()
    """Of a passing edge: the items it still leads to."""
    height: int = 1
    y: int = 0
    before: list[Slot] = field(default_factory=list)
    after: list[Slot] = field(default_factory=list)
    place: float = 0.0

    @property
    def passing(self) -> bool:
        """Whether this is an edge that passes the layer."""
        return bool(self.targets)


def choose(index: Index, centre: int, hops: int, most: int) -> Chosen:
    """Choose the centre and what lies up to `hops` before and after it, at most `most` nodes.

    The farthest are left out first; among equals both sides get their share, the critical path
    comes first, then the order of the graph.
    """
    critical = {index.number[ref] for ref in index.graph.critical if ref in index.number}
    wanted: dict[int, tuple[int, int, int]] = {}
    for side, near in enumerate((index.before, index.after)):
        ring = [centre]
        seen = {centre}
        for hop in range(1, hops + 1):
            ring = [other for node in ring for other in near[node]]
            ring = sorted(set(ring) - seen, key=lambda i: (i not in critical, i))
            seen.update(ring)
            for rank, node in enumerate(ring):
                key = (hop, rank, side)
                wanted[node] = min(key, wanted.get(node, key))
    ranked = sorted(wanted, key=wanted.__getitem__)
    left_out = [wanted[node][2] for node in ranked[most - 1 :]]
    return Chosen(
        tuple(sorted([centre, *ranked[: most - 1]])), left_out.count(0), left_out.count(1)
    )


def assign(index: Index, centre: int) -> tuple[list[int], list[tuple[int, int]]]:
    """Return the layer of each node, 0 for the centre, and the edges that lead to no later layer.

    What the centre leads to stands as many layers behind it as the longest way there has steps;
    everything else stands directly before the first thing that needs it.
    """
    sequence = [node for block in blocks(index, keep_order=True) for node in block.members]
    seat = {node: place for place, node in enumerate(sequence)}
    ahead = [[other for other in index.after[i] if seat[other] > seat[i]] for i in range(len(seat))]
    layer = {centre: 0}
    for node in sequence:
        if node in layer:
            for other in ahead[node]:
                layer[other] = max(layer.get(other, 0), layer[node] + 1)
    for node in reversed(sequence):
        if node not in layer:
            layer[node] = min((layer[other] - 1 for other in ahead[node]), default=-1)
    back = [
        (i, other) for i in range(len(seat)) for other in index.after[i] if layer[other] <= layer[i]
    ]
    return [layer[i] for i in range(len(seat))], back


def slots(index: Index, layer: list[int]) -> dict[int, list[Slot]]:
    """Return the slots of each layer, joined to their neighbours and ordered to cross little.

    An item that leads past a layer has one passing slot there for all its far targets. Where
    nothing crosses, the critical path stands above, then the order of the graph.
    """
    critical = {index.number[ref] for ref in index.graph.critical}
    real = [Slot(i, layer[i]) for i in range(len(layer))]
    layers: dict[int, list[Slot]] = {n: [] for n in range(min(layer), max(layer) + 1)}
    for slot in sorted(real, key=lambda slot: slot.source not in critical):
        layers[slot.layer].append(slot)
    for slot in real:
        targets = index.after[slot.source]
        last = max((layer[other] for other in targets), default=slot.layer)
        at = slot
        for number in range(slot.layer + 1, last + 1):
            for other in targets:
                if layer[other] == number:
                    _join(at, real[other])
            beyond = tuple(other for other in targets if layer[other] > number)
            if beyond:
                passing = Slot(slot.source, number, beyond)
                layers[number].append(passing)
                _join(at, passing)
                at = passing
    _order(list(layers.values()))
    return layers


def _join(first: Slot, second: Slot) -> None:
    first.after.append(second)
    second.before.append(first)


def _order(layers: list[list[Slot]]) -> None:
    """Order every layer by the mean place of its neighbours, keeping the best of some sweeps."""
    _number(layers)
    best = _crossings(layers)
    kept = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        if not best:
            break
        forward = sweep % 2 == 0
        for layer in layers if forward else layers[::-1]:
            layer.sort(key=lambda slot: _mean(slot, slot.before if forward else slot.after))
            _number([layer])
        found = _crossings(layers)
        if found < best:
            best = found
            kept = [list(layer) for layer in layers]
    for layer, order in zip(layers, kept, strict=True):
        layer[:] = order
    _number(layers)


def _mean(slot: Slot, near: list[Slot]) -> float:
    return sum(other.place for other in near) / len(near) if near else slot.place


def _number(layers: list[list[Slot]]) -> None:
    # Places are fractions of the layer, so that a node without neighbours stays where it was.
    for layer in layers:
        for number, slot in enumerate(layer):
            slot.place = (number + 0.5) / len(layer)


def _crossings(layers: list[list[Slot]]) -> int:
    total = 0
    for layer in layers:
        ends: list[float] = []
        for slot in layer:
            reached = [other.place for other in slot.after]
            total += sum(len(ends) - bisect_right(ends, place) for place in reached)
            for place in reached:
                insort(ends, place)
    return total


def settle(layers: list[list[Slot]], pitch: int) -> None:
    """Give every slot its row: near the mean of its neighbours, items on multiples of `pitch`.

    Passing edges stand on multiples of half the pitch.
    """
    rows = {id(slot): float(pitch * n) for layer in layers for n, slot in enumerate(layer)}
    for sweep in range(5):
        forward = sweep % 2 == 0
        for layer in layers if forward else layers[::-1]:
            wanted = []
            for slot in layer:
                near = slot.before if forward else slot.after
                near = near or slot.after or slot.before
                known = [rows[id(other)] for other in near]
                wanted.append(sum(known) / len(known) if known else rows[id(slot)])
            for slot, row in zip(layer, _apart(layer, wanted, pitch), strict=True):
                rows[id(slot)] = row
    top = min(rows.values())
    for layer in layers:
        free = 0
        for slot in layer:
            step = _step(slot, pitch)
            row = round((rows[id(slot)] - top) / step) * step
            slot.y = max(row, -(-free // step) * step)
            free = slot.y + slot.height + 1


def _step(slot: Slot, pitch: int) -> int:
    return max(1, pitch // 2) if slot.passing else pitch


def _apart(layer: list[Slot], wanted: list[float], pitch: int) -> Iterator[float]:
    """The rows nearest to the wanted ones in least squares, in order and far enough apart."""
    offsets = [0.0]
    for slot in layer[:-1]:
        step = _step(slot, pitch)
        offsets.append(offsets[-1] + -(-(slot.height + 1) // step) * step)
    pools: list[tuple[float, int]] = []
    for row, offset in zip(wanted, offsets, strict=False):
        mean, count = row - offset, 1
        while pools and pools[-1][0] > mean:
            other, more = pools.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        pools.append((mean, count))
    means = (mean for mean, count in pools for _ in range(count))
    return (mean + offset for mean, offset in zip(means, offsets, strict=False))
