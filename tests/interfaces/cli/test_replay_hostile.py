"""Logs that are broken, hostile or odd: one clear line each, and nothing is lost in silence."""

import gzip
import json
import os
import sqlite3
import sys
import threading
from collections.abc import Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.interfaces.conftest import Wayout

from wayout.interfaces.cli.program import program

HEAD = "id,time,status\n"
ROW = "v1,2026-01-31 12:00:00,creating\n"
NOON = datetime(2026, 1, 31, 12)  # noqa: DTZ001 - logs are in UTC without a zone
LINE = '{"id": "v1", "time": 1, "status": "creating"}\n'


def written(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


def parquet(path: Path, columns: Mapping[str, list[object]]) -> str:
    pq.write_table(pa.table(dict(columns)), path)
    return str(path)


def outcomes(wayout: Wayout, *logs: str) -> dict[str, int]:
    result = wayout("replay", *logs, "-l", "volume", "-f", "json", "--fail-on", "never")
    assert result.exit_code == 0, result.stderr
    counts = json.loads(result.stdout)["replay"][0]["outcomes"]
    return {name: count for name, count in counts.items() if count}


def test_no_log_makes_code_run(wayout: Wayout, tmp_path: Path) -> None:
    """What a log says that it is about is the name of a lifecycle, and never a file."""
    mark = tmp_path / "ran"
    module = written(tmp_path / "evil.py", f"open({str(mark)!r}, 'w')\n")
    columns = {"resource": ["a"], "time": [NOON], "state": ["x"], "sequence": [1]}
    result = wayout("replay", parquet(tmp_path / "log.parquet", {"kind": [module], **columns}))
    assert (result.exit_code, mark.exists()) == (2, False)
    assert "which is no lifecycle; name one: --lifecycle volume" in result.stderr


def test_a_log_about_something_else_is_refused(wayout: Wayout, tmp_path: Path) -> None:
    columns = {"resource": ["a"], "time": [NOON], "state": ["active"], "sequence": [1]}
    log = parquet(tmp_path / "log.parquet", {"kind": ["server"], **columns})
    result = wayout("replay", log, "-l", "volume")
    assert (result.exit_code, result.stderr) == (
        2,
        "wayout: error: the logs are about 'server', and not about 'volume'\n",
    )


def test_rows_about_nothing_are_counted(wayout: Wayout, tmp_path: Path) -> None:
    columns = {"resource": ["a", "b"], "time": [NOON] * 2, "state": ["creating"] * 2}
    log = {"kind": [None, "volume"], **columns, "sequence": [1, 2]}
    result = wayout("replay", parquet(tmp_path / "log.parquet", log))
    assert "left out 1 row about nothing that replay knows" in result.stdout


@pytest.mark.parametrize("name", ["*.csv", "it's [1].csv", "'; drop.csv", "{a,b}.csv"])
def test_the_name_of_a_file_is_no_glob_to_the_engine(
    wayout: Wayout, tmp_path: Path, name: str
) -> None:
    written(tmp_path / "other.csv", HEAD + ROW)
    written(tmp_path / "it's 1.csv", HEAD + ROW)
    log = written(tmp_path / name, HEAD + ROW)
    assert outcomes(wayout, log) == {"initial": 1}


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_files_of_other_columns_are_read_by_their_own(
    wayout: Wayout, tmp_path: Path, form: str
) -> None:
    first, second = tmp_path / f"a.{form}", tmp_path / f"b.{form}"
    if form == "csv":
        written(first, HEAD + ROW)
        written(second, "uuid,when,state\nv1,1769860809,available\n")
    else:
        parquet(first, {"id": ["v1"], "time": [NOON], "status": ["creating"]})
        parquet(second, {"uuid": ["v1"], "when": [1_769_860_809.5], "state": ["available"]})
    assert outcomes(wayout, str(first), str(second)) == {"initial": 1, "permitted": 1}


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("text", [HEAD + ROW, LINE])
def test_stdin_is_a_log(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    text: str,
    *,
    packed: bool,
) -> None:
    log = written(tmp_path / "log", gzip.compress(text.encode()) if packed else text)
    with Path(log).open() as file:
        monkeypatch.setattr(sys, "stdin", file)
        with pytest.raises(SystemExit) as ended:
            program.main(["replay", "-", "-l", "volume", "-f", "json"])
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["replay"][0]["rows"] == 1


def test_a_pipe_is_a_log(wayout: Wayout, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(HEAD + ROW,))
    writer.start()
    assert outcomes(wayout, str(pipe)) == {"initial": 1}
    writer.join()


@pytest.mark.parametrize("name", ["log.jsonl.gz", "log.json", "log.gz", "log"])
def test_gzipped_json_is_read_whatever_it_is_called(
    wayout: Wayout, tmp_path: Path, name: str
) -> None:
    log = written(tmp_path / name, gzip.compress(LINE.encode()))
    assert outcomes(wayout, log) == {"initial": 1}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "foo,bar\n1,2\n", "no column says the resource; it has foo, bar"),
        ("a.parquet", "PAR1", "cannot be read as parquet: "),
        (
            "a.csv.gz",
            gzip.compress((HEAD + ROW * 9999).encode(), mtime=0)[:90],
            "cannot be read as csv: ",
        ),
        ("a.json.gz", gzip.compress((LINE * 9999).encode(), mtime=0)[:90], "cannot be read: "),
        ("a.jsonl", "[" * 100_000, "not JSON: maximum recursion depth"),
        ("a.jsonl", "nope\n", "the logs hold no observation"),
        ("a.json", '{"rows": [{"id": 1}]}', "expected a list of objects"),
        ("a.jsonl", '{"foo": 1}\n', "no column says the resource; it has foo"),
        ("a.csv", HEAD + "v,soon,creating\n", "no row is an observation of volume: 1 row without"),
        ("a.csv", "id,time,status,Status\nv,1,a,b\n", "have the same name: Status, status; rename"),
        ("a.csv", HEAD + "v,1,a\r\nv,2,b\n", "lines end in several ways (1 in \\r\\n, 2 in \\n)"),
        ("a.csv", HEAD + "v,1," + "x" * 2_100_000 + "\n", "row 2 has 2,100,004 bytes or more"),
        (
            "a.csv",
            (HEAD + ROW).encode("utf-16"),
            "is in UTF-16, expected UTF-8; write it so: iconv",
        ),
        ("a.jsonl", LINE.encode("utf-16-le"), "is in UTF-16, expected UTF-8"),
    ],
)
def test_what_is_no_log_is_refused_in_a_line(
    wayout: Wayout, tmp_path: Path, name: str, content: str | bytes, said: str
) -> None:
    result = wayout("replay", written(tmp_path / name, content), "-l", "volume")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_a_line_of_json_may_be_long(wayout: Wayout, tmp_path: Path) -> None:
    row = json.dumps({"id": "v1", "time": 1, "status": "creating", "note": "x" * 3_000_000})
    assert outcomes(wayout, written(tmp_path / "log.jsonl", row + "\n")) == {"initial": 1}


