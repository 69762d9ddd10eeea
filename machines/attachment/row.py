"""The attachment's own record: `VolumeAttachment.attach_status`."""

from wayout.machines.vocabulary import (
    Absent,
    Actor,
    Admin,
    AnyOf,
    Error,
    Failure,
    Final,
    Progress,
    Request,
    Stable,
    Startup,
    State,
    Success,
    Transient,
    stay,
)

_DELETE = "cinder/volume/api.py:API.attachment_delete"
_MANAGER = "cinder/volume/manager.py:VolumeManager"
_CLIENT = "policy admits a project member, but only a client such as Nova does what it records"
_SERVICE_ONLY = "while Nova uses the attachment only a request with a service token passes"

absent = Absent()


class row(State.Compound, value="VolumeAttachment.attach_status"):  # noqa: N801 - a state's id
    """The attachment's own record."""

    reserved = Transient(
        "waits for a client, who must give it a connector or delete it",
        parts={"record": "attachment", "attach_status": "reserved"},
    )
    attaching = Transient(
        "waits for a client, who must complete it or delete it",
        parts={"record": "attachment", "attach_status": "attaching"},
    )
    attached = Stable("in use", parts={"record": "attachment", "attach_status": "attached"})
    error_attaching = Error(
        "the service refused it; the volume's status does not count it",
        parts={"record": "attachment", "attach_status": "error_attaching"},
    )
    error_detaching = Error(
        "the driver was not ready to let it go",
        parts={"record": "attachment", "attach_status": "error_detaching"},
    )
    detached = Final(
        "removed: the record is soft-deleted",
        parts={"record": "attachment", "attach_status": "detached"},
    )
    deleted = Final(
        "in effect nothing writes it", parts={"record": "attachment", "attach_status": "deleted"}
    )


live_row = AnyOf(
    AnyOf(row.reserved, row.attaching, row.attached),
    AnyOf(row.error_attaching, row.error_detaching),
)

attachment_legacy_begin = Request(
    absent.to(row.attaching),
    source="cinder/objects/volume.py:Volume.begin_attach",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; os-attach, of clients that know no attachment records",
)
attachment_legacy_finish = Success(
    row.attaching.to(row.attached),
    source="cinder/objects/volume_attachment.py:VolumeAttachment.finish_attach",
)
attachment_legacy_failed = Failure(
    row.attaching.to(row.error_attaching),
    source=f"{_MANAGER}.attach_volume",
    note="not a server's id, a read-only volume asked for writing, or the driver is not "
    "initialised",
)

attachment_reserve = Request(
    absent.to(row.reserved),
    source="cinder/volume/api.py:API._attachment_reserve",
    actor=Actor.SERVICE,
    note=_CLIENT,
)
attachment_update_connected = Progress(
    live_row.to(row.attaching),
    source=f"{_MANAGER}._connection_create",
    note="a client gives a connector; an attachment that is attached falls back",
)
attachment_update_recorded = Progress(
    stay(row.attaching),
    source="cinder/db/api.py:volume_attached",
    note="host, mount point and mode are kept",
)
attachment_update_backend_failed = Failure(
    stay(row.reserved),
    source=f"{_MANAGER}._connection_create",
    note="before anything is written",
)
attachment_update_driver_uninitialized = Failure(
    row.attaching.to(row.error_attaching), source=f"{_MANAGER}.attachment_update"
)
attachment_complete = Request(
    live_row.to(row.attached),
    source="cinder/api/v3/attachments.py:AttachmentsController.complete",
    actor=Actor.SERVICE,
    note=f"{_CLIENT}; no guard on the status",
)

attachment_detach = Request(
    live_row.to(row.detached),
    source="cinder/db/api.py:volume_detached",
    actor=Actor.SERVICE,
    note=f"os-detach; {_SERVICE_ONLY}",
)
attachment_detach_driver_uninitialized = Failure(
    live_row.to(row.error_detaching), source=f"{_MANAGER}.detach_volume"
)
attachment_delete_reserved = Request(
    row.reserved.to(row.detached),
    source=_DELETE,
    note="nothing is connected yet: no service token is needed, the backend is not asked",
)
attachment_delete = Request(
    AnyOf(row.attaching, row.attached, row.error_attaching, row.error_detaching).to(row.detached),
    source=_DELETE,
    actor=Actor.SERVICE,
    note=f"{_SERVICE_ONLY}; where the backend keeps the connection, the record stays",
)
attachment_delete_unused_by_nova = Request(
    row.error_attaching.to(row.detached)
    | AnyOf(row.attaching, row.attached, row.error_detaching).to(
        row.detached, cond="not used_by_nova"
    ),
    source="cinder/volume/api.py:API.attachment_deletion_allowed",
    note="attachment_delete without a service token: no connection was ever made, there is no "
    "server, or Nova does not know the attachment",
)
attachment_reset_detached = Admin(
    live_row.to(row.detached),
    source="cinder/api/contrib/admin_actions.py:VolumeAdminController._reset_status",
    note="reset-state of the volume's attach_status to detached removes every attachment",
)
attachment_startup_backup_cleanup = Startup(
    live_row.to(row.detached, cond="held_by_backup_service"),
    source="cinder/backup/manager.py:BackupManager._detach_all_attachments",
    note="an attachment to this backup host, without a server",
)
attachment_migration_redetach = Progress(
    live_row.to(row.detached),
    source=f"{_MANAGER}.migrate_volume_completion",
    note="an attached volume of a client that knows no attachment records",
)
attachment_migration_reattach = Progress(
    absent.to(row.attaching),
    source=f"{_MANAGER}.migrate_volume_completion",
    note="the record that takes the place of the one removed by attachment_migration_redetach",
)
attachment_destroy = Progress(
    live_row.to(row.deleted),
    source="cinder/db/api.py:attachment_destroy",
    note="nothing in Cinder calls it",
    unsure=True,
)
