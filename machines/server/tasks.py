"""The task_states of a server, and those that belong together."""

from types import MappingProxyType

TASKS = MappingProxyType(
    {
        "scheduling": "waits for a host to be chosen",
        "networking": "its network is being set up",
        "block_device_mapping": "its volumes are being attached",
        "spawning": "the hypervisor creates the guest",
        "deleting": "is being deleted",
        "soft-deleting": "is being deleted in a way that can be undone",
        "restoring": "comes back from a soft delete",
        "powering-off": "is being stopped",
        "powering-on": "is being started",
        "pausing": "is being paused",
        "unpausing": "is being unpaused",
        "suspending": "is being suspended to disk",
        "resuming": "is being resumed from disk",
        "rebooting": "a soft reboot was asked for",
        "reboot_pending": "a soft reboot has reached its host",
        "reboot_started": "the guest is rebooting itself",
        "rebooting_hard": "a hard reboot was asked for",
        "reboot_pending_hard": "a hard reboot has reached its host",
        "reboot_started_hard": "the hypervisor makes the guest anew",
        "image_snapshot_pending": "a snapshot was asked for",
        "image_snapshot": "a snapshot is being taken",
        "image_backup": "a backup was asked for, or is being taken",
        "image_pending_upload": "a snapshot waits for its upload",
        "image_uploading": "a snapshot is being uploaded",
        "updating_password": "the guest's administrator gets another password",
        "rescuing": "the guest is being booted from a rescue image",
        "unrescuing": "the guest is being booted from its own disk again",
        "rebuilding": "a rebuild or an evacuation was asked for",
        "rebuild_block_device_mapping": "volumes are being attached to the guest made anew",
        "rebuild_spawning": "the hypervisor makes the guest anew from an image",
        "resize_prep": "a destination is being chosen and prepared",
        "resize_migrating": "the source powers the guest off and sends its disks",
        "resize_migrated": "the disks have moved, the server belongs to the destination",
        "resize_finish": "the destination starts the guest",
        "resize_reverting": "goes back to its old host and flavor",
        "resize_confirming": "declared upstream and written by nothing: confirming is no task",
        "migrating": "the running guest moves to another host",
        "shelving": "is being shelved",
        "shelving_image_pending_upload": "the image to shelve waits for its upload",
        "shelving_image_uploading": "the image to shelve is being uploaded",
        "shelving_offloading": "is being removed from its host",
        "unshelving": "comes back from the shelf",
    }
)

DELETION = ("deleting", "soft-deleting")
HARD_REBOOT = ("rebooting_hard", "reboot_pending_hard", "reboot_started_hard")
SOFT_REBOOT = ("rebooting", "reboot_pending", "reboot_started")
UPLOAD = ("image_pending_upload", "image_uploading")
SNAPSHOT = ("image_snapshot_pending", "image_snapshot", *UPLOAD)
REBUILD = ("rebuilding", "rebuild_block_device_mapping", "rebuild_spawning")
RESIZE = ("resize_prep", "resize_migrating", "resize_migrated", "resize_finish")
SHELVING = ("shelving", "shelving_image_pending_upload", "shelving_image_uploading")
UNWRITTEN = ("resize_confirming",)  # declared upstream; no run of a server reaches them
