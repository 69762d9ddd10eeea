"""Which transitions are taken of those that would leave the same states."""

from collections.abc import Iterator, Mapping

from wayout.analysis.reading.tree import Arrow, Node


def compatible(
    arrows: tuple[Arrow, ...], leaves: Mapping[Arrow, frozenset[Node]]
) -> Iterator[tuple[Arrow, ...]]:
    """Yield the sets that may be taken of arrows, by the states that each leaves.

    The inner one wins, else the first that is tried. python-statemachine tries states in
    the order in which they were entered, which is not known here: so any may be first.
    Exponential in the arrows that conflict, where they are many.
    """
    start: tuple[frozenset[Arrow], frozenset[Arrow]] = (frozenset(), frozenset(arrows))
    todo, seen = [start], {start}
    found: dict[tuple[Arrow, ...], None] = {}
    while todo:
        kept, rest = todo.pop()
        free = next((a for a in rest if _is_alone(a, arrows, leaves)), None)
        if not rest:
            found[tuple(arrow for arrow in arrows if arrow in kept)] = None
        for arrow in reversed(arrows) if free is None else (free,):
            if arrow not in rest:
                continue
            rivals = {other for other in kept if leaves[arrow] & leaves[other]}
            wins = all(arrow.source.inside(rival.source) for rival in rivals)
            after = ((kept - rivals) | {arrow} if wins else kept, rest - {arrow})
            if after not in seen:
                seen.add(after)
                todo.append(after)
    yield from found


def _is_alone(
    arrow: Arrow, arrows: tuple[Arrow, ...], leaves: Mapping[Arrow, frozenset[Node]]
) -> bool:
    return not any(leaves[arrow] & leaves[other] for other in arrows if other is not arrow)
