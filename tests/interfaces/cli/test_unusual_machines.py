"""What is said of machines that are easily misread, after the way through the other process."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.machines.unusual import BothDone, HalfDone

from wayout.interfaces.cli.program import program

FILE = Path(__file__).parents[2] / "machines" / "unusual.py"


def findings(machine: str) -> list[tuple[str, str]]:
    result = CliRunner().invoke(program, ["check", f"{FILE}:{machine}", "-f", "json"])
    return [(each["check"], each["message"]) for each in json.loads(result.stdout)["findings"]]


def exported(machine: str) -> dict[str, object]:
    result = CliRunner().invoke(program, ["export", f"{FILE}:{machine}", "-f", "json"])
    assert result.exit_code == 0
    value: dict[str, object] = json.loads(result.stdout)
    return value


def test_a_machine_that_ends_in_two_regions_has_no_dead_end_and_no_equal_values() -> None:
    assert findings("BothDone") == []


def test_a_data_file_tells_the_same(tmp_path: Path) -> None:
    data = tmp_path / "machine.json"
    data.write_text(json.dumps(exported("BothDone")))
    result = CliRunner().invoke(program, ["check", str(data), "-f", "json"])
    assert json.loads(result.stdout)["findings"] == []


def test_events_inside_a_compound_state_keep_what_they_declare() -> None:
    steps = exported("Working")["transitions"]
    assert isinstance(steps, list)
    assert {(step["event"], step["kind"], step["actor"], step["source"]) for step in steps} == {
        ("start", "request", "user", "w.py:start"),
        ("fail", "failure", "service", "w.py:fail"),
        ("retry", "request", "user", "w.py:retry"),
        ("drop", "admin", "admin", "w.py:drop"),
    }


def test_an_unreachable_leaf_is_named_once() -> None:
    assert findings("Remembering") == [
        ("WO101", "state 'lost' cannot be reached: nothing leads to it"),
        (
            "WO107",
            "event 'recover' never does anything: it leads from 'lost' only, which no run reaches",
        ),
    ]


@pytest.mark.parametrize("pair", ["states 'here' and 'there'", "state 'over' and compound 'right'"])
def test_equal_values_in_regions_are_found(pair: str) -> None:
    assert any(c == "WO109" and message.startswith(pair) for c, message in findings("Alike"))


def test_the_final_state_of_a_compound_does_not_end_the_machine() -> None:
    machine = HalfDone()
    machine.send("finish")
    assert not machine.is_terminated
    assert [check for check, _ in findings("HalfDone")] == ["WO102"]


def test_the_final_states_of_both_regions_end_it() -> None:
    machine = BothDone()
    machine.send("send_off")
    machine.send("pay")
    assert machine.is_terminated
