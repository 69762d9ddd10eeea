from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.hostile import TEXTS, about

from wayout.diagrams.escaping import visible
from wayout.diagrams.explorer import explorer, index

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytest.importorskip("playwright", reason="`make browser` installs playwright")

LOADED = [
    "<img src=x onerror=alert(1)>",
    "'-alert(1)-'",
    '"><svg onload=alert(1)>',
    "${alert(1)}",
    "__proto__",
    "constructor",
]


def spaced(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("text", [*TEXTS, *LOADED], ids=ascii)
def test_texts_are_shown_and_never_run(
    visit: "Callable[..., Page]", tmp_path: Path, text: str
) -> None:
    report = about(text)
    lifecycle = replace(report.lifecycles[0], location=None)
    path = tmp_path / "page.html"
    path.write_bytes(explorer(lifecycle, report, home="index.html").encode())
    page = visit(path)
    shown = spaced(visible(text))
    texts = page.locator("#states a").all_text_contents()
    assert [spaced(each) for each in texts] == [shown, "other"]
    assert spaced(page.locator("#here").text_content() or "") == shown
    page.locator("#events button").first.click()
    assert page.locator("#here").inner_text() == "other"
    page.get_by_role("button", name="Back b").click()
    page.get_by_role("button", name="Replay").click()
    assert page.locator("script").count() == 2
    assert page.locator("img, iframe, object, link").count() == 0


@pytest.mark.parametrize("text", LOADED, ids=ascii)
def test_the_index_shows_texts_and_runs_none(
    visit: "Callable[..., Page]", tmp_path: Path, text: str
) -> None:
    report = about(text)
    path = tmp_path / "index.html"
    path.write_bytes(index([(report.lifecycles[0], "page.html")], report).encode())
    page = visit(path)
    assert spaced(page.locator("tbody a").text_content() or "") == spaced(visible(text))
    assert page.locator("script, img, iframe, object").count() == 0
