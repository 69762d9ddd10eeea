"""The states of a server: every pair of vm_state and task_state that a new server can reach.

To these comes `resized/resize_confirming`, which none can, for the task that nothing writes.

A vm_state is a compound state, and its pairs are the states inside it: `active_rebooting` with
the value `active/rebooting`, `active_idle` with the value `active` where there is no task.
"""

import sys
from collections.abc import Iterable
from dataclasses import replace

import statemachine
from statemachine.state import NestedStateFactory

from wayout.machines.server.tasks import (
    DELETION,
    HARD_REBOOT,
    REBUILD,
    RESIZE,
    SHELVING,
    SNAPSHOT,
    SOFT_REBOOT,
    TASKS,
    UNWRITTEN,
)
from wayout.machines.vocabulary import Absent, Error, Final, Stable, State, Transient

_ON_HOST = (*DELETION, *HARD_REBOOT, *SNAPSHOT, "image_backup", *SHELVING)


def identifier(vm_state: str, task_state: str | None) -> str:
    """Return the Python name of a pair."""
    return f"{vm_state}_{task_state or 'idle'}".replace("-", "_")


def _vm_state(
    name: str, idle: type[Stable | Transient | Error], meaning: str, *, tasks: Iterable[str]
) -> statemachine.State:
    """Make the compound state of a vm_state: without a task it is `idle`, with one transient."""

    def pair(task: str | None) -> State:
        role, what = (idle, meaning) if task is None else (Transient, TASKS[task])
        state = role(
            what,
            value=name if task is None else f"{name}/{task}",
            parts={"vm_state": name, "task_state": task},
        )
        state.place = replace(state.place, line=line)
        return state

    line = sys._getframe(1).f_lineno  # noqa: SLF001 - the pairs are declared where we are called
    pairs = {identifier(name, task): pair(task) for task in (None, *tasks)}
    return NestedStateFactory(name, (statemachine.State.Compound,), pairs, value=f"vm_state:{name}")


absent = Absent("no server yet")

building = _vm_state(
    "building",
    Transient,
    "a host has claimed it",
    tasks=("scheduling", "networking", "block_device_mapping", "spawning", "deleting"),
)
active = _vm_state(
    "active",
    Stable,
    "in use; the guest is meant to run",
    tasks=(
        *("powering-off", "pausing", "suspending", "updating_password", "rescuing", "migrating"),
        *(*SOFT_REBOOT, *REBUILD, *RESIZE, *_ON_HOST),
    ),
)
stopped = _vm_state(
    "stopped",
    Stable,
    "the guest is powered off",
    tasks=("powering-on", "powering-off", "rescuing", *REBUILD, *RESIZE, *_ON_HOST),
)
paused = _vm_state(
    "paused",
    Stable,
    "the guest is frozen in memory",
    tasks=("unpausing", "powering-off", "migrating", *_ON_HOST),
)
suspended = _vm_state(
    "suspended", Stable, "the guest's memory is on disk", tasks=("resuming", *_ON_HOST)
)
rescued = _vm_state(
    "rescued", Stable, "the guest runs from a rescue image", tasks=("unrescuing", *DELETION)
)
resized = _vm_state(
    "resized",
    Stable,
    "runs on the destination; its user confirms or reverts",
    tasks=("resize_confirming", "resize_reverting", "powering-off", *DELETION),
)
shelved = _vm_state(
    "shelved",
    Stable,
    "kept as an image, still on its host",
    tasks=("shelving_offloading", "unshelving", "powering-on", *DELETION),
)
shelved_offloaded = _vm_state(
    "shelved_offloaded",
    Stable,
    "kept as an image, on no host",
    tasks=("unshelving", "spawning", *DELETION),
)
soft_delete = _vm_state(
    "soft-delete", Stable, "deleted, and can be restored", tasks=("restoring", *DELETION)
)
error = _vm_state(
    "error", Error, "an operation failed", tasks=[task for task in TASKS if task not in UNWRITTEN]
)

deleted = Final(
    "deleted; its row is destroyed next",
    value="deleted",
    parts={"vm_state": "deleted", "task_state": None},
    left=True,
)
gone = Final("the row is destroyed", value="GONE")
