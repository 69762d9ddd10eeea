"""Taking existing snapshots over, and letting them go."""

from wayout.machines.snapshot.states import absent, available, creating, deleted, error, unmanaging
from wayout.machines.vocabulary import Actor, AnyOf, Failure, Request, Success

_DELETE_REQUEST = "cinder/volume/api.py:API.delete_snapshot"
_DELETE = "cinder/volume/manager.py:VolumeManager.delete_snapshot"

manage = Request(
    absent.to(creating),
    source="cinder/volume/api.py:API.manage_existing_snapshot",
    actor=Actor.ADMIN,
    note="policy snapshot_extension:snapshot_manage: administrators; the volume must be "
    "available or in-use",
)
manage_scheduling_failed = Failure(
    creating.to(error),
    source="cinder/scheduler/manager.py:SchedulerManager.manage_existing_snapshot",
)
manage_succeeded = Success(
    creating.to(available),
    source="cinder/volume/flows/manager/manage_existing_snapshot.py:"
    "CreateSnapshotOnFinishTask.execute",
)
manage_failed = Failure(
    creating.to(error),
    source="cinder/volume/flows/manager/manage_existing_snapshot.py:ExtractSnapshotRefTask.revert",
)

unmanage = Request(
    AnyOf(available, error).to(unmanaging),
    source=_DELETE_REQUEST,
    actor=Actor.ADMIN,
    note="policy snapshot_extension:snapshot_unmanage: administrators; not in a group snapshot",
)
unmanage_succeeded = Success(unmanaging.to(deleted), source=_DELETE)
