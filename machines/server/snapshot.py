"""Snapshots: an image of a server on request, or as a backup that replaces older ones."""

from wayout.machines.server.pairs import ORDINARY
from wayout.machines.server.tasks import SNAPSHOT, UPLOAD
from wayout.machines.server.upstream import API, LIBVIRT, MANAGER, REVERTED_BY_DECORATOR
from wayout.machines.vocabulary import Failure, Progress, Request, Revert, Success

create_image_request = Request(
    ORDINARY.idle.begin("image_snapshot_pending"),
    source=f"{API}.snapshot",
    note="servers that boot from an image",
)
create_image_request_volume_backed = Request(
    ORDINARY.idle.stay(),
    source=f"{API}.snapshot_volume_backed",
    note="done in the API, without a task",
)
create_image_snapshot = Progress(
    ORDINARY.doing("image_snapshot_pending").begin("image_snapshot"),
    source=f"{MANAGER}.snapshot_instance",
    note="CAS: image_snapshot_pending",
)
create_image_pending_upload = Progress(
    ORDINARY.doing("image_snapshot").begin("image_pending_upload"),
    source=f"{LIBVIRT}.snapshot",
    note="CAS: image_snapshot",
)
create_image_uploading = Progress(
    ORDINARY.doing("image_pending_upload").begin("image_uploading"),
    source=f"{LIBVIRT}.snapshot",
    note="CAS: image_pending_upload",
)
create_image_direct_snapshot_fallback = Progress(
    ORDINARY.doing("image_uploading").begin("image_pending_upload"),
    source=f"{LIBVIRT}.snapshot",
    note="one step back: the storage backend cannot snapshot directly, or failed to",
)
create_image_done = Success(
    ORDINARY.doing("image_uploading").clear(),
    source=f"{MANAGER}._snapshot_instance",
    note="CAS: image_uploading",
)
create_image_failed = Revert(
    ORDINARY.doing(*SNAPSHOT).clear(),
    source=f"{MANAGER}._snapshot_instance",
    note=f"{REVERTED_BY_DECORATOR}, delete_image_on_error deletes the image",
)
create_image_image_vanished = Revert(
    ORDINARY.doing("image_snapshot", *UPLOAD).clear(),
    source=f"{MANAGER}._snapshot_instance",
    note="ImageNotFound is swallowed, the task cleared",
)
create_image_guest_not_running = Failure(
    ORDINARY.doing("image_snapshot").stay(),
    source=f"{MANAGER}._snapshot_instance",
    note="InstanceNotRunning (libvirt: no such domain) is swallowed, the image deleted, "
    "the task not cleared",
)

backup_request = Request(
    ORDINARY.idle.begin("image_backup"),
    source=f"{API}.backup",
    note="refused to servers that boot from a volume",
)
backup_pending_upload = Progress(
    ORDINARY.doing("image_backup").begin("image_pending_upload"),
    source=f"{LIBVIRT}.snapshot",
    note="CAS: image_backup",
)
backup_uploading = Progress(
    ORDINARY.doing("image_pending_upload").begin("image_uploading"), source=f"{LIBVIRT}.snapshot"
)
backup_done = Success(
    ORDINARY.doing("image_uploading").clear(),
    source=f"{MANAGER}._snapshot_instance",
    note="CAS: image_uploading; the rotation then deletes older images",
)
backup_failed = Revert(
    ORDINARY.doing("image_backup", *UPLOAD).clear(),
    source=f"{MANAGER}.backup_instance",
    note=f"{REVERTED_BY_DECORATOR}, the image is deleted",
)
backup_guest_not_running = Failure(
    ORDINARY.doing("image_backup").stay(),
    source=f"{MANAGER}._snapshot_instance",
    note="as create_image_guest_not_running; a restart of the service does not repair it either",
)
