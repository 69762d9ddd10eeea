from hypothesis import given
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_runs

from wayout.analysis.checks.initial_state import CHECK
from wayout.analysis.finding import Step, Witness
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {"draft": Role.STABLE, "open": Role.STABLE, "closed": Role.FINAL}
STEPS = [step("submit", "draft", "open"), step("close", "open", "closed")]


def test_one_initial_state_is_right():
    assert not list(CHECK.run(lifecycle(ROLES, STEPS)))


def test_none():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, initial=()))
    assert finding.message == "no state is initial, so that no run begins; exactly one must be"
    assert finding.remedy == "declare initial the state in which the lifecycle begins"
    assert finding.witness is None


def test_several():
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, initial=("draft", "open")))
    assert finding.message == "'draft' and 'open' are initial; exactly one state must be"
    assert finding.states == ("draft", "open")
    assert finding.witness == Witness((Step(None, "open"),))


@given(lifecycles())
def test_exactly_one_is_expected(random: Lifecycle):
    findings = list(CHECK.run(random))
    assert bool(findings) == (len(random.initial) != 1)
    for finding in findings:
        assert finding.states == random.initial
        if finding.witness:
            assert_runs(random, finding.witness)
