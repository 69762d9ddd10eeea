"""Snapshots that Cinder makes for itself: for a backup, or as a safeguard during a revert."""

from wayout.machines.snapshot.states import absent, available, creating, deleted, deleting, live
from wayout.machines.vocabulary import Failure, Progress, Success

_REVERT = "cinder/volume/manager.py:VolumeManager.revert_to_snapshot"
_TEMPORARY = "cinder/volume/driver.py:BaseVD._create_temp_snapshot"

internal_temp_create = Progress(
    absent.to(creating),
    source=_TEMPORARY,
    note="for the backup of an attached volume, or as a safeguard during a revert",
)
internal_temp_ready = Progress(creating.to(available), source=_TEMPORARY)
internal_temp_create_failed = Failure(creating.to(deleted), source=_TEMPORARY)
internal_temp_delete = Progress(
    live.to(deleting), source="cinder/backup/manager.py:BackupManager._delete_temp_snapshot"
)
internal_revert_helper_deleted = Success(
    available.to(deleted), source=_REVERT, note="without deleting in between"
)
