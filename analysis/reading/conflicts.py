"""Which transitions are taken of those that would leave the same states."""

from collections.abc import Iterator, Mapping

from wayout.analysis.reading.tree import Arrow, Node

_Rivals = Mapping[Arrow, frozenset[Arrow]]


def compatible(
    arrows: tuple[Arrow, ...], leaves: Mapping[Arrow, frozenset[Node]]
) -> Iterator[tuple[Arrow, ...]]:
    """Yield the sets that may be taken of arrows, by the states that each leaves.

    The inner one wins, else the first that is tried. python-statemachine tries states in
    the order in which they were entered, which is not known here: so any may be first.
    Where no source lies inside another, the time is polynomial in the arrows and in the sets
    that are found.
    """
    rivals = {
        arrow: frozenset(
            other for other in arrows if other is not arrow and leaves[arrow] & leaves[other]
        )
        for arrow in arrows
    }
    start: tuple[frozenset[Arrow], frozenset[Arrow]] = (frozenset(), frozenset(arrows))
    todo, seen = [start], {start}
    found: dict[tuple[Arrow, ...], None] = {}
    while todo:
        kept, untried = todo.pop()
        rest = untried - _beaten(kept, untried, rivals)
        if not rest:
            found[tuple(arrow for arrow in arrows if arrow in kept)] = None
            continue
        bound = _bound(next(arrow for arrow in arrows if arrow in rest), kept | rest, rivals)
        for arrow in reversed([each for each in arrows if each in rest & bound]):
            against = kept & rivals[arrow]
            wins = all(arrow.source.inside(rival.source) for rival in against)
            after = ((kept - against) | {arrow} if wins else kept, rest - {arrow})
            if after not in seen:
                seen.add(after)
                todo.append(after)
    yield from found


def _beaten(kept: frozenset[Arrow], rest: frozenset[Arrow], rivals: _Rivals) -> frozenset[Arrow]:
    """Return those of the rest that lose whenever they are tried: to one that nothing beats."""
    beaten: frozenset[Arrow] = frozenset()
    for arrow in kept:
        against = rivals[arrow] & rest
        if not any(rival.source.inside(arrow.source) for rival in against):
            beaten |= against
    return beaten


def _bound(first: Arrow, among: frozenset[Arrow], rivals: _Rivals) -> frozenset[Arrow]:
    """Return what conflicts with an arrow, directly or by others: the rest is decided apart."""
    bound, todo = {first}, [first]
    while todo:
        more = (rivals[todo.pop()] & among) - bound
        bound |= more
        todo.extend(more)
    return frozenset(bound)
