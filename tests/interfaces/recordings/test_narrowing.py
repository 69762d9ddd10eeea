"""DuckDB handles few texts as numbers, from the file to the pair table."""

from pathlib import Path
from tempfile import gettempdir

import duckdb
import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wayout.analysis.conformance.replay.expression import pairs
from wayout.interfaces.recordings.engines import refused
from wayout.interfaces.recordings.finding import LogFile
from wayout.interfaces.recordings.narrowing import LONGEST_TEXT, MOST_TEXTS
from wayout.interfaces.recordings.opening import Reading, opened


def kinds(path: Path, states: list[str]) -> dict[str, str]:
    """Return what DuckDB takes the columns of the pair table for."""
    columns = {
        "resource": ["a"] * len(states),
        "time": list(range(len(states))),
        "state": states,
        "old_state": [None, *states[:-1]],
    }
    pq.write_table(pa.table(columns), path)
    with opened([str(path)], Reading("volume")) as log:
        table = pairs(log.of("volume"))
        asked = table.get_backend().raw_sql(f"describe {ibis.to_sql(table)}").fetchall()  # type: ignore[attr-defined]
    return {name: kind.partition("(")[0] for name, kind, *_ in asked}


def test_few_texts_stay_numbers_up_to_the_pair_table(tmp_path: Path) -> None:
    found = kinds(tmp_path / "log.parquet", ["creating", "available", "deleting"])
    assert {found[name] for name in ("previous", "told", "current")} == {"ENUM"}


@pytest.mark.parametrize(
    "states",
    [
        ["creating", "x" * (LONGEST_TEXT + 1)],
        [str(number) for number in range(MOST_TEXTS + 1)],
        ["creating", "nul\0"],
    ],
    ids=["long", "many", "nul"],
)
def test_other_texts_stay_texts(tmp_path: Path, states: list[str]) -> None:
    found = kinds(tmp_path / "log.parquet", states)
    assert {found[name] for name in ("previous", "current")} == {"VARCHAR"}


def test_the_longest_texts_that_are_short_are_numbers(tmp_path: Path) -> None:
    found = kinds(tmp_path / "log.parquet", ["x" * LONGEST_TEXT, "y" * LONGEST_TEXT])
    assert {found[name] for name in ("previous", "current")} == {"ENUM"}


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (
            "failed to pin block (9 MiB used)",
            (
                "DuckDB is out of memory: failed to pin block (9 MiB used); allow more: "
                "--memory-limit MB, of which Python and its libraries take 300"
            ),
        ),
        (
            "failed to offload data block (9 MiB used).",
            (
                f"no room to spill to in {gettempdir()}: failed to offload data block "
                "(9 MiB used); make room there, name another folder in the environment as TMPDIR, "
                "or allow more memory: --memory-limit MB"
            ),
        ),
    ],
)
def test_who_runs_out_of_memory_is_told_how_to_allow_more(why: str, told: str) -> None:
    error = duckdb.OutOfMemoryException(f"Out of Memory Error: {why}\n...")
    assert refused(LogFile("log", "log.csv", "csv"), error).problems == (f"log.csv: {told}",)
