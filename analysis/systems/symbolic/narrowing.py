"""Steps on which every member that changes is on a shortest way of its own.

The cost of a step is shared evenly by the members that it changes. What all members need at
least, each as if it were alone, is then no more than what a run of all of them takes, and a run
that takes no more than that is a shortest one: Michael Katz, Carmel Domshlak, Optimal admissible
composition of abstraction heuristics, 2010. Few states lie on such ways.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush
from itertools import product
from math import lcm

from wayout.analysis.systems.symbolic.diagrams import EMPTY, UNIT, Node
from wayout.analysis.systems.system import Move

Moves = tuple[Move, ...]

_Priced = tuple[Move, int]
"""A move, and its share of the cost of its step."""

_Costs = dict[int, int]
"""What it costs at least to go from where runs start to a state, or from there to a goal."""


def narrowed(
    steps: Iterable[Moves], starts: Node, goals: Node
) -> tuple[int, Mapping[Moves, Moves]] | None:
    """Return how many steps a run to a goal takes at least, and those that such a run can take.

    Each of these is given with what it was; it keeps the pairs of states that lie on shortest
    ways to the goals that seem nearest. Members are levels; there is a start.
    None is returned if no run can be as short as that. Near-linear in the pairs of the steps,
    and in the goals' nodes with their states.
    """
    changing = {moves: [_changes(move) for move in moves] for moves in steps}
    unit = lcm(*map(sum, changing.values()))
    priced: dict[Moves, list[_Priced]] = {
        moves: [(move, unit // sum(own) if n else 0) for move, n in zip(moves, own, strict=True)]
        for moves, own in changing.items()
    }
    begun = _seen(starts)
    by_level: list[list[_Priced]] = [[] for _ in begun]
    for each in priced.values():
        for move, cost in each:
            by_level[move.member].append((move, cost))
    near = [_costs(own, start) for own, start in zip(by_level, begun, strict=True)]
    nearest = _nearest(goals, near)
    if nearest is None or nearest[0] % unit:
        return None
    least, ends = nearest
    far = [_costs(own, end, back=True) for own, end in zip(by_level, ends, strict=True)]
    straight = [_Straight(*each) for each in zip(near, far, strict=True)]
    found = {}
    for moves, each in priced.items():
        left = []
        for move, cost in each:
            part = straight[move.member].part(move, cost)
            if not part.pairs:
                break
            left.append(part)
        else:
            found[tuple(left)] = moves
    return least // unit, found


def _changes(move: Move) -> bool:
    return any(of != to for of, to in move.pairs)


class _Straight:
    """The states of one member that lie on its shortest ways, and what each costs."""

    def __init__(self, near: _Costs, far: _Costs) -> None:
        self._near, self._far = near, far
        self._least = min(cost + far[state] for state, cost in near.items() if state in far)

    def part(self, move: Move, cost: int) -> Move:
        """Return what of a move is made on such ways."""
        near, far, left = self._near, self._far, self._least - cost
        pairs = [
            pair
            for pair in move.pairs
            if pair[0] in near and pair[1] in far and near[pair[0]] + far[pair[1]] == left
        ]
        return Move(move.member, tuple(pairs), move.takes_part)


def _costs(moves: Iterable[_Priced], states: int, *, back: bool = False) -> _Costs:
    """Return the least costs from some states of a member, or to them: Dijkstra's, 1959."""
    ways: dict[int, list[tuple[int, int]]] = {}
    for move, cost in moves:
        for pair in move.pairs:
            of, to = reversed(pair) if back else pair
            ways.setdefault(of, []).append((cost, to))
    found: _Costs = {}
    todo = [(0, state) for state in range(states.bit_length()) if states >> state & 1]
    while todo:
        here, state = heappop(todo)
        if state not in found:
            found[state] = here
            for cost, to in ways.get(state, ()):
                if to not in found:
                    heappush(todo, (here + cost, to))
    return found


def _nearest(goals: Node, near: Sequence[_Costs]) -> tuple[int, Sequence[int]] | None:
    """Return the least cost of goals, and the states of each level in some that cost no more."""
    known: dict[Node, tuple[int, int, Node] | None] = {UNIT: (0, 0, UNIT), EMPTY: None}

    def least(level: int, node: Node) -> tuple[int, int, Node] | None:
        """Return it with the states of this level and what follows them."""
        if node not in known:
            found = []
            for (states, below), (state, cost) in product(node.edges, near[level].items()):
                rest = least(level - 1, below) if states >> state & 1 else None
                if rest is not None:
                    found.append((cost + rest[0], states, below))
            known[node] = min(found, key=lambda each: each[:2], default=None)
        return known[node]

    best = least(len(near) - 1, goals)
    if best is None:
        return None
    ends = []
    node = goals
    while (step := known[node]) is not None and node is not UNIT:
        _, states, node = step
        ends.append(states)
    return best[0], ends[::-1]


def _seen(diagram: Node) -> tuple[int, ...]:
    """Return the states of each level in any of the configurations of a set that is not empty."""
    found = []
    layer = {diagram}
    while UNIT not in layer:
        states = 0
        for node in layer:
            for own, _ in node.edges:
                states |= own
        found.append(states)
        layer = {below for node in layer for _, below in node.edges}
    return tuple(reversed(found))
