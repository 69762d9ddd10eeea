"""What says nothing is told with its file and row, and options that mean nothing are refused."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.interfaces.conftest import Wayout

HEAD = "id,time,status\n"
NOTIFICATION = {
    "event_type": "volume.create.end",
    "timestamp": "2026-01-31 12:00:00",
    "payload": {"volume_id": "v1", "status": "available"},
}


def written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def in_form(path: Path, rows: list[tuple[str, object, str]]) -> str:
    """Write rows; what has no form of its own is a time that is none."""
    dicts = [dict(zip(("id", "time", "status"), row, strict=True)) for row in rows]
    match path.suffix:
        case ".csv":
            return written(path, HEAD + "".join(f"{a},{b},{c}\n" for a, b, c in rows))
        case ".jsonl":
            return written(path, "".join(f"{json.dumps(each)}\n" for each in dicts))
    pq.write_table(pa.Table.from_pylist(dicts), path)
    return str(path)


@pytest.mark.parametrize(("name", "head"), [("a.csv", 1), ("b.jsonl", 0), ("c.parquet", 0)])
def test_a_time_that_is_none_is_named_and_refused_where_that_is_asked(
    wayout: Wayout, tmp_path: Path, name: str, head: int
) -> None:
    rows: list[tuple[str, object, str]] = [
        ("v1", "2026-01-31", "creating"),
        ("v1", "31.01.2026", "available"),
        ("v1", "", "in-use"),
        ("v1", "soon", "available"),
    ]
    log = in_form(tmp_path / name, rows)
    places = [f"{log}:{2 + head}: '31.01.2026' is no time", f"{log}:{4 + head}: 'soon' is no time"]
    result = wayout("replay", log, "-l", "volume", "-f", "concise")
    assert result.stderr.splitlines() == [
        *(f"wayout: {place}" for place in places),
        "wayout: volume: 3 rows without a time",
    ]
    strict = wayout("replay", log, "-l", "volume", "--strict")
    assert strict.exit_code == 2
    assert strict.stderr.splitlines() == [f"wayout: error: {place}" for place in places]


def test_a_row_is_counted_with_those_that_cannot_be_read(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "a.csv", f"{HEAD}v,1,creating\nv,2\nv,3\nv,soon,in-use\n")
    assert f"{log}:5: 'soon' is no time" in wayout("replay", log, "-l", "volume").stderr


def test_a_notification_whose_time_is_none_is_named(wayout: Wayout, tmp_path: Path) -> None:
    odd = NOTIFICATION | {"timestamp": "Sat Jan 31 12:00:00 2026"}
    log = written(tmp_path / "a.jsonl", f"{json.dumps(NOTIFICATION)}\n{json.dumps(odd)}\n")
    place = f"{log}:2: 'Sat Jan 31 12:00:00 2026' is no time"
    assert place in wayout("replay", log).stderr
    assert place in wayout("replay", log, "--follow", "--once").stderr


def test_where_no_time_is_any_the_first_are_named(wayout: Wayout, tmp_path: Path) -> None:
    log = in_form(tmp_path / "a.csv", [("v", f"day {number}", "x") for number in range(12)])
    result = wayout("replay", log, "-l", "volume")
    assert result.exit_code == 2
    assert result.stderr.splitlines()[1] == f"wayout: error: {log}:2: 'day 0' is no time"
    assert len(result.stderr.splitlines()) == 11


def test_rows_in_order_may_have_times_that_are_none(wayout: Wayout, tmp_path: Path) -> None:
    log = in_form(tmp_path / "a.csv", [("v1", "soon", "creating"), ("v1", "later", "available")])
    result = wayout("replay", log, "-l", "volume", "--in-order", "--strict")
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize("verb", [("--once", "--follow"), ("--describe",), ()])
def test_columns_of_notifications_are_refused(
    wayout: Wayout, tmp_path: Path, verb: tuple[str, ...]
) -> None:
    log = written(tmp_path / "a.jsonl", f"{json.dumps(NOTIFICATION)}\n")
    result = wayout("replay", log, "--columns", "time=at", *verb)
    assert result.exit_code == 2
    assert f"--columns: no row of {log} is read by it" in result.stderr


def test_columns_of_what_is_normalised_are_refused(wayout: Wayout, tmp_path: Path) -> None:
    rows, log = str(tmp_path / "b.parquet"), written(tmp_path / "a.jsonl", json.dumps(NOTIFICATION))
    refused = wayout("replay", "normalise", log, "-o", rows, "--columns", "time=at")
    assert (refused.exit_code, sorted(each.name for each in tmp_path.iterdir())) == (2, ["a.jsonl"])
    assert wayout("replay", "normalise", log, "-o", rows).exit_code == 0
    assert (
        f"no row of {rows} is read by it" in wayout("replay", rows, "--columns", "time=at").stderr
    )
    beside = written(tmp_path / "c.csv", "id,at,status\nv1,2026-01-31 13:00:00,in-use\n")
    both = wayout("replay", rows, beside, "-l", "volume", "--columns", "time=at", "--describe")
    assert "2 observations" in both.stdout


def test_a_state_that_is_told_is_judged_in_the_steps_of_a_resource(
    wayout: Wayout, tmp_path: Path
) -> None:
    log = written(
        tmp_path / "a.csv",
        "id,time,status,old_status\nv1,1,deleted,\nv1,2,deleted,available\n",
    )
    assert "WO602" in wayout("replay", log, "-l", "volume").stdout
    assert "after-final" in wayout("replay", log, "-l", "volume", "--resource", "v1").stdout


@pytest.mark.parametrize(("name", "head"), [("a.csv", 1), ("b.jsonl", 0), ("c.parquet", 0)])
def test_a_state_with_blanks_around_it_has_its_place(
    wayout: Wayout, tmp_path: Path, name: str, head: int
) -> None:
    log = in_form(tmp_path / name, [("v1", 1, " creating"), ("v1", 2, "available  ")])
    steps = wayout("replay", log, "-l", "volume", "--resource", "v1").stdout.splitlines()[1:]
    assert [step.split()[2:] for step in steps] == [
        ["creating", "initial", f"{log}:{1 + head}"],
        ["available", "permitted", f"{log}:{2 + head}"],
    ]


def test_two_states_of_one_row_that_are_none_are_both_told(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "a.csv", "id,time,status,old_status\nv1,1,IN-USE,Available\n")
    result = wayout("replay", log, "-l", "volume", "-f", "concise", "--complete")
    told = [line.split("'")[1] for line in result.stdout.splitlines() if "WO603" in line]
    assert told == ["Available", "IN-USE"]
    refused = wayout("replay", log, "-l", "volume", "--alias", "IN-USE=zzz")
    assert "'zzz' is no state of volume; see `wayout show volume`" in refused.stderr
