"""What Cinder's API shows of the status: three values under the names of others.

They are younger than the API, whose clients know creating, error and deleting only. The write
that makes a volume deleted marks its row as deleted as well, so that nobody is shown it.
"""

from types import MappingProxyType

from wayout.machines.vocabulary import Projection
from wayout.machines.volume.states import live

_RENAMED = MappingProxyType(
    {"managing": "creating", "error_managing": "error", "error_managing_deleting": "deleting"}
)

STATUS = Projection(
    {state.value: _RENAMED.get(state.value, state.value) for state in live},
    source="cinder/api/v3/views/volumes.py:ViewBuilder._get_volume_status",
    hidden=("ABSENT", "deleted"),
)
