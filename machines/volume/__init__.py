"""The lifecycle of a Cinder volume, a module for each operation."""

from wayout.machines.vocabulary import Machine
from wayout.machines.volume import (
    administration,
    attaching,
    backup,
    creation,
    deletion,
    detaching,
    extending,
    groups,
    images,
    management,
    migration,
    replication,
    reverting,
    states,
    temporary,
    transfer,
)
from wayout.machines.volume.accepted import ACCEPTED
from wayout.machines.volume.claims import ACCEPTED_CLAIMS, CLAIMS
from wayout.machines.volume.status import STATUS


class Volume(
    Machine,
    parts=(
        states,
        creation,
        management,
        attaching,
        detaching,
        extending,
        images,
        migration,
        backup,
        reverting,
        transfer,
        groups,
        replication,
        temporary,
        deletion,
        administration,
    ),
):
    """A Cinder volume, from its request to its soft deletion.

    Release read: cinder 29.0.0. States are the values of `Volume.status`: the 22 of the enum
    VolumeStatus, and `reverting`, `unmanaging`, `error_unmanaging`, `error_managing_deleting` and
    `deleted`, which the code writes although the enum lacks them.

    Left out: `Volume.migration_status` and `Volume.attach_status`, which have lifecycles of their
    own; a NULL status; other statuses that drivers may report; `migration_target` and
    `migration_target_creating`, which stand in a map that nothing uses; the prefix `replica_`,
    which is tested for and never written; the purge of soft-deleted rows.
    """

    previous_status: str = "available"
    """The column of that name, in which an operation keeps the status to go back to."""

    requested_status: str = "available"
    """The status that a call of reset-state asks for."""

    status_from_attachments: str = "available"
    """What the attachments that are left make of the status."""

    scheduled: bool = True
    """Whether the scheduler has given it a host."""

    in_group: bool = False
    """Whether it belongs to a group."""

    has_attachments: bool = False
    """Whether any attachment record is left."""

    has_worker: bool = False
    """Whether a row in workers says that a service must clean up after its download or upload."""

    backup_is_creating: bool = True
    """Whether the backup that is taken of it is still creating."""

    used_by_nova: bool = True
    """Whether its attachment is connected to a server, and Nova knows it."""

    outcome: str = "deleted"
    """The status that a driver's work, or a client's callback, ends in."""

    accepted = (*ACCEPTED, *ACCEPTED_CLAIMS)
    claims = CLAIMS
    projection = STATUS


__all__ = ["Volume"]
