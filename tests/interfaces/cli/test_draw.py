import json
from pathlib import Path
from typing import NoReturn

import pytest
from defusedxml import ElementTree
from tests.interfaces.conftest import DOOR, GATE, Wayout, Write

from wayout.diagrams import Detail, LimitReached, NoRenderer, RendererFailed
from wayout.interfaces.viewing import DETAIL
from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS

pytestmark = pytest.mark.usefixtures("door", "gate")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.slow
def test_all_that_is_built_in_goes_to_a_folder(wayout: Wayout, folder: Path) -> None:
    result = wayout("draw", "-o", "new/out", "-f", "dot")
    assert result.exit_code == 0
    drawn = result.stdout.splitlines()
    assert drawn[: len(BUILTIN)] == [f"new/out/{name}.dot" for name in BUILTIN]
    runs = [Path(path).stem for path in drawn[len(BUILTIN) :]]
    assert list(dict.fromkeys(stem.partition("-")[0] for stem in runs)) == list(SYSTEMS)
    assert names(folder / "new/out") == sorted(Path(path).name for path in drawn)


def test_what_chooses_of_lifecycles_draws_these_alone(wayout: Wayout, folder: Path) -> None:
    assert wayout("draw", "-o", "out", "-f", "dot", "--detail", "groups").exit_code == 0
    assert names(folder / "out") == sorted(f"{name}.dot" for name in BUILTIN)


def test_svg_is_the_default(wayout: Wayout, folder: Path) -> None:
    assert wayout("draw", "gate.py", "-o", "out").exit_code == 0
    assert names(folder / "out") == ["Gate.svg"]
    assert "svg" in ElementTree.parse(folder / "out/Gate.svg").getroot().tag


def test_a_folder_takes_several_formats(wayout: Wayout, folder: Path) -> None:
    result = wayout("draw", "gate.py", "door.py", "-o", "out/", "-f", "mermaid,dot", "-f", "png")
    assert result.exit_code == 0
    assert names(folder / "out") == [
        *("Door.dot", "Door.mmd", "Door.png"),
        *("Gate.dot", "Gate.mmd", "Gate.png"),
    ]
    assert (folder / "out/Gate.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("gate.svg", b"<"),
        ("gate.PNG", b"\x89PNG"),
        ("gate.pdf", b"%PDF"),
        ("gate.dot", b"digraph"),
        ("gate.gv", b"digraph"),
        ("gate.mmd", b"---"),
        ("gate.mermaid", b"---"),
        ("gate.puml", b"@startuml"),
        ("gate.plantuml", b"@startuml"),
    ],
)
def test_the_suffix_says_the_format(
    wayout: Wayout, folder: Path, name: str, beginning: bytes
) -> None:
    result = wayout("draw", "gate.py", "-o", name)
    assert (result.exit_code, result.stdout) == (0, f"{name}\n")
    assert (folder / name).read_bytes().startswith(beginning)


def test_a_format_goes_to_a_file_of_any_suffix(wayout: Wayout, folder: Path) -> None:
    assert wayout("draw", "gate.py", "-o", "gate.txt", "-f", "dot").exit_code == 0
    assert (folder / "gate.txt").read_text().startswith("digraph")


