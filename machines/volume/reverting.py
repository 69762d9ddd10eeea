"""Setting a volume back to its latest snapshot."""

from wayout.machines.vocabulary import Failure, Request, Success
from wayout.machines.volume.states import available, error, reverting

_WORK = "cinder/volume/manager.py:VolumeManager.revert_to_snapshot"

revert_to_snapshot = Request(
    available.to(reverting),
    source="cinder/volume/api.py:API.revert_to_snapshot",
    note="only the latest snapshot, of equal size; where the snapshot is not available, the "
    "volume stays reverting",
)
revert_succeeded = Success(reverting.to(available), source=_WORK)
revert_failed = Failure(reverting.to(error), source=_WORK)
