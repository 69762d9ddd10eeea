"""The texts of two tiny lifecycles, byte by byte. `make golden` writes them anew."""

import os
from pathlib import Path

import pytest
from tests.diagrams.examples import ORDER, PARCEL

from wayout.analysis.lifecycle import Lifecycle
from wayout.diagrams import Detail, draw
from wayout.diagrams.pictures import AnyFormat

GOLDEN = Path(__file__).parents[1] / "golden" / "diagrams"
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
    if os.environ.get("WAYOUT_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")
