"""No row is as long as there are boxes."""

from dataclasses import replace

import networkx as nx
import pytest
from hypothesis import given
from tests.diagrams.examples import lifecycles
from tests.diagrams.test_pictures import ring

from wayout.analysis.lifecycle import Compound, Lifecycle, State, Transition
from wayout.diagrams import Detail, dot, plan
from wayout.diagrams.drawing import Mark, Node
from wayout.diagrams.layering import bridges, lines
from wayout.diagrams.spreading import lengths, rows, stacks
from wayout.machines.vocabulary import Kind, Role


def fan(ends: int, *, inward: bool) -> Lifecycle:
    """Return a lifecycle with lines to, or from, one state and as many others."""
    names = [f"state_number_{index}" for index in range(ends)]
    return replace(
        ring(1),
        initial=(),
        states=tuple(State(name, name, Role.STABLE) for name in ("hub", *names)),
        transitions=tuple(
            Transition(f"go_{name}", *((name, "hub") if inward else ("hub", name)), Kind.REQUEST)
            for name in names
        ),
    )


@pytest.mark.parametrize("inward", [True, False])
def test_a_wide_fan_is_spread_over_rows_about_equally_wide(inward: bool) -> None:  # noqa: FBT001 - a case
    drawing = plan(fan(20, inward=inward))
    found = lengths(drawing, lines(drawing))
    rows_of = [found.get(edge.id, 1) for edge in drawing.edges]
    assert rows_of == sorted(rows_of)
    counts = [rows_of.count(length) for length in range(1, max(rows_of) + 1)]
    assert len(counts) > 1
    assert max(counts) - min(counts) <= 1
    assert "minlen=2" in dot(drawing)


@pytest.mark.parametrize("inward", [True, False])
def test_a_narrow_fan_is_left_as_it_is(inward: bool) -> None:  # noqa: FBT001 - a case
    drawing = plan(fan(5, inward=inward))
    assert not lengths(drawing, lines(drawing))


def test_what_other_lines_touch_is_in_no_fan() -> None:
    drawing = plan(ring(30))
    assert not lengths(drawing, lines(drawing))


def test_boxes_without_lines_stand_in_rows_in_order() -> None:
    idle = replace(fan(30, inward=True), transitions=())
    drawing = plan(idle)
    names = [node.id for node in drawing.nodes]
    found = rows(names, drawing)
    assert [name for row in found for name in row] == names
    assert 1 < len(found) < len(names) / 3


def test_one_row_stays_one() -> None:
    drawing = plan(fan(3, inward=True))
    assert len(rows([node.id for node in drawing.nodes], drawing)) == 1
    assert rows([], drawing) == ()


def apart(number: int, per_cluster: int) -> Lifecycle:
    """Return a lifecycle of clusters that no line joins, each a ring of states."""
    steps, states = [], []
    for index in range(number):
        one = ring(per_cluster)
        states += [
            replace(each, id=f"{each.id}_{index}", parent=f"c{index}") for each in one.states
        ]
        steps += [
            replace(
                each, from_state=f"{each.from_state}_{index}", to_state=f"{each.to_state}_{index}"
            )
            for each in one.transitions
        ]
    return replace(
        ring(1),
        initial=(),
        states=tuple(states),
        transitions=tuple(steps),
        compounds=tuple(Compound(f"c{index}", f"c{index}") for index in range(number)),
    )


def test_clusters_that_no_line_joins_stand_below_each_other() -> None:
    drawing = plan(apart(3, 8), Detail.FULL)
    found = stacks(drawing, lines(drawing))
    assert [len(names) for names in found] == [8, 8, 8]
    assert "between1" in dot(drawing)
    assert "between2" not in dot(drawing)


def test_clusters_that_are_small_or_joined_stand_as_they_are() -> None:
    small = plan(apart(3, 4), Detail.FULL)
    assert stacks(small, lines(small)) == ()
    whole = apart(3, 8)
    bridge = Transition("over", "s0_0", "s0_1", Kind.REQUEST)
    joined = plan(replace(whole, transitions=(*whole.transitions, bridge)), Detail.FULL)
    assert stacks(joined, lines(joined)) == ()


def test_clusters_that_are_too_wide_side_by_side_stand_in_rows_with_what_they_are_joined_to() -> (
    None
):
    whole = apart(6, 8)
    bridge = Transition("over", "s0_0", whole.states[-1].id, Kind.REQUEST)
    drawing = plan(replace(whole, transitions=(*whole.transitions, bridge)), Detail.FULL)
    found = stacks(drawing, lines(drawing))
    inside = {state: node.id for node in drawing.nodes for state in node.states}
    assert sorted(name for row in found for name in row) == sorted(inside.values())
    assert 1 < len(found) < 6
    (row,) = (row for row in found if inside[bridge.from_state] in row)
    assert inside[bridge.to_state] in row


def test_in_a_picture_of_few_lines_labels_count_too() -> None:
    crowded = fan(5, inward=True)
    back = tuple(
        replace(each, event=f"a_rather_long_name_{each.event}", kind=kind)
        for each in crowded.transitions
        for kind in (Kind.FAILURE, Kind.REVERT)
    )
    drawing = plan(replace(crowded, transitions=(*crowded.transitions, *back)), Detail.FULL)
    assert len(drawing.edges) == 15
    found = lengths(drawing, lines(drawing))
    by_tail: dict[str, set[int]] = {}
    for edge in drawing.edges:
        by_tail.setdefault(edge.tail, set()).add(found.get(edge.id, 1))
    assert all(len(one) == 1 for one in by_tail.values())
    assert len(set.union(*by_tail.values())) > 1


def test_several_lines_to_the_same_hub_are_in_its_fan() -> None:
    once = fan(30, inward=True)
    twice = tuple(replace(step, kind=Kind.FAILURE) for step in once.transitions)
    drawing = plan(replace(once, transitions=(*once.transitions, *twice)))
    found = lengths(drawing, lines(drawing))
    assert max(found.values()) > 1
    assert all(
        found.get(edge.id) == found.get(f"e{int(edge.id[1:]) % 30}") for edge in drawing.edges
    )


@given(lifecycles())
def test_bridges_connect_each_cluster_and_no_more(lifecycle: Lifecycle) -> None:
    drawing = plan(lifecycle, Detail.FULL)
    parents = {cluster.id: cluster.parent for cluster in drawing.clusters}
    inside = {cluster: set[str]() for cluster in parents}
    for node in drawing.nodes:
        around = node.cluster
        while around is not None:
            inside[around].add(node.id)
            around = parents[around]

    def connected(pairs: set[tuple[str, str]]) -> bool:
        graphs = []
        for names in filter(None, inside.values()):
            graphs.append(nx.Graph(pair for pair in pairs if names.issuperset(pair)))
            graphs[-1].add_nodes_from(names)
        return all(map(nx.is_connected, graphs))

    joined = set(lines(drawing).values())
    added = set(bridges(drawing))
    assert connected(joined | added)
    assert not any(connected((joined | added) - {one}) for one in added - joined)
    assert len(added) == len(bridges(drawing))


def test_what_no_line_touches_is_bridged_to_from_above() -> None:
    drawing = plan(apart(1, 3))
    alone = Node("alone", "alone", "alone", "alone", Mark.STATE, Role.STABLE, ("alone",), "c0")
    first = replace(drawing, nodes=(alone, *drawing.nodes))
    (pair,) = bridges(first)
    assert pair[1] == "alone"
