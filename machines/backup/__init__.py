"""The lifecycle of a Cinder backup."""

from wayout.machines.backup.claims import ACCEPTED_CLAIMS, CLAIMS
from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    Actor,
    Admin,
    AnyOf,
    Error,
    Failure,
    Final,
    Machine,
    Progress,
    Request,
    Revert,
    Stable,
    Startup,
    Success,
    Transient,
    choice,
    stay,
)

_API = "cinder/backup/api.py:API"
_MANAGER = "cinder/backup/manager.py:BackupManager"
_CLEANUP = f"{_MANAGER}._cleanup_one_backup"


class Backup(Machine):
    """A Cinder backup of a volume or a snapshot, from its request to its soft deletion.

    Release read: cinder 29.0.0. States are the values of `Backup.status`, all seven of the enum
    BackupStatus. The volume or snapshot that is backed up has a status of its own, which the
    same work changes.

    Left out: a NULL status, and the chain of incremental backups, but for the guard that a
    backup with children cannot be deleted, not even by force.
    """

    requested_status: str = "available"
    """The status that a call of reset-state asks for."""

    outcome: str = "deleted"
    """The status that a resumed deletion ends in."""

    absent = Absent()
    creating = Transient(
        "data is being copied to it, or its record is being imported", value="creating"
    )
    available = Stable("usable", value="available")
    restoring = Transient("its data is being written to a volume", value="restoring")
    deleting = Transient("its data is being deleted", value="deleting")
    error = Error("unusable: its creation, import or deletion failed", value="error")
    error_deleting = Error(
        "its deletion failed before it began; a user cannot ask again", value="error_deleting"
    )
    deleted = Final(
        "the record is soft-deleted; an import of the same id revives it",
        left=True,
        value="deleted",
    )

    live = AnyOf(creating, available, restoring, deleting, error, error_deleting)

    create = Request(
        absent.to(creating),
        source=f"{_API}.create",
        note="the volume must be available, or in-use with force, or the snapshot available; an "
        "incremental backup needs an available parent",
    )
    create_rolled_back_in_api = Revert(
        creating.to(deleted),
        source=f"{_API}.create",
        note="the volume or snapshot, already set backing-up, stays so",
    )
    create_scheduling_failed = Failure(
        creating.to(error),
        source="cinder/scheduler/manager.py:SchedulerManager.create_backup",
        note="only ServiceNotFound: after another failure the backup stays creating",
    )
    create_precheck_failed = Failure(
        live.to(error),
        source=f"{_MANAGER}.create_backup",
        note="the volume or snapshot is no longer backing-up, or the backup no longer creating; "
        "the volume or snapshot stays as it is",
    )
    create_failed = Failure(creating.to(error), source=f"{_MANAGER}.continue_backup")
    create_succeeded = Success(creating.to(available), source=f"{_MANAGER}._finish_backup")
    create_finished_after_status_change = Success(
        AnyOf(error, error_deleting, restoring, available).to(available),
        source=f"{_MANAGER}._finish_backup",
        note="only deleting and deleted stop the last write",
    )
    create_cancelled_by_force_delete = Progress(
        stay(deleting),
        source="cinder/backup/chunkeddriver.py:ChunkedBackupDriver.backup",
        note="drivers that copy in chunks look at the status and stop",
    )
    startup_cleanup_create = Startup(
        creating.to(error), source=_CLEANUP, note="only on the backup's own host"
    )

    import_record = Request(
        absent.to(creating) | deleted.to(creating),
        source=f"{_API}._get_import_backup",
        actor=Actor.ADMIN,
        note="policy backup:backup-import: administrators; a soft-deleted record is revived",
    )
    import_rolled_back_in_api = Revert(creating.to(deleted), source=f"{_API}._get_import_backup")
    import_succeeded = Success(creating.to(available), source=f"{_MANAGER}.import_record")
    import_failed = Failure(creating.to(error), source=f"{_MANAGER}.import_record")

    restore = Request(available.to(restoring), source=f"{_API}.restore")
    create_volume_from_backup = Progress(
        live.to(restoring),
        source="cinder/volume/flows/manager/create_volume.py:"
        "CreateVolumeFromSpecTask._create_from_backup",
        note="the backup was available when the volume was asked for; not looked at again",
    )
    restore_succeeded = Success(restoring.to(available), source=f"{_MANAGER}.restore_backup")
    restore_failed = Revert(
        restoring.to(available),
        source=f"{_MANAGER}.restore_backup",
        note="the volume carries the error",
    )
    restore_refused_volume_or_driver = Revert(
        restoring.to(available),
        source=f"{_MANAGER}.restore_backup",
        note="the volume is in the wrong status, or another driver made the backup",
    )
    restore_precheck_failed = Failure(
        live.without(restoring).to(error),
        source=f"{_MANAGER}.restore_backup",
        note="no longer restoring when the service begins",
    )
    restore_cancelled = Revert(
        AnyOf(available, error, error_deleting, deleting).to(available),
        source=f"{_MANAGER}.restore_backup",
        note="BackupRestoreCancel, because the status changed: the new one, such as a reset to "
        "error, is overwritten; from deleting it is inferred, for the record may be gone",
    )
    startup_cleanup_restore = Startup(
        restoring.to(available), source=_CLEANUP, note="only on the backup's own host"
    )

    delete = Request(
        AnyOf(available, error).to(deleting),
        source=f"{_API}.delete",
        note="no incremental children; the check and the write are not one step",
    )
    force_delete = Admin(
        live.to(deleting),
        source=f"{_API}.delete",
        note="no incremental children, and a driver that supports it",
    )
    delete_succeeded = Success(deleting.to(deleted), source=f"{_MANAGER}.delete_backup")
    delete_failed_in_driver = Failure(
        deleting.to(error), source=f"{_MANAGER}.delete_backup", note="error, not error_deleting"
    )
    delete_failed_other_driver = Failure(
        deleting.to(error),
        source=f"{_MANAGER}.delete_backup",
        note="the configured driver did not make this backup",
    )
    delete_failed_service_down = Failure(
        deleting.to(error_deleting),
        source=f"{_MANAGER}.delete_backup",
        note="the backup driver is not initialised",
    )
    delete_precheck_failed = Failure(
        live.without(deleting).to(error),
        source=f"{_MANAGER}.delete_backup",
        note="no longer deleting when the service begins",
    )
    startup_resume_delete = Startup(
        choice(deleting, error, error_deleting, deleted, by="outcome"),
        source=_CLEANUP,
        note="not for an encrypted volume",
    )
    startup_delete_encrypted = Startup(
        deleting.to(error_deleting),
        source=_CLEANUP,
        note="without the user's own credentials the key cannot be deleted",
    )

    reset_status = Admin(
        choice(live, error, available, by="requested_status"),
        source=f"{_MANAGER}.reset_status",
        note="without effect where the backup has no service yet; refused where the configured "
        "driver did not make it",
    )

    accepted = (
        Accepted(
            "WO105",
            states=("deleted",),
            events=("import_record",),
            reason="to import the record of a deleted backup again revives the soft-deleted row "
            "under the same id, so whoever forgot a deleted backup may meet it again",
            reference="cinder/backup/api.py:API._get_import_backup",
        ),
        Accepted(
            "WO203",
            states=("error_deleting",),
            reason="a backup is in error_deleting when its driver was not initialised, or when a "
            "restart met the deletion of an encrypted backup; its owner cannot ask again, for "
            "delete accepts available and error only",
            reference="cinder/backup/api.py:API.delete; "
            "cinder/backup/manager.py:BackupManager.delete_backup; "
            "cinder/backup/manager.py:BackupManager._cleanup_one_backup",
        ),
        *ACCEPTED_CLAIMS,
    )

    claims = CLAIMS
