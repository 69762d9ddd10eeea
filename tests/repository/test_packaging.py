"""The rules of the house that packaging rests on."""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("machines", "analysis", "diagrams", "interfaces")


def project() -> dict[str, dict[str, dict[str, object]]]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def folders() -> set[str]:
    """The packages there are: folders of the rooms that hold `__init__.py`."""
    found = {"wayout"}
    for room in ROOMS:
        for init in (ROOT / room).rglob("__init__.py"):
            found.add(".".join(("wayout", *init.parent.relative_to(ROOT).parts)))
    return found


def test_every_package_is_listed_and_every_listed_one_exists() -> None:
    assert set(project()["tool"]["setuptools"]["packages"]) == folders()


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_are_links_from_the_package_to_real_folders(room: str) -> None:
    link = ROOT / "src" / "wayout" / room
    assert link.is_symlink()
    assert not (ROOT / room).is_symlink()
    assert link.resolve() == ROOT / room


def contract(words: str, key: str) -> set[str]:
    contracts: list[dict[str, list[str]]] = project()["tool"]["importlinter"]["contracts"]  # type: ignore[assignment]
    return set(next(contract[key] for contract in contracts if words in contract["name"]))


def modules(folder: str, *apart: str) -> set[str]:
    """The modules and packages right inside a folder."""
    return {
        ".".join(("wayout", *folder.split("/"), path.stem))
        for path in (ROOT / folder).iterdir()
        if path.suffix in {"", ".py"} and path.stem not in {"__init__", "__pycache__", *apart}
    }


def test_layer_contract_forbids_every_concrete_machine() -> None:
    machines = modules("machines", "vocabulary")
    assert contract("concrete machine", "forbidden_modules") == machines


def test_only_the_reader_may_know_python_statemachine() -> None:
    rooms = {"wayout.diagrams", "wayout.interfaces"}
    expected = modules("analysis", "reading") | rooms
    assert contract("know python-statemachine", "source_modules") == expected


def test_every_check_is_held_apart_from_the_others() -> None:
    checks = modules("analysis/checks", "catalogue")
    assert contract("Checks do not import", "modules") == checks


@pytest.mark.slow
def test_wheel_holds_every_module_and_data_file(tmp_path: Path) -> None:
    subprocess.run(  # noqa: S603 - our own build
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(tmp_path), str(ROOT)],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    expected = {"wayout/__init__.py", "wayout/__main__.py", "wayout/py.typed"}
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if path.suffix in {".py", ".md", ".json", ".html", ".css", ".js", ".toml"}:
                expected.add(f"wayout/{path.relative_to(ROOT).as_posix()}")
    assert expected <= packed
    assert not [name for name in packed if not name.startswith(("wayout/", "wayout-"))]
