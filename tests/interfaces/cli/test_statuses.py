import json
from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout, Write
from tests.interfaces.exchange.schema import VALIDATOR

from wayout.machines import BUILTIN

LAMP = """
    from statemachine import State, StateMachine


    class Lamp(StateMachine):
        dark = State(initial=True)
        bright = State()
        broken_error = State()
        scrapped = State(final=True)

        light = dark.to(bright)
        put_out = bright.to(dark)
        burn_out = bright.to(broken_error)
        scrap = dark.to(scrapped)

        projection = {"dark": "WORKS", "bright": "WORKS", "broken_error": "NO", "scrapped": None}
    """


@pytest.fixture
def lamp(write: Write) -> Path:
    return write("lamp.py", LAMP)


def test_what_to_poll_on_is_a_table(wayout: Wayout) -> None:
    result = wayout("statuses", "server")
    assert result.exit_code == 0
    head, gap, columns, *rows = result.stdout.splitlines()
    assert head.startswith("server: the values of its status, by nova/api/openstack/common.py:")
    assert (gap, columns.split()[:2]) == ("", ["STATUS", "PHASE"])
    phase = {row.split("  ")[0]: row.split("  ", 1)[1].strip().split("  ")[0] for row in rows[:20]}
    assert phase["ACTIVE"] == "settled"
    assert phase["RESIZE"] == "in progress"
    assert phase["ERROR"] == "failed"
    assert phase["UNKNOWN"] == "never shown"


def test_json_names_every_state(wayout: Wayout) -> None:
    document = json.loads(wayout("statuses", "server", "-f", "json").stdout)
    (found,) = document["lifecycles"]
    assert (document["version"], found["name"], found["projection"]) == (1, "server", "status")
    by_name = {status["status"]: status for status in found["statuses"]}
    verify = by_name["VERIFY_RESIZE"]
    assert (verify["phase"], verify["poll"]) == ("settled", False)
    assert verify["resting"] == ["resized_idle"]
    assert "resized_powering_off" in verify["working"]
    assert [name for name, status in by_name.items() if status["poll"]] == [
        *("BUILD", "REBOOT", "HARD_REBOOT", "PASSWORD", "REBUILD", "RESIZE", "MIGRATING"),
        "REVERT_RESIZE",
    ]


@pytest.mark.parametrize("name", BUILTIN)
def test_every_built_in_lifecycle_has_statuses(wayout: Wayout, name: str) -> None:
    result = wayout("statuses", name)
    assert result.exit_code == 0
    assert "ABSENT" not in result.stdout


@pytest.mark.usefixtures("lamp")
def test_a_class_of_ones_own_may_say_what_users_see(wayout: Wayout, folder: Path) -> None:
    assert wayout("statuses", "lamp.py", "-o", "out.txt").stdout == ""
    assert (folder / "out.txt").read_text(encoding="utf-8") == (
        "Lamp: the values of its status\n"
        "\n"
        "STATUS  PHASE    AT REST IN    AT WORK IN\n"
        "WORKS   settled  dark, bright\n"
        "NO      failed   broken_error\n"
        "\n"
        "1 settled, 1 failed; work hides behind 0 of them\n"
    )


@pytest.mark.usefixtures("lamp")
def test_show_names_the_status_of_each_state(wayout: Wayout) -> None:
    text = wayout("show", "lamp.py").stdout
    assert "users see its status\n" in text
    assert "  dark          dark          WORKS     stable (inferred), initial\n" in text
    assert "  scrapped      scrapped      (hidden)  final (inferred)\n" in text


@pytest.mark.usefixtures("lamp")
@pytest.mark.parametrize("verb", [["show"], ["export"], ["draw", "-o", "out.svg"]])
def test_what_users_see_is_a_lifecycle_itself(
    wayout: Wayout, folder: Path, verb: list[str]
) -> None:
    result = wayout(*verb, "lamp.py", "--projected")
    assert result.exit_code == 0, result.stderr
    drawn = folder / "out.svg"
    text = drawn.read_text(encoding="utf-8") if drawn.exists() else result.stdout
    assert "WORKS" in text
    assert "bright" not in text


def test_a_projected_lifecycle_is_a_target(wayout: Wayout, folder: Path) -> None:
    text = wayout("export", "server", "--projected").stdout
    VALIDATOR.validate(json.loads(text))
    (folder / "x.json").write_text(text, encoding="utf-8")
    assert wayout("export", "x.json").stdout == text
    assert wayout("check", "x.json", "--fail-on", "never").exit_code == 0


@pytest.mark.usefixtures("gate")
@pytest.mark.parametrize("verb", [["show"], ["export"], ["draw", "-o", "out.svg"]])
def test_nothing_to_project_is_said(wayout: Wayout, folder: Path, verb: list[str]) -> None:
    result = wayout(*verb, "gate.py", "--projected")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "wayout: error: --projected: Gate: no projection is declared: the values of its states "
        "are what users see; leave --projected out, or declare `projection` in the class\n"
    )
    assert not (folder / "out.svg").exists()


def test_a_projection_that_cannot_be_meant_is_said(wayout: Wayout, write: Write) -> None:
    write("lamp.py", LAMP.replace('{"dark":', '{"drak":'))
    result = wayout("check", "lamp.py")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "wayout: error: lamp.py:Lamp: projection 'status' of Lamp: no state has the value 'drak'; "
        "name states by their values: 'dark', 'bright', 'broken_error' and 'scrapped'\n"
    )
