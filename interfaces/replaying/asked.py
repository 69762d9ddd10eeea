"""What is asked of logs: which lifecycle, how they are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wayout.interfaces.errors import LoadError, UsageError

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.interfaces.config import Config
    from wayout.interfaces.recordings.opening import Log


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a replay, as they are given."""

    lifecycle: str | None
    columns: Sequence[str] = ()
    aliases: Sequence[str] = ()
    complete: bool = False
    in_order: bool = False
    stuck_after: Sequence[str] = ()
    dwell: bool = False
    now: str | None = None
    memory_mb: int | None = None
    engine: str = "duckdb"
    master: str | None = None


@dataclass(frozen=True, slots=True)
class Followed:
    """How a log is followed: where what is known is kept, and how often it is looked at."""

    remember: str | None
    every: float
    once: bool


@contextmanager
def opened_log(
    paths: Sequence[str],
    asked: Asked,
    lifecycles: Sequence[Lifecycle],
) -> Iterator[Log]:
    """Open logs as they are asked for.

    Raises:
        UsageError: for columns or aliases that mean nothing, or what is not installed.
        LoadError: for logs that cannot be read.
    """
    try:
        from wayout.interfaces.recordings.opening import Reading, opened
    except ImportError as error:
        message = f"{error.name} is not installed; replay needs it: pip install 'wayout[replay]'"
        raise UsageError(message) from error
    from wayout.interfaces.recordings.columns import read_map

    kind = lifecycles[0].name if lifecycles else None
    reading = Reading(
        kind,
        read_map(asked.columns),
        aliases_of(asked.aliases),
        in_order=asked.in_order,
        memory_mb=asked.memory_mb,
        spark=asked.engine == "spark",
        master=asked.master,
    )
    with opened(paths, reading) as log:
        yield log


def asked_lifecycles(asked: Asked, config: Config) -> tuple[Lifecycle, ...]:
    """Return the lifecycle that is asked for; none where the log is to say it."""
    if asked.lifecycle is None:
        return ()
    from wayout.interfaces.cli.seen import seen_alone

    return (seen_alone(config, asked.lifecycle, projected=False),)


def recorded_lifecycles(log: Log, config: Config) -> tuple[Lifecycle, ...]:
    """Return the lifecycles that a log says it is about.

    Raises:
        LoadError: if there is no observation.
    """
    from wayout.interfaces.cli.settings import configured_lifecycles

    if not log.kinds:
        message = "the logs hold no observation; `--describe` shows what they are recognised as"
        raise LoadError(message)
    return configured_lifecycles(config, log.kinds)


def aliases_of(given: Sequence[str]) -> Mapping[str, str]:
    """Read `RECORDED=STATE`, as often as it is given.

    Raises:
        UsageError: for what is no such pair, or is said twice.
    """
    found: dict[str, str] = {}
    for text in given:
        recorded, equals, state = text.partition("=")
        if not equals or not recorded or not state:
            message = f"--alias: {text!r} is no pair; write one as error_managing=error"
            raise UsageError(message)
        if found.setdefault(recorded, state) != state:
            message = f"--alias: {recorded!r} is both {found[recorded]!r} and {state!r}"
            raise UsageError(message)
    return found
