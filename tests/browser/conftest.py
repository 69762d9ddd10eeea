"""A browser, and the site it looks at. What is not installed makes the tests skip."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
AXE = ROOT / "build" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium")
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    pytest.importorskip("playwright", reason="`make browser` installs playwright")
    if CHROMIUM is None:
        pytest.skip("`make browser` installs chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pages of everything that ships."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "wayout", "site", "--isolated", "-o", str(folder)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    return folder


Open = Callable[..., "Page"]


@pytest.fixture
def noises() -> list[str]:
    """What pages said, asked for, or did that they must not."""
    return []


@pytest.fixture
def visit(browser: "Browser", noises: list[str]) -> "Iterator[Open]":
    """Open a page in a fresh context; at the end it must have been quiet.

    Said on the console, thrown, asked for over the network, refused by the policy: all of it is
    kept, whoever did it.
    """
    contexts = []

    def opened(path: Path, fragment: str = "", **options: object) -> "Page":
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 1000}, **options})
        contexts.append(context)
        page = context.new_page()
        address = f"{path.as_uri()}{fragment}"
        page.on("console", lambda said: noises.append(f"console: {said.text}"))
        page.on("pageerror", lambda error: noises.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (noises.append("dialog"), dialog.dismiss()))
        page.on(
            "request",
            lambda request: None if request.url.startswith("file:") else noises.append(request.url),
        )
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert noises == []
