"""Taking existing storage over, and letting it go."""

from wayout.machines.vocabulary import Actor, AnyOf, Failure, Request, Success
from wayout.machines.volume.states import (
    absent,
    available,
    deleted,
    error,
    error_extending,
    error_managing,
    error_restoring,
    error_unmanaging,
    managing,
    unmanaging,
)

_UNMANAGE = "cinder/volume/manager.py:VolumeManager.delete_volume"

manage = Request(
    absent.to(managing),
    source="cinder/volume/flows/api/manage_existing.py:EntryCreateTask.execute",
    actor=Actor.ADMIN,
    note="policy volume_extension:volume_manage: administrators",
)
manage_cast_failed = Failure(
    managing.to(error_managing),
    source="cinder/volume/flows/api/manage_existing.py:ManageCastTask.revert",
)
manage_scheduling_failed = Failure(
    managing.to(error_managing),
    source="cinder/scheduler/manager.py:SchedulerManager.manage_existing",
)
manage_failed = Failure(
    managing.to(error_managing),
    source="cinder/volume/flows/manager/manage_existing.py:PrepareForQuotaReservationTask.revert",
    note="also where the driver is not initialised or cannot tell the size",
)
manage_succeeded = Success(
    managing.to(available),
    source="cinder/volume/flows/manager/create_volume.py:CreateVolumeOnFinishTask.execute",
)

unmanage = Request(
    AnyOf(available, error, error_restoring, error_extending).to(unmanaging),
    source="cinder/volume/api.py:API.delete",
    actor=Actor.ADMIN,
    note="policy volume_extension:volume_unmanage: administrators; guards of delete, and never "
    "an encrypted volume",
)
unmanage_succeeded = Success(unmanaging.to(deleted), source=_UNMANAGE)
unmanage_failed = Failure(unmanaging.to(error_unmanaging), source=_UNMANAGE)
