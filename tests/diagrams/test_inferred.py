"""What was inferred and not read shows in every picture, and only there is the sign explained."""

from dataclasses import replace

import pytest
from tests.diagrams.examples import ORDER, PARCEL

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, draw, plan
from wayout.diagrams.pictures import AnyFormat
from wayout.interfaces.loading import load_lifecycles
from wayout.machines import BUILTIN

EXPLAINED = "? inferred, not read in the source."


def unsure(lifecycle: Lifecycle, *events: str) -> Lifecycle:
    steps = (replace(step, unsure=step.event in events) for step in lifecycle.transitions)
    return replace(lifecycle, transitions=tuple(steps))


def drawn(lifecycle: Lifecycle, form: AnyFormat, detail: Detail | None = None) -> str:
    return draw(lifecycle, form, detail=detail).data.decode()


@pytest.mark.parametrize("form", ["dot", "svg", "mermaid"])
def test_the_event_bears_the_sign_and_the_picture_explains_it(form: AnyFormat) -> None:
    text = drawn(unsure(ORDER, "retry"), form)
    assert "retry?" in text
    assert "settle?" not in text
    assert EXPLAINED in text


@pytest.mark.parametrize("form", ["dot", "svg", "mermaid"])
def test_nothing_is_explained_that_does_not_occur(form: AnyFormat) -> None:
    assert "inferred" not in drawn(ORDER, form)
    assert "inferred" not in drawn(PARCEL, form)


@pytest.mark.parametrize("form", ["dot", "svg"])
def test_the_tooltip_says_so(form: AnyFormat) -> None:
    assert "retry (progress, inferred): shop/api.py:retry." in drawn(unsure(ORDER, "retry"), form)


@pytest.mark.parametrize("form", ["dot", "svg", "mermaid"])
def test_a_listed_event_bears_it_too(form: AnyFormat) -> None:
    text = drawn(unsure(PARCEL, "delete"), form)
    assert "delete? (request)" in text
    assert EXPLAINED in text


def test_an_event_beyond_the_third_is_not_lost() -> None:
    (line,) = [edge for edge in plan(unsure(PARCEL, "burn")).edges if "spill" in edge.label]
    assert line.label == "pack_failed\nspill\ndrop +1?"


def test_one_inferred_transition_marks_the_event_of_its_line_alone() -> None:
    first = next(step for step in ORDER.transitions if step.event == "settle")
    steps = (replace(step, unsure=step is first) for step in ORDER.transitions)
    labels = [edge.label for edge in plan(replace(ORDER, transitions=tuple(steps))).edges]
    assert sorted(label for label in labels if "settle" in label) == ["settle", "settle?"]


@pytest.mark.parametrize("detail", [Detail.QUIET, Detail.FOLDED])
def test_lines_without_labels_still_bear_the_sign(detail: Detail) -> None:
    assert 'label="?"' not in drawn(ORDER, "dot", detail).replace(" ", "")
    assert drawn(unsure(ORDER, "retry"), "dot", detail).count('label=" ? "') == 1


def test_an_overview_counts_what_its_boxes_hold() -> None:
    overview = plan(unsure(ORDER, "pay", "retry"), Detail.GROUPS)
    captions = [node.caption for node in overview.nodes]
    assert "3 states, 3 transitions inside, 2 of them inferred ?" in captions
    assert EXPLAINED in overview.signs


@pytest.mark.parametrize("name", BUILTIN)
def test_every_lifecycle_with_something_inferred_explains_the_sign(name: str) -> None:
    (lifecycle,) = load_lifecycles([name])
    assert (EXPLAINED in plan(lifecycle).signs) == any(s.unsure for s in lifecycle.transitions)
