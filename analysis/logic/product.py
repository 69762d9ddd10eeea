"""A structure beside the automaton of a path formula: its fair cycles are the runs sought.

Moshe Vardi, Pierre Wolper, An automata-theoretic approach to automatic program verification,
1986. Linear in the structure; the automaton can be exponential in the formula.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from wayout.analysis.limits import LimitReachedError
from wayout.analysis.logic.automaton import Choice, Owed, choices, leaves, untils
from wayout.analysis.logic.cycles import Graph
from wayout.analysis.logic.fairness import Acceptance
from wayout.analysis.logic.formulas import Formula, Truth

_OFTEN = 1_024
"""After so many nodes it is asked whether to go on."""


@dataclass(frozen=True)
class Product:
    """`graph` has a node for each state with each way to go on from there.

    `state_of` and `owed_after` are the state of a node, and what a run owes after it; `starts`
    are the nodes of each state in which the whole formula is owed.
    """

    graph: Graph
    state_of: Sequence[int]
    owed_after: Sequence[Owed]
    starts: Sequence[Sequence[int]]


def product(
    graph: Graph,
    path: Formula,
    holding: Callable[[Formula], frozenset[int]],
    most: int,
    go_on: Callable[[], None] = lambda: None,
) -> Product:
    """Return the product of a graph with the automaton of a path formula in its core form.

    Raises:
        LimitReachedError: with more than `most` nodes, or if `go_on`, asked now and then, refuses.
    """
    ways = _ways(path, holding, len(graph.successors))
    number: dict[tuple[int, Choice], int] = {}
    order: list[tuple[int, Choice]] = []

    def numbered(state: int, owed: Owed) -> list[int]:
        found = []
        for choice in ways(state, owed):
            if (state, choice) not in number:
                number[state, choice] = len(order)
                order.append((state, choice))
            found.append(number[state, choice])
        if len(order) > most:
            message = f"the formula's product with it has more than {most:,} states"
            raise LimitReachedError(message)
        return found

    starts = [numbered(state, frozenset({path})) for state in range(len(graph.successors))]
    successors: list[list[int]] = []
    taken: list[list[int]] = []
    for state, choice in order:
        if not len(successors) % _OFTEN:
            go_on()
        row, by_row = [], []
        for to, by in zip(graph.successors[state], graph.taken[state], strict=True):
            nodes = numbered(to, choice.owed)
            row.extend(nodes)
            by_row.extend([by] * len(nodes))
        successors.append(row)
        taken.append(by_row)
    kept = [
        Acceptance(
            frozenset(n for n, (_, choice) in enumerate(order) if until not in choice.put_off),
            frozenset(),
        )
        for until in untils(path)
    ]
    return Product(
        Graph(
            successors,
            taken,
            (*(_lifted(each, order) for each in graph.just), *kept),
            tuple(_lifted(each, order) for each in graph.compassionate),
            go_on,
        ),
        [state for state, _ in order],
        [choice.owed for _, choice in order],
        starts,
    )


def _ways(
    path: Formula, holding: Callable[[Formula], frozenset[int]], size: int
) -> Callable[[int, Owed], tuple[Choice, ...]]:
    """Return the choices in a state for what is owed, once for states that look alike."""
    atoms = leaves(path)
    look = [0] * size
    for index, atom in enumerate(atoms):
        for state in holding(atom):
            look[state] |= 1 << index
    place = {atom: index for index, atom in enumerate(atoms)}

    @cache
    def among(seen: int, owed: Owed) -> tuple[Choice, ...]:
        def holds(atom: Formula) -> bool:
            if isinstance(atom, Truth):
                return atom.value
            return bool(seen >> place[atom] & 1)

        return choices(owed, holds)

    return lambda state, owed: among(look[state], owed)


def _lifted(acceptance: Acceptance, order: Sequence[tuple[int, Choice]]) -> Acceptance:
    states = frozenset(n for n, (state, _) in enumerate(order) if state in acceptance.states)
    return Acceptance(states, acceptance.actions)
