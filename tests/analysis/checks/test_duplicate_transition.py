from dataclasses import replace
from itertools import combinations

from hypothesis import given
from statemachine import State, StateChart
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_runs, end_of, reachable

from wayout.analysis.checks.duplicate_transition import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.reading import read
from wayout.machines.vocabulary import Role

ROLES = {"open": Role.STABLE, "paid": Role.STABLE, "closed": Role.FINAL}
PAY, CLOSE = step("pay", "open", "paid"), step("close", "paid", "closed")


def test_an_unguarded_transition_declared_twice():
    (finding,) = CHECK.run(lifecycle(ROLES, [PAY, CLOSE, CLOSE]))
    assert finding.message == "'close' from 'paid' to 'closed' is declared twice"
    assert (finding.states, finding.events) == (("paid", "closed"), ("close",))
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "open"), Step("pay", "paid"))


def test_a_guarded_transition_declared_three_times():
    guarded = replace(CLOSE, guard="late")
    (finding,) = CHECK.run(lifecycle(ROLES, [PAY, guarded, guarded, guarded]))
    assert finding.message == (
        "'close' from 'paid' to 'closed' is declared 3 times under the guard 'late'"
    )


def test_two_repetitions_of_one_step_are_one_finding():
    guarded = replace(CLOSE, guard="late")
    (finding,) = CHECK.run(lifecycle(ROLES, [PAY, guarded, guarded, CLOSE, CLOSE]))
    assert finding.message == (
        "'close' from 'paid' to 'closed' is declared twice under the guard 'late' and twice"
    )


def test_transitions_that_differ_in_something():
    steps = [
        PAY,
        replace(CLOSE, guard="late"),
        replace(CLOSE, guard="early"),
        replace(CLOSE, event="end"),
        replace(CLOSE, declared_on="compound"),
        replace(CLOSE, guard="late", internal=True),
    ]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_a_declaration_on_a_compound_counts_once():
    steps = [
        replace(step("close", state, "closed", guard="late"), declared_on="live")
        for state in ("open", "paid")
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, [PAY, *steps, *steps]))
    assert finding.message == (
        "'close' from 'open' to 'closed' is declared twice under the guard 'late' on 'live'"
    )


def test_a_loop_declared_on_a_compound_counts_once():
    steps = [
        replace(step("ping", state, state, guard="late"), declared_on="live")
        for state in ("open", "paid")
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, [PAY, CLOSE, *steps, *steps]))
    assert finding.message == (
        "'ping' from 'open' to itself is declared twice under the guard 'late' on 'live'"
    )
    assert finding.states == ("open",)


class Beside(StateChart):
    class both(State.Parallel):
        class left(State.Compound):
            a = State(initial=True)
            b = State()
            c = State()
            go = a.to(b, cond="x") | a.to(c, cond="x") | a.to(b, cond="x") | a.to(c, cond="x")
            once = a.to(b, cond="y")
            back = b.to(a) | c.to(a)

        class right(State.Compound):
            e = State(initial=True)
            f = State()
            turn = e.to(f) | f.to(e)


def test_a_declaration_beside_a_parallel_region_counts_once():
    findings = CHECK.run(read(Beside, target="x"))
    assert [finding.states for finding in findings] == [("a__e", "b__e"), ("a__e", "e__c")]


def test_states_that_declare_no_place_are_kept_apart():
    steps = [replace(step("end", state, "closed"), declared_on=None) for state in ("open", "paid")]
    first, second = CHECK.run(lifecycle(ROLES, [PAY, *steps, *steps]))
    assert (first.states, second.states) == (("open", "closed"), ("paid", "closed"))


@given(lifecycles())
def test_finds_every_repetition(random: Lifecycle):
    apart = replace(
        random,
        transitions=tuple(replace(s, declared_on=s.from_state) for s in random.transitions),
        shadowed=tuple(replace(s, declared_on=s.from_state) for s in random.shadowed),
    )
    steps = [*apart.transitions, *apart.shadowed]
    repeated = {
        (((one.event,) if one.event else ()), tuple(dict.fromkeys((one.from_state, one.to_state))))
        for one, two in combinations(steps, 2)
        if (one.event, one.from_state, one.to_state, one.guard, one.internal)
        == (two.event, two.from_state, two.to_state, two.guard, two.internal)
    }
    findings = list(CHECK.run(apart))
    assert {(finding.events, finding.states) for finding in findings} == repeated
    assert len(findings) == len(repeated)
    for finding in findings:
        assert bool(finding.witness) == (finding.states[0] in reachable(random))
        if finding.witness:
            assert_runs(random, finding.witness)
            assert end_of(finding.witness) == finding.states[0]


def test_duplicates_there_and_back_are_two_findings():
    back = step("pay", "paid", "open")
    there, again = CHECK.run(lifecycle(ROLES, [PAY, PAY, back, back, CLOSE]))
    assert there.fingerprint != again.fingerprint
