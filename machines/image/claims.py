"""What is claimed of an image."""

from wayout.machines.vocabulary import (
    Accepted,
    Claim,
    deletable_by_admin,
    deletable_by_user,
    work_ends,
)

CLAIMS: tuple[Claim, ...] = (
    work_ends(),
    deletable_by_user(),
    deletable_by_admin(),
    Claim(
        "errors-do-not-occur",
        "AG !role = error",
        "no image is ever in an error state: failures bring it back to queued",
    ),
    Claim(
        "fillable",
        "AG (queued -> E{user, service}F active)",
        "an image without data can be filled by its user",
    ),
    Claim(
        "staged-is-importable",
        "AG (uploading -> E{user, service}F active)",
        "an image with staged data can be imported",
    ),
    Claim(
        "deactivated-until-asked",
        "AG (deactivated -> AX (active -> event(reactivate)))",
        "only a reactivation brings a deactivated image back to active",
    ),
    Claim(
        "recovered-at-start",
        "AG (transient -> EX (kind(startup) | actor(timer)))",
        "an image whose service died at work is recovered when the service starts, or by a timer",
    ),
)

ACCEPTED_CLAIMS: tuple[Accepted, ...] = (
    Accepted(
        "WO701",
        states=("pending_delete",),
        claims=("work-ends",),
        reason="an image whose data the scrubber cannot delete stays in pending_delete, and its "
        "data on the storage, however often the scrubber tries",
        reference="glance/scrubber.py:Scrubber",
    ),
    Accepted(
        "WO701",
        states=("saving", "uploading", "importing"),
        claims=("recovered-at-start",),
        reason="an upload or import that dies with its service leaves the image as it is for "
        "ever: nothing looks for it at start, and no timer does; its owner deletes it and "
        "begins again",
        reference="https://github.com/openshift/installer/issues/3403; "
        "https://github.com/okd-project/okd/issues/122",
    ),
)
"""Those that do not hold, each with what an operator sees."""
