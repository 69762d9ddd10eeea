"""Rebuild: the guest is made anew on its host, usually from another image."""

from wayout.machines.server.pairs import ACTIVE, ERROR, STOPPED
from wayout.machines.server.tasks import REBUILD
from wayout.machines.server.upstream import API, CLEARED_NEXT, CONDUCTOR, IRONIC, MANAGER
from wayout.machines.vocabulary import Failure, Progress, Request, Revert, Success

_REBUILDABLE = ACTIVE | STOPPED | ERROR

rebuild_request = Request(_REBUILDABLE.idle.begin("rebuilding"), source=f"{API}.rebuild")
rebuild_schedule_failed = Failure(
    _REBUILDABLE.doing("rebuilding").to(ERROR.idle),
    source=f"{CONDUCTOR}.rebuild_instance",
    note="only with a new image: its host or its traits do not fit; the guest was not touched",
)
rebuild_accelerator_lookup_failed = Failure(
    _REBUILDABLE.doing("rebuilding").stay(),
    source=f"{CONDUCTOR}.rebuild_instance",
    note="raised again without a write: the server stays in rebuilding",
    unsure=True,
)
rebuild_block_device_mapping = Progress(
    _REBUILDABLE.doing("rebuilding").begin("rebuild_block_device_mapping"),
    source=f"{MANAGER}._rebuild_default_impl",
    note="CAS: rebuilding",
)
rebuild_spawning = Progress(
    _REBUILDABLE.doing("rebuild_block_device_mapping").begin("rebuild_spawning"),
    source=f"{MANAGER}._rebuild_default_impl",
    note="CAS: rebuild_block_device_mapping",
)
rebuild_spawning_ironic = Progress(
    _REBUILDABLE.doing("rebuilding").begin("rebuild_spawning"),
    source=f"{IRONIC}.rebuild",
    note="without rebuild_block_device_mapping",
)
rebuild_done = Success(
    _REBUILDABLE.doing("rebuild_spawning").to(ACTIVE.idle),
    source=f"{MANAGER}._do_rebuild_instance",
    note="CAS: rebuild_spawning; active also where it came from error",
)
rebuild_restore_stopped = Progress(
    ACTIVE.idle.begin("powering-off"),
    source=f"{MANAGER}._do_rebuild_instance",
    note="a second write for a server that was stopped, or is evacuated to stopped; then stop_done",
)
rebuild_failed = Failure(
    _REBUILDABLE.doing(*REBUILD).error_out(),
    source=f"{MANAGER}.rebuild_instance",
    note=f"_error_out_instance_on_exception; {CLEARED_NEXT}",
)
rebuild_rolled_back = Revert(
    _REBUILDABLE.doing("rebuilding").clear(),
    source=f"{MANAGER}.rebuild_instance",
    note="InstanceFaultRollback: a claim or a late group policy check failed, in practice "
    "only of an evacuation",
)
