"""Evacuation: another host rebuilds the servers of a host that is down."""

from wayout.machines.server.pairs import ACTIVE, ERROR, STOPPED
from wayout.machines.server.tasks import REBUILD
from wayout.machines.server.upstream import API, CLEARED_NEXT, CONDUCTOR, MANAGER
from wayout.machines.vocabulary import Actor, Failure, Progress, Request, Revert, Success

_EVACUABLE = ACTIVE | STOPPED | ERROR

evacuate_request = Request(
    _EVACUABLE.begin("rebuilding"),
    source=f"{API}.evacuate",
    actor=Actor.ADMIN,
    note="policy os-evacuate: administrators; whatever the task, no CAS, locks ignored; "
    "the host's service is down",
)
evacuate_schedule_failed = Failure(
    _EVACUABLE.doing("rebuilding").to(ERROR.idle), source=f"{CONDUCTOR}.rebuild_instance"
)
evacuate_forced_host_invalid = Revert(
    _EVACUABLE.doing("rebuilding").clear(),
    source=f"{CONDUCTOR}._allocate_for_evacuate_dest_host",
)
evacuate_block_device_mapping = Progress(
    _EVACUABLE.doing("rebuilding").begin("rebuild_block_device_mapping"),
    source=f"{MANAGER}._rebuild_default_impl",
)
evacuate_spawning = Progress(
    _EVACUABLE.doing("rebuild_block_device_mapping").begin("rebuild_spawning"),
    source=f"{MANAGER}._rebuild_default_impl",
)
evacuate_done = Success(
    _EVACUABLE.doing("rebuild_spawning").to(ACTIVE.idle),
    source=f"{MANAGER}._do_rebuild_instance",
    note="from microversion 2.95 rebuild_restore_stopped follows, unless it came from error",
)
evacuate_failed = Failure(
    _EVACUABLE.doing(*REBUILD).error_out(),
    source=f"{MANAGER}.rebuild_instance",
    note=CLEARED_NEXT,
)
evacuate_claim_failed = Revert(
    _EVACUABLE.doing("rebuilding").clear(),
    source=f"{MANAGER}.rebuild_instance",
    note="ComputeResourcesUnavailable or RescheduledException",
)
