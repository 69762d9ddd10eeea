"""Logs of every format are read alike, and what cannot be read is counted with its place."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from wayout.interfaces.errors import LoadError, UsageError
from wayout.interfaces.recordings import normalising
from wayout.interfaces.recordings.finding import LogFile
from wayout.interfaces.recordings.normalising import normalise
from wayout.interfaces.recordings.opening import Reading, opened

ROWS = [
    {"uuid": "v1", "ts": "2026-01-31T12:00:00+02:00", "status": "creating"},
    {"uuid": "v1", "ts": "2026-01-31T10:00:05Z", "status": "available"},
    {"uuid": "v2", "ts": "yesterday", "status": "creating"},
]
EXPECTED = [
    ("v1", "2026-01-31 10:00:00", "creating"),
    ("v1", "2026-01-31 10:00:05", "available"),
    ("v2", None, "creating"),
]
VOLUME = Reading("volume")


def csv_of(path: Path) -> Path:
    lines = [",".join(ROWS[0]), *(",".join(row.values()) for row in ROWS)]
    return written(path, "\n".join(lines) + "\n")


def written(path: Path, text: str) -> Path:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, encoding="utf-8")
    return path


def lines_of(rows: list[dict[str, str]]) -> str:
    return "".join(f"{json.dumps(row)}\n" for row in rows)


def observations(
    *paths: Path, how: Reading = VOLUME, kind: str = "volume"
) -> list[tuple[object, ...]]:
    with opened(tuple(map(str, paths)), how) as log:
        table = log.of(kind).select("resource", "time", "state").to_pyarrow().to_pylist()
    rows = [(row["resource"], row["time"] and str(row["time"]), row["state"]) for row in table]
    return sorted(rows, key=str)


@pytest.mark.parametrize("name", ["log.csv", "log.csv.gz", "log.jsonl", "log.json", "log.parquet"])
def test_every_format_is_read_alike(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    match name:
        case "log.jsonl":
            written(path, lines_of(ROWS))
        case "log.json":
            written(path, json.dumps(ROWS, indent=1))
        case "log.parquet":
            source = written(tmp_path / "log.jsonl", lines_of(ROWS))
            normalise([LogFile(str(source), "log", "json")], path, {}, "volume")
        case _:
            csv_of(path)
    assert observations(path) == EXPECTED


def test_logs_of_several_formats_are_one(tmp_path: Path) -> None:
    lines = written(tmp_path / "b.jsonl", lines_of(ROWS[1:]))
    first = written(tmp_path / "a.csv", "\n".join([",".join(ROWS[0]), ",".join(ROWS[0].values())]))
    assert observations(first, lines) == EXPECTED


def test_rows_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    lines = written(
        tmp_path / "log.jsonl", lines_of(ROWS[:2]) + "{broken\n[1]\n" + lines_of(ROWS[2:])
    )
    table = written(tmp_path / "log.csv", "uuid,ts,status\nv1,2026-01-31 12:00:00,in-use\nv1,x\n")
    with opened((str(lines), str(table)), VOLUME) as log:
        assert log.broken_rows == 3
        places = {(Path(each.path).name, each.row) for each in log.broken}
        assert places == {("log.jsonl", 3), ("log.jsonl", 4), ("log.csv", 3)}
        assert log.of("volume").count().to_pyarrow().as_py() == 4


def test_a_task_follows_its_state_and_an_alias_is_replaced(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.csv",
        "uuid,ts,vm_state,task_state\n"
        "a,2026-01-31,active,None\na,2026-01-31,active,rebooting\na,2026-01-31,SHUTOFF,\n",
    )
    how = Reading("server", aliases={"SHUTOFF": "stopped"})
    states = [row[2] for row in observations(path, how=how, kind="server")]
    assert states == ["active", "active/rebooting", "stopped"]


@pytest.mark.parametrize("others", [0, 2000], ids=["few", "many"])
def test_a_column_of_few_texts_says_what_one_of_many_does(tmp_path: Path, others: int) -> None:
    told = [None, "None", "it's", " a ", "b", "x" * 300 if others else "x"]
    states = ["a", "it's", " b ", "none", "-", "c", *map(str, range(others))]
    columns = {
        "id": ["v"] * len(states),
        "time": [float(number) for number in range(len(states))],
        "state": states,
        "old_state": told + [None] * others,
    }
    pq.write_table(pa.table(columns), path := tmp_path / "log.parquet")
    with opened((str(path),), Reading("volume", aliases={"b": "d", "it's": "e"})) as log:
        table = log.of("volume").order_by("time").limit(6).to_pyarrow()
    assert table["state"].to_pylist() == ["a", "e", "d", None, None, "c"]
    assert table["told"].to_pylist() == [None, None, "e", "a", "d", told[-1]]


def test_times_may_be_seconds(tmp_path: Path) -> None:
    path = written(
        tmp_path / "log.jsonl", '{"id": 7, "time": 1769860800.25, "status": "creating"}\n'
    )
    assert observations(path) == [("7", "2026-01-31 12:00:00.250000", "creating")]


@pytest.mark.parametrize("name", ["log.jsonl", "log.csv", "log.parquet"])
@pytest.mark.parametrize("unit", [10**3, 10**6, 10**9])
def test_times_may_be_parts_of_seconds(tmp_path: Path, name: str, unit: int) -> None:
    path, time = tmp_path / name, 1_769_860_800 * unit + unit // 4
    if name == "log.parquet":
        pq.write_table(pa.table({"id": ["7"], "time": [time], "status": ["creating"]}), path)
    elif name == "log.csv":
        written(path, f"id,time,status\n7,{time},creating\n")
    else:
        written(path, f'{{"id": 7, "time": {time}, "status": "creating"}}\n')
    assert observations(path) == [("7", "2026-01-31 12:00:00.250000", "creating")]


def test_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    values = [pa.array(["v"]), pa.array(["creating"]), pa.array(["deleted"]), pa.array([1])]
    table = pa.Table.from_arrays(values, names=["id", "status", "status", "time"])
    pq.write_table(table, path := tmp_path / "log.parquet")
    with pytest.raises(LoadError, match="the same name: status"), opened((str(path),), VOLUME):
        pass


def test_columns_that_are_not_there_are_named(tmp_path: Path) -> None:
    path = written(tmp_path / "log.csv", "who,ts\nv1,2026-01-31\n")
    with pytest.raises(UsageError) as caught, opened((str(path),), VOLUME):
        pass
    assert [problem.split(": ", 1)[1].split(";")[0] for problem in caught.value.problems] == [
        "no column says the resource",
        "no column says the state",
    ]


def test_a_log_that_does_not_say_what_it_is_about_is_refused(tmp_path: Path) -> None:
    for path in (csv_of(tmp_path / "log.csv"), written(tmp_path / "l.jsonl", lines_of(ROWS))):
        with pytest.raises(UsageError, match="--lifecycle server"), opened((str(path),), Reading()):
            pass


@pytest.mark.parametrize("name", ["missing.csv", "*.parquet"])
def test_files_that_are_not_there_are_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(LoadError, match="no such file"), opened((str(tmp_path / name),), VOLUME):
        pass


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "log.parquet", "no")
    with pytest.raises(LoadError, match="cannot be read as parquet"), opened((str(path),), VOLUME):
        pass


def test_a_normalised_log_is_whole_or_not_there(tmp_path: Path) -> None:
    source = written(tmp_path / "log.jsonl", lines_of(ROWS) + '{"other": 1}\n')
    target = tmp_path / "log.parquet"
    with pytest.raises(UsageError):
        normalise([LogFile(str(source), "log", "json")], target, {}, None)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.jsonl"]


IN_ORDER = Reading("volume", in_order=True)
WALK = ["creating", "available", "deleting"]
UNTIMED = [{"uuid": "v1", "status": state} for state in WALK]


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl", "log.json", "log.parquet"])
def test_rows_in_order_need_no_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    match name:
        case "log.jsonl":
            written(path, lines_of(UNTIMED))
        case "log.json":
            written(path, json.dumps(UNTIMED))
        case "log.csv":
            written(path, "uuid,status\n" + "".join(f"v1,{state}\n" for state in WALK))
        case _:
            pq.write_table(pa.Table.from_pylist(UNTIMED), path)
    with opened([str(path)], IN_ORDER) as log:
        rows = log.of("volume").order_by("time").to_pyarrow().to_pylist()
    assert [row["state"] for row in rows] == WALK


def test_files_in_order_come_one_after_another(tmp_path: Path) -> None:
    files = [
        written(tmp_path / "z.csv", "uuid,status\nv1,creating\nv1,available\n"),
        written(tmp_path / "a.jsonl", lines_of([{"uuid": "v1", "status": "in-use"}])),
        written(tmp_path / "m.csv", "status,uuid\ndetaching,v1\n"),
    ]
    with opened([str(file) for file in files], IN_ORDER) as log:
        rows = log.of("volume").order_by("time").to_pyarrow().to_pylist()
    assert [row["state"] for row in rows] == ["creating", "available", "in-use", "detaching"]
    assert len({row["time"] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("log.csv", "uuid,status,seq\nv1,available,2\nv1,creating,1\n"),
        (
            "log.jsonl",
            lines_of(
                [
                    {"uuid": "v1", "status": "available", "seq": "2"},
                    {"uuid": "v1", "status": "creating", "seq": "1"},
                ]
            ),
        ),
    ],
)
def test_rows_in_order_go_by_their_sequence_where_they_have_one(
    tmp_path: Path, name: str, text: str
) -> None:
    log = written(tmp_path / name, text)
    assert [
        row[2] for row in sorted(observations(log, how=IN_ORDER), key=lambda row: str(row[1]))
    ] == [
        "creating",
        "available",
    ]


def test_a_row_in_order_that_lacks_its_sequence_is_named(tmp_path: Path) -> None:
    rows = [{"uuid": "v1", "status": "creating", "seq": each} for each in (2, "x")]
    log = tmp_path / "log.jsonl"
    with opened([str(written(log, lines_of(rows)))], IN_ORDER) as found:  # type: ignore[arg-type]
        assert [(each.row, each.what) for each in found.broken] == [
            (2, "has no whole number as 'seq', its sequence")
        ]


@pytest.mark.parametrize("number", [10**18, -(10**18)])
def test_a_sequence_that_is_too_large_is_refused(tmp_path: Path, number: int) -> None:
    log = written(tmp_path / "log.csv", f"uuid,status,seq\nv1,creating,{number}\n")
    with (
        pytest.raises(LoadError, match=r"the sequence comes to -?1,000,000,000,000,000,000, "),
        opened([str(log)], IN_ORDER),
    ):
        pass


def test_no_line_ends_inside_a_text_after_a_broken_first_line(tmp_path: Path) -> None:
    row = json.dumps({**ROWS[0], "note": "a\u2028b\x85c"}, ensure_ascii=False)
    with opened([str(written(tmp_path / "log.jsonl", f"oops\n{row}\n{row}\n"))], VOLUME) as log:
        assert (log.kinds, [each.row for each in log.broken]) == ({"volume": 2}, [1])


def test_what_is_beside_notifications_in_a_document_counts(tmp_path: Path) -> None:
    payload = {"volume_id": "v2", "status": "creating"}
    told = {"event_type": "volume.create.start", "timestamp": "2026-01-31", "payload": payload}
    path = written(tmp_path / "log.json", json.dumps([told, ROWS[0], 7]))
    with opened([str(path)], VOLUME) as log:
        assert (log.kinds, [each.row for each in log.broken]) == ({"volume": 2}, [3])


def test_a_state_of_json_may_be_a_number(tmp_path: Path) -> None:
    row = json.dumps({"uuid": "v1", "ts": 0, "status": 3})
    path = written(tmp_path / "log.jsonl", f"{row}\n{row}\n")
    assert {each[2] for each in observations(path)} == {"3"}


@pytest.mark.parametrize("name", ["packed.csv", "packed.csv.gz"])
@pytest.mark.parametrize("is_packed", [False, True])
def test_a_file_is_gzipped_if_it_begins_so(tmp_path: Path, name: str, *, is_packed: bool) -> None:
    plain = csv_of(tmp_path / "log.csv").read_bytes()
    log = tmp_path / name
    log.write_bytes(gzip.compress(plain) if is_packed else plain)
    assert observations(log) == EXPECTED


@pytest.mark.parametrize("is_named", [False, True])
def test_a_file_has_its_name_when_all_of_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_named: bool
) -> None:
    """So that a run which is killed leaves nothing, where the system has files without a name."""
    seen: list[list[str]] = []
    target = tmp_path / "out" / "log.parquet"
    target.parent.mkdir()
    table = normalising._table

    def looking(*given: Any) -> pa.Table:
        seen.append([each.name for each in target.parent.iterdir()])
        return table(*given)

    monkeypatch.setattr(normalising, "_table", looking)
    if is_named:
        monkeypatch.delattr(os, "O_TMPFILE")
    lines = written(tmp_path / "log.jsonl", lines_of(ROWS))
    normalise([LogFile(str(lines), "log.jsonl", "json")], target, {}, "volume")
    assert seen == [[f".log.parquet.{os.getpid()}.part"] if is_named else []]
    assert [each.name for each in target.parent.iterdir()] == ["log.parquet"]
