"""The texts of pictures, byte by byte. `make golden` writes them anew.

Of two tiny lifecycles in every format, and of those that ship the DOT without tooltips, which are
long; their digest stands at the end.
"""

import os
import re
from hashlib import sha256
from pathlib import Path

import pytest
from tests.diagrams.examples import ORDER, PARCEL

import wayout
from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, draw
from wayout.diagrams.pictures import AnyFormat
from wayout.machines import BUILTIN

GOLDEN = Path(__file__).parents[1] / "golden" / "diagrams"
TOOLTIP = re.compile(r' tooltip="(?:[^"\\]|\\.)*"', re.DOTALL)
SUFFIXES: dict[AnyFormat, str] = {"dot": "dot", "mermaid": "mmd", "plantuml": "puml"}


@pytest.mark.parametrize("form", SUFFIXES)
@pytest.mark.parametrize(
    ("name", "lifecycle", "detail"),
    [
        ("order", ORDER, None),
        ("order-groups", ORDER, Detail.GROUPS),
        ("parcel", PARCEL, None),
    ],
)
def test_golden(name: str, lifecycle: Lifecycle, detail: Detail | None, form: AnyFormat) -> None:
    drawn = draw(lifecycle, form, detail=detail).data.decode()
    path = GOLDEN / f"{name}.{SUFFIXES[form]}"
    hold(drawn, path)


@pytest.mark.parametrize("name", BUILTIN)
def test_golden_of_what_ships(name: str) -> None:
    (lifecycle,) = wayout.load([name])
    text = draw(lifecycle, "dot").data.decode()
    tooltips = TOOLTIP.findall(text)
    digest = sha256("\n".join(tooltips).encode()).hexdigest()[:16]
    seen = f"{TOOLTIP.sub('', text)}// {len(tooltips)} tooltips, {digest}\n"
    hold(seen, GOLDEN / "lifecycles" / f"{name}.dot")


@pytest.mark.slow
def test_golden_of_every_state_of_a_server() -> None:
    (server,) = wayout.load(["server"])
    text = draw(server, "dot", detail=Detail.FULL).data
    lines, digest = len(text.splitlines()), sha256(text).hexdigest()
    hold(f"{lines} lines, {digest}\n", GOLDEN / "lifecycles" / "server-full.txt")


def hold(seen: str, path: Path) -> None:
    """Hold a text against its golden file, or write that anew."""
    if os.environ.get("WAYOUT_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(seen, encoding="utf-8")
    assert seen == path.read_text(encoding="utf-8")
