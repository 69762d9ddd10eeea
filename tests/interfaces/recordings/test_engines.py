"""Spark and DuckDB answer with the same bytes. A session of Spark takes half a minute."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest
from tests.analysis.conformance.replay.logs import Row, dirtied, table, walks

from wayout.analysis.reading import read
from wayout.machines.server import Server

pytestmark = pytest.mark.slow
START = Row("x", None, "active")


def answer(path: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "wayout", "replay", str(path), "-l", "server", *options]
    return subprocess.run(  # noqa: S603 - our own command
        command, capture_output=True, text=True, check=False, timeout=300, env=dict(os.environ)
    )


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_spark_answers_as_duckdb(tmp_path: Path, form: str) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: `make spark` does")
    if shutil.which("java") is None:
        pytest.skip("there is no java")
    random = Random(5)  # noqa: S311 - the same log every time
    rows = dirtied(walks(read(Server, target="server"), random, 40, 30), random)
    rows += [START, Row("y", rows[0].time, "actve"), Row(None, rows[0].time, "active")]
    log = table(rows)
    path = tmp_path / f"log.{form}"
    if form == "csv":
        log.to_csv(path, header=True)
    else:
        pq.write_table(log.to_pyarrow(), path)
    options = ("-f", "json", "--complete", "--stuck-after", "30m")
    here = answer(path, *options)
    there = answer(path, *options, "--engine", "spark", "--master", "local[2]")
    assert here.returncode == there.returncode == 1
    assert here.stdout == there.stdout
