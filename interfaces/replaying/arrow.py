"""Hold Arrow batches against a lifecycle, from Python."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from wayout.analysis.checks.catalogue import ON_LOGS
from wayout.analysis.finding import Report
from wayout.analysis.lifecycle import Lifecycle
from wayout.interfaces.config import Config
from wayout.interfaces.errors import UsageError
from wayout.interfaces.replaying.asked import Asked, recorded_lifecycles

_NONE: Mapping[str, str] = MappingProxyType({})


def replay(  # noqa: PLR0913 - one parameter per option
    batches: object,
    lifecycle: Lifecycle,
    *,
    columns: Mapping[str, str] = _NONE,
    aliases: Mapping[str, str] = _NONE,
    complete: bool = False,
    memory_mb: int | None = None,
) -> Report:
    """Return what recorded steps are wrong, as `wayout replay` reports of a file.

    `batches` are a table, a batch or a reader of pyarrow, an iterable of batches, or whatever
    has `__arrow_c_stream__`, such as a frame of pandas or Polars. `columns` says which columns
    say what (`{"time": "created_at"}`) where their names do not; `aliases` are what the log calls
    otherwise than the lifecycle. `complete`: the log holds every change. Above `memory_mb`, by
    default those of the command, it spills to disk. Rows without a resource, a time or a state are
    no observations.

    Raises:
        UsageError: for what holds no batches or lacks a column; without DuckDB and Ibis.
        LoadError: for batches of which no row is an observation.
    """
    try:
        from wayout.interfaces.recordings.opening import Reading, opened_batches
        from wayout.interfaces.replaying import answers
    except ImportError as error:
        message = f"{error.name} is not installed; replay needs it: pip install 'wayout[replay]'"
        raise UsageError(message) from error
    asked = Asked(lifecycle.name, complete=complete, memory_mb=memory_mb)
    how = Reading(lifecycle.name, columns, aliases, memory_mb=memory_mb)
    with opened_batches(batches, how) as log:
        about = recorded_lifecycles(log, (lifecycle,), Config())
        return answers.report_of(answers.replayed(log, about, asked), ON_LOGS, Config())
