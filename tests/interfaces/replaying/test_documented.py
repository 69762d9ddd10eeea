"""The page of data names every key of what `replay -f json` prints."""

import json
from collections.abc import Iterator
from pathlib import Path

from tests.interfaces.conftest import Wayout

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "data.md"
COUNTED = frozenset({"outcomes", "kinds"})
"""What has names of outcomes and lifecycles for keys."""


def keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield key
            yield from () if key in COUNTED else keys(each)
    elif isinstance(value, list):
        for each in value:
            yield from keys(each)


def test_every_key_of_a_replay_is_documented(wayout: Wayout, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("id,time,status\nv,1,creating\nv,2,avail\nv,3,deleting\n", encoding="utf-8")
    options = ("--coverage", "--candidates", "1", "--dwell", "--stuck-after", "1s")
    options += ("--now", "2026-01-31", "--select", "WO605", "-f", "json")
    value = json.loads(wayout("replay", str(log), "-l", "volume", *options).stdout)
    assert value.pop("findings")
    page = PAGE.read_text(encoding="utf-8")
    assert [each for each in dict.fromkeys(keys(value)) if f"`{each}`" not in page] == []
