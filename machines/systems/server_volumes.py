"""A server and a volume, through the records that attach the one to the other."""

from wayout.machines.attachment import Attachment
from wayout.machines.server import Server
from wayout.machines.systems.previous_status import PreviousStatus
from wayout.machines.systems.server_volumes_claims import ACCEPTED, CLAIMS
from wayout.machines.vocabulary import Actor, Kind
from wayout.machines.vocabulary.systems import Member, System, Together
from wayout.machines.volume import Volume

_CONTROLLER = "cinder/api/v3/attachments.py:AttachmentsController"
_DELETE = "cinder/volume/api.py:API.attachment_delete"
_STATUSES = "cinder/db/api.py:volume_detached"
_COMPUTE = "nova/compute/manager.py:ComputeManager"
_RETYPED = "cinder/volume/manager.py:VolumeManager.retype"
_NOVA = "nova/compute/api.py:API"

_LIVE = ("reserved", "attaching", "attached")
"""An attachment in these states counts in its volume's status."""

_ATTACHABLE = ("active", "stopped", "paused")
_DELETING = ("active/deleting", "stopped/deleting", "paused/deleting", "error/deleting")


class ServerVolumes(System):
    """A server, a volume and two attachments of it.

    Releases read: nova 34.0.0, cinder 29.0.0. The second attachment is that of a live migration's
    destination, or of an attachment anew. A record that is detached is not used again.

    Left out: reset-state and force-detach; several volumes or servers; multiattach; os-attach and
    os-detach of old clients; pauses between two writes of one call.
    """

    server = Member(
        Server,
        alone=(
            "create_request",
            "create_claimed_by_compute",
            "create_block_device_mapping",
            "create_spawning",
            "create_done",
            "stop_request",
            "stop_done",
            "start_request",
            "start_done",
            "shelve_request",
            "shelve_failed",
        ),
    )
    volume = Member(Volume, alone=("create", "create_succeeded", "create_failed"))
    attachment = Member(Attachment, copies=2)
    previous = Member(PreviousStatus)

    reserve = Together(
        server.does("attach_volume_request").while_in(*_ATTACHABLE),
        volume.does("attachment_create").while_in("available"),
        attachment.does("attachment_reserve"),
        attachment.others.are_not_in(*_LIVE),
        source="cinder/volume/api.py:API._attachment_reserve",
    )
    connect = Together(
        attachment.does("attachment_update_connected").while_in("reserved"),
        volume.does("attachment_update"),
        server.is_in(*_ATTACHABLE, "shelved_offloaded/spawning", "active/migrating"),
        source="cinder/volume/manager.py:VolumeManager.attachment_update",
        note="any status without 'error' in its name",
    )
    complete = Together(
        attachment.does("attachment_complete").while_in("attaching"),
        volume.does("attachment_complete"),
        source=f"{_CONTROLLER}.complete",
        note="two saves, without a guard on either status",
    )
    begin_detaching = Together(
        server.does("detach_volume_request").while_in(*_ATTACHABLE),
        volume.does("begin_detaching"),
        attachment.is_in("attached"),
        source=f"{_NOVA}._detach_volume",
    )
    roll_detaching = Together(
        volume.does("roll_detaching"),
        server.is_in(*_ATTACHABLE),
        source=f"{_COMPUTE}._detach_volume",
    )

    delete_last = Together(
        attachment.does("attachment_delete", "attachment_delete_reserved"),
        attachment.others.are_not_in(*_LIVE),
        volume.does("attachment_delete_last"),
        source=_DELETE,
        note=f"the status of the volume is not looked at ({_STATUSES})",
    )
    delete_beside_attached = Together(
        attachment.does("attachment_delete", "attachment_delete_reserved"),
        attachment.others.include("attached"),
        volume.does("attachment_delete_others_remain").to("in-use"),
        source=_STATUSES,
    )
    delete_beside_attaching = Together(
        attachment.does("attachment_delete", "attachment_delete_reserved"),
        attachment.others.include("attaching"),
        volume.does("attachment_delete_others_remain").to("attaching"),
        source=_STATUSES,
    )
    delete_beside_reserved = Together(
        attachment.does("attachment_delete", "attachment_delete_reserved"),
        attachment.others.include("reserved"),
        volume.does("attachment_delete_others_remain").to("reserved"),
        source=_STATUSES,
    )

    live_migrate = Together(
        server.does("live_migrate_request").while_in("active"),
        source=f"{_NOVA}.live_migrate",
    )
    live_migrate_reserve = Together(
        attachment.does("attachment_reserve"),
        attachment.others.are_in("attached"),
        volume.does("attachment_create_same_instance_in_use"),
        server.is_in("active/migrating"),
        source=f"{_COMPUTE}._do_pre_live_migration",
        note="a second attachment, with the connector of the destination",
    )
    live_migrate_done = Together(
        server.does("live_migrate_done"),
        attachment.each.are_not_in("reserved", "attaching"),
        source=f"{_COMPUTE}._do_post_live_migration_at_destination",
        note="the source's attachment is deleted after it; errors are only logged",
    )
    live_migrate_rolled_back = Together(
        server.does("live_migrate_rolled_back"),
        source=f"{_COMPUTE}._rollback_live_migration",
    )

    shelve_offloaded = Together(
        server.does("shelve_done_volume_backed"),
        attachment.each.are_in("absent", "detached"),
        source=f"{_COMPUTE}._shelve_offload_instance",
    )
    shelve_offloaded_with_volume = Together(
        server.does("shelve_done_volume_backed"),
        attachment.does("attachment_delete").while_in("attached"),
        attachment.others.does("attachment_reserve"),
        volume.does("attachment_delete_others_remain").while_in("in-use").to("reserved"),
        source=f"{_COMPUTE}._terminate_volume_connections",
        note="a new, empty attachment takes the place of the old one",
    )
    unshelve = Together(
        server.does("unshelve_request").while_in("shelved_offloaded"),
        source=f"{_NOVA}.unshelve",
    )
    unshelve_spawning = Together(
        server.does("unshelve_spawning"), source=f"{_COMPUTE}._unshelve_instance"
    )
    unshelve_done = Together(
        server.does("unshelve_done"),
        attachment.each.are_not_in("reserved", "attaching"),
        source=f"{_COMPUTE}._unshelve_instance",
    )

    delete_server = Together(
        server.does("delete_request").while_in(*_ATTACHABLE, "error"),
        source=f"{_NOVA}.delete",
    )
    delete_server_done = Together(
        server.does("delete_done", "delete_local").while_in(*_DELETING),
        source=f"{_COMPUTE}._delete_instance",
        note="attachments are deleted before; what Cinder refuses is ignored",
    )

    retype_available = Together(
        volume.does("retype").while_in("available"),
        previous.does("save_available"),
        source="cinder/volume/api.py:API.retype",
    )
    retype_in_use = Together(
        volume.does("retype").while_in("in-use"),
        previous.does("save_in_use"),
        source="cinder/volume/api.py:API.retype",
    )
    retype_done_available = Together(
        volume.does("retype_succeeded").to("available"),
        previous.is_in("available"),
        source=_RETYPED,
    )
    retype_done_in_use = Together(
        volume.does("retype_succeeded").to("in-use"),
        previous.is_in("in-use"),
        source=_RETYPED,
        note="writes previous_status, whatever became of the attachments",
    )
    delete_volume = Together(
        volume.does("delete"),
        attachment.each.are_not_in("attached"),
        source="cinder/volume/api.py:API.delete",
        note="only attached ones are looked at",
    )
    force_delete_volume = Together(
        volume.does("force_delete"),
        attachment.each.are_not_in("attached"),
        source="cinder/volume/api.py:API.delete",
        note="whatever the status: an attachment that is reserved or attaching is no hindrance",
    )
    delete_volume_done = Together(
        volume.does("delete_succeeded"),
        attachment.each.are_not_in("attached"),
        source="cinder/volume/manager.py:VolumeManager.delete_volume",
    )
    rebuild = Together(
        server.does("rebuild_request").while_in("active", "stopped"),
        volume.does("reimage_reserved"),
        attachment.is_in("reserved"),
        source=f"{_COMPUTE}._rebuild_volume_backed_instance",
    )
    rebuild_reimaged = Together(
        volume.does("reimage_succeeded").to("reserved"),
        server.is_in("active/rebuilding", "stopped/rebuilding"),
        source="cinder/volume/manager.py:VolumeManager.reimage",
    )
    rebuild_done = Together(
        server.does("rebuild_rolled_back"),
        volume.is_in("reserved"),
        source=f"{_COMPUTE}.rebuild_instance",
    )
    rebuild_image_refused = Together(
        server.does("rebuild_schedule_failed"),
        volume.is_in("downloading"),
        kind=Kind.FAILURE,
        actor=Actor.SERVICE,
        source="cinder/volume/api.py:API.reimage",
        note="the status is written before Glance is asked, and not written back",
    )

    claims = CLAIMS
    accepted = ACCEPTED
