"""What is claimed of `VolumeBackups`, and what is known to fail."""

from wayout.machines.vocabulary import Accepted, Claim
from wayout.machines.vocabulary.systems import invariant

_API = "cinder/backup/api.py:API.create"
_MANAGER = "cinder/backup/manager.py:BackupManager"
_REVERT = "cinder/volume/api.py:API.revert_to_snapshot"
_REVERTED = "cinder/volume/manager.py:VolumeManager.revert_to_snapshot"

CLAIMS = (
    invariant(
        "backing_up_is_recorded",
        "volume.backing_up -> backup.creating",
        "a volume that is backed up has a backup in the making",
        source=_API,
    ),
    invariant(
        "snapshot_backing_up_is_recorded",
        "snapshot.backing_up -> backup.creating",
        "a snapshot that is backed up has a backup in the making",
        source=_API,
    ),
    invariant(
        "restoring_is_recorded",
        "backup.restoring <-> volume.restoring_backup",
        "a backup is restored just while a volume is restored from it",
        source="cinder/backup/api.py:API.restore",
    ),
    invariant(
        "reverting_is_recorded",
        "volume.reverting -> snapshot.restoring",
        "a volume that is reverted has a snapshot that it is reverted to",
        source=_REVERT,
    ),
    invariant(
        "snapshots_go_first",
        "volume.deleted -> snapshot.absent | snapshot.deleted",
        "a volume that is deleted has no snapshot any more",
        source="cinder/volume/manager.py:VolumeManager.delete_volume",
    ),
    Claim(
        "snapshot_backup_ends",
        "AG (snapshot.backing_up -> E{user, service, timer}F !snapshot.backing_up)",
        f"a snapshot that is backed up gets out of that without an administrator ({_MANAGER})",
    ),
    Claim(
        "revert_ends",
        "AG (volume.reverting -> E{user, service, timer}F !volume.reverting)",
        f"a volume that is reverted gets out of that without an administrator ({_REVERTED})",
    ),
    Claim(
        "volume_is_left_alone",
        "AG (snapshot.backing_up & volume.extending -> "
        "A[volume.extending W event(extend_succeeded)])",
        "a backup of a snapshot does not touch an operation on its volume "
        "(cinder/backup/api.py:API.create)",
    ),
    Claim(
        "deletable",
        "AG (volume.available & snapshot.available -> EF volume.deleted)",
        "a volume and its snapshot can be deleted (cinder/volume/api.py:API.delete)",
    ),
)

ACCEPTED = (
    Accepted(
        "WO701",
        (),
        reason="a backup of a snapshot that finds no backup service leaves the snapshot "
        "backing-up, with the backup in error",
        reference="cinder/scheduler/manager.py:SchedulerManager.create_backup restores the "
        "volume, and not the snapshot",
        claims=("snapshot_backing_up_is_recorded",),
    ),
    Accepted(
        "WO701",
        (),
        reason="the same snapshot stays backing-up until an administrator resets it: it can "
        "be neither deleted nor backed up again",
        reference="cinder/scheduler/manager.py:SchedulerManager.create_backup",
        claims=("snapshot_backup_ends",),
    ),
    Accepted(
        "WO701",
        (),
        reason="a revert whose snapshot is not available any more leaves the volume reverting"
        " with nobody at work on it",
        reference="cinder/volume/api.py:API.revert_to_snapshot writes the volume first, and "
        "does not write it back",
        claims=("reverting_is_recorded",),
    ),
    Accepted(
        "WO701",
        (),
        reason="the same volume stays reverting until an administrator resets it",
        reference="cinder/volume/api.py:API.revert_to_snapshot",
        claims=("revert_ends",),
    ),
    Accepted(
        "WO701",
        (),
        reason="a backup of a snapshot that is not scheduled writes the previous status of "
        "the volume over that of an operation at work",
        reference="cinder/scheduler/manager.py:SchedulerManager.create_backup uses "
        "previous_status of the volume, which another operation left",
        claims=("volume_is_left_alone",),
    ),
)
