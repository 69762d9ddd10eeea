"""Systems in users' Python, verb by verb."""

from pathlib import Path
from textwrap import dedent

import pytest
from tests.interfaces.conftest import Wayout
from tests.interfaces.houses import HOUSE


@pytest.fixture
def house(folder: Path) -> Path:
    path = folder / "house.py"
    path.write_text(dedent(HOUSE), encoding="utf-8")
    return path


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("target", ["house.py:House", "house:House"])
def test_a_system_is_named_by_its_class(wayout: Wayout, target: str) -> None:
    result = wayout("check", target)
    assert result.exit_code == 1
    assert ": WO701 house: 'lit' is claimed and fails: nobody is in the dark" in result.stdout
    assert result.stdout.splitlines()[-1].startswith("1 system, 1 claim (1 fails)")


@pytest.mark.usefixtures("house")
def test_every_verb_takes_it(wayout: Wayout) -> None:
    assert "house         3" in wayout("list", "house.py").stdout
    assert "enter  door, lamp2" in wayout("show", "house.py:House").stdout
    assert wayout("prove", "house.py:House", "AG EF door.shut").exit_code == 0
    assert wayout("draw", "house.py:House", "-o", "lit.mmd").exit_code == 0
    assert wayout("export", "house.py:House", "-o", "house.json").exit_code == 0
    assert "WO701 house: 'lit'" in wayout("check", "house.json").stdout


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            'does("enter")',
            'does("entr")',
            "house.py:30: House.enter: door has no event 'entr'; did you mean 'enter'?",
        ),
        ("lamp.does", "lmp.does", "house.py:30: importing it raised NameError: name 'lmp'"),
        ('lamp.does("switch_on")', "lamp", "house.py:30: importing it raised TypeError: Together"),
        ("Member(Door,", "Member(3,", "house.py:27: importing it raised TypeError: Member(3): is"),
        ('("close",)', '("clse",)', "House.door.clse: door has no event 'clse'; did you mean"),
        ("claims = (", "claims = ((", "house.py:31:14: not Python: '(' was never closed"),
    ],
)
def test_a_wrong_declaration_is_one_clear_line(
    wayout: Wayout, house: Path, old: str, new: str, problem: str
) -> None:
    house.write_text(house.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    result = wayout("check", "house.py:House")
    assert result.exit_code == 2
    assert problem in result.stderr
    assert len(result.stderr.splitlines()) == 1
