from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import leads_to, reachable
from tests.effort import examples

from wayout.analysis.checks.vacuous_claim import CHECK
from wayout.analysis.finding import Finding
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Claim, Role

ROLES = {"available": Role.STABLE, "error": Role.ERROR, "deleted": Role.FINAL}
STEPS = [step("fail", "available", "error"), step("delete", "error", "deleted")]


def found(formula: str) -> list[Finding]:
    claim = Claim("claimed", formula, "so it should be")
    return list(CHECK.run(lifecycle(ROLES, STEPS, claims=(claim,))))


def test_the_part_that_does_not_matter_is_named():
    (finding,) = found("AG (error -> EF deleted)")
    assert finding.claims == ("claimed",)
    assert finding.message == (
        "'claimed' is claimed and holds vacuously: 'error' in 'AG (error -> EF deleted)' "
        "does not matter: it holds whatever stands there"
    )


def test_what_needs_all_its_parts_is_no_finding():
    assert not found("AG EF deleted")
    assert not found("AG (error -> AX deleted)")


def test_what_fails_is_somebody_elses():
    assert not found("AG (error -> EF available)")


def test_without_a_beginning_everything_holds():
    claim = Claim("claimed", "AG EF deleted", "so it should be")
    (finding,) = CHECK.run(lifecycle(ROLES, STEPS, claims=(claim,), initial=()))
    assert finding.message.endswith("no run begins: there is no initial state")


@settings(max_examples=examples(200))
@given(lifecycles(), st.sampled_from(["s0", "s1"]), st.sampled_from(["s0", "s1"]))
def test_a_condition_does_not_matter_if_the_rest_holds_everywhere(
    random: Lifecycle, condition: str, target: str
):
    claim = Claim("back", f"AG ({condition} -> EF {target})", "it can get there")
    kept = ("initial", "states", "transitions", "shadowed", "compounds", "events")
    holder = lifecycle({}, (), **{name: getattr(random, name) for name in kept}, claims=(claim,))
    reached, back = reachable(random), leads_to(random, [target])
    holds = condition not in reached or condition in back
    idle = holds and (reached <= back or condition not in reached)
    assert bool(list(CHECK.run(holder))) == idle
