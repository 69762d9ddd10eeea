"""`wayout replay`: what it says of logs, and what it exits with."""

import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout

TRACES = Path(__file__).parents[4] / "shared" / "traces"
STEPS = [("creating", 0), ("available", 5), ("avail", 9)]


@pytest.fixture
def log(tmp_path: Path) -> str:
    path = tmp_path / "log.csv"
    rows = "".join(f"v1,2026-01-31 12:00:0{second},{state}\n" for state, second in STEPS)
    path.write_text(f"id,time,status\n{rows}", encoding="utf-8")
    return str(path)


def test_full_says_what_the_log_holds_and_what_is_wrong(wayout: Wayout, log: str) -> None:
    result = wayout("replay", log, "-l", "volume")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0].startswith("volume  3 rows of 1 resource  2026-01-31 12:00:00 to ")
    assert [line.split() for line in lines[1:4]] == [
        ["initial", "1"],
        ["permitted", "1"],
        ["unknown-state", "1"],
    ]
    assert any(
        "'avail', recorded once, at 2026-01-31 12:00:09 of v1, is no state" in line
        for line in lines
    )


def test_an_alias_makes_a_state_known(wayout: Wayout, log: str) -> None:
    assert wayout("replay", log, "-l", "volume", "--alias", "avail=available").exit_code == 0


def test_json_holds_every_pair(wayout: Wayout, log: str) -> None:
    value = json.loads(wayout("replay", log, "-l", "volume", "-f", "json").stdout)
    (replay,) = value["replay"]
    assert [(step["from"], step["to"], step["outcome"]) for step in replay["steps"]] == [
        (None, "creating", "initial"),
        ("available", "avail", "unknown-state"),
        ("creating", "available", "permitted"),
    ]
    assert [finding["check"] for finding in value["findings"]] == ["WO603"]


def test_concise_is_a_line_per_finding(wayout: Wayout, log: str) -> None:
    first, *_ = wayout("replay", log, "-l", "volume", "-f", "concise").stdout.splitlines()
    assert " WO603 volume: " in first


