import json
from pathlib import Path

import pytest

from wayout.analysis.limits import Limits
from wayout.interfaces.config import Config
from wayout.interfaces.loading import load_sound
from wayout.interfaces.testing import cases as module


def test_a_check_that_a_limit_keeps_from_its_end_does_not_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "load_sound", lambda targets, **_: load_sound(targets))
    late = Config(limits=Limits(seconds=0.0))
    found = module.cases(["router"], ("WO101", "WO102"), "warning", late)
    assert [case.name for case in found] == ["WO101 unreachable-state", "WO102 dead-end"]
    late = "checking it takes more than 0 s; raise --limit-seconds"
    said = f"undetermined: router: WO101, WO102 not finished: {late}"
    assert [case.problems for case in found] == [(said,), (said,)]


def test_a_system_has_a_case_for_each_check_of_claims(tmp_path: Path) -> None:
    path = tmp_path / "lamp.json"
    lamp = {"name": "lamp", "initial": "off", "states": ["off"], "transitions": []}
    claims = [{"name": "lit", "formula": "EF !lamp.off"}]
    path.write_text(json.dumps({"name": "house", "members": [lamp], "claims": claims}))
    found = module.cases([str(path)], ("WO101", "WO701", "WO702", "WO901"), "warning")
    assert [(case.lifecycle, case.name, len(case.failing)) for case in found] == [
        ("house", "WO701 failed-claim", 1),
        ("house", "WO702 vacuous-claim", 0),
        ("house", "WO901 unused-suppression", 0),
    ]
