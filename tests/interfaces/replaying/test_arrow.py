"""Arrow batches of whatever form are held against a lifecycle from Python."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pyarrow as pa
import pytest

import wayout
from wayout.analysis.reading import read
from wayout.interfaces.errors import LoadError, UsageError
from wayout.machines.volume import Volume

VOLUME = read(Volume, target="volume", name="volume")
NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - logs are in UTC without a zone
TABLE = pa.table(
    {
        "uuid": ["v1", "v1", "v1"],
        "when": [NOON, NOON.replace(second=1), NOON.replace(second=2)],
        "status": pa.array(["creating", "available", "avail"]).dictionary_encode(),
    }
)


class Stream:
    """What another library has: nothing but the protocol, and a stream that comes once."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return TABLE.__arrow_c_stream__(requested_schema)


@pytest.mark.parametrize(
    "batches",
    [
        lambda: TABLE,
        lambda: TABLE.to_batches()[0],
        lambda: TABLE.to_reader(max_chunksize=1),
        lambda: (batch for batch in TABLE.to_batches(max_chunksize=2)),
        Stream,
    ],
    ids=["table", "batch", "reader", "iterator", "stream"],
)
def test_batches_of_every_form(batches: Callable[[], object]) -> None:
    (finding,) = wayout.replay(batches(), VOLUME).findings
    assert (finding.check, finding.statuses) == ("WO603", ("avail",))


def test_columns_aliases_and_completeness() -> None:
    table = TABLE.rename_columns(["who", "told_at", "how"])
    columns = {"resource": "who", "time": "told_at", "state": "how"}
    aliases = {"avail": "error_unmanaging"}
    (finding,) = wayout.replay(
        table, VOLUME, columns=columns, aliases=aliases, complete=True
    ).findings
    assert finding.check == "WO604"


@pytest.mark.parametrize(
    ("batches", "said"),
    [
        (5, "the batches: expected a table, batches or a reader of Arrow, .* found int"),
        ([], "found list"),
        ({"a": [1]}, "found dict"),
        (TABLE.drop_columns("status"), "the batches: no column says the state"),
        ([TABLE.to_batches()[0], pa.record_batch({"x": [1]})], "the batches: "),
    ],
    ids=["number", "empty", "dict", "column", "schemas"],
)
def test_what_is_no_log_is_refused(batches: object, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        wayout.replay(batches, VOLUME)


def test_batches_without_rows_hold_no_observation() -> None:
    assert wayout.replay(TABLE.slice(0, 0), VOLUME).findings == ()
    odd = TABLE.set_column(1, "when", pa.nulls(3, pa.timestamp("us")))
    with pytest.raises(LoadError, match="3 rows without a time"):
        wayout.replay(odd, VOLUME)
