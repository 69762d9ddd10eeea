"""The declared lifecycles: one python-statemachine class per resource.

`BUILTIN` names them without importing any, so that a listing of names costs nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

BUILTIN: Mapping[str, str] = MappingProxyType(
    {
        "server": "wayout.machines.server:Server",
        "image": "wayout.machines.image:Image",
        "volume": "wayout.machines.volume:Volume",
        "snapshot": "wayout.machines.snapshot:Snapshot",
        "backup": "wayout.machines.backup:Backup",
        "attachment": "wayout.machines.attachment:Attachment",
        "volume_migration": "wayout.machines.volume_migration:VolumeMigration",
    }
)
"""Name of each built-in lifecycle -> where its class is (`module:Class`), in listing order."""
