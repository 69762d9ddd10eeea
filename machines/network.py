"""The lifecycle of a Neutron network."""

from wayout.machines.vocabulary import (
    Absent,
    Accepted,
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
    Transient,
    deletable_by_admin,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
    stay,
    work_ends,
)

_CREATE = "neutron/db/db_base_plugin_v2.py:NeutronDbPluginV2.create_network_db"
_ML2 = "neutron/plugins/ml2/plugin.py:Ml2Plugin"
_CONSTANTS = "neutron_lib/constants.py"


class Network(Machine):
    """A Neutron network, from its creation to its deletion.

    Release read: neutron 29.0.0 with neutron-lib 5.0.1. States are the values of
    `Network.status`, all four NET_STATUS_* constants. No user's call sets the status.

    In the tree the status is written once, when the network is created, as ACTIVE: a network of
    ML2 is never anything else. BUILD, DOWN and ERROR are constants that nothing in the tree
    writes. They are declared as reachable, but by unsure transitions alone, for a core plugin
    outside the tree can write them: `create_network_db` takes the status that its plugin names,
    and the NSX plugin once wrote DOWN and ERROR as its backend reported. What such a plugin
    would do next is its own affair: no way back from DOWN or ERROR is declared.

    Left out: `admin_state_up`, which does not touch the status.
    """

    absent = Absent()
    active = Stable("usable", value="ACTIVE")
    build = Transient(
        "declared upstream and written by nothing in the tree: a plugin's backend is at work",
        value="BUILD",
    )
    down = Stable(
        "declared upstream and written by nothing in the tree: a plugin's backend reports it down",
        value="DOWN",
    )
    error = Error(
        "declared upstream and written by nothing in the tree: a plugin's backend failed",
        value="ERROR",
    )
    gone = Final("the row is deleted", value="GONE")

    create = Request(absent.to(active), source=_CREATE)
    create_backend_failed = Revert(
        active.to(gone),
        source=f"{_ML2}._after_create_network",
        note="a mechanism driver fails after the commit; ML2 deletes the network",
    )
    update = Request(
        stay(active),
        source="neutron/db/db_base_plugin_v2.py:NeutronDbPluginV2.update_network",
        note="admin_state_up does not alter the status",
    )
    delete = Request(
        AnyOf(active, build, down, error).to(gone),
        source=f"{_ML2}.delete_network",
        note="refused (NetworkInUse) while it has ports that are not deleted with it",
    )

    backend_building = Progress(
        absent.to(build),
        source=f"{_CREATE}; {_CONSTANTS}:NET_STATUS_BUILD",
        note="inferred: no writer in the tree; a plugin may name the status of a new network",
        unsure=True,
    )
    backend_ready = Success(
        build.to(active),
        source=f"{_CONSTANTS}:NET_STATUS_BUILD",
        note="inferred: no writer in the tree; heat and terraform wait for it",
        unsure=True,
    )
    backend_down = Progress(
        active.to(down),
        source=f"{_CONSTANTS}:NET_STATUS_DOWN",
        note="inferred: no writer in the tree; the NSX plugin once was one",
        unsure=True,
    )
    backend_error = Failure(
        AnyOf(build, active).to(error),
        source=f"{_CONSTANTS}:NET_STATUS_ERROR",
        note="inferred: no writer in the tree; the NSX plugin once was one",
        unsure=True,
    )

    accepted = (
        Accepted(
            "WO701",
            states=("error",),
            claims=("errors-are-mended",),
            reason="nothing in the tree leads out of ERROR but deletion: a plugin outside the "
            "tree that writes the status must also take it back",
            reference="neutron_lib/constants.py:NET_STATUS_ERROR",
        ),
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
            "a network can be deleted whatever its status, in one step",
        ),
        Claim(
            "errors-are-mended",
            "AG (error -> EF active)",
            "a network in error can become active again",
        ),
    )
