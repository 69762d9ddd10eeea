"""Volumes, interfaces and shares: attached and detached beside the lifecycle, without a task."""

from wayout.machines.server.pairs import (
    ACTIVE,
    ERROR,
    LIVE,
    PAUSED,
    RESIZED,
    SHELVED,
    SHELVED_OFFLOADED,
    SOFT_DELETE,
    STOPPED,
)
from wayout.machines.server.upstream import API, MANAGER
from wayout.machines.vocabulary import Actor, Request, Revert

_ON_DISK = ACTIVE | PAUSED | STOPPED | RESIZED | SOFT_DELETE | SHELVED
_SHARES = "nova/api/openstack/compute/server_shares.py:ServerSharesController"

attach_volume_request = Request(
    (_ON_DISK | SHELVED_OFFLOADED).idle.stay(), source=f"{API}.attach_volume"
)
attach_volume_reserve_failed = Revert(
    _ON_DISK.idle.clear(),
    source=f"{MANAGER}.reserve_block_device_name",
    note="reverts_task_state clears whatever task another request has set meanwhile",
)
detach_volume_request = Request(
    (_ON_DISK | SHELVED_OFFLOADED).idle.stay(), source=f"{API}.detach_volume"
)
swap_volume_request = Request(
    (ACTIVE | PAUSED | RESIZED).idle.stay(),
    source=f"{API}.swap_volume",
    actor=Actor.SERVICE,
    note="policy os-volumes-attachments:swap: services; cinder's call when it migrates a volume",
)
volume_snapshot_create_request = Request(
    LIVE.idle.stay(),
    source=f"{API}.volume_snapshot_create",
    actor=Actor.SERVICE,
    note="policy os-assisted-volume-snapshots:create: services; cinder's call; the server has "
    "a host",
)
volume_snapshot_delete_request = Request(
    LIVE.idle.stay(),
    source=f"{API}.volume_snapshot_delete",
    actor=Actor.SERVICE,
    note="policy os-assisted-volume-snapshots:delete: services; cinder's call; with "
    "merge_target_file only where active",
)

attach_interface_request = Request(
    (ACTIVE | PAUSED | STOPPED).idle.stay(), source=f"{API}.attach_interface"
)
detach_interface_request = Request(
    (ACTIVE | PAUSED | STOPPED).idle.stay(), source=f"{API}.detach_interface"
)

attach_share_request = Request(
    STOPPED.stay(),
    source=f"{_SHARES}._check_instance_in_valid_state",
    note="microversion 2.97",
)
detach_share_request = Request(
    (STOPPED | ERROR).stay(),
    source=f"{_SHARES}._check_instance_in_valid_state",
    note="microversion 2.97",
)
