"""Detaching: the calls of old clients, and the deletion of attachment records.

A client makes these calls and does what they record: Nova for a server. Since CVE-2023-2088
nobody else can remove an attachment that Nova still uses: API.attachment_deletion_allowed
answers 409 to a request without a service token, to an administrator's force-detach as well.
os-begin_detaching and os-roll_detaching write the status only: the default policies
(volume_extension:volume_actions:begin_detaching, roll_detaching) admit any member of the
project, but alone a member detaches nothing.
"""

from wayout.machines.vocabulary import Actor, AnyOf, Failure, Request, Revert, choice, stay
from wayout.machines.volume.states import (
    attaching,
    available,
    detaching,
    in_use,
    live,
    maintenance,
    reserved,
    uploading,
)

_DETACHED = "cinder/db/api.py:volume_detached"
_DETACH = "cinder/volume/manager.py:VolumeManager.detach_volume"
_DELETE = "cinder/volume/api.py:API.attachment_delete"
_CLIENT = "policy admits a project member, but only a client such as Nova does what it records"
_SERVICE_ONLY = "while Nova uses the attachment only a request with a service token passes"

begin_detaching = Request(
    in_use.to(detaching),
    source="cinder/volume/api.py:API.begin_detaching",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; needs attach_status attached; while the volume migrates the call succeeds "
    "without effect",
)
roll_detaching = Revert(
    detaching.to(in_use),
    source="cinder/volume/api.py:API.roll_detaching",
    note=f"{_CLIENT}; without effect from other statuses",
)
detach_last_attachment = Request(
    live.without(maintenance, uploading).to(available),
    source=_DETACHED,
    actor=Actor.SERVICE,
    note=f"os-detach and os-force_detach; {_SERVICE_ONLY}; the status stays while the volume "
    "migrates",
)
detach_other_attachments_remain = Request(
    choice(live.without(maintenance), in_use, attaching, reserved, by="status_from_attachments"),
    source=_DETACHED,
    actor=Actor.SERVICE,
    note=f"{_SERVICE_ONLY}; the status follows the best attachment left, failed ones do not count",
)
detach_without_attachment_record = Request(
    live.without(maintenance).to(available, cond="not has_attachments"),
    source=_DETACH,
    note="os-detach of a volume without attachments: any member of the project can make it "
    "available, whatever goes on",
)
detach_failed = Failure(
    stay(detaching),
    source=_DETACH,
    note="the driver is not initialised (the attachment goes to error_detaching), or the export "
    "cannot be removed",
)

attachment_delete_last = Request(
    live.without(uploading).to(available),
    source=_DELETE,
    actor=Actor.SERVICE,
    note=f"{_SERVICE_ONLY}; from any status; the status stays while the volume migrates",
)
attachment_delete_others_remain = Request(
    choice(live, in_use, attaching, reserved, by="status_from_attachments"),
    source=_DELETE,
    actor=Actor.SERVICE,
    note=f"{_SERVICE_ONLY}; the status follows the best attachment left",
)
attachment_delete_unused_by_nova = Request(
    reserved.to(available)
    | AnyOf(attaching, in_use, detaching).to(available, cond="not used_by_nova"),
    source="cinder/volume/api.py:API.attachment_deletion_allowed",
    note="attachment_delete_last without a service token: no connection was made yet, there is no "
    "server, or Nova does not know the attachment",
)