def test_the_steps_of_one_resource(wayout: Wayout, log: str) -> None:
    result = wayout("replay", log, "-l", "volume", "--resource", "v1")
    assert [line.split()[2:4] for line in result.stdout.splitlines()[1:]] == [
        ["creating", "initial"],
        ["available", "permitted"],
        ["avail", "unknown-state"],
    ]
    missing = wayout("replay", log, "-l", "volume", "--resource", "v2")
    assert (missing.exit_code, missing.stderr) == (
        2,
        "wayout: error: --resource: the logs hold no observation of 'v2'\n",
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--columns", "time"), "'time' is no pair; write one as time=created_at"),
        (("--columns", "tiem=x"), "nothing is called 'tiem'; did you mean 'time'?"),
        (("--columns", "time=x"), "there is no column 'x'; it has id, time, status"),
        (("--alias", "x"), "'x' is no pair; write one as error_managing=error"),
        (("--alias", "a=b", "--alias", "a=c"), "'a' is both 'b' and 'c'"),
    ],
)
def test_options_that_mean_nothing(
    wayout: Wayout, log: str, options: tuple[str, ...], said: str
) -> None:
    result = wayout("replay", log, "-l", "volume", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_broken_rows_are_told_and_refused_where_that_is_asked(
    wayout: Wayout, tmp_path: Path
) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"id": "v", "time": 1, "status": "creating"}\n{\n', encoding="utf-8")
    told = wayout("replay", str(path), "-l", "volume")
    assert (told.exit_code, told.stderr.splitlines()) == (
        0,
        [f"wayout: {path}:2: not JSON: Expecting property name enclosed in double quotes"],
    )
    assert wayout("replay", str(path), "-l", "volume", "--strict").exit_code == 2


def test_normalise_writes_what_replay_reads(wayout: Wayout, tmp_path: Path) -> None:
    lines = tmp_path / "log.jsonl"
    lines.write_text('{"id": "v", "time": 1, "status": "creating"}\n', encoding="utf-8")
    target = str(tmp_path / "log.parquet")
    assert wayout("replay", "normalise", str(lines), "-o", target, "-l", "volume").exit_code == 0
    assert wayout("replay", target).exit_code == 0
    described = wayout("replay", target, "--describe").stdout.splitlines()
    assert described[:2] == ["volume", "  1 observation"]


@pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded notifications are not here")
def test_recorded_notifications_are_permitted(wayout: Wayout) -> None:
    result = wayout("replay", str(TRACES / "searchlight_events" / "*.json"))
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(not TRACES.is_dir(), reason="the recorded notifications are not here")
def test_recorded_sequences_have_one_step_that_is_wrong(wayout: Wayout) -> None:
    """A `create.end` tells of the server as it was before somebody deleted it."""
    wrong = [
        finding["message"].split(",")[0]
        for path in sorted((TRACES / "notigen" / "templates").glob("*.json"))
        for finding in json.loads(wayout("replay", str(path), "--in-order", "-f", "json").stdout)[
            "findings"
        ]
    ]
    assert wrong == ["once from 'building/deleting' to 'building/scheduling'"]


def test_resources_that_stay_too_long_are_found(wayout: Wayout, log: str) -> None:
    options = ("-l", "volume", "--alias", "avail=error_deleting", "-f", "concise")
    late = ("--now", "2026-01-31T14:00:00Z")
    assert (
        "WO605" not in wayout("replay", log, *options, "--stuck-after", "error_deleting=1h").stdout
    )
    result = wayout("replay", log, *options, *late, "--stuck-after", "error_deleting=1h")
    assert (
        "WO605 volume: 1 resource is in 'error_deleting' for more than 1:00:00, "
        "since 2026-01-31 12:00:09, such as v1" in result.stdout
    )


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--stuck-after", "soon"), "'soon' is no duration; write one as 90s, 30m, 2h or 1d"),
        (
            ("--stuck-after", "eror=1h"),
            "'eror' is no state or role of volume; did you mean 'error'?",
        ),
        (("--stuck-after", "9999999999d"), "is longer than a hundred years"),
        (("--dwell", "--now", "soon"), "'soon' is no time; write one as 2026-01-31T12:00:00"),
    ],
)
def test_times_that_mean_nothing(
    wayout: Wayout, log: str, options: tuple[str, ...], said: str
) -> None:
    result = wayout("replay", log, "-l", "volume", *options)
    assert result.exit_code == 2
    assert said in result.stderr


ACCEPTANCE = """
[[accept]]
lifecycle = "volume"
check = "WO603"
statuses = ["avail"]
reason = "an old exporter cuts the word"
"""


def test_what_the_config_accepts_is_marked_and_severities_are_its_own(
    wayout: Wayout, log: str, tmp_path: Path
) -> None:
    (tmp_path / "wayout.toml").write_text(ACCEPTANCE, encoding="utf-8")
    result = wayout("replay", log, "-l", "volume")
    assert (result.exit_code, "1 known defect accepted" in result.stdout) == (0, True)
    severities = '[severities]\nWO603 = "info"\n'
    (tmp_path / "wayout.toml").write_text(severities, encoding="utf-8")
    assert wayout("replay", log, "-l", "volume").exit_code == 0
    assert wayout("replay", log, "-l", "volume", "--fail-on", "info").exit_code == 1


def test_checks_are_chosen(wayout: Wayout, log: str) -> None:
    assert wayout("replay", log, "-l", "volume", "--ignore", "WO603").exit_code == 0
    assert wayout("replay", log, "-l", "volume", "--select", "WO601,WO602").exit_code == 0
    result = wayout("replay", log, "-l", "volume", "--select", "WO101")
    assert (result.exit_code, "leave no check to run" in result.stderr) == (2, True)
