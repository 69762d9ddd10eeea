"""What is claimed of a volume."""

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
        "AG (error_deleting -> EX event(delete, delete_cascade))",
        "a deletion that failed can be asked for again",
    ),
    Claim(
        "recovered-at-start",
        "AG (transient -> EX (kind(startup) | actor(timer)))",
        "a volume whose service died at work is recovered when the service starts, or by a timer",
    ),
    Claim(
        "extended-on-request",
        "event(extend, extend_attached, reset_status) precedes event(extend_succeeded)",
        "a volume is not extended unless that was asked for",
    ),
    done_on_request(),
    Claim(
        "extension-failure-shows",
        "AG (event(extend_failed) -> error_extending)",
        "a failed extension shows in the status",
    ),
    Claim(
        "detachable",
        "AG (in-use -> E{user, service}F available)",
        "a volume in use can become available again without an administrator",
    ),
    Claim(
        "deleted-for-good",
        "AG (deleted -> AG deleted)",
        "a deleted volume stays deleted",
    ),
)

ACCEPTED_CLAIMS: tuple[Accepted, ...] = (
    Accepted(
        "WO701",
        states=("error_deleting",),
        claims=("deletion-asked-again",),
        reason="delete is refused from error_deleting: a volume whose deletion failed counts "
        "against its owner's quota until an administrator forces it",
        reference="cinder/volume/api.py:API.delete; "
        "https://github.com/php-opencloud/openstack/issues/233",
    ),
    Accepted(
        "WO701",
        states=(
            "managing",
            "reserved",
            "attaching",
            "detaching",
            "awaiting_transfer",
            "extending",
            "retyping",
            "maintenance",
            "unmanaging",
            "error_managing_deleting",
            "reverting",
        ),
        claims=("recovered-at-start",),
        reason="the cleanup at start knows creations, deletions, uploads, backups and their "
        "restorations only: in every other status a volume waits for its client or an "
        "administrator when the service dies",
        reference="cinder/objects/volume.py:Volume._is_cleanable; "
        "cinder/volume/manager.py:VolumeManager._do_cleanup",
    ),
)
"""Those that do not hold, each with what an operator sees."""
