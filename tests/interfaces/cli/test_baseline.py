import json
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from tests.interfaces.conftest import DOOR, Wayout, Write
from tests.interfaces.exchange.schema import VALIDATOR as REPORT
from tests.interfaces.process import wayout as process

VALIDATOR = Draft202012Validator(
    json.loads(
        files("wayout.interfaces.exchange").joinpath("baseline.schema.json").read_text("utf-8")
    )
)
FILE = "wayout-baseline.json"
MENDED = DOOR.replace("scrap = shut.to(gone)", "scrap = shut.to(gone) | jammed_error.to(gone)")
WORSE = DOOR.replace("scrap =", "lost = State()\n        lose = shut.to(lost)\n        scrap =")

pytestmark = pytest.mark.usefixtures("door")


@pytest.fixture(autouse=True)
def _configured(write: Write) -> None:
    write("wayout.toml", f"targets = ['door.py']\nbaseline = '{FILE}'")


@pytest.fixture
def baseline(wayout: Wayout, folder: Path, door: Path) -> Path:
    assert door.exists()
    assert wayout("baseline", "create").stdout == (
        f"{FILE}: 2 findings; `wayout check --baseline {FILE}` fails for new ones alone\n"
    )
    return folder / FILE


def error_of(wayout: Wayout, *args: str) -> list[str]:
    result = wayout(*args)
    assert result.exit_code == 2
    return result.stderr.removeprefix("wayout: error: ").splitlines()


def test_it_is_sorted_and_says_what_each_fingerprint_stands_for(baseline: Path) -> None:
    value = json.loads(baseline.read_text("utf-8"))
    VALIDATOR.validate(value)
    assert [(one["check"], one["lifecycle"], one["states"]) for one in value["findings"]] == [
        ("WO102", "Door", ["jammed_error"]),
        ("WO202", "Door", ["jammed_error"]),
    ]


@pytest.mark.usefixtures("baseline")
def test_what_was_there_does_not_fail(wayout: Wayout, write: Write) -> None:
    result = wayout("check")
    assert (result.exit_code, result.stdout) == (
        0,
        "1 lifecycle, 4 states, 4 transitions: 0 findings, 2 unchanged\n",
    )
    write("door.py", "\n\n\n" + DOOR)
    assert wayout("check").exit_code == 0
    assert wayout("check", "--isolated", "door.py", "--baseline", FILE).exit_code == 0
    assert wayout("check", "--isolated", "door.py").exit_code == 1


@pytest.mark.usefixtures("baseline")
def test_what_it_holds_is_no_acceptance_to_be_left_out(wayout: Wayout) -> None:
    result = wayout("check", "--no-accept")
    assert (result.exit_code, result.stdout) == (
        0,
        "1 lifecycle, 4 states, 4 transitions: 0 findings, 2 unchanged\n",
    )


@pytest.mark.usefixtures("baseline")
def test_what_is_new_fails(wayout: Wayout, write: Write) -> None:
    write("door.py", WORSE)
    result = wayout("check")
    assert result.exit_code == 1
    assert "'lost'" in result.stdout
    assert "'jammed_error'" not in result.stdout
    assert result.stdout.endswith("1 finding (1 error), 2 unchanged\n")


def test_what_is_fixed_is_named_and_pruned(wayout: Wayout, write: Write, baseline: Path) -> None:
    write("door.py", MENDED)
    line = (
        "fixed since the baseline: Door WO102 jammed_error, Door WO202 jammed_error; "
        "run `wayout baseline prune`\n"
    )
    for form in ("concise", "full"):
        result = wayout("check", "-f", form)
        assert result.exit_code == 0
        assert line in result.stdout
    assert wayout("baseline", "prune").stdout == f"{FILE}: 2 findings taken out, 0 left\n"
    assert json.loads(baseline.read_text("utf-8"))["findings"] == []
    assert "fixed" not in wayout("check").stdout


def test_pruning_leaves_what_it_does_not_judge(
    wayout: Wayout, write: Write, baseline: Path
) -> None:
    before = baseline.read_bytes()
    write("gate.py", MENDED.replace("Door", "Gate"))
    assert wayout("baseline", "prune", "gate.py").stdout.endswith("0 findings taken out, 2 left\n")
    assert baseline.read_bytes() == before


