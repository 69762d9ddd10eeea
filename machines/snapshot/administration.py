"""What administrators do to it: a fail-over of its host, and reset-state."""

from wayout.machines.snapshot.states import available, deleted, error, live
from wayout.machines.vocabulary import Admin, choice

failover_host = Admin(
    live.to(error),
    source="cinder/volume/manager.py:VolumeManager.failover",
    note="its volume is not replicated, or its failover failed",
)
reset_status = Admin(
    choice(live, *live.without(available), deleted, available, by="requested_status"),
    source="cinder/api/contrib/admin_actions.py:SnapshotAdminController._reset_status",
    note="any value of SnapshotStatus; deleted is written without deleting the record",
)
