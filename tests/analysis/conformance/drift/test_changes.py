import pytest
from tests.analysis.held import forest, mapping_of
from tests.analysis.lifecycles import lifecycle, step

from wayout.analysis.conformance.drift.binding import bind
from wayout.analysis.conformance.drift.changes import changes
from wayout.analysis.finding import Severity
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
source = "."
on = ["lamp"]

[[guards]]
lifecycle = "tiny"
source = "lamps.py:Lamps.light"
events = { "Lamps.light" = ["light"] }
"""
TABLES = "STATES = ['a', 'b']\nNEXT = {'a': ['b']}\n"
FUNCTION = "def f(lamp):\n    lamp.status = 'a'\n"
GUARDED = (
    "class Lamps:\n    def light(self, it):\n"
    "        it.conditional_update({'status': 'b'}, {'status': 'a'})\n"
)
OLD = f"{TABLES}{FUNCTION}{GUARDED}"


def said(**new: str) -> list[tuple[str, str]]:
    texts = {f"{name}.py": text for name, text in new.items()}
    sources = ({"lamps.py": OLD}, texts)
    before, after = (
        bind([TINY], [mapping_of(MAPPING)], forest(each), anywhere=True) for each in sources
    )
    return [
        (f.check if f.severity is Severity.ERROR else "info", f.message.removeprefix("upstream, "))
        for f in changes(before, after)
    ]


def test_nothing_changed_but_lines() -> None:
    assert said(lamps=f"\n\n{OLD}") == []


def test_what_is_new_and_what_is_gone() -> None:
    new = (
        OLD.replace("'b']\nNEXT", "'c']\nNEXT")
        .replace("['b']", "['c']")
        .replace("= 'a'", "= 'b'")
        .replace("'status': 'a'", "'status': 'd'")
    )
    assert said(lamps=new) == [
        ("WO501", "'c' of STATES is new (lamps.py:1)"),
        ("WO502", "'b' of STATES is gone (lamps.py:1)"),
        ("WO503", "'d' as status in the guard of Lamps.light is new (lamps.py:7)"),
        ("WO503", "'a' as status in the guard of Lamps.light is gone (lamps.py:7)"),
        ("WO504", "NEXT from 'a' to 'c' is new (lamps.py:2)"),
        ("WO505", "NEXT from 'a' to 'b' is gone (lamps.py:2)"),
        ("WO506", "the write of 'b' to status in f is new (lamps.py:4)"),
        ("WO506", "the write of 'a' to status in f is gone (lamps.py:4)"),
    ]


def test_what_stands_in_another_file_is_no_change() -> None:
    assert said(lamps=FUNCTION, tables=TABLES, guarded=GUARDED) == []


def test_what_stands_in_several_others_is_not_guessed() -> None:
    messages = said(lamps=f"{TABLES}{FUNCTION}", one=GUARDED, other=GUARDED)
    assert ("WO503", "'a' as status in the guard of Lamps.light is gone (lamps.py:7)") in messages


@pytest.mark.parametrize(
    ("function", "place"),
    [("_f", "f (lamps.py:4)"), ("f_later", "f (lamps.py:4)")],
)
def test_a_write_that_a_function_of_a_like_name_makes_has_moved(function: str, place: str) -> None:
    new = OLD.replace("def f(", f"def {function}(")
    message = f"the write of 'a' to status in {function} moved from {place} (lamps.py:4)"
    assert said(lamps=new) == [("info", message)]


def test_a_write_in_another_file_has_moved() -> None:
    message = "the write of 'a' to status in f moved from lamps.py:4 (more.py:2)"
    assert said(lamps=f"{TABLES}{GUARDED}", more=FUNCTION) == [("info", message)]


def test_a_write_that_another_function_makes_is_new_and_gone() -> None:
    assert said(lamps=OLD.replace("def f(", "def g(")) == [
        ("WO506", "the write of 'a' to status in g is new (lamps.py:4)"),
        ("WO506", "the write of 'a' to status in f is gone (lamps.py:4)"),
    ]


def test_a_second_function_of_the_same_name_hides_no_write() -> None:
    assert said(lamps=OLD, more=FUNCTION) == [
        ("WO506", "the write of 'a' to status in f is new (more.py:2)")
    ]


def test_what_can_no_longer_be_read_is_not_called_gone() -> None:
    new = OLD.replace("['a', 'b']", "states()").replace("= 'a'", "= lamp.before")
    assert [message.partition(":")[0] for _, message in said(lamps=new)] == [
        "what cannot be read is new",
        "what cannot be read is new",
    ]
