"""`wayout draw` and `wayout prove --draw` on systems: the runs of claims."""

from pathlib import Path

import pytest
from tests.interfaces.conftest import Wayout

HOUSE = """
{"version": 1, "name": "house", "members": [
  {"name": "door", "initial": "shut", "states": ["shut", "open"],
   "transitions": [{"event": "enter", "from": "shut", "to": "open"}]},
  {"name": "lamp", "initial": "off", "states": ["off", "on"],
   "transitions": [{"event": "enter", "from": "off", "to": "on"}]}],
 "claims": [{"name": "dark", "formula": "AG lamp.off"},
            {"name": "entered", "formula": "EF door.open"},
            {"name": "lit", "formula": "AG (door.open -> lamp.on)"}]}
"""


@pytest.fixture
def house(folder: Path) -> str:
    (folder / "house.json").write_text(HOUSE, encoding="utf-8")
    return "house.json"


def test_each_claim_with_a_run_is_a_picture(wayout: Wayout, house: str) -> None:
    result = wayout("draw", house, "-o", "out", "-f", "mermaid")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["out/house-dark.mmd", "out/house-entered.mmd"]


@pytest.mark.parametrize("name", ["dark", "WO701", "WO701:1", "WO701:dark"])
def test_one_run_is_chosen(wayout: Wayout, folder: Path, house: str, name: str) -> None:
    assert wayout("draw", house, "--witness", name, "-o", "dark.puml").exit_code == 0
    text = (folder / "dark.puml").read_text(encoding="utf-8")
    assert "title house, dark fails" in text
    assert "note over m0,m1: 1 enter" in text


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--witness", "drak"), "--witness: house has no claim 'drak'; did you mean 'dark'?"),
        (("--witness", "lit"), "--witness: house: lit holds, and no run shows that"),
        (("--witness", "WO701:lit"), "none on 'lit'"),
        (("--witness", "WO701:2"), "a number from 1 to 1"),
        (("--event", "enter"), "--event: house is a system, of which runs are drawn"),
        (("--each", "operation"), "--each: house is a system"),
        ((), "one file cannot hold 2 pictures"),
    ],
)
def test_what_means_nothing_is_one_clear_error(
    wayout: Wayout, folder: Path, house: str, options: tuple[str, ...], problem: str
) -> None:
    result = wayout("draw", house, "-o", "v.dot", *options)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert "Traceback" not in result.stderr
    assert not (folder / "v.dot").exists()


def test_prove_draws_its_run(wayout: Wayout, folder: Path, house: str) -> None:
    result = wayout("prove", house, "AG door.shut", "--draw", "run.mmd")
    assert result.exit_code == 1
    text = (folder / "run.mmd").read_text(encoding="utf-8")
    assert "sequenceDiagram" in text
    assert "accDescr: Fails#58; AG door.shut." in text


def test_prove_says_where_there_is_no_run_to_draw(wayout: Wayout, folder: Path, house: str) -> None:
    result = wayout("prove", house, "AG (door.open -> lamp.on)", "--draw", "run.mmd")
    assert result.exit_code == 0
    assert "run.mmd: not drawn, since no run shows the verdict" in result.stderr
    assert not (folder / "run.mmd").exists()


@pytest.mark.parametrize("name", ["run.xyz", "run", "", "-", "runs/"])
def test_prove_says_before_it_proves_what_it_cannot_draw(
    wayout: Wayout, house: str, name: str
) -> None:
    result = wayout("prove", house, "AG door.shut", "--draw", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--draw: " in result.stderr
    assert "its suffix says no format; expected one of .svg" in result.stderr


def test_prove_draws_the_run_of_a_lifecycle(wayout: Wayout, folder: Path) -> None:
    assert wayout("prove", "image", "AG !deleted", "--draw", "run.puml").exit_code == 1
    assert "title image, a run to deleted" in (folder / "run.puml").read_text(encoding="utf-8")


def test_a_lifecycles_run_is_chosen_by_its_claim(wayout: Wayout, folder: Path) -> None:
    claim = "recovered-at-start"
    assert wayout("draw", "image", "--witness", claim, "-o", "run.puml").exit_code == 0
    assert "a run to" in (folder / "run.puml").read_text(encoding="utf-8")
