"""The declared systems: what is claimed of them, and their runs on the real machines."""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

import pytest
from statemachine import StateMachine
from tests.machines.walking import Walk

from wayout.analysis.finding import Witness
from wayout.analysis.lifecycle import Lifecycle, Transition
from wayout.analysis.limits import DEFAULT
from wayout.analysis.proof import Proof, Verdict
from wayout.analysis.reading import read
from wayout.analysis.systems.declared import DeclaredSystem
from wayout.analysis.systems.reading import read_system
from wayout.analysis.systems.unfolding import unfolded
from wayout.machines.systems import SYSTEMS
from wayout.machines.vocabulary.systems import Clause, System

LARGE = {"server_volumes", "volume_moves"}
"""Systems whose runs take seconds: the long suite drives them."""


def _class_of(name: str) -> type[System]:
    module, _, attribute = SYSTEMS[name].partition(":")
    declared: type[System] = getattr(import_module(module), attribute)
    return declared


@cache
def _lifecycle_of(machine: type[StateMachine]) -> Lifecycle:
    return read(machine, target=machine.__name__)


@cache
def _system(name: str) -> DeclaredSystem:
    return read_system(
        _class_of(name), name=name, target=name, limits=DEFAULT, lifecycle_of=_lifecycle_of
    )


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_claim_holds_or_is_accepted_as_failing(name: str) -> None:
    declared = _system(name)
    assert len(declared.proofs) >= 5
    accepted = [claim for each in declared.accepted for claim in each.claims]
    assert {p.claim.name for p in declared.proofs if p.verdict is Verdict.FAILS} == set(accepted)
    assert {p.verdict for p in declared.proofs} <= {Verdict.HOLDS, Verdict.FAILS}
    assert not {p.claim.name for p in declared.proofs if p.problem}
    assert len(accepted) == len(set(accepted))


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_step_that_is_declared_can_be_taken(name: str) -> None:
    structure = unfolded(_system(name).system, most=100_000)
    taken = {structure.actions[by].event for row in structure.taken for by in row if by >= 0}
    assert taken == set(structure.events)


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_step_names_its_source_and_its_members_theirs(name: str) -> None:
    for step in _class_of(name).steps.values():
        path, _, function = step.source.partition(":")
        assert path.endswith(".py")
        assert function


@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=[pytest.mark.slow] if name in LARGE else []) for name in SYSTEMS],
)
def test_the_real_machines_take_each_run_that_shows_a_verdict(name: str) -> None:
    driven = 0
    for proof in _system(name).proofs:
        if proof.witness is not None:
            _drive(name, proof.witness)
            driven += 1
    assert driven


HOLES = {
    ("server_volumes", "attached_server_lives"): "server.deleted volume.in_use",
    ("server_volumes", "retype_is_undisturbed"): "volume.available attachment1.detached",
    ("server_volumes", "reimaged_by_a_rebuild"): "server.error_idle volume.downloading",
    ("volume_backups", "snapshot_backup_ends"): "snapshot.backing_up backup.error",
    ("volume_backups", "revert_ends"): "volume.reverting",
    ("volume_moves", "in_use_attached"): "volume.in_use migration.starting attachment.detached",
    ("volume_moves", "maintenance_ends"): "volume.maintenance migration.error",
}
"""Where operators are stranded: the claim that says they are not, and where its run ends."""


@pytest.mark.parametrize(("name", "claim"), HOLES)
def test_what_is_known_to_strand_comes_out_as_a_run(name: str, claim: str) -> None:
    end = _run_of(name, claim).stem[-1].state.split()
    assert set(HOLES[name, claim].split()) <= set(end)


def _run_of(name: str, claim: str) -> Witness:
    proof: Proof = next(p for p in _system(name).proofs if p.claim.name == claim)
    assert proof.verdict is Verdict.FAILS
    assert proof.witness is not None
    return proof.witness


def _drive(name: str, witness: Witness) -> None:
    """Send to each machine what its member does in each step, and compare all states."""
    declared = _class_of(name)
    walks = {
        copy: Walk(member.machine, _lifecycle_of(member.machine))
        for member in declared.members
        for copy in member.names
    }
    first, *steps = witness.stem
    assert _seen(walks) == first.state
    for step in (*steps, *witness.cycle, *witness.cycle):
        wanted = dict(part.split(".", 1) for part in step.state.split())
        assert step.event is not None
        for copy, walk in walks.items():
            if walk.here != wanted[copy]:
                for taken in _taken(declared, step.event, copy, walk, wanted[copy]):
                    walk.take(taken)
        assert _seen(walks) == step.state


def _seen(walks: dict[str, Walk]) -> str:
    return " ".join(f"{copy}.{walk.here}" for copy, walk in walks.items())


def _taken(
    declared: type[System], event: str, copy: str, walk: Walk, wanted: str
) -> tuple[Transition, ...]:
    """Return the transitions of one machine that the step can mean: one, or one after another."""
    for clause in _clauses(declared, event, copy):
        runs = [(each,) for each in walk.steps if each.event in clause.events]
        for following in clause.then_events:
            runs = [
                (*run, each)
                for run in runs
                for each in walk.lifecycle.leaving(run[-1].to_state)
                if each.event == following
            ]
        found = next((run for run in runs if run[-1].to_state == wanted), None)
        if found is not None:
            return found
    message = f"{event} does not lead {copy} from {walk.here} to {wanted}"
    raise AssertionError(message)


def _clauses(declared: type[System], event: str, copy: str) -> Iterator[Clause]:
    member = next(each for each in declared.members if copy in each.names)
    if event in declared.steps:
        yield from (c for c in declared.steps[event].clauses if c.member is member and c.events)
    elif event.partition(".")[0] == member.name:
        yield member.does(event.partition(".")[2])
