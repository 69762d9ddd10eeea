"""What is asked of logs: which lifecycle, how they are read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from wayout.interfaces.errors import LoadError, UsageError

if TYPE_CHECKING:
    from wayout.analysis.lifecycle import Lifecycle
    from wayout.interfaces.config import Config
    from wayout.interfaces.recordings.normalising import Account
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
    coverage: bool = False
    candidates: int | None = None


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
    """Open logs as they are asked for; a terminal is told how far that is.

    Raises:
        UsageError: for columns or aliases that mean nothing, or what is not installed.
        LoadError: for logs that cannot be read.
    """
    try:
        from wayout.interfaces.recordings.opening import Reading, opened
    except ImportError as error:
        raise _missing(error) from error
    from wayout.interfaces.recordings.columns import read_map
    from wayout.interfaces.recordings.progress import metered

    kind = lifecycles[0].name if lifecycles else None
    columns, aliases = read_map(asked.columns), aliases_of(asked.aliases)
    with metered(sys.stderr) as meter:
        reading = Reading(
            kind,
            columns,
            aliases,
            in_order=asked.in_order,
            memory_mb=asked.memory_mb,
            spark=asked.engine == "spark",
            master=asked.master,
            meter=meter,
        )
        with opened(paths, reading) as log:
            yield log


def normalised(
    logs: Sequence[str], target: str, columns: Sequence[str], about: Sequence[Lifecycle]
) -> Account:
    """Write what JSON logs record as Parquet.

    Raises:
        UsageError: for columns that mean nothing, or what is not installed.
        LoadError: for logs that cannot be read.
        OutputError: if the target cannot be written.
    """
    try:
        from wayout.interfaces.recordings.normalising import normalise
    except ImportError as error:
        raise _missing(error) from error
    from wayout.interfaces.recordings.columns import read_map
    from wayout.interfaces.recordings.finding import log_files
    from wayout.interfaces.recordings.progress import metered

    kind = about[0].name if about else None
    with TemporaryDirectory(prefix="wayout-") as folder, metered(sys.stderr) as meter:
        files = log_files(logs, Path(folder))
        given = read_map(columns)
        return normalise(files, Path(target), given, kind, is_whole=True, meter=meter)


def _missing(error: ImportError) -> UsageError:
    return UsageError(
        f"{error.name} is not installed; replay needs it: pip install 'wayout[replay]'"
    )


def asked_lifecycles(asked: Asked, config: Config) -> tuple[Lifecycle, ...]:
    """Return the lifecycle that is asked for; none where the log is to say it."""
    if asked.lifecycle is None:
        return ()
    from wayout.interfaces.cli.seen import seen_alone

    return (seen_alone(config, asked.lifecycle, projected=False),)


def recorded_lifecycles(
    log: Log, asked: Sequence[Lifecycle], config: Config
) -> tuple[Lifecycle, ...]:
    """Return the lifecycles that are asked for, or that a log says it is about.

    What a log says is a name and never a path or a module, so that no log makes code run.

    Raises:
        LoadError: if the log is about nothing that is known, or about something else.
    """
    if not log.kinds and (not asked or log.broken_rows or log.others):
        message = "the logs hold no observation; `--describe` shows what they are recognised as"
        raise LoadError(message)
    others = ", ".join(map(repr, log.kinds))
    if asked:
        if log.kinds and asked[0].name not in log.kinds:
            message = f"the logs are about {others}, and not about {asked[0].name!r}"
            raise LoadError(message)
        return tuple(asked)
    found = _named(tuple(log.kinds), config)
    if not found:
        message = (
            f"the logs are about {others}, which is no lifecycle; name one: --lifecycle volume"
        )
        raise LoadError(message)
    return found


def _named(names: Sequence[str], config: Config) -> tuple[Lifecycle, ...]:
    from wayout.interfaces.cli.settings import configured_lifecycles
    from wayout.machines import BUILTIN

    if all(name in BUILTIN for name in names) and not config.targets:
        return configured_lifecycles(config, tuple(names))
    known = {name: (name,) for name in names if name in BUILTIN}
    declared = {each.name: each for each in configured_lifecycles(config, ())}
    return tuple(
        declared[name] if name in declared else configured_lifecycles(config, known[name])[0]
        for name in names
        if name in declared or name in known
    )


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
