from collections.abc import Mapping
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st
from statemachine import State
from statemachine.transition import Transition

from wayout.analysis.reading.conflicts import compatible
from wayout.analysis.reading.tree import Arrow, Node

Leaves = Mapping[Arrow, frozenset[Node]]


def node(parent: Node | None, number: int) -> Node:
    above = () if parent is None else (parent, *parent.ancestors)
    return Node(State(), f"n{number}", parent, (number, number), above, (f"n{number}",))


def arrow(source: Node) -> Arrow:
    return Arrow(Transition(source.state, source.state), source, (), (), None)


@st.composite
def conflicts(draw: st.DrawFn) -> Leaves:
    nodes: list[Node] = []
    for number in range(draw(st.integers(1, 6))):
        nodes.append(node(draw(st.sampled_from([None, *nodes])), number))
    left = st.frozensets(st.sampled_from(nodes), max_size=3)
    sources = draw(st.lists(st.sampled_from(nodes), max_size=5))
    return {arrow(source): draw(left) for source in sources}


def taken(order: tuple[Arrow, ...], leaves: Leaves) -> frozenset[Arrow]:
    """Try the arrows one by one, as SCXML's `removeConflictingTransitions` does."""
    kept: set[Arrow] = set()
    for each in order:
        rivals = {other for other in kept if leaves[each] & leaves[other]}
        if all(each.source.inside(rival.source) for rival in rivals):
            kept = (kept - rivals) | {each}
    return frozenset(kept)


@given(conflicts())
def test_finds_what_every_order_takes(leaves: Leaves) -> None:
    arrows = tuple(leaves)
    found = list(compatible(arrows, leaves))
    assert {frozenset(each) for each in found} == {
        taken(order, leaves) for order in permutations(arrows)
    }
    assert len(found) == len(set(found))
    assert all(list(each) == [one for one in arrows if one in each] for each in found)


def test_many_regions_that_all_leave_are_told_apart_at_once() -> None:
    inside = node(None, 0)
    arrows = tuple(arrow(node(inside, number)) for number in range(1, 61))
    leaves = dict.fromkeys(arrows, frozenset({inside}))
    assert {frozenset(each) for each in compatible(arrows, leaves)} == {
        frozenset({each}) for each in arrows
    }


def test_regions_that_leave_a_part_each_multiply_and_no_more() -> None:
    parts = [node(None, number) for number in range(5)]
    arrows = tuple(arrow(node(part, 9)) for part in parts for _ in range(2))
    leaves = {each: frozenset(each.source.ancestors) for each in arrows}
    assert len(list(compatible(arrows, leaves))) == 2 ** len(parts)
