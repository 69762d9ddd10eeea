"""All configurations that runs of a system reach, and how far each is from the beginning.

Breadth-first search (Edward F. Moore, 1959), one layer at a time. A state is a node: an index into
arrays. Where there are few packed states that no run reaches, a node is the packed state itself;
else the packed states that are reached are kept sorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, product

import numpy as np

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.systems.bounds import Bounds
from wayout.analysis.systems.clusters import clustered
from wayout.analysis.systems.explicit.packing import Batch, Codes, Mask, Nodes, Packing
from wayout.analysis.systems.explicit.relations import Relation, all_sent, relations
from wayout.analysis.systems.symmetry import Equal
from wayout.analysis.systems.system import Step, System

AT_ONCE = 1 << 17
"""How many states are sent on at once: it bounds the memory that this takes."""

MOST_IN_TABLE = 1 << 27
"""Up to how many packed states there is a table of all of them."""

_SPARSE = 16
"""A table that is no more than this times as large as what is reached is kept."""

_SCAN = 128
"""Looking through a table takes as long as sorting one in so many of its entries."""

_NEAR = np.uint16
"""What distances are kept in while they fit: the largest one is kept for none."""

_WIDEST = 1 << 62


class Space:
    """The nodes of a system. `distance` counts steps from the nearest initial state.

    `reached` are the nodes that a run can come to, `count` how many they are. Of equal members, a
    node stands for every configuration that differs from it by an exchange of these.
    """

    def __init__(self, system: System, bounds: Bounds, equal: Equal = ()) -> None:
        """Explore the system, up to an exchange of members that are equal.

        Raises:
            LimitReachedError: past a bound, or if its states do not fit into 62 bits.
        """
        self.system, self.bounds = system, bounds
        self.equal = equal
        self.packing = Packing(clustered(system, frozenset(chain(*equal))), equal)
        if self.packing.size > _WIDEST:
            message = (
                f"the states of {system.name!r} do not fit into 62 bits, which the engine "
                "'symbolic' does not need"
            )
            raise LimitReachedError(message)
        starts = product(*(member.initial for member in system.members))
        packed = np.array([self.packing.packed(start) for start in starts], np.int64)
        packed = np.unique(self.packing.standing(packed))
        steps = relations(self.packing, system.steps)
        self._sorted: Codes | None = None
        if self.packing.size <= MOST_IN_TABLE:
            self.distance, self.count = _tabled(self.packing, packed, steps, bounds)
            if self.packing.size > _SPARSE * self.count:
                self._sorted = np.flatnonzero(self.distance != _far(self.distance))
                self.distance = self.distance[self._sorted]
        else:
            self._sorted, self.distance = _sorted(self.packing, packed, steps, bounds)
            self.count = len(self._sorted)
        self.size = len(self.distance)
        self.reached: Mask = self.distance != _far(self.distance)
        self.initial: Nodes = self.located(packed)

    def codes(self, nodes: Nodes) -> Codes:
        """Return the packed states of nodes."""
        return nodes if self._sorted is None else self._sorted[nodes]

    def located(self, codes: Codes) -> Nodes:
        """Return the nodes of packed states that are reached."""
        if self._sorted is None:
            return codes
        return np.searchsorted(self._sorted, codes)

    def held(self, member: int, states: frozenset[int]) -> Mask:
        """Return the nodes in which a member is in one of these states."""
        every = np.arange(self.size) if self._sorted is None else self._sorted
        return self.reached & self.packing.held(every, member, states)

    def among(self, codes: Codes, wanted: Mask) -> Nodes:
        """Return the nodes of those packed states that are reached and wanted, in their order."""
        return self.chosen(codes, wanted)[1]

    def chosen(self, codes: Codes, wanted: Mask) -> tuple[Mask, Nodes]:
        """Return which packed states are reached and wanted, and their nodes."""
        nodes = self.located(codes).ravel()
        if self._sorted is None:
            chosen = wanted[nodes]
        else:
            nodes[nodes == self.size] = 0
            chosen = (self._sorted[nodes] == codes.ravel()) & wanted[nodes]
        return chosen, nodes[chosen]

    def configuration(self, node: int) -> tuple[int, ...]:
        """Return the states of the members in a node."""
        return self.packing.unpacked(int(self.codes(np.array([node]))[0]))

    def node(self, configuration: Sequence[int]) -> int:
        """Return the node of a configuration that is reached."""
        code = np.array([self.packing.packed(configuration)], np.int64)
        return int(self.located(self.packing.standing(code))[0])

    def stood_for(self) -> int:
        """Return how many configurations runs reach."""
        nodes = np.flatnonzero(self.reached)
        return sum(self.packing.stood_for(batch.codes) for _, batch in self.batches(nodes))

    def tables(self, steps: Iterable[Step], *, back: bool = False) -> tuple[Relation, ...]:
        """Return tables of steps."""
        return relations(self.packing, steps, back=back)

    def batches(self, nodes: Nodes) -> Iterator[tuple[Nodes, Batch]]:
        """Yield nodes in batches, and stop at a bound."""
        for begin in range(0, len(nodes), AT_ONCE):
            self.bounds.check(self.count)
            some = nodes[begin : begin + AT_ONCE]
            yield some, Batch(self.packing, self.codes(some))

    def layers(
        self, starts: Mask, tables: Sequence[Relation], through: Mask, found: Mask
    ) -> Iterator[Nodes]:
        """Yield, and mark as `found`, layer by layer the nodes that steps lead to from `starts`.

        Only those that are to be gone `through` and are not found yet. Linear in nodes and steps.
        """
        here, wanted = np.flatnonzero(starts), through & ~found
        while len(here):
            new: list[Nodes] = []
            for _, batch in self.batches(here):
                for _, after in all_sent(tables, batch):
                    nodes = self.among(after, wanted)
                    if len(nodes):
                        wanted[nodes] = False
                        new.append(nodes)
            here = distinct(new)
            found[here] = True
            if len(here):
                yield here


def _far(distance: np.ndarray) -> int:
    return int(np.iinfo(distance.dtype).max)


def _tabled(
    packing: Packing, starts: Codes, steps: Sequence[Relation], bounds: Bounds
) -> tuple[np.ndarray, int]:
    """Return the distance of every packed state, and how many are reached.

    A table of all distances says what was met before: looking into it takes the least time.
    """
    distance = np.full(packing.size, np.iinfo(_NEAR).max, _NEAR)
    far = _far(distance)
    distance[starts] = 0
    here, count, layer, scanned = starts, len(starts), 0, packing.size // _SCAN
    while len(here):
        layer += 1
        if layer == far:
            distance = distance.astype(np.uint32)
            distance[distance == far] = far = _far(distance)
        met, parts = 0, []
        for begin in range(0, len(here), AT_ONCE):
            bounds.check(count + met)
            batch = Batch(packing, here[begin : begin + AT_ONCE])
            for _, after in all_sent(steps, batch):
                new = after[distance[after] == far]
                if len(new):
                    distance[new] = layer
                    met += len(new)
                    if met <= scanned:
                        parts.append(new)
        here = np.flatnonzero(distance == layer) if met > scanned else distinct(parts)
        count += len(here)
    bounds.check(count)
    return distance, count


def distinct(parts: Sequence[Codes]) -> Codes:
    """Return integers sorted and each once: by sorting, faster here than numpy's own way."""
    codes = np.sort(np.concatenate((np.empty(0, np.int64), *parts)))
    return codes[np.append(True, codes[1:] != codes[:-1])] if len(codes) else codes


