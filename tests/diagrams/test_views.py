"""A view shows the part that it names, counts the rest, and refuses what means nothing."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.diagrams.examples import ORDER, PARCEL, lifecycles
from tests.effort import examples

from wayout.analysis.finding import Finding, Severity, Step, Suppression, Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.diagrams import Detail, Drawing, View, ViewError, draw, mermaid, plan
from wayout.machines.vocabulary import Actor, Kind, Role

TRIP = Witness((Step(None, "absent"), Step("create", "idle"), Step("pack", "busy")))


def with_events(lifecycle: Lifecycle) -> Lifecycle:
    """Declare the events, and let actors follow from kinds, as reading does."""
    steps = tuple(
        replace(step, actor=step.kind.usual_actor if step.kind else None)
        for step in lifecycle.transitions
    )
    names = dict.fromkeys(step.event for step in steps if step.event)
    return replace(lifecycle, events=tuple(names), transitions=steps)


BOX = with_events(PARCEL)


def shown(drawing: Drawing) -> Counter[Transition]:
    drawn = [step for edge in drawing.edges for step in (*edge.there, *edge.back)]
    listed = [step for rule in drawing.rules for step in rule.transitions]
    inside = [step for node in drawing.nodes for step in node.inside]
    return Counter([*drawn, *listed, *inside])


def events(drawing: Drawing) -> set[str | None]:
    return {step.event for step in shown(drawing)}


def states(drawing: Drawing) -> set[str]:
    return {state for node in drawing.nodes for state in node.states}


def test_an_event_is_shown_with_what_follows() -> None:
    drawing = plan(BOX, view=View(event="pack"))
    assert events(drawing) == {"pack", "packed", "pack_failed", "spill", "drop", "burn"}
    assert states(drawing) == {"idle", "busy", "broken"}
    assert drawing.title.startswith("parcel, event pack and what follows: 3 of 8 states, ")


def test_what_follows_ends_where_the_resource_rests() -> None:
    drawing = plan(BOX, view=View(event="send"))
    assert events(drawing) == {"send", "returned", "stored"}


def test_an_operation_is_all_its_events() -> None:
    drawing = plan(BOX, view=View(operation="pack"))
    assert events(drawing) == {"pack", "pack_failed"}
    assert drawing.title.startswith("parcel, operation pack: ")


def test_around_a_state_is_what_is_near_by_rare_events() -> None:
    drawing = plan(BOX, view=View(around="moving"))
    assert states(drawing) == {"moving", "idle"}
    assert "reset" not in events(drawing)
    assert any("Not shown" in text and "reset" in text for text in drawing.summary)
    assert states(plan(BOX, view=View(around="moving", depth=2))) >= {"busy", "absent"}


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View(around="moving", actor=Actor.ADMIN), True),
        (View(around="moving", actor=Actor.USER), False),
        (View(around="moving", failures=True), False),
    ],
)
def test_common_events_that_the_view_would_not_show_are_not_named(view: View, said: bool) -> None:  # noqa: FBT001 - a case
    summary = " ".join(plan(BOX, view=view).summary)
    assert ("half of the states or more: reset." in summary) is said


def test_common_steps_without_event_are_named() -> None:
    idle = replace(BOX.transitions[0], event=None, kind=None, actor=None)
    steps = (replace(idle, from_state=state.id, to_state="idle") for state in BOX.states)
    lifecycle = replace(BOX, transitions=(*BOX.transitions, *steps))
    assert "(no event)" in " ".join(plan(lifecycle, view=View(around="moving")).summary)


def test_only_failures() -> None:
    found = shown(plan(BOX, view=View(failures=True)))
    assert {step.kind for step in found} == {Kind.FAILURE}
    assert found.total() == 4


@pytest.mark.parametrize(
    ("actor", "expected"),
    [(Actor.USER, {Actor.USER}), (Actor.ADMIN, {Actor.USER, Actor.ADMIN})],
)
def test_only_what_an_actor_can_do(actor: Actor, expected: set[Actor]) -> None:
    found = shown(plan(BOX, view=View(actor=actor)))
    assert {step.actor for step in found} == expected


def test_views_combine() -> None:
    found = shown(plan(BOX, view=View(around="busy", failures=True, actor=Actor.SERVICE)))
    assert {step.to_state for step in found} == {"broken"}
    assert {step.kind for step in found} == {Kind.FAILURE}


def test_the_steps_of_a_witness_are_numbered() -> None:
    drawing = plan(BOX, view=View(witness=TRIP))
    assert [edge.label for edge in drawing.edges] == ["1 create", "2 pack"]
    assert "a run to busy in 2 steps" in drawing.title
    assert "1 create (request, by user): shop/api.py:create." in drawing.edges[0].title


def test_a_cycle_is_numbered_on_and_said() -> None:
    lasso = Witness(TRIP.stem, (Step("packed", "idle"), Step("pack", "busy")))
    drawing = plan(BOX, view=View(witness=lasso))
    assert [edge.label for edge in drawing.edges] == ["1 create", "2,4 pack ⇄\n3 packed"]
    assert "The steps from 3 on are repeated for ever." in drawing.summary


@pytest.mark.parametrize(
    ("view", "problem"),
    [
        (View(event="packd"), "parcel has no event 'packd'; did you mean 'packed'?"),
        (View(around="idel"), "parcel has no state 'idel'; did you mean 'idle'?"),
        (View(operation="x"), "parcel has no operation 'x'; it has"),
        (View(event="pack", around="idle"), "event and around each choose a part"),
        (View(depth=2), "depth says how far around a state"),
        (View(around="idle", depth=0), "depth is 0, and must be 1 or more steps"),
        (View(witness=TRIP, failures=True), "a witness is shown whole"),
        (View(witness=Witness((Step(None, "no"),))), "parcel has no state 'no'"),
        (
            View(witness=Witness((Step(None, "idle"), Step("create", "busy")))),
            "parcel has no step create from idle to busy",
        ),
    ],
)
def test_what_means_nothing_is_refused(view: View, problem: str) -> None:
    with pytest.raises(ViewError) as caught:
        plan(BOX, view=view)
    assert problem in str(caught.value)


def test_all_problems_are_said_at_once() -> None:
    with pytest.raises(ViewError) as caught:
        plan(BOX, view=View(event="no", around="no", depth=0))
    assert len(caught.value.problems) == 4


SOME = st.builds(
    View,
    around=st.sampled_from([None, "s0"]),
    failures=st.booleans(),
    actor=st.sampled_from([None, *Actor]),
)


@settings(max_examples=examples(60), deadline=None)
@given(lifecycle=lifecycles().map(with_events), view=SOME)
def test_what_is_left_out_is_counted(lifecycle: Lifecycle, view: View) -> None:
    drawing = plan(lifecycle, Detail.FULL, view)
    assert not shown(drawing) - Counter(lifecycle.transitions)
    left = {
        "state": len(lifecycle.states) - len(states(drawing)),
        "transition": len(lifecycle.transitions) - shown(drawing).total(),
    }
    parts = [f"{n} {what}{'' if n == 1 else 's'}" for what, n in left.items() if n]
    said = (f"Left out of this view: {', '.join(parts)}.",) if parts else ()
    assert tuple(text for text in drawing.summary if text.startswith("Left out")) == said


def finding(check: str, *where: str, reason: str = "") -> Finding:
    return Finding(
        check=check,
        slug="some-slug",
        severity=Severity.WARNING,
        lifecycle="parcel",
        message=f"message of {check}",
        remedy="",
        states=where,
        suppressed=Suppression(reason) if reason else None,
    )


def test_findings_are_marked_without_colour() -> None:
    found = (
        finding("WO202", "broken", reason="known upstream"),
        finding("WO203", "broken", "lost"),
        finding("WO107"),
    )
    drawing = plan(BOX, view=View(findings=found))
    node = {node.states[0]: node for node in drawing.nodes if node.states}
    assert node["broken"].caption == "⚑ WO203 ⚐ WO202"
    assert node["lost"].caption == "⚑ WO203"
    assert "WO202 some-slug, accepted: known upstream" in node["broken"].title
    assert "WO203 some-slug: message of WO203" in node["broken"].title
    assert node["idle"].caption == ""
    assert "2 findings marked. 1 finding about no state that is shown, not marked." in (
        drawing.summary
    )
    assert any(sign.startswith("⚐") for sign in drawing.signs)
    assert "⚑" in draw(BOX, "dot", view=View(findings=found)).data.decode()


def test_a_view_of_nothing_says_so() -> None:
    calm = replace(ORDER, transitions=(), initial=())
    drawing = plan(calm, view=View(failures=True))
    assert drawing.title == "order, failures: 0 of 6 states, 0 of 0 transitions"
    assert mermaid(drawing)
    assert all(node.role is not Role.ERROR for node in drawing.nodes)
