"""The documentation site, as `make docs` builds it: its pages are read."""

import subprocess
import sys
from pathlib import Path

import html5lib
import pytest

from wayout.machines.volume import Volume

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    options = ("-W", "--keep-going", "-n", "-q", "-c", "docs", "-d", str(folder / "doctrees"))
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "-m", "sphinx", *options, ".", str(folder / "html")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "html"


def page(site: Path, name: str):
    return html5lib.parse((site / name).read_text(encoding="utf-8"), namespaceHTMLElements=False)


def test_volume_has_diagram_states_and_accepted_defects(site: Path) -> None:
    volume = page(site, "docs/reference/lifecycles/volume.html")
    (picture,) = [each for each in volume.iter() if each.get("class") == "wayout"]
    drawn = {link.get("href") for link in picture.iter() if str(link.tag).endswith("a")}
    ids = [element.get("id") for element in volume.iter() if element.get("id")]
    assert "#wayout-state-volume.in_use" in drawn
    assert {uri.removeprefix("#") for uri in drawn if uri} <= set(ids)
    assert len(ids) == len(set(ids))
    cells = ["".join(cell.itertext()).strip() for cell in volume.iter("td")]
    accepted = [cell for cell in cells if cell.startswith("WO") and " " in cell]
    assert len(accepted) == len(Volume.accepted)
    assert "error_deleting" in cells
    assert "```" not in "".join(volume.itertext())


def test_every_link_inside_the_site_leads_somewhere(site: Path) -> None:
    problems = []
    for path in sorted(site.rglob("*.html")):
        for link in page(site, path.relative_to(site).as_posix()).iter("a"):
            address = (link.get("href") or "").partition("#")[0]
            if address and "://" not in address and not (path.parent / address).exists():
                problems.append(f"{path.relative_to(site)}: {address}")
    assert problems == []
