import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import DOOR, Wayout, Write
from tests.interfaces.exchange.schema import VALIDATOR

NOTED = DOOR.replace(
    "jammed_error = State()", "jammed_error = State()  # wayout: accept[WO102,WO202] rusts"
)
CONFIG = """
    targets = ["door.py"]
    [[accept]]
    check = "dead-end"
    lifecycle = "Door"
    states = ["jammed_error"]
    reason = "rusts"

    [[accept]]
    check = "WO202"
    lifecycle = "Door"
    states = ["*error"]
    covers = 1
    reason = "rusts"
    until = 2199-12-31
    """


def problems_of(wayout: Wayout, *args: str) -> list[str]:
    result = wayout("check", *args)
    assert result.exit_code == 2
    return result.stderr.removeprefix("wayout: error: ").splitlines()


def kinds_of(text: str) -> set[str]:
    (run,) = json.loads(text)["runs"]
    return {each["kind"] for result in run["results"] for each in result["suppressions"]}


def test_inline_acceptances_are_in_the_source(wayout: Wayout, write: Write) -> None:
    write("door.py", NOTED)
    assert wayout("check", "door.py").exit_code == 0
    assert kinds_of(wayout("check", "door.py", "-f", "sarif").stdout) == {"inSource"}
    assert wayout("check", "door.py", "--no-accept").exit_code == 1


def test_acceptances_of_the_config_are_external(wayout: Wayout, write: Write) -> None:
    write("door.py", DOOR)
    write("wayout.toml", CONFIG)
    assert wayout("check").exit_code == 0
    assert kinds_of(wayout("check", "-f", "sarif").stdout) == {"external"}


@pytest.mark.parametrize(("text", "config"), [(NOTED, ""), (DOOR, CONFIG)])
def test_the_round_trip_is_exact(
    wayout: Wayout, write: Write, folder: Path, text: str, config: str
) -> None:
    write("door.py", text)
    write("wayout.toml", config)
    assert wayout("check", "door.py", "-f", "json", "-o", "report.json").exit_code == 0
    written = (folder / "report.json").read_text("utf-8")
    VALIDATOR.validate(json.loads(written))
    assert wayout("check", "report.json", "-f", "json").stdout == written


def test_what_covers_nothing_is_placed_where_it_is_written(wayout: Wayout, write: Write) -> None:
    write("door.py", NOTED.replace("opened = State()", "opened = State()  # wayout: accept[X] y"))
    write("wayout.toml", CONFIG.replace("*error", "*ing").replace("2199-12-31", "'2020-01-31'"))
    assert wayout("check").stdout.splitlines()[:-1] == [
        (
            "door.py:9:23: WO901 Door: "
            "the acceptance of X for 'opened' is unused: there is no check 'X'"
        ),
        (
            "wayout.toml:3:1: WO901 Door: the acceptance of WO102 for 'jammed_error' is unused: "
            "it covers no finding"
        ),
        (
            "wayout.toml:9:1: WO902 Door: the acceptance of WO202 for '*ing' ended on 2020-01-31 "
            "and covers nothing any more"
        ),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "covers = 1",
            "",
            "12: accept[1].states: '*error' is a pattern; say in `covers` how many ",
        ),
        ("covers = 1", "covers = 0", "13: accept[1].covers: expected a whole number from 1 up, "),
        ("covers = 1", "cover = 1", "13: accept[1].cover: is not a known key; did you mean 'cove"),
        ('"dead-end"', '"WO1"', "4: accept[0].check: 'WO1' is the beginning of several checks"),
        ('"dead-end"', '"WO999"', "4: accept[0].check: no check is called 'WO999'"),
        ('check = "dead-end"', "", "3: accept[0].check: is missing; expected a text"),
        ('lifecycle = "Door"', "", "3: accept[0].lifecycle: is missing; expected a text"),
        ('"Door"', '"Dor"', "5: accept[0].lifecycle: no lifecycle is called 'Dor'; did you mean"),
        ('"rusts"', '" "', "7: accept[0].reason: is empty; say why this is accepted"),
        ("2199-12-31", "2199-12-31T10:00:00", "15: accept[1].until: expected a text, found datet"),
        ("2199-12-31", "'soon'", "15: accept[1].until: 'soon' is no date; write it as 2027-01-31"),
    ],
)
def test_a_wrong_acceptance_is_one_line(
    wayout: Wayout, write: Write, old: str, new: str, problem: str
) -> None:
    write("door.py", DOOR)
    write("wayout.toml", CONFIG.replace(old, new, 1))
    lines = problems_of(wayout)
    expected = f"wayout.toml:{problem}"
    assert any(line.removeprefix("wayout: error: ").startswith(expected) for line in lines), lines
    assert len(lines) <= 2


def test_acceptances_in_data_say_why_and_where_it_is_known(wayout: Wayout, write: Write) -> None:
    entry = {"check": "WO101", "reason": " "}
    value = {
        "name": "gate",
        "initial": "shut",
        "states": [{"id": "shut", "role": "final"}],
        "transitions": [],
        "accepted": [entry],
    }
    write("gate.json", json.dumps(value))
    assert not VALIDATOR.is_valid(value)
    assert problems_of(wayout, "gate.json") == [
        "gate.json: accepted[0].reason: is empty; say why this is accepted",
        (
            "wayout: error: gate.json: accepted[0].reference: is missing or empty; say where this "
            "is known"
        ),
    ]
