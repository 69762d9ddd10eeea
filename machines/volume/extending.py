"""Extending a volume, detached or attached."""

from wayout.machines.vocabulary import Admin, Failure, Request, Revert, Success, choice
from wayout.machines.volume.states import available, error_extending, extending, in_use

_WORK = "cinder/volume/manager.py:VolumeManager.extend_volume_completion"

extend = Request(available.to(extending), source="cinder/volume/api.py:API._extend")
extend_attached = Request(
    in_use.to(extending), source="cinder/volume/api.py:API.extend_attached_volume"
)
extend_quota_failed = Revert(
    choice(extending, available, in_use, by="previous_status"),
    source="cinder/volume/api.py:API._extend",
)
extend_scheduling_failed = Revert(
    choice(extending, available, in_use, by="previous_status"),
    source="cinder/scheduler/manager.py:SchedulerManager.extend_volume",
    note="only NoValidBackend: after another failure the volume stays extending",
)
extend_succeeded = Success(
    choice(extending, in_use, available, by="status_from_attachments"),
    source=_WORK,
    note="in-use if any attachment is left, whatever previous_status says",
)
extend_failed = Failure(
    extending.to(error_extending),
    source=_WORK,
    note="also at once, where the driver is not initialised",
)
extend_completion_callback = Admin(
    choice(extending, error_extending, in_use, available, by="outcome"),
    source="cinder/volume/api.py:API.extend_volume_completion",
    note="os-extend_volume_completion, for drivers that finish later: needs admin metadata that "
    "no driver of this release writes",
)
