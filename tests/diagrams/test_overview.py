"""The lines of an overview bear operations, where a lifecycle declares them in modules."""

from dataclasses import replace

from tests.diagrams.test_likeness import SERVER, step
from tests.diagrams.test_views import with_events

from wayout.analysis.lifecycle import Lifecycle, Location
from wayout.diagrams import Detail, Drawing, View, mermaid, plan
from wayout.machines.vocabulary import Kind

MODULES = {"pause": "pausing", "unpause": "pausing", "stop": "power", "crash": "power"}


def two_operations(*, unsure: bool = False) -> Lifecycle:
    steps = (
        step("pause", "active", "paused", Kind.SUCCESS),
        step("unpause", "paused", "active", Kind.SUCCESS),
        step("stop", "paused", "stopped", Kind.SUCCESS),
        replace(step("crash", "paused", "stopped", Kind.SUCCESS), unsure=unsure),
        step("save", "active", "active_saving"),
    )
    placed = tuple(
        replace(one, location=Location(f"shop/{MODULES.get(one.event or '', 'saving')}.py", 1, 1))
        for one in steps
    )
    states = tuple(each for each in SERVER.states if each.id not in {"broken", "absent"})
    return with_events(replace(SERVER, initial=("active",), states=states, transitions=placed))


def labels(drawing: Drawing) -> list[str]:
    return [edge.label for edge in drawing.edges if edge.there]


def test_lines_bear_operations_and_tooltips_their_events() -> None:
    drawing = plan(two_operations(), Detail.GROUPS)
    assert labels(drawing) == ["pausing ⇄\npausing", "power"]
    assert "Lines bear operations, not events." in drawing.signs
    (_, power) = (edge for edge in drawing.edges if edge.there)
    assert "stop (success, by service)" in power.title
    assert "crash (success, by service)" in power.title
    assert power.title.endswith("Operations: power.")
    assert "s1 --> s2: power" in mermaid(drawing)


def test_an_operation_of_which_something_is_inferred_is_marked() -> None:
    assert labels(plan(two_operations(unsure=True), Detail.GROUPS))[-1] == "power?"


def test_in_the_view_of_one_operation_lines_bear_its_events() -> None:
    drawing = plan(two_operations(), Detail.GROUPS, View(operation="power"))
    assert labels(drawing) == ["stop\ncrash"]


def test_without_modules_lines_bear_events() -> None:
    steps = tuple(replace(one, location=None) for one in two_operations().transitions)
    drawing = plan(replace(two_operations(), transitions=steps), Detail.GROUPS)
    assert labels(drawing) == ["pause ⇄\nunpause", "stop\ncrash"]


def test_the_events_inside_the_boxes_are_named_where_they_are_few() -> None:
    assert (
        "1 transition inside the boxes, by save." in plan(two_operations(), Detail.GROUPS).summary
    )
    many = tuple(step(f"e{index}", "active", "active_saving") for index in range(30))
    drawing = plan(replace(two_operations(), transitions=many), Detail.GROUPS)
    assert "30 transitions inside the boxes." in drawing.summary


def test_what_is_not_there_is_not_counted() -> None:
    inside = (step("save", "active", "active_saving"),)
    drawing = plan(replace(two_operations(), transitions=inside), Detail.GROUPS)
    assert not [said for said in (*drawing.summary, *drawing.signs) if said.startswith("0 ")]
    assert {node.caption for node in drawing.nodes if node.caption} == {
        "2 states, 1 transition inside",
        "2 states",
    }
    nothing = plan(replace(two_operations(), transitions=()))
    assert "No transitions are drawn." in nothing.summary
