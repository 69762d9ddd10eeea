import os
from pathlib import Path

import pytest
from tests.interfaces.sphinx_extension.projects import DOOR, Project, doors

pytestmark = pytest.mark.slow
"""Each of these builds a project or more in processes of its own."""

TREE = ".. toctree::\n\n   door\n   plain\n"
PAGES = {"door": "Door\n====\n\n.. wayout:page:: door.py:Door\n", "plain": "Plain\n=====\n"}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = doors(tmp_path, TREE, **PAGES)
    assert project.build("text", "-W").status == 0
    return project


def read_again(said: str) -> bool:
    return "0 added, 1 changed, 0 removed" in said


def test_nothing_is_read_again_where_nothing_changed(project: Project) -> None:
    assert "0 added, 0 changed, 0 removed" in project.build("text", "-W").said


@pytest.mark.parametrize("moment", [None, 1_000_000_000])
def test_a_changed_machine_is_read_again(project: Project, moment: int | None) -> None:
    """Whatever the clock says: a checkout may give an older time to newer content."""
    source = project.folder / "door.py"
    source.write_text(DOOR.replace("kick = ", "slam = "))
    if moment is not None:
        os.utime(source, (moment, moment))
    built = project.build("text", "-W")
    assert read_again(built.said)
    assert "slam" in built.text("door.txt")
    assert "kick" not in built.text("door.txt")


def test_a_changed_config_is_obeyed(project: Project) -> None:
    config = project.folder / "wayout.toml"
    config.write_text('[roles]\nerror = ["broken"]\n')
    assert "error" in project.build("text", "-E", "-W").text("door.txt")
    config.write_text('[roles]\nfinal = ["broken"]\n')
    built = project.build("text", "-W")
    assert read_again(built.said)
    assert "final" in built.text("door.txt")


def test_a_mended_target_is_found_again(tmp_path: Path) -> None:
    project = doors(tmp_path, ".. wayout:page:: gate.py\n")
    assert "gate.py: no such file" in project.build("text").warned
    project.write({"gate.py": DOOR})
    built = project.build("text", "-W")
    assert built.status == 0
    assert "kick" in built.text("index.txt")


def test_many_processes_make_the_same_as_one(tmp_path: Path) -> None:
    pages = {f"p{n}": f"P{n}\n===\n\n.. wayout:diagram:: door.py:Door\n" for n in range(11)}
    tree = ".. toctree::\n   :glob:\n\n   p*\n   door\n\n:wayout:state:`Door.ajar`\n"
    texts = []
    for name, jobs in (("one", "1"), ("many", "2")):
        project = doors(tmp_path / name, tree, **pages, **PAGES)
        built = project.build("html", "-W", "-n", "-j", jobs)
        assert (built.status, built.warned) == (0, "")
        texts.append({p.name: p.read_bytes() for p in built.folder.glob("*.html")})
    assert texts[0] == texts[1]
