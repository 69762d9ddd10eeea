"""Where a snapshot stays until an administrator helps: facts about Cinder, each with its cause."""

from wayout.machines.vocabulary import Accepted

_CLEANABLE = "cinder/objects/snapshot.py:Snapshot._is_cleanable"
_DELETE = "cinder/volume/api.py:API.delete_snapshot"
_UNUSED = (
    "no code writes the status: an administrator's reset-state leads into it, and the same call "
    "is what leads out again"
)
_ENUM = (
    "cinder/objects/fields.py:SnapshotStatus; "
    "cinder/api/contrib/admin_actions.py:SnapshotAdminController._reset_status"
)

ACCEPTED: tuple[Accepted, ...] = (
    Accepted("WO201", states=("updating",), reason=_UNUSED, reference=_ENUM),
    Accepted("WO203", states=("updating",), reason=_UNUSED, reference=_ENUM),
    Accepted(
        "WO203",
        states=("backing_up",),
        reason="a snapshot stays backing-up when the scheduler finds no backup service: the backup "
        "goes to error, the snapshot is forgotten, and the cleanup at start goes by the backup's "
        "status",
        reference="cinder/scheduler/manager.py:SchedulerManager.create_backup; "
        "cinder/backup/manager.py:BackupManager._cleanup_one_backup",
    ),
    Accepted(
        "WO203",
        states=("restoring",),
        reason="when the service dies during a revert, the snapshot stays restoring as its volume "
        "stays reverting: the cleanup at start knows neither, and delete is refused",
        reference=f"cinder/volume/manager.py:VolumeManager.revert_to_snapshot; {_CLEANABLE}; "
        f"{_DELETE}",
    ),
    Accepted(
        "WO203",
        states=("deleting", "unmanaging"),
        reason="when the service dies while it deletes or unmanages a snapshot, the snapshot stays "
        "so and blocks the deletion of its volume: only snapshots in creating are cleaned up at "
        "start, and others go along only where the volume was being deleted too",
        reference=f"{_CLEANABLE}; cinder/db/api.py:volume_has_undeletable_snapshots_filter; "
        "https://bugs.launchpad.net/cinder/+bug/1586604",
    ),
    Accepted(
        "WO203",
        states=("error_deleting",),
        reason="a snapshot whose deletion or unmanage failed cannot be deleted again by its owner, "
        "and keeps the volume from being deleted; only a force-delete is accepted",
        reference=f"{_DELETE}; cinder/db/api.py:volume_has_undeletable_snapshots_filter",
    ),
)
