"""Runs of systems with a lane for each member: what is drawn, whatever the names are."""

import json
from pathlib import Path

import html5lib
import pytest

from wayout.analysis.finding import Step, Witness
from wayout.analysis.proof import Proof, Verdict
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.system import Member
from wayout.diagrams import ViewError, draw_lanes, lanes_of
from wayout.diagrams.drawing import Mark
from wayout.diagrams.grids import grid
from wayout.diagrams.lanes import MOST_STEPS
from wayout.machines.vocabulary import Claim, Kind, Role

HOSTILE = json.loads((Path(__file__).parent / "hostile_texts.json").read_text(encoding="utf-8"))


def member(name: str, *states: str, transient: int = 1) -> Member:
    names = {state: frozenset({n}) for n, state in enumerate(states)}
    roles = {"stable": frozenset({0}), "transient": frozenset({transient})}
    return Member(name, states, (0,), names, roles)


def printing(busy: str = "printing", others: int = 0, claim: str = "calm") -> DeclaredSystem:
    parts = (
        Part(
            member("printer", "idle", busy),
            (LocalStep("print", 0, 1, "request", "user"), LocalStep("done", 1, 0, "success")),
        ),
        Part(
            member("queue", "empty", "waiting"),
            (LocalStep("submit", 0, 1, when={0: frozenset({0})}), LocalStep("print", 1, 0)),
        ),
        *(Part(member(f"m{n}", "a", "b"), ()) for n in range(others)),
    )
    claims = (Claim(claim, "AG printer.idle", "it is idle"),)
    return DeclaredSystem("desk", "Desk", "desk", compose("desk", parts), claims=claims)


def proof(declared: DeclaredSystem, *cycle: str, busy: str = "printing", steps: int = 2) -> Proof:
    rest = "".join(f" m{n}.a" for n in range(len(declared.system.members) - 2))
    texts = {
        "submit": f"printer.idle queue.waiting{rest}",
        "print": f"printer.{busy} queue.empty{rest}",
        "done": f"printer.idle queue.empty{rest}",
    }
    names = [["submit", "print", "done"][n % 3] for n in range(steps)]
    stem = (Step(None, texts["done"]), *(Step(name, texts[name]) for name in names))
    witness = Witness(stem, tuple(Step(name, texts[name]) for name in cycle))
    return Proof(declared.claims[0], "desk", Verdict.FAILS, witness)


def test_each_step_is_a_row_with_the_state_of_each_member() -> None:
    declared = printing()
    lanes = lanes_of(declared, proof(declared))
    assert lanes.title == "desk, calm fails: a run of 2 steps"
    assert lanes.lanes == ("printer", "queue")
    assert [(row.number, row.event, row.kind) for row in lanes.rows] == [
        (1, "submit", None),
        (2, "print", Kind.REQUEST),
    ]
    assert [cell.state for cell in lanes.rows[0].cells] == ["idle", "waiting"]
    assert [(c.is_new, c.is_asked) for c in lanes.rows[0].cells] == [(False, True), (True, False)]
    assert [cell.role for cell in lanes.rows[1].cells] == [Role.TRANSIENT, Role.STABLE]
    assert lanes.rows[1].traits == "request, by user"


def test_the_grid_is_rectangular_and_marks_who_takes_part() -> None:
    declared = printing()
    drawing = grid(lanes_of(declared, proof(declared)))
    marks = {node.id: node.mark for node in drawing.nodes}
    assert {len(row) for row in drawing.rows} == {3}
    assert {name for row in drawing.rows for name in row} == set(marks)
    assert [marks[name] for name in drawing.rows[2]] == [Mark.STEP, Mark.ASKED, Mark.MOVED]
    assert [marks[name] for name in drawing.rows[3]] == [Mark.PLACE, Mark.KEPT, Mark.STATE]
    assert drawing.kinds == (Kind.REQUEST,)


def test_what_is_repeated_is_framed() -> None:
    declared = printing()
    lanes = lanes_of(declared, proof(declared, "done", "submit", "print"))
    assert lanes.repeated == "for ever: steps 3 to 5 are repeated"
    drawing = grid(lanes)
    (loop,) = drawing.clusters
    inside = [node.id for node in drawing.nodes if node.cluster == loop.id]
    assert set(inside) == {name for row in drawing.rows[6:] for name in row}
    text = draw_lanes(lanes, "mermaid").data.decode()
    assert text.index("4 submit") > text.index("loop ") > text.index("2 print")


def test_members_that_no_step_is_about_are_counted() -> None:
    declared = printing(others=7)
    lanes = lanes_of(declared, proof(declared))
    assert lanes.lanes == ("printer", "queue")
    assert "Left out of this view: 7 members that no step here is about." in lanes.summary


def test_the_middle_of_a_long_run_is_left_out() -> None:
    declared = printing()
    steps = MOST_STEPS + 41
    lanes = lanes_of(declared, proof(declared, steps=steps))
    assert len(lanes.rows) == MOST_STEPS
    assert [row.number for row in lanes.rows][9:12] == [10, 52, 53]
    assert lanes.rows[-1].number == steps
    assert "41 steps left out, where the dots are." in lanes.summary
    assert "…\n52  submit" in {node.label for node in grid(lanes).nodes}


def test_a_broad_run_is_drawn_with_fewer_steps_and_their_lanes() -> None:
    number = 150
    parts = tuple(
        Part(
            member(f"m{n}", "a", "b"),
            (LocalStep(f"e{n}", 0, 1, when={n - 1: frozenset({1})} if n else {}),),
        )
        for n in range(number)
    )
    declared = DeclaredSystem(
        "chain", "Chain", "chain", compose("chain", parts), claims=(Claim("c", "true", "so"),)
    )
    texts = [
        " ".join(f"m{n}.{'b' if n < done else 'a'}" for n in range(number))
        for done in range(number + 1)
    ]
    stem = (Step(None, texts[0]), *(Step(f"e{n}", texts[n + 1]) for n in range(number)))
    lanes = lanes_of(declared, Proof(declared.claims[0], "chain", Verdict.FAILS, Witness(stem)))
    assert len(lanes.rows) * len(lanes.lanes) < 1_000
    assert lanes.rows[-1].number == number
    assert lanes.lanes[-1] == "m149"


def test_without_a_run_there_is_nothing_to_draw() -> None:
    declared = printing()
    holding = Proof(declared.claims[0], "desk", Verdict.HOLDS)
    with pytest.raises(ViewError, match="calm holds without a run"):
        lanes_of(declared, holding)


def test_a_run_of_another_system_is_refused() -> None:
    with pytest.raises(ViewError, match="desk: the system has no"):
        lanes_of(printing(busy="at work"), proof(printing()))


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_name_is_markup(text: str) -> None:
    declared = printing(busy=text, claim=text if text.strip() else "calm")
    lanes = lanes_of(declared, proof(declared, busy=text))
    for form in ("dot", "mermaid", "plantuml"):
        plain = draw_lanes(lanes_of(printing(), proof(printing())), form).data.decode()
        hostile = draw_lanes(lanes, form).data.decode()
        assert len(hostile.splitlines()) == len(plain.splitlines())


def test_an_svg_says_in_words_what_it_shows() -> None:
    declared = printing()
    root = html5lib.parseFragment(draw_lanes(lanes_of(declared, proof(declared)), "svg").data)
    said = {element.text for element in root.iter() if str(element.tag).endswith("}title")}
    assert "desk, calm fails: a run of 2 steps" in said
    assert "print leads printer to printing." in said
    assert "submit looks at printer in idle." in said
    assert "queue is in waiting, transient." in said
