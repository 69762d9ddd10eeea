"""What happens to a volume when a group or a host fails over."""

from wayout.machines.vocabulary import Admin, AnyOf, Failure
from wayout.machines.volume.states import available, error, in_use, live

_FAILOVER_HOST = "cinder/volume/manager.py:VolumeManager.failover"

group_enable_replication_failed = Failure(
    AnyOf(available, in_use).to(error),
    source="cinder/volume/manager.py:VolumeManager.enable_replication",
)
group_failover_replication_failed = Failure(
    AnyOf(available, in_use).to(error),
    source="cinder/volume/manager.py:VolumeManager.failover_replication",
    note="in-use only with allow_attached_volume",
)
group_disable_replication_failed = Failure(
    live.to(error),
    source="cinder/volume/manager.py:VolumeManager.disable_replication",
    note="the API does not look at the status of the volumes",
)

failover_host_unreplicated_volume = Admin(
    live.to(error),
    source=_FAILOVER_HOST,
    note="previous_status keeps the status, but nothing brings it back, not even a failback",
)
failover_host_replicated_volume_failed = Failure(
    live.to(error),
    source=_FAILOVER_HOST,
    note="as the driver reports; it may report other statuses, too",
)
