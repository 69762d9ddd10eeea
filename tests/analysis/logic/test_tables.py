"""The parser's kept tables are what the grammar makes."""

import json
from importlib.resources import files

import lark
import pytest

from wayout.analysis.logic.tables import tables_text


def test_they_are_not_stale() -> None:
    kept = json.loads(files("wayout.analysis.logic").joinpath("formula.json").read_text("utf-8"))
    if kept["lark"] != lark.__version__:
        pytest.skip("the tables are of another version of lark")
    assert said(kept) == said(json.loads(tables_text()))


def said(tables: dict) -> tuple[list[str], int]:
    """Return the rules and terminals, and how many states; their numbers differ from run to run."""
    memo = sorted(json.dumps(each, sort_keys=True) for each in tables["memo"].values())
    return memo, len(tables["data"]["parser"]["parser"]["states"])
