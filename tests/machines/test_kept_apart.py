"""What a lifecycle keeps apart: types of migration records, and states that nothing reaches."""

import pytest
from statemachine.exceptions import TransitionNotAllowed

from wayout.analysis.reading import read
from wayout.machines.network import Network
from wayout.machines.port import Port
from wayout.machines.router import Router
from wayout.machines.server import Server
from wayout.machines.server_migration import ServerMigration

MIGRATION = read(ServerMigration, target="server_migration")


def test_a_migration_record_keeps_its_type_for_life() -> None:
    types = {state.id: dict(state.parts or ()).get("migration_type") for state in MIGRATION.states}
    for step in MIGRATION.transitions:
        ends = {types[step.from_state], types[step.to_state]} - {None}
        assert len(ends) == 1, step


@pytest.mark.parametrize(
    ("prefix", "types"),
    [
        ("live_", {"live-migration"}),
        ("cold_", {"migration|resize"}),
        ("evacuate_", {"evacuation"}),
        ("any_", {"live-migration", "migration|resize", "evacuation"}),
    ],
)
def test_an_event_belongs_to_its_type(prefix: str, types: set[str]) -> None:
    parts = {state.id: dict(state.parts or ()).get("migration_type") for state in MIGRATION.states}
    found = {
        parts[end]
        for step in MIGRATION.transitions
        if step.event is not None and step.event.startswith(prefix)
        for end in (step.from_state, step.to_state)
    }
    assert found - {None} == types


def test_the_value_of_a_record_names_its_type_where_others_have_its_status() -> None:
    parts = {state.value: dict(state.parts) for state in MIGRATION.states if state.parts}
    statuses = [part["status"] for part in parts.values()]
    assert len(set(statuses)) == 18
    for value, part in parts.items():
        shared = statuses.count(part["status"]) > 1
        assert value == (f"{part['migration_type']}/{part['status']}" if shared else part["status"])


def test_a_live_migration_refuses_what_a_resize_takes() -> None:
    live = ServerMigration()
    live.send("live_created")
    with pytest.raises(TransitionNotAllowed):
        live.send("cold_migrating")
    resize = ServerMigration()
    resize.send("cold_created")
    resize.send("cold_migrating")
    assert "migrating" in resize.configuration_values


@pytest.mark.parametrize(
    ("machine", "state"), [(Server, "resized_resize_confirming"), (Router, "allocating")]
)
def test_what_nothing_writes_is_declared_and_never_entered(machine, state) -> None:
    lifecycle = read(machine, target=machine.__name__)
    assert "written by nothing" in lifecycle.by_id[state].meaning
    assert {step.from_state for step in lifecycle.entering(state)} <= {state}
    assert state not in lifecycle.reached
    assert any(step.to_state != state for step in lifecycle.leaving(state))


@pytest.mark.parametrize(
    ("machine", "states"), [(Network, {"build", "down", "error"}), (Port, {"error"})]
)
def test_what_nothing_in_the_tree_writes_is_entered_by_unsure_events_alone(machine, states) -> None:
    lifecycle = read(machine, target=machine.__name__)
    entered = {state: lifecycle.entering(state) for state in states}
    for state, steps in entered.items():
        assert "written by nothing in the tree" in lifecycle.by_id[state].meaning
        assert steps
        for step in steps:
            assert machine.declared[step.event].unsure or step.from_state == state, step
