from pathlib import Path
from textwrap import dedent

from tests.interfaces.conftest import DOOR, GATE, Wayout, Write
from tests.interfaces.houses import HOUSE


def test_writes_an_index_and_a_page_each(wayout: Wayout, write: Write, folder: Path) -> None:
    write("door.py", DOOR)
    write("gate.py", GATE)
    result = wayout("site", "door.py", "gate.py", "-o", "out/site")
    assert result.exit_code == 0
    names = ["index.html", "Door.html", "Gate.html"]
    assert result.stdout.splitlines() == [f"out/site/{name}" for name in names]
    assert sorted(path.name for path in (folder / "out" / "site").iterdir()) == sorted(names)
    assert '<a href="Door.html">Door</a>' in (folder / "out/site/index.html").read_text()


def test_a_lifecycle_called_index_does_not_replace_the_index(
    wayout: Wayout, write: Write, folder: Path
) -> None:
    write("index.py", GATE.replace("Gate", "Index"))
    assert wayout("site", "index.py", "-o", ".").exit_code == 0
    assert '<a href="Index-2.html">Index</a>' in (folder / "index.html").read_text()


def test_same_bytes_each_time(wayout: Wayout, write: Write, folder: Path) -> None:
    write("door.py", DOOR)
    pages = []
    for name in ("one", "two"):
        wayout("site", "door.py", "-o", name)
        pages.append([path.read_bytes() for path in sorted((folder / name).iterdir())])
    assert pages[0] == pages[1]


def test_findings_are_shown_and_do_not_fail(wayout: Wayout, write: Write, folder: Path) -> None:
    write("door.py", DOOR)
    assert wayout("site", "door.py", "-o", ".").exit_code == 0
    assert "WO102 dead-end" in (folder / "Door.html").read_text()


def test_what_a_limit_left_undone_is_said(wayout: Wayout, write: Write, folder: Path) -> None:
    write("door.py", DOOR)
    write("gate.py", GATE)
    result = wayout("site", "door.py", "gate.py", "-o", ".", "--limit-states", "2")
    assert result.exit_code == 3
    assert "door.py" in (folder / "index.html").read_text()
    assert not (folder / "Door.html").exists()


def test_a_folder_that_cannot_be_made_is_named(wayout: Wayout, write: Write) -> None:
    write("gate.py", GATE)
    write("taken", "")
    result = wayout("site", "gate.py", "-o", "taken")
    assert result.exit_code == 2
    assert result.stderr.startswith("wayout: error: taken: cannot be made a folder")


def test_no_folder_is_refused(wayout: Wayout) -> None:
    result = wayout("site", "volume", "-o", "")
    assert result.exit_code == 2
    assert "names no folder" in result.stderr


def test_a_system_has_a_page(wayout: Wayout, folder: Path) -> None:
    (folder / "house.py").write_text(dedent(HOUSE), encoding="utf-8")
    result = wayout("site", "house.py", "-o", ".")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == ["index.html", "Door.html", "Lamp.html", "house.html"]
    assert "lit fails: the run" in (folder / "house.html").read_text(encoding="utf-8")
    assert '<a href="house.html">house</a>' in (folder / "index.html").read_text(encoding="utf-8")
