"""Arrow batches of whatever library, written down so that they can be read more than once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from wayout.interfaces.errors import UsageError


def write_batches(batches: object, path: Path) -> None:
    """Write batches as Parquet, one after the other in constant memory.

    They are a table or batch of pyarrow, a reader, whatever has `__arrow_c_stream__` (a frame of
    pandas or Polars, a relation of DuckDB), or an iterable of batches of one schema.

    Raises:
        UsageError: for what is none of these, or batches that differ or cannot be written.
    """
    try:
        reader = _reader(batches)
        with pq.ParquetWriter(path, reader.schema, compression="zstd") as writer:
            for batch in reader:
                writer.write_batch(batch)
    except (pa.ArrowException, TypeError, ValueError) as error:
        reason = (str(error).strip().splitlines() or ["they cannot be read"])[0]
        message = f"the batches: {reason}"
        raise UsageError(message) from error


def _reader(batches: object) -> pa.RecordBatchReader:
    if isinstance(batches, pa.RecordBatch):
        batches = pa.Table.from_batches([batches])
    if hasattr(batches, "__arrow_c_stream__"):
        return pa.RecordBatchReader.from_stream(batches)
    if isinstance(batches, Iterable) and not isinstance(batches, str | bytes | dict):
        rest = iter(batches)
        first = next(rest, None)
        if isinstance(first, pa.RecordBatch):
            return pa.RecordBatchReader.from_batches(first.schema, chain((first,), rest))
    message = (
        f"expected a table, batches or a reader of Arrow, or what has __arrow_c_stream__; "
        f"found {type(batches).__name__}"
    )
    raise TypeError(message)
