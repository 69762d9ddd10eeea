"""Systems in documents: pages, tables, and the runs of their claims."""

from pathlib import Path
from textwrap import dedent

import pytest
from tests.interfaces.houses import HOUSE
from tests.interfaces.sphinx_extension.projects import CONF, Project, ids, svgs

pytestmark = pytest.mark.slow
"""Each of these builds a project or more in processes of its own."""

STRICT = ("-W", "--keep-going", "-n")
INDEX = """
House
=====

.. wayout:page:: house.py:House

Parts
=====

.. wayout:witness:: house.py:House
   :witness: lit

.. wayout:diagram:: volume_moves
   :witness: in_use_attached
   :caption: Stranded
   :name: stranded

.. wayout:table:: house.py:House
   :table: members
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write({"conf.py": CONF, "index.rst": INDEX, "house.py": dedent(HOUSE)})
    return project


def test_a_system_is_shown_in_every_form(project: Project) -> None:
    done = project.build("html", *STRICT)
    assert (done.status, done.warned) == (0, "")
    page = done.page("index.html")
    assert len(svgs(page)) == 2
    assert len(ids(page)) == len(set(ids(page)))
    text = " ".join("".join(page.itertext()).split())
    assert "lit fails: nobody is in the dark" in text
    assert "volume_moves, in_use_attached fails: a run of 7 steps" in text
    done = project.build("text", *STRICT)
    assert (done.status, done.warned) == (0, "")
    assert '"enter" → "door.open lamp1.on lamp2.off"' in done.text("index.txt")


def test_what_means_nothing_is_a_warning_at_its_line(project: Project) -> None:
    wrong = (
        "\n.. wayout:table:: house.py:House\n   :table: states\n"
        "\n.. wayout:diagram:: house.py:House\n"
        "\n.. wayout:page:: house.py\n"
    )
    project.write({"index.rst": INDEX + wrong})
    done = project.build("html")
    assert "a system has no table of 'states', but of members, together, claims" in done.warned
    assert "witness is missing; name the claim of house whose run is to be shown" in done.warned
    assert "house.py: holds several lifecycles; name one of Door, Lamp, house" in done.warned


def test_a_changed_machine_of_a_system_elsewhere_is_shown_anew(project: Project) -> None:
    head, door, rest = dedent(HOUSE).partition("class Door(StateMachine):")
    door, lamp, rest = (door + rest).partition("class Lamp(StateMachine):")
    doors = head + door
    house = f"{head}\nfrom doors import Door\n\n\n{lamp}{rest}"
    project.write({"doors.py": doors, "house.py": house})
    project.build("html", *STRICT)
    assert "ajar" not in project.build("html", *STRICT).text("index.html")
    project.write({"doors.py": doors.replace("open = State()", 'open = State(value="ajar")')})
    done = project.build("html", *STRICT)
    assert "1 changed" in done.said


def test_a_changed_system_is_shown_anew(project: Project) -> None:
    project.build("html", *STRICT)
    changed = dedent(HOUSE).replace("nobody is in the dark", "it is never dark")
    project.write({"house.py": changed})
    done = project.build("html", *STRICT)
    assert "it is never dark" in done.text("index.html")
