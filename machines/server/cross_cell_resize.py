"""Resize and cold migration into another cell: the row is copied, the guest becomes a snapshot.

Nova takes this way only for those whom the policy compute:servers:resize:cross_cell names, which
is nobody by default: hence the guard.
"""

from wayout.machines.server.pairs import ACTIVE, ERROR, RESIZED, STOPPED
from wayout.machines.server.tasks import DELETION
from wayout.machines.server.upstream import CLEARED_NEXT, CROSS_CELL, MANAGER
from wayout.machines.vocabulary import Failure, Progress, Success

_ALLOWED = "cross_cell_resize"
_MOVABLE = ACTIVE | STOPPED

resize_cross_cell_migrating = Progress(
    _MOVABLE.doing("resize_prep").begin("resize_migrating", cond=_ALLOWED),
    source=f"{CROSS_CELL}:PrepResizeAtSourceTask._execute",
)
resize_cross_cell_migrated = Progress(
    _MOVABLE.doing("resize_migrating").begin("resize_migrated", cond=_ALLOWED),
    source=f"{MANAGER}._prep_snapshot_based_resize_at_source",
)
resize_cross_cell_target_migrated = Progress(
    _MOVABLE.doing("resize_prep").begin("resize_migrated", cond=_ALLOWED),
    source=f"{CROSS_CELL}:FinishResizeAtDestTask._finish_snapshot_based_resize_at_dest",
    note="the copy in the target cell, whose task until then was not traced; no CAS",
    unsure=True,
)
resize_cross_cell_finishing = Progress(
    _MOVABLE.doing("resize_migrated").begin("resize_finish", cond=_ALLOWED),
    source=f"{MANAGER}._finish_snapshot_based_resize_at_dest",
)
resize_cross_cell_done = Success(
    _MOVABLE.doing("resize_finish").to(RESIZED.idle, cond=_ALLOWED),
    source=f"{MANAGER}._finish_snapshot_based_resize_at_dest",
)
resize_cross_cell_failed = Failure(
    _MOVABLE.doing("resize_migrating", "resize_migrated", "resize_finish").error_out(cond=_ALLOWED),
    source=f"{CROSS_CELL}:FinishResizeAtDestTask._finish_snapshot_based_resize_at_dest",
    note="on the source through _error_out_instance_on_exception of "
    f"prep_snapshot_based_resize_at_source; {CLEARED_NEXT}",
)

confirm_resize_cross_cell_done = Success(
    RESIZED.idle.to(ACTIVE.idle, cond=_ALLOWED),
    source=f"{CROSS_CELL}:ConfirmResizeTask._finish_confirm_in_target_cell",
    note="power_state is not SHUTDOWN; CAS: none, deleting, soft-deleting",
)
confirm_resize_cross_cell_done_stopped = Success(
    RESIZED.idle.to(STOPPED.idle, cond=_ALLOWED),
    source=f"{CROSS_CELL}:ConfirmResizeTask._finish_confirm_in_target_cell",
    note="power_state is SHUTDOWN",
)
confirm_resize_cross_cell_failed = Failure(
    (RESIZED.idle | RESIZED.doing(*DELETION)).to(ERROR.idle, cond=_ALLOWED),
    source=f"{CROSS_CELL}:ConfirmResizeTask.rollback",
)

revert_resize_cross_cell_done = Success(
    RESIZED.doing("resize_reverting").to(ACTIVE.idle, cond=_ALLOWED),
    source=f"{MANAGER}._finish_revert_snapshot_based_resize_at_source",
    note="old_vm_state is active; CAS: resize_reverting",
)
revert_resize_cross_cell_done_stopped = Success(
    RESIZED.doing("resize_reverting").to(STOPPED.idle, cond=_ALLOWED),
    source=f"{MANAGER}._finish_revert_snapshot_based_resize_at_source",
    note="old_vm_state is not active; unlike within a cell, in one write",
)
revert_resize_cross_cell_failed = Failure(
    RESIZED.doing("resize_reverting").to(ERROR.idle, cond=_ALLOWED),
    source=f"{CROSS_CELL}:RevertResizeTask.rollback",
)
