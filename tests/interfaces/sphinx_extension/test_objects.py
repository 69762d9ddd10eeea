from pathlib import Path

import pytest
from sphinx.util.inventory import InventoryFile
from tests.interfaces.sphinx_extension.projects import doors, links

PAGE = ".. wayout:page:: door.py:Door\n"


def inventory(folder: Path) -> dict:
    with (folder / "objects.inv").open("rb") as file:
        return InventoryFile.load(file, "https://doors.example", lambda *parts: "/".join(parts))


def test_inventory_holds_machines_states_and_events(tmp_path: Path) -> None:
    found = inventory(doors(tmp_path, PAGE).build().folder)
    names = {kind: set(found[f"wayout:{kind}"]) for kind in ("machine", "state", "event")}
    assert names == {
        "machine": {"Door"},
        "state": {"Door.shut", "Door.ajar", "Door.half-open", "Door.broken"},
        "event": {"Door.pull", "Door.push", "Door.kick"},
    }


@pytest.mark.slow
def test_another_project_links_to_them(tmp_path: Path) -> None:
    doors(tmp_path / "doors", PAGE).build()
    found_in = str(tmp_path / "doors/_build/html/objects.inv")
    other = doors(
        tmp_path / "other",
        ":wayout:state:`Door.half-open` :external+doors:wayout:event:`Door.kick`\n",
        'extensions.append("sphinx.ext.intersphinx")\nintersphinx_mapping = '
        f'{{"doors": ("https://doors.example", {found_in!r})}}\n',
    )
    built = other.build("html", "-W", "-n")
    assert (built.status, built.warned) == (0, "")
    found = [uri for uri, _ in links(built.page("index.html"))]
    assert "https://doors.example/index.html#wayout-state-Door.ajar" in found
    assert "https://doors.example/index.html#wayout-event-Door.kick" in found


def test_what_is_declared_nowhere_is_a_warning(tmp_path: Path) -> None:
    kinds = ("machine", "state", "event")
    roles = "\n".join(f":wayout:{kind}:`Gate`" for kind in kinds)
    warned = doors(tmp_path, f"{roles}\n\n.. wayout:table:: door.py:Door\n").build().warned
    lines = warned.splitlines()
    assert len(lines) == len(kinds)
    for kind, line in zip(kinds, lines, strict=True):
        assert "index.rst:" in line
        assert f"WARNING: no {kind} Gate is declared" in line
