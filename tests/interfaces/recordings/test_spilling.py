"""DuckDB takes what it is told, or our default where the machine has that."""

from pathlib import Path

import duckdb
import pytest

from wayout.interfaces.recordings.engines import duckdb_engine
from wayout.interfaces.recordings.progress import Meter
from wayout.interfaces.recordings.spilling import left_to_engine


@pytest.mark.parametrize(
    ("told", "unasked", "left"),
    [
        (None, "18.8 GiB", 1200),
        (None, "1.2 TiB", 1200),
        (None, "1.2 GiB", 988),
        (None, "819.2 MiB", 558),
        (None, "512 bytes", 100),
        (500, "18.8 GiB", 200),
        (9000, "819.2 MiB", 8700),
        (100, "18.8 GiB", 100),
    ],
)
def test_a_small_machine_is_not_asked_for_more_than_it_has(
    told: int | None, unasked: str, left: int
) -> None:
    assert left_to_engine(told, unasked) == left


@pytest.mark.parametrize("bytes_", [5_000_000, 5_000_000_000, 5_000_000_000_000])
def test_what_duckdb_takes_is_read_as_it_spells_it(bytes_: int) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"set memory_limit = '{bytes_}B'")
        ((spelt,),) = connection.execute("select current_setting('memory_limit')").fetchall()
    assert left_to_engine(None, spelt) == (1200 if bytes_ > 1_500_000_000 else 100)


def test_the_engine_is_held_to_what_is_left(tmp_path: Path) -> None:
    with duckdb_engine(str(tmp_path), 650, Meter(), in_order=False) as engine:
        asked = engine.connection.raw_sql("select current_setting('memory_limit')")  # type: ignore[attr-defined]
        assert asked.fetchone() == ("333.7 MiB",)
