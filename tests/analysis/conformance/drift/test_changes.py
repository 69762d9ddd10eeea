from tests.analysis.held import held
from tests.analysis.lifecycles import lifecycle, step

from wayout.analysis.conformance.drift.changes import changes
from wayout.machines.vocabulary import Role

TINY = lifecycle({"dark": Role.STABLE, "bright": Role.STABLE}, [step("light", "dark", "bright")])
MAPPING = """
[[constants]]
lifecycle = "tiny"
source = "lamps.py:STATES"

[[tables]]
lifecycle = "tiny"
source = "lamps.py:NEXT"

[[writes]]
lifecycle = "tiny"
source = "lamps.py"
on = ["lamp"]
"""
OLD = "STATES = ['a', 'b']\nNEXT = {'a': ['b']}\ndef f(lamp):\n    lamp.status = 'a'\n"


def said(new: str) -> list[tuple[str, str]]:
    before = held(TINY, MAPPING, {"lamps.py": OLD})
    after = held(TINY, MAPPING, {"lamps.py": new})
    return [(finding.check, finding.message) for finding in changes([before], [after])]


def test_nothing_changed_but_lines() -> None:
    assert said(f"\n\n{OLD}") == []


def test_what_is_new_and_what_is_gone() -> None:
    new = (
        OLD.replace("'b']\nNEXT", "'c']\nNEXT").replace("['b']", "['c']").replace("= 'a'", "= 'b'")
    )
    assert said(new) == [
        ("WO501", "upstream, 'c' of STATES is new (lamps.py:1)"),
        ("WO502", "upstream, 'b' of STATES is gone (lamps.py:1)"),
        ("WO504", "upstream, NEXT from 'a' to 'c' is new (lamps.py:2)"),
        ("WO505", "upstream, NEXT from 'a' to 'b' is gone (lamps.py:2)"),
        ("WO506", "upstream, the write of 'b' to status in f is new (lamps.py:4)"),
        ("WO506", "upstream, the write of 'a' to status in f is gone (lamps.py:4)"),
    ]


def test_what_can_no_longer_be_read() -> None:
    messages = [message for _, message in said(OLD.replace("['a', 'b']", "states()"))]
    assert messages[0] == "upstream, `states()`, which cannot be read, is new (lamps.py:1)"
