"""What is written about a server and not done to it: metadata, tags, its lock."""

from wayout.machines.server.pairs import LIVE, ORDINARY
from wayout.machines.server.upstream import API
from wayout.machines.vocabulary import Request

_TAGS = "nova/api/openstack/compute/server_tags.py:ServerTagsController"

update_metadata_request = Request(ORDINARY.stay(), source=f"{API}.update_instance_metadata")
delete_metadata_request = Request(ORDINARY.stay(), source=f"{API}.delete_instance_metadata")
change_tags_request = Request(ORDINARY.stay(), source=f"{_TAGS}._check_instance_in_valid_state")

lock_request = Request(
    LIVE.stay(),
    source=f"{API}.lock",
    note="refuses most later requests to those who are not administrators",
)
unlock_request = Request(
    LIVE.stay(),
    source=f"{API}.unlock",
    note="another's lock: policy os-lock-server:unlock:unlock_override, administrators",
)
