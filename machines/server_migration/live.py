"""Live migration: the guest moves to another host without being stopped."""

from wayout.machines.server_migration.states import absent, live_migration
from wayout.machines.server_migration.upstream import CONDUCTOR, MANAGER
from wayout.machines.vocabulary import (
    Actor,
    AnyOf,
    Failure,
    Progress,
    Request,
    Revert,
    Startup,
    Success,
    stay,
)

_COPYING = AnyOf(live_migration.running, live_migration.running_post_copy)

live_created = Request(
    absent.to(live_migration.live_migration_accepted),
    source=f"{CONDUCTOR}._live_migrate",
    actor=Actor.ADMIN,
    note="policy os-migrate-server:migrate_live: managers of the project and administrators",
)
live_retries_exceeded = Failure(
    live_migration.live_migration_accepted.to(live_migration.live_migration_failed),
    source="nova/conductor/tasks/live_migrate.py:LiveMigrationTask._check_not_over_max_retries",
    note="for a moment only: live_conductor_failed follows",
)
live_conductor_failed = Failure(
    AnyOf(live_migration.live_migration_accepted, live_migration.live_migration_failed).to(
        live_migration.live_migration_error
    ),
    source=f"{CONDUCTOR}._live_migrate",
    note="any exception of the task: no destination, a check that fails, the call to the source",
)
live_queued = Progress(
    live_migration.live_migration_accepted.to(live_migration.queued),
    source=f"{MANAGER}.live_migration",
)
live_submit_failed = Failure(
    AnyOf(live_migration.live_migration_accepted, live_migration.queued).to(
        live_migration.live_migration_error
    ),
    source=f"{MANAGER}.live_migration",
    note="nova-compute is shutting down; the server keeps the task migrating",
)
live_preparing = Progress(
    live_migration.queued.to(live_migration.preparing), source=f"{MANAGER}._do_live_migration"
)
live_pre_failed = Failure(
    live_migration.preparing.to(live_migration.live_migration_error),
    source=f"{MANAGER}._cleanup_pre_live_migration",
    note="first of two writes: live_pre_failed_rolled_back is the second",
)
live_pre_failed_rolled_back = Revert(
    live_migration.live_migration_error.to(live_migration.live_migration_failed),
    source=f"{MANAGER}._rollback_live_migration",
)
live_running = Progress(
    live_migration.preparing.to(live_migration.running), source=f"{MANAGER}._do_live_migration"
)
live_post_copy = Progress(
    live_migration.running.to(live_migration.running_post_copy),
    source="nova/virt/libvirt/migration.py:trigger_postcopy_switch",
    note="libvirt, where live_migration_permit_post_copy allows it",
)
live_completed = Success(
    _COPYING.to(live_migration.live_migration_completed), source=f"{MANAGER}._post_live_migration"
)
live_rolled_back = Revert(
    _COPYING.to(live_migration.live_migration_failed),
    source=f"{MANAGER}._rollback_live_migration",
    note="the hypervisor's job failed",
)
live_cancelled_running = Revert(
    _COPYING.to(live_migration.cancelled),
    source="nova/virt/libvirt/driver.py:LibvirtDriver._live_migration_monitor",
    note="the hypervisor's job was cancelled; in post-copy not through the API, which wants the "
    "status running",
)
live_cancelled_preparing = Revert(
    live_migration.preparing.to(live_migration.cancelled),
    source=f"{MANAGER}._do_live_migration",
    note="an abort has taken it off the waiting list",
)
live_cancelled_queued = Revert(
    live_migration.queued.to(live_migration.cancelled), source=f"{MANAGER}.live_migration_abort"
)
live_cancelled_shutdown = Revert(
    live_migration.queued.to(live_migration.cancelled),
    source=f"{MANAGER}._cleanup_live_migrations_in_pool",
    note="nova-compute stops; the server keeps the task migrating until it starts again",
)
live_driver_failed = Failure(
    AnyOf(_COPYING, live_migration.live_migration_failed, live_migration.cancelled).to(
        live_migration.live_migration_error
    ),
    source=f"{MANAGER}._do_live_migration",
    note="an exception out of the driver, which may follow a rollback that succeeded",
)
live_rollback_teardown_failed = Failure(
    AnyOf(live_migration.preparing, live_migration.running).to(live_migration.live_migration_error)
    | stay(live_migration.live_migration_error),
    source=f"{MANAGER}._rollback_live_migration",
    note="the rollback itself fails, before its last write",
)
live_init_host = Startup(
    live_migration.running.to(live_migration.live_migration_error),
    source=f"{MANAGER}._reset_live_migration",
    note="only where the record is running and its server has the task migrating",
)
