"""What a view leaves out is left out of every form of it, and said."""

from pathlib import Path

import pytest
from tests.interfaces.sphinx_extension.projects import Built, Project, doors, ids, links, svgs

pytestmark = pytest.mark.slow
"""Each of these builds a project or more in processes of its own."""

INDEX = """
.. wayout:diagram:: door.py:Door
   :around: half-open

.. wayout:diagram:: door.py:Door
   :witness: WO102
   :mark: findings

.. wayout:diagram:: door.py:Door
   :event: kick
   :link-states: https://doors.example/{state}

.. wayout:table:: door.py:Door
   :table: matrix
   :around: half-open

.. toctree::

   parts
"""
PARTS = """
Parts
=====

.. wayout:page:: door.py:Door
   :event: pull
   :mark: findings
"""
STRICT = ("-W", "--keep-going", "-n")
LEFT_OUT = "Left out of this view: 1 state, 1 transition."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return doors(tmp_path_factory.mktemp("views"), INDEX, parts=PARTS)


def built(project: Project, builder: str) -> Built:
    done = project.build(builder, *STRICT, "-j", "2")
    assert (done.status, done.warned) == (0, "")
    return done


def test_each_picture_shows_its_part(project: Project) -> None:
    page = built(project, "html").page("index.html")
    around, run, kick = svgs(page)
    titles = ["".join(next(each.iter()).itertext()) for each in (around, run, kick)]
    assert "Door, around half-open: 2 of 3 states, 2 of 3 transitions" in titles[0]
    assert "Door, a run to broken in 1 step" in titles[1]
    assert "1 kick" in titles[1]
    assert "⚑ WO102" in titles[1]
    assert {uri for uri, _ in links(kick)} == {
        "https://doors.example/shut",
        "https://doors.example/broken",
    }
    assert LEFT_OUT in titles[0]
    assert len(ids(page)) == len(set(ids(page)))


def test_text_has_the_part_and_what_it_leaves_out(project: Project) -> None:
    text = built(project, "text").text("index.txt")
    around, _, rest = text.partition("WO102 dead-end")
    assert '"pull"' in around
    assert '"kick"' not in around
    assert LEFT_OUT in around
    assert '2. "kick" → "broken"' in rest
    assert text.count(LEFT_OUT) == 2


def test_a_state_of_a_matrix_answers_as_it_does_in_the_whole(project: Project) -> None:
    cells = [
        ["".join(cell.itertext()).strip() for cell in row.iter() if cell.tag in {"td", "th"}]
        for table in built(project, "html").page("index.html").iter("table")
        for row in table.iter("tr")
    ]
    head, *rows = cells
    assert head == ["state", "pull", "push"]
    assert rows == [["shut", "half-open", "-"], ["half-open", "-", "shut"]]


def test_a_page_declares_what_it_shows(project: Project) -> None:
    page = built(project, "html").page("parts.html")
    declared = {name.removeprefix("wayout-") for name in ids(page) if "Door." in name}
    assert declared == {"state-Door.shut", "state-Door.ajar", "event-Door.pull"}
    assert "1 state, 2 transitions." in built(project, "text").text("parts.txt")


def test_a_view_that_fits_no_more_is_a_warning(tmp_path: Path) -> None:
    project = doors(tmp_path, ".. wayout:diagram:: door.py:Door\n   :event: kick\n")
    assert project.build("html", *STRICT).status == 0
    source = tmp_path / "door.py"
    source.write_text(source.read_text().replace("kick = ", "slam = "))
    assert "Door has no event 'kick'" in project.build("html").warned
