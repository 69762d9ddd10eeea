"""Pictures of what logs say: every line that was taken, with its number, and what is against."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analysis.conformance.replay.logs import Row, table, walks
from tests.analysis.conformance.replay.test_replaying import Door, lifecycle_of, log, replayed
from tests.analysis.lifecycles import lifecycles
from tests.analysis.recorded import walked

from wayout.analysis.checks.catalogue import ON_LOGS, checks
from wayout.analysis.conformance.replay.judging import Outcome
from wayout.analysis.conformance.replay.replaying import replay
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.verification import verify
from wayout.diagrams import draw_recorded, pictures
from wayout.diagrams.drawing import Drawing
from wayout.diagrams.errors import LimitReached
from wayout.diagrams.recorded import recorded
from wayout.machines.server import Server
from wayout.machines.vocabulary import Kind

WALK = ("shut", "opening", "shut", "opening", "open", "ajar", "gone", "shut")


def lines(drawing: Drawing) -> dict[tuple[str, str], str]:
    called = {node.id: node.label or "begins" for node in drawing.nodes}
    return {(called[edge.tail], called[edge.head]): edge.label for edge in drawing.edges}


def test_lines_bear_how_often_they_were_taken_and_what_is_against_has_a_sign() -> None:
    drawing = recorded(replayed(log(*WALK)))
    assert lines(drawing) == {
        ("begins", "shut"): "1",
        ("shut", "opening"): "2",
        ("opening", "shut"): "1",
        ("opening", "open"): "1",
        ("open", "ajar"): "✗ 1",
        ("ajar", "gone"): "✗ 1",
        ("gone", "shut"): "✗ 1",
    }
    assert "✗ not declared." in drawing.signs
    kinds = {edge.label: edge.kind for edge in drawing.edges if edge.there}
    assert kinds["2"] is Kind.REQUEST
    (title,) = (edge.title for edge in drawing.edges if edge.label == "2")
    assert "push (request, by user): door.py:push." in title
    assert "2 times, first 2026-01-31 12:00:01, last 2026-01-31 12:00:03, such as of v." in title


def test_findings_are_marked_on_states_that_are_not_declared_too() -> None:
    held = walked(lifecycle_of(Door), ["shut", "ajar"])
    assert held.recorded is not None
    report = verify([held], checks(ON_LOGS))
    (node,) = (n for n in recorded(held.recorded, report.findings).nodes if n.label == "ajar")
    assert node.caption == "✗ not declared\n⚑ WO603"


def test_what_is_no_line_is_counted() -> None:
    said = " ".join(recorded(replayed(log("opening", "opening", "gone"))).summary)
    assert "Not drawn: 1 skipped, 1 truncated, 1 stutter." in said


def test_the_most_frequent_lines_are_drawn_after_all_that_are_against() -> None:
    drawing = recorded(replayed(log(*WALK)), most=4)
    assert sorted(lines(drawing).values()) == ["2", "✗ 1", "✗ 1", "✗ 1"]
    assert "Simplified: 3 lines taken less often not drawn." in drawing.summary


def test_fewer_lines_are_drawn_where_all_take_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    renderer = "dot"

    def rendered(drawing: Drawing, *_: object, **__: object) -> bytes:
        asked.append(len(drawing.edges))
        if len(asked) == 1:
            raise LimitReached(renderer, 10)
        return b"<svg/>"

    monkeypatch.setattr(pictures, "render", rendered)
    rows = [
        Row(f"{a} {b}", datetime(2026, 1, 31 - tail), value)  # noqa: DTZ001 - logs are in UTC
        for a in range(9)
        for b in range(9)
        for tail, value in enumerate((f"s{a}", f"s{b}"))
    ]
    picture = draw_recorded(replay(table(rows), lifecycle_of(Door), complete=False), "svg")
    assert (asked[0] > asked[1], picture.notice) == (
        True,
        "dot was stopped: it took longer than 10 s",
    )


@pytest.mark.parametrize("form", ["svg", "dot", "mermaid", "plantuml"])
def test_every_format_says_what_is_against(form: str) -> None:
    picture = draw_recorded(replayed(log("shut", "a<b>&\n", "shut")), form)  # type: ignore[arg-type]
    text = picture.data.decode()
    assert {"mermaid": "#10007; 1", "plantuml": "<U+2717> 1"}.get(form, "✗ 1") in text
    assert ("a<b>" in text) == (form == "dot")


def test_the_largest_lifecycle_can_be_drawn() -> None:
    server = lifecycle_of(Server)
    rows = walks(server, Random(1), 300, 30)  # noqa: S311 - the same traces every time
    drawing = recorded(replay(table(rows), server, complete=False))
    assert len(drawing.edges) == 150
    assert draw_recorded(replay(table(rows), server, complete=False), "svg").notice == ""


VALUES = st.sampled_from([*(f"s{number}" for number in range(7)), "shared", "strange"])


@given(lifecycles(), st.lists(VALUES, max_size=12))
def test_every_step_is_at_a_line_or_counted(random: Lifecycle, values: list[str]) -> None:
    found = walked(random, values).recorded
    assert found is not None
    drawing = recorded(found)
    at_lines = sum(int(edge.label.removeprefix("✗ ")) for edge in drawing.edges)
    left = (Outcome.SKIPPED, Outcome.TRUNCATED, Outcome.STUTTER)
    unknown = set(values) - {state.value for state in random.states}
    again = sum(a == b and a in unknown for a, b in pairwise(values))
    assert at_lines + sum(found.counts[each] for each in left) + again == len(values)