@pytest.mark.parametrize("name", ["log.json", "log.csv", "log"])
def test_a_database_is_known_whatever_it_is_called(
    wayout: Wayout, tmp_path: Path, name: str
) -> None:
    with closing(sqlite3.connect(tmp_path / name)) as database:
        database.execute("create table servers (id)")
    result = wayout("replay", str(tmp_path / name), "-l", "volume")
    assert "is no database of Nova" in result.stderr


def test_where_to_draw_is_refused_before_anything_is_read(wayout: Wayout, tmp_path: Path) -> None:
    result = wayout("replay", str(tmp_path / "none"), "-l", "volume", "--draw", "picture.xyz")
    assert result.stderr.startswith("wayout: error: --draw: picture.xyz: its suffix says no format")


def test_a_page_that_turns_out_broken_is_refused(wayout: Wayout, tmp_path: Path) -> None:
    log = Path(parquet(tmp_path / "a.parquet", {"id": ["v"], "time": [NOON], "status": ["x"]}))
    content = bytearray(log.read_bytes())
    content[10:40] = b"\0" * 30
    log.write_bytes(content)
    result = wayout("replay", str(log), "-l", "volume")
    assert (result.exit_code, "Traceback" in result.stderr) == (2, False)


def test_odd_values_of_json_are_dropped_and_counted(wayout: Wayout, tmp_path: Path) -> None:
    rows = [
        '{"id": "a", "time": NaN, "status": "creating"}',
        '{"id": "a", "time": 1e400, "status": "creating"}',
        '{"id": "a", "time": "0001-01-01T00:00:00+14:00", "status": "creating"}',
        '{"id": ["a"], "time": 1, "status": "creating"}',
        '{"id": "a", "time": 1, "status": [5]}',
        '{"id": "\\ud800", "time": 1, "status": "creating"}',
        '{"id": "a\\u0000b", "time": 1, "status": "creating"}',
        '{"oslo.message": "' + "[" * 50_000 + '"}',
        "5",
    ]
    log = written(tmp_path / "log.jsonl", "\n".join(rows).encode() + b"\n{\xff}\n")
    result = wayout("replay", log, "-l", "volume", "-f", "json")
    value = json.loads(result.stdout)
    assert value["log"] == {"kinds": {"volume": 7}, "others": 0, "broken": 3, "empty": []}
    assert value["replay"][0]["dropped"] == {"resource": 1, "time": 3, "state": 1}
    assert value["replay"][0]["outcomes"]["initial"] == 2
    told = [line.split(":")[2] for line in result.stderr.splitlines()]
    assert told == ["8", "9", "10", "1", "2", "3"]


