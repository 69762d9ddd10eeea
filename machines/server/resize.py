"""Resize and cold migration: the server moves to another host, its user confirms or reverts."""

from wayout.machines.server.pairs import ACTIVE, RESIZED, STOPPED
from wayout.machines.server.tasks import DELETION
from wayout.machines.server.upstream import API, CLEARED_NEXT, CONDUCTOR, MANAGER
from wayout.machines.vocabulary import (
    Actor,
    Failure,
    Periodic,
    Progress,
    Request,
    Revert,
    Success,
)

_MOVABLE = ACTIVE | STOPPED

resize_request = Request(
    _MOVABLE.idle.begin("resize_prep"), source=f"{API}.resize", note="the host is up"
)
cold_migrate_request = Request(
    _MOVABLE.idle.begin("resize_prep"),
    source=f"{API}.resize",
    actor=Actor.ADMIN,
    note="policy os-migrate-server:migrate: managers of the project and administrators; "
    "the host is up; the steps of resize_* follow",
)
resize_schedule_failed = Revert(
    _MOVABLE.doing("resize_prep").clear(),
    source=f"{CONDUCTOR}._cold_migrate",
    note="NoValidHost, a policy, or any other error of the conductor",
)
resize_reschedule = Revert(
    _MOVABLE.doing("resize_prep").stay(),
    source=f"{MANAGER}._reschedule_resize_or_reraise",
    note="the destination failed, the next one is tried; no CAS",
)
resize_prep_failed = Failure(
    (_MOVABLE.idle | _MOVABLE.doing("resize_prep")).error_out(),
    source=f"{MANAGER}._do_prep_resize",
    note="no other destination (with none left, resize_schedule_failed came first); the guest "
    f"was not touched; {CLEARED_NEXT}",
)
resize_prep_rolled_back = Revert(
    _MOVABLE.doing("resize_prep").clear(),
    source=f"{MANAGER}._do_prep_resize",
    note="InstanceFaultRollback without a retry: same host not supported, or group policy",
)
resize_migrating = Progress(
    _MOVABLE.doing("resize_prep").begin("resize_migrating"),
    source=f"{MANAGER}._resize_instance",
    note="on the source; CAS: resize_prep",
)
resize_migrated = Progress(
    _MOVABLE.doing("resize_migrating").begin("resize_migrated"),
    source=f"{MANAGER}._resize_instance",
    note="the host is now the destination; CAS: resize_migrating",
)
resize_source_failed = Failure(
    _MOVABLE.doing("resize_prep", "resize_migrating", "resize_migrated").error_out(),
    source=f"{MANAGER}._resize_instance",
    note=CLEARED_NEXT,
)
resize_source_rolled_back = Revert(
    _MOVABLE.doing("resize_prep", "resize_migrating").clear(),
    source=f"{MANAGER}._resize_instance",
    note="the driver raises InstanceFaultRollback or NotImplementedError",
)
resize_finishing = Progress(
    _MOVABLE.doing("resize_migrated").begin("resize_finish"),
    source=f"{MANAGER}._finish_resize",
    note="CAS: resize_migrated",
)
resize_done = Success(
    _MOVABLE.doing("resize_finish").to(RESIZED.idle),
    source=f"{MANAGER}._finish_resize",
    note="CAS: resize_finish",
)
resize_finish_failed = Failure(
    _MOVABLE.doing("resize_migrated", "resize_finish").error_out(),
    source=f"{MANAGER}._finish_resize_helper",
    note=CLEARED_NEXT,
)

confirm_resize_request = Request(
    RESIZED.idle.stay(),
    source=f"{API}.confirm_resize",
    note="no task: only the migration record moves; the source's service is up",
)
confirm_resize_request_periodic = Periodic(
    RESIZED.idle.stay(cond="resize_confirm_window > 0"),
    source=f"{MANAGER}._poll_unconfirmed_resizes",
    note="only with resize_confirm_window > 0 (default 0)",
)
confirm_resize_done = Success(
    RESIZED.idle.to(ACTIVE.idle),
    source=f"{MANAGER}._confirm_resize",
    note="power_state is not SHUTDOWN; CAS: none, deleting, soft-deleting",
)
confirm_resize_done_stopped = Success(
    RESIZED.idle.to(STOPPED.idle),
    source=f"{MANAGER}._confirm_resize",
    note="power_state is SHUTDOWN",
)
confirm_resize_failed = Failure(
    (RESIZED.idle | RESIZED.doing(*DELETION)).error_out(),
    source=f"{MANAGER}.confirm_resize",
    note="without reverts_task_state: nothing clears the task",
)

revert_resize_request = Request(
    RESIZED.idle.begin("resize_reverting"),
    source=f"{API}.revert_resize",
    note="there is a migration in status finished",
)
revert_resize_done = Success(
    RESIZED.doing("resize_reverting").to(ACTIVE.idle),
    source=f"{MANAGER}._finish_revert_resize",
    note="the write before it is a CAS on resize_reverting",
)
revert_resize_restore_stopped = Progress(
    RESIZED.doing("resize_reverting").begin("powering-off"),
    source=f"{MANAGER}._finish_revert_resize",
    note="old_vm_state is stopped; stop_done follows, from resized to stopped",
)
revert_resize_failed_dest = Failure(
    RESIZED.doing("resize_reverting").error_out(),
    source=f"{MANAGER}.revert_resize",
    note=CLEARED_NEXT,
)
revert_resize_failed_source = Failure(
    RESIZED.doing("resize_reverting", "powering-off").error_out(),
    source=f"{MANAGER}.finish_revert_resize",
    note=CLEARED_NEXT,
)