def test_files_of_odd_names_stay_apart_and_inside_the_folder(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    for place in ("a", "b"):
        write(f"{place}/door.py", DOOR)
    write(
        "up.json",
        '{"name": "../up", "initial": "a", "transitions": [], '
        '"states": [{"id": "a", "role": "final"}]}',
    )
    write(
        "up2.json",
        '{"name": "UP", "initial": "a", "transitions": [], '
        '"states": [{"id": "a", "role": "final"}]}',
    )
    args = ("draw", "a/door.py", "b/door.py", "up.json", "up2.json", "-o", "out", "-f", "dot")
    assert wayout(*args).exit_code == 0
    assert names(folder / "out") == [
        "UP-2.dot",
        "a_door.py_Door.dot",
        "b_door.py_Door.dot",
        "up.dot",
    ]


def test_every_detail_can_be_asked_for(wayout: Wayout, folder: Path) -> None:
    assert set(DETAIL.choices) == {detail.value for detail in Detail} - {"notice"}
    texts = set()
    for detail in ("full", "groups"):
        assert wayout("draw", "door.py", "-o", "x.dot", "--detail", detail).exit_code == 0
        texts.add((folder / "x.dot").read_text())
    assert len(texts) == 2


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        (["-o", "x.jpg"], "--output: x.jpg: its suffix says no format; expected one of .svg"),
        (["-o", "x.svg", "-f", "png"], "--output: x.svg: its suffix says svg, --format says png"),
        (["-o", "x.svg", "-f", "svg,png"], "--output: x.svg: one file cannot hold 2 formats"),
        (["door.py", "-o", "x.svg"], "--output: x.svg: one file cannot hold 2 pictures"),
        (["-o", "out", "-f", "svgg"], "--format: 'svgg' is not one of svg, png, pdf, dot, mermaid"),
        (["-o", "out", "-f", ""], "--format: '' is not one of"),
        (["-o", "door.py/out/"], "door.py/out: cannot be made a folder: "),
        (["missing.py", "-o", "out"], "missing.py: no such file"),
    ],
)
def test_what_cannot_be_drawn_is_one_line_and_no_file(
    wayout: Wayout, folder: Path, args: list[str], problem: str
) -> None:
    before = names(folder)
    result = wayout("draw", "gate.py", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"wayout: error: {problem}")
    assert names(folder) == before


@pytest.mark.parametrize(
    ("failure", "code", "problems"),
    [
        (NoRenderer(), 2, ["no renderer: the program 'dot' is not on PATH"]),
        (
            RendererFailed("dot", -11, ""),
            2,
            ["out/Gate.svg: dot was killed by signal 11", "out/Door.svg: dot was killed"],
        ),
        (LimitReached("dot", 10), 3, ["out/Gate.svg: dot was stopped", "out/Door.svg: dot was"]),
    ],
)
def test_a_renderer_that_fails_is_a_line_per_picture(
    wayout: Wayout,
    monkeypatch: pytest.MonkeyPatch,
    failure: Exception,
    code: int,
    problems: list[str],
) -> None:
    def draw(*_args: object, **_options: object) -> NoReturn:
        raise failure

    monkeypatch.setattr("wayout.diagrams.draw", draw)
    result = wayout("draw", "gate.py", "door.py", "-o", "out")
    assert result.exit_code == code
    lines = result.stderr.splitlines()
    assert len(lines) == len(problems)
    for line, problem in zip(lines, problems, strict=True):
        assert line.startswith(f"wayout: error: {problem}")


def crowd() -> str:
    """Return a lifecycle of 30 compound states with lines between all of them, as JSON."""
    names = [f"s{index}" for index in range(30)]
    steps = [
        {"event": f"{tail}_{head}", "from": tail, "to": head}
        for tail in names
        for head in names
        if tail != head
    ]
    states = [{"id": name, "role": "stable", "parent": f"in_{name}"} for name in names]
    compounds = [{"id": f"in_{name}", "value": f"in_{name}", "parent": None} for name in names]
    lifecycle = {"name": "crowd", "initial": "s0", "states": states, "transitions": steps}
    return json.dumps({**lifecycle, "compounds": compounds})


def test_beyond_what_mermaid_shows_there_is_a_table_beside(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    write("crowd.json", crowd())
    result = wayout("draw", "crowd.json", "-o", "crowd.mmd")
    assert (result.exit_code, result.stdout) == (0, "crowd.mmd.md\n")
    assert result.stderr.startswith(
        "wayout: crowd.mmd.md: a table of its events, since crowd is too large: it has 871 lines"
    )
    assert not (folder / "crowd.mmd").exists()
    assert "| event |" in (folder / "crowd.mmd.md").read_text(encoding="utf-8")


def test_what_is_simplified_is_said(wayout: Wayout, folder: Path) -> None:
    result = wayout("draw", "server", "-o", "out/", "-f", "mermaid", "--detail", "full")
    assert (result.exit_code, result.stdout) == (0, "out/server.mmd\n")
    said = "wayout: out/server.mmd: simplified to groups, since server is too large: it has"
    assert result.stderr.startswith(said)
    assert (folder / "out/server.mmd").read_text(encoding="utf-8").startswith("---")


def test_a_class_that_python_statemachine_refuses_is_drawn(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    write("left.py", GATE + "    back = gone.to(shut)\n")
    result = wayout("draw", "left.py", "-o", "left.mmd")
    assert result.exit_code == 0
    assert "back" in (folder / "left.mmd").read_text(encoding="utf-8")
