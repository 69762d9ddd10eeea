"""Deletion, and how it is forced."""

from wayout.machines.vocabulary import (
    Admin,
    AnyOf,
    Failure,
    Request,
    Revert,
    Startup,
    Success,
    choice,
)
from wayout.machines.volume.states import (
    available,
    deleted,
    deleting,
    error,
    error_deleting,
    error_extending,
    error_managing,
    error_managing_deleting,
    error_restoring,
    in_use,
    live,
    unmanaging,
)

_REQUEST = "cinder/volume/api.py:API.delete"
_WORK = "cinder/volume/manager.py:VolumeManager.delete_volume"

delete = Request(
    AnyOf(available, error, error_restoring, error_extending).to(deleting),
    source=_REQUEST,
    note="not attached, not migrating, in no group, without snapshots",
)
delete_cascade = Request(
    AnyOf(available, error, error_restoring, error_extending).to(deleting),
    source=_REQUEST,
    note="as delete, but takes the snapshots along, which must be available or error and, unless "
    "an administrator asks, of this project",
)
delete_failed_managed_volume = Request(
    error_managing.to(error_managing_deleting),
    source=_REQUEST,
    note="guards of delete; unmanage and force-delete end here, too",
)
delete_unscheduled = Request(
    live.to(deleted, cond="not scheduled"),
    source=_REQUEST,
    note="no host yet: the record goes at once, whatever its status, attachments or snapshots",
)
force_delete = Admin(
    live.without(error_managing).to(deleting),
    source=_REQUEST,
    note="drops only the guard on the status: attached, migrating, grouped and, without cascade, "
    "snapshotted volumes are still refused",
)
cinder_manage_volume_delete = Admin(
    live.without(in_use).to(deleted),
    source="cinder/cmd/manage.py:VolumeCommands.delete",
    note="asks the service directly, without deleting in between; a failure ends as in delete",
)

delete_cascade_snapshot_conflict = Failure(
    AnyOf(deleting, error_managing_deleting).to(error_deleting),
    source=_REQUEST,
    note="a snapshot refuses when the volume is already deleting",
)
delete_key_deletion_failed = Failure(
    AnyOf(deleting, error_managing_deleting).to(error_deleting),
    source=_REQUEST,
    note="the key manager keeps the encryption key",
)

delete_succeeded = Success(
    AnyOf(deleting, error_managing_deleting).to(deleted),
    source=_WORK,
    note="clears migration_status; snapshots, attachments and transfers go with it",
)
delete_backend_busy = Revert(
    AnyOf(deleting, unmanaging, error_managing_deleting).to(available),
    source=_WORK,
    note="VolumeIsBusy: always available, whatever the status was before the request",
)
delete_failed = Failure(
    AnyOf(deleting, error_managing_deleting).to(error_deleting),
    source=_WORK,
    note="the driver fails, or a snapshot of a cascade is not deleting or cannot be deleted",
)
delete_migration_target_failed = Failure(
    live.to(deleted),
    source="cinder/volume/manager.py:VolumeManager._clear_db",
    note="only while migration_status is target:<id>: the record goes, its storage may stay",
)
startup_resume_delete = Startup(
    choice(deleting, error_deleting, available, deleted, by="outcome"),
    source="cinder/volume/manager.py:VolumeManager._do_cleanup",
    note="needs a row in workers; deletes with cascade",
)
