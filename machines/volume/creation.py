"""Creation: blank, or from an image, a snapshot, a volume or a backup."""

from wayout.machines.vocabulary import (
    AnyOf,
    Failure,
    Progress,
    Request,
    Revert,
    Startup,
    Success,
    stay,
)
from wayout.machines.volume.states import (
    absent,
    available,
    creating,
    deleted,
    downloading,
    error,
    error_restoring,
    reserved,
)

_FROM_BACKUP = "cinder/backup/manager.py:BackupManager.restore_backup"
_FAILED = "cinder/volume/flows/manager/create_volume.py:OnFailureRescheduleTask.revert"
_FINISHED = "cinder/volume/flows/manager/create_volume.py:CreateVolumeOnFinishTask.execute"

create = Request(
    absent.to(creating),
    source="cinder/volume/flows/api/create_volume.py:EntryCreateTask.execute",
    note="a source volume must be available or in-use, a snapshot or backup available, a group "
    "available or creating; checked once",
)
create_rolled_back_in_api = Revert(
    creating.to(deleted),
    source="cinder/volume/flows/api/create_volume.py:EntryCreateTask.revert",
    note="only until the quota is committed; afterwards the record stays in creating",
)
create_scheduling_failed = Failure(
    creating.to(error),
    source="cinder/scheduler/flows/create_volume.py:ScheduleCreateVolumeTask.execute",
)
create_rescheduled = Progress(
    stay(creating),
    source=_FAILED,
    note="back to the scheduler without a host, where the failure and the request allow a retry",
)
create_start_image_download = Progress(
    creating.to(downloading),
    source="cinder/volume/flows/manager/create_volume.py:"
    "CreateVolumeFromSpecTask._create_from_image_download",
)
create_failed = Failure(AnyOf(creating, downloading).to(error), source=_FAILED)
create_succeeded = Success(
    AnyOf(creating, downloading).to(available),
    source=_FINISHED,
    note="whatever the status has become meanwhile",
)
create_succeeded_overwriting_reserved = Success(
    reserved.to(available),
    source=_FINISHED,
    note="an attachment reserved the volume while its image was downloading; the last write "
    "does not look",
    unsure=True,
)
startup_cleanup_create = Startup(
    creating.to(error) | downloading.to(error, cond="has_worker"),
    source="cinder/volume/manager.py:VolumeManager._do_cleanup",
    note="needs a row in workers with the same status, which a volume that is created has, and one "
    "that is reimaged has not; an administrator can start it with POST /workers/cleanup",
)
startup_cleanup_create_in_scheduler = Startup(
    creating.to(error),
    source="cinder/scheduler/manager.py:SchedulerManager._do_cleanup",
    note="the scheduler died while it scheduled the volume",
)

create_from_backup_handed_to_backup_service = Progress(
    stay(creating),
    source="cinder/volume/flows/manager/create_volume.py:"
    "CreateVolumeFromSpecTask._create_from_backup",
    note="the driver cannot do it: a raw volume is made, and the backup service fills it",
)
create_from_backup_restored = Success(creating.to(available), source=_FROM_BACKUP)
create_from_backup_failed = Failure(
    creating.to(error_restoring),
    source=_FROM_BACKUP,
    note="error is meant for a new volume, but the test compares the status of the backup",
)
