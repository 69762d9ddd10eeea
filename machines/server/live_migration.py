"""Live migration: the guest moves to another host without being stopped."""

from wayout.machines.server.pairs import ACTIVE, ERROR, LIVE, PAUSED
from wayout.machines.server.upstream import API, CONDUCTOR, MANAGER
from wayout.machines.vocabulary import Actor, Failure, Request, Revert, Success

_MOVABLE = ACTIVE | PAUSED
_MIGRATING = _MOVABLE.doing("migrating")
_MANAGERS = "managers of the project and administrators"

live_migrate_request = Request(
    _MOVABLE.idle.begin("migrating"),
    source=f"{API}.live_migrate",
    actor=Actor.ADMIN,
    note=f"policy os-migrate-server:migrate_live: {_MANAGERS}",
)
live_migrate_precheck_failed = Revert(
    _MIGRATING.clear(),
    source=f"{CONDUCTOR}._live_migrate",
    note="NoValidHost, MigrationPreCheckError and others that are foreseen; the vm_state is "
    "written as it was read",
)
live_migrate_conductor_failed = Failure(
    _MIGRATING.to(ERROR.idle),
    source=f"{CONDUCTOR}._live_migrate",
    note="any exception that is not foreseen",
)
live_migrate_done = Success(
    _MIGRATING.clear(),
    source=f"{MANAGER}._do_post_live_migration_at_destination",
    note="the host is now the destination; CAS: migrating",
)
live_migrate_post_dest_failed = Failure(
    _MIGRATING.to(ERROR.idle),
    source=f"{MANAGER}._do_post_live_migration_at_destination",
    note="the destination's driver fails; the host is the destination all the same",
)
live_migrate_post_source_failed = Revert(
    _MIGRATING.clear(),
    source=f"{MANAGER}._post_live_migration_update_host",
    note="the host becomes the destination, then live_migrate_driver_failed follows",
)
live_migrate_rolled_back = Revert(
    _MIGRATING.clear(),
    source=f"{MANAGER}._rollback_live_migration",
    note="the preparation or the job failed, was cancelled or aborted; CAS: migrating",
)
live_migrate_driver_failed = Failure(
    (_MIGRATING | _MOVABLE.idle).to(ERROR.idle),
    source=f"{MANAGER}._do_live_migration",
    note="an exception out of the driver's live_migration",
)

live_migrate_abort_request = Request(
    LIVE.doing("migrating").stay(),
    source=f"{API}.live_migrate_abort",
    actor=Actor.ADMIN,
    note=f"policy servers:migrations:delete: {_MANAGERS}; the migration is running, from "
    "microversion 2.65 also queued or preparing",
)
live_migrate_aborted_queued = Revert(
    _MIGRATING.clear(), source=f"{MANAGER}.live_migration_abort", note="CAS: migrating"
)
live_migrate_force_complete_request = Request(
    ACTIVE.doing("migrating").stay(),
    source=f"{API}.live_migrate_force_complete",
    actor=Actor.ADMIN,
    note=f"policy servers:migrations:force_complete: {_MANAGERS}; the migration is running",
)
