import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import assert_shortest, leads_to, reachable
from tests.effort import examples

from wayout.analysis.checks.failed_claim import CHECK
from wayout.analysis.finding import Finding, Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.limits import LimitReachedError
from wayout.machines.vocabulary import Claim, Kind, Role

ROLES = {"available": Role.STABLE, "error": Role.ERROR, "deleted": Role.FINAL}
STEPS = [
    step("fail", "available", "error", Kind.FAILURE),
    step("reset", "error", "available", Kind.ADMIN),
    step("delete", "available", "deleted", Kind.REQUEST),
]


def found(formula: str, *fair: str) -> list[Finding]:
    claim = Claim("claimed", formula, "so it should be", fair)
    return list(CHECK.run(lifecycle(ROLES, STEPS, claims=(claim,))))


def test_what_fails_is_told_with_the_states_in_which_it_does():
    (finding,) = found("AG E{user}F deleted")
    assert finding.message == (
        "'claimed' is claimed and fails: so it should be; in 'error', A{user}G !deleted"
    )
    assert finding.states == ("error",)
    assert finding.claims == ("claimed",)
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "available"), Step("fail", "error"))


def test_what_holds_is_no_finding():
    assert not found("AG EF deleted")


def test_fairness_counts():
    assert found("AF deleted")
    assert not found("AF deleted", "strong event(delete)")


def test_what_cannot_be_read_is_somebody_elses():
    assert not found("AG EF deletd")


def test_a_limit_is_no_silence():
    with pytest.raises(LimitReachedError, match="'claimed' is undetermined"):
        found(" <-> ".join(["F error"] * 12))


@settings(max_examples=examples(200))
@given(lifecycles(), st.sampled_from(["s0", "s1"]))
def test_every_state_that_breaks_it_is_named(random: Lifecycle, target: str):
    claim = Claim("back", f"AG EF {target}", "it can always get there")
    holder = lifecycle({}, (), **{name: getattr(random, name) for name in _KEPT}, claims=(claim,))
    lost = reachable(random) - leads_to(random, [target])
    findings = list(CHECK.run(holder))
    assert [set(finding.states) for finding in findings] == ([lost] if lost else [])
    for finding in findings:
        assert_shortest(holder, finding)


_KEPT = ("initial", "states", "transitions", "shadowed", "compounds", "events")
