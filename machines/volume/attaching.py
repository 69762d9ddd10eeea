"""Attaching: the calls of old clients, and those that make attachment records.

A client makes these calls and does what they record: Nova for a server. The default policies
(volume_extension:volume_actions:reserve, unreserve, terminate_connection, attach;
volume:attachment_create, attachment_update, attachment_complete) admit any member of the
project, but alone a member attaches nothing: the call changes Cinder's books only.
"""

from wayout.machines.vocabulary import Actor, AnyOf, Failure, Request, Startup, choice, stay
from wayout.machines.volume.states import (
    attaching,
    available,
    downloading,
    error,
    error_managing_deleting,
    in_error,
    in_use,
    live,
    maintenance,
    reserved,
)

_ATTACH = "cinder/volume/manager.py:VolumeManager.attach_volume"
_RESERVE = "cinder/volume/api.py:API._attachment_reserve"
_CLIENT = "policy admits a project member, but only a client such as Nova does what it records"
_CALLED_ERROR = AnyOf(in_error, error_managing_deleting)

reserve = Request(
    AnyOf(available, in_use).to(attaching),
    source="cinder/volume/api.py:API.reserve_volume",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; in-use only with multiattach",
)
unreserve = Request(
    choice(attaching, in_use, available, by="status_from_attachments"),
    source="cinder/volume/api.py:API.unreserve_volume",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; in-use if any attachment is left, even a failed one; without effect from "
    "other statuses",
)
terminate_connection = Request(
    choice(attaching, in_use, available, by="status_from_attachments"),
    source="cinder/volume/api.py:API.terminate_connection",
    actor=Actor.SERVICE,
    note="ends with unreserve; while Nova uses the attachment only a request with a service "
    "token passes (API.attachment_deletion_allowed)",
)
attach = Request(
    live.without(maintenance).to(in_use),
    source=_ATTACH,
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; os-attach; in-use is refused unless multiattach, migrating or attached to "
    "the same server or host",
)
attach_failed = Failure(
    stay(attaching), source=_ATTACH, note="only the attachment goes to error_attaching"
)

attachment_create = Request(
    AnyOf(available, in_use, downloading).to(reserved),
    source=_RESERVE,
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; in-use only with multiattach; a crash before the attachment is inserted "
    "leaves the volume reserved without one",
)
attachment_create_same_instance_in_use = Request(
    stay(in_use),
    source=_RESERVE,
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; a second attachment for the same server, as for a live migration",
)
attachment_create_same_instance_reserved = Request(
    stay(reserved),
    source=_RESERVE,
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; a second attachment for the same server",
)
attachment_update = Request(
    live.without(_CALLED_ERROR).to(attaching),
    source="cinder/volume/manager.py:VolumeManager.attachment_update",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; any status without 'error' in its name; an in-use multiattach volume drops "
    "to attaching",
)
attachment_update_failed = Failure(
    stay(reserved),
    source="cinder/volume/manager.py:VolumeManager._connection_create",
    note="the backend fails before anything is written",
)
attachment_complete = Request(
    live.to(in_use),
    source="cinder/api/v3/attachments.py:AttachmentsController.complete",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; no guard on the volume nor on the attachment",
)

startup_reexport_failed = Startup(
    in_use.to(error),
    source="cinder/volume/manager.py:VolumeManager._init_host",
    note="the export cannot be set up again; the attachments stay",
)
