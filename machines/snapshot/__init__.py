"""The lifecycle of a Cinder snapshot, a module for each operation."""

from wayout.machines.snapshot import (
    administration,
    backup,
    creation,
    deletion,
    management,
    reverting,
    states,
    temporary,
)
from wayout.machines.snapshot.accepted import ACCEPTED
from wayout.machines.snapshot.claims import ACCEPTED_CLAIMS, CLAIMS
from wayout.machines.vocabulary import Machine


class Snapshot(
    Machine,
    parts=(
        states,
        creation,
        management,
        backup,
        reverting,
        temporary,
        deletion,
        administration,
    ),
):
    """A Cinder snapshot of a volume, from its request to its soft deletion.

    Release read: cinder 29.0.0. States are the values of `Snapshot.status`, all ten of the enum
    SnapshotStatus.

    Left out: the progress in percent, the status of the group snapshot that it may belong to,
    other statuses that drivers may report for the members of a group, and the soft deletion
    together with its volume, which leaves its status as it is.
    """

    requested_status: str = "available"
    """The status that a call asks for: reset-state, or Nova's report on an assisted snapshot."""

    in_group_snapshot: bool = False
    """Whether it is a member of a group snapshot."""

    backup_is_creating: bool = True
    """Whether the backup that is taken of it is still creating or restoring."""

    accepted = (*ACCEPTED, *ACCEPTED_CLAIMS)
    claims = CLAIMS


__all__ = ["Snapshot"]
