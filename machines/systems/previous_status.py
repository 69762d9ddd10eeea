"""What a volume keeps beside its status: the status that an operation goes back to."""

from wayout.machines.vocabulary import AnyOf, Machine, Progress, Stable

_SAVED = "cinder/objects/volume.py:Volume.previous_status"


class PreviousStatus(Machine):
    """The column `previous_status` of a volume, a single slot that all operations share.

    Only the two values that matter to attachments are told apart. It is never cleared.
    """

    available = Stable("the volume was available", initial=True)
    in_use = Stable("the volume was in use", value="in-use")

    save_available = Progress(AnyOf(available, in_use).to(available), source=_SAVED)
    save_in_use = Progress(AnyOf(available, in_use).to(in_use), source=_SAVED)
