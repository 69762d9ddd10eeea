"""Notifications of OpenStack's services: what each says of which resource.

Upstream: nova/notifications/base.py `_compute_states_payload` (unversioned) and
nova/notifications/objects/instance.py `InstanceUpdatePayload` (versioned);
cinder/volume/volume_utils.py `_usage_from_volume`, `_usage_from_snapshot`, `_usage_from_backup`;
glance/notifier.py `format_image_notification`; neutron/api/v2/base.py `Controller`;
oslo_messaging/_drivers/common.py `serialize_msg` (the envelope).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from wayout.interfaces.recordings.observed import Observed, joined, moment, odd_time, text

Fields = Mapping[str, object]


def is_notification(value: object) -> bool:
    """Whether a JSON value is one, in whatever envelope."""
    return isinstance(value, Mapping) and isinstance(unwrapped(value).get("event_type"), str)


def unwrapped(value: Fields) -> Fields:
    """Return what oslo.messaging's envelope holds, or a hit of a search engine."""
    source = value.get("_source")
    if isinstance(source, Mapping):
        value = source
    inner = value.get("oslo.message")
    if isinstance(inner, str):
        try:
            inner = json.loads(inner)
        except (ValueError, RecursionError):
            return {}
    return inner if isinstance(inner, Mapping) else value


def observed(value: Fields) -> Observed | None:
    """Return what a notification says of the state of a resource; None where it says nothing.

    What has a resource and no state is an observation without a state; what has neither says
    nothing.
    """
    message = unwrapped(value)
    event, payload = str(message.get("event_type")), _fields(message.get("payload"))
    if event.startswith(_OF_OTHERS):
        return None
    for prefix, read in _READERS.items():
        if event.startswith(prefix):
            kind, resource, state, told = read(event, payload)
            break
    else:
        return None
    if resource is None and state is None:
        return None
    meta = _fields(message.get("metadata"))
    time = text(message, "timestamp", "_context_timestamp") or text(meta, "timestamp")
    return Observed(
        kind,
        resource,
        moment(time),
        state,
        told,
        event,
        text(message, "message_id") or text(meta, "message_id"),
        odd=odd_time(time),
    )


_Said = tuple[str, str | None, str | None, str | None]


def _versioned_server(_event: str, payload: Fields) -> _Said:
    data = _fields(payload.get("nova_object.data"))
    update = _fields(_fields(data.get("state_update")).get("nova_object.data"))
    state = joined(data.get("state") or update.get("state"), data.get("task_state"))
    if update:
        new_task = update.get("new_task_state", data.get("task_state"))
        state = joined(update.get("state") or data.get("state"), new_task)
        told = _told(update, new_task)
        return "server", text(data, "uuid"), state, told
    return "server", text(data, "uuid"), state, None


def _server(event: str, payload: Fields) -> _Said:
    is_update = event == "compute.instance.update"
    task = payload.get("new_task_state" if is_update else "state_description")
    told = _told(payload, task) if is_update else None
    return "server", text(payload, "instance_id", "uuid"), joined(payload.get("state"), task), told


def _told(update: Fields, task: object) -> str | None:
    """Return the state before, where it can be told.

    Nova puts the present task in place of an old one of None, so that equal ones say nothing;
    an update without an old state changed none.
    """
    old_task = update.get("old_task_state")
    if "old_task_state" not in update or joined("x", old_task) == joined("x", task):
        return None
    return joined(update.get("old_state"), old_task)


def _of_cinder(kind: str) -> Callable[[str, Fields], _Said]:
    def read(_event: str, payload: Fields) -> _Said:
        return kind, text(payload, f"{kind}_id"), joined(payload.get("status")), None

    return read


def _image(_event: str, payload: Fields) -> _Said:
    return "image", text(payload, "id"), joined(payload.get("status")), None


def _of_neutron(kind: str, key: str) -> Callable[[str, Fields], _Said]:
    def read(event: str, payload: Fields) -> _Said:
        inner = _fields(payload.get(key))
        resource = text(inner, "id") or text(payload, f"{key}_id", "id")
        if event == f"{key}.delete.end":
            return kind, resource, "GONE", None
        return kind, resource, joined(inner.get("status")), None

    return read


def _fields(value: object) -> Fields:
    return value if isinstance(value, Mapping) else {}


_OF_OTHERS = ("image.member.", "router.interface.")
"""What concerns something else than the resource that its name begins with."""

_READERS: Mapping[str, Callable[[str, Fields], _Said]] = MappingProxyType(
    {
        "compute.instance.": _server,
        "instance.": _versioned_server,
        "volume.": _of_cinder("volume"),
        "snapshot.": _of_cinder("snapshot"),
        "backup.": _of_cinder("backup"),
        "image.": _image,
        "network.": _of_neutron("network", "network"),
        "port.": _of_neutron("port", "port"),
        "floatingip.": _of_neutron("floating_ip", "floatingip"),
        "router.": _of_neutron("router", "router"),
    }
)
