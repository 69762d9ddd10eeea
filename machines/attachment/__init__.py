"""The lifecycle of a Cinder attachment, a module for each of the two records that show it."""

from wayout.machines.attachment import on_volume, row
from wayout.machines.attachment.accepted import ACCEPTED
from wayout.machines.attachment.claims import CLAIMS
from wayout.machines.vocabulary import Machine


class Attachment(Machine, parts=(row, on_volume)):
    """An attachment: its own record, or what its volume's record says of all its attachments.

    Release read: cinder 29.0.0. States are the values of `VolumeAttachment.attach_status`
    (`row`) and of `Volume.attach_status` (`on_volume`), both of the enum VolumeAttachStatus. A
    run follows one of the two records: it begins with the creation of the one or of the other,
    and no step leads across. Both columns change together in the real system.

    A client makes most of these calls and does what they record: Nova for a server. The default
    policies (volume:attachment_create, attachment_update, attachment_complete,
    attachment_delete; volume_extension:volume_actions:attach, detach) admit any member of the
    project, but alone a member attaches nothing. Since CVE-2023-2088 the removal of an
    attachment that Nova still uses needs a service token, of an administrator, too.

    Left out: the volume's status, and the soft deletion of an attachment together with its
    volume, which leaves its attach_status as it is.
    """

    has_attachments: bool = False
    """Whether any attachment record of the volume is left."""

    used_by_nova: bool = True
    """Whether the attachment is connected to a server, and Nova knows it."""

    held_by_backup_service: bool = False
    """Whether a backup service made it, to read or to write the volume on its own host."""

    status_from_attachments: str = "volume/reserved"
    """The best attach_status among the attachments that are left, as one of the volume's."""

    status_of_destination: str = "volume/detached"
    """The attach_status of the record that a migrated volume changes places with."""

    requested_status: str = "volume/detached"
    """The attach_status that a call of reset-state asks for, as one of the volume's."""

    accepted = ACCEPTED
    claims = CLAIMS


__all__ = ["Attachment"]