def test_odd_times_of_parquet_are_dropped_and_counted(wayout: Wayout, tmp_path: Path) -> None:
    """The statistics of a column leave out what is no number, and so may an engine."""
    times = [1.5, float("nan"), 1e300, float("inf"), None]
    log = parquet(
        tmp_path / "log.parquet", {"id": ["v"] * 5, "time": times, "status": ["creating"] * 5}
    )
    assert outcomes(wayout, log) == {"initial": 1}


def test_times_that_python_cannot_tell_are_dropped(wayout: Wayout, tmp_path: Path) -> None:
    times = ("infinity", "-infinity", "290000-01-01", "2026-01-31")
    rows = "".join(f"v,{time},creating\n" for time in times)
    assert outcomes(wayout, written(tmp_path / "log.csv", HEAD + rows)) == {"initial": 1}


def test_no_row_reaches_a_terminal_as_it_is(wayout: Wayout, tmp_path: Path) -> None:
    state, name = "\x1b]0;x\x07", "\x1b[31m.jsonl"
    line = json.dumps({"id": "\x1b[2J", "time": 1, "status": state})
    log = written(tmp_path / name, f"{line}\n\x1b\n")
    for options in ((), ("--follow", "--once"), ("--resource", "\x1b[2J"), ("--describe",)):
        result = wayout("replay", log, "-l", "volume", *options)
        assert "\x1b" not in result.stdout + result.stderr
        assert result.stderr


@pytest.mark.parametrize("name", ["log.csv", "log.jsonl", "log.parquet"])
def test_an_empty_file_is_named_and_refused_where_that_is_asked(
    wayout: Wayout, tmp_path: Path, name: str
) -> None:
    log = written(tmp_path / name, "")
    result = wayout("replay", log, "-l", "volume", "-f", "concise")
    assert (result.exit_code, result.stderr) == (0, f"wayout: {log}: is empty\n")
    assert wayout("replay", log, "-l", "volume", "--strict").exit_code == 2


def test_one_row_that_is_broken_twice_is_one_row(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "log.csv", f"{HEAD}v2,2026-01-31,creating,more,more\n{ROW}")
    result = wayout("replay", log, "-l", "volume", "-f", "json")
    assert json.loads(result.stdout)["log"]["broken"] == 1
    assert result.stderr.startswith(f"wayout: {log}:2: ")