def _sorted(
    packing: Packing, starts: Codes, steps: Sequence[Relation], bounds: Bounds
) -> tuple[Codes, np.ndarray]:
    """Return the packed states that are reached, sorted, and their distances.

    What was met before is kept in sorted runs, each twice as long as the one after or more.
    """
    runs: list[Codes] = [starts]
    layers, here = [starts], starts
    while len(here):
        parts: list[Codes] = []
        for begin in range(0, len(here), AT_ONCE):
            bounds.check(sum(map(len, runs)) + sum(map(len, parts)))
            batch = Batch(packing, here[begin : begin + AT_ONCE])
            new = distinct([after.ravel() for _, after in all_sent(steps, batch)])
            for run in (*runs, *parts):
                new = new[~_within(run, new)]
            parts.append(new)
        here = np.sort(np.concatenate(parts))
        layers.append(here)
        runs.append(here)
        while len(runs) > 1 and len(runs[-2]) < 2 * len(runs[-1]):
            last = runs.pop()
            runs[-1] = np.sort(np.concatenate((runs[-1], last)), kind="stable")
    codes = np.sort(np.concatenate(runs), kind="stable")
    distance = np.empty(len(codes), np.uint32)
    for number, layer in enumerate(layers):
        distance[np.searchsorted(codes, layer)] = number
    return codes, distance


def _within(run: Codes, codes: Codes) -> Mask:
    """Return which packed states are in a sorted run."""
    if not len(run):
        return np.zeros(len(codes), np.bool_)
    at = np.searchsorted(run, codes)
    at[at == len(run)] = 0
    found: Mask = run[at] == codes
    return found
