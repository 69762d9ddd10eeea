from wayout.interfaces.drifting.mappings import builtin_mappings
from wayout.interfaces.drifting.naming import unfitting
from wayout.interfaces.loading import load_lifecycles
from wayout.machines import BUILTIN

MAPPINGS = builtin_mappings()


def test_each_names_a_release_and_known_lifecycles() -> None:
    assert {mapping.project for mapping in MAPPINGS} >= {"nova", "cinder", "glance", "neutron-lib"}
    for mapping in MAPPINGS:
        assert mapping.release
        own = {machine.lifecycle for machine in mapping.machines}
        named = {each.lifecycle for each in mapping.bindings} | {n for n, _ in mapping.accepted}
        assert named <= own | set(BUILTIN)


def test_lifecycles_parts_and_events_that_are_named_are_declared() -> None:
    declared = [machine.lifecycle for mapping in MAPPINGS for machine in mapping.machines]
    assert list(unfitting(MAPPINGS, load_lifecycles(()), declared)) == []


def test_what_is_accepted_has_a_reason() -> None:
    for mapping in MAPPINGS:
        assert all(accepted.reason.strip() for _, accepted in mapping.accepted)
