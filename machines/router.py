"""The lifecycle of a Neutron router."""

from wayout.machines.vocabulary import (
    Absent,
    Accepted,
    AnyOf,
    Claim,
    Error,
    Failure,
    Final,
    Machine,
    Request,
    Revert,
    Stable,
    Transient,
    deletable_by_admin,
    deletable_by_user,
    errors_are_avoidable,
    errors_are_left,
    stay,
)

_DB = "neutron/db/l3_db.py:L3_NAT_dbonly_mixin"


class Router(Machine):
    """A Neutron router, from its creation to its deletion.

    Release read: neutron 29.0.0 with neutron-lib 5.0.1. States are the values of
    `Router.status`, all three ROUTER_STATUS_* constants. A router without agents or a gateway
    is ACTIVE all the same.

    ALLOCATING was written for HA routers in Newton (9.0.0 to before 10.0.0) and by nothing since:
    its transitions of then are facts of another release and are not declared. Nor is a way back
    from ERROR: nothing that writes ACTIVE after the creation was found, so that a router in
    ERROR can be updated, but only its deletion ends that status.
    """

    absent = Absent()
    active = Stable("usable", value="ACTIVE")
    allocating = Transient(
        "declared upstream and written by nothing since Newton: an HA router's resources are "
        "being allocated",
        value="ALLOCATING",
    )
    error = Error(
        "an HA router that no agent took, or for which no VRRP id was left, when it was created",
        value="ERROR",
    )
    gone = Final("the row is deleted", value="GONE")

    create = Request(absent.to(active), source=f"{_DB}._create_router_db")
    ha_schedule_failed = Failure(
        active.to(error),
        source="neutron/db/l3_hamode_db.py:L3_HA_NAT_db_mixin._after_router_create",
        note="scheduling failed, or NoVRIDAvailable; in the call that creates it",
    )
    create_gateway_failed = Revert(
        active.to(gone),
        source=f"{_DB}.create_router",
        note="its gateway cannot be set: the router is deleted again",
    )
    ovn_create_failed = Revert(
        active.to(gone),
        source="neutron/services/ovn_l3/service_providers/ovn.py:OvnDriver._process_router_create",
        note="OVN cannot make it: the router is deleted again",
    )
    update = Request(
        stay(active, error),
        source=f"{_DB}._update_router_db",
        note="no call writes the status",
    )
    delete = Request(
        AnyOf(active, error, allocating).to(gone),
        source=f"{_DB}.delete_router",
        note="refused (RouterInUse) while it has interfaces or floating IPs",
    )

    accepted = (
        Accepted(
            "WO101",
            states=("allocating",),
            reason="HA routers created under Newton may be ALLOCATING in old databases, and can "
            "be deleted; the constant is left, no code writes it any more",
            reference="neutron_lib/constants.py:ROUTER_STATUS_ALLOCATING; neutron commits "
            "9c3c19f07c and 3e4c0ae223",
        ),
        Accepted(
            "WO701",
            states=("error",),
            claims=("errors-are-mended",),
            reason="a router for which too few agents were found keeps the status ERROR for "
            "good, although it may work once agents are there: nothing writes the status "
            "again; it is deleted and created anew",
            reference="neutron/db/l3_hamode_db.py:L3_HA_NAT_db_mixin",
        ),
    )

    claims = (
        deletable_by_user(),
        deletable_by_admin(),
        errors_are_left(),
        errors_are_avoidable(),
        Claim(
            "deletable-at-once",
            "AG (!absent & !gone -> EX (event(delete) & gone))",
            "a router can be deleted whatever its status, in one step",
        ),
        Claim(
            "errors-are-mended",
            "AG (error -> EF active)",
            "a router in error can become active again",
        ),
        Claim(
            "allocating-is-not-written",
            "AG !allocating",
            "the status ALLOCATING, which upstream declares, never occurs",
        ),
    )
