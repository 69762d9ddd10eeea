"""The lifecycle of a Nova server, one module for each operation.

`tasks` and `states` list what the two fields can hold together, `pairs` is the language in which
the operations are written. In notes, "CAS: deleting, none" means that the write is a
compare-and-swap: it fails unless the task_state is one of those named. `none` is the null
task_state.
"""

from wayout.machines.server import (
    administration,
    any_operation,
    creation,
    cross_cell_resize,
    deletion,
    devices,
    evacuation,
    guest,
    labels,
    live_migration,
    pausing,
    power,
    reboot,
    rebuild,
    recovery,
    rescue,
    resize,
    shelving,
    snapshot,
    soft_deletion,
    states,
)
from wayout.machines.server.accepted import ACCEPTED
from wayout.machines.server.accepted_statuses import ACCEPTED_STATUSES
from wayout.machines.server.claims import ACCEPTED_CLAIMS, CLAIMS
from wayout.machines.server.status import STATUS
from wayout.machines.vocabulary import Machine

_PARTS = (
    states,
    creation,
    deletion,
    soft_deletion,
    power,
    pausing,
    reboot,
    snapshot,
    guest,
    rescue,
    rebuild,
    evacuation,
    resize,
    cross_cell_resize,
    live_migration,
    shelving,
    devices,
    labels,
    administration,
    any_operation,
    recovery,
)


class Server(Machine, parts=_PARTS):
    """A Nova server, from the request for it to the destruction of its row.

    Release read: nova 34.0.0. States are pairs of `Instance.vm_state` and `Instance.task_state`:
    those that a new server can reach, and `resized/resize_confirming`, for a task_state that is
    declared upstream and written by nothing. The transitions are the writes of the two fields by
    the API, the conductor, nova-compute and its drivers, and the requests that leave both as
    they are.

    The attributes are nova's options of the same name, with its defaults: what they guard is
    refused until an operator sets them. `cross_cell_resize` is a policy,
    compute:servers:resize:cross_cell, which allows nobody by default. `deletion_fails_again` and
    `plugging_vifs_fails` say what goes wrong when nova-compute starts: a server that is stuck
    cannot count on a failure to get it out.

    Left out:

    - power_state and the migration records, which are lifecycles of their own, and the lock.
    - Pairs that no run of a new server reaches, such as `rescued/rebooting`, where only rows
      edited by hand can be. With them goes the branch of `_reboot_instance` that leaves a
      rescued server rescued: the API refuses to reboot one.
    - What follows once the row is marked as deleted: its archiving and its purge.
    """

    instance_build_timeout: int = 0
    reclaim_instance_interval: int = 0
    rescue_timeout: int = 0
    resize_confirm_window: int = 0
    shelved_offload_time: int = 0
    resume_guests_state_on_host_boot: bool = False
    cross_cell_resize: bool = False
    deletion_fails_again: bool = False
    plugging_vifs_fails: bool = False

    accepted = (*ACCEPTED, *ACCEPTED_STATUSES, *ACCEPTED_CLAIMS)
    claims = CLAIMS
    projection = STATUS
