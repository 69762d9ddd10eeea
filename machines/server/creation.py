"""Creation: the scheduler chooses a host, the host builds the guest, or another host tries."""

from wayout.machines.server.pairs import ABSENT, ACTIVE, BUILDING, ERROR
from wayout.machines.server.upstream import API, CONDUCTOR, MANAGER
from wayout.machines.vocabulary import Failure, Periodic, Progress, Request, Revert, Success

_SCHEDULING = BUILDING.doing("scheduling")
_ON_A_HOST = BUILDING.idle | BUILDING.doing("networking", "block_device_mapping", "spawning")

create_request = Request(
    ABSENT.to(_SCHEDULING),
    source=f"{API}._populate_instance_for_create",
    note="a BuildRequest at first; the conductor writes the row in a cell",
)
create_schedule_failed = Failure(
    _SCHEDULING.to(ERROR.idle),
    source=f"{CONDUCTOR}._bury_in_cell0",
    note="the row is made in cell0 and never has a host",
)
create_recheck_failed = Failure(
    _SCHEDULING.to(ERROR.idle),
    source=f"{CONDUCTOR}._cleanup_build_artifacts",
    note="second quota check, provider mapping or binding of accelerators failed",
)
create_claimed_by_compute = Progress(
    (_SCHEDULING | BUILDING.idle).to(BUILDING.idle),
    source=f"{MANAGER}._do_build_and_run_instance",
    note="CAS: scheduling, none",
)
create_networking = Progress(
    BUILDING.idle.begin("networking"),
    source=f"{MANAGER}._allocate_network",
    note="CAS: none; left out where an earlier host already set the networks up",
)
create_block_device_mapping = Progress(
    (BUILDING.idle | BUILDING.doing("networking")).begin("block_device_mapping"),
    source=f"{MANAGER}._build_resources",
    note="no CAS",
)
create_spawning = Progress(
    BUILDING.doing("block_device_mapping").begin("spawning"),
    source=f"{MANAGER}._build_and_run_instance",
    note="CAS: block_device_mapping",
)
create_done = Success(
    BUILDING.doing("spawning").to(ACTIVE.idle),
    source=f"{MANAGER}._build_and_run_instance",
    note="CAS: spawning; sets launched_at, which most requests ask for from here on",
)
create_reschedule = Revert(
    _ON_A_HOST.begin("scheduling"),
    source=f"{MANAGER}._do_build_and_run_instance",
    note="RescheduledException while [scheduler]max_attempts (default 3) allows; "
    "clears the host; no CAS",
)
create_reschedule_exhausted = Failure(
    _SCHEDULING.to(ERROR.idle), source=f"{CONDUCTOR}._cleanup_when_reschedule_fails"
)
create_abort = Failure(
    _ON_A_HOST.to(ERROR.idle),
    source=f"{MANAGER}._do_build_and_run_instance",
    note="BuildAbortException, an unexpected error, or nowhere left to reschedule; clears the host",
)
create_build_timeout = Periodic(
    BUILDING.error_out(cond="instance_build_timeout > 0"),
    source=f"{MANAGER}._check_instance_build_time",
    note="only with instance_build_timeout > 0 (default 0); the task is left as it was",
)
