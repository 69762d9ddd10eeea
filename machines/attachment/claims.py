"""What is claimed of a volume attachment."""

from wayout.machines.vocabulary import (
    Claim,
    deletable_by_admin,
    deletable_by_user,
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
        "failures-are-cleared",
        "AG (error_attaching | error_detaching -> E{user}F final)",
        "an attachment in error can be deleted by the user",
    ),
    Claim(
        "attached-on-request",
        "event(attachment_complete, attachment_legacy_finish, attachment_migration_reattach) "
        "precedes attached",
        "nothing is attached before its attachment is completed",
    ),
    Claim(
        "detachable",
        "AG (attached -> E{user, service}F detached)",
        "what is attached can be detached without an administrator",
    ),
)
