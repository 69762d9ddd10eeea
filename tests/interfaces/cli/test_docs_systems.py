"""`wayout docs` on systems: their tables, runs and pages in documents."""

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


def filled(wayout: Wayout, words: str, name: str = "d.md") -> str:
    begin, end = ("<!-- ", " -->") if name.endswith(".md") else (".. ", "")
    block = f"{begin}wayout:begin {words}{end}\n{begin}wayout:end{end}\n"
    Path(name).write_text(block, encoding="utf-8")
    result = wayout("docs", name)
    assert result.exit_code == 0, result.stderr
    assert wayout("docs", "--check", name).exit_code == 0
    return Path(name).read_text(encoding="utf-8")


@pytest.mark.usefixtures("house")
def test_a_page_has_members_events_claims_and_runs(wayout: Wayout) -> None:
    text = filled(wayout, "house.py:House page")
    assert "A house with a door and two lamps." in text
    assert "| `lamp2` | 2 | `off` |" in text
    assert "| `enter` | door, lamp1 |  |" in text
    assert "| `lit` | fails | nobody is in the dark |" in text
    assert "## lit fails\n\n```mermaid\n---\ntitle:" in text


@pytest.mark.usefixtures("house")
def test_a_page_in_rst_has_a_diagram_of_sphinx(wayout: Wayout) -> None:
    text = filled(wayout, "house.py:House page", "d.rst")
    assert ".. rubric:: lit fails\n\n.. graphviz::\n   :alt: house, lit fails" in text


@pytest.mark.usefixtures("house")
def test_a_changed_system_makes_its_blocks_stale(wayout: Wayout, house: Path) -> None:
    filled(wayout, "house.py:House table together")
    house.write_text(
        house.read_text(encoding="utf-8").replace(
            'lamp.does("switch_on")', 'lamp.each.does("switch_on")'
        ),
        encoding="utf-8",
    )
    result = wayout("docs", "--check", "d.md")
    assert result.exit_code == 1
    assert "stale: house.py:House table together" in result.stdout


@pytest.mark.usefixtures("house")
def test_a_list_has_lifecycles_and_systems(wayout: Wayout, folder: Path) -> None:
    (folder / "wayout.toml").write_text('targets = ["house.py"]\n', encoding="utf-8")
    text = filled(wayout, "list pages={name}.md")
    assert "| [Door](Door.md) | Door | 2 | 2 | 0 |" in text
    assert "| [house](house.md) | A house with a door and two lamps | 3 | 8 | 1 | 1 |" in text


@pytest.mark.usefixtures("house")
def test_a_picture_is_the_run_of_a_claim(wayout: Wayout, folder: Path) -> None:
    text = filled(wayout, "house.py:House picture run.svg witness=lit")
    assert "![house, lit fails: a run of 2 steps](run.svg)" in text
    assert "enter leads door to open." in (folder / "run.svg").read_text(encoding="utf-8")


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("table states", "a system has no table of states, but of members, together, claims"),
        ("table members event=enter", "event means nothing to a table of a system"),
        ("table members columns=nam", "there is no column 'nam'"),
        ("picture run.svg", "witness is missing: a picture of house is the run of one claim"),
        ("diagram around=shut", "around: house is a system, of which runs are drawn"),
        ("diagram witness=lot", "house has no claim 'lot'; did you mean 'lit'?"),
        ("page projected", "house: a system has no projection"),
    ],
)
def test_what_means_nothing_to_a_system_is_said(
    wayout: Wayout, folder: Path, words: str, problem: str
) -> None:
    block = f"<!-- wayout:begin house.py:House {words} -->\n<!-- wayout:end -->\n"
    (folder / "d.md").write_text(block, encoding="utf-8")
    result = wayout("docs", "d.md")
    assert result.exit_code == 2
    assert result.stderr.startswith("wayout: error: d.md:1: ")
    assert problem in result.stderr
    assert (folder / "d.md").read_text(encoding="utf-8") == block
