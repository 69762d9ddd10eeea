"""The declared systems: what several machines do together.

`SYSTEMS` names them without importing any, so that a listing of names costs nothing.
"""

from collections.abc import Mapping
from types import MappingProxyType

SYSTEMS: Mapping[str, str] = MappingProxyType(
    {
        "server_volumes": "wayout.machines.systems.server_volumes:ServerVolumes",
        "volume_backups": "wayout.machines.systems.volume_backups:VolumeBackups",
        "volume_moves": "wayout.machines.systems.volume_moves:VolumeMoves",
        "image_import": "wayout.machines.systems.image_import:ImageImport",
        "server_image": "wayout.machines.systems.server_image:ServerImage",
        "server_port": "wayout.machines.systems.server_port:ServerPort",
    }
)
"""Name of each built-in system -> where its class is (`module:Class`), in listing order."""
