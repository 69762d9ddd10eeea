"""What happens to a volume because of its group."""

from wayout.machines.vocabulary import AnyOf, Failure, Request, Success
from wayout.machines.volume.states import (
    available,
    creating,
    deleted,
    deleting,
    error,
    error_deleting,
    in_use,
    live,
)

_CREATE = "cinder/volume/manager.py:VolumeManager.create_group_from_src"
_UPDATE = "cinder/volume/manager.py:VolumeManager.update_group"
_DELETE = "cinder/volume/manager.py:VolumeManager.delete_group"

create_in_group_from_src_succeeded = Success(creating.to(available), source=_CREATE)
create_in_group_from_src_failed = Failure(
    creating.to(error), source=_CREATE, note="all volumes of the new group"
)

group_update_add_failed = Failure(
    AnyOf(available, in_use).to(error), source=_UPDATE, note="on being added to the group"
)
group_update_remove_failed = Failure(
    AnyOf(available, in_use, error, error_deleting).to(error),
    source=_UPDATE,
    note="on being removed from the group",
)

group_delete_with_volumes = Request(
    live.to(deleting, cond="in_group"),
    source="cinder/group/api.py:API.delete",
    note="whatever the status; refused where a volume of the group is attached or has snapshots",
)
group_delete_succeeded = Success(
    deleting.to(deleted), source=_DELETE, note="a busy volume goes, too, in the generic way"
)
group_delete_failed = Failure(
    deleting.to(error), source=_DELETE, note="error, not error_deleting; drivers may say otherwise"
)
