"""What an attachment's lifecycle lacks: facts about Cinder, each with its cause."""

from wayout.machines.vocabulary import Accepted

_ALLOWED = "cinder/volume/api.py:API.attachment_deletion_allowed"
_COMPLETE = "cinder/api/v3/attachments.py:AttachmentsController.complete"
_CVE = "https://bugs.launchpad.net/cinder/+bug/2004555"

ACCEPTED: tuple[Accepted, ...] = (
    Accepted(
        "WO101",
        states=("volume_error_attaching", "volume_error_detaching", "volume_deleted"),
        reason="no volume shows these values: the enum is shared with the attachment's own "
        "record, the only one in which they are written",
        reference="cinder/objects/fields.py:VolumeAttachStatus; "
        "cinder/db/api.py:_get_statuses_from_attachments",
    ),
    Accepted(
        "WO201",
        states=("volume_reserved", "volume_attaching"),
        reason="when attaching fails, the attachment goes to error_attaching or stays as it was, "
        "but the volume goes on saying reserved or attaching until that attachment is deleted",
        reference="cinder/volume/manager.py:VolumeManager.attachment_update; "
        "cinder/db/api.py:volume_detached",
    ),
    Accepted(
        "WO203",
        states=("reserved",),
        reason="a reservation that its client never uses keeps the volume reserved without end; "
        "its owner can only delete the attachment",
        reference="cinder/volume/api.py:API._attachment_reserve; "
        "https://github.com/kubernetes/cloud-provider-openstack/issues/2553; "
        "https://github.com/zonca/jupyterhub-deploy-kubernetes-jetstream/issues/40",
    ),
    Accepted(
        "WO203",
        states=("attaching", "volume_attaching"),
        reason="when Nova dies between giving the connector and completing the attachment, both "
        "records stay attaching: no timer ends it, and a user may not delete an attachment that "
        "Nova knows",
        reference=f"{_COMPLETE}; {_ALLOWED}; {_CVE}",
    ),
    Accepted(
        "WO203",
        states=("error_detaching",),
        reason="an attachment whose detaching failed because the driver was not ready stays in "
        "error_detaching until it is deleted, which a user may not do as long as Nova knows it",
        reference=f"cinder/volume/manager.py:VolumeManager.detach_volume; {_ALLOWED}; {_CVE}",
    ),
)
