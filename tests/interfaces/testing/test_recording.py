import asyncio
import copy
import pickle
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from statemachine import State, StateChart, StateMachine
from statemachine.exceptions import TransitionNotAllowed
from tests.analysis.reading.charts import EVENTS, GUARDS, charts, runs_for_ever
from tests.effort import examples

from wayout.analysis.reading import read
from wayout.interfaces.testing.coverage import Coverage
from wayout.interfaces.testing.recording import Recorder

STEPS = st.lists(
    st.tuples(
        st.sampled_from(EVENTS), st.fixed_dictionaries({guard: st.booleans() for guard in GUARDS})
    ),
    max_size=12,
)


class Lamp(StateMachine):
    """A lamp that settles by itself when it is made."""

    new = State(initial=True)
    off = State()
    lit = State()
    settle = new.to(off)
    on = off.to(lit)
    out = lit.to(off)
    blink = lit.to.itself()


class Settling(StateChart):
    new = State(initial=True)
    ready = State()
    new.to(ready)
    redo = ready.to(new)


def seen(*machines: type, run: object) -> tuple[Coverage, tuple[str, ...]]:
    coverage = Coverage()
    recorder = Recorder(coverage)
    recorder.watch_class(*machines)
    try:
        run()  # type: ignore[operator]
    finally:
        problems = recorder.close()
    return coverage, problems


def steps(coverage: Coverage) -> set[str]:
    return {str(step) for _, covered in coverage for step in covered.seen_steps}


def test_eventless_steps_of_the_beginning_are_seen() -> None:
    coverage, problems = seen(Settling, run=Settling)
    assert not problems
    assert steps(coverage) == {"new --> ready"}


def test_pairs_belong_to_one_machine() -> None:
    def run() -> None:
        one, two = Lamp(), Lamp()
        one.settle()
        two.settle()
        one.on()
        two.on()

    coverage, problems = seen(Lamp, run=run)
    assert not problems
    ((_, covered),) = coverage
    assert [tuple(map(str, pair)) for pair in covered.seen_pairs] == [
        ("new -settle-> off", "off -on-> lit")
    ]


def test_a_machine_may_begin_in_any_state() -> None:
    coverage, problems = seen(Lamp, run=lambda: Lamp(start_value="lit").out())
    assert not problems
    assert steps(coverage) == {"lit -out-> off"}


def test_a_refused_event_is_no_step() -> None:
    def run() -> None:
        with pytest.raises(TransitionNotAllowed):
            Lamp().out()

    coverage, problems = seen(Lamp, run=run)
    assert not problems
    assert not steps(coverage)


def test_subclasses_are_watched_by_their_own_names() -> None:
    def run() -> None:
        class Bright(Lamp):
            pass

        Bright().settle()

    coverage, problems = seen(Lamp, run=run)
    assert not problems
    assert not list(coverage)


class BrokenError(Exception):
    pass


@pytest.mark.parametrize(("moment", "taken"), [("on", set()), ("after", {"new -settle-> off"})])
def test_a_step_whose_action_fails_counts_if_it_is_over(moment: str, taken: set[str]) -> None:
    def fail(_self: Lamp) -> None:
        raise BrokenError

    failing = type("Failing", (Lamp,), {f"{moment}_settle": fail})

    def run() -> None:
        lamp = failing()
        with pytest.raises(BrokenError):
            lamp.settle()

    coverage, problems = seen(failing, run=run)
    assert not problems
    assert steps(coverage) == taken


def test_copied_and_pickled_machines_go_on() -> None:
    def run() -> None:
        lamp = Lamp()
        lamp.settle()
        copy.deepcopy(lamp).on()
        pickle.loads(pickle.dumps(lamp)).on()  # noqa: S301 - our own bytes

    coverage, problems = seen(Lamp, run=run)
    assert not problems
    assert steps(coverage) == {"new -settle-> off", "off -on-> lit"}


def test_asynchronous_machines_are_followed() -> None:
    class Async(StateChart):
        one = State(initial=True)
        two = State()
        go = one.to(two)
        back = two.to(one)

        async def on_go(self) -> None:
            await asyncio.sleep(0)

    async def use() -> None:
        machine = Async()
        await machine.activate_initial_state()  # type: ignore[no-untyped-call]
        await machine.go()
        await machine.back()

    coverage, problems = seen(Async, run=lambda: asyncio.run(use()))
    assert not problems
    assert steps(coverage) == {"one -go-> two", "two -back-> one"}


def test_what_is_dumped_is_added_once() -> None:
    def run() -> None:
        lamp = Lamp()
        lamp.settle()
        lamp.on()

    coverage, _ = seen(Lamp, run=run)
    joined = Coverage()
    joined.add(coverage.dumps())
    joined.add(coverage.dumps())
    assert [str(m) for _, c in joined for m in c.measures()] == [
        "states 3/3 (100%)",
        "transitions 2/4 (50%)",
        "pairs 1/6 (16%)",
    ]


@settings(max_examples=examples(60), deadline=None, suppress_health_check=list(HealthCheck))
@given(charts(), STEPS)
def test_whatever_a_machine_does_is_declared(
    chart: type[StateChart], sent: list[tuple[str, dict[str, bool]]]
) -> None:
    assume(not runs_for_ever(read(chart, target="chart")))

    def run() -> None:
        machine = chart()
        for event, values in sent:
            for name, value in values.items():
                setattr(machine, name, value)
            if not machine.is_terminated:
                with suppress(TransitionNotAllowed):
                    machine.send(event)

    _, problems = seen(chart, run=run)
    assert not problems
