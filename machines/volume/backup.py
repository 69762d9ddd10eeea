"""A volume's data to a backup, and a backup's data to a volume."""

from wayout.machines.vocabulary import AnyOf, Failure, Request, Revert, Startup, Success, choice
from wayout.machines.volume.states import (
    available,
    backing_up,
    creating,
    error,
    error_restoring,
    in_use,
    left_in_previous_status,
    live,
    restoring_backup,
)

_SCHEDULING = "cinder/scheduler/manager.py:SchedulerManager.create_backup"
_RESTORE = "cinder/backup/manager.py:BackupManager.restore_backup"
_CLEANUP = "cinder/backup/manager.py:BackupManager._cleanup_one_volume"

backup_create = Request(
    AnyOf(available, in_use).to(backing_up),
    source="cinder/backup/api.py:API.create",
    note="in-use only with force; the check and the write are not one step; a backup of a "
    "snapshot does not touch the volume",
)
backup_scheduling_failed = Revert(
    choice(backing_up, available, in_use, by="previous_status"),
    source=_SCHEDULING,
    note="only ServiceNotFound: after another failure the volume stays backing-up",
)
backup_scheduling_failed_snapshot_backup = Revert(
    choice(live, *left_in_previous_status, by="previous_status"),
    source=_SCHEDULING,
    note="backup of a snapshot: the volume, never set backing-up, gets what an earlier operation "
    "left in previous_status: after failover-host any status, and none at all if it is NULL",
)
backup_succeeded = Success(
    choice(backing_up, available, in_use, by="previous_status"),
    source="cinder/backup/manager.py:BackupManager._finish_backup",
    note="leaves backing-up in previous_status",
)
backup_failed = Revert(
    choice(backing_up, available, in_use, by="previous_status"),
    source="cinder/backup/manager.py:BackupManager.continue_backup",
    note="the backup carries the error; leaves error_backing-up in previous_status",
)
startup_cleanup_backup = Startup(
    backing_up.to(available, cond="backup_is_creating and previous_status == 'available'")
    | backing_up.to(in_use, cond="backup_is_creating and previous_status != 'available'"),
    source=_CLEANUP,
    note="only where the backup is still creating, on the same backup host",
)

backup_restore = Request(
    available.to(restoring_backup),
    source="cinder/backup/api.py:API.restore",
    note="the check and the write are not one step",
)
restore_succeeded = Success(restoring_backup.to(available), source=_RESTORE)
restore_failed = Failure(restoring_backup.to(error_restoring), source=_RESTORE)
restore_volume_in_wrong_status = Failure(
    live.without(creating, restoring_backup).to(error_restoring),
    source=_RESTORE,
    note="whatever the volume was doing meanwhile is overwritten",
)
restore_backup_in_wrong_status = Failure(
    AnyOf(restoring_backup, creating).to(error),
    source=_RESTORE,
    note="the backup is no longer restoring, or another driver made it",
)
restore_cancelled = Failure(
    AnyOf(restoring_backup, creating).to(error),
    source=_RESTORE,
    note="an administrator reset the backup's status during a restore in chunks",
)
startup_cleanup_restore = Startup(restoring_backup.to(error_restoring), source=_CLEANUP)
