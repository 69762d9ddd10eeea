import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayout.analysis.finding import Step, Witness
from wayout.analysis.systems.composing import LocalStep, Part, compose
from wayout.analysis.systems.running import NoRunError, run_of
from wayout.analysis.systems.system import Member, System
from wayout.analysis.systems.unfolding import named


def member(name: str, *states: str) -> Member:
    return Member(name, states, (0,), {state: frozenset({n}) for n, state in enumerate(states)})


def house(*lamp: str) -> System:
    door = Part(
        member("door", "shut", "open"),
        (LocalStep("enter", 0, 1, "request", "user"), LocalStep("leave", 1, 0)),
    )
    lit = Part(
        member("lamp", *lamp),
        (LocalStep("enter", 0, 1), LocalStep("off", 1, 0, when={0: frozenset({0})})),
    )
    return compose("house", (door, lit))


def test_a_run_says_what_each_step_moves_and_looks_at() -> None:
    stem = (
        Step(None, "door.shut lamp.off"),
        Step("enter", "door.open lamp.on"),
        Step("leave", "door.shut lamp.on"),
        Step("off", "door.shut lamp.off"),
    )
    run = run_of(house("off", "on"), Witness(stem))
    assert run.begins == (0, 0)
    assert [(s.states, s.moved, s.asked) for s in run.steps] == [
        ((1, 1), (0, 1), ()),
        ((0, 1), (0,), ()),
        ((0, 0), (1,), (0,)),
    ]
    assert (run.steps[0].action.kind, run.steps[0].action.actor) == ("request", "user")
    assert run.again is None


def test_a_cycle_begins_after_the_stem() -> None:
    stem = (Step(None, "door.shut lamp.off"), Step("enter", "door.open lamp.on"))
    cycle = (
        Step("leave", "door.shut lamp.on"),
        Step("off", "door.shut lamp.off"),
        Step("enter", "door.open lamp.on"),
    )
    run = run_of(house("off", "on"), Witness(stem, cycle))
    assert run.again == 1
    assert len(run.steps) == 4


@pytest.mark.parametrize(
    "state", ["door.open lamp.off", "door.shut", "door.shut lamp.off ", "lamp.off door.shut", ""]
)
def test_what_the_system_cannot_do_is_no_run(state: str) -> None:
    witness = Witness((Step(None, "door.shut lamp.off"), Step("enter", state)))
    with pytest.raises(NoRunError):
        run_of(house("off", "on"), witness)


AWKWARD = st.text(alphabet="ab .lamp", max_size=8)


@given(
    st.lists(AWKWARD, min_size=2, max_size=4, unique=True),
    st.lists(AWKWARD, min_size=1, max_size=4, unique=True),
)
def test_states_with_spaces_and_dots_are_read_again(first: list[str], second: list[str]) -> None:
    system = System("s", (member("a", *first), member("lamp", *second)), ())
    text = named(system, (1, 0))
    run = run_of(system, Witness((Step(None, text),)))
    assert named(system, run.begins) == text
