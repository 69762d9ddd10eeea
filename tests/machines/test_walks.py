"""The built-in machines run as their graphs say: the real classes are driven beside them."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from tests.machines.walking import (
    QUICK_FIRST,
    Disagreement,
    Walk,
    lifecycle_of,
    load,
    random_walks,
    tour,
)
from tests.mutation.mutants import redirected

from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.machines import BUILTIN

LONG_WALK = 10_000


def walk_randomly(
    lifecycle: Lifecycle, name: str, *, walks: int, steps: int, seeded: bool = False
) -> Counter[str]:
    tally: Counter[str] = Counter()
    run_state_machine_as_test(
        random_walks(lambda: Walk(load(name), lifecycle), tally),
        settings=settings(
            max_examples=walks,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            derandomize=seeded,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return tally


@pytest.mark.parametrize("name", QUICK_FIRST)
def test_random_walks_agree_with_the_graph(name: str) -> None:
    tally = walk_randomly(lifecycle_of(name), name, walks=3, steps=50)
    assert tally["taken"] >= 100
    assert tally["refused"] >= 100


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILTIN)
def test_long_random_walks_agree_with_the_graph(name: str) -> None:
    tally = walk_randomly(lifecycle_of(name), name, walks=105, steps=100)
    assert tally["taken"] >= LONG_WALK


@pytest.mark.parametrize("name", QUICK_FIRST)
def test_every_transition_that_a_run_reaches_is_taken(name: str) -> None:
    lifecycle = lifecycle_of(name)
    taken = tour(Walk(load(name), lifecycle))
    reachable = [step for step in lifecycle.transitions if step.from_state in lifecycle.reached]
    assert taken == len(reachable) > 0


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in {"image", "router"} else [pytest.mark.slow])
        for name in BUILTIN
    ],
)
def test_random_walks_shrink_to_the_shortest_disagreement(name: str) -> None:
    sound = lifecycle_of(name)
    second = next(
        step
        for step in sound.transitions
        if (before := sound.reached.get(step.from_state)) and before.from_state in sound.initial
    )
    with pytest.raises(Disagreement) as parted:
        walk_randomly(_astray(sound, second), name, walks=300, steps=50, seeded=True)
    assert len(parted.value.run) == 2
    assert parted.value.run[-1] == second.event


@pytest.mark.parametrize("name", QUICK_FIRST)
def test_the_tour_meets_any_transition_that_leads_elsewhere(name: str) -> None:
    sound = lifecycle_of(name)
    reachable = [step for step in sound.transitions if step.from_state in sound.reached]
    for step in reachable[:: max(1, len(reachable) // 5)]:
        with pytest.raises(Disagreement, match="the graph"):
            tour(Walk(load(name), _astray(sound, step)))


@pytest.mark.parametrize("name", BUILTIN)
def test_a_step_that_only_one_of_the_two_has_is_met(name: str) -> None:
    sound = lifecycle_of(name)
    present = sound.leaving(sound.initial[0])
    spare = next(event for event in sound.events if event not in {s.event for s in present})
    without = tuple(step for step in sound.transitions if step.event != present[0].event)
    beyond = (*sound.transitions, replace(present[0], event=spare))
    for transitions in (without, beyond):
        with pytest.raises(Disagreement, match="only the graph has"):
            Walk(load(name), replace(sound, transitions=transitions))


def _astray(lifecycle: Lifecycle, step: Transition) -> Lifecycle:
    ends = {step.from_state, step.to_state}
    elsewhere = next(state.id for state in lifecycle.states if state.id not in ends)
    return redirected(lifecycle, step, elsewhere)
