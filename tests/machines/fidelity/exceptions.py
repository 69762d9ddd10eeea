"""Where a declared lifecycle says more, less or something else than its reference rows, and why.

One that no longer applies fails the tests, so this list only ever says what is true.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Undeclared:
    """Steps of a row that the machine does not declare.

    Those of `event` that begin in `before`, or all of them. `instead` is the declared event
    that makes the same change, where there is one.
    """

    lifecycle: str
    event: str
    reason: str
    before: tuple[str, ...] = ()
    instead: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """A declared event that no row bears. `beside`: the row whose remark speaks of it."""

    lifecycle: str
    event: str
    reason: str
    beside: str | None = None


@dataclass(frozen=True, slots=True)
class Different:
    """A trait (`kind`, `places` or `unsure`) in which a declared event differs from its row."""

    lifecycle: str
    event: str
    trait: str
    reason: str


@dataclass(frozen=True, slots=True)
class Saved:
    """What `previous_status` may hold when an event that begins anywhere writes it back."""

    values: tuple[str, ...]
    reason: str


UNREACHED: Mapping[str, str] = MappingProxyType(
    {
        "server": "no run of a new server reaches the pair, as the rows themselves show: only "
        "rows edited by hand can be in it",
        "server_migration": "no record of the type ever has the status, as the rows themselves "
        "show: the row lists the statuses and the types, not which go together",
    }
)
"""Lifecycle -> why steps that begin where no run over the rows leads are not declared."""

UNDECLARED: tuple[Undeclared, ...] = (
    Undeclared(
        "image",
        "upload_failed_v1",
        "an edge of Image.valid_state_targets that nothing has written since the v1 API went",
    ),
    *(
        Undeclared("router", event, "a fact of Newton (9.0.0): no release since writes ALLOCATING")
        for event in (
            *("hist_create_allocating", "hist_allocated"),
            *("hist_convert_ha", "hist_allocation_failed"),
        )
    ),
    Undeclared(
        "router",
        "recover",
        "inferred from the lack of it: nothing was found that writes ACTIVE after the creation",
    ),
    Undeclared(
        "server",
        "soft_delete_request",
        "asks for a server that was launched (must_have_launched), which none in building was",
        before=(
            *("building", "building/scheduling", "building/networking"),
            *("building/block_device_mapping", "building/spawning", "building/deleting"),
        ),
    ),
    Undeclared(
        "server",
        "soft_delete_duplicate",
        "a second soft delete asks for a server that was launched, too",
        before=("building/deleting",),
    ),
    Undeclared(
        "server",
        "confirm_resize_done",
        "with a deletion under way it is the deletion that confirms, and goes on from there",
        before=("resized/deleting", "resized/soft-deleting"),
        instead="delete_auto_confirm_resize",
    ),
    Undeclared(
        "server",
        "confirm_resize_done_stopped",
        "with a deletion under way it is the deletion that confirms, and goes on from there",
        before=("resized/deleting", "resized/soft-deleting"),
        instead="delete_auto_confirm_resize_stopped",
    ),
    Undeclared(
        "server",
        "confirm_resize_cross_cell_done",
        "with a deletion under way it is the deletion that confirms, and goes on from there",
        before=("resized/deleting", "resized/soft-deleting"),
        instead="delete_auto_confirm_resize",
    ),
    Undeclared(
        "volume_migration",
        "destroyed",
        "after a migration it is a user's deletion of the volume that clears the column",
        before=("success", "error"),
        instead="delete",
    ),
)

ADDED: tuple[Added, ...] = (
    Added(
        "attachment",
        "attachment_delete_unused_by_nova",
        "the deletion that a user may make alone, kept apart because another actor makes it",
        beside="attachment_delete",
    ),
    Added(
        "attachment",
        "volume_detach_unused_by_nova",
        "the detach that a user may make alone, kept apart because another actor makes it",
        beside="volume_detach_last",
    ),
    Added(
        "attachment",
        "volume_destroyed",
        "the end of the volume's record, which leaves the column as it is: no row writes it",
    ),
    Added(
        "server",
        "delete_auto_confirm_resize_stopped",
        "the case that its row mentions: power_state is SHUTDOWN",
        beside="delete_auto_confirm_resize",
    ),
    Added(
        "server",
        "confirm_resize_cross_cell_done_stopped",
        "the case that its row mentions: power_state is SHUTDOWN",
        beside="confirm_resize_cross_cell_done",
    ),
    Added(
        "server",
        "revert_resize_cross_cell_done_stopped",
        "the case that its row mentions: old_vm_state is not active",
        beside="revert_resize_cross_cell_done",
    ),
    Added(
        "server_migration",
        "any_server_destroyed",
        "the end of the record, which goes with its server and keeps its status: no row writes it",
    ),
    Added(
        "server_migration",
        "cold_confirm_request_periodic",
        "the timer's own call of what its row has a user do, kept apart because another acts",
        beside="cold_confirm_request",
    ),
    Added(
        "volume",
        "attachment_delete_unused_by_nova",
        "the deletion that a user may make alone, kept apart because another actor makes it",
        beside="attachment_delete_last",
    ),
    Added(
        "volume_migration",
        "delete",
        "a user's deletion of a volume that has migrated, kept apart because a user makes it",
        beside="destroyed",
    ),
)

DIFFERENT: tuple[Different, ...] = (
    Different(
        "network",
        "backend_building",
        "places",
        "names also the function that takes any status, of which its row speaks in a remark",
    ),
    Different(
        "server",
        "delete_auto_confirm_resize",
        "places",
        "names also where the confirmation that it calls is written, in this cell and in another",
    ),
    Different(
        "server_migration",
        "evacuate_source_cleaned",
        "kind",
        "the row says what comes of it; it is done when nova-compute starts on the old host",
    ),
    Different(
        "volume",
        "startup_cleanup_upload",
        "unsure",
        "no row of workers is ever made for an upload, so that the code is never reached",
    ),
)

UNSURE_BY_NOTE: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("attachment", "attachment_destroy"): "nothing in Cinder calls it",
        (
            "volume",
            "create_succeeded_overwriting_reserved",
        ): "a race that a comment upstream admits, inferred from a write without a look",
    }
)
"""Inferred steps of which a row says so in its remarks alone, and not in its source."""

_BY_REQUESTS = ("available", "in-use", "reserved", "error")
_BY_ENDS = ("downloading", "backing-up", "error_backing-up")
_STALE = Saved(
    (*_BY_REQUESTS, *_BY_ENDS, "maintenance", "retyping"),
    "nothing was saved for this call: the slot holds what the last operation left, at its start "
    "or (a reimage that failed, a backup, a migration) at its end",
)
_WHILE_MIGRATING = Saved(
    (*_BY_REQUESTS, *_BY_ENDS),
    "the migration saved available or in-use; a backup or a reimage, neither of which looks at "
    "migration_status, may have saved another status over it",
)
SAVED: Mapping[str, Saved] = MappingProxyType(
    {
        "retype_quota_failed": _STALE,
        "backup_scheduling_failed_snapshot_backup": _STALE,
        "migrate_completed": _WHILE_MIGRATING,
        "migrate_completion_with_error": _WHILE_MIGRATING,
    }
)
"""Event of a volume that begins in any state -> what it may find in `previous_status`."""

SPREAD: Mapping[tuple[str, str], str] = MappingProxyType({("attachment", "volume"): "volume/"})
"""Lifecycle and first word of its events -> what the values of that record begin with."""

JOINED: Mapping[str, str] = MappingProxyType(
    {"migration": "migration|resize", "resize": "migration|resize"}
)
"""Migration types that go the same ways -> what the two are called together."""

WITHOUT_ROWS: Mapping[str, str] = MappingProxyType(
    {"power_state": "Nova copies it from the hypervisor: the constants and the sync are its source"}
)
"""Lifecycles that have no reference rows, and why."""
