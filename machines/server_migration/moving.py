"""Cold migration and resize: the server is stopped, moved, and confirmed or reverted.

Nova moves a server into another cell only for those whom the policy
compute:servers:resize:cross_cell names, which is nobody by default: hence the guard.
"""

from wayout.machines.server_migration.states import absent, move
from wayout.machines.server_migration.upstream import (
    API,
    CROSS_CELL,
    MANAGER,
    TRACKER,
)
from wayout.machines.vocabulary import (
    AnyOf,
    Failure,
    Periodic,
    Progress,
    Request,
    Success,
    stay,
)

_ALLOWED = "cross_cell_resize"
_CONFIRMING = AnyOf(move.confirming, move.finished)
_REVERTING = AnyOf(move.reverting, move.reverted)

cold_created = Request(
    absent.to(move.move_pre_migrating),
    source="nova/conductor/tasks/migrate.py:MigrationTask._preallocate_migration",
    note="a record that is pre-migrating already is used again when another host is tried; "
    "a cold migration is for managers of the project and administrators",
)
cold_created_by_claim = Request(
    absent.to(move.move_pre_migrating),
    source=f"{TRACKER}._create_migration",
    note="a claim that was handed no record",
)
cold_claimed = Progress(
    stay(move.move_pre_migrating), source=f"{TRACKER}._claim_existing_migration"
)
cold_conductor_failed = Failure(
    move.move_pre_migrating.to(move.move_error),
    source="nova/conductor/tasks/migrate.py:MigrationTask.rollback",
)
cold_prep_failed = Failure(
    move.move_pre_migrating.to(move.move_error) | stay(move.move_error),
    source=f"{MANAGER}._do_prep_resize",
)
cold_migrating = Progress(
    move.move_pre_migrating.to(move.migrating), source=f"{MANAGER}._resize_instance"
)
cold_cross_cell_migrating = Progress(
    move.move_pre_migrating.to(move.migrating, cond=_ALLOWED),
    source=f"{MANAGER}._prep_snapshot_based_resize_at_source",
)
cold_post_migrating = Progress(
    move.migrating.to(move.post_migrating), source=f"{MANAGER}._resize_instance"
)
cold_cross_cell_post_migrating = Progress(
    move.migrating.to(move.post_migrating, cond=_ALLOWED),
    source=f"{MANAGER}._prep_snapshot_based_resize_at_source",
)
cold_source_failed = Failure(
    AnyOf(move.move_pre_migrating, move.migrating, move.post_migrating).to(move.move_error),
    source=f"{MANAGER}._resize_instance",
)
cold_finished = Success(
    move.post_migrating.to(move.finished),
    source=f"{MANAGER}._finish_resize",
    note="the server becomes resized",
)
cold_cross_cell_finished = Success(
    move.post_migrating.to(move.finished, cond=_ALLOWED),
    source=f"{MANAGER}._finish_snapshot_based_resize_at_dest",
)
cold_finish_failed = Failure(
    AnyOf(move.post_migrating, move.finished).to(move.move_error),
    source=f"{MANAGER}.finish_resize",
)

cold_confirm_request = Request(move.finished.to(move.confirming), source=f"{API}.confirm_resize")
cold_confirm_request_periodic = Periodic(
    move.finished.to(move.confirming, cond="resize_confirm_window > 0"),
    source=f"{MANAGER}._poll_unconfirmed_resizes",
    note="only with resize_confirm_window > 0 (default 0)",
)
cold_confirmed = Success(
    _CONFIRMING.to(move.confirmed),
    source=f"{TRACKER}.drop_move_claim_at_source",
    note="from finished where the server is deleted, which confirms without a request",
)
cold_cross_cell_confirmed = Success(
    _CONFIRMING.to(move.confirmed, cond=_ALLOWED),
    source=f"{CROSS_CELL}:ConfirmResizeTask._finish_confirm_in_target_cell",
)
cold_confirm_failed = Failure(
    AnyOf(_CONFIRMING, move.confirmed).to(move.move_error),
    source=f"{MANAGER}.confirm_resize",
)
cold_cross_cell_confirm_failed = Failure(
    _CONFIRMING.to(move.move_error, cond=_ALLOWED),
    source=f"{CROSS_CELL}:ConfirmResizeTask.rollback",
)
cold_auto_confirm_skipped = Periodic(
    move.finished.to(move.move_error, cond="resize_confirm_window > 0"),
    source=f"{MANAGER}._poll_unconfirmed_resizes",
    note="the server is gone, in error, or no longer resized without a task",
)

cold_revert_request = Request(move.finished.to(move.reverting), source=f"{API}.revert_resize")
cold_reverted = Success(
    move.reverting.to(move.reverted),
    source=f"{TRACKER}.drop_move_claim_at_dest",
    note="written on the destination, before the source has finished the revert",
)
cold_cross_cell_reverted = Success(
    move.reverting.to(move.reverted, cond=_ALLOWED) | move.reverted.to(None, cond=_ALLOWED),
    source=f"{MANAGER}._finish_revert_snapshot_based_resize_at_source",
)
cold_revert_failed_dest = Failure(_REVERTING.to(move.move_error), source=f"{MANAGER}.revert_resize")
cold_revert_failed_source = Failure(
    move.reverted.to(move.move_error), source=f"{MANAGER}.finish_revert_resize"
)
cold_cross_cell_revert_failed = Failure(
    _REVERTING.to(move.move_error, cond=_ALLOWED),
    source=f"{CROSS_CELL}:RevertResizeTask.rollback",
)
