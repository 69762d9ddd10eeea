"""Giving a volume to another project."""

from wayout.machines.vocabulary import Failure, Request, Revert
from wayout.machines.volume.states import available, awaiting_transfer, error

transfer_create = Request(
    available.to(awaiting_transfer),
    source="cinder/db/api.py:transfer_create",
    note="its snapshots must be available, unless no_snapshots",
)
transfer_key_transfer_failed = Revert(
    awaiting_transfer.to(available), source="cinder/transfer/api.py:API.create"
)
transfer_delete = Request(
    awaiting_transfer.to(available),
    source="cinder/db/api.py:transfer_destroy",
    note="from another status only the transfer goes, and the volume stays as it is",
)
transfer_accept = Request(
    awaiting_transfer.to(available),
    source="cinder/db/api.py:transfer_accept",
    note="refused in a consistency group",
)
transfer_accept_model_update_failed = Failure(
    awaiting_transfer.to(error), source="cinder/volume/manager.py:VolumeManager.accept_transfer"
)
transfer_accept_snapshot_conflict = Revert(
    available.to(awaiting_transfer),
    source="cinder/db/api.py:_roll_back_transferred_volume_and_snapshots",
    note="a snapshot is not available",
)
