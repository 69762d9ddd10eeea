"""Spark and DuckDB answer with the same bytes. A session of Spark takes half a minute."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from tests.analysis.conformance.replay.logs import Row, dirtied, table, walks
from tests.interfaces.recordings.test_times import READ, REFUSED

from wayout.analysis.reading import read
from wayout.machines.server import Server

pytestmark = pytest.mark.slow
START = Row("x", None, "active")


def answer(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wayout", "replay", str(path), "-l", "server", *options]
    return subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, timeout=300, env=dict(os.environ)
    )


@pytest.fixture(autouse=True)
def _has_spark() -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: `make spark` does")
    if shutil.which("java") is None:
        pytest.skip("there is no java")


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_spark_answers_as_duckdb(tmp_path: Path, form: str) -> None:
    random = Random(5)  # noqa: S311 - the same log every time
    rows = dirtied(walks(read(Server, target="server"), random, 40, 30), random)
    rows += [START, Row("y", rows[0].time, "actve"), Row(None, rows[0].time, "active")]
    log = table(rows)
    path = tmp_path / f"log.{form}"
    if form == "csv":
        log.to_csv(path, header=True)
    else:
        pq.write_table(log.to_pyarrow(), path)
    here, there = both(path, "-f", "json", "--complete", "--stuck-after", "30m")
    assert here.returncode == there.returncode == 1
    assert here.stdout == there.stdout


def test_spark_reads_the_same_times_quotes_and_delimiters(tmp_path: Path) -> None:
    lines = [
        f'r{number};"{text}";active;"a ""quoted""; note, {number}"'
        for number, text in enumerate((*READ, *REFUSED))
    ]
    path = tmp_path / "log.csv"
    path.write_text("\n".join(["id;time;state;note", *lines, ""]), encoding="utf-8")
    here, there = both(path, "-f", "json")
    assert here.stdout == there.stdout
    assert json.loads(there.stdout)["replay"][0]["dropped"]["time"] == len(REFUSED)


def test_spark_refuses_columns_of_one_name_as_duckdb_does(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_text("id,time,state,Time\nv,1,active,2\n", encoding="utf-8")
    here, there = both(path)
    assert here.returncode == there.returncode == 2
    said = f"wayout: error: {path}: several columns have the same name: Time, time; rename them"
    assert here.stderr.splitlines() == [said]
    assert there.stderr.splitlines()[-1:] == [said]


def both(path: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], ...]:
    return answer(path, *options), answer(
        path, *options, "--engine", "spark", "--master", "local[2]"
    )
