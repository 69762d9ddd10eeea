"""What is claimed of each lifecycle: proved, and its runs driven on the real machine."""

import pytest
from tests.machines.walking import Walk, lifecycle_of, load

from wayout.analysis.lifecycle import Lifecycle
from wayout.analysis.proof import Proof, Verdict
from wayout.machines import BUILTIN


@pytest.mark.parametrize("name", BUILTIN)
def test_each_claim_holds_or_is_accepted_as_failing(name: str) -> None:
    lifecycle = lifecycle_of(name)
    assert len(lifecycle.proofs) >= 4
    accepted = {c for each in lifecycle.accepted if each.check == "WO701" for c in each.claims}
    failing = {p.claim.name for p in lifecycle.proofs if p.verdict is Verdict.FAILS}
    assert failing == accepted
    verdicts = {proof.verdict for proof in lifecycle.proofs}
    assert verdicts <= {Verdict.HOLDS, Verdict.FAILS}


@pytest.mark.parametrize("name", BUILTIN)
def test_the_real_machine_takes_each_run_that_shows_a_verdict(name: str) -> None:
    lifecycle = lifecycle_of(name)
    for proof in lifecycle.proofs:
        if proof.witness is not None:
            drive(name, lifecycle, proof)


def drive(name: str, lifecycle: Lifecycle, proof: Proof) -> None:
    """Send the events of a witness, its cycle twice, and compare each state."""
    assert proof.witness is not None
    walk = Walk(load(name), lifecycle)
    first, *steps = proof.witness.stem
    assert walk.here == first.state
    for step in (*steps, *proof.witness.cycle, *proof.witness.cycle):
        taken = next(
            each for each in walk.steps if (each.event, each.to_state) == (step.event, step.state)
        )
        walk.take(taken)
    assert walk.here == (*proof.witness.stem, *proof.witness.cycle)[-1].state
