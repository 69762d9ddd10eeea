"""What notifications say, in the forms in which services send them."""

import json
from datetime import datetime
from typing import Any

import pytest

from wayout.interfaces.recordings.notifications import observed
from wayout.interfaces.recordings.observed import Observed

UPDATE = {
    "event_type": "compute.instance.update",
    "timestamp": "2026-01-31 12:00:00.5",
    "message_id": "m1",
    "payload": {
        "instance_id": "s1",
        "state": "active",
        "old_state": "active",
        "old_task_state": "reboot_pending",
        "new_task_state": "reboot_started",
        "state_description": "reboot_started",
    },
}
NOON = datetime(2026, 1, 31, 12, 0, 0, 500000)  # noqa: DTZ001 - as logs have it
SAID = Observed(
    "server",
    "s1",
    NOON,
    "active/reboot_started",
    "active/reboot_pending",
    "compute.instance.update",
    "m1",
)


def of(event: str, payload: dict[str, Any]) -> tuple[str, str | None, str | None]:
    found = observed({"event_type": event, "payload": payload})
    assert found
    return found.kind, found.resource, found.state


def changed(**payload: object) -> Observed:
    found = observed(UPDATE | {"payload": UPDATE["payload"] | payload})  # type: ignore[operator]
    assert found
    return found


@pytest.mark.parametrize(
    "message",
    [
        UPDATE,
        {"oslo.version": "2.0", "oslo.message": json.dumps(UPDATE)},
        {"_index": "events", "_source": UPDATE},
    ],
    ids=["plain", "oslo", "search"],
)
def test_an_update_in_whatever_envelope(message: dict[str, object]) -> None:
    assert observed(message) == SAID


def test_an_old_task_like_the_new_one_says_nothing() -> None:
    assert changed(old_task_state="reboot_started").told is None


def test_an_update_without_an_old_state_changed_none() -> None:
    assert changed(old_state=None, old_task_state=None).told is None


def test_a_task_that_begins_is_told() -> None:
    assert changed(old_task_state=None).told == "active"


def test_a_versioned_update() -> None:
    update = {"old_state": "building", "state": "active"}
    update |= {"old_task_state": "spawning", "new_task_state": None}
    data = {"uuid": "s1", "state": "active", "task_state": None}
    data["state_update"] = {"nova_object.data": update}  # type: ignore[assignment]
    found = observed({"event_type": "instance.update", "payload": {"nova_object.data": data}})
    assert found == Observed("server", "s1", None, "active", "building/spawning", "instance.update")


@pytest.mark.parametrize(
    ("event", "payload", "expected"),
    [
        ("compute.instance.exists", {"instance_id": "s", "state": "active"}, "server s active"),
        ("volume.attach.end", {"volume_id": "v", "status": "in-use"}, "volume v in-use"),
        (
            "snapshot.create.end",
            {"snapshot_id": "n", "status": "available"},
            "snapshot n available",
        ),
        ("backup.create.end", {"backup_id": "b", "status": "error"}, "backup b error"),
        ("image.upload", {"id": "i", "status": "active"}, "image i active"),
        ("port.update.end", {"port": {"id": "p", "status": "DOWN"}}, "port p DOWN"),
        ("port.delete.end", {"port_id": "p"}, "port p GONE"),
        (
            "floatingip.update.end",
            {"floatingip": {"id": "f", "status": "ACTIVE"}},
            "floating_ip f ACTIVE",
        ),
    ],
)
def test_what_other_services_send(event: str, payload: dict[str, object], expected: str) -> None:
    assert " ".join(map(str, of(event, payload))) == expected


@pytest.mark.parametrize(
    "event", ["image.member.create", "router.interface.create", "dns.zone.end"]
)
def test_what_is_not_about_a_state_says_nothing(event: str) -> None:
    assert observed({"event_type": event, "payload": {"status": "accepted", "id": "i"}}) is None
