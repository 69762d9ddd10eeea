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
