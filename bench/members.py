"""The lifecycles that the families of systems are made of: states, and what leads where.

Simplified from OpenStack's. An event that ends in `@` is shared; the family says with whom.
"""

SERVER_STATES = """\
none b_scheduling b_bdm error b_networking b_spawning active reboot_pending reboot_started
hard_reboot_pending stopped paused suspended hard_reboot_started powering_off powering_on
pausing unpausing suspending resuming rescuing rescued unrescuing resize_prep
resize_migrating resize_migrated resize_finish resized resize_confirming resize_reverting
shelving shelving_image_uploading shelved shelving_offloading shelved_offloaded unshelving
unshelve_spawning image_snapshot image_uploading image_snapshot_st image_uploading_st
migrating rebuilding rebuild_bdm rebuild_spawning updating_password evacuating soft_deleting
soft_deleted restoring deleting
"""
SERVER = """\
build: none > b_scheduling; build_ok0: b_scheduling > b_bdm;
build_fail0: b_scheduling > error; build_ok1: b_bdm > b_networking;
build_fail1: b_bdm > error; build_reset1: b_bdm > error;
build_ok2: b_networking > b_spawning; build_fail2: b_networking > error;
build_reset2: b_networking > error; build_ok3: b_spawning > active;
build_fail3: b_spawning > error; build_reset3: b_spawning > error;
reboot: active > reboot_pending; reboot_ok0: reboot_pending > reboot_started;
reboot_fail0: reboot_pending > error; reboot_ok1: reboot_started > active;
reboot_fail1: reboot_started > error; reboot_reset1: reboot_started > error;
reboot_abort: reboot_pending > active;
hard_reboot: active stopped paused suspended error > hard_reboot_pending;
hard_reboot_ok0: hard_reboot_pending > hard_reboot_started;
hard_reboot_fail0: hard_reboot_pending > error;
hard_reboot_ok1: hard_reboot_started > active;
hard_reboot_fail1: hard_reboot_started > error;
hard_reboot_reset1: hard_reboot_started > error; stop: active > powering_off;
stop_ok0: powering_off > stopped; stop_fail0: powering_off > error;
stop_abort: powering_off > active; start: stopped > powering_on;
start_ok0: powering_on > active; start_fail0: powering_on > error;
start_abort: powering_on > stopped; pause: active > pausing; pause_ok0: pausing > paused;
pause_fail0: pausing > error; pause_abort: pausing > active; unpause: paused > unpausing;
unpause_ok0: unpausing > active; unpause_fail0: unpausing > error;
unpause_abort: unpausing > paused; suspend: active > suspending;
suspend_ok0: suspending > suspended; suspend_fail0: suspending > error;
suspend_abort: suspending > active; resume: suspended > resuming;
resume_ok0: resuming > active; resume_fail0: resuming > error;
resume_abort: resuming > suspended; rescue: active stopped > rescuing;
rescue_ok0: rescuing > rescued; rescue_fail0: rescuing > error;
unrescue: rescued > unrescuing; unrescue_ok0: unrescuing > active;
unrescue_fail0: unrescuing > error; resize: active stopped > resize_prep;
resize_ok0: resize_prep > resize_migrating; resize_fail0: resize_prep > error;
resize_ok1: resize_migrating > resize_migrated; resize_fail1: resize_migrating > error;
resize_reset1: resize_migrating > error; resize_ok2: resize_migrated > resize_finish;
resize_fail2: resize_migrated > error; resize_reset2: resize_migrated > error;
resize_ok3: resize_finish > resized; resize_fail3: resize_finish > error;
resize_reset3: resize_finish > error; resize_abort: resize_prep > active;
confirm: resized > resize_confirming; confirm_ok0: resize_confirming > active;
confirm_fail0: resize_confirming > error; revert: resized > resize_reverting;
revert_ok0: resize_reverting > active; revert_fail0: resize_reverting > error;
shelve: active stopped paused suspended > shelving;
shelve_ok0: shelving > shelving_image_uploading; shelve_fail0: shelving > error;
shelve_ok1: shelving_image_uploading > shelved;
shelve_fail1: shelving_image_uploading > error;
shelve_reset1: shelving_image_uploading > error; offload: shelved > shelving_offloading;
offload_ok0: shelving_offloading > shelved_offloaded;
offload_fail0: shelving_offloading > error;
unshelve: shelved shelved_offloaded > unshelving;
unshelve_ok0: unshelving > unshelve_spawning; unshelve_fail0: unshelving > error;
unshelve_ok1: unshelve_spawning > active; unshelve_fail1: unshelve_spawning > error;
unshelve_reset1: unshelve_spawning > error; image: active > image_snapshot;
image_ok0: image_snapshot > image_uploading; image_fail0: image_snapshot > error;
image_ok1: image_uploading > active; image_fail1: image_uploading > error;
image_reset1: image_uploading > error; image_abort: image_snapshot > active;
image_st: stopped > image_snapshot_st; image_st_ok0: image_snapshot_st > image_uploading_st;
image_st_fail0: image_snapshot_st > error; image_st_ok1: image_uploading_st > stopped;
image_st_fail1: image_uploading_st > error; image_st_reset1: image_uploading_st > error;
image_st_abort: image_snapshot_st > stopped; live_migrate: active > migrating;
live_migrate_ok0: migrating > active; live_migrate_fail0: migrating > error;
live_migrate_abort: migrating > active; rebuild: active stopped error > rebuilding;
rebuild_ok0: rebuilding > rebuild_bdm; rebuild_fail0: rebuilding > error;
rebuild_ok1: rebuild_bdm > rebuild_spawning; rebuild_fail1: rebuild_bdm > error;
rebuild_reset1: rebuild_bdm > error; rebuild_ok2: rebuild_spawning > active;
rebuild_fail2: rebuild_spawning > error; rebuild_reset2: rebuild_spawning > error;
password: active > updating_password; password_ok0: updating_password > active;
password_fail0: updating_password > error; password_abort: updating_password > active;
evacuate: active stopped error > evacuating; evacuate_ok0: evacuating > active;
evacuate_fail0: evacuating > error; soft_delete: active stopped > soft_deleting;
soft_delete_ok0: soft_deleting > soft_deleted; soft_delete_fail0: soft_deleting > error;
restore: soft_deleted > restoring; restore_ok0: restoring > active;
restore_fail0: restoring > error;
delete: active stopped paused suspended rescued > deleting;
delete: resized shelved shelved_offloaded error soft_deleted > deleting;
delete_done: deleting > none; delete_fail: deleting > error;
reset_err: active stopped paused suspended > error; reset_active: error > active
"""

