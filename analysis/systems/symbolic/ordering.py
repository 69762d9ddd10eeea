"""In which order members become levels: those that step together close to each other.

FORCE moves each member to the middle of those that it steps with, again and again: Fadi Aloul,
Igor Markov, Karem Sakallah, FORCE: a fast and easy-to-implement variable-ordering heuristic,
2003. Members that almost all others step with would be in the way wherever they are in between:
they come below all others. Which of two orders is better, the spans of the steps tell: Radu
Siminiceanu, Gianfranco Ciardo, New metrics for static variable ordering in decision diagrams,
2006.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from random import Random

from wayout.analysis.systems.system import System

_Set = tuple[int, ...]

_ROUNDS_WITHOUT_GAIN = 5
_MOST_ROUNDS = 30
_EFFORT = 2_000
_MOST_STARTS = 6
_FEW = 8
"""A step of more members says little about which of them belong together."""

_FEWEST_MEMBERS_WITH_HUBS = 8


def levels(system: System) -> tuple[int, ...]:
    """Return the level of each member, 0 at the bottom.

    Near-linear in the moves of the steps, and the same whenever it is asked.
    """
    top_down = _ordered(len(system.members), _couplings(system))
    found = [0] * len(top_down)
    for level, member in enumerate(reversed(top_down)):
        found[member] = level
    return tuple(found)


def _couplings(system: System) -> Sequence[_Set]:
    """Return which members step together, each such set once."""
    found = dict.fromkeys(tuple(move.member for move in step.moves) for step in system.steps)
    return [each for each in found if len(each) > 1]


def _ordered(count: int, couplings: Sequence[_Set]) -> Sequence[int]:
    hubs = _hubs(count, couplings)
    rest = dict.fromkeys(tuple(m for m in each if m not in hubs) for each in couplings)
    groups = _groups((m for m in range(count) if m not in hubs), rest)
    found = [member for members, sets in groups for member in _forced(members, sets)]
    return [*found, *sorted(hubs)]


def _hubs(count: int, couplings: Iterable[_Set]) -> Collection[int]:
    """Return the members that most others step with."""
    if count < _FEWEST_MEMBERS_WITH_HUBS:
        return ()
    beside: list[set[int]] = [set() for _ in range(count)]
    for each in couplings:
        if len(each) <= _FEW:
            for member in each:
                beside[member].update(each)
    return frozenset(m for m, others in enumerate(beside) if len(others) > 2 * count / 3)


def _groups(
    members: Iterable[int], couplings: Iterable[_Set]
) -> Iterable[tuple[Sequence[int], Sequence[_Set]]]:
    """Return the members that are coupled, over others too, with what couples them."""
    sets_of: dict[int, list[_Set]] = {member: [] for member in members}
    for each in couplings:
        for member in each:
            sets_of[member].append(each)
    seen: set[int] = set()
    for start in sets_of:
        if start in seen:
            continue
        group, sets = {start: None}, dict[_Set, None]()
        work = [start]
        while work:
            for each in sets_of[work.pop()]:
                if each not in sets:
                    sets[each] = None
                    work.extend(m for m in each if m not in group)
                    group.update(dict.fromkeys(each))
        seen.update(group)
        yield sorted(group), [each for each in sets if len(each) > 1]


def _forced(members: Sequence[int], couplings: Sequence[_Set]) -> Sequence[int]:
    """Return the best order that FORCE finds from a few starts, turned the better way."""
    size = sum(map(len, couplings))
    if len(members) <= 2 or not size:  # noqa: PLR2004 - two are always next to each other
        return members
    random = Random(0)  # noqa: S311 - any order will do, but always the same one
    starts = min(_MOST_STARTS, _EFFORT // size)
    orders = [list(members), *(random.sample(members, len(members)) for _ in range(starts))]
    best = min((_force(each, couplings) for each in orders), key=lambda o: _span(o, couplings)[0])
    return min(best, best[::-1], key=lambda o: _span(o, couplings)[1])


def _force(order: Sequence[int], couplings: Sequence[_Set]) -> Sequence[int]:
    best, least = order, _span(order, couplings)[0]
    waited = 0
    for _ in range(_MOST_ROUNDS):
        after = _pulled(order, couplings)
        if after == order or waited == _ROUNDS_WITHOUT_GAIN:
            break
        order = after
        span = _span(order, couplings)[0]
        waited += 1
        if span < least:
            best, least, waited = order, span, 0
    return best


def _pulled(order: Sequence[int], couplings: Sequence[_Set]) -> Sequence[int]:
    place = {member: index for index, member in enumerate(order)}
    pulls: dict[int, list[float]] = {member: [] for member in order}
    for each in couplings:
        middle = sum([place[member] for member in each]) / len(each)
        for member in each:
            pulls[member].append(middle)
    towards = {m: sum(pull) / len(pull) if pull else place[m] for m, pull in pulls.items()}
    return sorted(order, key=lambda member: (towards[member], place[member]))


def _span(order: Sequence[int], couplings: Sequence[_Set]) -> tuple[int, int]:
    """Return how far steps reach; and the same, more for those that reach far up."""
    place: Mapping[int, int] = {member: index for index, member in enumerate(order)}
    spans = weighted = 0
    for each in couplings:
        places = [place[member] for member in each]
        top = min(places)
        span = max(places) - top + 1
        spans += span
        weighted += span * (len(order) - top)
    return spans, weighted
