"""Evacuation: another host rebuilds the servers of a host that is down."""

from wayout.machines.server_migration.states import absent, evacuation
from wayout.machines.server_migration.upstream import API, CONDUCTOR, MANAGER, TRACKER
from wayout.machines.vocabulary import (
    Actor,
    AnyOf,
    Failure,
    Progress,
    Request,
    Startup,
    Success,
)

_UNDER_WAY = AnyOf(evacuation.evacuation_accepted, evacuation.evacuation_pre_migrating)

evacuate_created = Request(
    absent.to(evacuation.evacuation_accepted),
    source=f"{API}.evacuate",
    actor=Actor.ADMIN,
    note="policy os-evacuate: administrators; the host's service is down",
)
evacuate_conductor_failed = Failure(
    evacuation.evacuation_accepted.to(evacuation.evacuation_error),
    source=f"{CONDUCTOR}.rebuild_instance",
    note="not where a forced destination or the source has no node (ComputeHostNotFound): the "
    "record then stays accepted",
)
evacuate_claimed = Progress(
    evacuation.evacuation_accepted.to(evacuation.evacuation_pre_migrating),
    source=f"{TRACKER}._claim_existing_migration",
)
evacuate_failed = Failure(
    _UNDER_WAY.to(evacuation.evacuation_failed), source=f"{MANAGER}.rebuild_instance"
)
evacuate_done = Success(
    evacuation.evacuation_pre_migrating.to(evacuation.done),
    source=f"{TRACKER}.finish_evacuation",
)
evacuate_source_cleaned = Startup(
    AnyOf(_UNDER_WAY, evacuation.done).to(evacuation.evacuation_completed),
    source=f"{MANAGER}._destroy_evacuated_instances",
    note="the old host starts again and destroys its guest, even if the evacuation never came "
    "further than accepted",
)
