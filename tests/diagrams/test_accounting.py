"""Nothing is hidden: every transition is drawn, listed or inside one box, exactly once."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from tests.analysis import lifecycles as tiny
from tests.diagrams.examples import ORDER, PARCEL, lifecycles
from tests.effort import examples

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, Drawing, Mark, Node, plan
from wayout.machines.vocabulary import Actor, Kind, Role

SERVICES = [kind for kind in Kind if kind.usual_actor is Actor.SERVICE]
DRAWN = [detail for detail in Detail if detail is not Detail.NOTICE]


def node_of(drawing: Drawing) -> dict[str, Node]:
    return {state: node for node in drawing.nodes for state in node.states}


def account_for(lifecycle: Lifecycle, drawing: Drawing) -> None:
    drawn = [step for edge in drawing.edges for step in (*edge.there, *edge.back)]
    listed = [step for rule in drawing.rules for step in rule.transitions]
    inside = [step for node in drawing.nodes for step in node.inside]
    assert Counter([*drawn, *listed, *inside]) == Counter(lifecycle.transitions)


def lines_lead_where_they_say(drawing: Drawing) -> None:
    node = node_of(drawing)
    clusters = {cluster.id: cluster for cluster in drawing.clusters}
    for edge in drawing.edges:
        for step in edge.there:
            tail = node[step.from_state]
            assert node[step.to_state].id == edge.head
            if edge.tail_cluster is None:
                assert tail.id == edge.tail
                continue
            around = tail.cluster
            while around is not None and around != edge.tail_cluster:
                around = clusters[around].parent
            assert around == edge.tail_cluster
        for step in edge.back:
            assert (node[step.from_state].id, node[step.to_state].id) == (edge.head, edge.tail)
        if drawing.detail is not Detail.GROUPS:
            assert {step.kind for step in edge.there} <= {edge.kind}
            assert {step.kind for step in edge.back} <= {edge.kind, *SERVICES}


def borders_speak_for_all_inside(drawing: Drawing) -> None:
    node = node_of(drawing)
    around = {cluster.id: cluster.parent for cluster in drawing.clusters}
    inside: dict[str, set[str]] = {one: set() for one in around}
    for each in drawing.nodes:
        cluster = each.cluster
        while cluster is not None:
            inside[cluster].add(each.id)
            cluster = around[cluster]
    for edge in (edge for edge in drawing.edges if edge.tail_cluster):
        for event in {step.event for step in edge.there}:
            tails = {node[step.from_state].id for step in edge.there if step.event == event}
            assert tails == inside[edge.tail_cluster]


def rules_mean_what_they_say(drawing: Drawing) -> None:
    node = node_of(drawing)
    for rule in drawing.rules:
        assert {step.kind for step in rule.transitions} == {rule.kind}
        found = {
            (node[step.from_state].id, step.event, node[step.to_state].id)
            for step in rule.transitions
        }
        events = {step.event for step in rule.transitions}
        if rule.heads:
            assert found == set(product(rule.tails, events, rule.heads))
        else:
            assert found == {(name, event, name) for name, event in product(rule.tails, events)}


@pytest.mark.parametrize("detail", DRAWN)
@settings(max_examples=examples(60), deadline=None)
@given(lifecycle=lifecycles())
def test_random_lifecycles_are_accounted_for(detail: Detail, lifecycle: Lifecycle) -> None:
    drawing = plan(lifecycle, detail)
    account_for(lifecycle, drawing)
    lines_lead_where_they_say(drawing)
    borders_speak_for_all_inside(drawing)
    rules_mean_what_they_say(drawing)


def test_numbers_in_the_picture_add_up() -> None:
    drawing = plan(PARCEL)
    assert drawing.title == "parcel: 8 states, 44 transitions"
    assert drawing.summary[:2] == (
        "12 transitions drawn as 5 lines.",
        "32 transitions listed below.",
    )


def test_a_universal_event_is_listed_with_its_exceptions() -> None:
    rules = {rule.events: rule for rule in plan(PARCEL).rules}
    assert rules["delete",].origins == "every live state but moving"
    assert rules["delete",].targets == "deleted"
    assert rules["reset",].origins == "every live state"
    assert rules["reset",].targets == "any live state"
    assert len(rules["reset",].transitions) == 25
    assert (rules["look",].origins, rules["look",].targets) == ("idle and busy", "")


def test_a_small_lifecycle_is_drawn_whole() -> None:
    drawing = plan(ORDER)
    assert not drawing.rules
    assert sum(len(edge.there) + len(edge.back) for edge in drawing.edges) == 12


def test_a_compound_state_is_one_origin() -> None:
    drawing = plan(ORDER)
    names = {cluster.id: cluster.label for cluster in drawing.clusters}
    from_borders = {
        (names[edge.tail_cluster], edge.label): len(edge.there)
        for edge in drawing.edges
        if edge.tail_cluster
    }
    assert from_borders == {("open", "cancel"): 3, ("paying", "time_out"): 2}


def test_a_state_that_answers_itself_is_not_inside_a_line_from_the_border() -> None:
    kept = [step for step in ORDER.transitions if step.event != "cancel"]
    cancels = [step for step in ORDER.transitions if step.event == "cancel"]
    drawing = plan(replace(ORDER, transitions=(*kept, *cancels[1:])))
    borders = {edge.label for edge in drawing.edges if edge.tail_cluster}
    assert borders == {"time_out"}
    borders_speak_for_all_inside(drawing)


def test_parallel_transitions_are_one_line_of_three_events_and_a_number() -> None:
    (failures,) = [edge for edge in plan(PARCEL).edges if "pack_failed" in edge.label]
    assert failures.label == "pack_failed\nspill\ndrop +1"
    assert "burn (failure): shop/api.py:burn." in failures.title


def test_a_round_trip_is_one_line_and_its_failure_another() -> None:
    lines = {edge.label: edge for edge in plan(PARCEL).edges}
    trip = lines["send ⇄\nstored\nreturned +1"]
    assert (len(trip.there), len(trip.back)) == (1, 3)
    assert not lines["pack_failed\nspill\ndrop +1"].back


def test_what_an_administrator_brings_back_is_no_round_trip_of_a_user() -> None:
    roles = {"active": Role.STABLE, "pending": Role.TRANSIENT}
    delete = tiny.step("delete", "active", "pending", Kind.REQUEST)
    resumed = tiny.step("resumed", "pending", "active", Kind.STARTUP)
    restore = tiny.step("restore", "pending", "active", Kind.ADMIN)
    lines = plan(tiny.lifecycle(roles, [restore, delete, resumed])).edges
    assert {(line.label, line.kind) for line in lines if line.there} == {
        ("delete ⇄\nresumed", Kind.REQUEST),
        ("restore", Kind.ADMIN),
    }


def test_users_and_administrators_may_each_have_a_round_trip() -> None:
    roles = {"on": Role.STABLE, "off": Role.STABLE}
    steps = [
        tiny.step("stop", "on", "off", Kind.REQUEST),
        tiny.step("force_start", "off", "on", Kind.ADMIN),
        tiny.step("force_stop", "on", "off", Kind.ADMIN),
        tiny.step("start", "off", "on", Kind.REQUEST),
    ]
    lines = plan(tiny.lifecycle(roles, steps)).edges
    assert {(line.label, line.kind) for line in lines if line.there} == {
        ("stop ⇄\nstart", Kind.REQUEST),
        ("force_start ⇄\nforce_stop", Kind.ADMIN),
    }


def test_a_state_that_only_rules_enter_is_pointed_out() -> None:
    drawing = plan(PARCEL)
    node = {node.id: node for node in drawing.nodes}
    lines = [edge for edge in drawing.edges if node[edge.tail].mark is Mark.RULE]
    assert [(node[line.tail].value, line.label, node[line.head].label) for line in lines] == [
        ("every live state", "reset", "error_lost"),
        ("every live state but moving", "delete", "deleted"),
    ]
    assert not any(line.there for line in lines)


def test_groups_are_compound_states_or_roles() -> None:
    inside = {node.label: node.caption for node in plan(ORDER, Detail.GROUPS).nodes}
    assert inside == {
        "": "",
        "open": "3 states, 3 transitions inside",
        "paid": "",
        "failed": "",
        "cancelled": "",
    }
    roles = [node.label for node in plan(PARCEL, Detail.GROUPS).nodes]
    assert roles == ["absent", "idle", "transient", "error", "deleted", "gone"]


def test_a_notice_has_no_states() -> None:
    drawing = plan(PARCEL, Detail.NOTICE)
    assert not drawing.nodes
    assert drawing.title == "parcel: 8 states, 44 transitions"
