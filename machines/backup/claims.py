"""What is claimed of a backup."""

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
        "recovered-at-start",
        "AG (transient -> EX kind(startup))",
        "a backup whose service died at work is recovered when the service starts",
    ),
    Claim(
        "deletion-asked-again",
        "AG (error_deleting -> EX event(delete))",
        "a deletion that failed can be asked for again",
    ),
    Claim(
        "restoring-is-harmless",
        "AG (event(restore_failed, restore_cancelled) -> available)",
        "a restoration that fails leaves the backup available",
    ),
    done_on_request(),
    Claim(
        "deleted-for-good",
        "AG (deleted -> AG deleted)",
        "a deleted backup stays deleted",
    ),
)

ACCEPTED_CLAIMS: tuple[Accepted, ...] = (
    Accepted(
        "WO701",
        states=("error_deleting",),
        claims=("deletion-asked-again",),
        reason="delete is refused from error_deleting: a backup whose deletion failed needs an "
        "administrator, who forces it or resets its status",
        reference="cinder/backup/api.py:API.delete",
    ),
    Accepted(
        "WO701",
        states=("deleted",),
        claims=("deleted-for-good",),
        reason="import_record brings a deleted backup with the same id back, as it is meant to: "
        "its record is written anew",
        reference="cinder/backup/api.py:API._get_import_backup",
    ),
)
"""Those that do not hold, each with what an operator sees."""
