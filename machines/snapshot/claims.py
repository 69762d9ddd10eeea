"""What is claimed of a snapshot."""

from wayout.machines.vocabulary import (
    Accepted,
    Claim,
    deletable_by_admin,
    deletable_by_user,
    done_on_request,
    errors_are_avoidable,
    errors_are_left,
    work_ends,
)

CLAIMS: tuple[Claim, ...] = (
    work_ends(),
    deletable_by_user(),
    deletable_by_admin(),
    errors_are_left(),
    errors_are_avoidable(),
    Claim(
        "deletion-asked-again",
        "AG (error_deleting -> EX event(delete))",
        "a deletion that failed can be asked for again",
    ),
    Claim(
        "recovered-at-start",
        "AG (transient -> EX (kind(startup) | actor(timer)))",
        "a snapshot whose service died at work is recovered when the service starts, or by a timer",
    ),
    Claim(
        "backup-ends",
        "AG (backing_up -> E{service}F available)",
        "the service alone can bring a snapshot that is backed up back to available",
    ),
    done_on_request(),
    Claim(
        "deleted-for-good",
        "AG (deleted -> AG deleted)",
        "a deleted snapshot stays deleted",
    ),
)

ACCEPTED_CLAIMS: tuple[Accepted, ...] = (
    Accepted(
        "WO701",
        states=("error_deleting",),
        claims=("deletion-asked-again",),
        reason="delete is refused from error_deleting: a snapshot whose deletion failed needs an "
        "administrator, who forces it or resets its status",
        reference="cinder/volume/api.py:API.delete_snapshot",
    ),
    Accepted(
        "WO701",
        states=("restoring", "updating", "unmanaging", "deleting"),
        claims=("recovered-at-start",),
        reason="the cleanup at start knows snapshots that are created only, and those of "
        "backups: one that is deleted or restored when the service dies waits for an "
        "administrator, or for the deletion of its volume",
        reference="cinder/volume/manager.py:VolumeManager._do_cleanup; "
        "https://bugs.launchpad.net/cinder/+bug/1586604",
    ),
)
"""Those that do not hold, each with what an operator sees."""
