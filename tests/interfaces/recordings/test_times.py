"""Times are spelt in many ways: CSV, JSON and Parquet read the same ones."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wayout.interfaces.recordings.observed import moment
from wayout.interfaces.recordings.opening import Reading, opened

READ = {
    "2026-01-02": "2026-01-02 00:00:00",
    "2026-01-02 03:04": "2026-01-02 03:04:00",
    "2026-01-02T03:04:05": "2026-01-02 03:04:05",
    "2026-01-02 03:04:05": "2026-01-02 03:04:05",
    "2026-01-02 03:04:05.678": "2026-01-02 03:04:05.678000",
    "2026-01-02 03:04:05,678": "2026-01-02 03:04:05.678000",
    "2026-01-02T03:04:05.123456789": "2026-01-02 03:04:05.123456",
    "2026-01-02T03:04:05Z": "2026-01-02 03:04:05",
    "2026-01-02 03:04:05 UTC": "2026-01-02 03:04:05",
    "2026-01-02T03:04:05.5+02:00": "2026-01-02 01:04:05.500000",
    "2026-01-02T03:04:05-0230": "2026-01-02 05:34:05",
    "2026-01-02 03:04:05 +02": "2026-01-02 01:04:05",
    " 2026-01-02 03:04:05\t": "2026-01-02 03:04:05",
    "1769860800": "2026-01-31 12:00:00",
    " 1769860800.25 ": "2026-01-31 12:00:00.250000",
    "1769860800123": "2026-01-31 12:00:00.123000",
    "1769860800123456": "2026-01-31 12:00:00.123456",
    "1769860800123456789": "2026-01-31 12:00:00.123457",
    "1.7698608e+09": "2026-01-31 12:00:00",
    "-1": "1969-12-31 23:59:59",
    "9999-12-31 23:59:59": "9999-12-31 23:59:59",
}
REFUSED = (
    "yesterday",
    "2026-02-30",
    "0000-01-01",
    "12026-01-02",
    "2026-1-2 3:4:5",
    "2026/01/02 03:04:05",
    "02.01.2026 03:04:05",
    "2026-01-02 24:00:00",
    "2026-01-02 03:04:60",
    "2026-01-02 03:04:05.",
    "2026-01-02 03:04:05 Europe/Berlin",
    "2026-01-02 03:04:05+25:00",
    "2026-01-02 (BC)",
    "20260102T030405",
    "2026-W01-5",
    "Fri, 02 Jan 2026 03:04:05 GMT",
    "infinity",
    "epoch",
    "nan",
    "inf",
    "1_000",
    ".5",
    "0x10",
    "9" * 30,
    "1e300",
    "\u0663",
)


def times(path: Path) -> list[str | None]:
    with opened((str(path),), Reading("volume")) as log:
        rows = log.of("volume").select("resource", "time").to_pyarrow().to_pylist()
    found = {int(row["resource"]): row["time"] for row in rows}
    return [None if found[key] is None else str(found[key]) for key in sorted(found)]


def written(path: Path, texts: tuple[str, ...]) -> Path:
    if path.suffix == ".parquet":
        columns = {"id": range(len(texts)), "time": texts, "state": ["x"] * len(texts)}
        pq.write_table(pa.table(columns), path)
    elif path.suffix == ".csv":
        rows = (f'{number},"{text}",x' for number, text in enumerate(texts))
        path.write_text("\n".join(["id,time,state", *rows, ""]), encoding="utf-8")
    else:
        rows = (
            json.dumps({"id": number, "time": text, "state": "x"})
            for number, text in enumerate(texts)
        )
        path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl", "log.parquet"])
def test_the_same_spellings_are_read_in_every_form(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / name, (*READ, *REFUSED))
    assert times(path) == [*READ.values(), *(None for _ in REFUSED)]


@pytest.mark.slow
def test_what_python_reads_is_what_the_engine_reads(tmp_path: Path) -> None:
    spelt: set[str] = set()

    @given(spellings())
    @example("2026-01-02 03:04:05 -0000")
    def collect(text: str) -> None:
        spelt.add(text)

    collect()
    texts = tuple(sorted(spelt))
    found = [moment(text) for text in texts]
    expected = [None if each is None else str(each) for each in found]
    assert times(written(tmp_path / "log.parquet", texts)) == expected


def spellings() -> st.SearchStrategy[str]:
    part = st.one_of(
        st.integers(0, 70).map("{:02}".format),
        st.integers(0, 9999).map("{:04}".format),
        st.sampled_from([*"-:.,TZ +/ee", "UTC", "0", "nan"]),
    )
    date = st.dates().map(str)
    zones = st.sampled_from(["", "Z", " UTC", "+02", "-0230", " +14:59", "+15:00", "z"])
    clock = st.times().map(str)
    iso = st.tuples(date, st.sampled_from(["T", " ", "  "]), clock, zones).map("".join)
    numbers = st.one_of(st.integers(-(10**20), 10**20), st.floats()).map(str)
    return st.one_of(iso, numbers, st.lists(part, max_size=8).map("".join), st.text(max_size=6))
