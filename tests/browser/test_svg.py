"""Pictures as a browser shows them: to axe, in both schemes, in forced colours and printed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.axe import violations
from tests.diagrams.test_svg import contrast

import wayout
from wayout.diagrams import Detail, View, draw
from wayout.machines import BUILTIN

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

Open = Callable[..., "Page"]
LINKS = "https://docs.example/{lifecycle}#{state}"
PAGE = """<!doctype html><html lang="en"><title>Pictures</title><main><h1>Pictures</h1>{}</main>"""
SEEN = """() => [...document.querySelectorAll("svg text, svg path, svg polygon, svg ellipse")].map(
  (one) => {
    const group = one.closest("g.node");
    const within = group && one.tagName === "text";
    const shape = within ? group.querySelector("path, polygon, ellipse") : null;
    const look = getComputedStyle(one);
    return {
      tag: one.tagName, fill: look.fill, stroke: look.stroke, text: one.textContent.trim(),
      behind: shape && getComputedStyle(shape).fill,
    };
  })"""
GROUND = "getComputedStyle(document.querySelector('.ground')).fill"


def picture(name: str, **options: object) -> str:
    (lifecycle,) = wayout.load([name])
    return draw(lifecycle, "svg", **options).data.decode()  # type: ignore[arg-type]  # passed on


@pytest.fixture
def shown(visit: Open, tmp_path: Path) -> Open:
    """Open pictures inlined in a page, each with a prefix of its own."""

    def opened(*pictures: str, **options: object) -> "Page":
        path = tmp_path / "page.html"
        path.write_text(PAGE.format("".join(pictures)), encoding="utf-8")
        return visit(path, **options)

    return opened


def hexadecimal(color: str) -> str:
    red, green, blue = re.findall(r"\d+", color)[:3]
    return f"#{int(red):02x}{int(green):02x}{int(blue):02x}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", BUILTIN)
def test_axe_finds_nothing_in_pictures_with_links(shown: Open, name: str, scheme: str) -> None:
    detail = Detail.FULL if name != "server" else None
    pictures = (
        picture(name, links=LINKS, detail=detail, prefix="linked"),
        picture(name, view=View(failures=True), prefix="plain"),
    )
    page = shown(*pictures, color_scheme=scheme)
    if name not in {"server", "server_migration"}:
        assert page.locator("svg a").count() > 0
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", BUILTIN)
def test_texts_and_lines_stand_out_from_what_is_behind(shown: Open, name: str, scheme: str) -> None:
    page = shown(picture(name, links=LINKS), color_scheme=scheme)
    ground = hexadecimal(page.evaluate(GROUND))
    assert ground == {"light": "#ffffff", "dark": "#0d1117"}[scheme]
    checked = 0
    for one in page.evaluate(SEEN):
        if one["tag"] == "text" and one["text"]:
            behind = hexadecimal(one["behind"]) if has_color(one["behind"]) else ground
            assert contrast(hexadecimal(one["fill"]), behind) >= 4.5, one
            checked += 1
        elif one["tag"] != "text" and has_color(one["stroke"]):
            assert contrast(hexadecimal(one["stroke"]), ground) >= 3, one
            checked += 1
    assert checked > 20


def has_color(value: str | None) -> bool:
    return value is not None and value != "none" and not value.startswith("rgba(0, 0, 0, 0)")


def test_links_are_reached_by_keyboard_and_named(shown: Open) -> None:
    page = shown(picture("volume", links=LINKS, detail=Detail.FULL))
    names = []
    for _ in range(3):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert len(set(names)) == 3
    assert all(names)
    assert page.evaluate("document.activeElement.getAttribute('href')").startswith("https://")


def test_print_is_on_white_even_for_readers_in_the_dark(shown: Open) -> None:
    page = shown(picture("volume"), color_scheme="dark")
    assert page.evaluate(GROUND) == "rgb(13, 17, 23)"
    page.emulate_media(media="print")
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"


def test_forced_colours_are_those_of_the_reader_alone(shown: Open) -> None:
    page = shown(picture("volume", links=LINKS), forced_colors="active")
    looks = page.evaluate(SEEN)
    fills = {one["fill"] for one in looks if one["tag"] == "text" and not one["behind"]}
    assert len(fills) == 1
    system = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert hexadecimal(page.evaluate(GROUND)) == hexadecimal(system)
