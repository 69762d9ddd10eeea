"""How many processors a process may keep busy: by its affinity, and by the groups around it."""

import os
import sys
from pathlib import Path

import pytest

from wayout.interfaces.working import processors

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="control groups are Linux's")


@pytest.mark.parametrize(
    ("quotas", "expected"),
    [
        ({}, 8),
        ({"": "max 100000"}, 8),
        ({"": "300000 100000"}, 3),
        ({"": "350000 100000"}, 3),
        ({"": "50000 100000"}, 1),
        ({"": "1600000 100000"}, 8),
        ({"user.slice/run": "max 100000", "user.slice": "200000 100000"}, 2),
        ({"user.slice/run": "200000 100000", "user.slice": "600000 100000"}, 2),
        ({"user.slice/other": "100000 100000"}, 8),
        ({"": "what is this"}, 8),
        ({"": "100000 0"}, 8),
    ],
)
def test_a_group_may_have_less_than_all(
    quotas: dict[str, str], expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(8))
    own = tmp_path / "cgroup"
    own.write_text("12:cpu:/elsewhere\n0::/user.slice/run\n", encoding="ascii")
    for group, quota in quotas.items():
        folder = tmp_path / "groups" / group
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cpu.max").write_text(f"{quota}\n", encoding="ascii")
    assert processors.processors(own, tmp_path / "groups") == expected


def test_without_groups_it_is_what_it_is_bound_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {3})
    assert processors.processors(tmp_path / "none", tmp_path) == 1
