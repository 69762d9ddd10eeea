"""Deletion: of one snapshot, with its volume, or with its group snapshot."""

from wayout.machines.snapshot.states import (
    available,
    deleted,
    deleting,
    error,
    error_deleting,
    live,
    unmanaging,
)
from wayout.machines.vocabulary import (
    Actor,
    Admin,
    AnyOf,
    Failure,
    Request,
    Revert,
    Success,
    choice,
)

_DELETE_REQUEST = "cinder/volume/api.py:API.delete_snapshot"
_VOLUME_DELETE = "cinder/volume/api.py:API.delete"
_DELETE = "cinder/volume/manager.py:VolumeManager.delete_snapshot"
_DELETE_IN_GROUP = "cinder/volume/manager.py:VolumeManager.delete_group_snapshot"
_UPDATE_STATUS = (
    "cinder/api/contrib/snapshot_actions.py:SnapshotActionsController._update_snapshot_status"
)

delete = Request(
    AnyOf(available, error).to(deleting), source=_DELETE_REQUEST, note="not in a group snapshot"
)
force_delete = Admin(live.to(deleting), source=_DELETE_REQUEST, note="not in a group snapshot")
volume_delete_cascade = Request(
    AnyOf(available, error, deleting).to(deleting),
    source=_VOLUME_DELETE,
    note="after its volume was set deleting; not in a group snapshot",
)
volume_force_delete_cascade = Admin(
    live.to(deleting), source=_VOLUME_DELETE, note="not in a group snapshot"
)
group_snapshot_delete = Request(
    live.to(deleting, cond="in_group_snapshot"),
    source="cinder/group/api.py:API.delete_group_snapshot",
    note="the group snapshot must be available or error, its members may be anything",
)

delete_succeeded = Success(deleting.to(deleted), source=_DELETE)
delete_backend_busy = Revert(
    AnyOf(deleting, unmanaging).to(available),
    source=_DELETE,
    note="SnapshotIsBusy: always available, whatever the status was before the request",
)
delete_failed = Failure(
    AnyOf(deleting, unmanaging).to(error_deleting),
    source=_DELETE,
    note="a failed unmanage ends here, too",
)
group_snapshot_delete_succeeded = Success(
    deleting.to(deleted),
    source=_DELETE_IN_GROUP,
    note="a busy member goes, too, in the generic way",
)
group_snapshot_delete_failed = Failure(
    deleting.to(error),
    source=_DELETE_IN_GROUP,
    note="error, not error_deleting; drivers may say otherwise",
)
update_snapshot_status_deleting = Request(
    choice(deleting, error_deleting, deleting, by="requested_status"),
    source=_UPDATE_STATUS,
    actor=Actor.SERVICE,
    note="as update_snapshot_status_creating",
)
