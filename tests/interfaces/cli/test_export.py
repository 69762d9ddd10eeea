import json
from io import BytesIO
from pathlib import Path

import networkx as nx
import pytest
from tests.interfaces.conftest import DOOR, GATE, Wayout, Write
from tests.interfaces.exchange.schema import VALIDATOR

from wayout.machines import BUILTIN


@pytest.mark.parametrize("name", BUILTIN)
def test_export_and_reading_back_is_exact(wayout: Wayout, folder: Path, name: str) -> None:
    first = wayout("export", name)
    assert first.exit_code == 0
    VALIDATOR.validate(json.loads(first.stdout))
    (folder / "x.json").write_text(first.stdout, encoding="utf-8")
    assert wayout("export", "x.json").stdout == first.stdout


def test_what_was_inferred_is_marked(wayout: Wayout) -> None:
    steps = json.loads(wayout("export", "image", "-f", "json").stdout)["transitions"]
    marked = {step["event"]: step["unsure"] for step in steps if "unsure" in step}
    assert marked == {"upload_interrupted": True, "purge_pending": True}


def test_graphml_goes_to_a_file(wayout: Wayout, folder: Path) -> None:
    result = wayout("export", "image", "-f", "graphml", "-o", "image.graphml")
    assert (result.exit_code, result.stdout) == (0, "")
    graph = nx.read_graphml(BytesIO((folder / "image.graphml").read_bytes()))
    assert graph.graph["name"] == "image"


def test_one_lifecycle_at_a_time(wayout: Wayout, write: Write) -> None:
    write("both.py", DOOR + GATE)
    result = wayout("export", "both.py")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == (
        "wayout: error: both.py holds 2 lifecycles; name one of both.py:Door, both.py:Gate\n"
    )
    assert wayout("export", "both.py:Gate").exit_code == 0