def test_dropped_rows_are_told_in_every_format(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "log.csv", f"{HEAD}{ROW}v1,,in-use\n")
    result = wayout("replay", log, "-l", "volume", "-f", "concise")
    assert result.stderr == "wayout: volume: 1 row without a time\n"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--once",), "--once: goes with --follow"),
        (("--remember", "x"), "--remember: goes with --follow"),
        (("--master", "x"), "--master: goes with --engine spark"),
        (("--follow", "--dwell"), "--dwell: cannot be had with --follow"),
        (("--follow", "-f", "json"), "--output-format: cannot be had with --follow"),
        (("--describe", "--dwell"), "--dwell: does nothing with --describe"),
        (("--in-order", "--dwell"), "--dwell: needs times, which --in-order leaves out"),
        (("--in-order", "--stuck-after", "1h"), "--stuck-after: needs times"),
        (("--resource", "v1", "--complete"), "--complete: does nothing with --resource"),
        (("--alias", "x=availabel"), "'availabel' is no state of volume; did you mean 'available'"),
        (("--stuck-after", "99999999d"), "longer than a hundred years"),
    ],
)
def test_options_that_would_do_nothing_are_refused(
    wayout: Wayout, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    log = written(tmp_path / "log.csv", HEAD + ROW)
    result = wayout("replay", log, "-l", "volume", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_time_before_any_stay_finds_nothing_stuck(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "log.csv", HEAD + ROW)
    options = ("--stuck-after", "1h", "--now", "0001-01-01")
    assert wayout("replay", log, "-l", "volume", *options).exit_code == 0


def test_normalise_refuses_what_is_read_as_it_is(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "log.csv", HEAD + ROW)
    result = wayout("replay", "normalise", log, "-l", "volume", "-o", str(tmp_path / "out"))
    assert (result.exit_code, (tmp_path / "out").exists()) == (2, False)
    assert "is csv, which is read as it is" in result.stderr


def test_normalise_gives_the_rights_that_files_have(wayout: Wayout, tmp_path: Path) -> None:
    log = written(tmp_path / "log.jsonl", LINE)
    target = tmp_path / "out.parquet"
    wayout("replay", "normalise", log, "-l", "volume", "-o", str(target))
    assert target.stat().st_mode == Path(log).stat().st_mode


def test_the_lifecycle_of_a_file_is_known_again(wayout: Wayout, tmp_path: Path) -> None:
    written(
        tmp_path / "door.py",
        "from statemachine import State, StateMachine\n\n\n"
        "class Door(StateMachine):\n"
        "    shut = State(initial=True)\n    gone = State(final=True)\n    scrap = shut.to(gone)\n",
    )
    log = written(tmp_path / "log.jsonl", '{"id": "d", "time": 1, "state": "shut"}\n')
    door, target = f"{tmp_path / 'door.py'}:Door", str(tmp_path / "out.parquet")
    assert wayout("replay", "normalise", log, "-l", door, "-o", target).exit_code == 0
    assert wayout("replay", target, "-l", door).exit_code == 0


LIFE = ("creating", "available", "in-use")


@pytest.mark.parametrize(
    ("column", "values"),
    [("message_id", [""] * 3), ("message_id", ["1"] * 3), ("message", ["ok"] * 3)],
)
def test_messages_that_say_something_else_all_count(
    wayout: Wayout, tmp_path: Path, column: str, values: list[object]
) -> None:
    rows = {"id": ["v1"] * 3, "time": [1, 2, 3], "status": list(LIFE), column: values}
    found = outcomes(wayout, parquet(tmp_path / "log.parquet", rows))
    assert found == {"initial": 1, "permitted": 2}


def test_an_empty_message_id_is_none(wayout: Wayout, tmp_path: Path) -> None:
    states = ["available", "in-use", "available", "in-use"]
    rows = {"id": ["v1"] * 4, "time": [1, 2, 3, 4], "status": states, "message_id": [""] * 4}
    found = outcomes(wayout, parquet(tmp_path / "log.parquet", rows))
    assert found == {"truncated": 1, "permitted": 3}


def test_rows_with_an_empty_resource_are_of_none(wayout: Wayout, tmp_path: Path) -> None:
    rows = {"id": ["", "", "v1"], "time": [1, 2, 3], "status": ["deleted", "available", "creating"]}
    assert outcomes(wayout, parquet(tmp_path / "log.parquet", rows)) == {"initial": 1}
