from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import violations

from wayout.machines import BUILTIN

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

Open = Callable[..., "Page"]
PHONE = {"width": 360, "height": 740}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", *BUILTIN])
def test_axe_finds_nothing(visit: Open, site: Path, name: str, scheme: str) -> None:
    page = visit(site / f"{name}.html", color_scheme=scheme)
    if name != "index":
        page.get_by_role("radio").last.check()
        page.locator("#states a").last.click()
        for details in page.locator("details").all():
            details.evaluate("one => one.open = true")
    assert violations(page) == []


@pytest.mark.parametrize("name", ["index", "server", "volume"])
def test_axe_finds_nothing_on_a_phone(visit: Open, site: Path, name: str) -> None:
    assert violations(visit(site / f"{name}.html", viewport=PHONE)) == []


@pytest.mark.parametrize("name", ["index", *BUILTIN])
def test_phones_do_not_scroll_sideways(visit: Open, site: Path, name: str) -> None:
    page = visit(site / f"{name}.html", viewport=PHONE)
    for details in page.locator("details").all():
        details.evaluate("one => one.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_colours_follow_the_reader(visit: Open, site: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    page = visit(site / "volume.html", color_scheme="dark")
    assert page.evaluate(ground) == "rgb(13, 17, 23)"
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    page.emulate_media(media="screen", color_scheme="light")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"


def test_print_shows_the_answer_and_no_controls(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=error_deleting&actor=admin")
    page.emulate_media(media="print")
    assert page.locator("#way li").is_visible()
    assert page.locator("#events").evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    for control in ("#find", "#back", "#follow", "#size", ".replay", "#keys"):
        assert not page.locator(control).first.is_visible()


def test_forced_colours_keep_the_marks(visit: Open, site: Path) -> None:
    page = visit(site / "volume.html", "#state=error_deleting", forced_colors="active")
    chosen = page.locator("#actors label:has(:checked)")
    assert chosen.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    dim = page.locator("#picture .dim").first
    assert dim.evaluate("one => getComputedStyle(one).opacity") == "1"


def test_motion_is_only_for_those_who_want_it(visit: Open, site: Path) -> None:
    scroll = "getComputedStyle(document.documentElement).scrollBehavior"
    still = visit(site / "volume.html", reduced_motion="reduce")
    assert still.evaluate(scroll) == "auto"
    assert visit(site / "volume.html", reduced_motion="no-preference").evaluate(scroll) == "smooth"
