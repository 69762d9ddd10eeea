from pathlib import Path

import pytest
from tests.interfaces.sphinx_extension.projects import Built, doors, ids, links, svgs

PAGE = """
.. toctree::

   inside/page

.. wayout:diagram:: door.py:Door
   :caption: The door, drawn
   :name: drawn

.. wayout:diagram:: door.py:Door
   :detail: quiet
   :alt: a quiet door

:ref:`drawn` shows :wayout:machine:`Door`: :wayout:state:`Door.half-open`, which is
:wayout:state:`the same <Door.ajar>`, and :wayout:event:`Door.kick`. Any: :any:`Door.broken`.
"""
INSIDE = "Inside\n======\n\n.. wayout:page:: door.py:Door\n"


@pytest.fixture(
    scope="module",
    params=[
        "html",
        *(pytest.param(name, marks=pytest.mark.slow) for name in ("dirhtml", "singlehtml")),
    ],
)
def built(request, tmp_path_factory) -> Built:
    folder = tmp_path_factory.mktemp(request.param)
    project = doors(folder, PAGE, **{"inside/page": INSIDE})
    built = project.build(request.param, "-W", "--keep-going", "-n")
    assert (built.status, built.warned) == (0, "")
    return built


def test_no_id_occurs_twice_in_a_page(built: Built) -> None:
    page = built.page("index.html")
    assert len(svgs(page)) == (3 if built.folder.name == "singlehtml" else 2)
    assert len(ids(page)) == len(set(ids(page)))


def test_drawn_states_link_to_where_they_are_declared(built: Built) -> None:
    found = {text.split(" ")[0]: uri for uri, text in links(svgs(built.page("index.html"))[0])}
    assert {"shut", "half-open", "broken"} <= {name.strip(",:") for name in found}
    for uri in found.values():
        path, _, anchor = uri.partition("#")
        target = built.folder / path if path else built.folder / "index.html"
        target = target / "index.html" if target.is_dir() else target
        assert anchor in ids(built.page(target.relative_to(built.folder).as_posix())), uri


@pytest.mark.slow
def test_states_that_are_drawn_once_take_no_links_from_others(tmp_path: Path) -> None:
    shown = """
.. wayout:diagram:: server
   :operation: snapshot

.. wayout:diagram:: server
   :operation: power

.. wayout:table:: server
   :index:
"""
    page = doors(tmp_path, shown).build().page("index.html")
    rows = [row for row in page.iter("tr") if ids(row)]
    values = {ids(row)[0]: "".join(row[0].itertext()).strip() for row in rows}
    once, single = (list(links(picture)) for picture in svgs(page)[:2])
    assert (len(once), len(single) > 5) == (0, True)
    for uri, text in single:
        assert text.startswith(f"{values[uri.removeprefix('#')]}, "), uri


def test_roles_link_to_the_same_state_by_id_and_by_value(built: Built) -> None:
    found = {text: uri for uri, text in links(built.page("index.html"))}
    assert found["Door.half-open"] == found["the same"]
    assert found["Door.kick"].endswith("#wayout-event-Door.kick")
    assert found["Door"].endswith("#wayout-machine-Door")
    assert found["The door, drawn"] == "#drawn"


def test_pictures_say_what_they_are(built: Built) -> None:
    first, second, *_ = svgs(built.page("index.html"))
    for picture in (first, second):
        named = picture.get("aria-labelledby").split()
        assert all(name in ids(picture) for name in named)
    assert 'aria-label="a quiet door"' in built.text("index.html")


def test_pages_hold_every_table(built: Built) -> None:
    name = {"html": "inside/page.html", "dirhtml": "inside/page/index.html"}
    page = built.page(name.get(built.folder.name, "index.html"))
    titles = ["".join(each.itertext()) for each in page.iter() if each.tag in {"h2", "h3"}]
    found = [title.rstrip("¶#") for title in titles]
    at = found.index("Diagram")
    assert found[at : at + 3] == ["Diagram", "States", "Events"]
    cells = {"".join(cell.itertext()).strip() for cell in page.iter("td")}
    assert {"half-open", "kick", "shut → broken"} <= cells


@pytest.mark.slow
def test_states_declared_twice_are_a_warning(tmp_path: Path) -> None:
    twice = doors(tmp_path, ".. wayout:page:: door:Door\n\n.. wayout:page:: door.py:Door\n")
    twice.write({"conf.py": (tmp_path / "conf.py").read_text() + "import sys\nsys.path[:0]=['.']"})
    warned = twice.build().warned
    assert "index.rst:6: WARNING: machine Door is declared in index already" in warned
    once = ".. wayout:page:: door.py:Door\n\n.. wayout:page:: door.py:Door\n   :no-index:\n"
    (tmp_path / "index.rst").write_text("Doors\n=====\n\n" + once)
    assert not twice.build().warned
