"""Systems in users' Python: found, read apart, and told from machines."""

import json
from pathlib import Path
from textwrap import dedent

import pytest
from tests.interfaces.houses import HOUSE

from wayout.analysis.limits import DEFAULT, Limits
from wayout.interfaces.errors import DataError, LoadError
from wayout.interfaces.exchange.composed import composed_value
from wayout.interfaces.loading import answers, load
from wayout.interfaces.loading.found import Found
from wayout.machines.systems import SYSTEMS


@pytest.fixture
def house(folder: Path) -> Path:
    path = folder / "house.py"
    path.write_text(dedent(HOUSE), encoding="utf-8")
    return path


@pytest.mark.parametrize("contained", [False, True])
def test_a_file_holds_its_machines_and_its_systems(house: Path, *, contained: bool) -> None:
    loaded = load([house.name], contained=contained)
    assert [each.name for each in loaded.lifecycles] == ["Door", "Lamp"]
    (declared,) = loaded.systems
    assert (declared.name, declared.target) == ("house", "house.py:House")
    assert [member.name for member in declared.system.members] == ["door", "lamp1", "lamp2"]
    assert declared.system.events == ("door.close", "lamp.switch_off", "enter")
    assert declared.location is not None
    assert declared.location.path == "house.py"
    assert declared.outcome.states == 8
    (proof,) = declared.proofs
    assert (proof.verdict.value, proof.location and proof.location.path) == ("fails", "house.py")


@pytest.mark.parametrize("name", ["volume_moves", "image_import"])
def test_in_another_process_it_is_the_same(name: str) -> None:
    here = load([name]).systems[0]
    (found,) = _there(Found(here, name, SYSTEMS[name]))
    assert found.content == here
    assert found.content.accepted == here.accepted


def _there(*found: Found) -> tuple[Found, ...]:
    answer = answers.decode_answer(answers.encode_found(found), DEFAULT)
    assert isinstance(answer, tuple)
    return answer


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (("steps", 0, "moves", 0, 0), 99),
        (("steps", 0, "moves", 0, 0), True),
        (("steps", 0, "moves", 0, 1), []),
        (("steps", 0, "moves", 0, 1, 0, 0), -1),
        (("steps", 0, "moves", 0, 1, 0, 1), 9_999),
        (("steps", 0, "moves", 0, 1, 0), []),
        (("steps", 0, "moves"), None),
        (("steps", 0, "kind"), "nonsense"),
        (("members", 0, "initial"), [9_999]),
        (("members", 0, "initial"), None),
        (("members", 0, "names", "absent"), ["x"]),
        (("members",), []),
        (("claims", 0, "formula"), 3),
    ],
)
def test_an_answer_that_is_no_system_is_refused(path: tuple[int | str, ...], wrong: object) -> None:
    declared = load(["image_import"]).systems[0]
    value = json.loads(json.dumps(composed_value(declared)))
    inner = value
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = wrong
    line = json.dumps({"found": [{"qualified": "q", "machine": "m", "system": value}]})
    with pytest.raises(DataError):
        answers.decode_answer(line.encode(), DEFAULT)


@pytest.mark.usefixtures("house")
def test_a_class_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(LoadError, match="has no class 'Hose'; did you mean 'House'"):
        load(["house.py:Hose"])


@pytest.mark.usefixtures("house")
def test_a_system_of_too_many_steps_is_not_read() -> None:
    loaded = load(["house.py:House"], limits=Limits(transitions=4))
    assert [(one.lifecycle, one.reason) for one in loaded.unfinished] == [
        (
            "house.py:House",
            "it has 5 steps; at most 4 are read; raise --limit-transitions",
        )
    ]


def test_a_built_in_system_under_another_name_is_the_same(folder: Path) -> None:
    (folder / "mine.py").write_text(
        "from wayout.machines.systems.server_port import ServerPort\n", encoding="utf-8"
    )
    loaded = load(["server_port", "mine.py:ServerPort"], contained=True)
    assert [each.name for each in loaded.systems] == ["server_port"]
