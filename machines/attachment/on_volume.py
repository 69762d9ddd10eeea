"""What the volume's record says of its attachments: `Volume.attach_status`."""

from wayout.machines.attachment.row import absent
from wayout.machines.vocabulary import (
    Actor,
    Admin,
    AnyOf,
    Error,
    Final,
    Progress,
    Request,
    Stable,
    State,
    Success,
    Transient,
    choice,
)

_ATTACHED = "cinder/db/api.py:volume_attached"
_DETACHED = "cinder/db/api.py:volume_detached"
_CLIENT = "policy admits a project member, but only a client such as Nova does what it records"
_SERVICE_ONLY = "while Nova uses the attachment only a request with a service token passes"


class on_volume(State.Compound, value="Volume.attach_status"):  # noqa: N801 - a state's id
    """The volume's record."""

    volume_detached = Stable(
        "no attachment counts",
        value="volume/detached",
        parts={"record": "volume", "attach_status": "detached"},
    )
    volume_reserved = Transient(
        "waits for a client: the best attachment is reserved",
        value="volume/reserved",
        parts={"record": "volume", "attach_status": "reserved"},
    )
    volume_attaching = Transient(
        "waits for a client: an attachment is being made",
        value="volume/attaching",
        parts={"record": "volume", "attach_status": "attaching"},
    )
    volume_attached = Stable(
        "attached at least once",
        value="volume/attached",
        parts={"record": "volume", "attach_status": "attached"},
    )
    volume_error_attaching = Error(
        "legal by the enum, but nothing writes it on a volume",
        value="volume/error_attaching",
        parts={"record": "volume", "attach_status": "error_attaching"},
    )
    volume_error_detaching = Error(
        "legal by the enum, but nothing writes it on a volume",
        value="volume/error_detaching",
        parts={"record": "volume", "attach_status": "error_detaching"},
    )
    volume_deleted = Final(
        "legal by the enum, but nothing writes it on a volume",
        value="volume/deleted",
        parts={"record": "volume", "attach_status": "deleted"},
    )
    volume_gone = Final(
        "the volume is soft-deleted; its attach_status stays as it was",
        value="volume/GONE",
        parts={"record": "volume", "attach_status": None},
    )


live_on_volume = AnyOf(
    AnyOf(on_volume.volume_detached, on_volume.volume_reserved),
    AnyOf(on_volume.volume_attaching, on_volume.volume_attached),
    AnyOf(on_volume.volume_error_attaching, on_volume.volume_error_detaching),
)

volume_create = Request(
    absent.to(on_volume.volume_detached),
    source="cinder/volume/flows/api/create_volume.py:EntryCreateTask.execute",
    note="as every other way to a volume's record: manage, a migration, a temporary volume",
)
volume_attach = Request(
    live_on_volume.to(on_volume.volume_attached),
    source=_ATTACHED,
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; os-attach",
)
volume_attachment_update = Request(
    live_on_volume.to(on_volume.volume_attaching),
    source=_ATTACHED,
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; even where other attachments are attached",
)
volume_attachment_complete = Request(
    live_on_volume.to(on_volume.volume_attached),
    source="cinder/api/v3/attachments.py:AttachmentsController.complete",
    actor=Actor.SERVICE,
    note=_CLIENT,
)
volume_detach_last = Request(
    live_on_volume.to(on_volume.volume_detached),
    source=_DETACHED,
    actor=Actor.SERVICE,
    note=f"{_SERVICE_ONLY}; written even while the volume migrates or uploads",
)
volume_detach_others_remain = Request(
    choice(
        live_on_volume,
        *(on_volume.volume_attached, on_volume.volume_attaching, on_volume.volume_reserved),
        by="status_from_attachments",
    ),
    source=_DETACHED,
    actor=Actor.SERVICE,
    note=f"{_SERVICE_ONLY}; attachments in error do not count",
)
volume_detach_unused_by_nova = Request(
    on_volume.volume_reserved.to(on_volume.volume_detached)
    | AnyOf(on_volume.volume_attaching, on_volume.volume_attached).to(
        on_volume.volume_detached, cond="not used_by_nova"
    ),
    source="cinder/volume/api.py:API.attachment_deletion_allowed",
    note="volume_detach_last without a service token: no connection was made yet, there is no "
    "server, or Nova does not know the attachment",
)
volume_detach_without_record = Request(
    live_on_volume.to(on_volume.volume_detached, cond="not has_attachments"),
    source="cinder/volume/manager.py:VolumeManager.detach_volume",
    note="os-detach of a volume without attachments, by any member of the project",
)
volume_migration_swap = Progress(
    choice(
        live_on_volume,
        *(on_volume.volume_attached, on_volume.volume_attaching, on_volume.volume_reserved),
        on_volume.volume_detached,
        by="status_of_destination",
    ),
    source="cinder/objects/volume.py:Volume.finish_volume_migration",
    note="the volume and its destination change places",
)
volume_reset_status = Admin(
    choice(
        live_on_volume,
        on_volume.volume_attached,
        on_volume.volume_detached,
        by="requested_status",
    ),
    source="cinder/api/contrib/admin_actions.py:VolumeAdminController._reset_status",
)
volume_destroyed = Success(
    live_on_volume.without(on_volume.volume_attached).to(on_volume.volume_gone),
    source="cinder/db/api.py:volume_destroy",
    note="the request and the service both refuse to delete an attached volume",
)
