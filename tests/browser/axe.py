"""What axe-core finds on a page."""

from typing import TYPE_CHECKING

import pytest
from tests.browser.conftest import AXE

if TYPE_CHECKING:
    from playwright.sync_api import Page

SHORT = """async () => (await axe.run()).violations.map(
  ({id, nodes}) => [id, nodes.length, nodes[0].target.join(" "), nodes[0].failureSummary])"""


def violations(page: "Page") -> list[object]:
    if not AXE.exists():
        pytest.skip("`make browser` installs axe-core")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(SHORT)
