from dataclasses import replace

from hypothesis import given
from tests.analysis.guards.options import OPTIONS, competing, message_of
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_shortest, reachable

from wayout.analysis.checks.nondeterministic_event import CHECK
from wayout.analysis.lifecycle import Compound, Lifecycle
from wayout.machines.vocabulary import Role


def test_two_transitions_without_guard():
    found = list(CHECK.run(competing([(None, "u"), ("a", "w"), (None, "v")])))
    assert message_of(found) == (
        "'go' from 's' leads to 'u' and 'v', and nothing decides between them"
    )


def test_a_validator_decides_nothing():
    found = list(CHECK.run(competing([("validator(check)", "u"), (None, "v")])))
    assert "leads to 'u' and 'v'" in message_of(found)


def test_one_target_is_no_question():
    assert not list(CHECK.run(competing([(None, "u"), (None, "u"), ("a", "v")])))


def test_transitions_of_a_compound_are_one_finding():
    roles = {"open": Role.STABLE, "paid": Role.STABLE, "x": Role.FINAL, "y": Role.FINAL}
    steps = [
        replace(step("end", state, target), declared_on="live")
        for state in ("open", "paid")
        for target in "xy"
    ]
    free = lifecycle(roles, [], transitions=tuple(steps), compounds=(Compound("live", "live"),))
    (finding,) = CHECK.run(free)
    assert finding.states == ("open", "paid")
    assert finding.message.startswith("'end' from 'open' and 'paid' leads to 'x' and 'y'")


def test_steps_of_parallel_regions_are_no_alternatives():
    roles = {"a__b": Role.STABLE, "c__b": Role.STABLE, "a__d": Role.STABLE}
    steps = [replace(step("go", "a__b", to), declared_on=None) for to in ("c__b", "a__d")]
    regions = (Compound("p", "p", parallel=True),)
    joint = lifecycle(roles, [], transitions=tuple(steps), compounds=regions)
    assert not list(CHECK.run(joint))
    assert list(CHECK.run(replace(joint, compounds=())))


@given(OPTIONS)
def test_finds_free_transitions_to_different_states(options):
    free = {target for guard, target in options if guard is None}
    assert bool(list(CHECK.run(competing(options)))) == (len(free) > 1)


@given(lifecycles())
def test_names_the_places_of_any_lifecycle(random: Lifecycle):
    every = replace(
        random, transitions=(*random.transitions, *random.shadowed), shadowed=(), compounds=()
    )
    apart = replace(
        every,
        transitions=tuple(replace(each, declared_on=None) for each in every.transitions),
    )
    expected = {
        (one.from_state, one.event)
        for one in apart.transitions
        for two in apart.transitions
        if (one.from_state, one.event) == (two.from_state, two.event)
        and one.to_state != two.to_state
        and one.guard is None
        and two.guard is None
    }
    findings = list(CHECK.run(apart))
    assert {(f.states[0], f.events[0] if f.events else None) for f in findings} == expected
    for finding in findings:
        assert bool(finding.witness) == (finding.states[0] in reachable(apart))
        if finding.witness:
            assert_shortest(apart, finding)
