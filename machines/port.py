"""The lifecycle of a Neutron port."""

from wayout.machines.vocabulary import (
    Absent,
    AnyOf,
    Claim,
    Error,
    Failure,
    Final,
    Machine,
    Periodic,
    Progress,
    Request,
    Revert,
    Stable,
    Success,
    Transient,
    choice,
    deletable_by_admin,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
    stay,
    work_ends,
)

_ML2 = "neutron/plugins/ml2/plugin.py:Ml2Plugin"
_RPC = "neutron/plugins/ml2/rpc.py:RpcCallbacks"
_BLOCKS = "neutron/db/provisioning_blocks.py"
_OVN = "neutron/plugins/ml2/drivers/ovn/mech_driver/mech_driver.py:OVNMechanismDriver"
_OVN_GATEWAY = (
    "neutron/services/ovn_l3/plugin.py:OVNL3RouterPlugin.update_router_gateway_port_bindings"
)
_DVR = "neutron/plugins/ml2/db.py:generate_distributed_port_status"
_SRIOV = (
    "neutron/plugins/ml2/drivers/mech_sriov/mech_driver/mech_driver.py:"
    "SriovNicSwitchMechanismDriver.try_to_bind_segment_for_agent"
)
_NO_WRITER = "inferred: no writer in the tree; Calico, outside it, reports its ports so"


