"""What is claimed of most lifecycles, in the same words everywhere."""

from wayout.machines.vocabulary.claims import Claim


def work_ends(*fair: str) -> Claim:
    """Claim that every transient state is left; by default if a service at work finishes."""
    return Claim(
        "work-ends",
        "AG AF !transient",
        "whatever is being done to it is finished some day",
        fair or ("service",),
    )


def deletable_by_user() -> Claim:
    """Claim that no administrator is needed to come to an end."""
    return Claim(
        "deletable-by-user",
        "AG E{user, service, timer}F final",
        "whatever happened to it, its user and the services alone can bring it to its end",
    )


def deletable_by_admin() -> Claim:
    """Claim that an administrator need not wait for a timer."""
    return Claim(
        "deletable-by-admin",
        "AG E{user, admin, service}F final",
        "whatever happened to it, an administrator can bring it to its end without waiting",
    )


def errors_are_left() -> Claim:
    """Claim that some way leads out of every error."""
    return Claim(
        "errors-are-left",
        "AG EF !role = error",
        "an error is never the only future: something leads out of each",
    )


def errors_are_avoidable() -> Claim:
    """Claim that an error is never bound to come."""
    return Claim(
        "errors-are-avoidable",
        "AG (!role = error -> EG !role = error)",
        "as long as nothing has failed, it can go on without an error",
    )


def done_on_request() -> Claim:
    """Claim that what succeeds was begun."""
    return Claim(
        "done-on-request",
        "kind(request, admin, progress) precedes kind(success)",
        "no operation succeeds before anybody began one",
    )
