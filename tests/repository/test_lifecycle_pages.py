"""The pages of lifecycles and systems say what the code says. `make golden` writes them anew."""

import os
from functools import cache
from pathlib import Path

import pytest

from wayout.interfaces.documenting import pages
from wayout.machines import BUILTIN
from wayout.machines.systems import SYSTEMS

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"
NAMES = (
    *(f"lifecycles/{name}.md" for name in BUILTIN),
    *(f"systems/{name}.md" for name in SYSTEMS),
    "systems.md",
    "failed-claims.md",
    "names-that-do-not-exist.md",
    "command-line.md",
)
LARGEST = 200_000

generated = cache(pages)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[pytest.mark.slow] if name == "lifecycles/server.md" else [])
        for name in NAMES
    ],
)
def test_golden_page_is_that_of_the_code(name: str) -> None:
    page = REFERENCE / name
    if os.environ.get("WAYOUT_GOLDEN") == "write":
        page.parent.mkdir(exist_ok=True)
        page.write_text(generated()[name], encoding="utf-8")
    assert page.read_text(encoding="utf-8") == generated()[name]


def test_no_page_is_missing_or_left_over() -> None:
    assert set(generated()) == set(NAMES)
    found = {path.relative_to(REFERENCE).as_posix() for path in REFERENCE.glob("*/*")}
    assert found == {name for name in NAMES if "/" in name}


def test_no_page_is_too_long_to_read() -> None:
    assert max(len(text.encode()) for text in generated().values()) < LARGEST