@pytest.mark.usefixtures("baseline")
def test_the_report_for_programs_says_all_three(wayout: Wayout, write: Write) -> None:
    write("door.py", WORSE.replace("scrap = shut.to(gone)", "scrap = jammed_error.to(gone)"))
    value = json.loads(wayout("check", "-f", "json").stdout)
    REPORT.validate(value)
    assert [one["check"] for one in value["summary"]["fixed"]] == ["WO102", "WO202"]
    (run,) = json.loads(wayout("check", "-f", "sarif").stdout)["runs"]
    states = {(result["ruleId"], result["baselineState"]) for result in run["results"]}
    assert ("WO102", "new") in states
    assert ("WO202", "absent") in states
    write("door.py", DOOR)
    value = json.loads(wayout("check", "-f", "json").stdout)
    REPORT.validate(value)
    assert value["summary"]["unchanged"] == 2
    assert {one["suppressed"]["origin"] for one in value["findings"]} == {"baseline"}
    (run,) = json.loads(wayout("check", "-f", "sarif").stdout)["runs"]
    assert {result["baselineState"] for result in run["results"]} == {"unchanged"}


def test_a_baseline_is_never_written_over(wayout: Wayout, baseline: Path) -> None:
    before = baseline.read_bytes()
    (line,) = error_of(wayout, "baseline", "create")
    assert line.startswith(f"{FILE}: is there already, and stays as it is")
    assert baseline.read_bytes() == before


ENTRY = {"fingerprint": "0" * 16, "check": "WO102", "lifecycle": "Door"}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([], "expected an object, found a list"),
        ({"findings": []}, "version: expected 1, which this wayout reads"),
        ({"version": 2, "findings": []}, "version: expected 1, which this wayout reads"),
        ({"version": True, "findings": []}, "version: expected 1, which this wayout reads"),
        ({"version": 1}, "findings: is missing"),
        ({"version": 1, "findings": {}}, "findings: expected a list, found an object"),
        (
            {"version": 1, "findings": [ENTRY | {"fingerprint": "x"}]},
            "findings[0].fingerprint: 'x' is not 16 hex digits",
        ),
        (
            {"version": 1, "findings": [ENTRY | {"counts": 2}]},
            "findings[0].counts: is not a known key; did you mean 'count'?",
        ),
        (
            {"version": 1, "findings": [ENTRY | {"count": 0}]},
            "findings[0].count: expected a whole number from 1 up, found 0",
        ),
    ],
)
def test_a_wrong_baseline_is_one_line(
    wayout: Wayout, write: Write, value: object, problem: str
) -> None:
    write(FILE, json.dumps(value))
    assert not VALIDATOR.is_valid(value)
    assert error_of(wayout, "check") == [f"{FILE}: {problem}"]


def test_a_repeated_fingerprint_is_refused(wayout: Wayout, write: Write) -> None:
    write(FILE, json.dumps({"version": 1, "findings": [ENTRY, ENTRY]}))
    assert error_of(wayout, "check") == [
        (
            f"{FILE}: findings[1].fingerprint: is that of findings[0] as well; say how many "
            "there are in 'count'"
        )
    ]


def test_a_missing_baseline_is_one_line(wayout: Wayout) -> None:
    expected = [f"{FILE}: no such baseline; `wayout baseline create` writes one"]
    assert error_of(wayout, "check") == expected
    assert error_of(wayout, "baseline", "prune") == expected


@pytest.mark.usefixtures("baseline")
def test_a_baseline_is_no_target(wayout: Wayout) -> None:
    assert error_of(wayout, "baseline", "prune", FILE) == [
        f"{FILE}: a baseline, which holds no lifecycles; name it with --baseline"
    ]


def test_it_is_the_same_whatever_the_hash_seed(folder: Path) -> None:
    texts = []
    for seed in ("0", "1"):
        done = process("baseline", "create", cwd=folder, env={"PYTHONHASHSEED": seed})
        assert done.returncode == 0, done.stderr
        texts.append((folder / FILE).read_bytes())
        (folder / FILE).unlink()
    assert texts[0] == texts[1]
