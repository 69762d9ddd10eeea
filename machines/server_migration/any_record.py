"""What can befall a record of any type: another one overtakes it, its server is deleted."""

from wayout.machines.server_migration.states import evacuation, gone, live_migration, move
from wayout.machines.server_migration.upstream import MANAGER, TRACKER
from wayout.machines.vocabulary import AnyOf, Periodic, Success

_LIVE_IN_PROGRESS = AnyOf(
    AnyOf(live_migration.live_migration_accepted, live_migration.queued),
    AnyOf(live_migration.preparing, live_migration.running, live_migration.running_post_copy),
)
_MOVE_IN_PROGRESS = AnyOf(
    AnyOf(move.move_pre_migrating, move.migrating, move.post_migrating),
    AnyOf(move.finished, move.confirming, move.reverting),
)
_EVACUATION_IN_PROGRESS = AnyOf(evacuation.evacuation_accepted, evacuation.evacuation_pre_migrating)
_OTHERS = AnyOf(
    AnyOf(live_migration.live_migration_error, move.move_error),
    AnyOf(evacuation.done, evacuation.evacuation_error),
)
_STALE = "superseded"

any_stale_record = Periodic(
    _LIVE_IN_PROGRESS.to(live_migration.live_migration_error, cond=_STALE)
    | _MOVE_IN_PROGRESS.to(move.move_error, cond=_STALE)
    | _EVACUATION_IN_PROGRESS.to(evacuation.evacuation_error, cond=_STALE),
    source=f"{TRACKER}._update_usage_from_migrations",
    note="the server is being moved under another record, which its migration_context names",
)
any_server_deleted_cleanup = Periodic(
    live_migration.live_migration_error.to(live_migration.live_migration_failed)
    | move.move_error.to(move.move_failed)
    | evacuation.evacuation_error.to(evacuation.evacuation_failed),
    source=f"{MANAGER}._cleanup_incomplete_migrations",
    note="the server's row is deleted and its record is not, though any_server_destroyed deletes "
    "both in one step: so only a record that was written later",
)
any_server_destroyed = Success(
    AnyOf(_LIVE_IN_PROGRESS, _MOVE_IN_PROGRESS, _EVACUATION_IN_PROGRESS, _OTHERS).to(gone),
    source="nova/db/main/api.py:instance_destroy",
    note="whatever the status; of one that is over it is not declared",
)
