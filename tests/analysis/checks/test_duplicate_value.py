from itertools import combinations

from hypothesis import given
from statemachine import State as Declared
from statemachine import StateChart
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_runs

from wayout.analysis.checks.duplicate_value import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Compound, Lifecycle, Location, State
from wayout.analysis.reading import read
from wayout.machines.vocabulary import Role

STEPS = [step("go", "a", "b"), step("back", "b", "a")]


def tiny(states: tuple[State, ...], *compounds: Compound) -> Lifecycle:
    return lifecycle({"a": Role.STABLE}, STEPS, states=states, compounds=compounds)


def test_two_states():
    states = (State("a", "on", Role.STABLE), State("b", "on", Role.STABLE))
    (finding,) = CHECK.run(tiny(states))
    assert finding.message == (
        "states 'a' and 'b' have one value, 'on': whoever reads it cannot tell them apart"
    )
    assert finding.states == ("a", "b")
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "a"), Step("go", "b"))


def test_a_state_and_the_compound_around_it():
    states = (State("a", "on", Role.STABLE, parent="live"), State("b", "off", Role.STABLE))
    (finding,) = CHECK.run(tiny(states, Compound("live", "on")))
    assert finding.message.startswith("state 'a' and compound 'live' have one value, 'on'")
    assert finding.message.endswith("with a state inside such a compound it loops for ever")
    assert finding.states == ("a",)
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "a"),)


def test_it_is_placed_where_the_value_comes_again():
    states = (
        State("a", "on", Role.STABLE, location=Location("m.py", 3)),
        State("b", "on", Role.STABLE, location=Location("m.py", 4)),
    )
    (finding,) = CHECK.run(tiny(states))
    assert finding.location == Location("m.py", 4)


def test_two_compounds_are_placed_at_the_states_inside():
    states = (
        State("a", "A", Role.STABLE, parent="inner"),
        State("b", "B", Role.STABLE, parent="second"),
        State("c", "C", Role.STABLE, parent="apart"),
    )
    compounds = (
        Compound("first", "on"),
        Compound("inner", "inner", parent="first"),
        Compound("second", "on"),
        Compound("apart", "apart"),
    )
    (finding,) = CHECK.run(tiny(states, *compounds))
    assert finding.message.startswith("compounds 'first' and 'second' have one value, 'on'")
    assert finding.states == ("a", "b")


@given(lifecycles())
def test_finds_every_pair(random: Lifecycle):
    everything = [*random.states, *random.compounds]
    shared = {one.value for one, two in combinations(everything, 2) if one.value == two.value}
    findings = list(CHECK.run(random))
    assert {repr(value) in finding.message for value in shared for finding in findings} <= {True}
    assert len(findings) == len(shared)
    for finding in findings:
        if finding.witness:
            assert_runs(random, finding.witness)


class Regions(StateChart):
    validate_disconnected_states = False

    class work(Declared.Parallel):
        class east(Declared.Compound):
            idle = Declared(initial=True)
            busy = Declared()
            go1 = idle.to(busy) | busy.to(idle)

        class west(Declared.Compound, value="x"):
            idle = Declared(initial=True)
            full = Declared(value="x")
            go2 = idle.to(full) | full.to(idle)


def test_regions_of_a_parallel_are_compared_with_each_other():
    one, two = sorted(CHECK.run(read(Regions, target="r")), key=lambda found: found.message)
    assert one.message.startswith("state 'full' and compound 'west' have one value, 'x'")
    assert two.message.startswith("states 'idle' and 'west_idle' have one value, 'idle'")
    assert set(two.states) <= set(read(Regions, target="r").by_id)


class NumberAndText(StateChart):
    a = Declared(initial=True, value=1)
    b = Declared(value="1")
    go = a.to(b) | b.to(a)


def test_a_number_is_not_its_text():
    assert not list(CHECK.run(read(NumberAndText, target="n")))
