"""A volume's data to an image, and an image's data to a volume."""

from wayout.machines.vocabulary import AnyOf, Failure, Request, Revert, Startup, Success, choice
from wayout.machines.volume.states import (
    available,
    downloading,
    error,
    in_use,
    reserved,
    uploading,
)

_UPLOAD_REQUEST = "cinder/volume/api.py:API.copy_volume_to_image"
_UPLOAD = "cinder/volume/manager.py:VolumeManager.copy_volume_to_image"
_REIMAGE_REQUEST = "cinder/volume/api.py:API.reimage"
_REIMAGE = "cinder/volume/manager.py:VolumeManager.reimage"

upload_to_image = Request(
    AnyOf(available, in_use).to(uploading),
    source=_UPLOAD_REQUEST,
    note="in-use only with force, and where enable_force_upload is set",
)
upload_request_failed = Revert(
    choice(uploading, available, in_use, by="previous_status"),
    source=_UPLOAD_REQUEST,
    note="Glance does not take the image",
)
upload_succeeded = Success(
    choice(uploading, in_use, available, by="status_from_attachments"),
    source=_UPLOAD,
    note="in-use if any attachment is left, whatever previous_status says",
)
upload_failed = Revert(
    choice(uploading, in_use, available, by="status_from_attachments"),
    source=_UPLOAD,
    note="as after a success: no error status exists for an upload",
)
startup_cleanup_upload = Startup(
    uploading.to(in_use, cond="has_worker and status_from_attachments == 'in-use'")
    | uploading.to(available, cond="has_worker and status_from_attachments != 'in-use'"),
    source="cinder/volume/manager.py:VolumeManager._do_cleanup",
    note="needs a row in workers, and nothing makes one for an upload",
    unsure=True,
)

reimage = Request(
    AnyOf(available, error).to(downloading),
    source=_REIMAGE_REQUEST,
    note="at most one attachment; where Glance cannot show the image, the volume stays downloading",
)
reimage_reserved = Request(
    reserved.to(downloading),
    source=_REIMAGE_REQUEST,
    note="with the flag reimage_reserved, as Nova's rebuild asks; policy volume:reimage_reserved "
    "admits a project member",
)
reimage_image_rejected = Revert(
    choice(downloading, error, reserved, available, by="previous_status"),
    source=_REIMAGE_REQUEST,
    note="the image does not fit",
)
reimage_succeeded = Success(
    choice(downloading, error, reserved, available, by="previous_status"),
    source=_REIMAGE,
    note="a volume that was in error is in error again",
)
reimage_failed = Failure(
    downloading.to(error), source=_REIMAGE, note="leaves downloading in previous_status"
)
