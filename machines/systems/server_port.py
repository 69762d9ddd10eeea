"""A server, and the port that it is plugged into."""

from wayout.machines.port import Port
from wayout.machines.server import Server
from wayout.machines.vocabulary import Accepted, Claim
from wayout.machines.vocabulary.systems import Member, System, Together, invariant

_COMPUTE = "nova/compute/manager.py:ComputeManager"
_RPC = "neutron/plugins/ml2/rpc.py:RpcCallbacks"
_ML2 = "neutron/plugins/ml2/plugin.py:Ml2Plugin"

_RUNNING = ("active", "active/rebooting_hard", "active/reboot_pending_hard")


class ServerPort(System):
    """A server and a port of it, made for it and deleted with it.

    Releases read: nova 34.0.0, neutron 29.0.0, with the ML2 plugin and an agent. Nova waits for
    `network-vif-plugged` while a server spawns, and goes on without where that is not fatal.

    Left out: OVN; ports that are given to a server; several ports; bindings on other hosts.
    """

    server = Member(
        Server,
        alone=(
            "create_request",
            "create_claimed_by_compute",
            "reboot_hard_request",
            "reboot_hard_pending",
            "live_migrate_request",
            "live_migrate_rolled_back",
        ),
    )
    port = Member(Port)

    allocate = Together(
        server.does("create_networking"),
        port.does("create"),
        source=f"{_COMPUTE}._allocate_network",
    )
    map_block_devices = Together(
        server.does("create_block_device_mapping").while_in("building/networking"),
        port.is_not_in("absent"),
        source=f"{_COMPUTE}._prep_block_device",
    )
    bind = Together(
        port.does("rebind").while_in("DOWN"),
        server.is_in("building/networking", "building/block_device_mapping"),
        source=f"{_ML2}._bind_port_if_needed",
    )
    binding_failed = Together(
        port.does("binding_failed"),
        server.does("create_abort"),
        source=f"{_ML2}._bind_port_if_needed",
        note="the status of the port does not tell",
    )
    spawn = Together(
        server.does("create_spawning"),
        port.is_not_in("absent"),
        source=f"{_COMPUTE}._build_and_run_instance",
    )
    wired = Together(
        port.does("agent_requests_details").while_in("DOWN"),
        server.is_not_in("building/networking", "deleted", "error"),
        source=f"{_RPC}._get_new_status",
    )
    plugged = Together(
        port.does("provisioning_complete").while_in("BUILD"),
        source=f"{_ML2}._port_provisioned",
        note="sends network-vif-plugged to Nova",
    )
    spawned = Together(
        server.does("create_done"),
        port.is_in("ACTIVE"),
        source=f"{_COMPUTE}._build_and_run_instance",
        note="waits for network-vif-plugged",
    )
    spawned_unplugged = Together(
        server.does("create_done"),
        port.is_not_in("ACTIVE", "absent"),
        source=f"{_COMPUTE}._build_and_run_instance",
        note="vif_plugging_timeout has passed, and vif_plugging_is_fatal is not set",
    )
    spawn_failed_unplugged = Together(
        server.does("create_abort"),
        port.is_not_in("ACTIVE", "absent"),
        source=f"{_COMPUTE}._do_build_and_run_instance",
        note="vif_plugging_timeout has passed, and vif_plugging_is_fatal is set",
    )
    reboot_unplugs = Together(
        server.does("reboot_hard_started"),
        port.does("agent_device_down").or_stays,
        source=f"{_COMPUTE}._reboot_instance",
    )
    reboot_done = Together(server.does("reboot_hard_done"), source=f"{_COMPUTE}._reboot_instance")
    live_migrated = Together(
        server.does("live_migrate_done"),
        port.does("activate_binding"),
        source=f"{_ML2}.activate",
        note="activation writes DOWN; the agent of the destination brings it up again",
    )
    delete_request = Together(
        server.does("delete_request").while_in("active", "error"),
        source="nova/compute/api.py:API.delete",
    )
    delete_done = Together(
        server.does("delete_done").while_in("active/deleting", "error/deleting"),
        port.does("delete"),
        source=f"{_COMPUTE}._delete_instance",
    )
    delete_done_without_port = Together(
        server.does("delete_done").while_in("active/deleting", "error/deleting"),
        port.is_in("absent", "GONE"),
        source=f"{_COMPUTE}._delete_instance",
    )
    delete_port = Together(
        port.does("delete"),
        server.is_not_in("building/networking", "deleted"),
        source=f"{_ML2}.delete_port",
        note="only ports of routers and floating IPs are refused",
    )

    claims = (
        invariant(
            "active_is_plugged",
            "server.active_idle -> port.active",
            "a server that is active has network",
            source=f"{_COMPUTE}._build_and_run_instance",
        ),
        invariant(
            "port_goes_with_its_server",
            "server.deleted -> port.gone",
            "a server that is deleted leaves no port",
            source=f"{_COMPUTE}._delete_instance",
        ),
        invariant(
            "port_before_guest",
            "server.building_spawning -> !port.absent",
            "a guest is not made before its port",
            source=f"{_COMPUTE}._build_and_run_instance",
        ),
        Claim(
            "plugged_again",
            "AG (server.active_idle & !port.gone -> EF (server.active_idle & port.active))",
            f"the port of a server that is active can come up again ({_ML2}._port_provisioned)",
        ),
        Claim(
            "server_deletable",
            "AG EF server.deleted",
            "a server can be deleted whatever its port does (nova/compute/api.py:API.delete)",
        ),
    )
    accepted = (
        Accepted(
            "WO701",
            (),
            reason="a server is active although its port is down: vif_plugging_is_fatal is off, a"
            " reboot or a live migration has just unplugged it, or the agent is gone",
            reference="nova/conf/compute.py: vif_plugging_is_fatal, vif_plugging_timeout",
            claims=("active_is_plugged",),
        ),
    )
