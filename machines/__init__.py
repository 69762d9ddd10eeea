"""The declared lifecycles: one python-statemachine class per resource.

`BUILTIN` names them without importing any, so that a listing of names costs nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

BUILTIN: Mapping[str, str] = MappingProxyType(
    {
        "server": "wayout.machines.server:Server",
        "server_migration": "wayout.machines.server_migration:ServerMigration",
        "power_state": "wayout.machines.power_state:PowerState",
        "image": "wayout.machines.image:Image",
        "image_task": "wayout.machines.image_task:ImageTask",
        "volume": "wayout.machines.volume:Volume",
        "snapshot": "wayout.machines.snapshot:Snapshot",
        "backup": "wayout.machines.backup:Backup",
        "attachment": "wayout.machines.attachment:Attachment",
        "volume_migration": "wayout.machines.volume_migration:VolumeMigration",
        "network": "wayout.machines.network:Network",
        "port": "wayout.machines.port:Port",
        "floating_ip": "wayout.machines.floating_ip:FloatingIp",
        "router": "wayout.machines.router:Router",
    }
)
"""Name of each built-in lifecycle -> where its class is (`module:Class`), in listing order."""
