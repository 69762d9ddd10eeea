from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import reachable, singles

from wayout.analysis.checks.unreachable_state import CHECK
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"open": Role.STABLE, "paid": Role.STABLE, "closed": Role.FINAL}


def test_says_that_nothing_leads_to_the_state():
    (finding,) = CHECK.run(lifecycle(ROLES, [step("close", "open", "closed")]))
    assert finding.message == "state 'paid' cannot be reached: nothing leads to it"
    assert finding.witness is None


def test_names_the_unreachable_states_before_it():
    states = {**ROLES, "lost": Role.STABLE}
    steps = [
        step("pay", "open", "paid"),
        step("close", "paid", "closed"),
        step("stay", "lost", "lost"),
    ]
    (alone,) = CHECK.run(lifecycle(states, steps))
    assert alone.message == "state 'lost' cannot be reached: nothing leads to it"

    steps = [step("close", "paid", "closed"), step("lose", "paid", "lost")]
    _, closed, lost = CHECK.run(lifecycle(states, steps))
    assert "the only ways in start from 'paid', unreachable as well" in closed.message
    assert lost.states == ("lost",)


def test_names_the_transition_that_never_wins():
    steps = [
        step("pay", "open", "open"),
        step("pay", "open", "paid"),
        step("end", "open", "closed"),
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert "the only way in, 'pay', is never taken" in finding.message


def test_a_guard_makes_nothing_unreachable():
    steps = [step("pay", "open", "paid", guard="rich"), step("close", "paid", "closed")]
    assert not list(CHECK.run(lifecycle(ROLES, steps)))


def test_without_initial_state_there_is_nothing_to_reach():
    assert not list(CHECK.run(lifecycle(ROLES, [], initial=())))


@given(lifecycles())
def test_finds_what_no_run_reaches(random: Lifecycle):
    expected = {state.id for state in random.states} - reachable(random)
    assert singles(CHECK.run(random)) == (expected if random.initial else set())
