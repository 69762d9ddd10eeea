"""The pictures of pages in the docs: `make pictures` takes them, and they are looked at."""

import os
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

FOLDER = ROOT / "docs" / "pictures"
SHOWN = {
    "volume": "#state=error_deleting&goal=available&actor=admin",
    "server": "#state=active_resize_migrated&actor=admin",
}
WIDTH = 1280
LARGEST = 250_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SHOWN)
def test_pictures_of_pages_are_there(
    visit: "Callable[..., Page]", site: Path, name: str, scheme: str
) -> None:
    path = FOLDER / f"{name}-{scheme}.png"
    if os.environ.get("WAYOUT_PICTURES") == "write":
        from PIL import Image

        options = {"color_scheme": scheme, "reduced_motion": "reduce"}
        size = {"width": WIDTH, "height": 1000}
        page = visit(site / f"{name}.html", SHOWN[name], viewport=size, **options)
        box = page.locator("#picture .scroll").bounding_box()
        assert box
        clip = {"x": 0, "y": 0, "width": WIDTH, "height": box["y"] + box["height"] + 8}
        taken = Image.open(BytesIO(page.screenshot(clip=clip, full_page=True)))
        taken.convert("RGB").quantize(256, Image.Quantize.MAXCOVERAGE).save(path, optimize=True)
    assert path.stat().st_size < LARGEST
