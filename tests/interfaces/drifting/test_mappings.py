from wayout.analysis.conformance.drift.bindings import DocsBinding, GuardsBinding
from wayout.interfaces.drifting.mappings import builtin_mappings
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


def test_events_that_are_named_are_declared() -> None:
    known = {each.name: set(each.events) for each in load_lifecycles(())}
    for mapping in MAPPINGS:
        for each in mapping.bindings:
            if isinstance(each, GuardsBinding | DocsBinding) and each.lifecycle in known:
                events = {event for _, names in each.events for event in names}
                assert events <= known[each.lifecycle]


def test_what_is_accepted_has_a_reason() -> None:
    for mapping in MAPPINGS:
        assert all(accepted.reason.strip() for _, accepted in mapping.accepted)