class Port(Machine):
    """A Neutron port, from its creation to its deletion.

    Release read: neutron 29.0.0 with neutron-lib 5.0.1, mostly of the core plugin ML2. States
    are the values of `Port.status`, all five PORT_STATUS_* constants. No user's call sets the
    status, and no table says which write is legal: these are the writers.

    ERROR is written by nothing in the tree, which only reads it. A backend outside it can write
    it, as Calico does, so the ways there and back by such a backend are declared as unsure.

    Where agents wire the ports, a port is DOWN until its agent asks for its details, BUILD until
    the agent and DHCP are done, and ACTIVE then. Under OVN there is no BUILD. A distributed
    router's port sums up the states of its bindings, one for each host.

    Left out: `admin_state_up`, the status of a binding, and the kind of binding.
    """

    backend_status: str = "ACTIVE"
    """The status in which a backend outside the tree reports the port."""

    absent = Absent()
    down = Stable("unbound, or bound and not wired yet, or taken down", value="DOWN")
    build = Transient("its agent is wiring it", value="BUILD")
    active = Stable("wired", value="ACTIVE")
    not_applicable = Stable("never wired: it stands for a floating IP or a local IP", value="N/A")
    error = Error(
        "declared upstream and written by nothing in the tree: a backend failed", value="ERROR"
    )
    gone = Final("the row is deleted", value="GONE")

    create = Request(absent.to(down), source=f"{_ML2}._before_create_port")
    create_non_ml2 = Request(
        absent.to(active),
        source="neutron/db/db_base_plugin_v2.py:NeutronDbPluginV2.create_port_db",
        note="inferred: the default of the database layer, for another core plugin than ML2 that "
        "names no status",
        unsure=True,
    )
    create_floatingip_port = Progress(
        absent.to(not_applicable),
        source="neutron/db/l3_db.py:L3_NAT_dbonly_mixin._create_floatingip",
    )
    create_local_ip_port = Progress(
        absent.to(not_applicable),
        source="neutron/db/local_ip_db.py:LocalIPDbMixin._create_local_port",
    )
    create_backend_failed = Revert(
        down.to(gone),
        source=f"{_ML2}._after_create_port",
        note="a mechanism driver fails after the commit; ML2 deletes the port",
    )

    add_provisioning_block = Progress(
        stay(down),
        source="neutron/plugins/ml2/drivers/mech_agent.py:"
        "AgentMechanismDriverBase._insert_provisioning_block; "
        f"{_ML2}._setup_dhcp_agent_provisioning_component; {_BLOCKS}:add_provisioning_component",
        note="from now on it waits for its agent, for DHCP, or for both",
    )
    agent_requests_details = Progress(
        AnyOf(down, active, error).to(build),
        source=f"{_RPC}._get_new_status",
        note="admin_state_up is true and the agent is on the host that the port is bound to",
    )
    agent_requests_details_admin_down = Progress(
        AnyOf(build, active, error).to(down),
        source=f"{_RPC}._get_new_status",
        note="admin_state_up is false",
    )
    dhcp_ready = Progress(
        stay(build, down),
        source="neutron/api/rpc/handlers/dhcp_rpc.py:DhcpRpcCallback.dhcp_ready_on_ports",
        note="no longer waits for DHCP; still waits for its agent",
    )
    provisioning_complete = Success(
        AnyOf(build, down).to(active),
        source=f"{_BLOCKS}:provisioning_complete; {_ML2}._port_provisioned",
        note="bound, admin_state_up is true, and it waits for nothing more",
    )
    provisioning_complete_unbound = Failure(
        stay(down, build, not_applicable),
        source=f"{_ML2}._port_provisioned",
        note="not bound, binding_failed, or admin_state_up is false",
    )
    agent_device_down = Progress(AnyOf(active, build).to(down), source=f"{_RPC}.update_device_down")

    rebind = Request(
        AnyOf(active, build, error, not_applicable).to(down) | stay(down),
        source=f"{_ML2}._process_port_binding",
        note="its host, vnic_type or profile changes; from N/A it is inferred",
    )
    binding_failed = Failure(
        stay(down),
        source=f"{_ML2}._bind_port_if_needed",
        note="vif_type binding_failed, as where no live agent is on the host: needs a rebind",
    )
    bind_driver_sets_active = Success(
        down.to(active),
        source=f"{_SRIOV}; {_ML2}._commit_port_binding",
        note="SR-IOV on a host without an agent",
    )
    active_binding_changed = Progress(
        AnyOf(active, build).to(down) | stay(down),
        source=f"{_ML2}._process_active_binding_change",
    )
    activate_binding = Progress(
        AnyOf(active, build).to(down) | stay(down),
        source=f"{_ML2}.activate",
        note="a live migration switches over to the destination's binding",
    )

    ovn_up = Success(down.to(active), source=f"{_OVN}.set_port_status_up")
    ovn_down = Progress(active.to(down), source=f"{_OVN}.set_port_status_down")
    ovn_migration_fake_up = Progress(
        down.to(active),
        source=f"{_OVN}.update_port_postcommit",
        note="not wired: it only lets Nova go on with a live migration",
    )
    ovn_gateway_scheduled = Success(down.to(active), source=_OVN_GATEWAY)
    ovn_gateway_unhosted = Progress(active.to(down), source=_OVN_GATEWAY)
    ha_port_full_sync = Progress(
        active.to(down),
        source="neutron/api/rpc/handlers/l3_rpc.py:"
        "L3RpcCallback.update_all_ha_network_port_statuses",
        note="an L3 agent starts anew: its HA ports are taken down first",
    )
    dvr_aggregate_active = Success(
        AnyOf(down, build).to(active), source=_DVR, note="a host's binding is ACTIVE"
    )
    dvr_aggregate_down = Progress(
        AnyOf(active, build).to(down), source=_DVR, note="none is ACTIVE, one is DOWN"
    )
    dvr_aggregate_build = Progress(
        AnyOf(down, active).to(build),
        source=_DVR,
        note="none is ACTIVE or DOWN, or there is none",
    )

    backend_error = Failure(
        AnyOf(down, build, active).to(error),
        source="neutron/notifiers/nova.py:Notifier.record_port_status_changed; "
        "neutron/notifiers/ironic.py",
        note=f"{_NO_WRITER}; Neutron reads it, to tell Nova and ironic",
        unsure=True,
    )
    backend_recovered = Progress(
        choice(error, active, down, by="backend_status"),
        source="neutron_lib/constants.py:PORT_STATUS_ERROR",
        note=_NO_WRITER,
        unsure=True,
    )

    delete = Request(
        AnyOf(down, build, active, error, not_applicable).to(gone),
        source=f"{_ML2}.delete_port",
        note="refused over the API (ServicePortInUse) for ports of routers and floating IPs",
    )
    janitor_orphan_fip_port = Periodic(
        not_applicable.to(gone),
        source="neutron/db/l3_db.py:L3_NAT_dbonly_mixin._clean_garbage",
        note="a floating IP's creation broke off and left its port; about 10 minutes later",
    )

    claims = (
        work_ends(),
        deletable_by_user(),
        deletable_by_admin(),
        errors_are_left(),
        errors_are_avoidable(),
        Claim(
            "deletable-at-once",
            "AG (!absent & !gone -> EX (event(delete) & gone))",
            "a port can be deleted whatever its status, in one step",
        ),
        Claim(
            "errors-are-mended",
            "AG (error -> EF active)",
            "a port in error can become active again",
        ),
        Claim(
            "wirable",
            "AG (down -> EF active)",
            "a port that is down can become active",
        ),
    )
