"""Configurations as integers: the digits of a number of mixed radix, one digit per cluster."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import factorial, prod

import numpy as np
from numpy.typing import NDArray

from wayout.analysis.systems.clusters import Cluster
from wayout.analysis.systems.symmetry import Equal

Codes = NDArray[np.int64]
"""Packed states."""
Nodes = NDArray[np.int64]
Mask = NDArray[np.bool_]


_MOST_EACH = 1 << 40
"""For how many packed states one may stand, so that sums of them fit into 63 bits."""


class Packing:
    """Turns configurations into integers and back.

    `size` is how many integers there are: one for each choice of states of all clusters. Members
    that are `equal` have clusters of their own; of packed states that differ by an exchange of
    theirs one stands for all.
    """

    def __init__(self, clusters: Sequence[Cluster], equal: Equal = ()) -> None:
        self.clusters = tuple(clusters)
        self.sizes = tuple(len(cluster.states) for cluster in clusters)
        self.weights = tuple(prod(self.sizes[index + 1 :]) for index in range(len(clusters)))
        self.size = prod(self.sizes)
        self.at = {
            member: (index, place)
            for index, cluster in enumerate(clusters)
            for place, member in enumerate(cluster.members)
        }
        self._equal = tuple(tuple(self.at[member][0] for member in each) for each in equal)

    def packed(self, configuration: Sequence[int]) -> int:
        """Return the integer of a configuration."""
        return sum(
            weight * cluster.number[tuple(configuration[member] for member in cluster.members)]
            for cluster, weight in zip(self.clusters, self.weights, strict=True)
        )

    def unpacked(self, code: int) -> tuple[int, ...]:
        """Return the configuration of an integer."""
        found: dict[int, int] = {}
        for cluster, weight, size in zip(self.clusters, self.weights, self.sizes, strict=True):
            found.update(zip(cluster.members, cluster.states[code // weight % size], strict=True))
        return tuple(found[member] for member in range(len(found)))

    def digit(self, codes: Codes, cluster: int) -> Codes:
        """Return the state of a cluster in each packed state."""
        digit = codes // self.weights[cluster] if self.weights[cluster] > 1 else codes
        return digit % self.sizes[cluster] if cluster else digit

    def standing(self, codes: Codes) -> Codes:
        """Return the packed states that stand for these: equal members are in sorted states."""
        for clusters in self._equal:
            digits = self._digits(codes, clusters)
            after = np.sort(digits, axis=0) - digits
            weights = np.array([self.weights[cluster] for cluster in clusters])
            codes = codes + np.tensordot(weights, after, axes=1)
        return codes

    def stood_for(self, codes: Codes) -> int:
        """Return for how many packed states these stand together."""
        most = prod(factorial(len(clusters)) for clusters in self._equal)
        many = np.ones(len(codes), np.int64 if most <= _MOST_EACH else object)
        for clusters in self._equal:
            digits = self._digits(codes, clusters)
            run = np.ones(len(codes), np.int64)
            for index in range(1, len(clusters)):
                run = np.where(digits[index] == digits[index - 1], run + 1, 1)
                many = many * (index + 1) // run
        return int(many.sum())

    def _digits(self, codes: Codes, clusters: Sequence[int]) -> Codes:
        return np.stack([self.digit(codes, cluster) for cluster in clusters])

    def held(self, codes: Codes, member: int, states: Iterable[int]) -> Mask:
        """Return which packed states have a member in one of these states."""
        index, place = self.at[member]
        wanted = frozenset(states)
        table = np.array([local[place] in wanted for local in self.clusters[index].states])
        return table[self.digit(codes, index)]


class Batch:
    """Packed states whose digits are worked out once."""

    def __init__(self, packing: Packing, codes: Codes) -> None:
        self.packing, self.codes = packing, codes
        self._digits: dict[int, Codes] = {}

    def rows(self, clusters: Sequence[int]) -> Codes:
        """Return the row of each state in a table over the digits of these clusters."""
        first, *others = clusters
        row = self._digit(first)
        for cluster in others:
            row = row * self.packing.sizes[cluster] + self._digit(cluster)
        return row

    def _digit(self, cluster: int) -> Codes:
        if cluster not in self._digits:
            self._digits[cluster] = self.packing.digit(self.codes, cluster)
        return self._digits[cluster]
