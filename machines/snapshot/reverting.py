"""Setting a volume back to the snapshot."""

from wayout.machines.snapshot.states import available, restoring
from wayout.machines.vocabulary import Request, Revert, Success

_REVERT = "cinder/volume/manager.py:VolumeManager.revert_to_snapshot"

revert_to_snapshot = Request(
    available.to(restoring),
    source="cinder/volume/api.py:API.revert_to_snapshot",
    note="after the volume was set reverting",
)
revert_succeeded = Success(restoring.to(available), source=_REVERT)
revert_failed = Revert(restoring.to(available), source=_REVERT, note="the volume is in error")
