from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from statemachine import State, StateChart
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_shortest, reachable, singles, with_role

from wayout.analysis.checks.dead_end import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.interfaces.cli.program import program
from wayout.machines.vocabulary import Final, Machine, Role

ROLES = {"open": Role.STABLE, "disputed": Role.STABLE, "closed": Role.FINAL}
STEPS = [step("close", "open", "closed"), step("dispute", "open", "disputed")]


def test_a_state_that_nothing_leaves():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS))
    assert finding.message == (
        "state 'disputed' is not final and has no way out: nothing leads out of it"
    )
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "open"), Step("dispute", "disputed"))


def test_a_loop_is_no_way_out():
    (finding,) = CHECK.run(lifecycle(ROLES, [*STEPS, step("remind", "disputed", "disputed")]))
    assert finding.message.endswith("has no way out: only 'remind', back to itself")


def test_a_guarded_way_out_is_one():
    steps = [*STEPS, step("settle", "disputed", "open", guard="agreed")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_a_shadowed_way_out_is_none():
    steps = [
        *STEPS,
        step("settle", "disputed", "disputed"),
        step("settle", "disputed", "open"),
    ]
    assert [finding.states for finding in CHECK.run(lifecycle(ROLES, steps))] == [("disputed",)]


class Stuck(StateChart):
    validate_trap_states = False
    validate_final_reachability = False

    class work(State.Compound):
        doing = State(initial=True)
        done = State(final=True)
        finish = doing.to(done)

    closed = State(final=True)
    stop = work.doing.to(closed)


class StuckDeeper(StateChart):
    validate_trap_states = False
    validate_final_reachability = False

    class work(State.Compound):
        class both(State.Parallel):
            class east(State.Compound):
                doing = State(initial=True)
                done = State(final=True)
                finish = doing.to(done)

            class west(State.Compound):
                ready = State(initial=True, final=True)

    closed = State(final=True)
    stop = work.both.east.doing.to(closed)


class Ended(StateChart):
    class work(State.Compound):
        doing = State(initial=True)
        done = State(final=True)
        finish = doing.to(done)

    closed = State(final=True)
    done_state_work = work.to(closed)


class Left(StateChart):
    class work(State.Compound):
        doing = State(initial=True)
        done = State(final=True)
        finish = doing.to(done)

    closed = State(final=True)
    close = work.to(closed)


class Declared(Machine):
    class work(State.Compound):
        doing = State(initial=True)
        done = Final()
        finish = doing.to(done)


@pytest.mark.parametrize(
    ("chart", "stuck"), [(Stuck, "done"), (StuckDeeper, "done__ready")], ids=["compound", "regions"]
)
def test_a_final_state_inside_a_compound_ends_no_lifecycle(
    chart: type[StateChart], stuck: str
) -> None:
    (finding,) = CHECK.run(read(chart, target="stuck"))
    assert finding.message == (
        f"state {stuck!r} does not end the lifecycle and has no way out: nothing leads out of it"
    )
    machine = chart()
    machine.send("finish")
    assert not machine.is_terminated
    assert not machine.allowed_events


def test_what_leaves_an_ended_compound_is_a_way_out() -> None:
    assert not [*CHECK.run(read(Ended, target="e")), *CHECK.run(read(Left, target="l"))]
    ended, left = Ended(), Left()
    ended.send("finish")
    left.send("finish")
    assert ended.is_terminated
    assert [event.id for event in left.allowed_events] == ["close"]


def test_a_state_that_declares_the_role_final_is_one_anywhere() -> None:
    assert not list(CHECK.run(read(Declared, target="d")))


@pytest.mark.parametrize(("chart", "found"), [("Stuck", 1), ("Ended", 0), ("Left", 0)])
def test_the_command_line_says_so_too(chart: str, found: int) -> None:
    target = f"{Path(__file__)}:{chart}"
    run = CliRunner().invoke(program, ["check", target, "--select", "WO102"])
    assert (run.exit_code, run.output.count("does not end the lifecycle")) == (found, found)


@given(lifecycles())
def test_finds_every_reachable_state_without_exit(random: Lifecycle):
    left = {step.from_state for step in random.transitions if step.to_state != step.from_state}
    findings = list(CHECK.run(random))
    assert singles(findings) == reachable(random) - with_role(random, Role.FINAL) - left
    for finding in findings:
        assert_shortest(random, finding)
