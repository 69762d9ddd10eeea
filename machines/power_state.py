"""The power state of a Nova server: the column `power_state`, a copy of the hypervisor's view."""

from wayout.machines.vocabulary import (
    Absent,
    AnyOf,
    Claim,
    Error,
    Final,
    Machine,
    Periodic,
    Progress,
    Request,
    Stable,
    Success,
    choice,
    deletable_by_admin,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
)

_MANAGER = "nova/compute/manager.py:ComputeManager"
_SYNC = f"{_MANAGER}._sync_instance_power_state"
_IRONIC = "nova/virt/ironic/driver.py:IronicDriver.power_update_event"


class PowerState(Machine):
    """What the database says of the power of a Nova server's guest, until the row is destroyed.

    Release read: nova 34.0.0. States are the names of the values of `Instance.power_state`, an
    integer that is the index in the enum InstancePowerState: pending 0, running 1, paused 3,
    shutdown 4, crashed 6, suspended 7. Its placeholder `_unused`, at 2 and 5, is no state.

    The hypervisor is the authority: but for the creation, the deletion and what ironic announces,
    all writers copy what the driver's get_info reports, and pending where it does not know the
    guest. So `sync` and `refresh` may lead anywhere. The other operations are given the states
    that their work leads to; one that meets something else writes that, as `sync` does.

    `crashed` is reported by libvirt alone, `suspended` by VMware and, of a guest that put itself
    to sleep, by libvirt. The state says nothing of a task: a server that is being moved by a
    resize keeps the state of its source until the next sync.
    """

    reported: str = "running"
    """The state in which the hypervisor reports the guest."""

    absent = Absent()
    pending = Stable(
        "NOSTATE, index 0: not built yet, or unknown to the hypervisor", value="pending"
    )
    running = Stable("index 1: the guest runs", value="running")
    paused = Stable("index 3: the guest is frozen in memory", value="paused")
    shutdown = Stable("index 4: the guest is powered off", value="shutdown")
    crashed = Error("index 6: the guest crashed, as libvirt reports it", value="crashed")
    suspended = Stable("index 7: the guest's memory is kept, it does not run", value="suspended")
    gone = Final("the row is destroyed", value="GONE")

    live = AnyOf(pending, running, paused, shutdown, crashed, suspended)

    create = Request(
        absent.to(pending), source="nova/compute/api.py:API._validate_and_build_base_options"
    )
    spawned = Success(
        choice(live, running, shutdown, by="reported"),
        source=f"{_MANAGER}._update_instance_after_spawn",
        note="after a build, rebuild or unshelve it runs; after a resize into another cell, or "
        "its revert, it is as it was before",
    )

    sync = Periodic(
        choice(live, running, paused, shutdown, crashed, suspended, pending, by="reported"),
        source=f"{_MANAGER}._query_driver_power_state_and_sync; {_SYNC}",
        note="every sync_power_state_interval (default 600 s), only for servers without a task; "
        "where both agree nothing is written; sync then stops servers that are not meant to run "
        "or no longer do",
    )
    lifecycle_event = Periodic(
        choice(live, running, paused, shutdown, suspended, by="reported"),
        source=f"{_MANAGER}.handle_lifecycle_event; {_SYNC}",
        note="the hypervisor announces that a guest started, stopped, was paused, resumed or "
        "suspended; late announcements and servers with a task are passed over",
    )
    refresh = Progress(
        choice(live, running, paused, shutdown, crashed, suspended, pending, by="reported"),
        source=f"{_MANAGER}._reboot_instance; {_MANAGER}._do_rebuild_instance; "
        f"{_MANAGER}._snapshot_instance",
        note="a reboot, rebuild, snapshot or backup begins with it",
    )

    stopped = Success(live.to(shutdown), source=f"{_MANAGER}.stop_instance")
    started = Success(live.to(running), source=f"{_MANAGER}.start_instance")
    rebooted = Success(
        live.to(running),
        source=f"{_MANAGER}._reboot_instance",
        note="also where the reboot failed and the guest runs all the same",
    )
    paused_by_request = Success(live.to(paused), source=f"{_MANAGER}.pause_instance")
    unpaused = Success(live.to(running), source=f"{_MANAGER}.unpause_instance")
    suspended_by_request = Success(
        choice(live, suspended, shutdown, by="reported"),
        source=f"{_MANAGER}.suspend_instance",
        note="libvirt saves the memory and reports the guest shut down",
    )
    resumed = Success(live.to(running), source=f"{_MANAGER}.resume_instance")
    rescued = Success(live.to(running), source=f"{_MANAGER}.rescue_instance")
    unrescued = Success(live.to(running), source=f"{_MANAGER}.unrescue_instance")
    shelved = Success(live.to(shutdown), source=f"{_MANAGER}._shelve_instance")
    shelve_offloaded = Success(
        live.to(shutdown),
        source=f"{_MANAGER}._shelve_offload_instance",
        note="read before the guest is destroyed: offloaded servers stay shut down",
    )
    soft_deleted = Success(live.to(shutdown), source=f"{_MANAGER}.soft_delete_instance")
    restored = Success(live.to(running), source=f"{_MANAGER}.restore_instance")
    live_migrated = Success(
        choice(live, running, paused, by="reported"),
        source=f"{_MANAGER}._do_post_live_migration_at_destination",
        note="read on the destination, even where its driver failed",
    )
    cross_cell_resize_powered_off = Progress(
        live.to(shutdown), source=f"{_MANAGER}._prep_snapshot_based_resize_at_source"
    )

    power_update_on = Success(
        live.to(running), source=_IRONIC, note="ironic announces it; get_info is not asked"
    )
    power_update_off = Success(
        live.to(shutdown), source=_IRONIC, note="ironic announces it; get_info is not asked"
    )

    deleted = Success(
        live.to(pending),
        source=f"{_MANAGER}._delete_instance",
        note="whatever the hypervisor says; the row is destroyed next",
    )
    destroyed = Success(
        live.to(gone),
        source="nova/db/main/api.py:instance_destroy",
        note="a deletion without a host leaves the power state as it was",
    )

    claims = (
        deletable_by_user(),
        deletable_by_admin(),
        errors_are_left(),
        errors_are_avoidable(),
        Claim(
            "crashes-are-mended",
            "AG (crashed -> EF running)",
            "a crashed guest can run again",
        ),
        Claim(
            "stoppable",
            "AG (running -> EF shutdown)",
            "a running guest can be shut down",
        ),
    )
