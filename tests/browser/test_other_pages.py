"""The pages of systems, and of what logs say: for everybody, at any width, without a script."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import violations

from wayout.machines.systems import SYSTEMS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

Open = Callable[..., "Page"]
PHONE = {"width": 360, "height": 740}
LOG = """\
resource,time,state
a,2026-01-01T00:00:00Z,creating
a,2026-01-01T00:00:05Z,available
a,2026-01-01T00:01:00Z,deleting
a,2026-01-01T00:01:05Z,error_deleting
b,2026-01-01T00:00:00Z,creating
b,2026-01-01T00:00:07Z,<script>alert(1)</script>
b,2026-01-01T00:00:09Z,in-use
"""


@pytest.fixture(scope="session")
def pages(site: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every page that is not of a lifecycle, by its name."""
    folder = tmp_path_factory.mktemp("recording")
    log, page = folder / "log.csv", folder / "recording.html"
    log.write_text(LOG)
    replay = (sys.executable, "-m", "wayout", "replay", "--isolated", str(log), "-l", "volume")
    done = subprocess.run((*replay, "--dwell", "--page", str(page)), check=False)  # noqa: S603 - ours
    assert done.returncode == 1
    return {"recording": page} | {name: site / f"{name}.html" for name in SYSTEMS}


def unfolded(page: "Page") -> "Page":
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    return page


NAMES = ["recording", *SYSTEMS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(visit: Open, pages: dict[str, Path], name: str, scheme: str) -> None:
    assert violations(unfolded(visit(pages[name], color_scheme=scheme))) == []


@pytest.mark.parametrize("name", NAMES)
def test_phones_do_not_scroll_sideways(visit: Open, pages: dict[str, Path], name: str) -> None:
    page = unfolded(visit(pages[name], viewport=PHONE))
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []


@pytest.mark.parametrize("name", NAMES)
def test_colours_follow_the_reader(visit: Open, pages: dict[str, Path], name: str) -> None:
    page = visit(pages[name], color_scheme="dark")
    grounds = [
        "getComputedStyle(document.body).backgroundColor",
        "getComputedStyle(document.querySelector('svg.wayout .ground')).fill",
    ]
    assert {page.evaluate(one) for one in grounds} == {"rgb(13, 17, 23)"}
    page.emulate_media(media="print")
    assert {page.evaluate(one) for one in grounds} == {"rgb(255, 255, 255)"}


@pytest.mark.parametrize("name", NAMES)
def test_keys_reach_all_that_is_folded_or_scrolled(
    visit: Open, pages: dict[str, Path], name: str
) -> None:
    page = unfolded(visit(pages[name]))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    wanted = page.locator("main :is(summary, a[href], [tabindex='0'])")
    page.evaluate("globalThis.reached = new Set()")
    for _ in range(wanted.count()):
        page.keyboard.press("Tab")
        page.evaluate("reached.add(document.activeElement)")
    missed = wanted.evaluate_all("all => all.filter(one => !reached.has(one)).map(one => one.id)")
    assert missed == []
    summary = page.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator("details").first.get_attribute("open") is None


def test_a_claim_leads_to_its_run(visit: Open, pages: dict[str, Path]) -> None:
    page = visit(pages["server_volumes"])
    link = page.locator("main th a").first
    link.click()
    heading = page.locator(str(link.get_attribute("href")))
    assert heading.inner_text().startswith(link.inner_text())
    assert heading.evaluate("one => one.getBoundingClientRect().top") < 200


def test_what_a_log_holds_is_never_run(visit: Open, pages: dict[str, Path]) -> None:
    page = visit(pages["recording"])
    assert "<script>alert(1)</script>" in page.locator("main").inner_text()
    assert page.locator("script, img, iframe, object").count() == 0
