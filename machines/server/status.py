"""What Nova's API shows of the two fields: the status of a server.

`_STATE_MAP` gives each vm_state a status, and some of its tasks another. The tasks that it does
not name, such as deleting, powering-off or shelving, are invisible in the status.
"""

from collections.abc import Iterator
from types import MappingProxyType

from wayout.machines.server.pairs import DELETED, LIVE
from wayout.machines.server.tasks import HARD_REBOOT, REBUILD, RESIZE, SOFT_REBOOT
from wayout.machines.vocabulary import Projection

_OF_VM_STATE = MappingProxyType(
    {
        "building": "BUILD",
        "active": "ACTIVE",
        "stopped": "SHUTOFF",
        "paused": "PAUSED",
        "suspended": "SUSPENDED",
        "rescued": "RESCUE",
        "resized": "VERIFY_RESIZE",
        "shelved": "SHELVED",
        "shelved_offloaded": "SHELVED_OFFLOADED",
        "soft-delete": "SOFT_DELETED",
        "error": "ERROR",
        "deleted": "DELETED",
    }
)
_MOVING = MappingProxyType({"migrating": "MIGRATING"})
_REBUILDING = MappingProxyType(dict.fromkeys(REBUILD, "REBUILD"))
_RESIZING = MappingProxyType(dict.fromkeys(RESIZE, "RESIZE"))
_REBOOTING = MappingProxyType(
    dict.fromkeys(SOFT_REBOOT, "REBOOT") | dict.fromkeys(HARD_REBOOT, "HARD_REBOOT")
)
_OF_TASK = MappingProxyType(
    {
        "active": {
            "updating_password": "PASSWORD",
            **_REBOOTING,
            **_REBUILDING,
            **_RESIZING,
            **_MOVING,
        },
        "stopped": {**_RESIZING, **_REBUILDING},
        "paused": _MOVING,
        "resized": {"resize_reverting": "REVERT_RESIZE"},
        "error": _REBUILDING,
    }
)
_OF_TASK_ONLY = (
    "REBOOT",
    "HARD_REBOOT",
    "PASSWORD",
    "REBUILD",
    "RESIZE",
    "MIGRATING",
    "REVERT_RESIZE",
)
_FALLBACK = "UNKNOWN"


def status_of(vm_state: str, task_state: str | None) -> str:
    """Return the status of a server in these states.

    >>> status_of("active", "rebooting_hard"), status_of("stopped", "rebooting_hard")
    ('HARD_REBOOT', 'SHUTOFF')
    """
    of_vm_state = _OF_VM_STATE.get(vm_state, _FALLBACK)
    return _OF_TASK.get(vm_state, {}).get(task_state or "", of_vm_state)


def _parts() -> Iterator[tuple[str, str, str | None]]:
    """Yield the value of each pair of a server that has a row, and its two parts."""
    for vm_state in LIVE | DELETED:
        for pair in vm_state.states or [vm_state]:
            name, _, task = pair.value.partition("/")
            yield pair.value, name, task or None


STATUS = Projection(
    {value: status_of(vm_state, task_state) for value, vm_state, task_state in _parts()},
    source="nova/api/openstack/common.py:status_from_state",
    statuses=(*_OF_VM_STATE.values(), *_OF_TASK_ONLY, _FALLBACK),
    hidden=("ABSENT", "GONE"),
)
