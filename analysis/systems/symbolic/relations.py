"""The steps of a system, as relations between levels of diagrams.

A step is a chain of links from its highest level down, one for each member that it touches;
levels between are left as they are. Steps that differ in one link only are made one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from wayout.analysis.systems.system import Pair, Step


@dataclass(frozen=True, eq=False)
class Local:
    """What steps do to the state of one member: `kept` states stay, `moved` are sent elsewhere.

    States are the bits of integers; `moved` are pairs of (states before, states after). `origins`
    are all the states before.
    """

    origins: int
    kept: int
    moved: tuple[tuple[int, int], ...]
    _known: dict[int, int] = field(default_factory=dict)
    _targets: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def pairs(self) -> Iterator[Pair]:
        """Yield the states before and after one by one, those that are kept too."""
        yield from ((state, state) for state in _each(self.kept))
        for before, after in self.moved:
            yield from product(_each(before), _each(after))

    def targets(self, state: int) -> tuple[int, ...]:
        """Return the states after a step from one."""
        found = self._targets.get(state)
        if found is None:
            found = self._targets[state] = tuple(_each(self.image(1 << state)))
        return found

    def image(self, states: int) -> int:
        """Return the states after a step from some of these."""
        found = self._known.get(states)
        if found is None:
            found = states & self.kept
            for before, after in self.moved:
                if before & states:
                    found |= after
            self._known[states] = found
        return found


@dataclass(frozen=True, eq=False, slots=True)
class Link:
    """What a step does at a level, and what it does further down, if anything."""

    level: int
    local: Local
    below: Link | None


Links = tuple[tuple[Link, ...], ...]
"""At each level the steps whose highest level it is."""

Chain = tuple[tuple[int, tuple[Pair, ...]], ...]
"""What a step does at each level that it touches, from the highest down. Pairs are sorted."""


def chains(steps: Iterable[Step], level_of: Sequence[int], sizes: Sequence[int]) -> list[Chain]:
    """Return the steps level by level, with those that differ at one level only made one.

    `level_of` gives the level of each member, `sizes` the number of states at each level. What
    a step lets be is left out; one that lets everything be leads to where it began.
    """
    own: dict[int, set[Pair]] = {}
    joint: dict[Chain, None] = {}
    for step in steps:
        moves = [(level_of[move.member], move.pairs) for move in step.moves]
        if len(moves) > 1:
            telling = [each for each in moves if not _is_idle(each[1], sizes[each[0]])]
            moves = sorted(telling, reverse=True) or moves[:1]
        if len(moves) > 1:
            joint[tuple(moves)] = None
        else:
            own.setdefault(moves[0][0], set()).update(moves[0][1])
    alone: list[Chain] = [((level, tuple(sorted(pairs))),) for level, pairs in own.items()]
    return alone + _merged(joint)


def _is_idle(pairs: Sequence[Pair], size: int) -> bool:
    return len(pairs) == size and all(of == to for of, to in pairs)


def _merged(found: Iterable[Chain]) -> list[Chain]:
    """Make one of chains that differ at one level only: what they do there together."""
    found = list(found)
    deepest = max(map(len, found), default=0)
    for place in range(min(deepest, _MOST_PLACES)):
        groups: dict[object, list[Chain]] = {}
        for each in found:
            key = (
                each if place >= len(each) else (*each[:place], each[place][0], *each[place + 1 :])
            )
            groups.setdefault(key, []).append(each)
        found = [
            group[0] if len(group) == 1 else _united(group, place) for group in groups.values()
        ]
    return found


_MOST_PLACES = 8


def _united(group: Sequence[Chain], place: int) -> Chain:
    first = group[0]
    pairs = {pair for each in group for pair in each[place][1]}
    return (*first[:place], (first[place][0], tuple(sorted(pairs))), *first[place + 1 :])


def links(of: Iterable[Chain], levels: int, *, back: bool = False) -> Links:
    """Return chains as links, against their direction with `back`."""
    made = _Maker(back=back)
    tops: list[list[Link]] = [[] for _ in range(levels)]
    for each in of:
        link = None
        for level, pairs in reversed(each):
            link = made.link(level, pairs, link)
        if link is not None:
            tops[link.level].append(link)
    return tuple(map(tuple, tops))


class _Maker:
    """Makes equal links and equal locals one object."""

    def __init__(self, *, back: bool) -> None:
        self._back = back
        self._locals: dict[tuple[int, tuple[Pair, ...]], Local] = {}
        self._links: dict[tuple[int, Local, Link | None], Link] = {}

    def link(self, level: int, pairs: tuple[Pair, ...], below: Link | None) -> Link:
        local = self._locals.get((level, pairs))
        if local is None:
            local = self._locals[level, pairs] = _local(pairs, back=self._back)
        found = self._links.get((level, local, below))
        if found is None:
            found = self._links[level, local, below] = Link(level, local, below)
        return found


def _local(pairs: Iterable[Pair], *, back: bool) -> Local:
    targets: dict[int, int] = {}
    before = kept = 0
    for pair in pairs:
        to, of = pair if back else reversed(pair)
        before |= 1 << of
        if of == to:
            kept |= 1 << of
        else:
            targets[of] = targets.get(of, 0) | 1 << to
    origins: dict[int, int] = {}
    for of, after in targets.items():
        origins[after] = origins.get(after, 0) | 1 << of
    moved = tuple([(states, after) for after, states in sorted(origins.items())])
    return Local(before, kept, moved)


def _each(states: int) -> Iterator[int]:
    while states:
        low = states & -states
        yield low.bit_length() - 1
        states ^= low
