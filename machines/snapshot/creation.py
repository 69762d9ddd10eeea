"""Creation: of one snapshot, of an assisted one, or of all in a group snapshot."""

from wayout.machines.snapshot.states import absent, available, creating, deleted, error
from wayout.machines.vocabulary import Actor, Failure, Request, Revert, Startup, Success, choice

_CREATE = "cinder/volume/manager.py:VolumeManager.create_snapshot"
_CREATE_IN_GROUP = "cinder/volume/manager.py:VolumeManager.create_group_snapshot"
_UPDATE_STATUS = (
    "cinder/api/contrib/snapshot_actions.py:SnapshotActionsController._update_snapshot_status"
)

create = Request(
    absent.to(creating),
    source="cinder/volume/api.py:API.create_snapshot_in_db",
    note="the volume must be available, or in-use with force or microversion 3.66, and not "
    "migrating; looked at before and after the insert",
)
create_rolled_back_in_api = Revert(
    creating.to(deleted),
    source="cinder/volume/api.py:API.create_snapshot_in_db",
    note="the volume's status changed meanwhile, or the quota is used up",
)
create_scheduling_failed = Failure(
    creating.to(error),
    source="cinder/scheduler/manager.py:SchedulerManager.create_snapshot",
    note="only NoValidBackend: after another failure the snapshot stays creating",
)
create_succeeded = Success(creating.to(available), source=_CREATE)
create_failed = Failure(
    creating.to(error),
    source=_CREATE,
    note="the driver fails, or the image metadata of a bootable volume cannot be copied",
)
startup_cleanup_create = Startup(
    creating.to(error),
    source="cinder/volume/manager.py:VolumeManager._do_cleanup",
    note="needs a row in workers",
)
update_snapshot_status_creating = Request(
    choice(creating, available, error, creating, by="requested_status"),
    source=_UPDATE_STATUS,
    actor=Actor.SERVICE,
    note="Nova reports on an assisted snapshot; policy "
    "snapshot_extension:snapshot_actions:update_snapshot_status admits a project member, but "
    "only Nova does what it records",
)

group_snapshot_create = Request(
    absent.to(creating),
    source="cinder/volume/api.py:API.create_snapshots_in_db",
    note="each volume in any status but maintenance and error, and not migrating",
)
group_snapshot_create_succeeded = Success(creating.to(available), source=_CREATE_IN_GROUP)
group_snapshot_create_failed = Failure(
    creating.to(error),
    source=_CREATE_IN_GROUP,
    note="only a CinderException: after another one the snapshot stays creating, for ever",
)
