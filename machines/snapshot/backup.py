"""A snapshot's data to a backup."""

from wayout.machines.snapshot.states import available, backing_up
from wayout.machines.vocabulary import Request, Revert, Startup, Success

backup_create = Request(
    available.to(backing_up),
    source="cinder/backup/api.py:API.create",
    note="the check and the write are not one step",
)
backup_succeeded = Success(
    backing_up.to(available), source="cinder/backup/manager.py:BackupManager._finish_backup"
)
backup_failed = Revert(
    backing_up.to(available),
    source="cinder/backup/manager.py:BackupManager.continue_backup",
    note="not where the scheduler finds no backup service: the snapshot stays backing-up",
)
startup_cleanup_backup = Startup(
    backing_up.to(available, cond="backup_is_creating"),
    source="cinder/backup/manager.py:BackupManager._cleanup_one_snapshot",
    note="only where the backup is still creating or restoring, on the same backup host",
)
