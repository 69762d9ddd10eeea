"""Witnesses: the shortest run that shows a finding."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache
from heapq import heappop, heappush
from types import MappingProxyType
from typing import SupportsIndex, overload

from wayout.analysis.exits import sure_events
from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.search import Allowed, shortest_runs
from wayout.machines.vocabulary import Actor, Kind

_Tree = Mapping[str, Transition | None]

Reduced = tuple[Callable[..., object], tuple[object, ...]]
"""What a pickle says of an object: a function that makes it again, and its arguments."""

_OUT_OF_THE_ORDINARY = frozenset({Kind.FAILURE, Kind.REVERT, Kind.STARTUP})


def run_to(lifecycle: Lifecycle, state: str, *then: Transition) -> Witness:
    """Return the shortest run from an initial state to `state`, continued by `then`.

    Raises:
        KeyError: if no run leads to `state`.
    """
    return _run(lifecycle.reached, state, then)


def ordinary_runs(lifecycle: Lifecycle) -> Callable[[Collection[str]], Witness]:
    """Return what gives the most ordinary run to one of some states.

    Steps out of the ordinary are an administrator's, failures, reverts, recoveries at startup,
    those that a guard may refuse, and those only inferred: an administrator who sets a state
    by hand shows nothing about the services. Of the runs with equally few such steps it is the
    shortest. One search serves all calls, and none is made before the first.
    """

    @cache
    def tree() -> tuple[_Tree, Mapping[str, int]]:
        found = _most_ordinary(lifecycle)
        return found, {state: rank for rank, state in enumerate(found)}

    def run_to_one(states: Collection[str]) -> Witness:
        found, rank = tree()
        return _run(found, min(states, key=rank.__getitem__))

    return run_to_one


def lasso(
    lifecycle: Lifecycle,
    entry: str,
    members: Collection[str],
    allowed: Allowed | None = None,
) -> Witness:
    """Return a shortest run to `entry` and a shortest cycle from there among `members`.

    The cycle takes `allowed` transitions only. `entry` must be reachable and lie on a cycle.
    """
    inside = frozenset(members)

    def goes_on(transition: Transition) -> bool:
        return transition.to_state in inside and (allowed is None or allowed(transition))

    around = shortest_runs(lifecycle.leaving, (entry,), goes_on)
    back = next(
        transition
        for state in around
        for transition in lifecycle.leaving(state)
        if transition.to_state == entry and goes_on(transition)
    )
    cycle = [_step(back)]
    here = back.from_state
    while (transition := around[here]) is not None:
        cycle.append(_step(transition))
        here = transition.from_state
    return Witness(stem=run_to(lifecycle, entry).stem, cycle=tuple(reversed(cycle)))


def is_ordinary(lifecycle: Lifecycle) -> Allowed:
    """Return the test whether a step is what one expects to see."""
    sure = sure_events(lifecycle)

    def ordinary(step: Transition) -> bool:
        return (
            step.actor is not Actor.ADMIN
            and step.kind not in _OUT_OF_THE_ORDINARY
            and not step.unsure
            and (step.from_state, step.event) in sure
        )

    return ordinary


def _most_ordinary(lifecycle: Lifecycle) -> _Tree:
    """Search in the order of (steps out of the ordinary, steps): Edsger W. Dijkstra, 1959.

    States of one distance share a bucket, so that only the distances need a heap.
    """
    ordinary = is_ordinary(lifecycle)
    tree: dict[str, Transition | None] = {}
    buckets: dict[tuple[int, int], list[tuple[str, Transition | None]]] = {
        (0, 0): [(state, None) for state in lifecycle.initial]
    }
    distances = [(0, 0)]
    while distances:
        odd, length = distance = heappop(distances)
        usual: list[tuple[str, Transition | None]] = []
        unusual: list[tuple[str, Transition | None]] = []
        for state, last in buckets.pop(distance):
            if state in tree:
                continue
            tree[state] = last
            for step in lifecycle.leaving(state):
                if step.to_state not in tree:
                    (usual if ordinary(step) else unusual).append((step.to_state, step))
        for further, found in (((odd, length + 1), usual), ((odd + 1, length + 1), unusual)):
            if found and further not in buckets:
                heappush(distances, further)
            if found:
                buckets.setdefault(further, []).extend(found)
    return tree


def _run(tree: _Tree, state: str, then: tuple[Transition, ...] = ()) -> Witness:
    return Witness(stem=_Stem(tree, state, then))


class _Stem(Sequence[Step]):
    """The run that a search found to a state, continued; equal to the tuple of its steps.

    Many findings share one search, and their runs written out can take the square of its size:
    so a run is worked out when it is looked at, in time linear in its length, and not kept.
    """

    __slots__ = ("_state", "_then", "_tree")

    def __init__(self, tree: _Tree, state: str, then: tuple[Transition, ...]) -> None:
        tree[state]
        self._tree, self._state, self._then = tree, state, then

    def _steps(self) -> tuple[Step, ...]:
        before: list[Step] = []
        here = self._state
        while (transition := self._tree[here]) is not None:
            before.append(_step(transition))
            here = transition.from_state
        return (Step(None, here), *reversed(before), *map(_step, self._then))

    @overload
    def __getitem__(self, index: SupportsIndex) -> Step: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Step, ...]: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Step | tuple[Step, ...]:
        return self._steps()[index]

    def __iter__(self) -> Iterator[Step]:
        return iter(self._steps())

    def __len__(self) -> int:
        return len(self._steps())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Stem):
            return self._steps() == other._steps()
        return self._steps() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._steps())

    def __repr__(self) -> str:
        return repr(self._steps())

    def __reduce__(self) -> tuple[type[tuple[Step, ...]], tuple[tuple[Step, ...]]]:
        return tuple, (self._steps(),)

    def with_search(self) -> Reduced:
        """Return what `__reduce__` would, with the search in place of the steps."""
        return _Stem, (self._tree, self._state, self._then)


def _step(transition: Transition) -> Step:
    return Step(transition.event, transition.to_state)


STEMS: Mapping[type, Callable[..., Reduced]] = MappingProxyType({_Stem: _Stem.with_search})
"""How a pickle of many findings has their stems: each search, which many share, is in it once."""
