"""The lifecycle of a Neutron floating IP."""

from wayout.machines.vocabulary import (
    Absent,
    AnyOf,
    Claim,
    Error,
    Failure,
    Final,
    Machine,
    Progress,
    Request,
    Revert,
    Stable,
    Success,
    deletable_by_admin,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
    stay,
)

_DB = "neutron/db/l3_db.py:L3_NAT_dbonly_mixin"
_AGENT = "neutron/agent/l3/router_info.py:RouterInfo"
_REPORT = "neutron/api/rpc/handlers/l3_rpc.py:L3RpcCallback.update_floatingip_statuses"
_OVN = "neutron/plugins/ml2/drivers/ovn/mech_driver/ovsdb/ovn_client.py:OVNClient"
_OVN_FORWARDING = (
    "neutron/services/portforwarding/drivers/ovn/driver.py:OVNPortForwarding._handle_notification"
)
_AGENT_FORWARDING = "neutron/agent/l3/extensions/port_forwarding.py:PortForwardingAgentExtension"


class FloatingIp(Machine):
    """A Neutron floating IP, from its creation to its deletion.

    Release read: neutron 29.0.0. States are the values of `FloatingIP.status`, all three
    FLOATINGIP_STATUS_* constants. Whether it is associated with a port is another matter: the
    calls that associate and disassociate leave the status, and the backend reports it later, so
    an address can be associated and DOWN, or free and still ACTIVE. OVN never writes ERROR.

    Left out: the port that stands for it, of status N/A, which is deleted with it.
    """

    absent = Absent()
    down = Stable("not associated, or its backend has not reported yet", value="DOWN")
    active = Stable("the backend forwards to its port", value="ACTIVE")
    error = Error(
        "the L3 agent could not set it up; it tries again when it next handles the router",
        value="ERROR",
    )
    gone = Final("the row is deleted", value="GONE")

    live = AnyOf(down, active, error)

    create = Request(
        absent.to(down),
        source="neutron/services/l3_router/l3_router_plugin.py:L3RouterPlugin.create_floatingip; "
        "neutron/services/ovn_l3/plugin.py:OVNL3RouterPlugin.create_floatingip",
    )
    create_other_plugin = Request(
        absent.to(active),
        source=f"{_DB}.create_floatingip",
        note="inferred: the default of the database layer, for a plugin that names no status; "
        "both plugins in the tree name one",
        unsure=True,
    )
    create_failed = Revert(
        down.to(gone),
        source=f"{_DB}._create_floatingip",
        note="its port is deleted, and the row with it",
    )
    associate = Request(stay(live), source=f"{_DB}._update_fip_assoc")
    disassociate = Request(
        stay(live),
        source=f"{_DB}._update_fip_assoc; {_DB}.disassociate_floatingips",
        note="also where its port is deleted",
    )
    delete = Request(live.to(gone), source=f"{_DB}._delete_floatingip")

    agent_configured = Success(
        AnyOf(down, error).to(active),
        source=f"{_AGENT}.process_floating_ip_addresses; {_AGENT}.update_fip_statuses; {_REPORT}",
    )
    agent_moved = Success(
        AnyOf(down, error).to(active) | stay(active),
        source=f"{_AGENT}.move_floating_ip; "
        "neutron/agent/l3/dvr_local_router.py:DvrLocalRouter.move_floating_ip",
    )
    agent_address_failed = Failure(
        AnyOf(down, active).to(error),
        source="neutron/agent/l3/legacy_router.py:LegacyRouter.add_floating_ip; "
        "neutron/agent/l3/dvr_edge_router.py:DvrEdgeRouter.add_centralized_floatingip",
    )
    agent_router_failed = Failure(
        AnyOf(down, active).to(error),
        source=f"{_AGENT}.put_fips_in_error_state",
        note="the router's addresses or iptables rules cannot be set up: all its floating IPs",
    )
    agent_removed = Progress(AnyOf(active, error).to(down), source=f"{_AGENT}.update_fip_statuses")
    server_sweep_disassociated = Progress(
        AnyOf(active, error).to(down),
        source=_REPORT,
        note="the agent of its last router reports without it",
    )
    agent_port_forwarding_configured = Success(
        AnyOf(down, error).to(active) | stay(active), source=_AGENT_FORWARDING
    )
    agent_port_forwarding_failed = Failure(AnyOf(down, active).to(error), source=_AGENT_FORWARDING)

    ovn_created_associated = Success(down.to(active), source=f"{_OVN}.create_floatingip")
    ovn_associated = Success(
        down.to(active) | stay(active),
        source=f"{_OVN}.update_floatingip",
        note="one write, also where it goes from one port to another",
    )
    ovn_disassociated = Success(
        active.to(down),
        source=f"{_OVN}.update_floatingip; "
        "neutron/services/ovn_l3/service_providers/ovn.py:OvnDriver._process_floatingip_update",
    )
    ovn_port_forwarding_created = Success(down.to(active) | stay(active), source=_OVN_FORWARDING)
    ovn_last_port_forwarding_deleted = Success(active.to(down), source=_OVN_FORWARDING)

    claims = (
        deletable_by_user(),
        deletable_by_admin(),
        errors_are_left(),
        errors_are_avoidable(),
        Claim(
            "deletable-at-once",
            "AG (!absent & !gone -> EX (event(delete) & gone))",
            "a floating IP can be deleted whatever its status, in one step",
        ),
        Claim(
            "errors-are-mended",
            "AG (error -> EF active)",
            "a floating IP in error can become active again",
        ),
        Claim(
            "associated-and-active",
            "AG (event(associate) -> EF active)",
            "a floating IP that is associated can become active",
        ),
    )
