from math import inf

from hypothesis import given, settings
from tests.analysis.lifecycles import lifecycle, lifecycles, step
from tests.analysis.oracles import (
    assert_shortest,
    distances,
    leads_to,
    reachable,
    sets,
    with_role,
)
from tests.effort import examples

from wayout.analysis.checks.no_path_to_final import CHECK
from wayout.analysis.finding import Step
from wayout.analysis.lifecycle import Lifecycle
from wayout.machines.vocabulary import Role

ROLES = {
    "queued": Role.STABLE,
    "held": Role.STABLE,
    "parked": Role.STABLE,
    "buried": Role.STABLE,
    "done": Role.FINAL,
}
STEPS = [step("finish", "queued", "done"), step("hold", "queued", "held")]


def test_a_trap_of_two_states():
    steps = [
        *STEPS,
        step("park", "held", "parked"),
        step("unpark", "parked", "held"),
        step("bury", "queued", "buried"),
        step("raise", "buried", "queued"),
    ]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.message == (
        "no final state can be reached from 'held' and 'parked': nothing leads out of them"
    )
    assert finding.states == ("held", "parked")
    assert finding.witness is not None
    assert finding.witness.stem == (Step(None, "queued"), Step("hold", "held"))


def test_a_dead_end_dooms_what_leads_only_to_it():
    steps = [*STEPS, step("park", "held", "parked"), step("bury", "parked", "buried")]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.message == (
        "no final state can be reached from 'held' and 'parked': "
        "the nearest trap is the dead end 'buried'"
    )


def test_each_state_is_listed_with_its_nearest_trap():
    states = {**ROLES, "lost": Role.STABLE}
    steps = [
        *STEPS,
        step("park", "held", "parked"),
        step("bury", "parked", "buried"),
        step("lose", "held", "lost"),
    ]
    parked, held = CHECK.run(
        lifecycle(dict(sorted(states.items(), reverse=True)), steps, initial=("queued",))
    )
    assert (parked.states, held.states) == (("parked",), ("held",))
    assert "dead end 'buried'" in parked.message
    assert "dead end 'lost'" in held.message


def test_a_final_state_out_of_reach_dooms_all():
    steps = [step("hold", "queued", "held"), step("release", "held", "queued")]
    (finding,) = CHECK.run(lifecycle(ROLES, steps))
    assert finding.states == ("queued", "held")


def test_without_a_final_state_none_is_missed():
    steps = [step("hold", "queued", "held"), step("release", "held", "queued")]
    assert not list(CHECK.run(lifecycle({"queued": Role.STABLE, "held": Role.STABLE}, steps)))


@settings(max_examples=examples(500))
@given(lifecycles(roles=[Role.STABLE, Role.STABLE, Role.TRANSIENT, Role.ERROR, Role.FINAL]))
def test_shares_out_the_doomed_among_their_nearest_traps(random: Lifecycle):
    findings = list(CHECK.run(random))
    finals = with_role(random, Role.FINAL)
    doomed = reachable(random) - leads_to(random, finals) if finals else set()
    far = distances(random)
    order = [state.id for state in random.states]
    traps = sorted(
        {
            frozenset(b for b in doomed if far[a, b] < inf)
            for a in doomed
            if all(far[b, a] < inf for b in doomed if far[a, b] < inf)
        },
        key=lambda trap: min(map(order.index, trap)),
    )
    groups: dict[frozenset[str], set[str]] = {trap: set() for trap in traps}
    for state in doomed:
        nearest = min(traps, key=lambda trap, s=state: min(far[s, member] for member in trap))
        if any(t.from_state == state != t.to_state for t in random.transitions):
            groups[nearest].add(state)
    assert sets(findings) == {frozenset(group) for group in groups.values() if group}
    for finding in findings:
        assert_shortest(random, finding)
