"""Volumes that Cinder makes for itself, to read a snapshot or an attached volume."""

from wayout.machines.vocabulary import AnyOf, Failure, Progress, Success
from wayout.machines.volume.states import absent, backing_up, creating, deleted, in_use

internal_temp_create = Progress(
    absent.to(creating), source="cinder/volume/driver.py:BaseVD._create_temp_volume"
)
internal_temp_backup_ready = Progress(
    creating.to(backing_up),
    source="cinder/volume/driver.py:BaseVD._get_backup_volume_temp_volume",
)
internal_temp_revert_ready = Progress(
    creating.to(in_use),
    source="cinder/volume/manager.py:VolumeManager._revert_to_snapshot_generic",
    note="in-use without any attachment",
)
internal_temp_create_failed = Failure(
    creating.to(deleted), source="cinder/volume/driver.py:BaseVD._create_temp_cloned_volume"
)
internal_temp_deleted = Success(
    AnyOf(backing_up, in_use).to(deleted),
    source="cinder/backup/manager.py:BackupManager._delete_temp_volume",
    note="without deleting in between",
)
