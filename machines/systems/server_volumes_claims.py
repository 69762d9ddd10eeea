"""What is claimed of `ServerVolumes`, and what is known to fail."""

from wayout.machines.vocabulary import Accepted, Claim
from wayout.machines.vocabulary.systems import invariant

_CONTROLLER = "cinder/api/v3/attachments.py:AttachmentsController"
_STATUSES = "cinder/db/api.py:volume_detached"
_COMPUTE = "nova/compute/manager.py:ComputeManager"
_RETYPED = "cinder/volume/manager.py:VolumeManager.retype"

CLAIMS = (
    invariant(
        "attached_in_use",
        "attachment1.attached | attachment2.attached -> volume.in_use | volume.role = transient",
        "a volume that is attached is in use, or something is done with it",
        source=f"{_CONTROLLER}.complete",
    ),
    invariant(
        "in_use_attached",
        "volume.in_use -> attachment1.attached | attachment2.attached",
        "a volume in use is attached to something",
        source=_STATUSES,
    ),
    invariant(
        "detaching_attached",
        "volume.detaching -> attachment1.attached | attachment2.attached",
        "a volume is detached from what it is attached to",
        source="cinder/volume/api.py:API.begin_detaching",
    ),
    invariant(
        "attached_volume_lives",
        "volume.deleted -> !attachment1.attached & !attachment2.attached",
        "a volume that is attached is not deleted",
        source="cinder/volume/manager.py:VolumeManager.delete_volume",
    ),
    invariant(
        "attached_server_lives",
        "server.deleted -> !attachment1.attached & !attachment2.attached",
        "a server that is deleted has nothing attached any more",
        source=f"{_COMPUTE}._shutdown_instance",
    ),
    Claim(
        "retype_is_undisturbed",
        "AG (volume.retyping -> A[volume.retyping W "
        "event(retype_done_available, retype_done_in_use, force_delete_volume)])",
        f"nothing but its end, or force-delete, ends a retype ({_RETYPED})",
    ),
    invariant(
        "reimaged_by_a_rebuild",
        "volume.downloading -> server.active_rebuilding | server.stopped_rebuilding",
        "where the image of a volume is replaced, a server is being rebuilt",
        source="cinder/volume/api.py:API.reimage",
    ),
    Claim(
        "attachable_again",
        "AG (volume.available & server.active & attachment1.absent -> EF attachment1.attached)",
        "a volume that is available can be attached (nova/compute/api.py:API.attach_volume)",
    ),
    Claim(
        "both_ends",
        "EF (attachment1.attached & attachment2.attached)",
        "while a server moves, its volume is attached at both ends "
        f"({_COMPUTE}._do_pre_live_migration)",
    ),
)

ACCEPTED = (
    Accepted(
        "WO701",
        (),
        reason="a server is deleted although Cinder refuses to delete its attachment; the "
        "volume stays in-use for a server that is not there, until an administrator "
        "deletes the attachment",
        reference="nova/compute/manager.py:ComputeManager._shutdown_instance: errors of "
        "Cinder are logged and ignored",
        claims=("attached_server_lives",),
    ),
    Accepted(
        "WO701",
        (),
        reason="an attachment can be deleted while the volume is retyped, and makes it "
        "available: other operations begin while the retype goes on",
        reference="cinder/volume/api.py:API.attachment_delete looks at the attachment, never "
        "at the status of the volume",
        claims=("retype_is_undisturbed",),
    ),
    Accepted(
        "WO701",
        (),
        reason="a rebuild to an image that Glance does not show leaves the root volume "
        "downloading, with nobody at work on it; it takes reset-state, or the end of "
        "its attachment",
        reference="cinder/volume/api.py:API.reimage writes the status before it asks Glance",
        claims=("reimaged_by_a_rebuild",),
    ),
)
