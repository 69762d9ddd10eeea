"""A volume, its snapshot and a backup, of the one or of the other."""

from wayout.machines.backup import Backup
from wayout.machines.snapshot import Snapshot
from wayout.machines.systems.previous_status import PreviousStatus
from wayout.machines.systems.volume_backups_claims import ACCEPTED, CLAIMS
from wayout.machines.vocabulary.systems import Member, System, Together
from wayout.machines.volume import Volume

_API = "cinder/backup/api.py:API.create"
_MANAGER = "cinder/backup/manager.py:BackupManager"
_SCHEDULER = "cinder/scheduler/manager.py:SchedulerManager.create_backup"
_REVERT = "cinder/volume/api.py:API.revert_to_snapshot"
_REVERTED = "cinder/volume/manager.py:VolumeManager.revert_to_snapshot"


class VolumeBackups(System):
    """A volume with a snapshot of it and a backup.

    Release read: cinder 29.0.0. A backup is of the volume, or of the snapshot: then the status of
    the volume is not written.

    Left out: reset-state, force-delete and crashes; incremental backups; several snapshots; groups;
    a volume that is in use, but for the status that the previous operation left behind.
    """

    volume = Member(
        Volume,
        alone=("create", "create_succeeded", "create_failed", "delete_failed", "extend"),
    )
    snapshot = Member(Snapshot, alone=("create_succeeded", "create_failed", "delete_failed"))
    backup = Member(Backup, alone=("delete", "delete_succeeded", "delete_failed_in_driver"))
    previous = Member(PreviousStatus)

    snapshot_create = Together(
        snapshot.does("create"),
        volume.is_in("available"),
        source="cinder/volume/api.py:API.create_snapshot_in_db",
        note="the status of the volume is not changed, and nothing is locked",
    )
    snapshot_delete = Together(
        snapshot.does("delete"),
        source="cinder/volume/api.py:API.delete_snapshot",
    )
    snapshot_delete_succeeded = Together(
        snapshot.does("delete_succeeded"),
        source="cinder/volume/manager.py:VolumeManager.delete_snapshot",
    )
    extend_succeeded = Together(
        volume.does("extend_succeeded").to("available"),
        source="cinder/volume/manager.py:VolumeManager.extend_volume",
    )
    volume_delete = Together(
        volume.does("delete"),
        snapshot.is_in("absent", "deleted"),
        source="cinder/volume/api.py:API.delete",
    )
    volume_delete_cascade = Together(
        volume.does("delete_cascade"),
        snapshot.does("volume_delete_cascade").while_in("available", "error"),
        source="cinder/volume/api.py:API.delete",
    )
    volume_delete_succeeded = Together(
        volume.does("delete_succeeded"),
        snapshot.is_in("absent", "deleted"),
        source="cinder/volume/manager.py:VolumeManager.delete_volume",
    )

    volume_backup = Together(
        backup.does("create"),
        volume.does("backup_create").while_in("available"),
        previous.does("save_available"),
        source=_API,
    )
    volume_backup_succeeded = Together(
        backup.does("create_succeeded"),
        volume.does("backup_succeeded").to("available"),
        previous.is_in("available"),
        source=f"{_MANAGER}._finish_backup",
    )
    volume_backup_failed = Together(
        backup.does("create_failed"),
        volume.does("backup_failed").to("available"),
        previous.is_in("available"),
        source=f"{_MANAGER}.create_backup",
        note="the error is on the backup, never on the volume",
    )
    volume_backup_not_scheduled = Together(
        backup.does("create_scheduling_failed"),
        volume.does("backup_scheduling_failed").to("available"),
        source=_SCHEDULER,
    )

    snapshot_backup = Together(
        backup.does("create"),
        snapshot.does("backup_create"),
        source=_API,
        note="the status of the volume is not written",
    )
    snapshot_backup_succeeded = Together(
        backup.does("create_succeeded"),
        snapshot.does("backup_succeeded"),
        source=f"{_MANAGER}._finish_backup",
    )
    snapshot_backup_failed = Together(
        backup.does("create_failed"),
        snapshot.does("backup_failed"),
        source=f"{_MANAGER}.create_backup",
    )
    snapshot_backup_not_scheduled = Together(
        backup.does("create_scheduling_failed"),
        volume.does("backup_scheduling_failed_snapshot_backup").to("available"),
        snapshot.is_in("backing-up"),
        previous.is_in("available"),
        source=_SCHEDULER,
        note="writes the previous status of the volume, and leaves the snapshot as it is",
    )

    restore = Together(
        backup.does("restore"),
        volume.does("backup_restore"),
        source="cinder/backup/api.py:API.restore",
    )
    restore_succeeded = Together(
        backup.does("restore_succeeded"),
        volume.does("restore_succeeded"),
        source=f"{_MANAGER}.restore_backup",
    )
    restore_failed = Together(
        backup.does("restore_failed"),
        volume.does("restore_failed"),
        source=f"{_MANAGER}.restore_backup",
        note="the backup is as good as before, the volume is not",
    )

    revert = Together(
        volume.does("revert_to_snapshot"),
        snapshot.does("revert_to_snapshot"),
        source=_REVERT,
    )
    revert_refused = Together(
        volume.does("revert_to_snapshot"),
        snapshot.is_not_in("available", "absent"),
        source=_REVERT,
        note="the volume is written first; the snapshot refuses, and the volume is not written "
        "back",
    )
    revert_succeeded = Together(
        volume.does("revert_succeeded"),
        snapshot.does("revert_succeeded"),
        source=_REVERTED,
    )
    revert_failed = Together(
        volume.does("revert_failed"),
        snapshot.does("revert_failed"),
        source=_REVERTED,
    )

    claims = CLAIMS
    accepted = ACCEPTED