VOLUME_STATES = """\
none creating available downloading error reserved attaching inuse detaching extending
error_extending retyping uploading backingup restoring error_restoring maintenance
awaiting_transfer deleting error_deleting
"""
VOLUME = """\
create: none > creating; create_ok: creating > available;
create_img: creating > downloading; create_fail: creating > error;
dl_ok: downloading > available; dl_fail: downloading > error;
reserve@: available > reserved; unreserve@: reserved > available;
attach_begin@: reserved > attaching; attach_ok@: attaching > inuse;
attach_fail@: attaching > available; detach_begin@: inuse > detaching;
detach_ok@: detaching > available; detach_fail@: detaching > inuse;
retry_detach@: inuse > detaching; force_detach@: inuse > available;
retry_attach@: available > reserved; extend: available > extending;
extend_ok: extending > available; extend_fail: extending > error_extending;
retype: available > retyping; retype_ok: retyping > available;
retype_fail: retyping > error; upload: available > uploading;
upload_ok: uploading > available; upload_fail: uploading > error;
backup: available > backingup; backup_ok: backingup > available;
backup_fail: backingup > error; restore: available > restoring;
restore_ok: restoring > available; restore_fail: restoring > error_restoring;
maint: available > maintenance; maint_ok: maintenance > available;
maint_fail: maintenance > error; transfer: available > awaiting_transfer;
accept: awaiting_transfer > available; cancel: awaiting_transfer > error;
delete: available error error_extending error_restoring error_deleting > deleting;
delete_ok: deleting > none; delete_fail: deleting > error_deleting;
reset_ok: error error_extending error_restoring error_deleting > available;
reset_err: creating downloading retyping uploading > error;
reset_err: backingup restoring maintenance extending > error
"""

ATTACHMENT_STATES = """\
none reserved attaching attached error_attaching detaching error_detaching
"""
ATTACHMENT = """\
reserve@: none > reserved; unreserve@: reserved > none; attach_begin@: reserved > attaching;
attach_ok@: attaching > attached; attach_fail@: attaching > error_attaching;
detach_begin@: attached > detaching; detach_ok@: detaching > none;
detach_fail@: detaching > error_detaching; retry_detach@: error_detaching > detaching;
force_detach@: error_detaching > none; retry_attach@: error_attaching > reserved;
cleanup: error_attaching > none; reset_att: error_detaching > attached
"""

REPLICA_STATES = """\
none creating idle error failed_over deleting sending receiving
"""
REPLICA = """\
create: none > creating; create_ok: creating > idle; create_fail: creating > error;
failover: idle > failed_over; failback: failed_over > idle;
failback_fail: failed_over > error; delete: idle error > deleting;
delete_ok: deleting > none; delete_fail: deleting > error; reset: error > idle;
xfer@own: idle > sending; xdone@own: sending > idle; xfail@own: sending > error;
xfer@before: idle > receiving; xdone@before: receiving > idle;
xfail@before: receiving > error
"""

SNAPSHOT_STATES = """\
none creating available backing_up restoring unmanaging deleting error error_deleting
"""
SNAPSHOT = """\
create: none > creating; create_ok: creating > available; create_fail: creating > error;
backup: available > backing_up; backup_ok: backing_up > available;
backup_fail: backing_up > error; revert: available > restoring; revert_ok: restoring > available;
revert_fail: restoring > error; unmanage: available > unmanaging; unmanage_ok: unmanaging > none;
unmanage_fail: unmanaging > error; delete: available error error_deleting > deleting;
delete_ok: deleting > none; delete_fail: deleting > error_deleting;
reset_ok: error error_deleting > available; reset_err: creating backing_up > error
"""
