"""The steps of a system, as relations between levels of diagrams.

A step is a chain of links from its highest level down, one for each member that it touches;
levels between are left as they are. Steps that differ in one link only are made one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wayout.analysis.systems.system import Pair, Step


@dataclass(frozen=True, eq=False)
class Local:
    """What steps do to the state of one member: `kept` states stay, `moved` are sent elsewhere.

    States are the bits of integers; `moved` are pairs of (states before, states after).
    """

    kept: int
    moved: tuple[tuple[int, int], ...]
    _known: dict[int, int] = field(default_factory=dict)
    _targets: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def origins(self) -> int:
        """The states before."""
        return sum([before for before, _ in self.moved]) | self.kept

    def targets(self, state: int) -> tuple[int, ...]:
        """Return the states after a step from one."""
        found = self._targets.get(state)
        if found is None:
            after = self.image(1 << state)
            found = tuple(to for to in range(after.bit_length()) if after >> to & 1)
            self._targets[state] = found
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

_Step = tuple[tuple[int, frozenset[Pair]], ...]


def links(
    steps: Iterable[Step], level_of: Sequence[int], sizes: Sequence[int], *, back: bool = False
) -> Links:
    """Return the steps as links, against their direction with `back`.

    `level_of` gives the level of each member, `sizes` the number of states at each level.
    """
    found = dict.fromkeys(_chain(step, level_of, sizes, back=back) for step in steps)
    made = _Maker()
    tops: list[list[Link]] = [[] for _ in sizes]
    for each in _merged(found):
        link = None
        for level, pairs in reversed(each):
            link = made.link(level, pairs, link)
        if link is not None:
            tops[link.level].append(link)
    return tuple(map(tuple, tops))


def _chain(step: Step, level_of: Sequence[int], sizes: Sequence[int], *, back: bool) -> _Step:
    """Return what a step does at each level, from the highest down, without what it lets be.

    A step that lets everything be is one all the same: it leads to where it began.
    """
    moves = sorted(((level_of[move.member], move.pairs) for move in step.moves), reverse=True)
    telling = [(level, pairs) for level, pairs in moves if not _is_idle(pairs, sizes[level])]
    return tuple(
        (level, frozenset((to, of) for of, to in pairs) if back else frozenset(pairs))
        for level, pairs in telling or moves[:1]
    )


def _is_idle(pairs: Sequence[Pair], size: int) -> bool:
    return len(pairs) == size and all(of == to for of, to in pairs)


def _merged(steps: Iterable[_Step]) -> list[_Step]:
    """Make one of steps that differ at one level only: what they do there together."""
    found = list(steps)
    deepest = max(map(len, found), default=0)
    for place in range(min(deepest, _MOST_PLACES)):
        groups: dict[object, list[_Step]] = {}
        for each in found:
            key = (
                each if place >= len(each) else (*each[:place], each[place][0], *each[place + 1 :])
            )
            groups.setdefault(key, []).append(each)
        found = [
            each
            if len(group) == 1
            else (
                *each[:place],
                (each[place][0], frozenset().union(*(one[place][1] for one in group))),
                *each[place + 1 :],
            )
            for group in groups.values()
            for each in group[:1]
        ]
    return found


_MOST_PLACES = 8


class _Maker:
    """Makes equal links and equal locals one object."""

    def __init__(self) -> None:
        self._locals: dict[tuple[int, frozenset[Pair]], Local] = {}
        self._links: dict[tuple[int, Local, Link | None], Link] = {}

    def link(self, level: int, pairs: frozenset[Pair], below: Link | None) -> Link:
        local = self._locals.get((level, pairs))
        if local is None:
            local = self._locals[level, pairs] = _local(pairs)
        key = level, local, below
        return self._links.setdefault(key, Link(level, local, below))


def _local(pairs: Iterable[Pair]) -> Local:
    targets: dict[int, int] = {}
    kept = 0
    for of, to in pairs:
        if of == to:
            kept |= 1 << of
        else:
            targets[of] = targets.get(of, 0) | 1 << to
    origins: dict[int, int] = {}
    for of, after in targets.items():
        origins[after] = origins.get(after, 0) | 1 << of
    return Local(kept, tuple((before, after) for after, before in sorted(origins.items())))
