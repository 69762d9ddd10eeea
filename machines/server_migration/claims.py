"""What is claimed of a migration record of a server."""

from wayout.machines.vocabulary import (
    Accepted,
    Claim,
    deletable_by_admin,
    deletable_by_user,
    errors_are_left,
    work_ends,
)

CLAIMS: tuple[Claim, ...] = (
    work_ends(),
    deletable_by_user(),
    deletable_by_admin(),
    errors_are_left(),
    Claim(
        "decided-by-user",
        "AG (finished -> E{user, service}F confirmed & E{user, service}F reverted)",
        "a finished resize can be confirmed and reverted by the user",
    ),
    Claim(
        "confirmed-on-request",
        "event(cold_confirm_request, cold_confirm_request_periodic) precedes event(cold_confirmed)",
        "no resize is confirmed that nobody asked to confirm",
    ),
    Claim(
        "reverted-on-request",
        "event(cold_revert_request) precedes event(cold_reverted)",
        "no resize is reverted that nobody asked to revert",
    ),
    Claim(
        "failed-for-good",
        "AG (move_error -> AG !finished)",
        "a move that ended in error is never finished later",
    ),
)

ACCEPTED_CLAIMS: tuple[Accepted, ...] = (
    Accepted(
        "WO701",
        states=(),
        claims=("confirmed-on-request",),
        reason="deleting a resized server confirms its migration on the way, which goes from "
        "finished to confirmed and is never confirming",
        reference="nova/compute/api.py:API._confirm_resize_on_deleting",
    ),
)
"""Those that do not hold, each with what an operator sees."""
